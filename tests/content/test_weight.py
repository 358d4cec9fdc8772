"""What a reader's browser loads, compressed as a host would send it, against the budgets."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hosted import Answers, hosted
from playwright.sync_api import Browser, BrowserContext, expect

KB = 1000
FIRST, NEXT = 160 * KB, 45 * KB
HOME, CRIME, ASB = "", "5-crime-and-asb/5-1-crime/", "5-crime-and-asb/5-3-anti-social-behaviour/"
TYPEFACE = 40 * KB
LICENCES = {"assets/fonts/OFL.txt", "assets/javascripts/minisearch-7.2.0.LICENCE.txt"}  # they go with what they are of
SEARCH = {
    "assets/javascripts/filtering.js",  # of the list of figures alone
    "assets/javascripts/finding.js",
    "assets/javascripts/meaning.js",
    "assets/javascripts/minisearch-7.2.0.min.js",
}  # loaded when it is used
HEAVIEST_SEARCH = 90 * KB


def weight(site: Path, answers: Answers) -> dict[str, int]:
    """The compressed bytes of each file that was sent; one that the browser had kept is not sent again."""
    sent = {}
    for name, code in answers:
        if code == 200:
            path = site / name
            path = path / "index.html" if path.is_dir() else path
            sent[name] = len(gzip.compress(path.read_bytes(), 9))
    return sent


def visit(context: BrowserContext, url: str) -> None:
    """Read a page until nothing more is loaded, its icon too: a browser without windows does not ask for that."""
    page = context.new_page()
    page.goto(url)
    page.evaluate("fetch(document.querySelector('link[rel=icon]').href).then(icon => icon.blob())")
    page.wait_for_load_state("networkidle")
    page.close()


@pytest.mark.parametrize("name", [HOME, CRIME, ASB])
def test_a_first_visit_and_the_next_page_keep_within_their_budgets(browser: Browser, sites: Path, name: str) -> None:
    answers: Answers = []
    site = sites / "public"
    after = CRIME if name == ASB else ASB
    with hosted(site, answers=answers) as top:
        context = browser.new_context()
        visit(context, top + name)
        first = weight(site, answers)
        answers.clear()
        visit(context, top + after)
        following = weight(site, answers)
        context.close()
    assert {Path(each).suffix for each in first if each != name} == {".css", ".js", ".svg", ".woff2"}
    assert sum(first.values()) <= FIRST, first
    assert 0 < sum(size for each, size in first.items() if each.endswith(".woff2")) <= TYPEFACE, first
    assert list(following) == [after]
    assert sum(following.values()) <= NEXT, following


def test_the_words_of_the_site_are_loaded_once_and_only_for_a_search(browser: Browser, sites: Path) -> None:
    answers: Answers = []
    site = sites / "public"
    with hosted(site, answers=answers) as top:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(top)
        page.wait_for_load_state("networkidle")
        assert [name for name, _ in answers if "search_index" in name] == []
        page.get_by_role("textbox", name="Search").focus()
        page.get_by_role("textbox", name="Search").press_sequentially("Tilbury", delay=10)
        expect(page.locator(".search__result").first).to_be_visible(timeout=15_000)
        page.keyboard.press("Escape")
        page.get_by_role("textbox", name="Search").focus()
        assert [code for name, code in answers if "search_index" in name] == [200]
        searched = weight(site, answers)
        context.close()
    assert sum(searched.values()) - searched["search/search_index.json"] <= FIRST
    assert searched["search/search_index.json"] <= HEAVIEST_SEARCH


@pytest.mark.parametrize("edition", ["public", "partner", "internal"])
def test_nothing_is_published_that_no_page_loads(sites: Path, edition: str) -> None:
    site = sites / edition
    home = (site / "index.html").read_text("utf-8")
    alone = [path.read_text("utf-8") for path in site.glob("embed/*/index.html")]  # charts for frames of other sites
    files = {path.relative_to(site).as_posix() for path in (site / "assets").rglob("*") if path.is_file()}
    assert files >= SEARCH | LICENCES
    loaded = {name for name in files if f'="{name}"' in home or any(f'="../../{name}"' in page for page in alone)}
    assert files - SEARCH - LICENCES == loaded
    assert not any(name.endswith(".map") for name in files)
