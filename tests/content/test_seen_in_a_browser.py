"""The pages of the assessment that are like no other, in a browser and on paper; `make walk` looks at all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import axe
import pytest
from browser import settle
from drawn import chart_pages, heavy_pages, ill_drawn
from fitting import SET_WIDER_APART, misfits
from hosted import hosted
from letters import letters_lacking
from links import dead_links, reached_from_home, titles_of
from paper import MARGIN, PORTRAIT, Printer, printer
from playwright.sync_api import Browser, Page
from served import EDITIONS, WHOLE, pages_of, same_in_public
from walk import HEIGHT, WAYS, WIDTHS, every_page, walk

ASB, MATRIX = "5-crime-and-asb/5-3-anti-social-behaviour/", "11-appendices/11-1-risk-matrix/"
SESSIONS, HATE_CRIME = "6-fire-and-rescue/6-2-fire-prevention/", "7-hidden-harms/7-2-hate-crime/"
FAMILY = "5-crime-and-asb/5-2-iquanta/"
# The home page, the page with the most figures, the widest table, and what partners alone see.
OWN = [("public", ""), ("public", ASB), ("public", MATRIX), ("partner", FAMILY)]
WITH_WIDE_TABLES = [("public", ASB), ("public", MATRIX), ("public", SESSIONS), ("partner", FAMILY)]
MARKED = {"partner": ("OFFICIAL-SENSITIVE Partner edition", FAMILY)}
MARKED["internal"] = ("OFFICIAL-SENSITIVE Internal edition", "7-hidden-harms/7-4-counter-extremism/")


@pytest.fixture(scope="module")
def hosts(sites: Path) -> Iterator[dict[str, str]]:
    """Each edition on a host of its own, as it is published."""
    with ExitStack() as stack:
        yield {edition: stack.enter_context(hosted(sites / edition)) for edition in EDITIONS}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": HEIGHT})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def printed(browser: Browser, hosts: dict[str, str]) -> Printer:
    """What prints a page once for all tests."""
    return printer(browser, hosts)


def test_a_walk_finds_nothing_light_and_dark_narrow_and_wide(
    sites: Path, hosts: dict[str, str], request: pytest.FixtureRequest
) -> None:
    pages = every_page(sites) if WHOLE else [(edition, name.rstrip("/")) for edition, name in OWN]
    seen = walk(pages, hosts, same_in_public(sites) if WHOLE else frozenset())
    axe.note_undecided(request.config, seen.incomplete)
    assert set(seen.runs) == {(*page, *way) for page in pages for way in WAYS}
    assert seen.violations == [], axe.told(seen.violations)
    assert (seen.said, seen.asked, seen.misfits, seen.faint) == ([], [], [], [])
    assert seen.judged > 0


def test_text_set_wider_apart_still_fits(page: Page, hosts: dict[str, str]) -> None:
    page.add_init_script(SET_WIDER_APART)
    for edition, name in OWN:
        page.goto(f"{hosts[edition]}{name}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            settle(page)
            assert misfits(page) == [], (name, width)


@pytest.mark.parametrize("edition", EDITIONS)
def test_charts_fit_and_their_words_are_whole_large_enough_and_apart(
    browser: Browser, hosts: dict[str, str], sites: Path, edition: str
) -> None:
    assert ill_drawn(browser, hosts[edition], chart_pages(sites, edition)) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_of_charts_is_light(sites: Path, edition: str) -> None:
    assert heavy_pages(sites, edition) == {}


def test_a_map_of_many_areas_is_described_by_its_data(page: Page, hosts: dict[str, str]) -> None:
    page.goto(hosts["public"] + ASB)
    described = page.locator("#fig-15-chart-description").text_content()
    assert "Southend highest at 3,485" in described
    assert "Thurrock is at 2,543" in described


@pytest.mark.parametrize("name", [ASB, MATRIX, SESSIONS])
def test_no_table_is_cut_off_on_a_desk(page: Page, hosts: dict[str, str], name: str) -> None:
    page.goto(hosts["public"] + name)
    page.evaluate("document.querySelectorAll('.figure__table').forEach(details => details.open = true)")
    widths = page.locator(".table").evaluate_all("all => all.map(each => [each.scrollWidth, each.clientWidth])")
    assert widths
    assert [pair for pair in widths if pair[0] > pair[1] + 1] == []


@pytest.mark.parametrize(("edition", "name"), WITH_WIDE_TABLES)
def test_every_word_of_every_wide_table_is_on_a_sheet(printed: Printer, edition: str, name: str) -> None:
    found = printed(edition, name)
    assert (found.lost, found.sizes) == ([], {PORTRAIT})
    assert found.right < PORTRAIT[0] - MARGIN


def test_the_title_of_each_of_many_charts_stays_with_it_on_paper(printed: Printer) -> None:
    found = printed("public", ASB)
    assert len(found.charts) > 5
    assert found.parted == []


@pytest.mark.parametrize("edition", MARKED)
def test_every_sheet_of_what_some_may_see_is_marked_at_its_top_and_bottom(printed: Printer, edition: str) -> None:
    marking, name = MARKED[edition]
    texts = printed(edition, name).texts
    assert len(texts) > 1
    assert [(text.count(marking), text.startswith(marking)) for text in texts] == [(2, True)] * len(texts)


def test_the_matrix_has_its_head_on_each_sheet(printed: Printer) -> None:
    texts = printed("public", MATRIX).texts
    assert len([text for text in texts if "Psychological" in text and "Performance" in text]) > 1


def test_help_comes_first_where_a_page_may_upset(page: Page, hosts: dict[str, str]) -> None:
    page.goto(hosts["public"] + HATE_CRIME)
    box = page.get_by_role("complementary", name="Get help now")
    assert box.bounding_box()["y"] < page.locator("h2").first.bounding_box()["y"]
    assert page.locator("article").get_by_role("link").first.inner_text() == "Exit this page"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_has_a_title_of_its_own_is_reached_and_links_to_what_is_there(sites: Path, edition: str) -> None:
    site, names = sites / edition, pages_of(sites, edition)
    titles = titles_of(site, names)
    assert len(set(titles)) == len(titles) == len(names) + 1 > 60
    reached = {page for page in reached_from_home(site) if not page.startswith("embed/")}  # charts for other sites
    assert reached == set(names)
    assert dead_links(site) == set()
    assert letters_lacking(site) == {}


def test_synthetic_numbers_say_so_on_every_page(sites: Path) -> None:
    for name in pages_of(sites, "partner"):
        written = (sites / "partner" / name / "index.html").read_text("utf-8")
        assert written.count('class="marking marking--synthetic"') == 2, name
