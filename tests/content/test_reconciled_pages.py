"""What was printed and what is linked, in the whole project: broken rows are found, and the pages follow the data."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from building import run_here

ROW = re.compile(
    r'<tr><th scope="row"><a href="[^"]*"[^>]*>([^<]*)</a><br>([^<]*)</th><td\b[^>]*>(.*?)</td><td\b[^>]*>(.*?)</td>'
)
CLAIMS, LINKS = "data/public/printed-claims.csv", "data/public/same-quantity.csv"


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def listed(page: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """What each row of the tables says was printed and is worked out, by its label and its place."""
    html = page.read_text("utf-8")
    return {(label, place): (text_of(one), text_of(other)) for label, place, one, other in ROW.findall(html)}


def change(project: Path, file: str, old: str, new: str) -> None:
    text = (project / file).read_text("utf-8")
    assert text.count(old) == 1, old
    (project / file).write_text(text.replace(old, new), "utf-8")


def problems_of(project: Path) -> list[str]:
    code, _, err = run_here(project, "check")
    assert code == 1
    return [line for line in err.splitlines() if line.startswith("data/")]


def test_the_public_page_lists_what_differs_and_links_to_it(sites: Path) -> None:
    page = sites / "public" / "about" / "differences" / "index.html"
    found = listed(page)
    assert found["Basildon", "Figure 7, % diff."] == ("9.4%", "+10.4%")
    assert found["Possession of Weapons", "Figure 6, % change Thurrock"] == ("-8.7%", "+8.7%")
    assert ("Epping Forest", "Figure 7, % diff.") not in found
    for href in set(re.findall(r'<th scope="row"><a href="([^"]*)"', page.read_text("utf-8"))):
        address, _, anchor = href.partition("#")
        target = (page.parent / address / "index.html").read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in target


def test_every_number_that_is_worked_out_is_bound(sites: Path) -> None:
    html = (sites / "public" / "about" / "differences" / "index.html").read_text("utf-8")
    rows = ROW.findall(html)
    assert len(rows) > 50
    for _, _, one, other in rows:
        for cell in (one, other):
            assert re.search(r"\d", re.sub(r"<data .*?</data>", "", cell)) is None


def test_only_editions_for_fewer_readers_list_all_that_was_checked(sites: Path) -> None:
    counts = {
        edition: len(listed(sites / edition / "about" / "reconciliation" / "index.html"))
        for edition in ("public", "partner", "internal")
    }
    assert counts["public"] == 0
    assert counts["partner"] == counts["internal"] > 400


BROKEN = {
    "an unknown formula": (
        (CLAIMS, "9.4%,change crime-by-district/basildon/", "9.4%,chnage crime-by-district/basildon/"),
        '"change"',
    ),
    "an unknown dataset": (
        (CLAIMS, "8.9%,change crime-by-district/braintree/", "8.9%,change crime-by-distrct/braintree/"),
        '"crime-by-district"',
    ),
    "an unknown row": (
        (CLAIMS, "7.2%,change crime-by-district/brentwood/2021", "7.2%,change crime-by-district/brentwod/2021"),
        '"brentwood"',
    ),
    "no year": (
        (
            CLAIMS,
            "5.1%,change crime-by-district/castle-point/2021",
            "5.1%,change crime-by-district/castle-point/latest",
        ),
        "the year",
    ),
    "no number": (
        (CLAIMS, "11.3%,change crime-by-district/colchester/", "none,change crime-by-district/colchester/"),
        "as it was printed",
    ),
    "another distance": ((LINKS, "value 45,reported,", "value 46,reported,"), "45 between the two, expected 46"),
    "a distance that should be none": ((LINKS, "value 0,place,", "value 0,same,"), "another reason than same"),
    "a reason without a distance": (
        (LINKS, "value 0,same,none\nasb-thurrock-15-16", "value 0,period,none\nasb-thurrock-15-16"),
        '"same"',
    ),
}
PARTED = ("data/public/crime-summary-thurrock.csv", "5378,2542", "5378,2543")


@pytest.fixture(scope="module")
def told(copy_of_project: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The problems of a project with every broken row, and with a count that parts two figures."""
    project = copy_of_project(tmp_path_factory.mktemp("broken") / "project")
    for broken, _ in BROKEN.values():
        change(project, *broken)
    change(project, *PARTED)
    return problems_of(project)


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_row_is_found_at_its_file_and_row(told: list[str], kind: str, root: Path) -> None:
    (file, old, _), said = BROKEN[kind]
    text = (root / file).read_text("utf-8")
    row = text[: text.index(old)].count("\n") + 1
    (problem,) = (each for each in told if each.startswith(f"{file}, row {row},"))
    assert said in problem


def test_a_count_that_parts_two_figures_is_found(told: list[str]) -> None:
    (problem,) = (each for each in told if "asb-thurrock-5-10" in each)
    assert "0 between the two, expected 1, as declared" in problem


def test_every_broken_row_is_told_at_once_and_no_other(told: list[str]) -> None:
    assert len(told) == len(BROKEN) + 1


def test_a_broken_cell_is_not_told_again_for_every_claim_that_rests_on_it(project: Path) -> None:
    change(project, "data/public/crime-by-district.csv", "18492,20411", "18492,2o411")
    assert [problem.partition(":")[0] for problem in problems_of(project)] == [
        'data/public/crime-by-district.csv, row 2, column "2022"'
    ]


@pytest.mark.parametrize("edition", ["public", "partner", "internal"])
def test_every_kind_of_number_about_the_printed_document_is_worked_out_again(sites: Path, edition: str) -> None:
    with (sites / f"{edition}.ledger.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["page"].startswith("about/")]
    kinds = {"printed", "change", "difference", "share", "rank", "total", "highest", "count", "cause"}
    # Of the claims, the public edition lists what differs; only the whole list has these two.
    assert {row["how"] for row in rows} - {"stored"} == kinds | ({"below", "sum"} if edition != "public" else set())
