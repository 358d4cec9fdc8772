"""Files that went wrong elsewhere give what a spreadsheet shows of them, or are refused by name."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from assess.new.dataset import Asked, make_dataset
from assess.new.prompts import Answers
from assess.new.sheet.inference import Hints
from assess.project.layout import Project
from redaction.diagnostics.errors import ProblemsFoundError
from redaction.reader import read_folder, read_policy

CASES = Path(__file__).parent / "cases"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((CASES / "expected.yaml").read_text("utf-8"))
FILES: dict[str, dict[str, Any]] = yaml.safe_load((CASES.parent / "files.yaml").read_text("utf-8"))
SAID = {
    "source": "county-crimes",
    "title": "Offences",
    "headline": "All quiet",
    "place": "Saltmere",
    "period": "year ending September 2022",
    "unit": "offences",
}


def project_in(folder: Path, partnership: Path) -> Project:
    (folder / "redaction").mkdir(parents=True)
    (folder / "data" / "public").mkdir(parents=True)
    for name in ("sources.yml", "editions.yml"):
        shutil.copyfile(partnership / "redaction" / name, folder / "redaction" / name)
    return Project(folder.resolve())


def given(name: str, project: Project) -> list[str]:
    case = EXPECTED[name]
    asked = Asked(CASES / name, "case", case.get("sheet"), Hints(blank=case.get("blank", "")))
    return make_dataset(project, read_policy(project.policy), None, asked, Answers(SAID))


def test_every_file_has_its_right_outcome() -> None:
    files = {path.name for path in CASES.iterdir()} - {"expected.yaml"}
    assert files == set(EXPECTED)
    assert all(("rows" in case) != ("refused" in case) for case in EXPECTED.values())


@pytest.mark.parametrize("name", [name for name, case in EXPECTED.items() if "rows" in case])
def test_a_file_is_read_as_it_is_shown_and_passes_the_check(name: str, tmp_path: Path, partnership: Path) -> None:
    project = project_in(tmp_path / "project", partnership)
    said = "\n".join(given(name, project))
    folder = project.root / "data" / "public"
    written = (folder / "case.csv").read_text("utf-8").splitlines()
    assert written[1:] == EXPECTED[name]["rows"]
    for line in EXPECTED[name].get("says", []):
        assert line in said + (folder / "case.yaml").read_text("utf-8")
    read = read_folder(folder, "data/public", "public", read_policy(project.policy))
    assert read.problems == ()
    assert [row.id for row in read.datasets[0].rows] == [row.partition(",")[0] for row in EXPECTED[name]["rows"]]


@pytest.mark.parametrize("name", [name for name, case in EXPECTED.items() if "refused" in case])
def test_a_file_is_refused_by_the_name_of_its_fault_and_nothing_is_written(
    name: str, tmp_path: Path, partnership: Path
) -> None:
    project = project_in(tmp_path / "project", partnership)
    with pytest.raises(ProblemsFoundError) as raised:
        given(name, project)
    for words in EXPECTED[name]["refused"]:
        assert words in str(raised.value)
    assert list((project.root / "data" / "public").iterdir()) == []


@pytest.mark.parametrize("name", FILES)
def test_a_csv_as_it_comes_is_read_as_it_is_meant_or_refused_by_name(
    name: str, tmp_path: Path, partnership: Path
) -> None:
    file, case = tmp_path / "file.csv", FILES[name]
    file.write_text(case["csv"], "utf-8", newline="")
    project = project_in(tmp_path / "project", partnership)
    folder = project.root / "data" / "public"

    def new() -> list[str]:
        return make_dataset(project, read_policy(project.policy), None, Asked(file, "case"), Answers(SAID))

    if "refused" in case:
        with pytest.raises(ProblemsFoundError) as raised:
            new()
        assert all(words in str(raised.value) for words in case["refused"]), raised.value
        assert list(folder.iterdir()) == []
        return
    assert case.get("says", "") in "\n".join(new())
    assert (folder / "case.csv").read_text("utf-8").splitlines()[1:] == case["rows"]
    assert read_folder(folder, "data/public", "public", read_policy(project.policy)).problems == ()
