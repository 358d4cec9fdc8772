"""What follows from published numbers: differences, changes, shares, ranks and sums.

A percentage change is on the earlier figure; a share is of the whole it names. Ranks are competition
ranks: equal values share a rank and the next rank is skipped. Nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from redaction.data.dataset import RankOrder
from redaction.data.shorthand import NOT_APPLICABLE, NOT_AVAILABLE


@dataclass(frozen=True)
class Quantity:
    """A number on a page: its value, or the code that stands in its place, and every cell it came from.

    `cells` are references `DATASET/ROW/COLUMN`; `by` names the computation, nothing for a stored cell;
    `code` follows the number where there is one (such as [p]). One that is `signed` is shown with its sign.
    """

    value: Decimal | None
    cells: tuple[str, ...]
    by: str = ""
    code: str = ""
    unit: str = ""
    decimals: int = 0
    signed: bool = False


POINTS = "percentage points"
_CARRIED = ("[p]", "[e]", "[b]", "[u]", "[f]")


def _codes(quantities: Sequence[Quantity]) -> str:
    """The codes that a number computed from others carries on: provisional stays provisional."""
    given = " ".join(quantity.code for quantity in quantities)
    return " ".join(code for code in _CARRIED if code in given)


def difference(earlier: Quantity, later: Quantity) -> Quantity:
    """Later minus earlier, in their unit; percentages differ by percentage points."""
    cells = earlier.cells + later.cells
    if earlier.value is None or later.value is None:
        return Quantity(None, cells, "difference", NOT_AVAILABLE)
    decimals = max(earlier.decimals, later.decimals)
    unit = POINTS if later.unit == "%" else later.unit
    return Quantity(later.value - earlier.value, cells, "difference", _codes([earlier, later]), unit, decimals)


def change(earlier: Quantity, later: Quantity) -> Quantity:
    """The change from earlier to later, in per cent of earlier; not applicable where that is zero."""
    cells = earlier.cells + later.cells
    if earlier.value is None or later.value is None:
        return Quantity(None, cells, "change", NOT_AVAILABLE)
    if earlier.value == 0:
        return Quantity(None, cells, "change", NOT_APPLICABLE)
    value = (later.value - earlier.value) / earlier.value * 100
    return Quantity(value, cells, "change", _codes([earlier, later]), unit="%", decimals=1)


def share(part: Quantity, whole: Quantity) -> Quantity:
    """The part in per cent of the whole; not applicable where the whole is zero."""
    return _quotient("share", part, whole, 100, "%")


def rate(part: Quantity, people: Quantity) -> Quantity:
    """The part for each 1,000 people; not applicable where there are none."""
    return _quotient("rate", part, people, 1000, "per 1,000")


def _quotient(by: str, part: Quantity, whole: Quantity, times: int, unit: str) -> Quantity:
    cells = part.cells + whole.cells
    if part.value is None or whole.value is None:
        return Quantity(None, cells, by, NOT_AVAILABLE)
    if whole.value == 0:
        return Quantity(None, cells, by, NOT_APPLICABLE)
    return Quantity(part.value / whole.value * times, cells, by, _codes([part, whole]), unit=unit, decimals=1)


def rank(own: Quantity, peers: Sequence[Quantity], order: RankOrder = "highest") -> Quantity:
    """The competition rank of a quantity among its peers (itself among them), 1 being the `order` end."""
    cells = own.cells + tuple(cell for peer in peers for cell in peer.cells if cell not in own.cells)
    if own.value is None:
        return Quantity(None, cells, "rank", NOT_AVAILABLE)
    values = [peer.value for peer in peers if peer.value is not None]
    ahead = sum(value > own.value if order == "highest" else value < own.value for value in values)
    return Quantity(Decimal(ahead + 1), cells, "rank", _codes([own, *peers]))


def sum_of(parts: Sequence[Quantity]) -> Quantity:
    """The sum of the scores that were given; a code among them (not applicable, not scored) adds nothing."""
    given = [part for part in parts if part.value is not None]
    cells = tuple(cell for part in parts for cell in part.cells)
    if not given:
        return Quantity(None, cells, "sum", NOT_AVAILABLE)
    value = sum((part.value for part in given if part.value is not None), Decimal(0))
    return Quantity(
        value, cells, "sum", _codes(given), unit=given[0].unit, decimals=max(part.decimals for part in given)
    )


def total(parts: Sequence[Quantity]) -> Quantity:
    """The sum of quantities of one unit; not available where one of them is not."""
    cells = tuple(cell for part in parts for cell in part.cells)
    decimals = max((part.decimals for part in parts), default=0)
    unit = parts[0].unit if parts else ""
    value = Decimal(0)
    if not parts:
        return Quantity(None, cells, "total", NOT_AVAILABLE)
    for part in parts:
        if part.value is None:
            return Quantity(None, cells, "total", NOT_AVAILABLE)
        value += part.value
    return Quantity(value, cells, "total", _codes(parts), unit=unit, decimals=decimals)
