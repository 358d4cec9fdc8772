"""Periods are told by how columns are named, and put in order by what they are."""

from __future__ import annotations

import pytest

from redaction.data.periods import in_order, length_of, period_of, year_in


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("label", "2022", "2021"), ("2021", "2022")),
        (("2024-25", "2009-10", "total", "1999-00"), ("1999-00", "2009-10", "2024-25")),
        (("2023-2024", "2022-2023"), ("2022-2023", "2023-2024")),
        (
            ("year-ending-march-2025", "year-ending-september-2024"),
            ("year-ending-september-2024", "year-ending-march-2025"),
        ),
        (
            ("year-to-30-september-2024", "12-months-to-sept-2023"),
            ("12-months-to-sept-2023", "year-to-30-september-2024"),
        ),
        (("q1-2024", "q4-2023", "2023-q3"), ("2023-q3", "q4-2023", "q1-2024")),
        (("2024-25-q1", "q4-2023-24"), ("q4-2023-24", "2024-25-q1")),
        (("apr-2024", "january-2024", "m2023-12"), ("m2023-12", "january-2024", "apr-2024")),
        (("2011-12", "2011-11", "2012-01"), ("2011-11", "2011-12", "2012-01")),
        (("2011-12", "2010-11"), ("2010-11", "2011-12")),
        (("jan-2024", "feb-2024", "2023"), ("jan-2024", "feb-2024")),
        (("label", "total", "2024-27", "2024-13", "12"), ()),
    ],
)
def test_columns_of_periods_are_put_in_order_by_date(names: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert in_order(names) == expected


@pytest.mark.parametrize(
    "written", ["2024/25", "2024-25", "2024-2025", "year ending March 2025", "Year to 31 March 2025"]
)
def test_a_financial_year_is_the_same_however_it_is_written(written: str) -> None:
    assert year_in(written) == period_of("2024-25")


@pytest.mark.parametrize("written", ["", "soon", "2024/27", "Q1 2024", "March 2024", "24/25", "999"])
def test_what_is_no_year_is_none(written: str) -> None:
    assert year_in(written) is None


def test_a_period_has_a_name_by_its_length() -> None:
    assert [length_of(each) for each in ("2022", "2024-25", "2024-q3", "mar-2024", "total")] == [
        "year",
        "year",
        "quarter",
        "month",
        "",
    ]
