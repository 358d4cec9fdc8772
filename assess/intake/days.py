"""Days as whole numbers, and the periods they lie in, by arithmetic that is the same on every engine.

What is worked out here takes the year and the month as numbers, or as columns of numbers that an engine works out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

_DATES = ("YYYY-MM-DD", "DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "DD.MM.YYYY", "YYYYMMDD")
HAS_HOUR = (*(f"{each} HH:MM" for each in _DATES), "YYYY-MM-DDTHH:MM")
FORMS = (*_DATES, *HAS_HOUR)
FIRST_YEAR, LAST_YEAR = 1900, 2100
_MONTHS = 12
_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
OF_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def pattern(written: str) -> str:
    """The regular expression of a form of days; a time may have seconds."""
    form = re.sub("[YMDH]", "[0-9]", written.replace(".", "[.]"))
    form = form.replace("[0-9][0-9]:MM", "[0-9][0-9]:[0-9][0-9]").replace(":[0-9][0-9]", ":[0-5][0-9]")
    return f"^{form}{'(:[0-5][0-9]([.][0-9]+)?)?' if written in HAS_HOUR else ''}$"


def places(written: str) -> dict[str, tuple[int, int]]:
    """Where the year, the month, the day and the hour stand in a form: the first character, from 0, and how many."""
    date, _, _ = written.partition(":")
    parts = {"year": "YYYY", "month": "MM", "day": "DD", "hour": "HH"}
    return {part: (date.index(letters), len(letters)) for part, letters in parts.items() if letters in date}


def number_of(text: str, kind: str) -> int | None:
    """A bound as a number: a day such as 2024-04-01 as 20240401, a whole number as it is; None where it is neither."""
    if kind == "whole":
        return int(text) if re.fullmatch(r"-?\d{1,15}", text) else None
    try:
        return int(dt.date.fromisoformat(text).strftime("%Y%m%d"))
    except ValueError:
        return None


def period(by: str, year: Any, month: Any) -> Any:
    """The number of the period that a month lies in: 202404 for a month, 20241 for a quarter, 2024 for a year."""
    financial = year - (15 - month) // _MONTHS
    return {
        "month": year * 100 + month,
        "quarter": year * 10 + (month + 2) // 3,
        "calendar-year": year,
        "financial-quarter": financial * 10 + (month + 8) % _MONTHS // 3 + 1,
        "financial-year": financial,
    }[by]


def periods_between(by: str, first: int, last: int) -> Iterator[int]:
    """Every period from one to another, by their numbers, both of them too."""
    year, month = _start(by, first)
    at = year * _MONTHS + month - 1
    while (found := period(by, at // _MONTHS, at % _MONTHS + 1)) <= last:
        if found >= first:
            first = found + 1
            yield found
        at += 1


def _start(by: str, number: int) -> tuple[int, int]:
    """The year and the first month of a period."""
    if by == "month":
        return divmod(number, 100)
    if by.endswith("quarter"):
        year, quarter = divmod(number, 10)
        return (year, quarter * 3 - 2) if by == "quarter" else (year + (quarter == 4), quarter * 3 % _MONTHS + 1)
    return number, 1 if by == "calendar-year" else 4


def name_of_period(by: str, number: int) -> tuple[str, str]:
    """The id and the label of a period."""
    if by == "month":
        year, month = divmod(number, 100)
        return f"{year}-{month:02}", f"{_NAMES[month - 1]} {year}"
    if by == "calendar-year":
        return str(number), str(number)
    year, quarter = divmod(number, 10) if by.endswith("quarter") else (number, 0)
    if by == "quarter":
        return f"{year}-q{quarter}", f"Quarter {quarter}, {year}"
    ends = f"{(year + 1) % 100:02}"
    if by == "financial-year":
        return f"{year}-{ends}", f"{year}/{ends}"
    return f"{year}-{ends}-q{quarter}", f"Quarter {quarter}, {year}/{ends}"


def name_of_hour(hour: int) -> tuple[str, str]:
    """The id and the label of an hour of the day."""
    return f"h{hour:02}", f"{hour:02}:00 to {hour:02}:59"
