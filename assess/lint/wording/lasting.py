"""Sentences that must stay true when the data get another period: of one document, of a reason, and of a result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assess.lint.wording.declarations import Wording
from assess.lint.wording.nearby import (
    CHANGES,
    cells_in,
    datasets_in,
    leads_to,
    moves,
    moving_names,
    moving_texts,
    paragraph_before,
    tells_a_change,
)
from macros.language.calls import bind
from macros.language.template import SAYS, MacroCall
from macros.language.words import Sentence, Words, source_of, without
from macros.vocabulary.numbers import NumberMacros
from redaction.data.arithmetic import difference
from redaction.data.dataset import Dataset
from redaction.diagnostics.errors import LookupFailedError
from redaction.view import View

_POINTS_BACK = re.compile(
    r"^\W*(?:this|that|these|those|it|they)\b|\b(?:call|describe|name|see)(?:s|ed)? (?:this|that|these|it|them)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_QUOTES = ("printed", "quoted")  # the words and numbers of the document itself
_WAYS = {"rise": 1, "fall": -1}


@dataclass(frozen=True)
class Told:
    """What is wrong with a sentence: the rule, where it stands in the text, what was found and what was expected."""

    rule: str
    sentence: Sentence
    found: str
    expected: str


@dataclass(frozen=True)
class Text:
    """A text beside the data: `of_data` where it stands with a table of its own, `of_result` where it reports one."""

    words: Words
    view: View
    wording: Wording
    of_data: bool = False
    of_result: bool = False
    _done: dict[tuple[str, int], str] = field(default_factory=dict)  # each sentence is asked by several rules

    def does(self, what: str, sentence: Sentence) -> str:
        """The words by which a sentence, without its idioms, does something, on one line; nothing where it does not."""
        asked = (what, sentence.start)
        if asked not in self._done:
            pattern = self.wording.lasting[what]
            found = pattern.search(sentence.seen) and pattern.search(without(sentence.seen, self.wording.idioms))
            self._done[asked] = " ".join(found[0].split()) if found else ""
        return self._done[asked]

    @cached_property
    def of_documents(self) -> frozenset[int]:
        """Where sentences begin that tell of one document, those of a list under one, and what one points back at."""
        return frozenset(each.start for each in _of_documents(self))

    def source(self, sentence: Sentence) -> str:
        """A sentence as it was written."""
        return source_of(self.words, sentence)

    def written(self, call: MacroCall) -> str:
        """A call as it was written."""
        start, end = self.words.spans[next(at for at, each in enumerate(self.words.calls) if each is call)]
        return self.words.text[start:end]


def lasting_faults(text: Text) -> Iterator[Told]:
    """The first thing wrong with each sentence that must last."""
    for sentence in text.words.sentences:
        told = _document_period(text, sentence) if is_of_document(text, sentence) else None
        told = told or _undated_reason(text, sentence) or next(_unexpected(text, sentence), None)
        if told:
            yield told


def is_of_document(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence tells of one document."""
    return sentence.start in text.of_documents


def says_a_year(sentence: Sentence) -> bool:
    """Whether a sentence names a year in its own words."""
    return bool(_YEAR.search(sentence.seen))


def explains(text: Text, sentence: Sentence) -> list[MacroCall] | None:
    """The changes that a sentence gives a reason for; None where it gives none."""
    if not text.does("reasons", sentence):
        return None
    paragraph = [call for each in text.words.beside(sentence) for call in each.calls if tells_a_change(call)]
    if paragraph or not text.does("changes", sentence):
        return paragraph or None
    before = [call for each in paragraph_before(text.words, sentence) for call in each.calls if tells_a_change(call)]
    claims = text.of_data or text.does("alone", sentence)
    return before or ([] if claims else None)


def _of_documents(text: Text) -> list[Sentence]:
    found: list[Sentence] = []
    for sentence in text.words.sentences:
        if text.does("documents", sentence) or any(call.name in _QUOTES for call in sentence.calls):
            found.append(sentence)
            if _POINTS_BACK.search(sentence.seen):
                found += [each for each in text.words.beside(sentence) if each.start < sentence.start]
        elif any(text.does("documents", each) for each in leads_to(text.words, sentence)):
            found.append(sentence)
    return found


def _document_period(text: Text, sentence: Sentence) -> Told | None:
    """A number of a period that moves, in a sentence of one document."""
    call = next((each for each in sentence.calls if moves(each)), None)
    if call is None:
        return None
    found = f'{text.written(call)} in "{text.source(sentence)}", which tells of one document'
    return Told("document-period", sentence, found, f"the period that it tells of: {_named(text, call)}")


def _undated_reason(text: Text, sentence: Sentence) -> Told | None:
    """A reason for a change that does not say when, or for a change that moves."""
    explained = explains(text, sentence)
    if explained is None or (says_a_year(sentence) and not any(map(moves, explained))):
        return None
    moving = next((each for each in explained if moves(each)), None)
    reason = text.does("reasons", sentence)
    found = f'a reason, "{reason}", in "{text.source(sentence)}"'
    expected = "the period that it explains, in its own words"
    if moving is not None:
        found += f", for {text.written(moving)}"
        expected += f", and beside it {_named(text, moving)}"
    return Told("undated-reason", sentence, found, expected)


def _unexpected(text: Text, sentence: Sentence) -> Iterator[Told]:
    """Changes in a sentence of a result that have no expectation, and those that are not as their sentence expects."""
    is_result = text.of_result or any(
        text.does("results", each) for each in (sentence, *leads_to(text.words, sentence))
    )
    said = {(cell.dataset, cell.row) for call in sentence.calls if call.name == SAYS for cell in cells_in(call)}
    for call in sentence.calls:
        asked = asked_by(call)
        expects = asked.get("expects", "")
        if expects in _WAYS and _went(asked, text.view) not in (None, _WAYS[expects]):
            found = f'a change that is not as its sentence expects: "{text.source(sentence)}"'
            yield Told("unexpected-change", sentence, found, f"a {expects}, or another sentence")
        elif asked and not expects and is_result and (asked["dataset"], asked["row"]) not in said:
            found = f'{text.written(call)} in "{text.source(sentence)}", which reports a result'
            yield Told("unexpected-change", sentence, found, "expects='fall' in it, or expects='rise'")


def _went(asked: Mapping[str, Any], view: View) -> int | None:
    """Which way a change went, 1, 0 or -1; None where nobody may know, or nobody knows."""
    try:
        pair = [view.quantity(asked["dataset"], asked["row"], asked[column]) for column in ("from_", "to")]
        value = difference(*pair).value
    except LookupFailedError:
        return None  # told elsewhere
    return None if value is None else (value > 0) - (value < 0)


def asked_by(call: MacroCall) -> Mapping[str, Any]:
    """The arguments of a change by their names; none where it is no change."""
    try:
        return bind(getattr(NumberMacros, call.name), call) if call.name in CHANGES else {}
    except LookupFailedError:
        return {}  # told elsewhere


def _named(text: Text, call: MacroCall) -> str:
    """The periods that a call stands for, to be written in place of their names; those of open data alone are told."""
    audience = text.view.edition.audiences[0]
    open_data = [each for each in datasets_in([call], text.view) if each.audience == audience]
    named = {name: each.descriptor.column_named(name) for each in open_data for name in moving_names(call)}
    told = [f"'{period}' in place of '{name}'" for name, period in named.items() if period != name]
    return ", ".join(told) or "a year such as '2022'"


def undated_cells(dataset: Dataset, wording: Wording) -> Iterator[tuple[int, str]]:
    """The texts of a table that give a reason without its period, in rows whose period moves, each with its line."""
    for line, texts in moving_texts(dataset):
        own = (each for name, each in texts.items() if f"{dataset.id}/{name}" not in wording.quoted)
        reasons = [each for each in own if wording.lasting["reasons"].search(each)]
        yield from ((line, each) for each in reasons if not _YEAR.search(each))
