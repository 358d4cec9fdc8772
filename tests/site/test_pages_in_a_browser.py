"""What a person sees, in a real browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from served import EDITIONS, pages_of

CRIME = "public/5-crime-and-asb/5-1-crime/"
ASB = "public/5-crime-and-asb/5-3-anti-social-behaviour/"
IQUANTA = "5-crime-and-asb/5-2-iquanta/"


class _Links(HTMLParser):
    """Where the links of a page lead, and the ids it has."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.targets: set[str] = set()
        self.ids: set[str] = set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids.add(found.get("id") or "")
        if tag == "a" and found.get("href"):
            self.targets.add(found["href"] or "")


def visit(browser: Browser, url: str, **options: object) -> Page:
    page = browser.new_context(**options).new_page()
    page.goto(url)
    return page


def test_tables_charts_and_notices_need_no_javascript(browser: Browser, address: str) -> None:
    page = visit(browser, f"{address}/{CRIME}", java_script_enabled=False)
    figure = page.locator("#fig-7")
    assert figure.get_by_role("img").first.bounding_box()["height"] > 100
    figure.get_by_text("Show the table").click()
    assert figure.get_by_role("row", name="Thurrock 15,919 17,070 +1,151 +7.2%").is_visible()
    withheld = visit(browser, f"{address}/public/{IQUANTA}", java_script_enabled=False).locator("aside.withheld")
    assert withheld.is_visible()
    assert "iQuanta" in withheld.inner_text()


def test_a_chart_has_a_name_and_a_description_made_from_its_data(browser: Browser, address: str) -> None:
    page = visit(browser, f"{address}/{ASB}")
    chart = page.get_by_role("img", name="Anti-social behaviour incidents by district", exact=False).first
    assert chart.is_visible()
    described = page.locator("#fig-15-chart-description").text_content()
    assert "Southend highest at 3,485" in described
    assert "Thurrock is at 2,543" in described


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_link_is_dead(sites: Path, edition: str) -> None:
    site = sites / edition
    pages = {path: _Links(path) for path in site.rglob("*.html")}
    dead = set()
    for path, links in pages.items():
        for target in links.targets:
            url = urlsplit(target)
            if url.scheme or url.netloc or (path.name == "404.html" and target.startswith("/")):
                continue
            file = (path.parent / unquote(url.path)).resolve() if url.path else path
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file() or (url.fragment and file in pages and url.fragment not in pages[file].ids):
                dead.add(f"{path.relative_to(site)} -> {target}")
    assert dead == set()


def test_the_marking_of_a_restricted_edition_is_printed(browser: Browser, address: str) -> None:
    page = visit(browser, f"{address}/partner/{IQUANTA}")
    page.emulate_media(media="print")
    markings = page.get_by_text("OFFICIAL-SENSITIVE Partner edition")
    assert markings.count() == 2
    assert all(markings.nth(index).is_visible() for index in range(2))


def test_synthetic_numbers_say_so_on_every_page_and_figure(browser: Browser, address: str, sites: Path) -> None:
    for path in (sites / "partner" / name / "index.html" for name in pages_of(sites, "partner")):
        assert path.read_text("utf-8").count('class="marking marking--synthetic"') == 2, path
    page = visit(browser, f"{address}/partner/{IQUANTA}")
    assert page.locator(".marking--synthetic").first.is_visible()
    assert page.locator("figure .synthetic").count() == page.locator("figure").count() > 0


def test_the_help_box_comes_first_and_its_exit_is_the_first_thing_a_keyboard_reaches_in_it(
    browser: Browser, address: str
) -> None:
    page = visit(browser, f"{address}/public/7-hidden-harms/7-2-hate-crime/", java_script_enabled=False)
    box = page.get_by_role("complementary", name="Get help now")
    assert box.is_visible()
    assert box.bounding_box()["y"] < page.locator("h2").first.bounding_box()["y"]
    leave = page.locator("article").get_by_role("link").first
    assert leave.inner_text() == "Exit this page"
    leave.focus()
    assert leave.evaluate("link => link === document.activeElement")
    assert leave.get_attribute("href").startswith("https://")


@pytest.mark.parametrize(
    ("words", "telling"),
    [("Chadwell", "Chadwell"), ("Vehicle Interference", "Interference"), ("Operation Canberra", "Canberra")],
)
def test_search_finds_a_ward_a_crime_type_and_an_operation(
    browser: Browser, address: str, words: str, telling: str
) -> None:
    page = visit(browser, f"{address}/public/", viewport={"width": 1280, "height": 900})
    page.get_by_role("textbox", name="Search").press_sequentially(words, delay=20)
    marked = page.locator(".search__result mark").filter(has_text=re.compile(telling, re.IGNORECASE))
    expect(marked.first).to_be_attached(timeout=15_000)
