"""What a table says of its periods: columns named after them, and dates that another reader takes for another day."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_cases import SAID, project_in

from assess.new.dataset import Asked, make_dataset
from assess.new.prompts import Answers
from assess.new.refresh import refresh
from assess.new.sheet.naming import by_period
from assess.project.layout import Project
from redaction.diagnostics.errors import ProblemsFoundError
from redaction.reader import read_policy


@pytest.mark.parametrize(
    ("names", "periods"),
    [
        (["label", "fires-2024-25", "fires-2025-26"], ["2024-25", "2025-26"]),
        (["label", "agree-2024", "agree-2025"], ["2024", "2025"]),
        (["label", "2024-offences", "2025-offences"], ["2024", "2025"]),
        (["label", "fy-2024-25", "fy-2025-26", "change"], ["2024-25", "2025-26"]),
        (["label", "thefts-q1-2025", "thefts-q2-2025"], ["q1-2025", "q2-2025"]),
        (["label", "thefts-year-ending-march-2024", "thefts-year-ending-march-2025"],
         ["year-ending-march-2024", "year-ending-march-2025"]),
        (["label", "homes-2025", "shops-2025"], []),  # two things
        (["label", "homes-2024", "homes-2025", "shops-2024", "shops-2025"], []),
        (["label", "2024", "rate-2025"], []),
        (["label", "agree-2024", "agree"], []),  # one period is no series
        (["label", "aged-10", "aged-20"], []),
    ],
)  # fmt: skip
def test_columns_of_one_thing_are_named_after_their_periods(names: list[str], periods: list[str]) -> None:
    assert [*by_period(names).values()] == periods


@pytest.fixture
def project(tmp_path: Path, partnership: Path) -> Project:
    return project_in(tmp_path / "project", partnership)


def made(project: Project, text: str) -> list[str]:
    """What is said of a dataset that is made of a CSV file."""
    file = project.root.parent / "fires.csv"
    file.write_text(text, "utf-8")
    return make_dataset(project, read_policy(project.policy), None, Asked(file), Answers(SAID))


def test_such_a_name_is_said_and_pages_can_say_latest(project: Project) -> None:
    said = "\n".join(made(project, "Ward,Fires 2024-25,Fires 2025-26\nNorth,40,38\nSouth,51,60\n"))
    assert "the columns are named 2024-25, 2025-26: pages can call them 'latest' and 'previous'" in said
    assert "'previous', 'latest')" in said
    descriptor = (project.root / "data" / "public" / "fires.yaml").read_text("utf-8")
    assert '"2025-26": {title: Fires 2025-26, kind: count, ' in descriptor


def test_a_column_that_comes_later_is_named_as_those_that_are_there(project: Project) -> None:
    made(project, "Ward,Fires 2024-25,Fires 2025-26\nNorth,40,38\nSouth,51,60\n")
    folder = project.root / "data" / "public"
    for name in ("fires.csv", "fires.yaml"):  # as it was made by an older version
        text = (folder / name).read_text("utf-8")
        for year in ("2024-25", "2025-26"):
            text = text.replace(f'  "{year}":', f"  fires-{year}:").replace(f",{year}", f",fires-{year}")
        (folder / name).write_text(text, "utf-8")
    file = project.root.parent / "fires.csv"
    file.write_text("Ward,Fires 2025-26,Fires 2026-27\nNorth,38,30\nSouth,60,61\n", "utf-8")
    refresh(project, read_policy(project.policy), None, Asked(file, "fires"), lambda _: True)
    header = (folder / "fires.csv").read_text("utf-8").splitlines()[0]
    assert header == "id,label,fires-2025-26,fires-2026-27"


@pytest.mark.parametrize(
    "dates", [("04/2024", "05/2024"), ("01/04/2024", "01/05/2024"), ("2024-04", "2024-05"), ("1.4.2024", "1.5.2024")]
)
def test_dates_in_digits_are_asked_for_in_full(project: Project, dates: tuple[str, str]) -> None:
    with pytest.raises(ProblemsFoundError) as raised:
        made(project, f"Month,Thefts\n{dates[0]},40\n{dates[1]},41\n")
    problem, _ = raised.value.problems
    assert (problem.rule, problem.line) == ("intake-cell", 2)
    assert "a month in full, such as October 2021" in problem.expected


def test_financial_years_are_no_months(project: Project) -> None:
    assert "2 rows" in made(project, "Year,Thefts\n2010-11,40\n2011-12,41\n")[0]


@pytest.mark.parametrize(
    ("heading", "cells", "said"),
    [
        ("Share of all", ("0.12", "0.5"), True),
        ("% of total", ("0.12", "1.0"), True),
        ("Share of all", ("12.5", "0.5"), False),
        ("Rate", ("0.12", "0.5"), False),
    ],
)
def test_a_part_of_one_that_may_be_a_percentage_is_said(
    project: Project, heading: str, cells: tuple[str, str], *, said: bool
) -> None:
    lines = made(project, f"Ward,{heading}\nNorth,{cells[0]}\nSouth,{cells[1]}\n")
    assert any("Where 0.12 means 12%" in line for line in lines) is said


def test_a_total_in_welsh_is_a_total(project: Project) -> None:
    lines = made(project, "Ward,2025\nGogledd,40\nDe,2\nCyfanswm,42\n")
    assert 'the row "cyfanswm" is the sum of the others: it stands under `sums`' in lines
