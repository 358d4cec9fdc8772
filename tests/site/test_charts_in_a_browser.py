"""Charts as a browser draws them: on a phone, on a desk, in the dark, under a strict policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn import chart_pages, heavy_pages, ill_drawn
from playwright.sync_api import Browser, Route
from served import EDITIONS

RANKED = "public/disorder/"
OF_EACH_KIND = "public/harm/harm/"


@pytest.mark.parametrize("edition", EDITIONS)
def test_charts_fit_and_their_words_are_whole_large_enough_and_apart(
    browser: Browser, hosts: dict[str, str], sites: Path, edition: str
) -> None:
    assert ill_drawn(browser, hosts[edition], chart_pages(sites, edition)) == []


def test_charts_follow_the_colour_scheme_and_forced_colours(browser: Browser, address: str) -> None:
    looks = []
    for options in ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}):
        page = browser.new_context(**options).new_page()
        page.goto(f"{address}/{RANKED}")
        looks.append(
            page.evaluate(
                """() => ['rect.chosen', 'rect.other', 'text.name', 'text.quiet'].map(
                     part => getComputedStyle(document.querySelector('#fig-3 svg ' + part)).fill)"""
            )
        )
        page.close()
    light, dark, forced = looks
    assert all(one != other for one, other in zip(light, dark, strict=True))
    assert len(set(light)) == len(set(dark)) == 4
    assert forced[0] != forced[1], "the row picked out looks like the others"


def test_charts_look_the_same_where_no_inline_style_is_allowed(browser: Browser, address: str) -> None:
    def strict(route: Route) -> None:
        answer = route.fetch()
        headers = {**answer.headers, "content-security-policy": "default-src 'self'; script-src 'none'"}
        route.fulfill(response=answer, headers=headers)

    fills = "() => [...document.querySelectorAll('.figure__chart rect')].map(bar => getComputedStyle(bar).fill)"
    said: list[str] = []
    seen = []
    for policy in (False, True):
        page = browser.new_context(java_script_enabled=True).new_page()
        if policy:
            page.route("**/harm/harm/", strict)
            page.on("console", lambda message: said.append(message.text))
        page.goto(f"{address}/{OF_EACH_KIND}")
        seen.append(page.evaluate(fills))
        page.close()
    assert seen[0] == seen[1]
    assert len(set(seen[0])) > 4
    assert [each for each in said if "style" in each.lower()] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_of_charts_is_light(sites: Path, edition: str) -> None:
    assert heavy_pages(sites, edition) == {}


def test_a_chart_can_be_taken_away_as_a_picture_and_is_loaded_by_no_page(
    browser: Browser, address: str, sites: Path
) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/{RANKED}")
    page.wait_for_load_state("networkidle")
    assert [each for each in asked if "/downloads/" in each] == []
    for kind in ("PNG", "SVG"):
        with page.expect_download() as began:
            page.locator("#fig-3").get_by_role("link", name=f"{kind}:").click()
        name = began.value.suggested_filename
        assert Path(name).suffix == f".{kind.lower()}"
        assert began.value.path().read_bytes() == (sites / "public" / "downloads" / name).read_bytes()
    page.close()


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_word_of_a_picture_stands_inside_it_whatever_the_typeface(
    browser: Browser, address: str, sites: Path, edition: str
) -> None:
    page = browser.new_page()
    pictures = sorted((sites / edition / "downloads").glob("*.svg"))
    assert len(pictures) >= 8
    outside = []
    for path in pictures:
        page.goto(f"{address}/{edition}/downloads/{path.name}")
        outside += page.evaluate(
            """() => { const whole = document.documentElement.getBoundingClientRect();
                 return [...document.querySelectorAll("text")].filter(text => {
                   const box = text.getBoundingClientRect();
                   return box.left < whole.left - 1 || box.right > whole.right + 1
                     || box.top < whole.top || box.bottom > whole.bottom;
                 }).map(text => text.textContent) }"""
        )
    page.close()
    assert outside == []
