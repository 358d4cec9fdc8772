"""The numbers that the printed document states in its prose stand on the site, and those left out have a reason.

`printed-numbers.tsv` lists them by section, in the order of print: quantities, percentages, ranks, dates, ages,
numbers that belong to a name (section 43) and numbers of figures, sections and priorities. Those in tables are in
`tests/golden`. Marks of footnotes and of lists, and digits in web addresses, state nothing and are not in it.
`near` is two neighbouring words in print. `page` is where the number stands. `keys` begin words, with `|` between
alternatives, that stand near it there, so that another number of the same size is not taken for it.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from visible_text import text_of
from written_numbers import Dated, Written, dates_in, numbers_in

LIST = Path(__file__).with_name("printed-numbers.tsv")
NEAR = 100
NOT_QUANTITIES = {"date", "name", "label"}
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


@pytest.fixture(scope="module")
def printed() -> list[Printed]:
    with LIST.open(encoding="utf-8", newline="") as lines:
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
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


@pytest.fixture(scope="module")
def pages(sites: Path) -> dict[str, Page]:
    public = sites / "public"
    return {
        page.parent.relative_to(public).as_posix(): Page(text_of(page)) for page in sorted(public.rglob("index.html"))
    }


def test_every_number_stands_on_its_page_or_has_a_reason(printed: list[Printed], pages: dict[str, Page]) -> None:
    missing = [str(row) for row in printed if not row.reason and not (row.page in pages and pages[row.page].shows(row))]
    assert missing == [], "\n".join(["not on the site, and without a reason:", *missing])


@pytest.mark.parametrize("counted", ["all", "quantities"])
def test_at_least_99_of_100_numbers_stand_on_the_site(
    printed: list[Printed], pages: dict[str, Page], counted: str
) -> None:
    rows = [row for row in printed if counted == "all" or row.kind not in NOT_QUANTITIES]
    found = [row for row in rows if row.page in pages and pages[row.page].shows(row)]
    assert len(rows) > 350
    assert len(found) / len(rows) >= 0.99, f"{len(found)} of {len(rows)}"


def test_every_number_left_out_is_really_absent(printed: list[Printed], pages: dict[str, Page]) -> None:
    standing = [
        f"{row}; but {page}" for row in printed if row.reason for page in _own(row, pages) if pages[page].shows(row)
    ]
    assert standing == [], "\n".join(["left out with a reason, but on the site:", *standing])


def test_small_numbers_and_words_carry_key_words(printed: list[Printed]) -> None:
    timeless = [row for row in printed if row.kind not in {"date", "time"}]
    small = [row for row in timeless if numbers_in(row.printed)[0].value < 10]
    assert [str(row) for row in small if not row.keys] == []


def test_the_list_has_no_gap_and_quotes_no_more_than_names_a_number(printed: list[Printed]) -> None:
    sections: dict[str, list[int]] = {}
    for row in printed:
        sections.setdefault(row.section, []).append(row.order)
    assert [section for section, orders in sections.items() if orders != [*range(1, len(orders) + 1)]] == []
    assert [str(row) for row in printed if len(row.near.split()) > 2] == []
    assert [str(row) for row in printed if bool(row.page) == bool(row.reason)] == []


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [
        ("count", "2,836", "there were 2836 fewer"),
        ("count", "1451", "Of these, 1,451 were in Thurrock"),
        ("change", "-26,318", "26,318 fewer"),
        ("change", "+8", "up 8"),
        ("percent", "52.7%", "down 52.7 per cent"),
        ("percent", "52%", "52.3% of referrals"),
        ("percent", "10%", "more than a tenth"),
        ("money", "£1.2m", "£1.2 million"),
        ("word", "thirty-five", "35 positive outcomes"),
        ("word", "none", "and 0 in Thurrock"),
        ("rank", "second", "2nd highest"),
        ("fraction", "three-quarters", "three quarters of them"),
        ("rate", "1,000", "for every thousand people"),
        ("date", "31/12/22", "to 31 December 2022"),
        ("date", "Apr 22", "between April and November 2022"),
        ("date", "2023-24", "the financial year 2023/24"),
        ("date", "January 30th, 2024", "by 30 January 2024"),
    ],
)
def test_one_number_is_known_however_it_is_written(kind: str, number: str, text: str) -> None:
    assert Page(text).shows(_row(kind, number))


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [
        ("count", "2,836", "there were 12,836 fewer, not 2,837"),
        ("percent", "52.7%", "52.7 a year"),
        ("percent", "52.7%", "down 52.6%, or 53%"),
        ("percent", "52%", "52.5% of referrals"),
        ("money", "£8,000", "8,000 products"),
        ("rank", "11th", "11 areas"),
        ("count", "12", "12 December 2022"),
        ("date", "31/12/22", "to December 2022"),
        ("date", "2022", "2021/22"),
    ],
)
def test_another_number_is_not_taken_for_it(kind: str, number: str, text: str) -> None:
    assert not Page(text).shows(_row(kind, number))


def test_a_number_far_from_its_key_words_is_not_taken_for_it() -> None:
    row = _row("word", "two", ("homicide",))
    assert Page(f"2 homicides {'x ' * NEAR}").shows(row)
    assert not Page(f"homicides {'x ' * NEAR} 2").shows(row)


def _row(kind: str, number: str, keys: tuple[str, ...] = ()) -> Printed:
    return Printed("5.3", 1, number, "", kind, "page", keys, "")


def _own(row: Printed, pages: dict[str, Page]) -> list[str]:
    return [page for page in pages if page.split("-")[0] == row.section.split(".")[0]]
