"""What was printed and what is linked, in the whole project: broken rows are found, and the pages follow the data."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Assess = Callable[..., subprocess.CompletedProcess[str]]
ROW = re.compile(r'<tr><th scope="row"><a href="[^"]*">([^<]*)</a><br>([^<]*)</th><td>(.*?)</td><td>(.*?)</td>')
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


def problems_of(checked: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in checked.stderr.splitlines() if line.startswith("data/")]


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
    for _, _, one, other in ROW.findall(html):
        for cell in (one, other):
            assert re.search(r"\d", re.sub(r"<data .*?</data>", "", cell)) is None


def test_only_editions_for_fewer_readers_list_all_that_was_checked(sites: Path) -> None:
    counts = {
        edition: len(listed(sites / edition / "about" / "reconciliation" / "index.html"))
        for edition in ("public", "partner", "internal")
    }
    assert counts["public"] == 0
    assert counts["partner"] == counts["internal"] > 400


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ((CLAIMS, "9.4%,change crime-by-district/basildon/", "9.4%,chnage crime-by-district/basildon/"), '"change"'),
        (
            (CLAIMS, "9.4%,change crime-by-district/basildon/", "9.4%,change crime-by-distrct/basildon/"),
            '"crime-by-district"',
        ),
        (
            (CLAIMS, "9.4%,change crime-by-district/basildon/2021", "9.4%,change crime-by-district/basildn/2021"),
            '"basildon"',
        ),
        (
            (CLAIMS, "9.4%,change crime-by-district/basildon/2021", "9.4%,change crime-by-district/basildon/latest"),
            "the year",
        ),
        (
            (CLAIMS, "9.4%,change crime-by-district/basildon/", "none,change crime-by-district/basildon/"),
            "as it was printed",
        ),
        ((LINKS, "value 1,reported,", "value 2,reported,"), "as declared"),
        ((LINKS, "value 1,reported,", "value 1,same,"), "another reason than same"),
        ((LINKS, "value 0,same,none\nasb-thurrock-15-16", "value 0,period,none\nasb-thurrock-15-16"), '"same"'),
    ],
)
def test_a_broken_row_is_found_at_its_file_and_row(
    broken: tuple[str, str, str], said: str, project: Path, assess: Assess
) -> None:
    file, _, new = broken
    change(project, *broken)
    row = next(
        number
        for number, line in enumerate((project / file).read_text("utf-8").splitlines(), 1)
        if new.splitlines()[0] in line
    )
    checked = assess("check")
    assert checked.returncode == 1
    problems = problems_of(checked)
    assert len(problems) == 1
    assert problems[0].startswith(f"{file}, row {row}")
    assert said in problems[0]


def test_a_count_that_parts_two_figures_is_found(project: Path, assess: Assess) -> None:
    change(project, "data/public/crime-summary-thurrock.csv", "5378,2542", "5378,2543")
    checked = assess("check")
    assert checked.returncode == 1
    assert "0 between the two, expected 1, as declared" in checked.stderr


def test_a_broken_cell_is_not_told_again_for_every_claim_that_rests_on_it(project: Path, assess: Assess) -> None:
    change(project, "data/public/crime-by-district.csv", "18492,20411", "18492,2o411")
    assert [problem.partition(":")[0] for problem in problems_of(assess("check"))] == [
        'data/public/crime-by-district.csv, row 2, column "2022"'
    ]


def test_every_broken_row_is_told_at_once(project: Path, assess: Assess) -> None:
    change(project, CLAIMS, "9.4%,change crime-by-district/basildon/", "9.4%,chnage crime-by-district/basildon/")
    change(project, CLAIMS, "8.9%,change crime-by-district/braintree/", "8.9%,chnage crime-by-district/braintree/")
    change(project, LINKS, "value 1,reported,", "value 2,reported,")
    checked = assess("check")
    assert len(problems_of(checked)) == 3
