"""The risk matrix is worked out: one score changed moves total, rank, figure 1 and figure 44 together."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from abridged import abridged, leave_out_notes_of_others
from building import Run

CALLS = (
    "{{ figure('risk-matrix', chart='heat') }}",
    "{{ figure('risk-ranking', chart='ranked', of='score') }}",
    "{{ figure('risk-highest', chart='ranked', of='score') }}",
)
ROW = re.compile(r'<tr[^>]*><th scope="row">([^<]*)</th>(.*?)</tr>')
NUMBER = re.compile(r'<data value="([^"]*)" data-cell="([^"]*)"')
Tables = dict[str, dict[str, list[tuple[str, str]]]]


@pytest.fixture(scope="module")
def tables(
    root: Path, chart_cache: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run
) -> tuple[Tables, Tables]:
    """The rows of each figure of scores: as committed, and with the harm of robbery at 2 instead of 0."""
    projects = []
    for kind in ("committed", "changed"):
        project = abridged(tmp_path_factory.mktemp(kind) / "project", chart_cache)
        for path in (root / "data" / "public").glob("risk-*"):
            shutil.copy(path, project / "data" / "public")
        leave_out_notes_of_others(project / "data" / "public" / "risk-matrix.yaml")
        with (project / "docs" / "index.md").open("a", encoding="utf-8") as page:
            page.write("\n\n".join(("", *CALLS, "")))
        projects.append(project)
    matrix = projects[1] / "data" / "public" / "risk-matrix.csv"
    text = matrix.read_text("utf-8")
    assert text.count("\nrobbery,,Robbery,1,0,") == 1
    matrix.write_text(text.replace("\nrobbery,,Robbery,1,0,", "\nrobbery,,Robbery,1,2,"), "utf-8")
    assert [assess_here(project, "build", "public")[0] for project in projects] == [0, 0]
    before, after = (_tables((project / "site" / "public" / "index.html").read_text("utf-8")) for project in projects)
    return before, after


def _tables(page: str) -> Tables:
    figures = re.findall(r'<figure class="figure" id="fig-([^"]*)".*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    return {name: {label: NUMBER.findall(cells) for label, cells in ROW.findall(body)} for name, body in figures}


def _score_and_rank(row: list[tuple[str, str]]) -> tuple[str, str]:
    return row[-2][0], row[-1][0]


def test_the_matrix_gives_the_new_total_and_rank(tables: tuple[Tables, Tables]) -> None:
    before, after = (_score_and_rank(each["risk-matrix"]["Robbery"]) for each in tables)
    assert (before, after) == (("7", "9"), ("9", "7"))


def test_the_ranking_of_all_factors_follows(tables: tuple[Tables, Tables]) -> None:
    before, after = (each["44"] for each in tables)
    assert (_score_and_rank(before["Robbery"]), _score_and_rank(after["Robbery"])) == (("7", "9"), ("9", "7"))
    assert (_score_and_rank(before["KSI"]), _score_and_rank(after["KSI"])) == (("8", "8"), ("8", "9"))
    assert list(after).index("Robbery") < list(after).index("KSI")


def test_a_factor_that_now_scores_high_enough_joins_figure_1(tables: tuple[Tables, Tables]) -> None:
    before, after = (each["1"] for each in tables)
    assert set(after) - set(before) == {"Robbery"}
    assert set(before) <= set(after)
    assert _score_and_rank(after["Robbery"]) == ("9", "7")


def test_each_score_tells_the_cells_it_was_worked_out_from(tables: tuple[Tables, Tables]) -> None:
    _, after = tables
    for figure in ("1", "44"):
        _, cells = after[figure]["Robbery"][-2]
        assert {cell.split("/")[0] for cell in cells.split()} == {"risk-matrix"}
        assert "risk-matrix/robbery/harm" in cells.split()
