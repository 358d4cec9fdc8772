"""Single withheld numbers that a total gives away where no sum is declared: a row, or a column, that says it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redaction.data.dataset import Cell, Dataset
from redaction.data.shorthand import CONFIDENTIAL

_TOTAL_ROW = re.compile(r"(?:grand |overall )?totals?|overall|all(?: [a-z]+){0,2}", re.IGNORECASE)
_TOTAL_COLUMN = re.compile(
    r"(?:grand |overall )?totals?|all(?: people| persons| ages| sexes)?|both(?: sexes)?|persons|people", re.IGNORECASE
)


def lone_codes(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """The column of each [c] that the other numbers of its column, or of its row, give; and in words which of them."""
    counts = [column.name for column in dataset.descriptor.columns if column.kind == "count"]
    if not any(row.cells[name].code == CONFIDENTIAL for name in counts for row in dataset.rows):
        return
    if not dataset.sums and not any(row.parent for row in dataset.rows):
        totals = [at for at, row in enumerate(dataset.rows) if _TOTAL_ROW.fullmatch(row.label)]
        lists = [[row.cells[name] for row in dataset.rows] for name in counts]
        for at in totals[:1] if len(totals) == 1 else ():
            for found in _given_away(lists, at):
                yield counts[found], "the other rows and their total"
    of_columns = [at for at, name in enumerate(counts) if _is_total(dataset, name)]
    rows = [[row.cells[name] for name in counts] for row in dataset.rows]
    for at in of_columns if len(of_columns) == 1 and len(counts) > 2 else ():
        for row in _given_away(rows, at):
            name = next(each for each, cell in zip(counts, rows[row], strict=True) if cell.number is None)
            yield name, "the other columns of its row"


def _is_total(dataset: Dataset, name: str) -> bool:
    column = dataset.column(name)
    return column is not None and _TOTAL_COLUMN.fullmatch(column.title) is not None


def _given_away(lists: Sequence[Sequence[Cell]], total: int) -> Iterator[int]:
    """The lists with one [c] that the others give: whole lists add up to their total, and parts never exceed it."""
    whole = [cells for cells in lists if all(cell.number is not None for cell in cells)]
    if not all(_gap(cells, total) == 0 for cells in whole):
        return
    for at, cells in enumerate(lists):
        missing = [cell.code for cell in cells if cell.number is None]
        if missing == [CONFIDENTIAL] and (cells[total].number is None or _gap(cells, total) >= 0):
            yield at


def _gap(cells: Sequence[Cell], total: int) -> int:
    """The total less the parts that are shown."""
    return int((cells[total].number or 0) - sum(cell.number or 0 for at, cell in enumerate(cells) if at != total))
