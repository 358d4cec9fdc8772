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
from assess.new.sheet.colours import are_unseen
from assess.new.sheet.formats.dates import MONTHS
from assess.new.sheet.grid import LOWEST, NARROWEST, Area

_OF = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{_OF}{name}:1.0}}" for name in ("table", "office", "text", "style"))
_SHOWN = re.compile(r"[-+\u2212(]?[\u00a3$\u20ac]?(?P<number>\d[\d,]*(?:\.(?P<decimals>\d+))?)(?P<per_cent> ?%)?\)?")
_MANIFEST, _NAMED = "META-INF/manifest.xml", "styles.xml"
_CONDITIONS = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CORNERS = re.compile(r"\.\$?([A-Z]+)\$?(\d+)")
_FAR = 1000  # rows or columns that repeat beyond the table
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_FO = f"{_OF}xsl-fo-compatible:1.0}}"
_COLOUR, _BEHIND = f"{_FO}color", f"{_FO}background-color"
_DATA_STYLE = f"{_STYLE}data-style-name"
_HEXADECIMAL = re.compile(r"#[0-9A-Fa-f]{6}")
_DRAW, _SVG = f"{_OF}drawing:1.0}}", f"{_OF}svg-compatible:1.0}}"
_LENGTH = re.compile(r"(-?[\d.]+)(in|cm|mm|pt)")
_PER_INCH = {"in": 1.0, "cm": 2.54, "mm": 25.4, "pt": 72.0}
_WIDE, _HIGH, _LETTER = 0.889, 0.178, 0.08  # inches of a column and a row as they come, and of a letter
_DEEPEST = 10  # styles that take the rest from one another
_NOT_SHOWN = (f"{_OFFICE}annotation", f"{_TEXT}note")


def ods_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a spreadsheet, in their order; raises EncryptedError, and other errors where it is damaged."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
            raise EncryptedError
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        root = etree.fromstring(archive.read("content.xml"), parser)
        named = etree.fromstring(archive.read(_NAMED), parser) if _NAMED in archive.namelist() else None
    roots = [each for each in (named, root) if each is not None]
    styles = {each.get(f"{_STYLE}name"): each for every in roots for each in every.iter(f"{_STYLE}style")}
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
    for place in _changed_by_condition(table, styles, found):
        found.refused[place] = _CHANGED
    for area in _drawn(table):
        found.cover(area)
    if comments:
        found.remarks.append(f"{comments} comment{'s' * (comments > 1)} in cells: not read")
    return found


_CHANGED = CellRefusedError(
    "a cell whose conditional format changes the number that it shows",
    "a cell that shows its number",
    "Clear the conditional formats of the cells",
)


def _changed_by_condition(table: Any, styles: dict[str, Any], found: SheetCells) -> Iterator[tuple[int, int]]:
    """The cells with a conditional format whose style has a number format of its own, or letters that are not seen."""
    for formats in table.iter(f"{_CONDITIONS}conditional-format"):
        rules = [*formats.iter(f"{_CONDITIONS}condition")]
        hidden = any(each.get(f"{_CONDITIONS}show-value") == "false" for each in formats.iter())
        if not hidden and not any(_hides(each.get(f"{_CONDITIONS}apply-style-name"), styles) for each in rules):
            continue
        for corners in formats.get(f"{_CONDITIONS}target-range-address", "").split():
            ends = [(int(row), _number(letters)) for letters, row in _CORNERS.findall(corners)]
            (top, left), (bottom, right) = ends[0], ends[-1]
            yield from (place for place in found.texts if top <= place[0] <= bottom and left <= place[1] <= right)


def _drawn(table: Any) -> Iterator[Area]:
    """The cells under each picture, chart or shape, from the cell that it hangs on to the one where it ends.

    One that hangs on the page ends nowhere: columns and rows are taken to be as wide and high as they come.
    """
    if next(table.iter(f"{_DRAW}*"), None) is None:
        return
    number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        column = 0
        for cell in row.iter(*_CELLS):
            for each in cell.iterchildren():
                if str(each.tag).startswith(_DRAW):
                    yield _area(each, number, column)
            column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        number += int(row.get(f"{_TABLE}number-rows-repeated", "1"))
    for each in table.iterfind(f"{_TABLE}shapes/*"):
        x, y = (_inches(each.get(f"{_SVG}{name}", "")) for name in "xy")
        yield _area(each, int(y / _HIGH), int(x / _WIDE))


def _area(drawing: Any, row: int, column: int) -> Area:
    end = _CORNERS.search(drawing.get(f"{_TABLE}end-cell-address", ""))
    if end:
        return Area(row + 1, int(end[2]), column, _number(end[1]))
    wide, high = (_inches(drawing.get(f"{_SVG}{name}", "")) for name in ("width", "height"))
    return Area(row + 1, row + 1 + int(high / _HIGH), column, column + int(wide / _WIDE))


def _inches(length: str) -> float:
    """A length in inches; nothing where it is none that is known here."""
    size = _LENGTH.fullmatch(length)
    return float(size[1]) / _PER_INCH[size[2]] if size else 0.0


def _number(letters: str) -> int:
    """The number of a column, from 0, by its letters."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _hides(name: str | None, styles: dict[str, Any]) -> bool:
    """Whether a style that a condition applies shows something else than the number; one that is not known may."""
    chain = _chain(name, styles)
    struck = _found_in(chain, "text-properties", f"{_STYLE}text-line-through-style") not in ("", "none")
    return not chain or any(each.get(_DATA_STYLE) for each in chain[:1]) or struck or _are_unseen(chain)


def _chain(name: str | None, styles: dict[str, Any]) -> list[Any]:
    """A style and those that it takes the rest from."""
    chain: list[Any] = []
    while name in styles and len(chain) < _DEEPEST:
        chain.append(styles[name])
        name = styles[name].get(f"{_STYLE}parent-style-name")
    return chain


def _found_in(chain: list[Any], part: str, name: str) -> str:
    """What the first style of a chain that says it says of something."""
    said = (each.get(name) for style in chain for each in style.iter(f"{_STYLE}{part}"))
    return next((each for each in said if each), "")


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
        elif text and _is_conditional(cell, styles):
            text = _CHANGED
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
    if cell.get(f"{_OFFICE}value"):
        found.numbers.add(place)
    found.texts[place] = text
    down, right = (int(cell.get(f"{_TABLE}number-{name}-spanned", "1")) for name in ("rows", "columns"))
    if down > 1 or right > 1:
        found.merged.append(Area(place[0], place[0] + down - 1, place[1], place[1] + right - 1))


def _add_hidden_columns(table: Any, styles: dict[str, Any], found: SheetCells) -> None:
    at = 0
    for column in table.iter(f"{_TABLE}table-column"):
        repeated = int(column.get(f"{_TABLE}number-columns-repeated", "1"))
        style = styles.get(column.get(f"{_TABLE}style-name"))
        thin = style is not None and _is_thin(style, "table-column-properties", "column-width", NARROWEST * _LETTER)
        if thin or column.get(f"{_TABLE}visibility", "visible") != "visible":
            found.hidden_columns |= set(range(at, at + min(repeated, _FAR)))
        at += repeated


def _is_hidden_row(row: Any, styles: dict[str, Any]) -> bool:
    style = styles.get(row.get(f"{_TABLE}style-name"))
    thin = style is not None and _is_thin(style, "table-row-properties", "row-height", LOWEST / _PER_INCH["pt"])
    return thin or row.get(f"{_TABLE}visibility", "visible") != "visible"


def _is_thin(style: Any, part: str, name: str, least: float) -> bool:
    """Whether a row or a column is lower or narrower than what can be read, in inches."""
    sizes = [each.get(f"{_STYLE}{name}", "") for each in style.iter(f"{_STYLE}{part}")]
    return any(size and _inches(size) < least for size in sizes)


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
    return _are_unseen(_chain(cell.get(f"{_TABLE}style-name"), styles))


def _are_unseen(chain: list[Any]) -> bool:
    letters = _found_in(chain, "text-properties", _COLOUR) or "#000000"
    behind = _found_in(chain, "table-cell-properties", _BEHIND)
    behind = "#ffffff" if behind in ("", "transparent") else behind
    known = all(_HEXADECIMAL.fullmatch(each) for each in (letters, behind))
    return known and are_unseen(letters[1:], behind[1:])


def _is_conditional(cell: Any, styles: dict[str, Any]) -> bool:
    """Whether the style of a cell applies another, which shows something else, where a condition holds."""
    style = styles.get(cell.get(f"{_TABLE}style-name"))
    maps = style.iter(f"{_STYLE}map") if style is not None else ()
    return any(_hides(each.get(f"{_STYLE}apply-style-name"), styles) for each in maps)


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
