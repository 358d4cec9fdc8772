"""The two sides of a page in two languages: they take their numbers from the same cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from macros.language.site_map import PublishedPage
from macros.pages.page import PageFile, shown_calls, texts_under
from macros.vocabulary.sentences import SENTENCE_MACROS
from macros.vocabulary.vocabulary import Vocabulary, in_language
from redaction.diagnostics.errors import LookupFailedError, Problem

_CELLS = re.compile(r'data-cell="([^"]*)"')
_ASKED = (
    *SENTENCE_MACROS,
    "figure",
    "table",
    "cards",
    "measures",
    "compare",
)
_MOST = 3


def twin_number_faults(pages: Iterable[PageFile], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Each page in another language than the site's whose numbers are from other cells than its twin's."""
    known = {page.path: page for page in pages}
    for page in known.values():
        twin = known.get(vocabulary.site.twins.get(page.path, {}).get(vocabulary.view.written, ""))
        if twin is None:
            continue
        try:
            own, others = _cited(page, vocabulary), _cited(twin, vocabulary)
        except LookupFailedError:
            continue  # it is told of its page
        told = [
            f"{what} {_listed(cells, vocabulary)}"
            for what, cells in (("no number from", others - own), ("numbers besides, from", own - others))
            if cells
        ]
        if told:
            found, expected = "; ".join(told), f"numbers from the same cells as its twin, {twin.name}"
            yield page.front_matter.problem("twin-numbers", ("title",), found, expected)


def _cited(page: PageFile, vocabulary: Vocabulary) -> set[str]:
    """The cells that the numbers of a page come from, its findings among them; raises LookupFailedError."""
    findings = tuple(texts_under(page.front_matter, "findings"))
    spoken = in_language(vocabulary, page.language) if page.language else vocabulary
    here = replace(spoken, page=lambda: PublishedPage(page.path, "", findings))
    view = here.view
    calls = shown_calls(page.template.parts, view, view.visible.__contains__)
    written = [here.call(call) for call in calls if call.name in _ASKED]
    written += [here.text(finding) for finding in findings]
    return {cell for text in written for cells in _CELLS.findall(text) for cell in cells.split()}


def _listed(cells: set[str], vocabulary: Vocabulary) -> str:
    """Some cells by their addresses; of data that not everybody may see, how many they are."""
    view = vocabulary.view
    is_open = {name for name, each in view.datasets.items() if each.audience == view.edition.audiences[0]}
    shown = sorted(cell for cell in cells if cell.partition("/")[0] in is_open)
    more = len(cells) - len(shown[:_MOST])
    return ", ".join([*shown[:_MOST], *([f"{more} more"] if more and shown else [f"{more} cells"] if more else [])])
