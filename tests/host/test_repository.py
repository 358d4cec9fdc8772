"""What people who join expect of a repository says the same as what it stands for."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from building import ROOT

import assess

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WORKFLOWS = ROOT / ".github" / "workflows"


def test_the_checks_before_a_commit_are_those_that_make_test_begins_with() -> None:
    [local] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    hooks = {hook["id"]: shlex.split(hook["entry"]) for hook in local["hooks"]}
    begun = (ROOT / "tests" / "__main__.py").read_text("utf-8")
    static = re.findall(r'^    "(\w+)": \[TOOLS / (.*)\],$', begun, re.MULTILINE)
    words = {name: [word for word in re.findall(r'"([^"]+)"', rest) if word != "."] for name, rest in static}
    assert len(words) > 3
    assert {name: [Path(entry[0]).name, *entry[1:]] for name, entry in hooks.items() if name in words} == words
    assert (ROOT / hooks["pack"][0]).is_file()


def test_every_python_that_the_program_is_for_is_tried() -> None:
    claimed = {each.rpartition(" ")[2] for each in PROJECT["classifiers"] if "Python :: 3." in each}
    matrix = yaml.safe_load((WORKFLOWS / "program.yml").read_text("utf-8"))["jobs"]["linux"]["strategy"]["matrix"]
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert claimed == {oldest, *matrix["python"]}
    assert f'python-version: "{oldest}"' in (WORKFLOWS / "editions.yml").read_text("utf-8")


def test_each_whole_run_is_tried_every_week() -> None:
    [listed] = re.findall(r"^whole: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    matrix = yaml.safe_load((WORKFLOWS / "whole.yml").read_text("utf-8"))["jobs"]["whole"]["strategy"]["matrix"]
    assert matrix["run"] == listed.split()


def test_what_make_test_leaves_out_is_part_of_a_whole_run() -> None:
    calls = re.findall(r"pytest -m whole (.*?)(?: -s)?$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    tried = [ROOT / place for call in calls for place in call.split()]
    left_out = [path for path in (ROOT / "tests").rglob("test_*.py") if "mark.whole" in path.read_text("utf-8")]
    left_out.remove(Path(__file__))
    assert left_out
    assert [path for path in left_out if not any(path.is_relative_to(place) for place in tried)] == []


def test_the_changelog_begins_with_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    first = re.search(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", text, re.MULTILINE)
    assert first
    assert first[1] == assess.__version__


@pytest.mark.parametrize(
    "place", ["data/public", "redaction/editions.yml", "docs/attachments.yml", ".github", "deploy"]
)
def test_what_needs_its_owner_has_one(place: str) -> None:
    owners = (ROOT / ".github" / "CODEOWNERS").read_text("utf-8")
    patterns = [line.split()[0].strip("/") for line in owners.splitlines() if line.startswith("/")]
    assert any(Path(place).match(pattern) for pattern in patterns)


@pytest.mark.parametrize("attributes", [".gitattributes", "assess/init/site/gitattributes"])
def test_a_csv_that_excel_saved_gets_plain_line_ends_and_the_ledger_of_a_release_keeps_its_own(
    tmp_path: Path, attributes: str
) -> None:
    for command in (["init", "--quiet"], ["config", "core.autocrlf", "false"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    (tmp_path / ".gitattributes").write_bytes((ROOT / attributes).read_bytes())
    (tmp_path / "releases").mkdir()
    written, plain = b"id,label\r\nnorth,North\r\n", b"id,label\nnorth,North\n"
    for name, expected in (("fires.csv", plain), ("releases/public.ledger.csv", written)):
        (tmp_path / name).write_bytes(written)
        subprocess.run(["git", "add", "--all"], cwd=tmp_path, check=True, capture_output=True)
        kept = subprocess.run(["git", "show", f":{name}"], cwd=tmp_path, check=True, capture_output=True).stdout
        assert kept == expected, name
