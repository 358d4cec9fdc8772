"""The following year is data, not work: a column in the CSVs, and the same pages tell the new year."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from another_year import LATEST, NEXT, add_a_year, bring_up_to_date, told_in
from building import Run

pytestmark = pytest.mark.whole  # test_next_year_trial.py has a year for five tables
CELL = re.compile(
    r'<data value="([^"]*)" data-cell="([^"]*)"( data-by="[^"]*")?(?: data-formula="[^"]*")?>([^<]*)</data>'
)
TELLING_OF_PRINT = re.compile(r"<h2[^>]*>Where .*?differs?.*?(?=<h2|</article)", re.DOTALL)
PAGES_TELLING_OF_PRINT = ("about/differences/index.html", "about/reconciliation/index.html")


@pytest.fixture(scope="module")
def following(
    tmp_path_factory: pytest.TempPathFactory, copy_of_project: Callable[[Path], Path], assess_here: Run
) -> tuple[Path, list[str]]:
    """The public site with the following year, and the tables that have it.

    No file but data was changed, and what the check asks for: the years of the sentences that compare, and periods that
    were left behind.
    """
    project = copy_of_project(tmp_path_factory.mktemp("following") / "project")
    changed = add_a_year(project / "data" / "public")
    code, _, err = assess_here(project, "check")
    assert code == 1
    places = told_in(err)
    assert {each.rule for each in places} == {"untrue-sentence", "stale-period", "other-year"}
    assert len(places) > 10
    bring_up_to_date(project, places)
    code, _, err = assess_here(project, "build", "public")
    assert code == 0, err
    return project / "site" / "public", changed


@pytest.fixture(scope="module")
def pages(following: tuple[Path, list[str]]) -> dict[str, str]:
    site, _ = following
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}


def test_every_table_of_years_shows_the_following_year(
    following: tuple[Path, list[str]], pages: dict[str, str]
) -> None:
    _, changed = following
    assert len(changed) >= 10
    everything = "\n".join(pages.values())
    shown = {cells.split("/")[0] for _, cells, by, _ in CELL.findall(everything) if not by and cells.endswith(NEXT)}
    assert sorted(shown) == changed


def test_prose_tells_the_latest_year_and_its_change_from_the_year_before(pages: dict[str, str]) -> None:
    compared = {}
    for name, page in pages.items():
        told = "" if name in PAGES_TELLING_OF_PRINT else TELLING_OF_PRINT.sub("", page)
        for value, cells, by, text in CELL.findall(told):
            years = tuple(cell.rpartition("/")[2] for cell in cells.split())
            of_years = by in (' data-by="change"', ' data-by="difference"') and len(set(years)) > 1
            if of_years and LATEST in years and "population" not in cells:
                compared[(name, cells, text)] = (value, years)
    assert len(compared) > 100
    earlier = [place for place, (_, years) in compared.items() if years != (LATEST, NEXT)]
    assert len(earlier) < len(compared) / 2
    assert [place for place in earlier if not _says_when(pages[place[0]], place[1])] == []
    changes = {value for value, _ in compared.values() if value == "200.0"}
    assert changes, "three times as many is a rise of 200%"


def _says_when(page: str, cells: str) -> bool:
    """Whether each change between some cells stands in words that name its year, or under such words."""
    tree = lxml.html.fromstring(page)
    said = []
    for number in tree.xpath("//data[@data-cell=$cells]", cells=cells):
        (block, *_) = [each for each in number.iterancestors() if each.tag in ("li", "p", "dd", "figure", "article")]
        lead = block.getparent().getprevious() if block.tag == "li" else None
        words = block.text_content() + (lead.text_content() if lead is not None else "")
        said.append(LATEST in words)
    return bool(said) and all(said)


def test_pages_about_the_printed_document_keep_its_years(pages: dict[str, str]) -> None:
    told = [cells for name in PAGES_TELLING_OF_PRINT for _, cells, _, _ in CELL.findall(pages[name])]
    assert len(told) > 100
    assert [cells for cells in told if NEXT in cells] == []


def test_the_cards_on_the_home_page_show_the_following_year(pages: dict[str, str]) -> None:
    numbers = CELL.findall(re.sub(r'(?s)^.*?<ul class="cards">(.*?)</ul>.*$', r"\1", pages["index.html"]))
    assert numbers
    assert {cells.partition("/")[0] for _, cells, _, _ in numbers if NEXT not in cells} == {"comparator-change"}, (
        "what Essex printed as a percentage has no later one"
    )


def test_charts_of_years_show_the_longer_trend(pages: dict[str, str]) -> None:
    page = pages["5-crime-and-asb/5-1-crime/index.html"]
    (figure,) = re.findall(r'<figure class="figure" id="fig-8b".*?</figure>', page, re.DOTALL)
    (chart,) = re.findall(r"<svg.*?</svg>", figure, re.DOTALL)
    assert all(f">{year}<" in chart for year in ("2021", LATEST, NEXT))


def test_the_difference_between_the_years_tells_each_change_and_the_new_column(
    sites: Path, following: tuple[Path, list[str]], assess_here: Run
) -> None:
    site, _ = following
    code, out, _ = assess_here(sites, "diff", "public", site)
    assert code == 1
    changed, _, added = out.partition("Numbers added")
    assert changed.count("a fall became a rise") > 5
    assert "Numbers removed" not in added, "each number of the old year has its successor"
    addresses = re.findall(r"(?m)^  \S+ \(([^()]*)\)$", added.partition("Pages reworded")[0])
    assert addresses
    assert {address.rpartition("/")[2] for address in addresses} == {NEXT}, "only the new column is new"
