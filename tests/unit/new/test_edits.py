"""Somebody edits the CSV of a dataset: what is right is read as written, and a fault is one problem of `check`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from smallest_site import write_site

from assess.check.run import check
from assess.project.layout import Project
from redaction.data.dataset import Cell
from redaction.reader import read_folder, read_policy

EDITS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "edits.yaml").read_text("utf-8"))
DESCRIPTOR = """\
title: Offences by ward
headline: All quiet
place: Northtown
period: "2025"
sources: [northtown-fire]
columns:
"""
COLUMNS = {
    "text": "{{title: {0}}}",
    "count": "{{title: {0}, kind: count, unit: offences}}",
    "number": "{{title: {0}, kind: number, unit: points}}",
    "percent": "{{title: {0}, kind: percent}}",
}


def project_with(folder: Path, edit: dict[str, Any]) -> tuple[Project, Path]:
    """The smallest site with a dataset beside its own, which a page shows and which passes the check."""
    site = write_site(folder)
    kinds = {"label": "text", **(edit.get("columns") or {"2024": "count", "2025": "count"})}
    lines = (f'  "{name}": {COLUMNS[kind].format(json_name(name))}\n' for name, kind in kinds.items())
    (site / "data/public/case.yaml").write_text(DESCRIPTOR + "".join(lines), "utf-8")
    path = site / "data/public/case.csv"
    path.write_bytes(edit.get("before", EDITS["before"]).encode())
    page = site / "docs/index.md"
    page.write_text(page.read_text("utf-8") + "\n{{ table('case') }}\n", "utf-8")
    return Project(site.resolve()), path


def json_name(name: str) -> str:
    return f'"{name.capitalize()}"'


def shown_of(cell: Cell) -> str:
    return cell.text if cell.number is None else f"{cell.number:f}"


def problems_of(project: Project) -> list[str]:
    return [str(each) for each in check(project, None).problems]


def edited(edit: dict[str, Any]) -> bytes:
    text: bytes = bytes.fromhex(edit["hex"]) if "hex" in edit else edit["after"].encode(edit.get("encoding", "utf-8"))
    return text


@pytest.mark.parametrize("name", EDITS["edits"])
def test_an_edit_is_read_as_it_is_written_or_is_one_problem_at_its_row_and_column(name: str, tmp_path: Path) -> None:
    edit = EDITS["edits"][name]
    project, path = project_with(tmp_path / "site", edit)
    assert problems_of(project) == []
    path.write_bytes(edited(edit))
    found = problems_of(project)
    if "refused" in edit:
        assert len(found) == 1, found
        assert all(words in found[0] for words in edit["refused"]), found
        return
    assert found == []
    read = read_folder(path.parent, "data/public", "public", read_policy(project.policy))
    [dataset] = [each for each in read.datasets if each.id == "case"]
    shown = {row.id: [shown_of(cell) for cell in row.cells.values()] for row in dataset.rows}
    assert shown == {row: list(map(str, cells)) for row, cells in edit["reads"].items()}


def test_every_case_that_a_csv_can_hold_is_tried_as_an_edit() -> None:
    cases = yaml.safe_load((Path(__file__).parent / "cases" / "expected.yaml").read_text("utf-8"))
    of_workbooks = {"01", "12", "23", "43", "44", "52", "52b"}  # their faults are of sheets, and in no CSV
    wanted = {name.partition("-")[0] for name in cases} - of_workbooks
    assert wanted <= {name.split()[0] for name in EDITS["edits"]}
