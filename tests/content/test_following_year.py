"""The following year is data, not work: a column in the CSVs, and the same pages tell the new year."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from abridged import date_comparisons
from building import Run

FACTOR = 3
LATEST, NEXT = "2022", "2023"
NAMED_YEARS = ("population",)  # a census, told by the years it was held
CELL = re.compile(
    r'<data value="([^"]*)" data-cell="([^"]*)"( data-by="[^"]*")?(?: data-formula="[^"]*")?>([^<]*)</data>'
)
TELLING_OF_PRINT = re.compile(r"<h2[^>]*>Where .*?differs?.*?(?=<h2|</article)", re.DOTALL)
PAGES_TELLING_OF_PRINT = ("about/differences/index.html", "about/reconciliation/index.html")


def _add_a_year(data: Path) -> list[str]:
    """Give each table of years a synthetic following year: three times the latest, one more for a percentage."""
    changed = []
    for path in sorted(data.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        if LATEST not in header or path.stem in NAMED_YEARS:
            continue
        descriptor = path.with_suffix(".yaml")
        text = descriptor.read_text("utf-8")
        column = yaml.safe_load(text)["columns"][LATEST]
        at = header.index(LATEST)
        new = [_following(row[at], column["kind"]) for row in rows]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(
                [[*row, added] for row, added in zip([header, *rows], [NEXT, *new], strict=True)]
            )
        (declared,) = re.findall(rf'(?m)^  "{LATEST}": {{.*}}$', text)
        title = column["title"].replace(LATEST, NEXT) if LATEST in column["title"] else NEXT
        line = f'  "{NEXT}": {{title: "{title}", kind: {column["kind"]}, unit: "{column.get("unit", "")}"}}'
        if not column.get("unit"):
            line = f'  "{NEXT}": {{title: "{title}", kind: {column["kind"]}}}'
        text = text.replace(declared, f"{declared}\n{line}")
        text = re.sub(
            rf'(differs: {{[^}}]*"{LATEST}": )(-?\d+)',
            lambda found: f'{found[1]}{found[2]}, "{NEXT}": {int(found[2]) * FACTOR}',
            text,
        )
        text = re.sub("(?m)^period: .*$", lambda found: found[0].replace(LATEST, NEXT), text)
        descriptor.write_text(text, "utf-8")
        changed.append(path.stem)
    return changed


def _following(cell: str, kind: str) -> str:
    number = Decimal(cell.split(maxsplit=1)[0].rstrip("%"))
    return str(number + 1 if kind == "percent" else number * FACTOR)


@pytest.fixture(scope="module")
def following(
    tmp_path_factory: pytest.TempPathFactory, copy_of_project: Callable[[Path], Path], assess_here: Run
) -> tuple[Path, list[str]]:
    """The public site with the following year, and the tables that have it.

    No file but data was changed, and the years of the sentences that compare, which the check asks for.
    """
    project = copy_of_project(tmp_path_factory.mktemp("following") / "project")
    changed = _add_a_year(project / "data" / "public")
    code, _, err = assess_here(project, "check")
    assert code == 1
    assert all(
        "a sentence that is not true of the data" in line for line in err.splitlines() if line.startswith("docs")
    )
    date_comparisons(project)
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
    stale = [place for place, (_, years) in compared.items() if years != (LATEST, NEXT)]
    assert stale == []
    changes = {value for value, _ in compared.values() if value == "200.0"}
    assert changes, "three times as many is a rise of 200%"


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
