"""Which cells may not be shown for what they say of single people or contributors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assess.protect.policy import Measure

_PERCENT = 100


@dataclass(frozen=True)
class Counted:
    """The number of a cell, and how much of it each contributor has, where that is known."""

    number: int
    by: Mapping[str, int] = field(default_factory=Counter)


def primaries(measure: Measure, cells: Mapping[str, Counted]) -> tuple[str, ...]:
    """The cells that a policy withholds for their own sake, in order."""
    return tuple(
        name for name, cell in cells.items() if _is_small(measure, cell.number) or _is_dominated(measure, cell)
    )


def _is_small(measure: Measure, number: int) -> bool:
    return 0 < number < measure.threshold or (number == 0 and measure.zeros_protected)


def _is_dominated(measure: Measure, cell: Counted) -> bool:
    """Whether the largest contributors have nearly all (n,k), or the second could tell the first closely (p%)."""
    if not cell.number or not cell.by:
        return False
    sizes = sorted(cell.by.values(), reverse=True)
    most = _sum(sizes[: measure.largest]) * _PERCENT > measure.largest_percent * cell.number
    rest = cell.number - _sum(sizes[:2])
    return (bool(measure.largest) and most) or rest * _PERCENT < measure.p_percent * sizes[0]


def _sum(numbers: Iterable[int]) -> int:
    return sum(numbers)
