"""The runs of numbers that a table gives: its rows, its columns, and what can be worked out from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from assess.audit.fingerprints.pack import Cell, Table

LARGEST = 5000
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Run:
    """Numbers that stand beside each other, how they came about, and the row and column of each."""

    kind: str
    values: tuple[Cell, ...]
    cells: tuple[tuple[int, int], ...]


def runs_of_table(table: Table) -> Iterator[Run]:
    """Every row and column, and the shares, changes, differences and ranks of a table that is not too large for it."""
    height, width = len(table.cells), len(table.columns)
    columns = [table.column(at) for at in range(width)]
    for at, column in enumerate(columns):
        yield Run("numbers", column, tuple((row, at) for row in range(height)))
    for row, cells in enumerate(table.cells):
        yield Run("numbers", cells, tuple((row, at) for at in range(width)))
    if height * width > LARGEST:
        return
    for at, column in enumerate(columns):
        places = tuple((row, at) for row in range(height))
        yield Run("shares", _shares(column, _whole(column)), places)
        yield Run("ranks", _ranks(column), places)
    for before, after in _pairs(width):
        places = tuple((row, after) for row in range(height))
        yield Run("changes", _changes(columns[before], columns[after]), places)
        yield Run("differences", _differences(columns[before], columns[after]), places)
        yield Run(
            "shares",
            tuple(_percent(one, all_) for one, all_ in zip(columns[before], columns[after], strict=True)),
            places,
        )


def _pairs(width: int) -> Iterator[tuple[int, int]]:
    """The pairs of columns that people compare: neighbours, and each with the last."""
    yield from pairwise(range(width))
    for at in range(width - 2):
        yield at, width - 1


def _whole(column: Sequence[Cell]) -> Cell:
    """What shares of a column are of: its total where the last cell is one, else its sum."""
    numbers = [cell for cell in column if cell is not None]
    if not numbers:
        return None
    return numbers[-1] if sum(numbers[:-1]) == numbers[-1] else sum(numbers, Decimal(0))


def _shares(column: Sequence[Cell], whole: Cell) -> tuple[Cell, ...]:
    return tuple(_percent(cell, whole) if cell != whole else None for cell in column)


def _percent(part: Cell, whole: Cell) -> Cell:
    return None if part is None or not whole or part > whole else _HUNDRED * part / whole


def _changes(before: Sequence[Cell], after: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(
        None if one is None or other is None or not one else abs(_HUNDRED * (other - one) / one)
        for one, other in zip(before, after, strict=True)
    )


def _differences(before: Sequence[Cell], after: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(
        None if one is None or other is None else abs(other - one) for one, other in zip(before, after, strict=True)
    )


def _ranks(column: Sequence[Cell]) -> tuple[Cell, ...]:
    """The rank of each cell, the highest first; a total at the end has none."""
    whole = _whole(column)
    ordered = sorted((cell for cell in column if cell is not None and cell != whole), reverse=True)
    return tuple(None if cell is None or cell == whole else Decimal(ordered.index(cell) + 1) for cell in column)


def rounded(run: Run) -> Iterator[tuple[Cell, ...]]:
    """A run as people round it: as it is, to fewer decimals, and to tens, hundreds and so on."""
    known = [value for value in run.values if value is not None]
    if not known:
        return
    decimals = max(_decimals(value) for value in known)
    size = max(value.adjusted() for value in known if value) if any(known) else 0
    if decimals <= 6 or run.kind == "numbers":
        yield run.values
    for places in range(min(decimals - 1, 3), -1, -1):
        yield tuple(_to(value, -places) for value in run.values)
    if run.kind in ("numbers", "differences"):
        for power in range(1, size):
            yield tuple(_to(value, power) for value in run.values)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _to(value: Cell, power: int) -> Cell:
    """A number to a power of ten."""
    if value is None:
        return None
    return value.quantize(Decimal(1).scaleb(power), rounding=ROUND_HALF_UP)
