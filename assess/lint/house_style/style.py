"""The house style: words with what to write instead, and abbreviations that nothing explains.

The words are data: those of any place in `general.yml` beside this module, a site's own in its `style.yml`, which come
first. The glossary explains abbreviations, and so does a page at first use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from macros.language.words import Words, source_of, without, words_of
from macros.vocabulary.vocabulary import MACROS
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.schema import boolean, faults, list_of, mapping_of, optional, text
from redaction.diagnostics.yaml_document import YamlDocument, parse_yaml

FILE = "style.yml"
_GENERAL = Path(__file__).with_name("general.yml")
_GLOSSARY = "glossary.yml"
_LISTED = list_of(mapping_of({"reason": text, "texts": list_of(text)}))
SHAPE = mapping_of(
    {
        optional("general"): boolean,  # false: a site that wants nothing of the program's part
        optional("words"): list_of(mapping_of({"not": list_of(text), "write": text, "reason": text})),
        optional("right"): _LISTED,
        optional("known"): _LISTED,
    }
)
_ABBREVIATION = re.compile(r"(?<![\w&])[A-Z][A-Z0-9&]*[A-Z&][A-Z0-9&]*\+?(?=s?(?!\w))")
_CAPITALS = re.compile(r"(?<![\w&])[A-Z]{2,}(?: [A-Z]+){1,} [A-Z]{2,}(?!\w)")
# Left out are words that may follow themselves: had had, that that, what it is is.
_DOUBLED = re.compile(
    r"(?<![\w'\u2019-])(?!had|that|is|no|very|so)(?P<word>[A-Za-z][a-z]*)[ \n](?=[a-z])(?i:(?P=word))(?![\w'\u2019-])"
)
_SHOUTED = "Capitals are slower to read, and some screen readers spell them out"
_STAND_INS = ("TBA", "TBC", "TBD")  # which may be short for something here, such as a council


@dataclass(frozen=True)
class Word:
    """A word that is not written here, what to write instead, and why; one of `holds` is in every text that has it."""

    pattern: re.Pattern[str]
    holds: tuple[str, ...]
    write: str
    reason: str


@dataclass(frozen=True)
class Style:
    """The words that are not written, the phrases in which they are right, and the abbreviations that are explained."""

    words: tuple[Word, ...]
    right: tuple[re.Pattern[str], ...]
    explained: frozenset[str]

    def faults(self, file: str, texts: Sequence[tuple[str, int]]) -> Iterator[Problem]:
        """Everything in a file that is not of the house style; its texts come with their first lines."""
        read = [(words, line) for text, line in texts if (words := words_of(text, MACROS))]
        explained = self.explained | {*_explained_by(read)}
        for words, line in read:
            yield from self._word_faults(file, words, line)
            yield from _abbreviation_faults(file, words, line, explained)
            yield from _doubled_faults(file, words, line)

    def _word_faults(self, file: str, words: Words, first_line: int) -> Iterator[Problem]:
        lowered = words.seen.lower()
        held = [word for word in self.words if any(map(lowered.__contains__, word.holds))]
        asked = [word for word in held if word.pattern.search(words.seen)]
        seen = without(words.seen, self.right) if asked else ""
        for word in asked:
            for found in word.pattern.finditer(seen):
                line = first_line + words.line(found.start()) - 1
                place = f'"{found[0]}" in "{_sentence(words, found.start())}"'
                yield Problem("house-style", file, line, place, f'"{word.write}"', word.reason)
            seen = without(seen, [word.pattern])


def parse_style(document: YamlDocument, terms: Iterable[str]) -> Style:
    """The style from its YAML, and the terms that the glossary explains; raises ProblemsFoundError."""
    document = document.filled
    problems = faults(document, SHAPE)
    if problems:
        raise ProblemsFoundError(problems)
    own: Any = document.content
    parts = [own] if own.get("general") == "false" else [own, _general()]
    known = [each for part in parts for group in part.get("known", ()) for each in group["texts"]]
    return Style(
        tuple(
            Word(_any_of(each["not"]), tuple(map(_letters, each["not"])), each["write"], each["reason"])
            for part in parts
            for each in part.get("words", ())
        ),
        tuple(_any_of(group["texts"]) for part in parts for group in part.get("right", ())),
        frozenset(each[0] for term in (*known, *terms) for each in _ABBREVIATION.finditer(_singular(term))),
    )


@cache
def _general() -> dict[str, Any]:
    """The program's own part."""
    return parse_yaml(_GENERAL.name, _GENERAL.read_text("utf-8")).content


def _abbreviation_faults(file: str, words: Words, first_line: int, explained: Iterable[str]) -> Iterator[Problem]:
    """The first place of each abbreviation that nothing explains."""
    told = set(explained)
    capitals = [found for found in _CAPITALS.finditer(words.seen) if not {*found[0].split()} <= told]
    for found in capitals:
        line = first_line + words.line(found.start()) - 1
        expected = f'"{found[0].capitalize()}"'
        yield Problem("house-style", file, line, f'"{found[0]}", all in capitals', expected, _SHOUTED)
    for found in _ABBREVIATION.finditer(words.seen):
        if found[0] not in told and not any(each.start() <= found.start() < each.end() for each in capitals):
            told.add(found[0])
            line = first_line + words.line(found.start()) - 1
            if found[0] in _STAND_INS:
                what = f'"{found[0]}", which nothing explains'
                yield Problem("placeholder", file, line, what, "what is to stand there", rests_on=(_GLOSSARY,))
                continue
            expected = f"its full name before it at first use, as in Full Name ({found[0]}), or a line in glossary.yml"
            what = f'"{found[0]}", which nothing explains'
            yield Problem("abbreviation-unexplained", file, line, what, expected, rests_on=(_GLOSSARY,))


def _doubled_faults(file: str, words: Words, first_line: int) -> Iterator[Problem]:
    """Every word that stands there twice, as when a line was begun again; a name may: Baden Baden."""
    for found in _DOUBLED.finditer(words.seen):
        line = first_line + words.line(found.end()) - 1
        yield Problem("house-style", file, line, f'"{" ".join(found[0].split())}"', f'"{found["word"]}" once')


def _explained_by(read: Iterable[tuple[Words, int]]) -> Iterator[str]:
    """The abbreviations that some texts explain; what may stand in for words to come is explained in the glossary."""
    yield from (each for words, _ in read for each in _explained_in(words.seen) if each not in _STAND_INS)


def _explained_in(seen: str) -> Iterator[str]:
    """The abbreviations that a text explains where it first uses them: Full Name (FN), or FN (full name)."""
    met: set[str] = set()
    for found in _ABBREVIATION.finditer(seen):
        rest = seen[found.end() :].removeprefix("s")
        if found[0] not in met and (rest.startswith(" (") or (seen[: found.start()].endswith("(") and rest[:1] == ")")):
            yield found[0]
        met.add(found[0])


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Any of some words or phrases, in capitals or not; a star stands for the rest of a word."""
    longest = sorted(texts, key=len, reverse=True)
    patterns = [re.escape(each).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for each in longest]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def _letters(text: str) -> str:
    """The most letters of a word or a phrase that stand together, whatever a star or a space stands for."""
    return max(re.split(r"[* ]", text), key=len).lower()


def _singular(term: str) -> str:
    return re.sub(r"(?<=[A-Z])s\b", "", term)


def _sentence(words: Words, start: int) -> str:
    sentence = next(each for each in reversed(words.sentences) if each.start <= start)
    return source_of(words, sentence)
