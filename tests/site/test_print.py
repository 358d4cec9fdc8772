"""Pages printed on A4: what a reader holds in hand."""

from __future__ import annotations

import pytest
from browser import fresh
from paper import LANDSCAPE, MARGIN, PORTRAIT, Printer, print_page, printer
from playwright.sync_api import Browser
from served import KINDS

MARKING = {
    "public": "OFFICIAL Public edition",
    "partner": "OFFICIAL-SENSITIVE Partner edition",
    "internal": "OFFICIAL-SENSITIVE Internal edition",
}
# As many columns as asked for in the first table of a page.
WIDEN = """columns => {
  const table = document.querySelector(".figure .table table");
  for (const row of table.rows) while (row.cells.length < columns) row.append(row.cells[1].cloneNode(true));
}"""


@pytest.fixture(scope="module")
def printed(browser: Browser, hosts: dict[str, str]) -> Printer:
    """What prints a page once for all tests."""
    return printer(browser, hosts)


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_every_table_is_on_a_sheet_and_each_sheet_is_marked_at_its_top_and_bottom(
    printed: Printer, kind: str
) -> None:
    edition, _, name = KINDS[kind].partition("/")
    found = printed(edition, name)
    assert found.lost == []
    assert found.sizes == {PORTRAIT}
    assert found.right < PORTRAIT[0] - MARGIN
    assert [text.count(MARKING[edition]) for text in found.texts] == [2] * len(found.texts)
    assert all(text.startswith(MARKING[edition]) for text in found.texts)


@pytest.mark.parametrize(("columns", "size"), [(17, PORTRAIT), (18, LANDSCAPE), (27, LANDSCAPE), (40, LANDSCAPE)])
def test_a_table_of_very_many_columns_turns_the_sheet(
    browser: Browser, hosts: dict[str, str], columns: int, size: tuple[int, int]
) -> None:
    page = fresh(browser)
    page.goto(hosts["public"] + "disorder/")
    page.evaluate(WIDEN, columns)
    found = print_page(page)
    page.close()
    assert found.sizes == {size}
    assert found.right < size[0] - MARGIN


def test_a_title_stays_with_its_chart_and_a_sheet_says_where_it_is_from(printed: Printer) -> None:
    found = printed("public", "harm/harm/")
    assert len(found.charts) > 5
    assert found.parted == []
    for text in found.texts:
        assert "signed 18 May 2023" in text
        assert found.url in text.replace(" ", "")


def test_a_table_over_several_sheets_has_its_head_on_each_and_every_row(printed: Printer) -> None:
    texts = printed("public", "harm/risk/").texts
    assert len([text for text in texts if "Psychological" in text and "Performance" in text]) > 1


def test_what_is_of_no_use_on_paper_is_left_out_and_what_cites_the_page_is_added(printed: Printer) -> None:
    help_page = " ".join(printed("public", "help/").texts)
    charts = " ".join(printed("public", "harm/harm/").texts)
    for words in ("Exit this page", "Search", "On this page", "Next", "Download", "Skip to"):
        assert words not in help_page + charts, words
    assert "Source: Wolder Police" in charts
    assert "https://www.gov.uk/terrorism-national-emergency" in help_page
