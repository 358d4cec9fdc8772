"""A page on paper: what only a screen needs is left out, and small pictures stay small."""

from __future__ import annotations

import pytest
from lxml import etree, html

from assess.pdf.article import Bound, bound
from assess.pdf.volume import Leaf, Volume

CARD = """<ul class="cards"><li class="card"><a class="card__label" href="../crime/#fig-5">All crime</a>
<p class="card__figure"><span class="card__number">12</span><svg class="spark" viewBox="0 0 23 40" width="23"
 aria-hidden="true" fill="currentColor"><path class="other" d="M0 40v-37h10v37z"/></svg></p></li></ul>"""
FIGURE = """<figure class="figure"><details class="figure__table"><summary>Show the table</summary>
<table><tr><td>12</td></tr></table></details></figure>"""
DIFFERS = '<p><a class="differs" href="../about/differences/#one">Differences from the signed document</a></p>'


def on_paper(inside: str, web: str = "", *, page: str = "en", volume: str = "en") -> Bound:
    """A page in a language, bound into a volume in the same or in another."""
    leaf = Leaf("page/", f"<article><h1>A page</h1>{inside}</article>", 1, page)
    return bound(Volume("section-1", "A section", ((leaf,),)), (leaf,), leaf, web, volume)


@pytest.mark.parametrize(("page", "volume", "said"), [("en", "en", None), ("cy", "en", "cy"), ("en", "cy", "en")])
def test_a_page_in_another_language_than_its_volume_says_so(page: str, volume: str, said: str | None) -> None:
    assert html.fromstring(on_paper("<p>Words.</p>", page=page, volume=volume).content).get("lang") == said


def test_a_spark_is_as_small_on_paper_as_on_the_screen_and_says_nothing_of_its_own() -> None:
    page = on_paper(CARD)
    ((name, drawn),) = page.pictures.items()
    picture = etree.fromstring(drawn)
    assert [picture.get(name) for name in ("width", "height", "viewBox")] == ["17.25", "30", "0 0 23 40"]
    (picture,) = html.fromstring(page.content).iter("img")
    assert dict(picture.attrib) == {"src": f"chart:{name}", "alt": "", "class": "spark"}


@pytest.mark.parametrize(
    "way",
    [
        '<p class="leave"><a class="quick-exit" href="https://example.org/">Exit this page</a></p>',
        '<p class="to-top"><a href="#content">Top</a></p>',
        FIGURE.partition("<table>")[0] + "</details></figure>",
        DIFFERS,
    ],
    ids=["the exit", "the way up", "what opens a table", "a list that is neither bound nor on the web"],
)
def test_ways_about_a_screen_are_not_printed(way: str) -> None:
    assert "".join(html.fromstring(on_paper(way).content).itertext()).split() == ["A", "page"]


def test_a_table_that_opens_on_a_screen_is_printed() -> None:
    assert [cell.text for cell in html.fromstring(on_paper(FIGURE).content).iter("td")] == ["12"]


def test_a_list_of_differences_on_the_web_is_led_to() -> None:
    (link,) = html.fromstring(on_paper(DIFFERS, "https://example.org/").content).iter("a")
    assert link.get("href") == "page:about/differences:one", "which a volume without that page makes an address"


def test_a_link_to_a_page_of_another_part_is_no_blue_word_where_some_volume_cannot_follow_it() -> None:
    for web, look in (("", "further"), ("https://example.org/", None)):
        (link,) = html.fromstring(on_paper('<p><a href="../crime/#fig-5">Crime</a></p>', web).content).iter("a")
        assert (link.get("href"), link.get("class")) == ("page:crime:fig-5", look)


def test_what_a_screen_shows_and_does_not_say_is_not_printed() -> None:
    said = on_paper('<ol><li><span aria-hidden="true">1</span> First</li></ol>').content
    assert html.fromstring(said).find(".//li").text_content().strip() == "First"


def test_what_differs_inside_a_sentence_leaves_the_sentence() -> None:
    said = on_paper('<p>It rose.<a class="differs" href="../about/#one">1</a> Then it fell.</p>').content
    assert "It rose. Then it fell." in said
