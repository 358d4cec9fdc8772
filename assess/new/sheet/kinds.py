"""The kind of a column by its heading and cells, and why; one that is neither numbers nor words is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assess.new.sheet.looks import GSS_CODE, YEAR, is_code, is_label, is_number, is_unclear
from assess.new.sheet.naming import unit_of, without_unit
from redaction.data.cells import CellError, advice_for, parse_cell
from redaction.data.dataset import LABEL, Column, ColumnKind

# A heading that says its numbers are percentages: 10% in it is a part of its name.
_PER_CENT = re.compile(r"(?<![\d.])(?<!\d )(?:%|per ?cent(?:age)?\b)", re.IGNORECASE)
_POINTS = re.compile(r"percentage[ -]points?|\bpp\b|% points?", re.IGNORECASE)
_ANY_COUNT = Column("", "", "count")
_A_COUNT = re.compile(r"^(?:number|count|no\.?|total|lsoas?|wards?|areas?|people|households)\b", re.IGNORECASE)
_CODES = re.compile(r"\b(?:code|ref|reference|id|urn|uprn|beat|postcode)s?$", re.IGNORECASE)
# Headings that say what their column counts, whatever the others count.
_COUNTED = re.compile(
    r"(?:(?:number|no\.?|count|total) of )?(victims|suspects|offenders|perpetrators|arrests|detentions|casualties|"
    r"deaths|referrals|complaints|calls|searches|fires|visits|attendances|admissions|households|dwellings|schools|pupils|"
    r"premises)",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\byears?\b|\bperiod\b", re.IGNORECASE)
_PEOPLE = re.compile(r"\b(?:population|residents|people|persons)\b", re.IGNORECASE)
_RATE = re.compile(
    r"\brates?\b|\bper\b|\bratio\b|\baverage\b|\bmean\b|\brank\b|\bscore\b|\blimit\b|\bindex\b|\bmedian\b|"
    r"\b(?:lower|upper)\b|\bconfidence\b",
    re.IGNORECASE,
)
_PER = re.compile(r"\bper [\d,]+(?: [a-z]+)*", re.IGNORECASE)
_CHANGE = re.compile(r"\bchanges?\b|\bdifference\b", re.IGNORECASE)


@dataclass(frozen=True)
class Judged:
    """A column, why it is of its kind, and why it cannot be of any: then `expected` says what it should be.

    `asks_unit` says that its unit is only assumed.
    """

    column: Column
    why: str = ""
    expected: str = ""
    asks_unit: bool = False


def judged(name: str, heading: str, cells: Sequence[str], unit: str = "", *, is_text: bool = False) -> Judged:
    """The kind of a column with some filled cells; `unit` is what the table counts where no heading says otherwise."""
    if is_text:
        why = "the names of the rows" if name == LABEL else "words, as the command says"
        return Judged(Column(name, heading), why)
    times = Counter(cells)
    numbers = [cell for cell in times if is_number(cell)]
    if not numbers and not any(map(is_unclear, times)):
        return Judged(Column(name, heading), "words" if cells else "nothing in it")
    found = _as_codes(name, heading, [*times], numbers)
    if found:
        return found
    # What stands for a number in words, such as "under 5", is a fault among numbers, and each says what to write.
    named = (cell for cell in times if is_label(cell) or GSS_CODE.fullmatch(cell))
    words = sum(times[cell] for cell in named if not (numbers and advice_for(cell)))
    if 2 * words > len(cells) or (not numbers and words):
        expected = "a column of numbers, or one of words"
        return Judged(Column(name, heading), "numbers among words", expected)
    return _as_numbers(name, heading, numbers, unit)


def _as_codes(name: str, heading: str, cells: Sequence[str], numbers: Sequence[str]) -> Judged | None:
    """A column of digits that count nothing: codes, and years."""
    if len(numbers) < len(cells):
        return None
    if any(map(is_code, cells)):
        return Judged(Column(name, heading), "zeros at the front, which numbers have not")
    digits = all(cell.isdecimal() for cell in cells)
    if digits and _CODES.search(heading):
        return Judged(Column(name, heading), "codes, as its heading says")
    if digits and all(map(YEAR.fullmatch, cells)) and _YEARS.search(heading):
        return Judged(Column(name, heading), "years, as its heading says")
    return None


def _as_numbers(name: str, heading: str, numbers: Sequence[str], unit: str) -> Judged:
    signed = [cell for cell in numbers if "%" in cell]
    plain = [cell for cell in numbers if "%" not in cell and cell[0] != "["]
    if signed and plain:
        return Judged(
            Column(name, heading, "percent"), "some percentages", "percentages in all its cells, or in none of them"
        )
    title, decimals = without_unit(heading), _decimals(numbers)
    if _POINTS.search(heading):
        return Judged(Column(name, title, "number", "percentage points", decimals), "its heading says points")
    if signed:
        return Judged(Column(name, title, "percent"), "its cells end with %")
    if _PER_CENT.search(heading) and not _A_COUNT.search(heading):
        return Judged(Column(name, title, "percent", decimals=decimals), "its heading says so")
    return _as_quantities(name, heading, numbers, unit)


def _as_quantities(name: str, heading: str, numbers: Sequence[str], unit: str) -> Judged:
    """A column of counts or other numbers, with its unit as far as the heading tells it."""
    title, own = without_unit(heading), unit_of(heading)
    counts, rate = all(_is_count(cell) for cell in numbers), _RATE.search(heading)
    kind: ColumnKind = "count" if counts and not rate else "number"
    why = "its heading is of no count" if counts and rate else "decimals, or numbers below zero"
    why = "whole numbers" if kind == "count" else why
    decimals = None if kind == "count" else _decimals(numbers)
    if own:
        return Judged(Column(name, title, kind, own, decimals), f"{why}; the unit is in its heading")
    noun = _COUNTED.fullmatch(heading.strip())
    if noun and kind == "count" and noun[1].lower() not in unit.lower():
        return Judged(Column(name, title, kind, noun[1].lower()), f"{why}; its heading says what it counts")
    if _PEOPLE.search(heading) and not _RATE.search(heading):
        return Judged(Column(name, title, kind, "people", decimals), f"{why}; its heading is of people")
    per = _PER.search(heading)
    if per and unit:
        return Judged(Column(name, title, kind, f"{unit} {per[0]}", decimals), f"{why}; its heading says per what")
    asks = bool(rate or (_CHANGE.search(heading) and kind == "count"))
    return Judged(Column(name, title, kind, unit, decimals), why, asks_unit=asks)


def _is_count(cell: str) -> bool:
    try:
        parse_cell(cell, _ANY_COUNT)
    except CellError:
        return "[" in cell and not any(mark in cell for mark in ".-\u2212")
    return True


def _decimals(cells: Iterable[str]) -> int | None:
    """The most decimals of some numbers, where they differ; nothing where each can be shown as it is."""
    found = {len(cell.partition(".")[2].rstrip("% ")) for cell in cells if "[" not in cell}
    return max(found) if len(found) > 1 else None
