"""The corrections that an edition shows: those in its folders, each of pages and data that it has."""

from __future__ import annotations

from collections.abc import Iterator

from assess.corrections.marked import PAGE, Corrections
from macros.language.site_map import SiteMap
from redaction.corrections import FILE, Correction
from redaction.diagnostics.errors import Problem, quoted
from redaction.diagnostics.suggestions import expected_one_of
from redaction.view import View


def correction_faults(corrections: Corrections, view: View, site: SiteMap, open_audience: str) -> list[Problem]:
    """Corrections of a page or of data that an edition that shows them does not have."""
    problems = [
        problem
        for each in corrections.every
        for problem in _faults(each, view, site, is_open=each.audience == open_audience)
    ]
    if corrections.every and any(page.path == PAGE for page in site.pages):
        found = "a page where the list of all corrections goes, which is made from them"
        problems.append(Problem("correction", f"docs/{PAGE}", 0, found, "another name for this page"))
    return problems


def _faults(correction: Correction, view: View, site: SiteMap, *, is_open: bool) -> Iterator[Problem]:
    file = f"{'data/' if is_open else ''}{correction.audience}/{FILE}"
    pages = [page.path for page in site.pages]
    for page in correction.pages:
        if page not in pages:
            found = (
                f"a correction on {quoted(page, is_open=is_open)}, a page that the {view.edition.id} edition has not"
            )
            expected = expected_one_of(page, "page", pages) if is_open else "a page of each edition that shows it"
            yield Problem("correction", file, 0, found, expected, place=correction.id)
    for name in dict.fromkeys(cell.split("/")[0] for change in correction.changes for cell in change.cells):
        if name not in view.datasets:
            found = f"a correction of the dataset {quoted(name, is_open=is_open)}"
            expected = f"data of the {view.edition.id} edition, which shows this correction"
            advice = "Write it in the folder of the readers who may see the data"
            yield Problem("correction", file, 0, found, expected, advice, place=correction.id)
