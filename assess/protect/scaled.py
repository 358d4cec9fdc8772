"""Columns that follow from counts by a rule that nobody states.

By a factor, as lengths of bars, areas of bubbles, averages and shares do; by what is added or taken away, as all others
and what exceeds the mean; or in the same order. The rows that are shown leave a range for the factor or the rest, and
that a range for each withheld count.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from assess.protect.statements import Statement
from assess.protect.told import ENOUGH, NO_CHANCE, Told
from redaction.data.dataset import Cell, Column

_MANY = 8  # different counts in the order of a column, which is no chance


@dataclass(frozen=True)
class _Factor:
    """What a count is multiplied by: at least, and at most."""

    least: Fraction
    most: Fraction
    power: int

    def counts(self, cell: Cell) -> tuple[int, int]:
        """What a count can be, by what is said of it."""
        low, high = _limits(cell, self.power)
        return math.ceil(max(Fraction(0), low) / self.most), math.floor(high / self.least)


def of_scale(told: Told, column: Column) -> Iterator[Statement]:
    """That a column is in proportion to a count, or to all counts of a row together."""
    sums = [[name] for name in _others(told, column)]
    for names in [*sums, *([told.names] if len(told.names) > 1 else [])]:
        factor = _factor(told, column, names, 1) or _factor(told, column, names, 2)
        if factor:
            words = _words(told, column, "in proportion to a count")
            for row, other in told.rows:
                cell = other.cells[column.name]
                if cell.number is not None and None in [told.number(row.id, name) for name in names]:
                    terms = tuple((told.cell(row.id, name), 1) for name in names)
                    yield told.statement(words, terms, *factor.counts(cell))
            return


def of_shift(told: Told, column: Column, signs: Sequence[int] = (1, -1)) -> Iterator[Statement]:
    """That a column is a count and something that is the same for all, or that less the count."""
    for name in _others(told, column):
        for sign in signs:
            shown = [(_limits(cell), number) for _, cell, number in _cells(told, column, name) if number is not None]
            rests = [(low - sign * number, high - sign * number) for (low, high), number in shown]
            least, most = max((low for low, _ in rests), default=0), min((high for _, high in rests), default=-1)
            if least > most or len({number for _, number in shown}) < _MANY:
                continue
            what = "a count and what is the same for all" if sign > 0 else "what is left without a count"
            for row, cell, number in _cells(told, column, name):
                if number is None:
                    low, high = _limits(cell)
                    ends = sorted(
                        (sign * (low - most), sign * (high - least), sign * (low - least), sign * (high - most))
                    )
                    limits = (max(0, math.ceil(ends[0])), math.floor(ends[-1]))
                    yield told.statement(_words(told, column, what), ((told.cell(row, name), 1),), *limits)
            return


def of_an_order(told: Told, column: Column) -> Iterator[Statement]:
    """That a column rises, or falls, with a count: each withheld one lies between those on either side."""
    for name in _others(told, column):
        cells = [*_cells(told, column, name)]
        shown = sorted((cell.number or 0, number) for _, cell, number in cells if number is not None)
        for sign in (1, -1):
            rises = all(sign * a[1] <= sign * b[1] and (a[0] < b[0]) >= (a[1] != b[1]) for a, b in pairwise(shown))
            if not rises or len({number for _, number in shown}) < _MANY:
                continue
            for row, cell, number in cells:
                if number is None and cell.number is not None:
                    ends = [[other for said, other in shown if said <= cell.number][-1:]]
                    ends += [[other for said, other in shown if said >= cell.number][:1]]
                    low, high = ends[::sign]
                    limits = (low[0] if low else 0, high[0] if high else None)
                    words = _words(told, column, "in the order of a count")
                    yield told.statement(words, ((told.cell(row, name), 1),), *limits)
            return


def _others(told: Told, column: Column) -> list[str]:
    """The counts that a column may follow from."""
    return [name for name in told.names if name != column.name or told.table is not told.teller]


def _cells(told: Told, column: Column, name: str) -> Iterator[tuple[str, Cell, int | None]]:
    """The rows in which a column says a number, with the count where it is shown, but for totals."""
    totals = {each.total for each in told.table.sums}
    for row, other in told.rows:
        cell = other.cells[column.name]
        if cell.number is not None and row.id not in totals:
            yield row.id, cell, told.number(row.id, name)


def _words(told: Told, column: Column, what: str) -> tuple[str, str]:
    mend = f'Write [c] in that column where the count is withheld, or leave the column out of "{told.teller.id}"'
    return f'the column "{column.name}" ({what})', mend


def _factor(told: Told, column: Column, names: Sequence[str], power: int) -> _Factor | None:
    """The factor, where one holds in every row that is shown and not by chance; or that of the squares."""
    least, most = Fraction(0), Fraction(10**12)
    digits = []
    for row, other in told.rows:
        cell, numbers = other.cells[column.name], [told.number(row.id, name) for name in names]
        if cell.number is None or None in numbers:
            continue
        count, (low, high) = sum(filter(None, numbers)), _limits(cell, power)
        if count:
            least, most = max(least, low / count), min(most, high / count)
            digits.append(math.log10(1 + abs(cell.number) * 10**cell.decimals))
        elif low > 0:
            return None
        if least > most:
            return None
    is_chance = len(digits) <= ENOUGH or sum(sorted(digits)[:-1]) < NO_CHANCE  # one row gives the factor itself
    return (
        None
        if is_chance or least <= 0 or len({round(each, 3) for each in digits}) < ENOUGH
        else _Factor(least, most, power)
    )


def _limits(cell: Cell, power: int = 1) -> tuple[Fraction, Fraction]:
    """What a rounded number was before, at least and at most, or what its square was."""
    number, half = Fraction(cell.number or 0), Fraction(1, 2 * 10**cell.decimals)
    low, high = number - half, number + half
    return (low, high) if power == 1 else (max(low, Fraction(0)) ** power, max(high, Fraction(0)) ** power)
