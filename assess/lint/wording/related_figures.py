"""Which figures the sentences of a descriptor may name: its own, those it rests on, and those it is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assess.lint.wording.unsupported import datasets_of
from macros.language.template import SAYS, MacroCall
from macros.language.words import words_of
from macros.vocabulary.sentences import SENTENCE_MACROS
from redaction.data.dataset import Dataset
from redaction.diagnostics.errors import LookupFailedError
from redaction.expressions import parse_expectation
from redaction.reconciliation.same_quantity import links_of
from redaction.view import View


def related_figures(dataset: Dataset, view: View) -> frozenset[str]:
    """The figures of the datasets that a dataset names, is derived from, takes its rows of or is linked with."""
    names = {dataset.id, *_named(dataset), *_derived_from(dataset), *view.part(_linked).get(dataset.id, ())}
    if dataset.descriptor.selection:
        names.add(dataset.descriptor.selection.dataset)
    return frozenset(view.datasets[name].descriptor.figure for name in names & view.datasets.keys())


def _named(dataset: Dataset) -> Iterator[str]:
    for sentence in dataset.sentences.values():
        words = words_of(sentence, SENTENCE_MACROS)
        for call in words.calls if words else ():
            yield from _compared(call) if call.name == SAYS else datasets_of(call)


def _compared(call: MacroCall) -> Iterator[str]:
    try:
        for expression in call.arguments[1:]:
            yield from (each.dataset for each in parse_expectation(str(expression)).references())
    except LookupFailedError:
        return  # told elsewhere


def _derived_from(dataset: Dataset) -> Iterator[str]:
    for column in dataset.descriptor.derived:
        for references in column.operands.values():
            yield from (each.split("/")[0] for each in references.values() if each.count("/") == 2)


def _linked(view: View) -> Mapping[str, set[str]]:
    linked: dict[str, set[str]] = {}
    try:
        links = links_of(view)
    except LookupFailedError:
        return linked  # told elsewhere
    for link in links:
        names = {each.dataset for expression in (link.one, link.other) for each in expression.references()}
        for name in names:
            linked.setdefault(name, set()).update(names)
    return linked
