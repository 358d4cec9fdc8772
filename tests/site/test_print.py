"""Pages printed on A4: what a reader holds in hand."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hosted import hosted
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader
from served import KINDS

PRINTED = {
    "public": ("help/", "5-crime-and-asb/5-1-crime/"),
    "partner": ("5-crime-and-asb/5-2-iquanta/", "11-appendices/11-1-risk-matrix/"),
    "internal": ("7-hidden-harms/7-4-counter-extremism/",),
}
MARKING = {"public": "OFFICIAL Public edition", "partner": "OFFICIAL-SENSITIVE Partner edition"}
MARKING["internal"] = "OFFICIAL-SENSITIVE Internal edition"


PORTRAIT, LANDSCAPE = (595, 842), (842, 595)  # A4, in points
MARGIN = 45  # points, of 16 mm
# The words of each table as a sheet has to have them, a letter beside the other.
CELLS = """() => [...document.querySelectorAll("article table")].flatMap(table =>
  [...table.querySelectorAll("th, td")].map(cell => cell.innerText.replace(/\\s+/g, "")).filter(Boolean))"""
# As many columns as asked for in the first table of a page.
WIDEN = """columns => {
  const table = document.querySelector(".figure .table table");
  for (const row of table.rows) while (row.cells.length < columns) row.append(row.cells[1].cloneNode(true));
}"""


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper: its words, its size, and how far right the last of its letters begins."""

    text: str
    size: tuple[int, int]
    right: float


def sheets_of(page: Page) -> list[Sheet]:
    """An open page, printed."""
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [_sheet(sheet) for sheet in reader.pages]


def _sheet(sheet: PageObject) -> Sheet:
    at: list[float] = []

    def note(text: str, now: Any, of_text: Any, _font: Any, _size: float) -> None:
        if text.strip():
            at.append(of_text[4] * now[0] + of_text[5] * now[2] + now[4])

    text = " ".join(sheet.extract_text(visitor_text=note).split())
    return Sheet(text, (round(sheet.mediabox.width), round(sheet.mediabox.height)), max(at))


def printed(browser: Browser, url: str) -> list[str]:
    """The text of each sheet of a page."""
    page = browser.new_page()
    page.goto(url)
    sheets = sheets_of(page)
    page.close()
    assert {sheet.size for sheet in sheets} == {PORTRAIT}
    return [sheet.text for sheet in sheets]


def overflow(page: Page) -> list[str]:
    """The tables that are wider than a sheet; one such makes a browser print all of a page smaller, and cut it."""
    page.set_viewport_size({"width": 673, "height": 1000})  # 178 mm
    page.emulate_media(media="print")
    wide: list[str] = page.evaluate("""() => [...document.querySelectorAll("article table")]
      .filter(table => table.getBoundingClientRect().right > 674).map(table => table.innerText.slice(0, 80))""")
    page.emulate_media(media="null")
    return wide


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_every_table_is_on_a_sheet(browser: Browser, hosts: dict[str, str], kind: str) -> None:
    edition, _, name = KINDS[kind].partition("/")
    page = browser.new_page()
    page.goto(hosts[edition] + name)
    assert overflow(page) == []
    sheets = sheets_of(page)
    assert {sheet.size for sheet in sheets} == {PORTRAIT}
    assert max(sheet.right for sheet in sheets) < PORTRAIT[0] - MARGIN
    letters = "".join(sheet.text for sheet in sheets).replace(" ", "")
    assert [cell for cell in page.evaluate(CELLS) if cell not in letters] == []
    page.close()


@pytest.mark.parametrize(("columns", "size"), [(17, PORTRAIT), (18, LANDSCAPE), (27, LANDSCAPE), (40, LANDSCAPE)])
def test_a_table_of_very_many_columns_turns_the_sheet(
    browser: Browser, hosts: dict[str, str], columns: int, size: tuple[int, int]
) -> None:
    page = browser.new_page()
    page.goto(hosts["public"] + "6-fire-and-rescue/6-2-fire-prevention/")
    page.evaluate(WIDEN, columns)
    sheets = sheets_of(page)
    assert {sheet.size for sheet in sheets} == {size}
    assert max(sheet.right for sheet in sheets) < size[0] - MARGIN
    page.close()


def test_a_title_stays_with_its_chart_and_a_sheet_says_where_it_is_from(
    browser: Browser, hosts: dict[str, str]
) -> None:
    page = browser.new_page()
    page.goto(hosts["public"] + "5-crime-and-asb/5-3-anti-social-behaviour/")
    charts = page.locator(".figure:has(svg)")
    titles = [" ".join(text.split()) for text in charts.locator(".figure__headline").all_inner_texts()]
    last = "all => all.map(each => [...each.querySelectorAll('svg text')].at(-1).textContent)"
    parts = charts.evaluate_all(last)
    sheets = sheets_of(page)
    assert len(titles) > 5
    for title, part in zip(titles, parts, strict=True):
        assert [part in sheet.text for sheet in sheets if title in sheet.text] == [True], title
    for sheet in sheets:
        assert "signed 18 May 2023" in sheet.text
        assert page.url in sheet.text.replace(" ", "")
    page.close()


@pytest.mark.parametrize("edition", PRINTED)
def test_every_sheet_is_marked_at_its_top_and_bottom(browser: Browser, sites: Path, edition: str) -> None:
    with hosted(sites / edition) as top:
        for name in PRINTED[edition]:
            sheets = printed(browser, top + name)
            assert len(sheets) > 1
            assert [sheet.count(MARKING[edition]) for sheet in sheets] == [2] * len(sheets), name
            assert all(sheet.startswith(MARKING[edition]) for sheet in sheets), name


def test_a_table_over_several_sheets_has_its_head_on_each_and_every_row(browser: Browser, sites: Path) -> None:
    with hosted(sites / "partner") as top:
        sheets = printed(browser, top + "11-appendices/11-1-risk-matrix/")
        page = browser.new_page()
        page.goto(top + "11-appendices/11-1-risk-matrix/")
        rows = page.locator("#fig-risk-matrix tbody th").all_inner_texts()
    with_head = [sheet for sheet in sheets if "Psychological" in sheet and "Performance" in sheet]
    assert len(with_head) > 1
    assert len(rows) > 20
    assert [row for row in rows if " ".join(row.split()) not in " ".join(sheets)] == []


def test_what_is_of_no_use_on_paper_is_left_out_and_what_cites_the_page_is_added(browser: Browser, sites: Path) -> None:
    with hosted(sites / "public") as top:
        help_page = " ".join(printed(browser, top + "help/"))
        crime = " ".join(printed(browser, top + "5-crime-and-asb/5-1-crime/"))
    for words in ("Exit this page", "Search", "On this page", "Next", "Download", "Skip to"):
        assert words not in help_page + crime, words
    assert re.search(r"signed 18 May 2023", crime)
    assert "Source: Essex Police" in crime
    assert "https://www.gov.uk/terrorism-national-emergency" in help_page
