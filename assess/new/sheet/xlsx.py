"""Sheets of an Excel workbook (.xlsx, .xlsm, and Strict Open XML) as Excel shows them."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Any

from assess.new.sheet.book import Sheet
from assess.new.sheet.cells import CellRefusedError, SheetCells
from assess.new.sheet.colours import BLACK, WHITE, are_unseen, tinted
from assess.new.sheet.drawings import covered
from assess.new.sheet.grid import LOWEST, NARROWEST, Area

_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# A cell that has a formula and no result; a text result may be empty.
_UNRESOLVED = re.compile(
    rb'<(?:\w+:)?c\b(?![^>]*\bt="str")[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*'
    rb"<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
# A conditional format of the newer kind, with a number format, a hidden number, or letters white or struck out,
# which openpyxl does not keep.
_EXTENDED = re.compile(
    rb"<x14:cfRule\b(?:(?!</x14:cfRule>).)*?(?:<(?:\w+:)?numFmt\b|showValue=\"0\"|<(?:\w+:)?strike\b|"
    rb"<(?:\w+:)?color\b[^>]*(?:rgb=\"FFFFFFFF\"|theme=\"0\"))",
    re.DOTALL,
)
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_SMALLEST = 3  # points of letters that can be read
_UNSET = "00000000"  # what openpyxl has for a colour that the file does not name
_OF_THEME = {0: WHITE, 1: BLACK}
_OF_INDEX = {0: BLACK, 1: WHITE, 8: BLACK, 9: WHITE, 64: BLACK, 65: WHITE}


def xlsx_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook, in their order; raises what openpyxl does where it is damaged."""
    content = _transitional(content)
    book, parts = _opened(content)
    return [
        Sheet(
            each.title,
            is_hidden=each.sheet_state != "visible",
            is_empty=not any(cell.value is not None for cell in _kept(each).values()),
            read=partial(_cells, each, content, parts[each.title]),
        )
        for each in book.worksheets
    ]


def _opened(content: bytes) -> tuple[Any, dict[str, str]]:
    """The workbook, days as the numbers that Excel keeps, and the part of the file for each sheet."""
    from openpyxl.reader.excel import ExcelReader  # it takes a quarter of a second, which others need not wait for

    class Reader(ExcelReader):  # type: ignore[misc]  # openpyxl has no types
        def read_worksheets(self) -> None:
            self.wb._date_formats = self.wb._timedelta_formats = set()  # noqa: SLF001  # openpyxl guesses which formats are days
            super().read_worksheets()

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it cannot keep, such as pictures, is not wanted here
        reader = Reader(io.BytesIO(content), data_only=True, rich_text=True)
        reader.read()
    return reader.wb, {sheet.name: part.target for sheet, part in reader.parser.find_sheets()}


def _kept(sheet: Any) -> dict[tuple[int, int], Any]:
    """The cells that the file holds; the public ways of openpyxl make every cell up to the last."""
    return dict(sheet._cells)  # noqa: SLF001  # as above


def _transitional(content: bytes) -> bytes:
    """A workbook in Strict Open XML with the names that other programs use; any other as it is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        book = next((name for name in names if name.endswith("workbook.xml")), "")
        if not book or b"http://purl.oclc.org/ooxml/" not in archive.read(book):
            return content
        rewritten = io.BytesIO()
        with zipfile.ZipFile(rewritten, "w") as new:
            for name in names:
                part = archive.read(name)
                for strict, other in _STRICT.items():
                    part = part.replace(strict, other)
                new.writestr(name, part)
    return rewritten.getvalue()


def _cells(sheet: Any, content: bytes, part: str) -> SheetCells:
    from openpyxl.utils import column_index_from_string
    from openpyxl.utils.datetime import MAC_EPOCH, to_excel

    found = SheetCells()
    book = sheet.parent
    from_1904 = book.epoch == MAC_EPOCH
    faults = [_font_fault(font) for font in book._fonts]  # noqa: SLF001  # styles are kept by their number
    for (row, column), cell in _kept(sheet).items():
        value, at = cell.value, (row, column - 1)
        if value is None:
            continue
        fault = _run_fault(value) or faults[cell._style.fontId] or _unseen(cell)  # noqa: SLF001  # as above
        if fault:
            found.refused[at] = _styled(fault)
            continue
        if isinstance(value, dt.date | dt.time | dt.timedelta):
            value = to_excel(value, book.epoch)
        elif not isinstance(value, bool | int | float):
            value = _CODED.sub(lambda match: chr(int(match[1], 16)), str(value))
        found.add(at, value, cell.number_format, from_1904=from_1904)
        if value == 0 and sheet.sheet_view.showZeros is False:
            found.hide_zero(at)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        raw = archive.read(part.removeprefix("/"))
        areas = list(covered(archive, part))
    for letters, number in _UNRESOLVED.findall(raw):
        place = int(number), column_index_from_string(letters.decode()) - 1
        found.refused[place] = CellRefusedError(
            "a formula without its result", "a workbook that was saved by Excel", "Open it in Excel and save it"
        )
    for place in _changed_by_condition(sheet, raw, [*found.texts]):
        found.refused[place] = CellRefusedError(
            "a cell whose conditional format changes the number that it shows",
            "a cell that shows its number",
            "In Excel, clear the conditional formats of the cells",
        )
    for area in areas:
        found.cover(area)
    # A row whose height was set and is not given has none.
    rows = (row for row in _ROW.findall(raw) if b'customHeight="1"' in row and b" ht=" not in row)
    found.hidden_rows |= {int(number[1]) for number in map(_NUMBER.search, rows) if number}
    _add_layout(sheet, found)
    return found


def _run_fault(value: Any) -> str:
    """What is odd about a part of a text: raised, lowered, or struck out."""
    if not isinstance(value, list):  # a text of several parts is a list of them
        return ""
    return next(filter(None, (_font_fault(run.font) for run in value if not isinstance(run, str))), "")


def _font_fault(font: Any) -> str:
    if font is None:
        return ""
    if font.vertAlign in ("superscript", "subscript"):
        return "raised marks" if font.vertAlign == "superscript" else "lowered marks"
    if font.sz is not None and font.sz < _SMALLEST:
        return "letters too small to be read"
    return "letters that are struck out" if font.strike else ""


def _unseen(cell: Any) -> str:
    """Whether the letters of a cell are of the colour that is behind them."""
    letters, behind = _letters_of(cell), _behind(cell)
    if not letters or not behind or not are_unseen(letters, behind):
        return ""
    return "white letters on white" if letters == behind == WHITE else "letters of the colour behind them"


def _letters_of(cell: Any) -> str:
    return BLACK if cell.font.color is None else _colour(cell.font.color)


def _behind(cell: Any) -> str:
    """The colour behind the letters of a cell; nothing where it is a pattern."""
    if cell.fill.fill_type not in (None, "solid"):
        return ""
    return WHITE if cell.fill.fill_type is None else _colour(cell.fill.fgColor)


def _colour(color: Any) -> str:
    """A colour as six hexadecimal digits; nothing where it is not known here."""
    if color.type == "theme":
        return tinted(_OF_THEME[color.theme], color.tint or 0) if color.theme in _OF_THEME else ""
    if color.type == "indexed":
        return _OF_INDEX.get(color.indexed, "")
    return str(color.rgb)[-6:].upper() if color.type == "rgb" else ""


def _styled(fault: str) -> CellRefusedError:
    advice = {
        "raised marks": "In Excel, delete them, and write a note as [note 1]",
        "lowered marks": "In Excel, type them as letters of the usual kind",
    }
    return CellRefusedError(
        f"a cell with {fault}", "a plain cell", advice.get(fault, "In Excel, delete what is not for readers")
    )


def _changed_by_condition(sheet: Any, raw: bytes, places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cells with a conditional format that has a number format of its own, or that hides the number.

    Whether a condition holds is not worked out: that a number may be hidden is enough.
    """
    ranges = [
        (rule, each) for cells in sheet.conditional_formatting for rule in cells.rules for each in cells.sqref.ranges
    ]
    extended = _EXTENDED.search(raw)
    kept = _kept(sheet)
    for row, column in places:
        rules = (
            rule
            for rule, each in ranges
            if each.min_row <= row <= each.max_row and each.min_col <= column + 1 <= each.max_col
        )
        if extended or any(_changes(rule, kept[row, column + 1]) for rule in rules):
            yield row, column


def _changes(rule: Any, cell: Any) -> bool:
    """Whether a conditional format shows something else than the number of a cell, or nothing that can be read."""
    if any(part is not None and part.showValue is False for part in (rule.dataBar, rule.iconSet)):
        return True
    look = rule.dxf
    if look is None:
        return False
    font, fill = look.font, look.fill
    letters = _letters_of(cell) if font is None or font.color is None else _colour(font.color)
    has_fill = fill is not None and fill.bgColor is not None and fill.bgColor.rgb != _UNSET
    behind = _colour(fill.bgColor) if has_fill else _behind(cell)
    unseen = bool(letters and behind and are_unseen(letters, behind))
    return look.numFmt is not None or unseen or bool(font is not None and font.strike)


def _add_layout(sheet: Any, found: SheetCells) -> None:
    """Merged cells, hidden rows and columns, and comments."""
    from openpyxl.utils import column_index_from_string

    found.merged += [
        Area(each.min_row, each.max_row, each.min_col - 1, each.max_col - 1) for each in sheet.merged_cells.ranges
    ]
    found.hidden_rows |= {
        number
        for number, row in sheet.row_dimensions.items()
        if row.hidden or (row.height is not None and row.height < LOWEST)
    }
    for each in sheet.column_dimensions.values():
        if each.hidden or (each.customWidth and each.width < NARROWEST):
            first = each.min or column_index_from_string(each.index)
            found.hidden_columns |= set(range(first - 1, each.max or first))
    comments = sum(cell.comment is not None for cell in _kept(sheet).values())
    if comments:
        found.remarks.append(f"{comments} comment{'s' * (comments > 1)} in cells: not read")
