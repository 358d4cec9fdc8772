"""Tables that a reader can sort by a column: an enhancement of a table that is whole without it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

BY_KIND = "public/disorder/crime/"
WITH_PARTS = "public/harm/harm/"


@pytest.fixture
def figure(browser: Browser, address: str) -> Locator:
    page = browser.new_context().new_page()
    page.goto(f"{address}/{BY_KIND}")
    shown = page.locator("#fig-5")
    shown.get_by_text("Show the table").click()
    return shown


def _labels(figure: Locator) -> list[str]:
    return figure.locator("tbody tr > th").all_inner_texts()


def _numbers(figure: Locator, column: int) -> list[float]:
    values = figure.locator(f"tbody tr:not(.total) > td:nth-child({column}) > data")
    return [float(value) for value in values.evaluate_all("all => all.map(each => each.value)")]


def test_a_header_sorts_by_its_numbers_highest_first_then_lowest_then_as_printed(figure: Locator) -> None:
    printed = _labels(figure)
    header = figure.get_by_role("columnheader", name="Percentage change")
    button = header.get_by_role("button")
    column = 1 + header.evaluate("cell => cell.cellIndex")
    button.click()
    expect(header).to_have_attribute("aria-sort", "descending")
    highest_first = _numbers(figure, column)
    assert highest_first == sorted(highest_first, reverse=True)
    assert highest_first[0] > 0 > highest_first[-1], "signs are part of the number"
    button.click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    assert _numbers(figure, column) == sorted(highest_first)
    button.click()
    expect(header).not_to_have_attribute("aria-sort", "ascending")
    assert _labels(figure) == printed


def test_names_sort_by_the_alphabet_and_totals_stay_last(figure: Locator) -> None:
    figure.get_by_role("button").first.click()
    total = figure.locator("tbody tr.total > th").inner_text()
    *names, last = _labels(figure)
    assert last == total
    assert names == sorted(names, key=str.casefold)


def test_one_column_at_a_time_says_that_the_table_is_sorted_by_it(figure: Locator) -> None:
    for button in figure.locator("thead").get_by_role("button").all():
        button.click()
        assert figure.locator("[aria-sort]").count() == 1


def test_sorting_works_by_keyboard_and_keeps_the_focus(figure: Locator) -> None:
    button = figure.get_by_role("button").first
    button.focus()
    button.press("Enter")
    expect(button).to_be_focused()
    assert figure.locator("[aria-sort]").count() == 1


def test_rows_that_are_part_of_another_stay_beneath_it(browser: Browser, address: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{address}/{WITH_PARTS}")
    figure = page.locator("#fig-6")
    figure.get_by_text("Show the table").click()
    before = _labels(figure)
    parts = before[before.index("Burglary") : before.index("Theft")]
    figure.locator("thead").get_by_role("button").last.click()
    after = _labels(figure)
    assert after != before
    assert sorted(after) == sorted(before)
    start = after.index("Burglary")
    assert after[start : start + len(parts)] == parts


def test_without_javascript_there_is_a_table_and_no_button(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/{BY_KIND}")
    assert page.locator("#fig-5 tbody tr").count() > 10
    assert page.locator("#fig-5 thead button").count() == 0
