"""Periods, as columns are named after them: calendar and financial years, years to a month, quarters and months.

Dates are counted in months. A financial year runs from April to March; `2024-25` is one, and so is the heading 2024/25.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_FIRST_HALF = ("january", "february", "march", "april", "may", "june")
_NAMES = (*_FIRST_HALF, "july", "august", "september", "october", "november", "december")
_NUMBERS = {name[:length]: at for at, name in enumerate(_NAMES, 1) for length in (3, 4, len(name))}
_MONTH = f"(?P<month>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_YEAR, _SECOND = r"(?P<year>(?:19|20)\d\d)", r"(?P<second>(?:19|20)?\d\d)"
_APRIL, _A_YEAR, _A_QUARTER = 4, 12, 3
_DIGITS = 2  # of a year that is written short
_FINANCIAL = re.compile(f"{_YEAR}-{_SECOND}")
_SHAPES = (
    (re.compile(_YEAR), "year"),
    (_FINANCIAL, "financial year"),
    (re.compile(f"(?:12-months|year|ye)(?:-ending|-to|-ended)?-(?:\\d\\d?-)?{_MONTH}-{_YEAR}"), "year to a month"),
    (re.compile(f"{_YEAR}-q(?P<quarter>[1-4])"), "quarter"),
    (re.compile(f"q(?P<quarter>[1-4])-{_YEAR}"), "quarter"),
    (re.compile(f"{_YEAR}-{_SECOND}-q(?P<quarter>[1-4])"), "financial quarter"),
    (re.compile(f"q(?P<quarter>[1-4])-{_YEAR}-{_SECOND}"), "financial quarter"),
    (re.compile(f"{_MONTH}-{_YEAR}"), "month"),
    (re.compile(r"m?(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])"), "month"),
)


@dataclass(frozen=True, order=True)
class Period:
    """Some months in a row: the last of them, counted from the year 0, and how many they are."""

    last: int
    months: int


def period_of(name: str) -> Period | None:
    """The period that a name such as 2022, 2024-25, year-ending-march-2025, 2024-q3 or 2024-03 stands for, if any.

    A name that two kinds fit, such as 2011-12, is a financial year.
    """
    return next(_readings(name), None)


def length_of(name: str) -> str:
    """What a period as long as that of a name is called: year, quarter or month; empty where it is none."""
    found = period_of(name)
    return {_A_YEAR: "year", _A_QUARTER: "quarter", 1: "month"}[found.months] if found else ""


def year_in(text: str) -> Period | None:
    """The period that a person writes as 2025, 2024/25, 2024-25 or year ending March 2025, if it is one of a year."""
    found = period_of(re.sub(r"[^a-z0-9]+", "-", text.strip().lower()))
    return found if found and found.months == _A_YEAR else None


@cache
def in_order(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that stand for periods of one kind, earliest first: the kind that most have, or else the longest."""
    read = {name: list(_readings(name)) for name in names}
    lengths = Counter(length for found in read.values() for length in {each.months for each in found})
    if not lengths:
        return ()
    months = max(lengths, key=lambda length: (lengths[length], length))
    chosen = [(each, name) for name, found in read.items() for each in found if each.months == months]
    return tuple(name for _, name in sorted(chosen))


def _readings(name: str) -> Iterator[Period]:
    """Every period that a name may stand for."""
    for shape, kind in _SHAPES:
        found = shape.fullmatch(name)
        if found and (period := _read(kind, found)):
            yield period


def _read(kind: str, found: re.Match[str]) -> Period | None:
    parts = found.groupdict()
    if parts.get("second") and int(parts["second"]) % 100 != (int(parts["year"]) + 1) % 100:
        return None
    start = int(parts["year"]) * _A_YEAR
    start += _APRIL - 1 if "financial" in kind else 0
    if kind in ("year", "financial year"):
        return Period(start + _A_YEAR - 1, _A_YEAR)
    if "quarter" in kind:
        return Period(start + _A_QUARTER * int(parts["quarter"]) - 1, _A_QUARTER)
    month = parts["month"]
    at = start + (int(month) if month.isdecimal() else _NUMBERS[month]) - 1
    return Period(at, _A_YEAR if kind == "year to a month" else 1)


def year_before(text: str) -> str:
    """The year before one, written in the same way: 2024/25, from 2025/26."""

    def earlier(found: re.Match[str]) -> str:
        return str(int(found[0]) - 1) if len(found[0]) > _DIGITS else f"{(int(found[0]) - 1) % 100:02}"

    return re.sub(r"\b(?:19|20)\d\d\b|(?<=[/-])\d\d\b", earlier, text)
