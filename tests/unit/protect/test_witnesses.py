"""A checker that shares no code confirms the witnesses of a measure, and finds what is wrong with others."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_modes import NUMBERS, measure

from assess.protect import check_witnesses
from assess.protect.counts import Counts
from assess.protect.protect import protect
from assess.protect.tables import addresses, as_csv
from assess.protect.witnesses import witnesses

CHECKER = Path(check_witnesses.__file__)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The witnesses of a measure, beside the table that is published."""
    found = protect(measure("suppress"), Counts(NUMBERS, {}))
    (tmp_path / "by-ward.csv").write_text(as_csv(found, found.measure.tables[0], {"a": "Alder"}), "utf-8")
    file = tmp_path / "crime.json"
    file.write_text(witnesses(found.publication, found.ranges, found.measure.width, addresses(found)), "utf-8")
    return file


def run(file: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-I", CHECKER, file, *more], capture_output=True, text=True, check=False)


def test_it_stands_alone_on_few_lines() -> None:
    text = CHECKER.read_text("utf-8")
    assert len(text.splitlines()) < 60
    imported = {
        name.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert {str(name).split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_it_confirms_what_was_published(written: Path) -> None:
    answer = run(written, str(written.parent))
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "Every pair of worlds" in answer.stdout


def one_more(said: dict[str, Any]) -> None:
    said["worlds"][0][0] += 1


def below_zero(said: dict[str, Any]) -> None:
    said["worlds"][0][0] = -1


def the_same_world_twice(said: dict[str, Any]) -> None:
    for pair in said["withheld"].values():
        pair["worlds"] = [0, 0]


def a_wider_width(said: dict[str, Any]) -> None:
    said["width"] = 1000


def another_number(said: dict[str, Any]) -> None:
    said["numbers"]["the grand total"] += 1


@pytest.mark.parametrize("change", [one_more, below_zero, the_same_world_twice, a_wider_width, another_number])
def test_it_finds_witnesses_that_are_none(written: Path, change: Callable[[dict[str, Any]], None]) -> None:
    said = json.loads(written.read_text("utf-8"))
    change(said)
    written.write_text(json.dumps(said), "utf-8")
    assert check_witnesses.faults(str(written))


def test_it_finds_a_table_that_is_published_otherwise(written: Path) -> None:
    table = written.with_name("by-ward.csv")
    table.write_text(table.read_text("utf-8").replace("[c]", "4", 1), "utf-8")
    assert any("is published otherwise" in each for each in check_witnesses.faults(str(written), str(written.parent)))


def test_a_table_is_written_with_its_total_last_and_each_row_below_what_it_is_part_of(written: Path) -> None:
    lines = written.with_name("by-ward.csv").read_text("utf-8").splitlines()
    assert lines[0] == "id,label,parent,2024,2025,all"
    assert [line.split(",")[:3] for line in lines[1:]] == [
        *(["north", "North", ""], ["a", "Alder", "north"], ["b", "B", "north"], ["c", "C", "north"]),
        *(["south", "South", ""], ["d", "D", "south"], ["e", "E", "south"], ["all", "All", ""]),
    ]
