"""The numbers of datasets, each worked out once: stored cells, derived columns, totals, ranks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from redaction.data import arithmetic
from redaction.data.arithmetic import Quantity
from redaction.data.dataset import Cell, Column, Dataset, DerivedColumn, RankOrder, Row
from redaction.data.shorthand import NOT_APPLICABLE
from redaction.diagnostics.errors import LookupFailedError, UsedFailedError
from redaction.diagnostics.suggestions import unknown

Steps = tuple[str, str, str]

EVERY_ROW = "*"
_DEPTH = 8  # derived columns that rest on one another, before they are taken for a circle
_COMPUTE: Mapping[str, Callable[[Quantity, Quantity], Quantity]] = {
    "difference": arithmetic.difference,
    "change": arithmetic.change,
    "share": arithmetic.share,
}


class Datasets(Protocol):
    """Datasets and rows by id; asking for one that is unknown or withheld raises LookupFailedError."""

    def dataset(self, name: str) -> Dataset:
        """A dataset."""

    def row(self, dataset: str, name: str) -> Row:
        """A row of a dataset."""


@dataclass(frozen=True)
class Quantities:
    """What the cells of some datasets come to; each method raises LookupFailedError.

    A cell is named by dataset, row and column; a row `*` stands for all that are neither totals nor part of another.
    """

    datasets: Datasets
    _known: dict[Steps, Quantity] = field(default_factory=dict)

    def of(self, cell: Steps, depth: int = _DEPTH) -> Quantity:
        """The number in a cell, stored or derived."""
        if cell not in self._known:
            self._known[cell] = self._worked_out(cell, depth)
        return self._known[cell]

    def at(self, steps: Steps, depth: int = _DEPTH) -> Quantity:
        """The number in a cell, or the total of its column where it names every row."""
        dataset, row, column = steps
        return self.total(dataset, column, (), depth) if row == EVERY_ROW else self.of(steps, depth)

    def total(self, dataset: str, column: str, rows: tuple[str, ...], depth: int = _DEPTH) -> Quantity:
        """The sum of a column over some rows, or over all that are neither totals nor part of another row."""
        names = rows or tuple(row.id for row in self.datasets.dataset(dataset).top_rows())
        return arithmetic.total([self.of((dataset, name, column), depth) for name in names])

    def rank(self, cell: Steps, order: RankOrder, depth: int = _DEPTH) -> tuple[Quantity, list[Quantity]]:
        """The rank of a row among its peers, and the peers' quantities; a total has none."""
        dataset, row, column = cell
        of = self.datasets.dataset(dataset)
        if row in of.totals:
            return Quantity(None, (), "rank", NOT_APPLICABLE), []
        own = self.of(cell, depth)
        peers = [self.of((dataset, peer.id, column), depth) for peer in of.peers(row)]
        return arithmetic.rank(own, peers, order), peers

    def _worked_out(self, cell: Steps, depth: int) -> Quantity:
        dataset, row, name = cell
        of, found = self.datasets.dataset(dataset), self.datasets.row(dataset, row)
        column = of.descriptor.column_named(name)
        stored = of.column(column)
        if stored is not None:
            return _stored(f"{dataset}/{row}/{column}", stored, found.cells[column], dataset)
        derived = of.derived_column(column)
        if derived is None:
            raise unknown("column", column, of.descriptor.shown_columns, dataset=dataset)
        if depth == 0:
            raise LookupFailedError(
                "circular-column",
                f'the derived column "{column}" of "{dataset}", which depends on itself',
                "other columns",
            )
        if derived.only and row not in derived.only:
            return Quantity(None, (), derived.by, NOT_APPLICABLE)
        try:
            return self._derived(dataset, row, derived, depth - 1)
        except UsedFailedError:
            raise
        except LookupFailedError as error:
            raise UsedFailedError(error, f"{dataset}/{column}") from None

    def _derived(self, dataset: str, row: str, column: DerivedColumn, depth: int) -> Quantity:
        steps = {name: steps_of(column.operand(name, row), dataset, row) for name in column.operands}
        if column.by == "rank":
            return self.rank(steps["of"], column.order, depth)[0]
        operands = [self.at(steps[name], depth) for name in column.operands]
        if column.by == "sum":
            return arithmetic.sum_of(operands)
        first, second = operands
        if column.by == "change" and "%" in (first.unit, second.unit):
            raise change_of_percentages("by: difference")
        return _COMPUTE[column.by](first, second)


def steps_of(reference: str, dataset: str, row: str) -> Steps:
    """A reference in full; raises LookupFailedError where it is no reference."""
    steps = reference.split("/")
    full = [dataset, row, *steps] if len(steps) == 1 else [dataset, *steps] if len(steps) == 2 else steps
    if len(full) != 3 or not all(full):
        raise LookupFailedError(
            "expression", f'the reference "{reference}"', "COLUMN, ROW/COLUMN or DATASET/ROW/COLUMN"
        )
    return full[0], full[1], full[2]


def change_of_percentages(instead: str) -> LookupFailedError:
    """What is wrong with the change of a percentage: 10% that became 12% went up by 2 points, and by 20 per cent."""
    found = "the change between percentages, as a percentage of one of them"
    return LookupFailedError("column-kind", found, f"their difference in percentage points: {instead}")


def _stored(name: str, column: Column, cell: Cell, dataset: str) -> Quantity:
    """The number that a cell of a CSV holds."""
    if not column.is_numeric:
        raise LookupFailedError(
            "column-kind", f'the column "{column.name}" of "{dataset}", which holds text', "a column of numbers"
        )
    unit = "%" if column.kind == "percent" else column.unit
    return Quantity(cell.number, (name,), "", cell.code, unit, _decimals(column, cell), column.signed)


def _decimals(column: Column, cell: Cell) -> int:
    if column.kind == "count":
        return 0
    return cell.decimals if column.decimals is None else column.decimals
