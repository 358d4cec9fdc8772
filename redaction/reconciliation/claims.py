"""What the signed-off document printed that follows from its own numbers, and whether it does.

A claim is data: where it stands, what was printed, and the expression that recomputes it. Its verdict and its
cause are computed, never stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from redaction.data.arithmetic import Quantity
from redaction.data.dataset import Dataset, Row
from redaction.data.rounding import rounded
from redaction.diagnostics.errors import LookupFailedError, Problem
from redaction.diagnostics.suggestions import unknown
from redaction.expressions import NUMBERS, Operation, Reference, holds, parse_expression, quantity_of
from redaction.reconciliation.causes import ORDER, Cause, CauseKind, causes_of_comparison, causes_of_number
from redaction.reconciliation.printed_number import PrintedNumber, printed_number
from redaction.reconciliation.same_quantity import Elsewhere, elsewhere_in, links_of
from redaction.view import View

CLAIMS = "printed-claims"
TEXT = "text"
PRINTED = "printed"
COLUMNS = ("page", "figure", "place", PRINTED, "expression")
_MOST_WORDS = 7


class Verdict(StrEnum):
    """What recomputing a claim came to."""

    AGREES = "agrees"
    ROUNDED = "agrees after rounding"
    DIFFERS = "differs"
    UNPUBLISHED = "cannot be computed from what is published"


@dataclass(frozen=True)
class Claim:
    """Something printed: the page that tells it now, the figure it stood in or `text`, and how it is recomputed."""

    id: str
    label: str
    page: str
    figure: str
    place: str
    printed: str
    expression: Operation


@dataclass(frozen=True)
class Judged:
    """A claim, its verdict, what it comes to now, and every cause that explains a difference, the likeliest first.

    `shown` are the numbers it compares or the one it gives; `names` the rows that lead, where it is about these.
    """

    claim: Claim
    verdict: Verdict
    shown: tuple[Quantity, ...] = ()
    names: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()

    @property
    def cause(self) -> Cause | None:
        """The cause that is named, where there is one."""
        return self.causes[0] if self.causes else None


def judged_claims(view: View) -> tuple[Judged, ...]:
    """Every claim of a View with its verdict; raises LookupFailedError."""
    rows = view.dataset(CLAIMS).rows
    of_pages = {page: iter(view.part(_judged_of, page)) for page in dict.fromkeys(map(_page_of, rows))}
    return tuple(_with_likeliest_first([next(of_pages[_page_of(row)]) for row in rows]))


def _judged_of(view: View, page: str) -> tuple[Judged, ...]:
    """The claims of a page, in their order."""
    elsewhere = view.part(_elsewhere)
    return tuple(_judged(view, _claim(row), elsewhere) for row in view.part(_rows_of)[page])


def _elsewhere(view: View) -> Elsewhere:
    return elsewhere_in(links_of(view))


def _rows_of(view: View) -> dict[str, list[Row]]:
    """The rows of claims, by the page that tells them."""
    found: dict[str, list[Row]] = {}
    for row in view.dataset(CLAIMS).rows:
        found.setdefault(_page_of(row), []).append(row)
    return found


def _page_of(row: Row) -> str:
    return row.cells["page"].text if "page" in row.cells else ""


def claim_faults(
    view: View, dataset: Dataset, file: str, pages: Mapping[str, Sequence[str]], faulty: Container[str]
) -> Iterator[Problem]:
    """Every claim that cannot be read, or names what does not exist; `pages` maps each page to its figures."""
    for number, row in enumerate(dataset.rows, start=2):
        rests_on: tuple[str, ...] = ()
        try:
            claim = _claim(row)
            rests_on = (f"docs/{claim.page}",)
            if claim.page not in pages:
                raise unknown("page", claim.page, pages)
            if claim.figure not in (TEXT, *pages[claim.page]):
                raise unknown("figure", claim.figure, (TEXT, *pages[claim.page]), f"of {claim.page}")
            failed = view.part(_not_judged, claim.page).get(claim)
            if failed and not any(each.dataset in faulty for each in claim.expression.references()):
                raise failed
        except LookupFailedError as error:
            problem = error.at(file, number, f'row {number}, "{row.id}"')
            yield replace(problem, rests_on=(*problem.rests_on, *rests_on))


def _not_judged(view: View, page: str) -> dict[Claim, LookupFailedError]:
    """The claims of a page that cannot be judged, and why; one that cannot be read is told before."""
    found: dict[Claim, LookupFailedError] = {}
    for row in view.part(_rows_of)[page]:
        try:
            claim = _claim(row)
        except LookupFailedError:
            continue
        try:
            _judged(view, claim, Elsewhere())
        except LookupFailedError as error:
            found[claim] = error
    return found


def _claim(row: Row) -> Claim:
    missing = [name for name in COLUMNS if name not in row.cells]
    if missing:
        raise unknown("column", missing[0], row.cells, dataset=CLAIMS)
    page, figure, place, printed, expression = (row.cells[name].text for name in COLUMNS)
    if len(printed.split()) > _MOST_WORDS:
        raise LookupFailedError("printed-claim", f"{len(printed.split())} words of print", f"{_MOST_WORDS} at most")
    return Claim(row.id, row.label, page, figure, place, printed, parse_expression(expression))


def _judged(view: View, claim: Claim, elsewhere: Elsewhere) -> Judged:
    name = claim.expression.name
    if name in NUMBERS:
        return _judged_number(view, claim, elsewhere)
    if name == "unpublished":
        return Judged(claim, Verdict.UNPUBLISHED)
    if name == "rank-fits":
        return _judged_rank(view, claim)
    return _judged_names(view, claim) if name == "leading" else _judged_comparison(view, claim, elsewhere)


def _judged_comparison(view: View, claim: Claim, elsewhere: Elsewhere) -> Judged:
    shown = tuple(quantity_of(view, each) for each in claim.expression.operands)
    if any(each.value is None for each in shown):
        return Judged(claim, Verdict.UNPUBLISHED)
    if holds(view, claim.expression):
        return Judged(claim, Verdict.AGREES, shown)
    causes = causes_of_comparison(view, claim.expression, lambda other: bool(holds(view, other)), elsewhere)
    return Judged(claim, Verdict.DIFFERS, shown, causes=causes)


def _judged_number(view: View, claim: Claim, elsewhere: Elsewhere) -> Judged:
    printed = _number_in(claim)
    quantity = quantity_of(view, claim.expression)
    if quantity.value is None:
        return Judged(claim, Verdict.UNPUBLISHED)
    if quantity.value == printed.value:
        return Judged(claim, Verdict.AGREES, (quantity,))
    if rounded(quantity.value, printed.decimals) == printed.value:
        return Judged(claim, Verdict.ROUNDED, (quantity,))
    causes = causes_of_number(view, claim.expression, printed, elsewhere)
    return Judged(claim, Verdict.DIFFERS, (quantity,), causes=causes)


def _judged_rank(view: View, claim: Claim) -> Judged:
    """A rank from the highest, of which only the whole is published: so many areas with as many must fit into it."""
    printed = _number_in(claim).value
    own, whole, areas = (quantity_of(view, each) for each in claim.expression.operands)
    if own.value is None or whole.value is None or areas.value is None:
        return Judged(claim, Verdict.UNPUBLISHED)
    if printed * own.value <= whole.value:
        return Judged(claim, Verdict.UNPUBLISHED)
    turned = (areas.value + 1 - printed) * own.value <= whole.value
    causes = (Cause(CauseKind.OTHER_END_FITS),) if turned else ()
    return Judged(claim, Verdict.DIFFERS, (own, whole), causes=causes)


def _judged_names(view: View, claim: Claim) -> Judged:
    """Rows that are named as those with the most, in the order of print; equal numbers may stand in any order."""
    cells = [each for each in claim.expression.operands if isinstance(each, Reference)]
    rows = sorted(
        view.column(cells[0].dataset, cells[0].column), key=lambda pair: pair[1].value or Decimal(0), reverse=True
    )[: len(cells)]
    named = [quantity_of(view, each).value for each in cells]
    most = [quantity.value for _, quantity in rows]
    shown, names = tuple(quantity for _, quantity in rows), tuple(row.label for row, _ in rows)
    if named == most:
        return Judged(claim, Verdict.AGREES, shown, names)
    same_rows = {each.row for each in cells} == {row.id for row, _ in rows}
    causes = (Cause(CauseKind.ORDER),) if same_rows else ()
    return Judged(claim, Verdict.DIFFERS, shown, names, causes)


def _number_in(claim: Claim) -> PrintedNumber:
    printed = printed_number(claim.printed)
    if printed is None:
        raise LookupFailedError(
            "printed-claim", f'"{claim.printed}", which holds no number', "the number as it was printed"
        )
    return printed


def _with_likeliest_first(judged: list[Judged]) -> Iterator[Judged]:
    """Causes in order: first the one that explains the most claims beside it, then the simplest.

    Beside a cell are the cells of its column; beside the text of a page are all claims of that page.
    """
    explained: Counter[tuple[str, str, tuple[CauseKind, str]]] = Counter()
    for each in judged:
        for shared in {cause.shared for cause in each.causes}:
            explained.update({(each.claim.page, place, shared): 1 for place in {each.claim.place, TEXT}})
    for each in judged:
        place = TEXT if each.claim.figure == TEXT else each.claim.place
        order = sorted(
            each.causes,
            key=lambda cause: (-explained[each.claim.page, place, cause.shared], ORDER.index(cause.kind)),
        )
        yield replace(each, causes=tuple(order))
