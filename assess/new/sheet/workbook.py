"""One sheet of a workbook as a grid: each cell as Excel shows it, and what is hidden said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from assess.new.sheet.book import EncryptedError, Sheet
from assess.new.sheet.cells import SheetCells
from assess.new.sheet.grid import Grid, letters
from assess.new.sheet.ods import ods_sheets
from assess.new.sheet.xls import xls_sheets
from assess.new.sheet.xlsb import xlsb_sheets
from assess.new.sheet.xlsx import xlsx_sheets
from redaction.data.csv_table import TableRow
from redaction.data.encodings import MARKUP
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.suggestions import expected_one_of

Answer = TypeVar("Answer")

_LARGEST = 20_000_000
_MARK = re.compile(r"\[?note (\d+)\]?", re.IGNORECASE)
_WIDEST = 1000  # columns
_ODS = b"application/vnd.oasis.opendocument"
_OLD, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"  # the first is also the wrapping of a workbook with a password
_OF_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"


def read_workbook(path: Path, name: str, sheet: str | None, *, is_open: bool) -> Grid:
    """The sheet with a name or number, or the only one that shows something; raises ProblemsFoundError.

    `name` is what messages call the file.
    """
    sheets = _opened(path, name)
    chosen = _chosen(sheets, name, sheet, is_open=is_open)
    number = sheets.index(chosen) + 1
    named = f' "{chosen.title}"' if is_open else ""
    remarks = [f"sheet {number}{named} was read"] if len(sheets) > 1 else []
    remarks += [_hidden_sheet(at, each, is_open=is_open) for at, each in enumerate(sheets, 1) if each.is_hidden]
    cells = _undamaged(name, path.read_bytes()[:200], chosen.read)
    if cells.refused:
        raise ProblemsFoundError(_faults(cells, name))
    return Grid(
        name,
        _rows(cells, name),
        tuple(cells.merged),
        frozenset(cells.hidden_rows),
        frozenset(cells.hidden_columns),
        (*remarks, *cells.remarks),
        is_open,
        frozenset(cells.dates),
        notes=_notes(each for each in sheets if each is not chosen and not each.is_hidden and not each.is_empty),
    )


def _notes(sheets: Iterable[Sheet]) -> dict[str, str]:
    """The notes that sheets called notes explain: a mark in the first cell of a row, its text in the second."""
    found: dict[str, str] = {}
    for sheet in sheets:
        texts = sheet.read().texts if "note" in sheet.title.lower() else {}
        for (row, column), text in texts.items():
            mark = _MARK.fullmatch(text)
            if mark and (row, column + 1) in texts:
                found[f"[note {mark[1]}]"] = f"[note {mark[1]}] {texts[row, column + 1]}"
    return found


def _opened(path: Path, name: str) -> list[Sheet]:
    """The sheets of a workbook of any kind that councils use."""
    if path.stat().st_size > _LARGEST:
        expected = "one of less than 20 MB: a sheet with one table"
        raise ProblemsFoundError([Problem("intake-file", name, 0, "a workbook that is too large", expected)])
    content = path.read_bytes()
    return _undamaged(name, content, lambda: _reader(content, name)(content))


def _undamaged(name: str, content: bytes, read: Callable[[], Answer]) -> Answer:
    """What is read of a workbook; raises ProblemsFoundError where it has a password or is damaged."""
    try:
        return read()
    except ProblemsFoundError:
        raise
    except EncryptedError:
        found, expected, advice = "a workbook with a password", "one without", "In Excel, save it without a password"
    except Exception:  # noqa: BLE001  # a damaged workbook fails in many ways, and what it says may quote cells
        found, expected = _damaged(content), "a workbook that Excel opens"
        advice = "Open it in the program that it comes from, and save it again as .xlsx"
    raise ProblemsFoundError([Problem("intake-file", name, 0, found, expected, advice)])


def _reader(content: bytes, name: str) -> Callable[[bytes], list[Sheet]]:
    """What reads a file of its kind, by what it holds and not by what it is called."""
    if content.startswith(_OLD):
        return xls_sheets
    if content.startswith(_ZIP):
        if _ODS in content[:200]:
            return ods_sheets
        if b"xl/workbook.bin" in content:
            return xlsb_sheets
        return xlsx_sheets
    if MARKUP.match(content):
        found = (
            "an XML spreadsheet of 2003" if _OF_2003 in content[:4096] else "a web page that calls itself a workbook"
        )
        advice = "Open it in Excel and save it as an Excel workbook (.xlsx)"
        raise ProblemsFoundError([Problem("intake-file", name, 0, found, "a workbook in .xlsx", advice)])
    if _is_text(content):
        found, advice = "a text file that calls itself a workbook", "Give it a name that ends in .csv"
        raise ProblemsFoundError([Problem("intake-file", name, 0, found, "a workbook in .xlsx", advice)])
    return xlsx_sheets


def _is_text(content: bytes) -> bool:
    """Whether a file is lines of text with a sign between cells, as a CSV that was given another name."""
    head = content[:4096]
    return b"\0" not in head and any(sign in head for sign in (b",", b";", b"\t", b"|")) and b"\n" in head


def _damaged(content: bytes) -> str:
    """What a workbook that cannot be read is called."""
    if content.startswith(_OLD):
        return "a damaged Excel workbook of the old kind (.xls)"
    if not content:
        return "an empty file"
    if content.startswith(_ZIP):
        return "a damaged OpenDocument spreadsheet (.ods)" if _ODS in content[:200] else "a damaged workbook"
    return "a file that is no workbook"


def _faults(cells: SheetCells, name: str) -> list[Problem]:
    """Cells that cannot be published, those of one kind together: how many, and the first three."""
    kinds: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    for place, error in sorted(cells.refused.items()):
        kinds.setdefault((error.found, error.expected, error.advice), []).append(place)
    problems = []
    for (found, expected, advice), places in kinds.items():
        first = places[0]
        others = ", ".join(f"{letters(column)}{row}" for row, column in places[1:3])
        count = len(places) - 1
        named = f"in {count} other cells such as {others}" if count > 1 else f"in {others}"
        more = f", and {named}" if count else ""
        where = f"row {first[0]}, column {letters(first[1])}"
        problems.append(Problem("intake-cell", name, first[0], found + more, expected, advice, place=where))
    return problems


def _rows(cells: SheetCells, name: str) -> tuple[TableRow, ...]:
    """The rows that show something, all as wide as the widest."""
    width = max((column for _, column in cells.texts), default=-1) + 1
    if width > _WIDEST:
        found = f"something in column {letters(width - 1)}, far from the table"
        raise ProblemsFoundError(
            [Problem("intake-file", name, 0, found, f"at most {_WIDEST} columns", "Delete it in Excel")]
        )
    rows: dict[int, list[str]] = {}
    for (row, column), text in cells.texts.items():
        if row not in rows:
            rows[row] = [""] * width
        rows[row][column] = text
    return tuple(TableRow(number, tuple(rows[number])) for number in sorted(rows))


def _chosen(sheets: Sequence[Sheet], name: str, wanted: str | None, *, is_open: bool) -> Sheet:
    """The sheet that is asked for, by its title, else its number, or the only one that shows something."""
    named = {str(at): each for at, each in enumerate(sheets, 1)} | {each.title: each for each in sheets}
    if wanted is not None:
        if wanted not in named:
            expected = expected_one_of(wanted, "sheet", named) if is_open else f"a number from 1 to {len(sheets)}"
            raise ProblemsFoundError([Problem("intake-sheet", name, 0, "no sheet of that name or number", expected)])
        if named[wanted].is_hidden:
            advice = "In Excel, show it first, if it is meant for readers"
            raise ProblemsFoundError(
                [Problem("intake-sheet", name, 0, "a hidden sheet", "one that Excel shows", advice)]
            )
        return named[wanted]
    filled = [each for each in sheets if not each.is_hidden and not each.is_empty]
    if len(filled) != 1:
        told = ", ".join(f'"{each.title}"' if is_open else str(sheets.index(each) + 1) for each in filled)
        found = f"{len(filled)} sheets: {told}" if filled else "no sheet that shows something"
        raise ProblemsFoundError(
            [Problem("intake-sheet", name, 0, found, "one of them, by --sheet NAME or --sheet NUMBER")]
        )
    return filled[0]


def _hidden_sheet(number: int, sheet: Sheet, *, is_open: bool) -> str:
    named = f' "{sheet.title}"' if is_open else ""
    return f"sheet {number}{named} is hidden: not read. Look at it before you pass the workbook on"
