"""Pages printed on A4: what a reader holds in hand."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hosted import hosted
from playwright.sync_api import Browser
from pypdf import PdfReader

PRINTED = {
    "public": ("help/", "5-crime-and-asb/5-1-crime/"),
    "partner": ("5-crime-and-asb/5-2-iquanta/", "11-appendices/11-1-risk-matrix/"),
    "internal": ("7-hidden-harms/7-4-counter-extremism/",),
}
MARKING = {"public": "OFFICIAL Public edition", "partner": "OFFICIAL-SENSITIVE Partner edition"}
MARKING["internal"] = "OFFICIAL-SENSITIVE Internal edition"


def printed(browser: Browser, url: str) -> list[str]:
    """The text of each sheet of a page."""
    page = browser.new_page()
    page.goto(url)
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in reader.pages} == {(595, 842)}
    return [" ".join(sheet.extract_text().split()) for sheet in reader.pages]


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
    for words in ("Leave this site now", "Search", "On this page", "Next", "Download", "Skip to"):
        assert words not in help_page + crime, words
    assert re.search(r"signed 18 May 2023", crime)
    assert "Source: Essex Police" in crime
    assert "https://www.gov.uk/terrorism-national-emergency" in help_page
