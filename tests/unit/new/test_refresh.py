"""A new delivery of a table keeps what was decided, lists what changes, and is written only when confirmed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from test_cases import SAID, project_in

from assess.new.dataset import Asked, make_dataset
from assess.new.prompts import Answers
from assess.new.refresh import refresh
from assess.project.layout import Project
from redaction.diagnostics.errors import AssessError, ProblemsFoundError
from redaction.reader import read_folder, read_policy

FIRST = "Ward,2021,2022\nBelhus,40,38\nTilbury,51,60\nTotal,91,98\n"
SECOND = "Ward,2022,2023\nBelhus,39,41\nTilbury,60,12\nVange,3,4\nTotal,102,57\n"
Deliver = Callable[..., list[str]]


@pytest.fixture
def project(tmp_path: Path, partnership: Path) -> Project:
    """A project with one dataset, whose title and a row's id somebody decided."""
    project = project_in(tmp_path / "project", partnership)
    file = tmp_path / "wards.csv"
    file.write_text(FIRST, "utf-8")
    make_dataset(project, read_policy(project.policy), None, Asked(file), Answers(SAID))
    folder = project.root / "data" / "public"
    descriptor = folder / "wards.yaml"
    descriptor.write_text(
        descriptor.read_text("utf-8").replace("title: Offences", "title: Burglary, as decided"), "utf-8"
    )
    csv = folder / "wards.csv"
    csv.write_text(csv.read_text("utf-8").replace("belhus,", "west-belhus,"), "utf-8")
    return project


@pytest.fixture
def deliver(project: Project, tmp_path: Path) -> Deliver:
    """What takes a text as a new delivery, and confirms it or not."""

    def run(text: str, *, yes: bool) -> list[str]:
        file = tmp_path / "again.csv"
        file.write_text(text, "utf-8")
        return refresh(project, read_policy(project.policy), None, Asked(file, "wards"), lambda _: yes)

    return run


def files(project: Project) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (project.root / "data" / "public").iterdir()}


def test_what_changes_is_listed_and_nothing_is_written_unless_confirmed(project: Project, deliver: Deliver) -> None:
    before = files(project)
    assert deliver(SECOND, yes=False) == [
        "columns gone: 1 (2021)",
        "rows new: 1 (Vange)",
        "columns new: 1 (2023)",
        'column "2022": 2 cells changed, their sum 98 before and 102 now',
        "",
        "Nothing was written.",
    ]
    assert files(project) == before


def test_what_was_decided_stays_and_the_rest_is_as_delivered(project: Project, deliver: Deliver) -> None:
    said = deliver(SECOND, yes=True)
    written = files(project)
    assert written["wards.csv"] == (
        "id,label,2022,2023\nwest-belhus,Belhus,39,41\ntilbury,Tilbury,60,12\nvange,Vange,3,4\ntotal,Total,102,57\n"
    )
    assert "title: Burglary, as decided" in written["wards.yaml"]
    assert '"2023": {title: "2023", kind: count, unit: offences}' in written["wards.yaml"]
    assert '"2021"' not in written["wards.yaml"]
    assert "data/public/wards.csv was written" in said[-1]
    folder = project.root / "data" / "public"
    assert read_folder(folder, "data/public", "public", read_policy(project.policy)).problems == ()


def test_the_same_delivery_changes_nothing(project: Project, deliver: Deliver) -> None:
    before = files(project)
    assert deliver(FIRST, yes=True) == ["Nothing changed, and nothing was written."]
    assert files(project) == before


@pytest.mark.parametrize(
    "text", [FIRST.replace("40", "*"), FIRST.replace("91", "92"), "Ward,Postcode\nBelhus,RM17 6SL\n"]
)
def test_a_delivery_with_a_fault_is_refused_and_nothing_is_written(
    project: Project, deliver: Deliver, text: str
) -> None:
    before = files(project)
    with pytest.raises(ProblemsFoundError):
        deliver(text, yes=True)
    assert files(project) == before


def test_a_dataset_that_is_not_there_cannot_be_delivered_again(project: Project, tmp_path: Path) -> None:
    asked = Asked(tmp_path / "wards.csv", "burglary")
    with pytest.raises(AssessError, match='There is no dataset "burglary"'):
        refresh(project, read_policy(project.policy), None, asked, lambda _: True)
