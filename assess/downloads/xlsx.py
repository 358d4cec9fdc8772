"""A workbook as XLSX (ISO/IEC 29500): the few parts that it needs, each written here, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assess.downloads.archive import archived
from assess.downloads.content import DownloadCell
from assess.downloads.sheets import Sheet, Workbook, decimals_of, letters
from assess.downloads.xml_parts import part

# A text that looks like an escaped character would be read as that character.
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WRAPPED, _HEADING, _LINE, _HEADER, _FIRST_FORMAT = 0, 1, 2, 3, 4
_FIRST_FORMAT_ID = 164  # those before it are the format's own


@dataclass(frozen=True)
class XlsxCell:
    """A cell: where it is, its style, and its number or its text."""

    place: str
    style: int
    number: str = ""
    text: str = ""


@dataclass(frozen=True)
class XlsxTable:
    """A marked table: its number in the workbook and the cells it covers."""

    number: int
    area: str


def xlsx(workbook: Workbook) -> bytes:
    """A workbook as the bytes of an XLSX file."""
    formats = _formats(workbook)
    tables: list[XlsxTable | None] = []
    for sheet in workbook.sheets:
        number = sum(table is not None for table in tables) + 1
        tables.append(XlsxTable(number, ":".join(sheet.corners)) if sheet.table else None)
    parts = {
        "[Content_Types].xml": part("xlsx/content_types.xml", tables=tables),
        "_rels/.rels": part("xlsx/rels.xml"),
        "docProps/core.xml": part("xlsx/core.xml", workbook=workbook),
        "xl/workbook.xml": part("xlsx/workbook.xml", sheets=workbook.sheets),
        "xl/_rels/workbook.xml.rels": part("xlsx/workbook_rels.xml", sheets=workbook.sheets),
        "xl/styles.xml": part("xlsx/styles.xml", formats=formats, first=_FIRST_FORMAT_ID),
    }
    for index, (sheet, table) in enumerate(zip(workbook.sheets, tables, strict=True), start=1):
        rows = _rows(sheet, formats)
        parts[f"xl/worksheets/sheet{index}.xml"] = part("xlsx/sheet.xml", rows=rows, widths=sheet.widths, table=table)
        if sheet.table and table:
            titles = [_text(title) for title in sheet.table.titles]
            name = sheet.table.name
            parts[f"xl/worksheets/_rels/sheet{index}.xml.rels"] = part("xlsx/sheet_rels.xml", table=table)
            parts[f"xl/tables/table{table.number}.xml"] = part("xlsx/table.xml", table=table, name=name, titles=titles)
    return archived(parts)


def _formats(workbook: Workbook) -> list[str]:
    """The number formats that its cells need, in one order."""
    tables = [sheet.table for sheet in workbook.sheets if sheet.table]
    return sorted(
        {
            _format(cell, percent=percent)
            for table in tables
            for row in table.rows
            for cell, percent in zip(row, table.percent, strict=True)
            if isinstance(cell, Decimal)
        }
    )


def _format(number: Decimal, *, percent: bool) -> str:
    decimals = decimals_of(number)
    return "#,##0" + (f".{'0' * decimals}" if decimals else "") + ('"%"' if percent else "")


def _rows(sheet: Sheet, formats: list[str]) -> Iterator[tuple[int, list[XlsxCell]]]:
    style = _LINE if sheet.table else _WRAPPED
    for number, line in enumerate(sheet.lines, start=1):
        yield number, [XlsxCell(f"A{number}", _HEADING if number == 1 else style, text=_text(line))]
    if sheet.table is None:
        return
    titles = [
        XlsxCell(f"{letters(column)}{sheet.header}", _HEADER, text=_text(title))
        for column, title in enumerate(sheet.table.titles)
    ]
    yield sheet.header, titles
    for number, row in enumerate(sheet.table.rows, start=sheet.header + 1):
        columns = enumerate(zip(row, sheet.table.percent, strict=True))
        yield number, [_cell(f"{letters(at)}{number}", cell, formats, percent) for at, (cell, percent) in columns]


def _cell(place: str, cell: DownloadCell, formats: list[str], percent: bool) -> XlsxCell:  # noqa: FBT001  # as it is stored
    if isinstance(cell, Decimal):
        return XlsxCell(place, _FIRST_FORMAT + formats.index(_format(cell, percent=percent)), number=f"{cell:f}")
    return XlsxCell(place, _WRAPPED, text=_text(cell))


def _text(text: str) -> str:
    return _ESCAPE_LIKE.sub("_x005F_", text)
