"""What a resident meets first, in a browser: the home page, an area, a choice of figures, a promise on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hosted import hosted
from playwright.sync_api import Browser, Page, expect

ASB, AREA, REPORT = (
    "5-crime-and-asb/5-3-anti-social-behaviour/",
    "areas/ward/belhus/",
    "11-appendices/11-2-3-violence-and-vulnerability/",
)
CRIME = "5-crime-and-asb/5-1-crime/"
PHONE = {"width": 390, "height": 800}


@pytest.fixture(scope="module")
def top(sites: Path) -> Iterator[str]:
    with hosted(sites / "public", answers=[]) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def test_the_home_page_answers_in_the_order_that_a_resident_asks(page: Page, top: str) -> None:
    page.goto(top)
    headings = page.locator("article h2").all_inner_texts()
    asked = ["The year in numbers", "What is being done", "Report something", "Topics", "Find your area"]
    assert [each.partition("\u00b6")[0].strip() for each in headings][:6] == [*asked, "About this assessment"]
    answer = page.locator("article > p").all_inner_texts()[:3]
    assert [part in text for part, text in zip(("7.2%", "96.1", "33%"), answer, strict=True)] == [True] * 3
    about = page.locator("#about-this-assessment + ul > li > strong").all_inner_texts()
    assert about == ["Published", "Data up to", "Next update", "Last corrected"]


def test_a_tap_anywhere_on_a_tile_leads_to_the_figure_that_holds_its_number(page: Page, top: str) -> None:
    page.goto(top)
    tiles = page.locator("ul.cards > li")
    number = tiles.nth(1).locator(".card__number").inner_text()
    tiles.nth(1).click(position={"x": 200, "y": 90})
    page.wait_for_url("**/5-crime-and-asb/**")
    target = page.locator(":target")
    expect(target).to_contain_text(number)


def test_two_taps_lead_from_the_home_page_to_an_area_without_a_script(browser: Browser, top: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(top)
    page.locator("summary", has_text="Wards").click()
    page.locator(".places__kind[open]").get_by_role("link", name="Belhus").click()
    page.wait_for_url(f"{top}{AREA}" if top.endswith("/") else f"{top}/{AREA}")
    context.close()


def test_every_priority_leads_to_what_was_promised(page: Page, top: str) -> None:
    page.goto(top)
    links = page.locator("ol.priorities a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    assert len(links) == 9
    for link in links:
        page.goto(f"{top}/{link}")
        states = page.locator("#promised-and-done ~ * td:last-child strong").all_inner_texts()
        assert states
        assert {*states} <= {"Done", "Done in part", "Under way", "Not done", "Not reported"}


def test_one_type_is_shown_at_a_time_and_an_address_chooses_its_own(page: Page, top: str) -> None:
    page.goto(f"{top}/{ASB}")
    figures = page.locator(".choosing ~ .figure:is(#fig-12, #fig-13, #fig-14, #fig-15)")
    assert figures.count() == 4
    assert [each.is_visible() for each in figures.all()] == [True, False, False, False]
    page.get_by_role("radio", name="Nuisance").check()
    assert [each.is_visible() for each in figures.all()] == [False, True, False, False]
    page.goto(f"{top}/{ASB}#fig-14")
    expect(page.locator("#fig-14")).to_be_visible()
    assert page.locator(".choosing input").evaluate_all("all => all.map(each => each.parentElement.textContent)") == [
        "Environmental",
        "Nuisance",
        "Personal",
        "All",
    ]


def test_all_types_are_there_on_paper_and_without_a_script(browser: Browser, page: Page, top: str) -> None:
    page.goto(f"{top}/{ASB}")
    page.emulate_media(media="print")
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{top}/{ASB}")
    for each in (page, plain):
        assert [each.locator(f"#fig-{number}").is_visible() for number in (12, 13, 14, 15)] == [True] * 4
    expect(page.locator(".choosing")).to_be_hidden()
    context.close()


def test_on_a_phone_a_promise_stands_above_what_was_done_and_nothing_is_cut_off(page: Page, top: str) -> None:
    page.goto(f"{top}/{REPORT}")
    row = page.locator("#promised-and-done ~ * tbody tr").first
    tops = row.locator("td").evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
    assert tops == sorted(set(tops))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_an_area_says_its_number_its_place_and_a_small_base(page: Page, top: str) -> None:
    page.goto(f"{top}/{AREA}")
    cards = page.locator("ul.measures > li")
    assert [each.locator(".card__unit").inner_text() for each in cards.all()] == ["complaints", "reports"]
    assert [each.locator(".state").count() for each in cards.all()] == [0, 1]
    assert [each.locator("svg.spark").count() for each in cards.all()] == [1, 1]


def test_every_tile_says_both_changes_in_the_same_words(page: Page, top: str) -> None:
    page.goto(top)
    for name in ("change", "beside"):
        said = page.locator(f"ul.cards .card__{name} data").all_inner_texts()
        assert len(said) == 6
        assert [text for text in said if not text.startswith(("up ", "down "))] == []


def test_two_years_and_their_change_are_in_sight_on_a_phone(page: Page, top: str) -> None:
    page.goto(f"{top}/{CRIME}")
    page.evaluate("document.querySelectorAll('.figure__table').forEach(details => details.open = true)")
    for figure in ("#fig-4", "#fig-5", "#fig-8a"):
        table = page.locator(f"{figure} .table")
        assert table.locator("thead th").count() == 5
        assert table.evaluate("table => table.scrollWidth - table.clientWidth") <= 1


def test_on_a_phone_a_difference_is_a_block_that_says_what_each_part_is(page: Page, top: str) -> None:
    page.goto(f"{top}/about/differences/")
    cells = page.locator(".table--words tbody tr").first.locator("th, td")
    tops = cells.evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
    assert tops == sorted(set(tops))
    said = cells.evaluate_all("all => all.slice(1).map(each => getComputedStyle(each, '::before').content)")
    assert ["Printed" in said[0], "Worked out here" in said[1], "Most likely cause" in said[2]] == [True] * 3
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
