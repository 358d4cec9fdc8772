"""The cells of a CSV file, each with the bytes that it takes up: an edit keeps quoting, line ends and all else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True)
class NewRow:
    """A row to add: the row that it goes below, as a spreadsheet numbers it before the edit, and its cells."""

    below: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class _Record:
    """A row as it is written: where it begins, its cells, and the line end after it from `start` to `end`."""

    begins: int
    cells: tuple[Cell, ...]
    start: int
    end: int


def cells_of(name: str, content: bytes) -> dict[int, tuple[Cell, ...]]:
    """The cells of each row that holds some, by the number of the row; raises AssessError where it cannot be told."""
    return {number: record.cells for number, record in _records_of(name, content).items()}


def _records_of(name: str, content: bytes) -> dict[int, _Record]:
    records = read_records(name, content)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise EditRefusedError(f"{name} is not in UTF-8, so it cannot be edited here. {SAVE_AS_CSV}") from None
    named = SEPARATOR.match(text.replace("\r\n", "\n"))
    at = content.index(b"\n") + 1 if named else len(_MARK) if content.startswith(_MARK) else 0
    rows = _rows(content, at, records.delimiter.encode())
    read = {row.number: row.cells for row in records.rows}
    found = {number: record for number, record in enumerate(rows, start=1) if number in read}
    if {number: _shown(record.cells) for number, record in found.items()} != read:
        raise EditRefusedError(f"{name} is written in a way that cannot be edited here. Edit it in a spreadsheet")
    return found


def with_cells(
    name: str,
    content: bytes,
    digest: str,
    edits: Iterable[Edit],
    added: Iterable[NewRow] = (),
    *,
    removed: Iterable[int] = (),
) -> bytes:
    """A CSV file with other texts in some of its cells, with more rows, and without some, as it was opened.

    Raises EditRefusedError where the file has changed since, where there is no such cell or row, and where the file
    would not be read as it was meant.
    """
    check_opened(name, content, digest)
    rows = _records_of(name, content)
    delimiter = read_records(name, content).delimiter
    wanted = {number: [_shown(record.cells, whole=True)] for number, record in rows.items()}
    changes, taken_out = [], frozenset(removed)
    for number in taken_out:
        if number not in rows or number == min(rows):
            raise EditRefusedError(f"{name} has no row {number} that can be taken out")
        wanted[number] = [()]
        changes.append(Change(rows[number].begins, rows[number].end, b""))
    for each in edits:
        cells = rows[each.row].cells if each.row in rows else ()
        if each.column not in range(len(cells)):
            raise EditRefusedError(f"{name} has no cell in row {each.row}, column {each.column + 1}")
        new, cell = _one_line(each.text, f"{name}, row {each.row}, column {each.column + 1}"), cells[each.column]
        before = wanted[each.row][0]
        wanted[each.row][0] = (*before[: each.column], _read(new), *before[each.column + 1 :])
        changes.append(Change(cell.start, cell.end, _written(new, delimiter, is_quoted=cell.is_quoted)))
    lines: dict[int, list[bytes]] = {}
    for row in added:
        if row.below not in rows:
            raise EditRefusedError(f"{name} has no row {row.below} for a new one to go below")
        new_cells = [_one_line(text, f"{name}, the new row below row {row.below}") for text in row.cells]
        wanted[row.below].append(tuple(map(_read, new_cells)))
        cells_written = (_written(text, delimiter, is_quoted=False) for text in new_cells)
        lines.setdefault(row.below, []).append(delimiter.encode().join(cells_written))
    changes += [_below(content, rows, number, each, taken_out) for number, each in lines.items()]
    after = changed(content, changes)
    meant = [texts for number in wanted for each in wanted[number] if (texts := _trimmed(each))]
    if [row.cells for row in read_records(name, after).rows] != meant:
        raise EditRefusedError(f"{name} would not be read as it was meant. Edit it in a spreadsheet")
    return after


def _below(
    content: bytes, rows: Mapping[int, _Record], number: int, lines: Iterable[bytes], taken_out: frozenset[int]
) -> Change:
    """Lines put below a row, ended as the header is; the last row of a file may have no line end, and keeps none."""
    row, header = rows[number], rows[min(rows)]
    ending = content[header.start : header.end] or b"\n"
    if row.start == row.end and number in taken_out:
        return Change(row.end, row.end, ending.join(lines))
    if row.start == row.end:
        return Change(row.end, row.end, b"".join(ending + line for line in lines))
    return Change(row.end, row.end, b"".join(line + ending for line in lines))


def _one_line(text: str, place: str) -> str:
    new = text.strip()
    if "\n" in new or "\r" in new:
        raise EditRefusedError(f"A cell is one line: {place}")
    return new


def _read(new: str) -> str:
    return new.replace("\xa0", " ")


def _written(new: str, delimiter: str, *, is_quoted: bool) -> bytes:
    """A text as a cell, in quotation marks where it stood in some or needs them."""
    is_quoted = is_quoted or delimiter in new or '"' in new
    return ('"' + new.replace('"', '""') + '"' if is_quoted else new).encode()


def _rows(content: bytes, at: int, delimiter: bytes) -> list[_Record]:
    """Every record from a place on, by RFC 4180 and without the spaces before a cell."""
    mark = re.escape(delimiter)
    cell = re.compile(
        rb'(?P<before> *)(?:(?P<quoted>"(?:[^"]|"")*")|(?P<bare>[^'
        + mark
        + rb"\r\n]*))(?P<after>"
        + mark
        + rb"|\r+\n|\r|\n|\Z)"
    )
    rows: list[_Record] = []
    cells: list[Cell] = []
    begins = at
    while at < len(content) or cells:
        found = cell.match(content, at)
        if found is None:
            return []
        cells.append(_cell(found))
        at = found.end()
        if found["after"] != delimiter:
            rows.append(_Record(begins, tuple(cells), *found.span("after")))
            cells, begins = [], at
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
