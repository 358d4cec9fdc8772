"""A chart alone, cut out of the page that shows its figure."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assess.build.embeds import Embeds
from macros.html.embedding import embedding_html
from macros.phrasebook.phrases import phrases_of
from redaction.policy import Edition

EDITION = Edition("public", "Public edition", "everybody", ("public",), "OFFICIAL", indexed=True, embeds=True)
FIGURE = """\
<figure class="figure" id="fig-3" aria-labelledby="fig-3-headline" data-dataset="noise" data-title="Noise">
<div class="figure__top"><h3 aria-level="2" class="figure__headline" id="fig-3-headline">Noise fell</h3>
<p class="figure__title">Figure 3: Noise &amp; more, Saltmere, 2022</p><svg id="a"><text>7</text></svg></div>
<p class="figure__caveat">See <a href="../../help/#noise">help</a>, <a href="#fig-3-headline">above</a>, <a
 href="#below">below</a>, <a class="x" href="https://example.org/a">elsewhere</a>, <a href="../">up</a>.</p>
<p id="noise-downloads" class="figure__downloads" data-search-exclude><a href="../../downloads/n.csv">CSV</a></p>
<p class="figure__pictures" data-search-exclude><a href="../../downloads/n.png">PNG</a></p>
<script type="application/ld+json">{"a": 1}</script>
<details class="figure__embed" data-search-exclude><summary>Embed</summary><p>it</p></details>
<details class="figure__cite" data-search-exclude><summary>Cite</summary><p>it</p></details>
</figure>"""
PAGE = f"<html><body><article><p>Around it</p>{FIGURE}<figure class='figure' data-dataset='other'></figure></article>"
FILE = "crime/noise/index.html"


def alone(edition: Edition = EDITION) -> str:
    embeds = Embeds(edition, "A site & more", {FILE: frozenset({"noise"})})
    (cut,) = embeds.cut_out_of(FILE, PAGE)
    assert cut[0] == "embed/noise/index.html"
    return cut[1]


def test_a_figure_is_cut_out_with_its_words_and_without_what_is_for_readers_of_its_page() -> None:
    cut = alone()
    for kept in ("Noise fell</h1>", "<text>7</text>", "Figure 3: Noise &amp; more", "figure__caveat"):
        assert kept in cut
    for left in ("Around it", "figure__downloads", "figure__pictures", "<script", "figure__embed", "figure__cite"):
        assert left not in cut
    assert "<title>Figure 3: Noise &amp; more, Saltmere, 2022 - A site &amp; more</title>" in cut


def test_search_engines_are_kept_away_and_the_edition_and_its_marking_are_said() -> None:
    cut = alone()
    assert '<meta name="robots" content="noindex">' in cut
    assert '<meta name="edition" content="public">' in cut
    assert "<strong>OFFICIAL</strong> Public edition" in cut


@pytest.mark.parametrize(
    ("address", "canonical"),
    [("", "../../crime/noise/#fig-3"), ("https://a.example/2023/", "https://a.example/2023/crime/noise/#fig-3")],
)
def test_what_search_engines_are_led_to_is_the_figure_on_its_page(address: str, canonical: str) -> None:
    assert f'<link rel="canonical" href="{canonical}">' in alone(replace(EDITION, address=address))


def test_links_lead_out_of_the_frame_to_where_they_led() -> None:
    links = dict(re.findall(r'<a\b[^>]* href="([^"]*)"([^>]*)>', alone()))
    assert [*links] == [
        "../../help/#noise",
        "#fig-3-headline",
        "../../crime/noise/#below",
        "https://example.org/a",
        "../../crime/",
        "../../crime/noise/#fig-3",
    ]
    assert set(links.values()) == {' target="_top"'}


def test_a_page_without_such_a_chart_gives_none() -> None:
    embeds = Embeds(EDITION, "A site", {FILE: frozenset({"noise"})})
    assert [*embeds.cut_out_of("index.html", PAGE)] == []
    assert [*embeds.cut_out_of(FILE, PAGE.replace('data-dataset="noise"', 'data-dataset="quiet"'))] == []


CHARTS = '<svg class="chart-bars" width="100%" height="300" role="img"></svg>'


def test_the_code_names_the_whole_address_and_a_height_for_the_chart() -> None:
    code = str(
        embedding_html(
            phrases_of("en"), "noise", "Noise & more", CHARTS, top="../../", address="https://safer.example/2023/"
        )
    )
    assert 'src="https://safer.example/2023/embed/noise/"' in code
    assert 'title="Noise &amp; more"' in code
    assert 'height="600"' in code
    assert 'href="../../embed/noise/"' in code
    assert "Write the address" not in code


def test_without_an_address_readers_are_told_to_write_it() -> None:
    code = str(embedding_html(phrases_of("en"), "noise", "Noise", CHARTS, top="../", address=""))
    assert 'src="embed/noise/"' in code
    assert "Write the address of this site before" in code
