"""Why a number of the printed document differs, in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from macros.html.data_element import bound, formula
from macros.html.number_format import grouped
from redaction.data.arithmetic import Quantity
from redaction.reconciliation.causes import Cause, CauseKind
from redaction.reconciliation.claims import CLAIMS, Judged

WORDS = {
    CauseKind.SIGN: "The direction is the wrong way round.",
    CauseKind.CUT_SHORT: "The number was cut short, not rounded.",
    CauseKind.LATER_YEAR: "The change was taken on the later year, not the earlier.",
    CauseKind.SWAPPED: "The two years were exchanged.",
    CauseKind.POINTS: "Per cent and percentage points were exchanged.",
    CauseKind.OTHER_END: "The rank was counted from the other end.",
    CauseKind.OTHER_END_FITS: "Too few are left for so many areas. Counted from the other end, the rank can be right.",
    CauseKind.RANK_EACH: "Equal counts were given a rank each. Here they share one.",
    CauseKind.SOMETHING_ELSE: "It is the number for something else. {}",
    CauseKind.LEFT_OUT: "The total was taken without the row “{}”.",
    CauseKind.ANOTHER_ROW: "It is the number of another row, “{}”.",
    CauseKind.ELSEWHERE: "It agrees with the counts of {}.",
    CauseKind.ANOTHER_YEAR: "It was taken on {}.",
    CauseKind.DIGITS: "Two digits were exchanged.",
    CauseKind.PARTS_ROUNDED: "The parts were rounded before they were added.",
    CauseKind.ORDER: "The names are right, and in another order.",
    CauseKind.UNPUBLISHED_COUNT: "It follows from an earlier count of {}, which is not the one printed.",
}
IN_SHORT = {
    CauseKind.SIGN: "The direction is the wrong way round",
    CauseKind.CUT_SHORT: "Cut short, not rounded",
    CauseKind.LATER_YEAR: "Taken on the later year",
    CauseKind.SWAPPED: "The two years were exchanged",
    CauseKind.POINTS: "Per cent and percentage points were exchanged",
    CauseKind.OTHER_END: "Ranked from the other end",
    CauseKind.OTHER_END_FITS: "A rank that is possible only from the other end",
    CauseKind.RANK_EACH: "Equal counts with a rank each",
    CauseKind.SOMETHING_ELSE: "The number for something else",
    CauseKind.LEFT_OUT: "A total without one of its rows",
    CauseKind.ANOTHER_ROW: "The number of another row",
    CauseKind.ELSEWHERE: "Agrees with counts in another place",
    CauseKind.ANOTHER_YEAR: "Taken on another year",
    CauseKind.DIGITS: "Two digits exchanged",
    CauseKind.PARTS_ROUNDED: "Parts rounded before they were added",
    CauseKind.ORDER: "Names in another order",
    CauseKind.UNPUBLISHED_COUNT: "Follows from a count that is not the one printed",
}
NOT_EXPLAINED = "No single computation explains it."


def because(each: Judged, cause: Cause | None) -> Markup:
    """The sentence for a cause, its numbers bound; where there is none, that nothing explains the number."""
    if cause is None:
        return Markup.escape(NOT_EXPLAINED)
    detail: str = cause.detail
    if cause.kind is CauseKind.UNPUBLISHED_COUNT:
        printed = f"{CLAIMS}/{each.claim.id}/printed"
        quantity = Quantity(Decimal(cause.detail), (*_cells(each.shown), printed), "cause")
        detail = bound(quantity, grouped(Decimal(cause.detail), 0), formula("cause", printed))
    return Markup(WORDS[cause.kind]).format(detail)  # noqa: S704  # our own words; they escape the detail


def _cells(quantities: Sequence[Quantity]) -> tuple[str, ...]:
    return tuple(cell for quantity in quantities for cell in quantity.cells)
