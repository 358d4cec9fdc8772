"""The charts of built pages as a browser draws them."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

from browser import fresh
from playwright.sync_api import Browser
from served import own_pages_of

from macros.charts.text_width import width

WIDTHS = (320, 390, 1280)
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


def ill_drawn(browser: Browser, top: str, names: list[str]) -> list[str]:
    """What is wrong with the charts of some pages, on a phone or a desk: words cut, small, or on each other."""
    page = fresh(browser)
    faults = []
    for name in names:
        page.goto(f"{top}{name}")
        for width_of_window in WIDTHS:
            page.set_viewport_size({"width": width_of_window, "height": 800})
            for chart in page.evaluate(MEASURED):
                faults += [f"{name} {chart['figure']}, {width_of_window} px{fault}" for fault in _faults(chart)]
    page.close()
    return faults


def _faults(chart: dict[str, Any]) -> list[str]:
    left, _, right, _ = chart["place"]
    faults = [" scrolls"] if chart["scrolls"] else []
    for words in chart["words"]:
        faults += [f": {pair} overlap" for pair in overlapping(words)]
        for word in words:
            if word["place"][0] < left - 1 or word["place"][2] > right + 1:
                faults.append(f": {word['text']} stands out")
            if word["size"] * word["scale"] < 12:
                faults.append(f": {word['text']} is small")
            expected = width(word["text"], word["size"], bold=word["bold"])
            if abs(word["length"] - expected) > 0.1:
                faults.append(f": {word['text']} is {word['length']:.2f} wide, not {expected:.2f}")
    return faults + [": a bar stands out" for bar in chart["bars"] if bar[0] < left - 1 or bar[2] > right + 1]


def heavy_pages(sites: Path, edition: str) -> dict[str, int]:
    """The pages of charts that are heavier, compressed, than a host should have to send, with what they weigh."""
    heavy = {}
    for name in chart_pages(sites, edition):
        html = (sites / edition / name / "index.html").read_bytes()
        figures = html.count(b'class="figure__chart"')
        size = len(gzip.compress(html))
        if size > 45_000 * max(1, figures / 2):
            heavy[name] = size
    return heavy
