"""The workflow that a new site starts with, for editions of any names, read as that of this repository is."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from building import run_here
from jobs import WORKFLOW
from test_workflow import LINT, PINNED
from understood import understood

OPTIONS = (
    *("--name", "Northmoor Community Safety Partnership", "--place", "Northmoor", "--year", "2025/26"),
    *("--signed", "2026-05-18", "--contact", "safety@northmoor.example"),
)
WITH_A_PACK = "residents=all health-partners=all,health safety-team=all,health,team"
CLOSED = ("health-partners", "safety-team")


@pytest.fixture(params=[WITH_A_PACK, "everybody=all"], ids=["with a pack", "without"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    code, _, err = run_here(tmp_path, "init", "site", *OPTIONS, "--editions", request.param)
    assert (code, err) == (0, "")
    return tmp_path / "site"


@pytest.fixture
def workflow(site: Path) -> str:
    return (site / ".github" / "workflows" / "editions.yml").read_text("utf-8")


@pytest.fixture
def jobs(workflow: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(workflow)["jobs"]
    return found


def commands(jobs: dict[str, Any]) -> list[str]:
    return [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]


def test_nothing_is_found_in_it(workflow: str) -> None:
    found = subprocess.run([sys.executable, *LINT], input=workflow, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def test_its_actions_are_those_that_this_repository_uses(workflow: str) -> None:
    uses = set(re.findall(r"^ +(?:- )?uses: (.*)$", workflow, re.MULTILINE))
    assert all(PINNED.fullmatch(each) for each in uses)
    assert uses <= set(re.findall(r"^ +(?:- )?uses: (.*)$", WORKFLOW.read_text("utf-8"), re.MULTILINE))


def test_secrets_are_seen_on_the_main_branch_alone_and_only_where_somebody_guards_them(jobs: dict[str, Any]) -> None:
    guarded = {name for name, job in jobs.items() if "environment" in job}
    assert (
        guarded == {name for name, job in jobs.items() if "secrets." in str(job)} == {"restricted", "deliver"} & {*jobs}
    )
    for name in guarded:
        assert "github.ref == 'refs/heads/main'" in jobs[name]["if"]
    assert [name for name, job in jobs.items() if "PACK" in str(job["steps"])] == ["restricted"] * (
        "restricted" in jobs
    )
    assert not [text for text in commands(jobs) if "${{" in text]


def test_each_edition_goes_to_a_host_of_its_own_and_by_hand_alone(jobs: dict[str, Any], site: Path) -> None:
    steps = [(job.get("if", "") + step.get("if", ""), step) for job in jobs.values() for step in job["steps"]]
    sent = [(condition, step) for condition, step in steps if "deploy/send.sh" in step.get("run", "")]
    policy = yaml.safe_load((site / "redaction" / "editions.yml").read_text("utf-8"))
    assert {shlex.split(step["run"])[1] for _, step in sent} == set(policy["editions"])
    assert len({step["env"]["RECEIVER"] for _, step in sent}) == len(sent)
    readme = (site / "README.md").read_text("utf-8")
    for condition, step in sent:
        assert "github.event_name == 'workflow_dispatch' && " in condition
        assert re.search(r"vars\.(HOST_\w+)", step["env"]["RECEIVER"])[1] in readme  # type: ignore[index]


def test_every_call_is_understood_and_every_target_and_script_is_there(jobs: dict[str, Any], site: Path) -> None:
    text = "\n".join(commands(jobs))
    calls = [shlex.split(each) for each in re.findall(r"\.venv/bin/assess\"? (.*?)(?: >|\)|$)", text, re.MULTILINE)]
    assert calls
    assert [understood(call) for call in calls] == [f"assess {call[0]}" for call in calls]
    makefile = (site / "Makefile").read_text("utf-8")
    assert all(f"\n{target}:" in makefile for target in re.findall(r"make (?:-C \S+ )?(\S+)", text))
    assert all((site / script).stat().st_mode & 0o111 for script in re.findall(r"deploy/[\w.]+", text))


def test_all_that_it_reads_is_listed_for_whoever_sets_it_up(workflow: str, site: Path) -> None:
    readme = (site / "README.md").read_text("utf-8")
    read = set(re.findall(r"\b(?:vars|secrets)\.(\w+)", workflow))
    assert len(read) >= 3
    assert [name for name in read if f"`{name}`" not in readme] == []
