"""What a search can find on a page, and what it is told of words."""

from __future__ import annotations

import json

import pytest

from assess.search.entries import entries_of
from assess.search.index import index
from assess.search.words import Answer, SearchWords, parse_search
from redaction.diagnostics.errors import AssessError, ProblemsFoundError
from redaction.diagnostics.yaml_document import parse_yaml

PAGE = """<html><body><nav>Menu</nav><article><p class="document-number">Section 5.1</p><h1>5.1 Crime</h1>
<aside class="help-now"><p>Get help now</p></aside><p>Assaults seen in A&amp;E.</p>
<h2 id="by-type">By type<a class="headerlink" href="#by-type">&para;</a></h2><p>Of each <b>kind</b>.</p>
<figure id="fig-8"><figcaption><p class="figure__headline">Theft went up</p></figcaption><table>
<caption><span>Figure 8: Crime by type. Unit: offences</span></caption>
<tr><th scope="col">Type</th><th scope="col">2022</th></tr>
<tr><th scope="row">Theft</th><td>4,210</td></tr><tr><th scope="row">Arson</th><td>57</td></tr></table>
<p class="figure__downloads" data-search-exclude>Download</p></figure>
<h2 id="words">Words</h2><ul><li><strong>ASB</strong>: nuisance</li></ul>
<h2 id="report-something">Report</h2><p>The same for every area</p>
<p class="citation">How to cite</p></article></body></html>"""


def found(*, place: bool = False) -> list[tuple[str, str, str, str]]:
    entries = entries_of("crime/", PAGE, place=place)
    return [(each.location, each.kind, each.title, each.text) for each in entries]


def test_a_page_its_parts_its_figures_and_its_terms_are_found_apart() -> None:
    assert found() == [
        ("crime/", "page", "Crime", "Assaults seen in A&E."),
        ("crime/#by-type", "part", "By type", "Of each kind."),
        ("crime/#fig-8", "figure", "Figure 8: Crime by type", "Theft went up. Type, 2022. Theft: 4,210. Arson: 57."),
        ("crime/#words", "term", "ASB", "nuisance"),
        ("crime/#report-something", "part", "Report", "The same for every area."),
    ]


def test_a_place_is_found_as_a_whole_beside_its_figures() -> None:
    assert found(place=True)[0] == (
        "crime/",
        "place",
        "Crime",
        "Assaults seen in A&E. By type: Of each kind. Words: ASB: nuisance.",
    )


def test_a_page_without_an_article_or_a_heading_gives_nothing() -> None:
    assert entries_of("", "<html><body><p>Words</p></body></html>", place=False) == []
    assert entries_of("", "<html><body><article>Words</article></body></html>", place=False) == []


def test_an_answer_whose_page_an_edition_does_not_have_is_left_out_and_a_dead_end_is_refused() -> None:
    def answers(page: str) -> list[str]:
        words = SearchWords(answers=(Answer(("report",), "Report", "Here", page),))
        content = json.loads(index({"crime/index.html": PAGE, "404.html": PAGE}, words))
        assert {doc["location"].partition("#")[0] for doc in content["docs"]} == {"crime/"}
        return [answer["location"] for answer in content["config"]["answers"]]

    assert answers("crime.md") == answers("crime/index.md") == ["crime/"]
    assert answers("crime.md#words") == ["crime/#words"]
    assert answers("assurance.md") == []
    with pytest.raises(AssessError, match=r"leads to #wrods of docs/crime\.md"):
        answers("crime.md#wrods")


def test_a_page_that_does_not_exist_is_said_at_its_line() -> None:
    text = "lower:\n  - abuot.md\n"
    with pytest.raises(ProblemsFoundError) as raised:
        parse_search(parse_yaml("search.yml", text), ["about.md"])
    [problem] = raised.value.problems
    assert (problem.rule, problem.line) == ("search-page", 2)
    assert "about.md" in str(problem)
