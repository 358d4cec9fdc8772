"""One cell of a spreadsheet as Excel shows it, or why that cannot be published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from assess.new.sheet.formats.dates import MONTHS, moment
from assess.new.sheet.formats.shown import date_section, scales, shown_number, shown_text
from assess.new.sheet.formats.tokens import NotUnderstoodError, Section
from assess.new.sheet.grid import Area


@dataclass(frozen=True)
class CellRefusedError(ValueError):
    """A cell that cannot be published: what was found, what was expected, what to do. Its value is not in it."""

    found: str
    expected: str
    advice: str = ""


@dataclass
class SheetCells:
    """The cells of a sheet that show something, by row (from 1) and column (from 0), and what is odd about the sheet.

    `numbers` are those that the sheet keeps as numbers, and `dates` as days; `refused` why others cannot be read.
    """

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    numbers: set[tuple[int, int]] = field(default_factory=set)
    dates: set[tuple[int, int]] = field(default_factory=set)
    refused: dict[tuple[int, int], CellRefusedError] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)

    def add(self, place: tuple[int, int], value: object, form: str, *, from_1904: bool = False) -> None:
        """Add a cell with a stored value and a number format."""
        try:
            text, is_day = shown(value, form, from_1904=from_1904)
        except CellRefusedError as error:
            self.refused[place] = error
            return
        if text:
            self.texts[place] = text
        if isinstance(value, int | float):
            self.numbers.add(place)
        if is_day:
            self.dates.add(place)

    def cover(self, area: Area) -> None:
        """Refuse the numbers under a drawing; the words of a title may lie under a logo."""
        for place, text in self.texts.items():
            row, column = place
            is_under = area.top <= row <= area.bottom and area.left <= column <= area.right
            if is_under and (place in self.numbers or _is_typed_number(text)):
                self.refused[place] = _COVERED

    def hide_zero(self, place: tuple[int, int]) -> None:
        """Refuse a zero in a sheet that is set to show none: a reader of it sees an empty cell."""
        self.refused[place] = CellRefusedError(
            "a zero that the sheet is set not to show",
            "a cell that shows what it holds, or an empty one",
            "In Excel, under Options, Advanced, show a zero in cells that have zero value",
        )

    def refuse_conditional(self) -> None:
        """Refuse all cells of a sheet with conditional formats, of which it is not known what they change."""
        error = CellRefusedError(
            "a cell of a sheet with conditional formats, which may change what it shows",
            "a sheet without them",
            "In Excel, clear the conditional formats, or save the workbook as .xlsx",
        )
        self.refused |= dict.fromkeys(self.texts, error)


_COVERED = CellRefusedError(
    "a number with a picture, chart or shape over it",
    "a cell that can be seen",
    "Move what lies over the table, or delete it",
)


def _is_typed_number(text: str) -> bool:
    return any(map(str.isdigit, text)) and not any(map(str.isalpha, text))


def shown(value: object, form: str, *, from_1904: bool = False) -> tuple[str, bool]:
    """What Excel shows of a value, with single spaces, and whether it is a day; raises CellRefusedError.

    A day or a month is written in full, since 01/04/2021 is read differently here and there.
    """
    if value is None:
        return "", False
    if isinstance(value, bool):
        return str(value).upper(), False
    try:
        if isinstance(value, int | float):
            return _number(value, form, from_1904=from_1904)
        text = shown_text(str(value), form)
    except NotUnderstoodError:
        raise CellRefusedError(
            "a number format of which it is not certain what Excel shows",
            "a cell in a plain format, such as Number",
            "In Excel, change the format of the cell, or type what it should show as text",
        ) from None
    if str(value).strip() and not text.strip():
        raise _hidden("a text")
    return " ".join(text.split()), False


def _number(value: float, form: str, *, from_1904: bool) -> tuple[str, bool]:
    section = date_section(value, form)
    if section is not None and not section.kinds & {"elapsed"}:
        day = _day(section, value, from_1904=from_1904)
        if day:
            return day, True
    text = " ".join(shown_number(value, form, from_1904=from_1904).split())
    if not text:
        raise _hidden("a number")
    if scales(form) and any(letter.isdigit() for letter in text):
        raise CellRefusedError(
            "a number that Excel shows in thousands or millions",
            "the whole number",
            "In Excel, change the format of the cell to Number",
        )
    tokens = section.tokens if section is not None else ()
    return text, any(each.kind == "date" and each.text[0] in "yd" for each in tokens)  # a day with its time


def _day(section: Section, value: float, *, from_1904: bool) -> str:
    """A day or a month in full; nothing where the format shows a time as well, or a part of a day alone."""
    parts = {token.text[0] for token in section.tokens if token.kind == "date"}
    if parts & {"h", "s"} or "half_day" in section.kinds:
        return ""
    if "y" not in parts and parts & {"d", "m"}:
        raise CellRefusedError(
            "a date without its year, which Excel may have made of something else such as 1-4",
            "a text, or a date with its year",
            "In Excel, format the cells as Text and type them again",
        )
    day: dt.date = moment(Decimal(format(value, ".15g")), from_1904=from_1904).date()
    month = f"{MONTHS[day.month - 1]} {day.year}"
    if "d" in parts:
        return f"{day.day} {month}"
    return month if "m" in parts else str(day.year)


def _hidden(what: str) -> CellRefusedError:
    return CellRefusedError(
        f"{what} that its format hides: Excel shows nothing",
        "a cell that shows what it holds, or an empty one",
        "In Excel, delete what is in the cell, or change its format",
    )
