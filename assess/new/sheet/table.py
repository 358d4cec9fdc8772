"""The one table of a grid: its heading, its rows, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assess.new.sheet.grid import Grid, letters
from redaction.data.csv_table import TableRow
from redaction.data.shorthand import MEANINGS
from redaction.diagnostics.errors import Problem, ProblemsFoundError

_NUMBER = re.compile(r"[+\u2212-]?[£$€]?[\d,]*\.?\d+\s*%?(?:\s*\[\w+\])?")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-]\d{2,4})?")
_ONE_TABLE = "one table in a sheet: a row of headings, and the rows under it without a gap"


@dataclass(frozen=True)
class SheetTable:
    """A heading and the rows under it, all of one length, and remarks on what was left out."""

    grid: Grid
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]
    remarks: tuple[str, ...] = ()


def table_of(grid: Grid) -> SheetTable:
    """The table of a grid; raises ProblemsFoundError where it is not clear what the table is."""
    rows = [row for row in grid.rows if any(row.cells)]
    start = _first_heading(rows)
    if start is None:
        raise grid.refused("intake-table", 0, "no table", "a row of headings, and rows with numbers right under it")
    headings, depth = _headings(grid, rows[start:])
    body, below = _body(grid, rows[start + depth :], sum(map(bool, headings)))
    left = min(at for at, heading in enumerate(headings) if heading)
    right = max(at for at, heading in enumerate(headings) if heading)
    problems = [*_column_faults(grid, headings, body), *_odd_places(grid, rows[start], body, range(left, right + 1))]
    if problems:
        raise ProblemsFoundError(problems)
    remarks = [*grid.remarks, *_left_out("above the headings", rows[:start]), *_left_out("below the table", below)]
    hidden = [*(f"row {each}" for each in sorted(grid.hidden_rows)), *map(_column, sorted(grid.hidden_columns))]
    if hidden:
        remarks.append(f"hidden, outside the table: {', '.join(hidden)}: not read")
    cut = tuple(TableRow(row.number, row.cells[left : right + 1]) for row in body)
    return SheetTable(grid, tuple(headings[left : right + 1]), cut, tuple(remarks))


def is_number(cell: str) -> bool:
    """Whether a cell looks like a number, or a code in place of one."""
    return cell in MEANINGS or bool(_NUMBER.fullmatch(cell))


def _is_heading(row: TableRow) -> bool:
    """Whether a row could be the headings: two or more, none of them a number but years."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) > 1 and all(_YEAR.fullmatch(cell) or not is_number(cell) for cell in filled)


def _first_heading(rows: Sequence[TableRow]) -> int | None:
    """The first row that could be the headings of the run of rows that the first number stands in."""
    first = next((at for at, row in enumerate(rows) if _is_data(row)), 0)
    start = first
    while start and rows[start].number - rows[start - 1].number == 1:
        start -= 1
    return next((at for at in range(start, first) if _is_heading(rows[at])), None)


def _is_data(row: TableRow) -> bool:
    """Whether a row holds a number beside something else."""
    return _filled(row) > 1 and any(map(is_number, row.cells)) and not _is_heading(row)


def _headings(grid: Grid, rows: Sequence[TableRow]) -> tuple[list[str], int]:
    """The heading of each column, and how many rows they take: two where one spans others."""
    top = list(rows[0].cells)
    spans = [each for each in grid.merged if each.top == rows[0].number and each.width > 1]
    if spans and not (_is_heading(rows[1]) and all(rows[1].cells[at] for each in spans for at in each.columns)):
        found = f"a heading over {_column(spans[0].left)} to {_column(spans[0].right)}"
        raise grid.refused(
            "intake-table", rows[0].number, found, "a heading of its own for each column, there or in the next row"
        )
    if spans:
        for each in spans:
            top[each.left : each.right + 1] = [top[each.left]] * each.width
        return [" ".join(filter(None, pair)) for pair in zip(top, rows[1].cells, strict=True)], 2
    if len(rows) > 1 and _is_heading(rows[1]) and any(map(_YEAR.fullmatch, rows[1].cells)):
        raise grid.refused("intake-table", rows[1].number, "a second row that could be the headings", _ONE_TABLE)
    return top, 1


def _body(grid: Grid, rows: Sequence[TableRow], width: int) -> tuple[list[TableRow], list[TableRow]]:
    """The rows of the table, and what stands below it; raises ProblemsFoundError where there is more than one table.

    A row with one cell alone ends a table. In one of two columns that goes on below it, it is a row without its number.
    """
    for at, row in enumerate(rows):
        follows = at == 0 or row.number == rows[at - 1].number + 1
        again = next(filter(_is_data, rows[at:]), None)
        if not follows or (_filled(row) == 1 and not (width == 2 and again)):
            if again:
                found = "numbers below a row without any" if follows else "a second table below an empty row"
                raise grid.refused("intake-table", again.number, found, _ONE_TABLE)
            return list(rows[:at]), list(rows[at:])
    return list(rows), []


def _filled(row: TableRow) -> int:
    return sum(map(bool, row.cells))


def _column_faults(grid: Grid, headings: Sequence[str], body: Sequence[TableRow]) -> list[Problem]:
    """Columns that hold something and have no heading."""
    expected = "a heading over each column that holds something"
    return [
        grid.problem("intake-heading", body[0].number, f"{_column(at)} without a heading", expected)
        for at, heading in enumerate(headings)
        if not heading and any(row.cells[at] for row in body)
    ]


def _odd_places(grid: Grid, heading: TableRow, body: Sequence[TableRow], columns: range) -> list[Problem]:
    """What is merged or hidden within the table."""
    inside = range(heading.number, body[-1].number + 1)
    problems = [
        grid.problem(
            "intake-merged",
            each.top,
            f"cells that are merged, in {_column(each.left)}",
            "each cell by itself",
            "Unmerge them",
        )
        for each in grid.merged
        if each.bottom >= body[0].number and each.top in inside
    ]
    advice = "Show it, if it belongs to the table. If not, delete it"
    problems += [
        grid.problem("intake-hidden", row, "a hidden row in the table", "rows that Excel shows", advice)
        for row in sorted(grid.hidden_rows)
        if row in inside
    ]
    problems += [
        grid.problem(
            "intake-hidden", 0, f"a hidden column in the table, {_column(column)}", "columns that Excel shows", advice
        )
        for column in sorted(grid.hidden_columns)
        if column in columns
    ]
    return problems


def _left_out(where: str, rows: Sequence[TableRow]) -> list[str]:
    if not rows:
        return []
    first, last = rows[0].number, rows[-1].number
    place = f"row {first}" if first == last else f"rows {first} to {last}"
    return [f"{place}, {where}: left out. What readers must know of it goes under `notes` of the descriptor"]


def _column(column: int) -> str:
    return f"column {letters(column)}"
