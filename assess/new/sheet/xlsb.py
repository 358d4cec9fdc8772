"""Sheets of a binary Excel workbook (.xlsb) as Excel shows them.

The records are those of [MS-XLSB]: a type and a size of 7 bits a byte, then so many bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from xml.etree import ElementTree as ET

from assess.new.sheet.book import Sheet
from assess.new.sheet.cells import CellRefusedError, SheetCells
from assess.new.sheet.drawings import covered
from assess.new.sheet.grid import LOWEST, NARROWEST, Area

# Types of records.
_ROW, _SHARED, _FONT, _FORMAT, _STYLE, _COLUMNS = 0, 19, 43, 44, 47, 60
_BOOK, _SHEET, _MERGED, _STYLES, _STYLES_END = 153, 156, 176, 617, 618
_CONDITIONAL = frozenset({461, 35})  # the beginnings of conditional formats, and of parts that only newer programs know
_RK, _ERROR, _BOOLEAN, _REAL, _TEXT, _SHARED_TEXT = range(2, 8)
_OF_FORMULAS = {8: _TEXT, 9: _REAL, 10: _BOOLEAN, 11: _ERROR}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_TWIPS, _PARTS = 20, 256  # in a point, for rows; in a letter, for columns
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True)
class _Book:
    """What cells refer to: texts with whether their letters differ, and a format with whether it is odd by style."""

    texts: tuple[tuple[str, bool], ...]
    styles: tuple[tuple[str, bool], ...]
    from_1904: bool


@dataclass
class _Read:
    """A record, read from its start."""

    content: bytes
    at: int = field(default=0)

    def number(self, form: str) -> int:
        size = struct.calcsize(form)
        [value] = struct.unpack_from(form, self.content, self.at)
        self.at += size
        return int(value)

    def text(self) -> str:
        size = 2 * self.number("<I")
        self.at += size
        return self.content[self.at - size : self.at].decode("utf-16-le")


def xlsb_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook, in their order; raises KeyError, ValueError or struct.error where it is damaged."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS  # openpyxl takes a quarter of a second

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        drawn = {name: list(covered(archive, name)) for name in parts if name.startswith("xl/worksheets/")}
    relations = ET.fromstring(parts["xl/_rels/workbook.bin.rels"])  # noqa: S314  # it names no entities
    targets = {each.get("Id", ""): each.get("Target", "") for each in relations.iter(_RELATION)}
    named, from_1904 = [], False
    for kind, record in _records(parts["xl/workbook.bin"]):
        if kind == _BOOK:
            from_1904 = bool(record.number("<I") & 1)
        elif kind == _SHEET:
            state = record.number("<I")
            record.number("<I")
            target = targets[record.text()]
            named.append((record.text(), state, f"xl/{target.removeprefix('/xl/')}"))
    texts = [_shared(record) for kind, record in _records(parts.get("xl/sharedStrings.bin", b"")) if kind == _SHARED]
    book = _Book(tuple(texts), tuple(_styles(parts["xl/styles.bin"], BUILTIN_FORMATS)), from_1904)
    return [
        Sheet(
            title,
            bool(state),
            not any(_OF_FORMULAS.get(kind, kind) in _VALUES for kind, _ in _records(parts[part])),
            partial(_cells, parts[part], book, drawn.get(part, [])),
        )
        for title, state, part in named
    ]


def _records(content: bytes) -> Iterator[tuple[int, _Read]]:
    at = 0
    while at < len(content):
        kind, at = _packed(content, at, 2)
        size, at = _packed(content, at, 4)
        yield kind, _Read(content[at : at + size])
        at += size


def _packed(content: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of 7 bits a byte, the lowest first, and where it ends."""
    value = 0
    for place in range(most):
        byte = content[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            return value, at + place + 1
    return value, at + most


def _shared(record: _Read) -> tuple[str, bool]:
    has_runs = bool(record.number("<B") & 1)
    return record.text(), has_runs


def _styles(content: bytes, known: Mapping[int, str]) -> Iterator[tuple[str, bool]]:
    """The number format of each style of cells, and whether its letters are raised, lowered or struck out."""
    formats, fonts, is_cells = dict(known), [], False
    for kind, record in _records(content):
        if kind == _FORMAT:
            number = record.number("<H")
            formats[number] = record.text()
        elif kind == _FONT:
            record.number("<H")
            flags = record.number("<H")
            record.number("<H")
            fonts.append(bool(flags & 8 or record.number("<H")))
        elif kind in (_STYLES, _STYLES_END):
            is_cells = kind == _STYLES
        elif kind == _STYLE and is_cells:
            record.number("<H")
            number, font = record.number("<H"), record.number("<H")
            yield formats.get(number, "?"), font >= len(fonts) or fonts[font]  # an unknown format is not understood


def _cells(content: bytes, book: _Book, drawn: list[Area]) -> SheetCells:
    found = SheetCells()
    row = 0
    for kind, record in _records(content):
        if kind == _ROW:
            row = record.number("<I") + 1
            record.number("<I")
            height, flags = record.number("<H"), record.number("<I")
            if height < LOWEST * _TWIPS or flags & 0x1000:
                found.hidden_rows.add(row)
        elif kind == _COLUMNS:
            first, last, width = (record.number("<I") for _ in range(3))
            record.number("<I")
            if width < NARROWEST * _PARTS or record.number("<H") & 1:
                found.hidden_columns |= set(range(first, last + 1))
        elif kind == _MERGED:
            top, bottom, left, right = (record.number("<I") for _ in range(4))
            found.merged.append(Area(top + 1, bottom + 1, left, right))
        elif kind in _CONDITIONAL:
            found.remarks.append(_CONDITIONS)
        elif _OF_FORMULAS.get(kind, kind) in _VALUES:
            _add(found, row, _OF_FORMULAS.get(kind, kind), record, book)
    if _CONDITIONS in found.remarks:
        found.remarks = []
        found.refuse_conditional()
    for area in drawn:
        found.cover(area)
    return found


def _add(found: SheetCells, row: int, kind: int, record: _Read, book: _Book) -> None:
    """Add a cell with its value as its format shows it."""
    place = row, record.number("<I")
    style = record.number("<I") & 0xFFFFFF
    form, is_marked = book.styles[style] if style < len(book.styles) else ("?", True)
    value: object
    if kind == _SHARED_TEXT:
        value, has_runs = book.texts[record.number("<I")]
        is_marked = is_marked or has_runs
    elif kind == _TEXT:
        value = record.text()
    elif kind == _BOOLEAN:
        value = bool(record.number("<B"))
    elif kind == _ERROR:
        value = _ERRORS.get(record.number("<B"), "#N/A")
    elif kind == _REAL:
        [value] = struct.unpack_from("<d", record.content, record.at)
    else:
        value = _short(record.number("<I"))
    if is_marked:
        advice = "In Excel, delete them, and write a note as [note 1]"
        found.refused[place] = CellRefusedError("a cell with letters of several kinds", "a plain cell", advice)
        return
    found.add(place, value, form, from_1904=book.from_1904)


def _short(packed: int) -> float:
    """A number in four bytes: a whole one or the front of a long one, as it is or a hundredth."""
    if packed & 2:
        number = float((packed >> 2) - ((packed & 0x80000000) >> 1))
    else:
        [number] = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))
    return number / 100 if packed & 1 else number


_VALUES = frozenset({_RK, _ERROR, _BOOLEAN, _REAL, _TEXT, _SHARED_TEXT})
_CONDITIONS = "conditional formats"
