"""The numbers that the printed document states in its prose stand on the site, and those left out have a reason.

`printed-numbers.tsv` lists them by section, in the order of print: quantities, percentages, ranks, dates, ages,
numbers that belong to a name (section 43) and numbers of figures, sections and priorities. Those in tables are in
`printed/`. Marks of footnotes and of lists, and digits in web addresses, state nothing and are not in it.
`near` is two neighbouring words in print. `page` is where the number stands. `keys` begin words, with `|` between
alternatives, that stand near it there, so that another number of the same size is not taken for it.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from printed_numbers import LIST, NEAR, Page, Printed, printed_in
from visible_text import text_of
from written_numbers import numbers_in

NOT_QUANTITIES = {"date", "name", "label"}


@pytest.fixture(scope="module")
def printed() -> list[Printed]:
    with LIST.open(encoding="utf-8", newline="") as lines:
        return printed_in(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


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
