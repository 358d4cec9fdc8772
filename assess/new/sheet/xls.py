"""Sheets of an old Excel workbook (.xls) as Excel shows them."""

from __future__ import annotations

import io
import re
from functools import partial
from typing import Any

from assess.new.sheet.book import EncryptedError, Sheet
from assess.new.sheet.cells import CellRefusedError, SheetCells
from assess.new.sheet.colours import are_unseen
from assess.new.sheet.grid import LOWEST, NARROWEST, Area

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = _FILLED = range(1, 6)  # kinds of cells that hold something
_SUPERSCRIPT, _SUBSCRIPT = 1, 2
_NO_FILL, _SOLID = 0, 1
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_AUTOMATIC = frozenset({64, 0x7FFF})  # the colour of letters that nobody chose
_CONDITIONAL = re.compile(r"CONDFMT .*\n\*\*\* in Sheet (\d+)")  # what xlrd says of one that it passes over
_TWIPS, _PARTS = 20, 256  # in a point, for rows; in a letter, for columns


def xls_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook, in their order; raises EncryptedError, or what xlrd does where it is damaged."""
    import xlrd  # it is wanted for old workbooks alone

    if _ENCRYPTED in content:
        raise EncryptedError
    try:
        log = io.StringIO()
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=log, verbosity=1)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise EncryptedError from None
        raise
    conditional = {int(number) for number in _CONDITIONAL.findall(log.getvalue())}
    return [
        Sheet(
            each.name,
            is_hidden=bool(each.visibility),
            is_empty=not any(kind in _FILLED for row in range(each.nrows) for kind in each.row_types(row)),
            read=partial(_cells, book, each, has_conditions=each.number in conditional),
        )
        for each in book.sheets()
    ]


def _cells(book: Any, sheet: Any, *, has_conditions: bool) -> SheetCells:
    from xlrd.biffh import error_text_from_code

    found = SheetCells()
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            at = (row + 1, column)
            if cell.ctype not in _FILLED:
                continue
            style = book.xf_list[cell.xf_index]
            runs = [run for _, run in sheet.rich_text_runlist_map.get((row, column), ())]
            if any(_is_marked(book.font_list[font]) for font in (style.font_index, *runs)):
                found.refused[at] = CellRefusedError(
                    "a cell with raised, lowered or struck-out marks",
                    "a plain cell",
                    "In Excel, delete them, and write a note as [note 1]",
                )
                continue
            if _is_unseen(book, style):
                found.refused[at] = CellRefusedError(
                    "a cell with letters of the colour behind them",
                    "a plain cell",
                    "In Excel, delete what is not for readers",
                )
                continue
            value = cell.value
            if cell.ctype == _BOOLEAN:
                value = bool(value)
            elif cell.ctype == _ERROR:
                value = error_text_from_code.get(value, "#N/A")
            form = book.format_map[style.format_key].format_str
            found.add(at, value, form, from_1904=bool(book.datemode))
            if value == 0 and not sheet.show_zero_values:
                found.hide_zero(at)
    found.merged += [Area(top + 1, bottom, left, right - 1) for top, bottom, left, right in sheet.merged_cells]
    found.hidden_rows |= {
        number + 1 for number, row in sheet.rowinfo_map.items() if row.hidden or row.height < LOWEST * _TWIPS
    }
    found.hidden_columns |= {
        number for number, column in sheet.colinfo_map.items() if column.hidden or column.width < NARROWEST * _PARTS
    }
    if has_conditions:
        found.refuse_conditional()
    if sheet.cell_note_map:
        comments = len(sheet.cell_note_map)
        found.remarks.append(f"{comments} comment{'s' * (comments > 1)} in cells: not read")
    return found


def _is_unseen(book: Any, style: Any) -> bool:
    """Whether the letters of a cell are of the colour that is behind them."""
    letters = book.font_list[style.font_index].colour_index
    behind = style.background
    if behind.fill_pattern not in (_NO_FILL, _SOLID):
        return False
    of_letters = _BLACK if letters in _AUTOMATIC else book.colour_map.get(letters)
    of_cell = _WHITE if behind.fill_pattern == _NO_FILL else book.colour_map.get(behind.pattern_colour_index)
    return (
        of_letters is not None and of_cell is not None and are_unseen(_hexadecimal(of_letters), _hexadecimal(of_cell))
    )


def _hexadecimal(colour: tuple[int, int, int]) -> str:
    return "".join(f"{part:02X}" for part in colour)


def _is_marked(font: Any) -> bool:
    return font.escapement in (_SUPERSCRIPT, _SUBSCRIPT) or bool(font.struck_out)
