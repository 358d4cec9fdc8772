"""A binary Excel workbook (.xlsb) of one sheet, written for the tests as [MS-XLSB] says."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="bin" ContentType="application/octet-stream"/>'
    '<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
    'Target="xl/workbook.bin"/></Relationships>',
    "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.bin"/><Relationship Id="rId2" Type="{_OFFICE}/styles" '
    f'Target="styles.bin"/><Relationship Id="rId3" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.bin"/>'
    "</Relationships>",
}


@dataclass(frozen=True)
class Shown:
    """A number with its format; `struck` says that its letters are struck out."""

    value: float
    form: str = "General"
    struck: bool = False


Cell = str | int | float | bool | Shown | None


def write_xlsb(
    path: Path,
    rows: Sequence[Sequence[Cell]],
    *,
    hidden_row: int = 0,
    hidden_column: int = 0,
    conditional: bool = False,
) -> Path:
    """Write a workbook; rows and columns that are hidden are counted from 1."""
    formats = sorted({cell.form for row in rows for cell in row if isinstance(cell, Shown)} - {"General"})
    texts = sorted({cell for row in rows for cell in row if isinstance(cell, str)})
    parts = {name: text.encode() for name, text in _PARTS.items()}
    parts["xl/workbook.bin"] = (
        _record(131)
        + _record(143)
        + _record(156, struct.pack("<II", 0, 1) + _text("rId1") + _text("Table"))
        + _record(144)
        + _record(132)
    )
    parts["xl/sharedStrings.bin"] = (
        _record(159, struct.pack("<II", len(texts), len(texts)))
        + b"".join(_record(19, b"\0" + _text(each)) for each in texts)
        + _record(160)
    )
    parts["xl/styles.bin"] = _styles(formats)
    parts["xl/worksheets/sheet1.bin"] = (
        _sheet(rows, formats, texts, hidden_row, hidden_column) + (_record(461) if conditional else b"") + _record(130)
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _styles(formats: Sequence[str]) -> bytes:
    """Two fonts, the second struck out; for each format a style with the one, then with the other."""
    fonts = [
        struct.pack("<HHHHBBBB8s", 220, flags, 400, 0, 0, 0, 0, 0, b"\0" * 8) + b"\0" + _text("Arial")
        for flags in (0, 8)
    ]
    made = [_record(278), _record(615, struct.pack("<I", len(formats)))]
    made += [_record(44, struct.pack("<H", 164 + at) + _text(each)) for at, each in enumerate(formats)]
    made += [_record(616), _record(611, struct.pack("<I", 2)), *(_record(43, font) for font in fonts), _record(612)]
    numbers = [0, *(164 + at for at in range(len(formats)))]
    styles = [struct.pack("<HHHHHBBHH", 0, number, font, 0, 0, 0, 0, 0, 0) for number in numbers for font in (0, 1)]
    made += [
        _record(617, struct.pack("<I", len(styles))),
        *(_record(47, each) for each in styles),
        _record(618),
        _record(279),
    ]
    return b"".join(made)


def _sheet(
    rows: Sequence[Sequence[Cell]], formats: Sequence[str], texts: Sequence[str], hidden_row: int, hidden_column: int
) -> bytes:
    width = max(map(len, rows))
    made = [_record(129), _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))]
    if hidden_column:
        at = hidden_column - 1
        made += [_record(390), _record(60, struct.pack("<IIIIH", at, at, 2304, 0, 1)), _record(391)]
    made.append(_record(145))
    for number, row in enumerate(rows):
        flags = 0x1000 if number + 1 == hidden_row else 0
        made.append(_record(0, struct.pack("<IIHHBI", number, 0, 300, flags, 0, 0)))
        made += [_cell(at, cell, formats, texts) for at, cell in enumerate(row) if cell is not None]
    return b"".join([*made, _record(146)])


def _cell(column: int, cell: Cell, formats: Sequence[str], texts: Sequence[str]) -> bytes:
    shown = cell if isinstance(cell, Shown) else Shown(0)
    style = 2 * (0 if shown.form == "General" else 1 + formats.index(shown.form)) + shown.struck
    head = struct.pack("<II", column, style)
    if isinstance(cell, str):
        return _record(7, head + struct.pack("<I", texts.index(cell)))
    if isinstance(cell, bool):
        return _record(4, head + struct.pack("<B", cell))
    if isinstance(cell, int):
        return _record(2, head + struct.pack("<I", ((cell << 2) | 2) & 0xFFFFFFFF))
    return _record(5, head + struct.pack("<d", cell.value if isinstance(cell, Shown) else cell))


def _record(kind: int, content: bytes = b"") -> bytes:
    return _packed(kind) + (_packed(len(content)) or b"\0") + content


def _packed(value: int) -> bytes:
    made = bytearray()
    while True:
        made.append((value & 0x7F) | (0x80 if value > 0x7F else 0))
        value >>= 7
        if not value:
            return bytes(made)


def _text(text: str) -> bytes:
    encoded = text.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded
