"""A sheet as text cells, whatever file it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from redaction.data.csv_table import CsvRecords, TableRow, too_long
from redaction.diagnostics.errors import Problem, ProblemsFoundError

LOWEST = 4  # points of a row that can be read; a lower one is as good as hidden
NARROWEST = 1  # letters of a column, likewise


@dataclass(frozen=True)
class Area:
    """Cells beside and below each other: their first and last row, from 1, and their first and last column, from 0."""

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

    `remarks` are for the person who hands the file in; `dates` are the cells, by row and column, that a spreadsheet
    keeps as days; `notes` are those of other sheets, by their mark such as `[note 1]`. Messages about a
    grid that is not open quote no cell.
    """

    file: str
    rows: tuple[TableRow, ...]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()
    is_open: bool = True
    dates: frozenset[tuple[int, int]] = frozenset()
    delimiter: str = ","
    notes: Mapping[str, str] = field(default_factory=dict)

    def problem(self, rule: str, row: int, found: str, expected: str, advice: str = "") -> Problem:
        """A problem in a row."""
        return Problem(rule, self.file, row, found, expected, advice, place=f"row {row}" if row else "")

    def refused(self, rule: str, row: int, found: str, expected: str, advice: str = "") -> ProblemsFoundError:
        """The one reason why the sheet cannot be read."""
        return ProblemsFoundError([self.problem(rule, row, found, expected, advice)])

    def too_long(self, rows: Sequence[TableRow], width: int) -> list[Problem]:
        """Rows that hold more cells than there are headings."""
        return too_long(self.file, rows, width)


def grid_of(file: str, records: CsvRecords, *, is_open: bool) -> Grid:
    """A CSV file as a grid, each row as long as its cells reach."""
    return Grid(file, tuple(map(_in_lines, records.rows)), is_open=is_open, delimiter=records.delimiter)


def _in_lines(row: TableRow) -> TableRow:
    """A row whose texts have spaces where they had line ends and tabs, as those of a workbook have."""
    if not any("\n" in cell or "\t" in cell for cell in row.cells):
        return row
    return TableRow(row.number, tuple(" ".join(cell.split()) for cell in row.cells))


def letters(column: int) -> str:
    """A column as a spreadsheet names it, from its number, which begins with 0."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)
