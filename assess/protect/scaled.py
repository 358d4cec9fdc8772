"""Columns in proportion to counts by a factor that nobody states: lengths of bars, averages, shares of a hidden total.

The rows that are shown leave a range for the factor, and that a range for each withheld count.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assess.protect.statements import Statement
from assess.protect.told import ENOUGH, NO_CHANCE, Told
from redaction.data.dataset import Cell, Column


@dataclass(frozen=True)
class _Factor:
    """What a count is multiplied by: at least, and at most."""

    least: Fraction
    most: Fraction

    def counts(self, cell: Cell) -> tuple[int, int]:
        """What a count can be, by what is said of it."""
        low, high = _limits(cell)
        return math.ceil(max(Fraction(0), low) / self.most), math.floor(high / self.least)


def of_scale(told: Told, column: Column) -> Iterator[Statement]:
    """That a column is in proportion to a count, or to all counts of a row together."""
    sums = [[name] for name in told.names if name != column.name or told.table is not told.teller]
    for names in [*sums, *([told.names] if len(told.names) > 1 else [])]:
        factor = _factor(told, column, names)
        if factor:
            mend = (
                f'Write [c] in that column where the count is withheld, or leave the column out of "{told.teller.id}"'
            )
            words = (f'the column "{column.name}" (in proportion to a count)', mend)
            for row, other in told.rows:
                cell = other.cells[column.name]
                if cell.number is not None and None in [told.number(row.id, name) for name in names]:
                    terms = tuple((told.cell(row.id, name), 1) for name in names)
                    yield told.statement(words, terms, *factor.counts(cell))
            return


def _factor(told: Told, column: Column, names: Sequence[str]) -> _Factor | None:
    """The factor, where one holds in every row that is shown and not by chance."""
    least, most = Fraction(0), Fraction(10**12)
    digits = []
    for row, other in told.rows:
        cell, numbers = other.cells[column.name], [told.number(row.id, name) for name in names]
        if cell.number is None or None in numbers:
            continue
        count, (low, high) = sum(filter(None, numbers)), _limits(cell)
        if count:
            least, most = max(least, low / count), min(most, high / count)
            digits.append(math.log10(1 + abs(cell.number) * 10**cell.decimals))
        elif low > 0:
            return None
        if least > most:
            return None
    is_chance = len(digits) <= ENOUGH or sum(sorted(digits)[:-1]) < NO_CHANCE  # one row gives the factor itself
    return (
        None if is_chance or least <= 0 or len({round(each, 3) for each in digits}) < ENOUGH else _Factor(least, most)
    )


def _limits(cell: Cell) -> tuple[Fraction, Fraction]:
    """What a rounded number was before, at least and at most."""
    number, half = Fraction(cell.number or 0), Fraction(1, 2 * 10**cell.decimals)
    return number - half, number + half
