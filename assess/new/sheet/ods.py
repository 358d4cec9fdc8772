"""Sheets of an OpenDocument spreadsheet (.ods): it keeps what each cell shows beside what it holds."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from assess.new.sheet.book import EncryptedError, Sheet
from assess.new.sheet.cells import CellRefusedError, SheetCells
from assess.new.sheet.formats.dates import MONTHS
from assess.new.sheet.grid import Merged

_OF = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{_OF}{name}:1.0}}" for name in ("table", "office", "text", "style"))
_SHOWN = re.compile(r"[-+\u2212(]?[\u00a3$\u20ac]?(?P<number>\d[\d,]*(?:\.(?P<decimals>\d+))?)(?P<per_cent> ?%)?\)?")
_MANIFEST = "META-INF/manifest.xml"
_FAR = 1000  # rows or columns that repeat beyond the table
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_FO = f"{_OF}xsl-fo-compatible:1.0}}"
_COLOUR, _BEHIND = f"{_FO}color", f"{_FO}background-color"
_NOT_SHOWN = (f"{_OFFICE}annotation", f"{_TEXT}note")


def ods_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a spreadsheet, in their order; raises EncryptedError, and other errors where it is damaged."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
            raise EncryptedError
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        root = etree.fromstring(archive.read("content.xml"), parser)
    styles = {each.get(f"{_STYLE}name"): each for each in root.iter(f"{_STYLE}style")}
    return [
        Sheet(
            table.get(f"{_TABLE}name", ""),
            is_hidden=_is_hidden_table(styles.get(table.get(f"{_TABLE}style-name"))),
            is_empty=not any(_text(cell) for cell in table.iter(*_CELLS)),
            read=partial(_cells, table, styles),
        )
        for table in root.iter(f"{_TABLE}table")
    ]


def _is_hidden_table(style: Any) -> bool:
    return style is not None and any(
        each.get(f"{_TABLE}display") == "false" for each in style.iter(f"{_STYLE}table-properties")
    )


def _cells(table: Any, styles: dict[str, Any]) -> SheetCells:
    found = SheetCells()
    _add_hidden_columns(table, styles, found)
    number = comments = 0
    for row in table.iter(f"{_TABLE}table-row"):
        repeated = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        shown = list(_row(row, styles))
        if shown or repeated == 1:
            for at in range(number + 1, number + 1 + repeated):
                for column, cell, text in shown:
                    _add(found, (at, column), cell, text)
        if _is_hidden_row(row, styles):
            found.hidden_rows |= set(range(number + 1, number + 1 + min(repeated, _FAR)))
        comments += sum(1 for _ in row.iter(f"{_OFFICE}annotation"))
        number += repeated
    if comments:
        found.remarks.append(f"{comments} comment{'s' * (comments > 1)} in cells: not read")
    return found


def _row(row: Any, styles: dict[str, Any]) -> Iterator[tuple[int, Any, str | CellRefusedError]]:
    """The cells of a row that hold something: the column, the cell, and what it shows."""
    column = 0
    for cell in row.iter(*_CELLS):
        repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        text: str | CellRefusedError = _text(cell)
        if _is_marked(cell, styles):
            text = CellRefusedError(
                "a cell with raised, lowered or struck-out marks",
                "a plain cell",
                "Delete them, and write a note as [note 1]",
            )
        elif text and _is_unseen(cell, styles):
            text = CellRefusedError(
                "a cell with letters of the colour behind them", "a plain cell", "Delete what is not for readers"
            )
        elif isinstance(text, str) and _is_another_number(text, cell.get(f"{_OFFICE}value")):
            text = CellRefusedError(
                "a number that is shown in thousands or millions, or is not the one that the cell holds",
                "the whole number",
                "Change the format of the cell to Number",
            )
        elif not text and cell.get(f"{_OFFICE}value-type"):
            text = CellRefusedError(
                "a value that its format hides", "a cell that shows what it holds", "Change the format of the cell"
            )
        if text and not cell.tag.endswith("}covered-table-cell"):
            for at in range(column, column + repeated):
                yield at, cell, text
        column += repeated


def _add(found: SheetCells, place: tuple[int, int], cell: Any, text: str | CellRefusedError) -> None:
    if isinstance(text, CellRefusedError):
        found.refused[place] = text
        return
    if cell.get(f"{_OFFICE}value-type") == "date":
        text = _day(cell.get(f"{_OFFICE}date-value", ""), text)
        if isinstance(text, CellRefusedError):
            found.refused[place] = text
            return
        found.dates.add(place)
    found.texts[place] = text
    down, right = (int(cell.get(f"{_TABLE}number-{name}-spanned", "1")) for name in ("rows", "columns"))
    if down > 1 or right > 1:
        found.merged.append(Merged(place[0], place[0] + down - 1, place[1], place[1] + right - 1))


def _add_hidden_columns(table: Any, styles: dict[str, Any], found: SheetCells) -> None:
    at = 0
    for column in table.iter(f"{_TABLE}table-column"):
        repeated = int(column.get(f"{_TABLE}number-columns-repeated", "1"))
        style = styles.get(column.get(f"{_TABLE}style-name"))
        thin = style is not None and _is_thin(style, "table-column-properties", "column-width")
        if thin or column.get(f"{_TABLE}visibility", "visible") != "visible":
            found.hidden_columns |= set(range(at, at + min(repeated, _FAR)))
        at += repeated


def _is_hidden_row(row: Any, styles: dict[str, Any]) -> bool:
    style = styles.get(row.get(f"{_TABLE}style-name"))
    thin = style is not None and _is_thin(style, "table-row-properties", "row-height")
    return thin or row.get(f"{_TABLE}visibility", "visible") != "visible"


def _is_thin(style: Any, part: str, name: str) -> bool:
    """Whether a row or a column has no height or width to speak of."""
    sizes = [each.get(f"{_STYLE}{name}", "") for each in style.iter(f"{_STYLE}{part}")]
    return any(re.fullmatch(r"0(?:\.0\d*)?[a-z]+", size) for size in sizes)


def _day(stored: str, text: str) -> str | CellRefusedError:
    """A day or a month in full, from what is kept and what is shown of it; any other date as it is shown."""
    day = re.match(r"(\d{4})-(\d\d)-(\d\d)", stored)
    if not day or ":" in text:
        return text
    year, month, number = (int(each) for each in day.groups())
    numbers = re.findall(r"\d+", text)
    has_name = MONTHS[month - 1][:3].lower() in text.lower()
    if not ({str(year), f"{year % 100:02}"} & set(numbers)) or len(numbers) + has_name < 2:
        return CellRefusedError(
            "a date without its year, which a program may have made of something else such as 1-4",
            "a text, or a date with its year",
            "Format the cells as Text and type them again",
        )
    in_full = f"{MONTHS[month - 1]} {year}"
    return f"{number} {in_full}" if len(numbers) + has_name == 3 else in_full


def _text(element: Any) -> str:
    """What an element shows, its paragraphs with spaces between, without its comments."""
    parts: list[str] = []

    def walk(each: Any) -> None:
        if each.tag in _NOT_SHOWN:
            return
        parts.append(" " if each.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break", f"{_TEXT}p") else "")
        parts.append(each.text or "")
        for child in each:
            walk(child)
            parts.append(child.tail or "")

    walk(element)
    return " ".join("".join(parts).split())


def _is_unseen(cell: Any, styles: dict[str, Any]) -> bool:
    """Whether the letters of a cell are of the colour behind them, as its own style says."""
    style = styles.get(cell.get(f"{_TABLE}style-name"))
    if style is None:
        return False
    letters = [each.get(_COLOUR) for each in style.iter(f"{_STYLE}text-properties") if each.get(_COLOUR)]
    behind = [each.get(_BEHIND) for each in style.iter(f"{_STYLE}table-cell-properties") if each.get(_BEHIND)]
    plain = [each for each in behind if each != "transparent"] or ["#ffffff"]
    return str((letters or ["#000000"])[-1]).lower() == str(plain[-1]).lower()


def _is_another_number(text: str, stored: str | None) -> bool:
    """Whether a cell shows a number that is further from what it holds than rounding brings it."""
    shown = _SHOWN.fullmatch(text)
    if not shown or not stored:
        return False
    per_cent = 100 if shown["per_cent"] else 1
    number = Decimal(shown["number"].replace(",", "")) / per_cent
    half_of_last = Decimal("0.51").scaleb(-len(shown["decimals"] or "")) / per_cent
    return abs(abs(Decimal(stored)) - number) > half_of_last


def _is_marked(cell: Any, styles: dict[str, Any]) -> bool:
    """Whether a cell, or a run of letters in it, is raised, lowered or struck out."""
    names = [cell.get(f"{_TABLE}style-name"), *(each.get(f"{_TEXT}style-name") for each in cell.iter(f"{_TEXT}span"))]
    for name in names:
        style = styles.get(name)
        for each in style.iter(f"{_STYLE}text-properties") if style is not None else ():
            struck = each.get(f"{_STYLE}text-line-through-style", "none") != "none"
            raised = each.get(f"{_STYLE}text-position", "0%").split()[0] not in ("0%", "baseline")
            if struck or raised:
                return True
    return False
