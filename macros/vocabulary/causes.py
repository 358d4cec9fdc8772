"""Why a number of the printed document differs, in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from macros.html.data_element import bound, formula
from macros.html.number_format import grouped
from macros.phrasebook.phrases import Phrases
from redaction.data.arithmetic import Quantity
from redaction.reconciliation.causes import Cause, CauseKind
from redaction.reconciliation.claims import CLAIMS, Judged


def because(each: Judged, cause: Cause | None, say: Phrases) -> Markup:
    """The sentence for a cause, its numbers bound; where there is none, that nothing explains the number."""
    if cause is None:
        return say.html("cause.none")
    detail: str = cause.detail
    if cause.kind is CauseKind.UNPUBLISHED_COUNT:
        printed = f"{CLAIMS}/{each.claim.id}/printed"
        quantity = Quantity(Decimal(cause.detail), (*_cells(each.shown), printed), "cause")
        detail = bound(quantity, grouped(Decimal(cause.detail), 0), formula("cause", printed))
    return say.html(f"cause.{cause.kind}", detail)


def _cells(quantities: Sequence[Quantity]) -> tuple[str, ...]:
    return tuple(cell for quantity in quantities for cell in quantity.cells)
