"""The numbers that the printed document states in its prose, and whether a text shows them near their key words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from written_numbers import Dated, Written, dates_in, numbers_in

LIST = Path(__file__).with_name("printed-numbers.tsv")
NEAR = 100
FORMS = {"percent": {"%", "/"}, "money": {"£"}, "rank": {"th"}, "fraction": {"/"}, "name": {"", "th"}}


@dataclass(frozen=True)
class Printed:
    """A number of the printed document's prose."""

    section: str
    order: int
    printed: str
    near: str
    kind: str
    page: str
    keys: tuple[str, ...]
    reason: str

    def __str__(self) -> str:
        keys = f", near {' and '.join(self.keys)}" if self.keys else ""
        return f"{self.section}, number {self.order}: {self.printed!r} ({self.near}) on {self.page or 'no page'}{keys}"


@dataclass(frozen=True)
class Page:
    """The visible text of a built page, with its numbers and dates."""

    text: str

    @cached_property
    def numbers(self) -> list[Written]:
        return numbers_in(self.text)

    @cached_property
    def dates(self) -> list[Dated]:
        return dates_in(self.text)

    def shows(self, row: Printed) -> bool:
        """Whether the number stands on the page with all its key words near it."""
        return any(self._near(row.keys, start, end) for start, end in self._places(row))

    def _near(self, keys: tuple[str, ...], start: int, end: int) -> bool:
        around = self.text[max(0, start - NEAR) : end + NEAR]
        return all(re.search(rf"\b(?:{key})", around, re.IGNORECASE) for key in keys)

    def _places(self, row: Printed) -> list[tuple[int, int]]:
        if row.kind == "time":
            return [found.span() for found in re.finditer(rf"\b{row.printed}\b", self.text)]
        if row.kind == "date":
            date = dates_in(row.printed)[0].date
            return [(found.start, found.end) for found in self.dates if _is_date(found.date, date)]
        number = numbers_in(row.printed)[0]
        return [(found.start, found.end) for found in self.numbers if _is_number(found, number, row)]


def _is_date(found: str, printed: str) -> bool:
    return found == printed or found.startswith(f"{printed}-")


def _is_number(found: Written, printed: Written, row: Printed) -> bool:
    if found.form not in FORMS.get(row.kind, {""}):
        return False
    if row.kind != "percent":
        return found.value == printed.value
    shown = found.value * 100 if found.form == "/" else found.value
    decimals = len(row.printed.rstrip("% ").partition(".")[2])
    half = 0.5 / 10**decimals
    # A page works its percentages out, and so may show more decimals than are printed.
    return shown == printed.value or (found.form == "%" and -half <= shown - printed.value < half)


def printed_in(rows: Iterable[Mapping[str, str]]) -> list[Printed]:
    """The numbers of a list such as `printed-numbers.tsv`."""
    return [
        Printed(
            row["section"],
            int(row["order"]),
            row["printed"],
            row["near"],
            row["kind"],
            row["page"],
            tuple(row["keys"].split()),
            row["reason"],
        )
        for row in rows
    ]
