"""One sheet of an Excel workbook as a grid: each cell as Excel shows it, and what is hidden said."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from assess.new.sheet.grid import Grid, Merged, letters
from redaction.data.csv_table import TableRow
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.suggestions import expected_one_of

_LARGEST = 20_000_000
_OLD = b"\xd0\xcf\x11\xe0"  # the old format, and the wrapping of a workbook with a password
_QUOTED = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.")
_DECIMALS = re.compile(r"0(?:\.(?P<decimals>0+))?(?P<scaled>,*)(?:%|[^0#.?,]|$)")
_AS_STORED = re.compile(r"general|@|.*e\+.*")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def read_workbook(path: Path, name: str, sheet: str | None, *, is_open: bool) -> Grid:
    """The sheet with a name or number, or the only one that shows something; raises ProblemsFoundError.

    `name` is what messages call the file.
    """
    shown, stored = _opened(path, name)
    remarks = [
        _hidden_sheet(at, each, is_open=is_open) for at, each in enumerate(shown.worksheets, 1) if _is_hidden(each)
    ]
    chosen = _chosen(shown.worksheets, name, sheet, is_open=is_open)
    formulas = stored.worksheets[shown.worksheets.index(chosen)]
    problems: list[Problem] = []
    rows = []
    for cells, originals in zip(chosen.iter_rows(), formulas.iter_rows(), strict=True):
        texts = []
        for cell, original in zip(cells, originals, strict=True):
            try:
                texts.append(_text(cell, has_formula=original.data_type == "f"))
            except ValueError as error:
                found, expected = error.args
                place = f"row {cell.row}, column {letters(cell.column - 1)}"
                problems.append(Problem("intake-cell", name, cell.row, found, expected, place=place))
        rows.append(TableRow(cells[0].row, tuple(texts)))
    if problems:
        raise ProblemsFoundError(problems)
    comments = sum(cell.comment is not None for row in chosen.iter_rows() for cell in row)
    if comments:
        remarks.append(f"{comments} comment{'s' * (comments > 1)} in cells: not read")
    return Grid(
        name,
        tuple(rows),
        tuple(Merged(each.min_row, each.max_row, each.min_col - 1, each.max_col - 1) for each in chosen.merged_cells),
        frozenset(number for number, row in chosen.row_dimensions.items() if row.hidden),
        frozenset(_hidden_columns(chosen)),
        tuple(remarks),
        is_open,
    )


def _opened(path: Path, name: str) -> tuple[Any, Any]:
    """The workbook twice: with the results of its formulas, and with the formulas."""
    import openpyxl  # it takes a quarter of a second, which the other commands need not wait for

    with path.open("rb") as file:
        signature = file.read(len(_OLD))
    if signature == _OLD:
        advice = "Save it in Excel as .xlsx, without a password"
        raise ProblemsFoundError(
            [Problem("intake-file", name, 0, "an old or encrypted Excel workbook", "one of .xlsx", advice)]
        )
    if path.stat().st_size > _LARGEST:
        expected = "one of less than 20 MB: a sheet with one table"
        raise ProblemsFoundError([Problem("intake-file", name, 0, "a workbook that is too large", expected)])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it cannot keep, such as conditional formats, is not wanted here
            return openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    except Exception:  # noqa: BLE001  # a damaged workbook fails in many ways, and what it says may quote cells
        advice = "Open it in Excel and save it again as .xlsx"
        raise ProblemsFoundError(
            [Problem("intake-file", name, 0, "a file that is no Excel workbook", "one", advice)]
        ) from None


def _chosen(sheets: list[Any], name: str, wanted: str | None, *, is_open: bool) -> Any:
    """The sheet that is asked for, by its name or number, or the only one that shows something."""
    names = {each.title: each for each in sheets} | {str(at): each for at, each in enumerate(sheets, 1)}
    if wanted is not None:
        if wanted not in names:
            expected = expected_one_of(wanted, "sheet", names) if is_open else f"a number from 1 to {len(sheets)}"
            raise ProblemsFoundError([Problem("intake-sheet", name, 0, "no sheet of that name or number", expected)])
        if _is_hidden(names[wanted]):
            advice = "In Excel, show it first, if it is meant for readers"
            raise ProblemsFoundError(
                [Problem("intake-sheet", name, 0, "a hidden sheet", "one that Excel shows", advice)]
            )
        return names[wanted]
    filled = [each for each in sheets if not _is_hidden(each) and _shows_something(each)]
    if len(filled) != 1:
        told = ", ".join(f'"{each.title}"' if is_open else str(sheets.index(each) + 1) for each in filled)
        found = f"{len(filled)} sheets: {told}" if filled else "no sheet that shows something"
        raise ProblemsFoundError(
            [Problem("intake-sheet", name, 0, found, "one of them, by --sheet NAME or --sheet NUMBER")]
        )
    return filled[0]


def _is_hidden(sheet: Any) -> bool:
    return bool(sheet.sheet_state != "visible")


def _shows_something(sheet: Any) -> bool:
    return any(cell is not None for row in sheet.iter_rows(values_only=True) for cell in row)


def _hidden_sheet(number: int, sheet: Any, *, is_open: bool) -> str:
    named = f' "{sheet.title}"' if is_open else ""
    return f"sheet {number}{named} is hidden: not read. Look at it before you pass the workbook on"


def _hidden_columns(sheet: Any) -> Iterable[int]:
    """The numbers of hidden columns, from 0; one entry of a workbook may stand for several."""
    for each in sheet.column_dimensions.values():
        if each.hidden:
            yield from range(each.min - 1, each.max)


def _text(cell: Any, *, has_formula: bool) -> str:
    """A cell as Excel shows it; raises ValueError with what was found and what was expected."""
    value, form = cell.value, _QUOTED.sub("", (cell.number_format or "General").split(";")[0]).strip().lower()
    if value is None:
        if has_formula:
            raise ValueError("a formula without its result", "a workbook that was saved by Excel")
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return _date(value, form)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return " ".join(str(value).split())
    return _number(value, form)


def _date(value: dt.date, form: str) -> str:
    month = f"{_MONTHS[value.month - 1]} {value.year}"
    if "d" in form:
        return f"{value.day} {month}"
    return month if "m" in form else str(value.year)


def _number(value: float, form: str) -> str:
    """A number with the decimals that its format shows; one in the general format as Excel keeps it."""
    number = Decimal(format(value, ".15g"))
    number = number * 100 if "%" in form else number
    shown = _DECIMALS.search(form)
    if shown and not _AS_STORED.fullmatch(form):
        if shown["scaled"]:
            raise ValueError(
                "a number that Excel shows in thousands", "the whole number: change the format of the cell"
            )
        number = number.quantize(Decimal(1).scaleb(-len(shown["decimals"] or "")), ROUND_HALF_UP)
    return f"{number:f}" + ("%" if "%" in form else "")
