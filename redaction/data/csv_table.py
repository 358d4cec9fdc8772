"""A CSV file as a table of text cells, read as Excel and its kin write it.

RFC 4180, and beside it: semicolons, tabs, a first line `sep=;`, spaces after commas, line ends of any kind, trailing
blank rows and columns, and the encodings of `encodings`.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from redaction.data.encodings import decoded
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.merge_conflicts import check_merged

_LINE_ENDS = re.compile(r"\r+\n|\r")
SEPARATOR = re.compile(r"\ufeff?\"?sep=(?P<delimiter>.)\"?\s*\n", re.IGNORECASE)
_DELIMITERS = ",;\t|"
_WORDS = re.compile(r"[A-Z:.*]|\w \w")  # of a sentence: an id is of small letters, digits and hyphens
_FEWEST = 2  # columns of a table whose rows are longer than one cell
_TOLD = 3  # faults of one kind that are told one by one
_SAMPLE = 50  # lines that the delimiter is judged by
_THOUSANDS = re.compile(r"\d{1,3}"), re.compile(r"\d{3}(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
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

    @cached_property
    def places(self) -> dict[str, int]:
        """The number of each column, from 0, by its name."""
        return {name: at for at, name in reversed(list(enumerate(self.header)))}

    def cells(self, column: str) -> list[str]:
        """The cells of a column, from the first row to the last."""
        at = self.places[column]
        return [row.cells[at] for row in self.rows]


@dataclass(frozen=True)
class CsvRecords:
    """What a CSV file holds: rows that hold something, each as long as its cells reach, and the delimiter."""

    rows: tuple[TableRow, ...]
    delimiter: str


def parse_csv(file: str, content: bytes, *, is_open: bool = True) -> CsvTable:
    """Read the bytes of a CSV file whose first row is its header.

    Raises ProblemsFoundError where the bytes are no CSV, or a row holds more cells than the header.
    """
    records = read_records(file, content)
    if not records.rows or records.rows[0].number != 1:
        raise _unreadable(file, "no header", "column names in the first row")
    header, body = records.rows[0].cells, records.rows[1:]
    _refuse_other_headings(file, header, body)
    problems = [*too_long(file, body, len(header)), *_not_divided(file, records, len(header))]
    problems = problems or [*_notes_below(file, body, len(header))]
    if problems:
        raise ProblemsFoundError(problems)
    width = len(header)
    fitted = tuple(
        row if len(row.cells) == width else TableRow(row.number, (row.cells + ("",) * width)[:width]) for row in body
    )
    return CsvTable(file, header, fitted, is_open, records.delimiter)


def read_records(file: str, content: bytes) -> CsvRecords:
    """The rows of a CSV file, wherever its headings are; raises ProblemsFoundError where the bytes are no CSV."""
    text = _LINE_ENDS.sub("\n", decoded(file, content))
    check_merged(file, text)
    named = SEPARATOR.match(text)
    delimiter = named["delimiter"] if named else _delimiter(text)
    body = (text[named.end() :] if named else text).replace("\xa0", " ")
    rows = []
    for number, record in enumerate(_records(file, body, delimiter), start=1):
        cells = [*map(str.strip, record)]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append(TableRow(number, tuple(cells)))
    return CsvRecords(tuple(rows), delimiter)


def _not_divided(file: str, records: CsvRecords, width: int) -> list[Problem]:
    """Rows of one cell that another sign divides into as many as there are columns."""
    signs = [sign for sign in _DELIMITERS if sign != records.delimiter]
    return [
        Problem(
            "csv-row-width",
            file,
            row.number,
            "1 cell",
            f"{width}, one for each column",
            "Divide it by the same sign as the other rows",
            place=f"row {row.number}",
        )
        for row in records.rows[1:]
        if len(row.cells) == 1 and width > 1 and any(row.cells[0].count(sign) == width - 1 for sign in signs)
    ]


def _notes_below(file: str, body: Sequence[TableRow], width: int) -> Iterator[Problem]:
    """The first of the words that stand below a table, where a spreadsheet has its source or a note."""
    ends = len(body)
    while ends and width > _FEWEST and len(body[ends - 1].cells) == 1 and _WORDS.search(body[ends - 1].cells[0]):
        ends -= 1
    for row in body[ends : ends + 1]:
        found, expected = "words below the table", "the rows of the table alone"
        advice = "Delete them here. What readers should know goes under notes: of its descriptor"
        yield Problem("csv-row-width", file, row.number, found, expected, advice, place=f"row {row.number}")


def too_long(file: str, rows: Sequence[TableRow], width: int) -> list[Problem]:
    """Rows with more cells than there are columns; many of them are one problem."""
    found = [row for row in rows if len(row.cells) > width]
    told = found if len(found) <= _TOLD else found[:1]
    more = "" if told == found else f", and too many in {len(found) - 1} more rows such as {found[1].number}"
    return [
        Problem(
            "csv-row-width",
            file,
            row.number,
            f"{len(row.cells)} cells{more}",
            f"{width}, one for each column",
            "A number such as 1,234 needs quotation marks around it, or no comma"
            if _is_cut_number(row.cells)
            else "A text with a comma in it needs quotation marks around it",
            place=f"row {row.number}",
        )
        for row in told
    ]


def _is_cut_number(cells: Sequence[str]) -> bool:
    """Whether two cells beside each other look like a number that was cut at its comma."""
    first, second = _THOUSANDS
    return any(first.fullmatch(one) and second.fullmatch(two) for one, two in pairwise(cells))


def _refuse_other_headings(file: str, header: Sequence[str], body: Sequence[TableRow]) -> None:
    """Refuse a title above the headings, and a second row of headings."""
    if len(header) == 1 and any(len(row.cells) > 1 for row in body):
        expected = "the headings in the first row"
        raise _unreadable(file, "a title above the headings", expected, "Delete what is above them")
    if "" in header and body and not body[0].cells[0] and not any(map(str.isdigit, body[0].cells)):
        raise ProblemsFoundError(
            [
                Problem(
                    "csv-header",
                    file,
                    body[0].number,
                    "a second row of headings",
                    "one row of headings",
                    place=f"row {body[0].number}",
                )
            ]
        )


def _records(file: str, text: str, delimiter: str) -> list[list[str]]:
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    try:
        records.extend(reader)
    except csv.Error as error:
        never_closed = "unexpected end" in str(error)
        found = "a quotation mark that is never closed" if never_closed else "a quotation mark inside a cell"
        row = len(records) + 1
        expected = "quotation marks around a whole cell, or none"
        raise ProblemsFoundError([Problem("csv-unreadable", file, row, found, expected, place=f"row {row}")]) from None
    return records


def _delimiter(text: str) -> str:
    """The delimiter that cuts the most of the first lines into as many cells as each other."""
    lines = [line for line in text.split("\n", _SAMPLE)[:_SAMPLE] if line.strip()]

    def regular(delimiter: str) -> tuple[int, int]:
        try:
            found = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
            widths = Counter(len(record) for record in found if len(record) > 1)
        except csv.Error:
            return 0, 0
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return count, width

    return max(_DELIMITERS, key=regular)


def _unreadable(file: str, found: str, expected: str, advice: str = "") -> ProblemsFoundError:
    return ProblemsFoundError([Problem("csv-unreadable", file, 1, found, expected, advice)])
