"""The runs of numbers that a table gives: its rows, its columns, and what can be worked out from them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate, combinations, pairwise
from statistics import median

from assess.audit.fingerprints.geometry import SHORTEST
from assess.audit.fingerprints.pack import Cell, Table

LARGEST = 5000
_FEWEST = 3
_ONE, _HUNDRED = Decimal(1), Decimal(100)
_PARTS_OF_A_YEAR = (Decimal(12), Decimal(52), Decimal(365), Decimal(1000))  # and what is told in thousands
_RATES = (Decimal(1000), Decimal(10_000), Decimal(100_000))
_FAR = 2.0  # digits more that must agree where a number is worked out of several: there are many ways
_MOVING = (2, 3, 5, 12)  # rows that are put together
_MOST_PAIRED = 8  # columns of which each is put beside each
_NOISE, _KEPT = 15, 12  # digits of a binary fraction that are read, as `text.numerals` reads them


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
    yield from worked_out(table)
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


def worked_out(table: Table) -> Iterator[Run]:
    """What else people work out of a column, or of the columns of a row; each a run along the rows of the table."""
    height, width = len(table.cells), len(table.columns)
    columns = [table.column(at) for at in range(width)]
    for at, column in enumerate(columns):
        places = tuple((row, at) for row in range(height))
        for kind, values in _of_column(column):
            yield Run(kind, values, places)
    places = tuple((row, width - 1) for row in range(height))
    if width > 1:
        yield Run("sums", tuple(_sum(row) for row in table.cells), places)
        yield Run("averages", tuple(_over(_sum(row), Decimal(width)) for row in table.cells), places)
    for before, after in _pairs(width):
        places = tuple((row, after) for row in range(height))
        pairs = list(zip(columns[before], columns[after], strict=True))
        yield Run("sums", tuple(map(_sum, pairs)), places)
        yield Run("ratios", tuple(_over(after, before) for before, after in pairs), places)


def _of_column(column: Sequence[Cell]) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """What is worked out of one column: its kind, and a number for each row that has one."""
    known = [cell for cell in column if cell is not None]
    if len(known) < _FEWEST:
        return
    whole, most, first = _whole(column), max(known), known[0]
    yield "shares", tuple(_over(cell, whole) if cell != whole else None for cell in column)
    yield "index numbers", tuple(_over(cell, first, _HUNDRED) for cell in column)
    yield "ratios", tuple(_over(cell, most) for cell in column)
    yield "ratios", tuple(_over(cell, sum(known), Decimal(len(known))) for cell in column)
    for parts in _PARTS_OF_A_YEAR:
        yield "averages", tuple(_over(cell, parts) for cell in column)
    yield "roundings", tuple(_to_multiple(cell, 5) for cell in column)
    yield "roundings", tuple(_to_multiple(cell, 3) for cell in column)
    if len(known) < len(column):
        return
    sums = tuple(accumulate(known))
    yield "cumulative sums", sums
    yield "cumulative shares", tuple(_over(each, whole, _HUNDRED) for each in sums)
    yield "differences", (None, *(abs(after - before) for before, after in pairwise(known)))
    yield "changes", (None, *(_changes([before], [after])[0] for before, after in pairwise(known)))
    means = (_mean(known[at - 2 : at + 1]) for at in range(2, len(known)))
    yield "moving averages", (None, None, *means)


def proportions(table: Table, bases: Iterable[Sequence[Cell]] = ()) -> Iterator[tuple[float, list[float]]]:
    """What a drawing or a column that was moved and scaled may be in proportion to, without a gap; and how far it is.

    The rows and columns and their logarithms are the nearest, and then what is worked out of them. `bases` are open
    columns that rates may be of.
    """
    columns = [table.column(at) for at in range(len(table.columns))]
    for line in (*columns, *table.cells):
        for part in _unbroken(line):
            yield 0.0, part
            if min(part) > 0:
                yield 0.0, [math.log10(value) for value in part]
                yield _FAR, [math.sqrt(value) for value in part]
                yield _FAR, [1 / value for value in part]
    if len(table.cells) * len(columns) > LARGEST:
        return
    for line in columns:
        for part in _unbroken(line):
            yield from ((_FAR, made) for made in _along(part))
    for before, after in _pairs(len(columns)):
        yield from ((0.0, part) for part in _unbroken(_changes(columns[before], columns[after])))
    for one, other in combinations(columns[:_MOST_PAIRED], 2):
        yield from ((_FAR, part) for part in _across(one, other))
    for base in bases:
        for column in columns:
            yield from ((_FAR, part) for part in _unbroken(map(_over, column, base)))
            yield from ((_FAR, part) for part in _unbroken(map(_over, base, column)))
    if len(columns) > 1:
        wholes = [_sum(row) for row in table.cells]
        threes = [[_sum(row[at : at + 3]) for row in table.cells] for at in range(len(columns) - 2)]
        shares = [list(map(_over, column, wholes)) for column in columns]
        known = [[cell for cell in row if cell is not None] for row in table.cells]
        edges = [[choose(row) if row else None for row in known] for choose in (max, min, median)]
        for made in (wholes, *threes, *shares, *edges):
            yield from ((_FAR, part) for part in _unbroken(made))


def _along(part: Sequence[float]) -> Iterator[list[float]]:
    """What is worked out of one number and those before it."""
    sums = [0.0, *accumulate(part)]
    yield sums[1:]
    yield [after - before for before, after in pairwise(part)]
    if all(part):
        yield [after / before for before, after in pairwise(part)]
    for size in _MOVING:
        moving = [after - before for before, after in zip(sums, sums[size:], strict=False)]
        yield moving
        yield from (moving[at::size] for at in range(size))  # as of quarters


def _across(one: Sequence[Cell], other: Sequence[Cell]) -> Iterator[list[float]]:
    """What is worked out of two columns of a row."""
    sums = [_sum(pair) for pair in zip(one, other, strict=True)]
    yield from _unbroken(sums)
    yield from _unbroken(None if a is None or b is None else b - a for a, b in zip(one, other, strict=True))
    for part, whole in ((one, other), (other, one), (one, sums)):
        yield from _unbroken(map(_over, part, whole))


def _unbroken(values: Iterable[Cell]) -> Iterator[list[float]]:
    """The stretches of a run without a gap that are long enough to draw."""
    part: list[float] = []
    for value in (*values, None):
        if value is not None:
            part.append(float(value))
        elif part:
            if len(part) >= SHORTEST:
                yield part
            part = []


def rates(table: Table, base: Sequence[Cell]) -> Iterator[Run]:
    """What the columns of a table are for each thousand, ten thousand and hundred thousand of an open column."""
    for at in range(len(table.columns)):
        places = tuple((row, at) for row in range(len(table.cells)))
        for each in _RATES:
            pairs = zip(table.column(at), base, strict=True)
            yield Run("rates", tuple(_over(cell, whole, each) for cell, whole in pairs), places)


def _sum(cells: Sequence[Cell]) -> Cell:
    return None if any(cell is None for cell in cells) else sum((cell for cell in cells if cell), Decimal(0))


def _mean(cells: Sequence[Decimal]) -> Decimal:
    return sum(cells, Decimal(0)) / len(cells)


def _over(part: Cell, whole: Cell | int, times: Decimal = _ONE) -> Cell:
    return None if part is None or not whole else times * part / whole


def _to_multiple(cell: Cell, of: int) -> Cell:
    return None if cell is None else of * (cell / of).quantize(_ONE, rounding=ROUND_HALF_UP)


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
    elif max(known) <= 1:
        yield tuple(map(_kept, run.values))
    for places in range(min(decimals - 1, 4 if max(known) <= 1 else 3), -1, -1):
        yield _to(run.values, -places)
    if run.kind in ("numbers", "differences"):
        for power in range(1, size):
            yield _to(run.values, power)


def _kept(value: Cell) -> Cell:
    """A fraction as a workbook keeps it, with the noise of binary fractions taken away."""
    if value is None or not value or len(value.as_tuple().digits) <= _NOISE:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - _KEPT + 1))


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _to(values: Iterable[Cell], power: int) -> tuple[Cell, ...]:
    """Numbers to a power of ten."""
    least = _ONE.scaleb(power)
    return tuple(None if value is None else value.quantize(least, rounding=ROUND_HALF_UP) for value in values)
