"""Excel workbooks as analysts make them, written for the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assess.new.sheet.grid import Grid
from assess.new.sheet.workbook import read_workbook

Rows = Iterable[Sequence[Any]]
PLAIN: Rows = (("Ward", "2021", "2022"), ("Belhus", 40, 38), ("Tilbury", 51, 60), ("Total", 91, 98))


def workbook(path: Path, rows: Rows = PLAIN, change: Callable[[Worksheet], object] | None = None) -> Path:
    """A workbook of one sheet with these rows, changed as a test likes."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    book.save(path)
    return path


def grid(path: Path, sheet: str | None = None, *, is_open: bool = True) -> Grid:
    """The grid of a workbook."""
    return read_workbook(path, path.name, sheet, is_open=is_open)
