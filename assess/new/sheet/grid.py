"""A sheet as text cells, whatever file it came from."""

from __future__ import annotations

from dataclasses import dataclass

from redaction.data.csv_table import CsvTable, TableRow
from redaction.diagnostics.errors import Problem, ProblemsFoundError


@dataclass(frozen=True)
class Merged:
    """Merged cells: their first and last row, numbered from 1, and their first and last column, numbered from 0."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def columns(self) -> range:
        """The columns that they span."""
        return range(self.left, self.right + 1)

    @property
    def width(self) -> int:
        """How many columns they span."""
        return self.right - self.left + 1


@dataclass(frozen=True)
class Grid:
    """Rows of text cells, all of one length, numbered as a spreadsheet shows them, and what is odd about the sheet.

    `remarks` are for the person who hands the file in. Messages about a grid that is not open quote no cell.
    """

    file: str
    rows: tuple[TableRow, ...]
    merged: tuple[Merged, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()
    is_open: bool = True

    def problem(self, rule: str, row: int, found: str, expected: str, advice: str = "") -> Problem:
        """A problem in a row."""
        return Problem(rule, self.file, row, found, expected, advice, place=f"row {row}" if row else "")

    def refused(self, rule: str, row: int, found: str, expected: str, advice: str = "") -> ProblemsFoundError:
        """The one reason why the sheet cannot be read."""
        return ProblemsFoundError([self.problem(rule, row, found, expected, advice)])


def grid_of(table: CsvTable) -> Grid:
    """A CSV file as a grid."""
    return Grid(table.file, (TableRow(1, table.header), *table.rows), is_open=table.is_open)


def letters(column: int) -> str:
    """A column as a spreadsheet names it, from its number, which begins with 0."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)
