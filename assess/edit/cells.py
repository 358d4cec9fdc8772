"""The cells of a CSV file, each with the bytes that it takes up: an edit keeps quoting, line ends and all else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assess.edit.change import Change, EditRefusedError, changed, check_opened
from redaction.data.csv_table import SEPARATOR, read_records
from redaction.data.encodings import SAVE_AS_CSV

_MARK = "\ufeff".encode()


@dataclass(frozen=True)
class Cell:
    """A cell: its text, the bytes from `start` to `end` that say it, and whether they stand in quotation marks."""

    text: str
    start: int
    end: int
    is_quoted: bool


@dataclass(frozen=True)
class Edit:
    """A new text for a cell: its row as a spreadsheet numbers it, the header being 1, and its column from 0."""

    row: int
    column: int
    text: str


def cells_of(name: str, content: bytes) -> dict[int, tuple[Cell, ...]]:
    """The cells of each row that holds some, by the number of the row; raises AssessError where it cannot be told."""
    records = read_records(name, content)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise EditRefusedError(f"{name} is not in UTF-8, so it cannot be edited here. {SAVE_AS_CSV}") from None
    named = SEPARATOR.match(text.replace("\r\n", "\n"))
    at = content.index(b"\n") + 1 if named else len(_MARK) if content.startswith(_MARK) else 0
    rows = _rows(content, at, records.delimiter.encode())
    read = {row.number: row.cells for row in records.rows}
    found = {number: cells for number, cells in enumerate(rows, start=1) if number in read}
    if {number: _shown(cells) for number, cells in found.items()} != read:
        raise EditRefusedError(f"{name} is written in a way that cannot be edited here. Edit it in a spreadsheet")
    return found


def with_cells(name: str, content: bytes, digest: str, edits: Iterable[Edit]) -> bytes:
    """A CSV file with other texts in some of its cells, as it was opened.

    Raises EditRefusedError where the file has changed since, where there is no such cell, and where the file would not
    be read as it was meant.
    """
    check_opened(name, content, digest)
    rows, edits = cells_of(name, content), list(edits)
    delimiter = read_records(name, content).delimiter
    wanted = {number: list(_shown(cells, whole=True)) for number, cells in rows.items()}
    changes = []
    for each in edits:
        cells = rows.get(each.row, ())
        if each.column not in range(len(cells)):
            raise EditRefusedError(f"{name} has no cell in row {each.row}, column {each.column + 1}")
        new, cell = each.text.strip(), cells[each.column]
        if "\n" in new or "\r" in new:
            raise EditRefusedError(f"A cell is one line: {name}, row {each.row}, column {each.column + 1}")
        wanted[each.row][each.column] = new.replace("\xa0", " ")
        is_quoted = cell.is_quoted or delimiter in new or '"' in new
        written = '"' + new.replace('"', '""') + '"' if is_quoted else new
        changes.append(Change(cell.start, cell.end, written.encode()))
    after = changed(content, changes)
    meant = {number: _trimmed(texts) for number, texts in wanted.items() if _trimmed(texts)}
    if {row.number: row.cells for row in read_records(name, after).rows} != meant:
        raise EditRefusedError(f"{name} would not be read as it was meant. Edit it in a spreadsheet")
    return after


def _rows(content: bytes, at: int, delimiter: bytes) -> list[tuple[Cell, ...]]:
    """The cells of every record from a place on, by RFC 4180 and without the spaces before a cell."""
    mark = re.escape(delimiter)
    cell = re.compile(
        rb'(?P<before> *)(?:(?P<quoted>"(?:[^"]|"")*")|(?P<bare>[^'
        + mark
        + rb"\r\n]*))(?P<after>"
        + mark
        + rb"|\r+\n|\r|\n|\Z)"
    )
    rows: list[tuple[Cell, ...]] = []
    cells: list[Cell] = []
    while at < len(content) or cells:
        found = cell.match(content, at)
        if found is None:
            return []
        cells.append(_cell(found))
        at = found.end()
        if found["after"] != delimiter:
            rows.append(tuple(cells))
            cells = []
    return rows


def _cell(found: re.Match[bytes]) -> Cell:
    if found["quoted"] is not None:
        inside = found["quoted"][1:-1].replace(b'""', b'"').decode()
        return Cell(inside, *found.span("quoted"), is_quoted=True)
    start, text = found.start("bare"), found["bare"].rstrip(b" \t")
    start += len(text) - len(text.lstrip(b"\t"))
    return Cell(text.lstrip(b"\t").decode(), start, found.start("bare") + len(text), is_quoted=False)


def _shown(cells: Iterable[Cell], *, whole: bool = False) -> tuple[str, ...]:
    """The texts of a row as the reader of tables has them, without the empty ones at its end."""
    texts = [re.sub(r"\r+\n|\r", "\n", cell.text).replace("\xa0", " ").strip() for cell in cells]
    return tuple(texts) if whole else _trimmed(texts)


def _trimmed(texts: Iterable[str]) -> tuple[str, ...]:
    kept = list(texts)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)
