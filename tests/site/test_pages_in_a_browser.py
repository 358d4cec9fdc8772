"""What a person sees, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser import fresh
from links import dead_links
from playwright.sync_api import Browser, Page, expect
from served import EDITIONS, pages_of

CRIME = "public/disorder/crime/"
AREAS = "public/"
STATIONS = "stations/"


def visit(browser: Browser, url: str, **options: object) -> Page:
    page = fresh(browser, **options)
    page.goto(url)
    return page


def test_tables_charts_and_notices_need_no_javascript(browser: Browser, address: str) -> None:
    page = visit(browser, f"{address}/{CRIME}", java_script_enabled=False)
    figure = page.locator("#fig-5")
    assert figure.get_by_role("img").first.bounding_box()["height"] > 100
    figure.get_by_text("Show the table").click()
    assert figure.get_by_role("row", name="All crime 13,228 13,589 +361 +2.7%").is_visible()
    withheld = visit(browser, f"{address}/public/{STATIONS}", java_script_enabled=False).locator("aside.withheld")
    assert withheld.is_visible()
    assert "Railway Watch" in withheld.inner_text()


def test_a_chart_has_a_name_and_a_description_made_from_its_data(browser: Browser, address: str) -> None:
    page = visit(browser, f"{address}/{AREAS}")
    chart = page.get_by_role("img", name="Anti-social behaviour incidents by area", exact=False).first
    assert chart.is_visible()
    described = page.locator("#fig-2-chart-description").text_content()
    assert "Larkmoor highest at 941" in described
    assert "Saltmere is at 873" in described


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_link_is_dead(sites: Path, edition: str) -> None:
    assert dead_links(sites / edition) == set()


def test_the_marking_of_a_restricted_edition_is_printed(browser: Browser, address: str) -> None:
    page = visit(browser, f"{address}/partner/{STATIONS}")
    page.emulate_media(media="print")
    markings = page.get_by_text("OFFICIAL-SENSITIVE Partner edition")
    assert markings.count() == 2
    assert all(markings.nth(index).is_visible() for index in range(2))


def test_synthetic_numbers_say_so_on_every_page_and_figure(browser: Browser, address: str, sites: Path) -> None:
    for path in (sites / "partner" / name / "index.html" for name in pages_of(sites, "partner")):
        assert path.read_text("utf-8").count('class="marking marking--synthetic"') == 2, path
    page = visit(browser, f"{address}/partner/{STATIONS}")
    assert page.locator(".marking--synthetic").first.is_visible()
    assert page.locator("figure .synthetic").count() == page.locator("figure").count() > 0


def test_the_help_box_comes_first_and_its_exit_is_the_first_thing_a_keyboard_reaches_in_it(
    browser: Browser, address: str
) -> None:
    page = visit(browser, f"{address}/public/harm/hate-crime/", java_script_enabled=False)
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
    [("Quayside", "Quayside"), ("Theft of a boat", "boat"), ("Operation Heron", "Heron")],
)
def test_search_finds_a_ward_a_crime_type_and_an_operation(
    browser: Browser, address: str, words: str, telling: str
) -> None:
    page = visit(browser, f"{address}/public/", viewport={"width": 1280, "height": 900})
    page.get_by_role("textbox", name="Search").press_sequentially(words, delay=20)
    marked = page.locator(".search__result mark").filter(has_text=re.compile(telling, re.IGNORECASE))
    expect(marked.first).to_be_attached(timeout=15_000)
