"""What stands around every page: how to skip it, where it leads, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import fresh
from hosted import hosted
from links import reached_from_home, titles_of
from playwright.sync_api import Browser, Page
from served import EDITIONS, pages_of

CHARTS = "harm/harm/"
SMALLEST = 24  # WCAG 2.2, 2.5.8
_SMALL = """
    smallest => [...document.querySelectorAll("a, button, summary, input, label[for]")].filter(each => {
        const box = each.getBoundingClientRect(), style = getComputedStyle(each);
        const seen = each.checkVisibility({opacityProperty: true, visibilityProperty: true}) && box.width > 1;
        const inSentence = style.display === "inline" && each.closest("p, li, dd, td, th, figcaption");
        const beside = each.matches(".headerlink, .skip-link");
        return seen && !inSentence && !beside && (box.width < smallest || box.height < smallest);
    }).map(each => `${each.outerHTML.slice(0, 80)} ${each.getBoundingClientRect().height}`)
"""


@pytest.fixture(scope="module")
def top(sites: Path) -> Iterator[str]:
    with hosted(sites / "public") as address:
        yield address


def visit(browser: Browser, url: str, width: int = 1280, **options: object) -> Page:
    page = fresh(browser, viewport={"width": width, "height": 800}, **options)
    page.goto(url)
    return page


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_has_a_title_of_its_own_and_says_its_language(sites: Path, edition: str) -> None:
    names = pages_of(sites, edition)
    pages = {name: (sites / edition / name / "index.html").read_text("utf-8") for name in names}
    pages["404.html"] = (sites / edition / "404.html").read_text("utf-8")
    titles = titles_of(sites / edition, names)
    assert len(set(titles)) == len(titles) == len(pages) > 15
    assert all(title == title.strip() and "\n" not in title for title in titles)
    if edition != "public":
        assert all(title.endswith(f" - {edition.title()} edition") for title in titles)
    for name, page in pages.items():
        assert '<html lang="en"' in page, name
        assert page.count('<meta name="color-scheme" content="light dark">') == 1, name
        assert "Made with" not in page, name


def test_the_first_thing_that_a_keyboard_reaches_skips_to_the_page(browser: Browser, top: str) -> None:
    page = visit(browser, top + CHARTS)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to main content"
    assert skip.bounding_box()["x"] >= 0
    assert skip.evaluate("link => getComputedStyle(link).outlineWidth") == "3px"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["", CHARTS, "help/", "areas/ward/quayside/", "no-such-page/"])
def test_what_is_pressed_is_large_enough(browser: Browser, top: str, name: str, width: int) -> None:
    assert visit(browser, top + name, width).evaluate(_SMALL, SMALLEST) == []


def test_on_a_narrow_screen_the_menu_opens_where_it_stands_without_a_script(browser: Browser, top: str) -> None:
    page = visit(browser, top + CHARTS, 320, java_script_enabled=False)
    menu = page.locator("summary", has_text="Menu")
    sections = page.get_by_role("navigation", name="Sections")
    assert not sections.is_visible()
    assert menu.bounding_box()["y"] < page.get_by_role("heading", level=1).bounding_box()["y"]
    menu.click()
    assert page.evaluate("scrollY") == 0
    assert sections.bounding_box()["y"] >= menu.bounding_box()["y"]
    here = sections.get_by_role("link", name=re.compile("^Harm by kind"))
    assert here.get_attribute("aria-current") == "page"
    sections.get_by_role("link", name="Disorder").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Disorder"


def test_the_foot_of_a_page_says_how_to_reach_the_owner_and_where_to_report_what_is_not_accessible(
    browser: Browser, top: str
) -> None:
    foot = visit(browser, top).locator(".footer")
    assert foot.locator(".footer__contact").all_inner_texts() == [
        "Contact: safety@saltmere.example",
        "Report an accessibility problem: 01632 960000",
    ]
    links = foot.locator(".footer__contact a").evaluate_all("links => links.map(link => link.href)")
    assert links == ["mailto:safety@saltmere.example", "tel:01632960000"]


def test_every_page_is_reached_from_the_home_page_by_links_in_text_or_sections(sites: Path) -> None:
    reached = {page for page in reached_from_home(sites / "public") if not page.startswith("embed/")}
    assert reached == set(pages_of(sites, "public"))


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_that_is_not_found_helps_at_any_depth(browser: Browser, sites: Path, edition: str) -> None:
    with hosted(sites / edition) as top:
        for name in ("nothing", "harm/nothing/at/all/"):
            page = visit(browser, top + name)
            assert page.title().startswith("Page not found")
            assert page.locator(".marking strong").first.is_visible()
            article = page.get_by_role("article")
            targets = article.get_by_role("link").evaluate_all("links => links.map(link => link.href)")
            assert {top, f"{top}about/", f"{top}help/", f"{top}harm/"} <= set(targets)
            assert all((sites / edition / target.removeprefix(top) / "index.html").is_file() for target in targets)
            assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('1em Inter'))")
            page.get_by_role("textbox", name="Search").press_sequentially("Quayside", delay=10)
            page.locator(".search__result").first.wait_for(timeout=15_000)
