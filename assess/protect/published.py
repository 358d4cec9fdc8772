"""The counts that datasets publish: which cells are the same, which are withheld, and how they add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assess.protect.cube import Cube, name_of, slices_of
from assess.protect.policy import ROUND, Measure, cells_of
from assess.protect.statements import Slices, Statement, sum_statement
from redaction.data.dataset import Cell, Column, Dataset
from redaction.data.shorthand import CONFIDENTIAL, NOT_APPLICABLE

Address = tuple[str, str, str]  # dataset, row, column
_ALIKE, _DISTINCT = 5, 3  # numbers that two tables must share for their cells to be taken for the same


@dataclass(frozen=True)
class Counts:
    """The cells of some datasets that hold counts: each by the name that it has in every dataset that shows it.

    `audience` is the folder whose withheld cells are asked about; `measures` are those whose tables are protected.
    """

    datasets: Mapping[str, Dataset]
    audience: str
    measures: Sequence[Measure] = ()

    @cached_property
    def _same(self) -> dict[Address, Address]:
        """The cells that two tables share, each with where the other has it."""
        found: dict[Address, Address] = {}
        for one in filter(has_withheld, self.datasets.values()):
            for other in self.datasets.values():
                if one is not other and not {one.id, other.id} <= self._mapped.keys() and _are_alike(one, other):
                    found |= {(other.id, *place): (one.id, *place) for place in _shared(one, other)}
        return found

    def name(self, address: Address) -> str:
        """What the cell at an address is called: the same for all addresses of one cell."""
        seen = {address}
        while (further := self._same.get(address)) and further not in seen:
            address = further
            seen.add(address)
        return self._mapped.get(address[0], {}).get(address[1:]) or "/".join(address)

    @cached_property
    def columns(self) -> dict[str, tuple[Column, ...]]:
        """The columns of each dataset that hold counts."""
        return {name: counted(each) for name, each in self.datasets.items()}

    @cached_property
    def shown(self) -> dict[str, int]:
        """The numbers that are shown of each cell, where the same readers are not to be kept from it."""
        found: dict[str, int] = {}
        for address, cell in self._cells():
            name = self.name(address)
            is_own = self.datasets[address[0]].audience == self.audience
            if (number := number_of(cell)) is not None and not (is_own and name in self.withheld):
                found.setdefault(name, number)
        return found

    @cached_property
    def withheld(self) -> dict[str, Address]:
        """The cells that the folder of the audience withholds, each with where it does."""
        return {
            self.name(address): address
            for address, cell in self._cells()
            if cell.code == CONFIDENTIAL and cell.number is None and self.datasets[address[0]].audience == self.audience
        }

    def shown_elsewhere(self) -> Iterator[tuple[str, str, int]]:
        """Each withheld cell of which another table of the same readers shows the number: cell, dataset, number."""
        for address, cell in self._cells():
            number, name = number_of(cell), self.name(address)
            if number is not None and name in self.withheld and self.datasets[address[0]].audience == self.audience:
                yield name, address[0], number

    def sums(self) -> Iterator[Statement]:
        """How the cells add up: as the trees of measures say, and as datasets declare."""
        for measure in self.measures:
            if any(table.dataset in self.datasets for table in measure.tables):
                for key, parts in Cube(measure.trees, {}).sums():
                    node = name_of(measure.trees, key)
                    within = (f"{measure.id}: {name_of(measure.trees, part)}" for part in parts)
                    yield sum_statement(f"{measure.id}: {node}", within, f"that {node} is the sum of its parts")
        for name, dataset in self.datasets.items():
            for each in dataset.sums if has_withheld(dataset) else ():
                for column in each.columns:
                    addresses = [(name, part, column) for part in each.parts]
                    if self._is_whole(dataset, column, (each.total, *each.parts)):
                        says, apart = f'the sums of "{name}"', int(each.differs.get(column, 0))
                        total = self.name((name, each.total, column))
                        yield sum_statement(total, map(self.name, addresses), says, apart=apart)

    @cached_property
    def slices(self) -> Slices:
        """How the measures of these tables are best looked at, where they are large."""
        return tuple(
            family
            for each in self.measures
            if any(table.dataset in self.datasets for table in each.tables)
            for family in slices_of(each.trees, f"{each.id}: ")
        )

    def _is_whole(self, dataset: Dataset, column: str, rows: Iterable[str]) -> bool:
        """Whether each cell of a sum is a count, shown or withheld."""
        stored = dataset.column(column)
        cells = [dataset.cell(row, column) for row in rows]
        whole = all(number_of(cell) is not None or cell.code in (CONFIDENTIAL, NOT_APPLICABLE) for cell in cells)
        return stored is not None and stored.kind == "count" and whole

    def _cells(self) -> Iterator[tuple[Address, Cell]]:
        rounded = {
            table.dataset for each in self.measures if each.mode == ROUND for table in each.tables if not table.whole
        }
        for name, dataset in self.datasets.items():
            for row in dataset.rows if name not in rounded else ():
                for column in self.columns[name]:
                    yield (name, row.id, column.name), row.cells[column.name]

    @cached_property
    def _mapped(self) -> dict[str, dict[tuple[str, str], str]]:
        """The cells of the tables of measures by row and column, named as the measure names them."""
        return {
            table.dataset: {
                place: f"{each.id}: {name_of(each.trees, key)}" for place, key in cells_of(table, each.trees).items()
            }
            for each in self.measures
            for table in each.tables
            if table.dataset in self.datasets
        }


def counted(dataset: Dataset) -> tuple[Column, ...]:
    """The stored columns of a dataset that hold counts."""
    return tuple(column for column in dataset.descriptor.columns if column.kind == "count" and not column.signed)


def has_withheld(dataset: Dataset) -> bool:
    """Whether a dataset withholds a count."""
    names = [column.name for column in counted(dataset)]
    return any(row.cells[name].code == CONFIDENTIAL for row in dataset.rows for name in names)


def number_of(cell: Cell) -> int | None:
    """The count of a cell that shows one; where there can be none it is zero."""
    if cell.code == NOT_APPLICABLE and cell.number is None:
        return 0
    return None if cell.number is None or cell.number % 1 or cell.number < 0 else int(cell.number)


def _shared(one: Dataset, other: Dataset) -> list[tuple[str, str]]:
    rows = [row.id for row in one.rows if other.row(row.id)]
    theirs = {column.name for column in counted(other)}
    return [(row, column.name) for row in rows for column in counted(one) if column.name in theirs]


def _are_alike(one: Dataset, other: Dataset) -> bool:
    """Whether two tables show the same counts: those of the same rows and columns are equal, and not by chance."""
    pairs = [(number_of(one.cell(*place)), number_of(other.cell(*place))) for place in _shared(one, other)]
    both = [pair for pair in pairs if None not in pair]
    return len(both) >= _ALIKE and all(a == b for a, b in both) and len({a for a, _ in both}) >= _DISTINCT
