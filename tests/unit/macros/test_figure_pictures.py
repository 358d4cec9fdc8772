"""The picture of a figure: its words and its charts, nothing else, and the links to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from lxml import etree
from small_view import small_view, vocabulary, with_descriptor

from assess.downloads import Pictures, Publication
from assess.pictures.outlined import outlined
from assess.pictures.png import png
from macros.charts.chart_cache import ChartStore
from macros.charts.file_cache import KeptFiles
from macros.language.site_map import PublishedPage, SiteMap
from macros.language.template import MacroCall, parse_template
from macros.vocabulary.vocabulary import MACROS, Vocabulary

PUBLICATION = Publication("Anyshire assessment", "2023-05-18", "public", "Public edition", "OFFICIAL", "")
GROUPED = "{{ figure('incidents', chart='grouped') }}"
RANKED = "{{ figure('incidents', chart='ranked', of='2022') }}"
ASKED = {
    "grouped": GROUPED,
    "ranked": RANKED,
    "change": "{{ figure('incidents', chart='change', of='2022') }}",
    "months": "{{ figure('incidents', chart='months') }}",
    "two": "{{ figure('incidents', chart=['ranked', 'months'], of='2022') }}",
}


def call_in(text: str) -> MacroCall:
    (call,) = (part for part in parse_template(text, MACROS).parts if isinstance(part, MacroCall))
    return call


def with_pages(*texts: str, drawn: Path) -> Vocabulary:
    """The vocabulary on the last of some pages, each of which shows the incidents by a call."""
    pages = tuple(
        PublishedPage(f"{place}.md", f"Page {place}", (), {"incidents": call_in(text)})
        for place, text in enumerate(texts, 1)
    )
    store = ChartStore(drawn)
    return replace(vocabulary(downloads=True), site=SiteMap((), pages), page=lambda: pages[-1], draw=store.svg)


class Drawn:
    """Draws pictures, and remembers how many."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, svgs: Sequence[str]) -> list[bytes]:
        self.count += len(svgs)
        return [png(each) for each in svgs]


def pictures(folder: Path, words: Vocabulary, draw: Drawn | None = None) -> dict[str, bytes]:
    made = Pictures(KeptFiles(folder / "kept"), ChartStore(folder / "charts"), draw or Drawn())
    return made.of(PUBLICATION, words.view, words.site)


def texts(svg: bytes, kind: str) -> list[str]:
    return ["".join(each.itertext()) for each in etree.fromstring(svg).iter(f"{{*}}{kind}")]


def seen(text: str) -> str:
    """The letters of a page that are seen, without spaces and where lines break."""
    return re.sub(r"\s", "", unescape(re.sub(r"<[^>]*>", "", text)))


@pytest.mark.parametrize("asked", ASKED)
def test_a_picture_says_what_its_figure_says_and_nothing_else(asked: str, tmp_path: Path) -> None:
    words = with_pages(ASKED[asked], drawn=tmp_path / "charts")
    figure = seen(words.text(ASKED[asked]))
    svg = pictures(tmp_path, words)["incidents.svg"]
    said = texts(svg, "text")
    assert len(said) > 8
    for text in said[:-1]:
        assert seen(text) in figure, text
    assert said[-1] == "Anyshire assessment, Public edition. OFFICIAL."
    assert seen(texts(svg, "title")[0]) in figure
    assert seen(texts(svg, "desc")[0])[:40] in figure


def test_title_source_and_edition_are_in_it(tmp_path: Path) -> None:
    svg = pictures(tmp_path, with_pages(GROUPED, drawn=tmp_path / "charts"))["incidents.svg"]
    whole = " ".join(texts(svg, "text"))
    assert "Incidents by area, Anyshire, 2021 and 2022" in whole
    assert "Source: County Police (Records)" in whole
    assert "Public edition" in whole


def test_a_picture_needs_no_stylesheet_and_its_words_stay_in_it(tmp_path: Path) -> None:
    for asked in ASKED.values():
        svg = pictures(tmp_path, with_pages(asked, drawn=tmp_path / "charts"))["incidents.svg"].decode()
        assert not re.search(r'class=|style=|%"|currentColor|url\(', svg)
        whole = etree.fromstring(svg)
        wide, high = float(whole.get("width", "")), float(whole.get("height", ""))
        for path, size, x in _outlines(outlined(svg)):
            numbers = [float(each) * size + x for each in re.findall(r"[MLH](-?[\d.]+)", path)]
            assert all(-6 <= each <= wide for each in numbers)  # a point is drawn around its place
        assert all(0 < float(each.get("y", "")) <= high for each in whole.findall("{*}text"))


def _outlines(drawn: str) -> list[tuple[str, float, float]]:
    """Each path of a picture, and how much larger it is drawn and how far to the right."""
    found = re.findall(r'<path d="([^"]*)"(?: transform="matrix\((\S+) 0 0 \S+ (\S+) \S+\)")?', drawn)
    return [(path, float(size or 1), float(x or 0)) for path, size, x in found]


def test_the_same_figure_gives_the_same_bytes_and_is_drawn_once(tmp_path: Path) -> None:
    draw = Drawn()
    words = with_pages(GROUPED, drawn=tmp_path / "charts")
    first = pictures(tmp_path, words, draw)
    assert pictures(tmp_path, words, draw) == first
    assert draw.count == 1
    assert pictures(tmp_path / "elsewhere", words, draw) == first
    assert first["incidents.png"] == png(first["incidents.svg"].decode())


def test_a_kept_picture_that_a_disk_has_spoilt_is_drawn_again(tmp_path: Path) -> None:
    words = with_pages(GROUPED, drawn=tmp_path / "charts")
    first = pictures(tmp_path, words)
    (kept,) = (tmp_path / "kept" / "public").glob("*.png")
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    assert pictures(tmp_path, words) == first


def test_a_figure_links_to_its_picture_and_a_table_to_none(tmp_path: Path) -> None:
    words = with_pages(GROUPED, drawn=tmp_path / "charts")
    named = "Incidents by area, Anyshire, 2021 and 2022"
    text = words.text(GROUPED)
    assert f'<a href="../downloads/incidents.png" download aria-label="PNG: {named}">PNG</a>' in text
    assert f'<a href="../downloads/incidents.svg" download aria-label="SVG: {named}">SVG</a>' in text
    assert ".png" not in words.text("{{ table('incidents') }}")


def test_another_chart_of_the_same_data_does_not_offer_the_picture_of_the_first(tmp_path: Path) -> None:
    words = with_pages(GROUPED, RANKED, drawn=tmp_path / "charts")
    assert ".png" in words.text(GROUPED)
    assert ".png" not in words.text(RANKED)
    svg = pictures(tmp_path, words)["incidents.svg"]
    assert svg == pictures(tmp_path / "alone", with_pages(GROUPED, drawn=tmp_path / "charts"))["incidents.svg"]


def test_what_no_page_shows_as_a_chart_has_no_picture(tmp_path: Path) -> None:
    assert pictures(tmp_path, with_pages("{{ table('incidents') }}", drawn=tmp_path / "charts")) == {}
    assert pictures(tmp_path, vocabulary()) == {}


def test_a_caveat_goes_with_the_picture(tmp_path: Path) -> None:
    before = with_pages(GROUPED, drawn=tmp_path / "charts")
    told = with_descriptor(before.view.datasets["incidents"], caveat="The way of counting changed in 2022.")
    words = replace(before, view=small_view("public", told))
    said = texts(pictures(tmp_path, words)["incidents.svg"], "text")
    assert said[-3] == "The way of counting changed in 2022."
    assert said[:-3] == texts(pictures(tmp_path, before)["incidents.svg"], "text")[:-2]
