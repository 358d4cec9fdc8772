"""What a screen reader says of the parts of pages that matter most, written down, and what it must say of none.

`--update-golden` writes the files of heard/ anew, to be read in the diff as somebody who hears them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from browser import fresh
from heard import heard
from playwright.sync_api import Browser, Page, expect
from served import KINDS

# The part of a page of each kind: its edition, its page, and where it stands on it.
PARTS = {
    "menu": ("public", "", ".md-sidebar--primary"),
    "header": ("public", "", ".md-header"),
    "foot": ("public", "harm/harm/", ".md-footer"),
    "chart": ("public", "disorder/crime/", "article figure"),
    "small-multiples": ("public", "harm/harm/", "article figure"),
    "heat-table": ("public", "harm/risk/", "article figure"),
    "help": ("public", "harm/hate-crime/", ".help-now"),
    "where-to-report": ("public", "help/", ".report-to"),
    "list-of-figures": ("public", "about/", ".figure-lists"),
    "area": ("public", "areas/ward/quayside/", "article"),
    "withheld": ("public", "stations/", "article"),
    "restricted": ("partner", "stations/", "article"),
    "chart-alone": ("public", "embed/asb-total/", "main"),
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = fresh(browser, viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.mark.parametrize("part", PARTS)
def test_a_screen_reader_says_what_is_written_down(
    page: Page, hosts: dict[str, str], golden: Callable[[str, str], None], part: str
) -> None:
    edition, name, place = PARTS[part]
    page.goto(f"{hosts[edition]}{name}")
    said = heard(page, place)
    assert "¶" not in said
    assert "graphic\n" not in said
    assert [line for line in said.splitlines() if line.strip() in ("link", "button", "heading")] == []
    golden(f"heard/{part}.txt", said)


# Where each link of a page leads, by its name; a figure is the same on each page that shows it.
LINKS = r"""() => [...document.querySelectorAll('a[href]')].filter(link => link.checkVisibility() && !link.ariaHidden)
  .map(link => [link.getAttribute('aria-label') ?? link.textContent.trim().replace(/\s+/g, ' '),
    link.hash.startsWith('#fig-') ? link.hash : link.href])"""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_on_a_page_is_heard_without_a_name_and_no_two_controls_are_heard_alike(
    page: Page, hosts: dict[str, str], kind: str
) -> None:
    edition, _, name = KINDS[kind].partition("/")
    page.goto(f"{hosts[edition]}{name}")
    said = [line.strip() for line in heard(page, "body").splitlines()]
    assert [
        line for line in said if re.fullmatch(r"(?:link|(?:toggle )?button|radio|text field|graphic)\b[^\"]*", line)
    ] == []
    buttons = [line.partition('"')[2] for line in said if line.startswith(("button", "toggle button", "radio"))]
    assert buttons
    assert [line for line, times in Counter(buttons).items() if times > 1] == []
    leads: dict[str, set[str]] = {}
    for words, address in page.evaluate(LINKS):
        leads.setdefault(words, set()).add(address)
    assert {words: found for words, found in leads.items() if len(found) > 1} == {}


def test_the_search_says_how_many_it_found_and_each_result_by_name(
    page: Page, hosts: dict[str, str], golden: Callable[[str, str], None]
) -> None:
    page.goto(hosts["public"])
    page.get_by_role("textbox", name="Search").press_sequentially("Quayside", delay=10)
    expect(page.locator(".search__result mark").first).to_be_visible(timeout=15_000)
    golden("heard/search.txt", heard(page, "[role=search]"))


def test_an_open_table_names_its_rows_and_columns(
    page: Page, hosts: dict[str, str], golden: Callable[[str, str], None]
) -> None:
    page.goto(f"{hosts['public']}disorder/crime/")
    page.get_by_text("Show the table").first.click()
    golden("heard/table.txt", heard(page, "article .figure__table"))
