"""The numbers and dates of a text, however they are written: 2,836, 52.7 per cent, two thirds, 31/12/22, £1.2m."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = (
    {word: Fraction(at) for at, word in enumerate(_UNITS)}
    | {word: Fraction(10 * at) for at, word in enumerate(_TENS, 2)}
    | {
        f"{tens}{between}{unit}": Fraction(10 * at + by)
        for at, tens in enumerate(_TENS, 2)
        for by, unit in enumerate(_UNITS)
        if 0 < by < 10
        for between in "- "
    }
    | {"no": Fraction(0), "none": Fraction(0), "not one": Fraction(0), "once": Fraction(1)}
    | {"twice": Fraction(2), "both": Fraction(2), "thousand": Fraction(1000)}
)
_ORDINALS = {
    word: Fraction(at)
    for at, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"], 1
    )
}
_FRACTIONS = {
    "a half": Fraction(1, 2),
    "half": Fraction(1, 2),
    "a tenth": Fraction(1, 10),
    "a fifth": Fraction(1, 5),
    "a third": Fraction(1, 3),
    "one third": Fraction(1, 3),
    "two thirds": Fraction(2, 3),
    "a quarter": Fraction(1, 4),
    "one quarter": Fraction(1, 4),
    "three quarters": Fraction(3, 4),
}
_MULTIPLES = {"million": 1_000_000, "m": 1_000_000, "thousand": 1_000, "k": 1_000}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_TO = r"\s*(?:to|and|[-–/])\s*"  # noqa: RUF001 - pages write periods with a dash
_DATE = re.compile(
    rf"""
    \b(?P<d1>\d{{1,2}})/(?P<m1>\d{{1,2}})/(?P<y1>\d{{2}}|\d{{4}})\b
    |\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m2>{_MONTH})\b,?(?:\s(?P<y2>(?:19|20)\d\d)\b)?
    |\b(?P<m3>{_MONTH})\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th),\s(?P<y3>\d{{4}})\b
    |\b(?P<m4>{_MONTH})\s?(?P<y4>(?:19|20)\d\d|\d\d)\b(?!\s*%)
    |\b(?P<from5>(?:19|20)\d\d){_TO}(?P<to5>(?:19|20)\d\d|\d\d?)\b(?!:)
    |\b(?P<from6>[012]\d)/(?P<to6>[012]\d)\b
    |\b(?P<y7>(?:19|20)\d\d)\b
    """,
    re.VERBOSE,
)
_SHARED_YEAR = re.compile(
    rf"\b(?:(\d{{1,2}})\s)?({_MONTH}){_TO}(?:from\s)?((?:\d{{1,2}}\s)?{_MONTH}\s((?:19|20)?\d\d))\b"
)
_NUMBER = re.compile(
    r"(?P<pounds>£)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<ordinal>st|nd|rd|th)?(?:\s?(?P<multiple>million|thousand|[mk])\b)?"
    r"(?P<percent>\s?%|\sper\scent|\spercentage\spoints?)?"
)
_WORD = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _WORDS | _ORDINALS | _FRACTIONS), key=len, reverse=True)) + r")\b"
    r"(?P<percent>\sper\scent|\spercentage\spoints?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Written:
    """A number in a text: its value, what makes it more than a count, and where it stands."""

    value: Fraction
    form: str
    start: int
    end: int


@dataclass(frozen=True)
class Dated:
    """A date in a text as `2022`, `2022-09`, `2022-09-30`, `10-18` or `2021/22`, and where it stands."""

    date: str
    start: int
    end: int


def numbers_in(text: str) -> list[Written]:
    """Every number of a text that is no part of a date; `form` is %, £, th, / or nothing."""
    for date in dates_in(text):
        text = text[: date.start] + "#" * (date.end - date.start) + text[date.end :]
    digits = [Written(_value(found), _form(found), found.start(), found.end()) for found in _NUMBER.finditer(text)]
    words = [_worded(found) for found in _WORD.finditer(text.replace("-quarters", " quarters"))]
    return sorted(digits + words, key=lambda number: number.start)


def _value(found: re.Match[str]) -> Fraction:
    return Fraction(found["digits"].replace(",", "")) * _MULTIPLES.get(found["multiple"] or "", 1)


def _form(found: re.Match[str]) -> str:
    if found["percent"]:
        return "%"
    return "£" if found["pounds"] else "th" if found["ordinal"] else ""


def _worded(found: re.Match[str]) -> Written:
    word = found[0].removesuffix(found["percent"] or "").lower()
    for known, form in ((_WORDS, ""), (_ORDINALS, "th"), (_FRACTIONS, "/")):
        if word in known:
            return Written(known[word], "%" if found["percent"] else form, found.start(), found.end())
    raise AssertionError(word)


def dates_in(text: str) -> list[Dated]:
    """Every date of a text; a month or day before `to December 2022` has that year too."""
    shared = [
        Dated(_iso(_year(found[4]), found[2], found[1]), found.start(), found.end(2))
        for found in _SHARED_YEAR.finditer(text)
    ]
    return shared + [date for found in _DATE.finditer(text) for date in _dates(found)]


def _dates(found: re.Match[str]) -> list[Dated]:
    parts = {key: value for key, value in found.groupdict().items() if value}
    by_form = {key[:-1]: value for key, value in parts.items()}
    at = found.span()
    if "from" in by_form:
        first = _year(by_form["from"])
        last = first[:-1] + by_form["to"] if len(by_form["to"]) == 1 else _year(by_form["to"])
        years = [first, last] if len(by_form["to"]) == 4 else []
        return [Dated(date, *at) for date in (f"{first}/{last[2:]}", *years)]
    return [Dated(_iso(_year(by_form.get("y", "")), by_form.get("m", ""), by_form.get("d")), *at)]


def _year(digits: str) -> str:
    return f"20{digits}" if len(digits) == 2 else digits


def _iso(year: str, month: str, day: str | None) -> str:
    number = month if month.isdigit() or not month else str(_MONTHS.index(month[:3].lower()) + 1)
    return "-".join([part for part in (year, number.zfill(2) if number else "", day.zfill(2) if day else "") if part])
