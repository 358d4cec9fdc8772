"""A CSV file as a table of text cells, read as Excel and its kin write it.

RFC 4180, and beside it: a byte-order mark, UTF-16, Windows-1252, semicolons or tabs, CRLF, trailing
blank rows and columns.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from redaction.diagnostics.errors import Problem, ProblemsFoundError, quoted

_NOT_CSV = {
    b"PK\x03\x04": "an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
}
_SAVE_AS_CSV = 'In Excel, choose "Save as", then "CSV UTF-8 (comma delimited)"'


@dataclass(frozen=True)
class TableRow:
    """One record: its row number as a spreadsheet shows it (the header is row 1), and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class CsvTable:
    """A header and the rows under it, every cell trimmed text.

    Messages about a table that is not open to everybody carry none of its cells.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    is_open: bool = True
    delimiter: str = ","

    def problem(self, rule: str, row: TableRow, column: str, expected: str, advice: str = "") -> Problem:
        """A problem of one cell."""
        value = row.cells[self.header.index(column)]
        found = quoted(value, is_open=self.is_open) if value else "nothing"
        return Problem(
            rule, self.file, row.number, found, expected, advice, place=f'row {row.number}, column "{column}"'
        )


def parse_csv(file: str, content: bytes, *, is_open: bool = True) -> CsvTable:
    """Read the bytes of a CSV file.

    Raises ProblemsFoundError where the bytes are no CSV, or a row holds more cells than the header.
    """
    text = _decoded(file, content)
    delimiter = _delimiter(text)
    records = _records(file, text, delimiter)
    rows = [
        TableRow(number, tuple(cell.replace("\xa0", " ").strip() for cell in record))
        for number, record in enumerate(records, start=1)
    ]
    if not rows or not any(rows[0].cells):
        raise _unreadable(file, "no header", "column names in the first row")
    header = _without_trailing_blanks(rows[0].cells)
    body = [row for row in rows[1:] if any(row.cells)]
    problems = [
        Problem(
            "csv-row-width",
            file,
            row.number,
            f"{len(_without_trailing_blanks(row.cells))} cells",
            f"{len(header)}, one for each column",
            "A number such as 1,234 needs quotation marks around it, or no comma",
            place=f"row {row.number}",
        )
        for row in body
        if len(_without_trailing_blanks(row.cells)) > len(header)
    ]
    if problems:
        raise ProblemsFoundError(problems)
    width = len(header)
    fitted = (TableRow(row.number, (row.cells + ("",) * width)[:width]) for row in body)
    return CsvTable(file, header, tuple(fitted), is_open, delimiter)


def _records(file: str, text: str, delimiter: str) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        records.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        never_closed = "unexpected end" in str(error)
        found = "a quotation mark that is never closed" if never_closed else "a quotation mark inside a cell"
        row = len(records) + 1
        expected = "quotation marks around a whole cell, or none"
        raise ProblemsFoundError([Problem("csv-unreadable", file, row, found, expected, place=f"row {row}")]) from None
    return records


def _decoded(file: str, content: bytes) -> str:
    for signature, kind in _NOT_CSV.items():
        if content.startswith(signature):
            raise _unreadable(file, kind, "a CSV file", _SAVE_AS_CSV)
    is_utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if is_utf_16 else ["utf-8-sig", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _unreadable(file, "bytes that are not text", "a CSV file in UTF-8", _SAVE_AS_CSV)


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _without_trailing_blanks(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _unreadable(file: str, found: str, expected: str, advice: str = "") -> ProblemsFoundError:
    return ProblemsFoundError([Problem("csv-unreadable", file, 1, found, expected, advice)])
