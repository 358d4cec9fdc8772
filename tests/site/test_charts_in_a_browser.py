"""Charts as a browser draws them: on a phone, on a desk, in the dark, under a strict policy."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Route
from served import EDITIONS, own_pages_of

from macros.charts.text_width import width

CRIME = "public/5-crime-and-asb/5-1-crime/"
# Of figures with a choice one is seen; here each is.
MEASURED = """() => document.fonts.ready.then(() => {
  document.querySelectorAll('.not-chosen').forEach(each => each.classList.remove('not-chosen'))
}).then(() => [...document.querySelectorAll('.figure__chart')].map(chart => {
  const place = each => { const r = each.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom] }
  const words = [...chart.querySelectorAll('svg')].map(svg => [...svg.querySelectorAll('text')].map(text => ({
    text: text.textContent,
    size: parseFloat(getComputedStyle(text).fontSize),
    bold: getComputedStyle(text).fontWeight >= 600,
    length: text.getComputedTextLength(),
    scale: text.getScreenCTM().a,
    place: place(text),
  })))
  const bars = [...chart.querySelectorAll('rect, line')].map(place)
  return {figure: chart.closest('figure').id, place: place(chart), scrolls: chart.scrollWidth > chart.clientWidth,
          words: words, bars: bars}
}))"""


def chart_pages(sites: Path, edition: str) -> list[str]:
    """The pages of an edition that have charts."""
    found = [
        name
        for name in own_pages_of(sites, edition)
        if 'class="figure__chart"' in (sites / edition / name / "index.html").read_text("utf-8")
    ]
    assert found
    return found


def overlapping(words: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Words of one chart that lie on each other; the space above capitals and below a line is no part of them."""
    found = []
    for place, one in enumerate(words):
        for other in words[place + 1 :]:
            (left, top, right, bottom), (left_2, top_2, right_2, bottom_2) = one["place"], other["place"]
            across = min(right, right_2) - max(left, left_2)
            down = min(bottom, bottom_2) - max(top, top_2)
            if across > 1 and down > 5:
                found.append((one["text"], other["text"]))
    return found


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("column", [320, 390, 1280])
def test_charts_fit_and_their_words_are_whole_large_enough_and_apart(
    browser: Browser, address: str, sites: Path, edition: str, column: int
) -> None:
    page = browser.new_page(viewport={"width": column, "height": 800})
    faults = []
    for name in chart_pages(sites, edition):
        page.goto(f"{address}/{edition}/{name}")
        for chart in page.evaluate(MEASURED):
            left, _, right, _ = chart["place"]
            where = f"{name} {chart['figure']}"
            if chart["scrolls"]:
                faults.append(f"{where} scrolls")
            for words in chart["words"]:
                faults += [f"{where}: {pair} overlap" for pair in overlapping(words)]
                for word in words:
                    if word["place"][0] < left - 1 or word["place"][2] > right + 1:
                        faults.append(f"{where}: {word['text']} stands out")
                    if word["size"] * word["scale"] < 12:
                        faults.append(f"{where}: {word['text']} is small")
                    expected = width(word["text"], word["size"], bold=word["bold"])
                    if abs(word["length"] - expected) > 0.1:
                        found = f"{word['length']:.2f} wide, not {expected:.2f}"
                        faults.append(f"{where}: {word['text']} is {found}")
            faults += [f"{where}: a bar stands out" for bar in chart["bars"] if bar[0] < left - 1 or bar[2] > right + 1]
    page.close()
    assert faults == []


def test_charts_follow_the_colour_scheme_and_forced_colours(browser: Browser, address: str) -> None:
    looks = []
    for options in ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}):
        page = browser.new_context(**options).new_page()
        page.goto(f"{address}/{CRIME}")
        looks.append(
            page.evaluate(
                """() => ['rect.chosen', 'rect.other', 'text.name', 'text.quiet'].map(
                     part => getComputedStyle(document.querySelector('#fig-7 svg ' + part)).fill)"""
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
            page.route("**/5-1-crime/", strict)
            page.on("console", lambda message: said.append(message.text))
        page.goto(f"{address}/{CRIME}")
        seen.append(page.evaluate(fills))
        page.close()
    assert seen[0] == seen[1]
    assert len(set(seen[0])) > 4
    assert [each for each in said if "style" in each.lower()] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_of_charts_is_light(sites: Path, edition: str) -> None:
    heavy = {}
    for name in chart_pages(sites, edition):
        html = (sites / edition / name / "index.html").read_bytes()
        figures = html.count(b'class="figure__chart"')
        size = len(gzip.compress(html))
        if size > 45_000 * max(1, figures / 2):
            heavy[name] = size
    assert heavy == {}
