"""What helps to read a page, to leave it and to pass a figure on; and that nothing is lost without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import fresh
from playwright.sync_api import Browser, Page, expect
from served import KINDS

CHARTS = "harm/harm/"
MATRIX = "harm/risk/"
HELP = "harm/hate-crime/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = fresh(browser, viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    opened.route(re.compile("^https:"), lambda route: route.fulfill(body="elsewhere"))
    yield opened
    opened.close()


def test_a_table_waits_under_its_chart_and_says_where_more_of_it_is(page: Page, hosts: dict[str, str]) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(hosts["public"] + CHARTS)
    figure = page.locator("#fig-6")
    region = figure.locator(".table")
    assert not region.is_visible()
    assert figure.locator("svg").first.is_visible()
    figure.get_by_text("Show the table").click()
    wider = figure.get_by_text("Scroll sideways to see every column")
    expect(wider).to_be_visible()
    first = region.locator("tbody th").first
    before = first.bounding_box()["x"]
    region.evaluate("region => region.scrollLeft = region.scrollWidth")
    assert first.bounding_box()["x"] == pytest.approx(before, abs=1)
    expect(region).not_to_have_class(re.compile("goes-on"))
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(wider).not_to_be_visible()


@pytest.mark.parametrize(  # numbers of stations have seven digits, and here as little room as beside a list of parts
    ("place", "width"), [(("public", MATRIX), 1280), (("public", CHARTS), 1280), (("partner", "stations/"), 740)]
)
def test_no_table_is_cut_off_on_a_desk(page: Page, hosts: dict[str, str], place: tuple[str, str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(hosts[place[0]] + place[1])
    page.evaluate("document.querySelectorAll('.figure__table').forEach(details => details.open = true)")
    widths = page.locator(".table").evaluate_all("all => all.map(each => [each.scrollWidth, each.clientWidth])")
    assert widths
    assert [pair for pair in widths if pair[0] > pair[1] + 1] == []


def test_what_a_script_changes_is_so_before_the_page_is_drawn(page: Page, hosts: dict[str, str]) -> None:
    page.route(re.compile(r"bundle\."), lambda route: route.abort())
    page.goto(hosts["public"] + CHARTS)
    assert page.get_by_role("textbox", name="Search").is_visible()
    assert not page.locator("#fig-6 .table").is_visible()


def test_what_the_search_found_lies_over_all_that_is_below_it(page: Page, hosts: dict[str, str]) -> None:
    page.goto(hosts["public"] + CHARTS)
    page.get_by_role("textbox", name="Search").press_sequentially("incidents", delay=20)
    panel = page.locator(".search__panel")
    expect(panel.get_by_role("link").first).to_be_visible(timeout=15_000)
    menu, over = (each.bounding_box() for each in (page.locator(".menu > summary"), panel))
    assert over["y"] < menu["y"] < over["y"] + over["height"]
    point = [menu["x"] + 20, menu["y"] + menu["height"] / 2]
    assert page.evaluate("at => Boolean(document.elementFromPoint(...at).closest('.search__panel'))", point)


def test_without_a_script_tables_are_open_and_the_way_out_is_a_link(browser: Browser, hosts: dict[str, str]) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(hosts["public"] + CHARTS)
    assert all(table.is_visible() for table in page.locator("article table").all())
    page.goto(hosts["public"] + HELP)
    assert page.get_by_role("link", name="Exit this page").get_attribute("href").startswith("https:")
    page.close()


def test_shift_three_times_leaves_and_the_way_back_is_closed(page: Page, hosts: dict[str, str]) -> None:
    page.goto(hosts["public"])
    page.goto(hosts["public"] + HELP)
    for _ in range(2):
        page.keyboard.press("Shift")
    expect(page.get_by_text("Shift, press 1 more time to exit")).to_be_attached()
    page.keyboard.press("Shift")
    page.wait_for_url(re.compile("^https:"))
    page.go_back()
    assert page.url == hosts["public"]


def test_typing_in_capitals_does_not_leave(page: Page, hosts: dict[str, str]) -> None:
    page.goto(hosts["public"] + HELP)
    page.get_by_role("textbox", name="Search").focus()
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    assert page.get_by_role("textbox", name="Search").input_value() == "ABCD"
    assert page.url == hosts["public"] + HELP


def test_the_way_out_stays_in_sight_and_a_long_page_ends_with_the_way_to_its_top(
    page: Page, hosts: dict[str, str]
) -> None:
    page.goto(hosts["public"] + HELP)
    page.evaluate("scrollTo(0, document.querySelector('article').scrollHeight / 2)")
    expect(page.get_by_role("link", name="Exit this page")).to_be_in_viewport()
    page.goto(hosts["public"] + CHARTS)
    page.get_by_role("link", name="Top of the page").click()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()


def test_the_link_of_a_figure_is_copied(browser: Browser, hosts: dict[str, str]) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(hosts["public"] + CHARTS)
    figure = page.locator("#fig-10")
    figure.get_by_role("button", name="Copy link").click()
    expect(figure.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{hosts['public']}{CHARTS}#fig-10"
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_headings_are_called_by_their_words_and_figures_by_theirs(page: Page, hosts: dict[str, str], kind: str) -> None:
    edition, _, name = KINDS[kind].partition("/")
    page.goto(hosts[edition] + name)
    tree = page.locator("article").aria_snapshot()
    assert "¶" not in tree
    headlines = page.locator(".figure:not(.not-chosen) .figure__headline").all_inner_texts()
    for headline in headlines:
        expect(page.get_by_role("figure", name=headline, exact=True).first).to_be_attached()
        expect(page.get_by_role("heading", name=headline, exact=True).first).to_be_attached()


def test_every_telephone_number_of_a_help_box_can_be_called(page: Page, hosts: dict[str, str]) -> None:
    page.goto(hosts["public"] + HELP)
    box = page.get_by_role("complementary", name="Get help now")
    assert box.get_by_role("link", name="999").get_attribute("href") == "tel:999"
    assert not re.search(r"\d{3}", re.sub(r"<a href=\"tel.*?</a>", "", box.inner_html()))


def test_a_site_opened_from_a_folder_leads_from_page_to_page_and_says_what_needs_a_server(
    page: Page, sites: Path
) -> None:
    home = (sites / "public" / "index.html").as_uri()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(home)
    expect(page.get_by_placeholder("Search needs a web server")).to_be_disabled()
    page.locator(".md-sidebar--primary a[href*='harm/']").first.click()
    assert page.url.endswith("/index.html")
    expect(page.locator("h1")).to_be_visible()
    page.locator("a.site-name").click()
    assert page.url == home
