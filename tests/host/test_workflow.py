"""The workflow for GitHub Actions, read: what each job may do, and that every command in it exists."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from building import ROOT
from jobs import WORKFLOW, commands, jobs
from understood import understood

LINT = ("-m", "jactionlint", "--profile=pedantic", "--strict-exit", "--shellcheck=", "--pyflakes=", "--oneline", "-")
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
GUIDE = ROOT / "guide" / "how-to" / "continuous-integration.md"
UNTRUSTED = ("test", "public", "comment")  # what a pull request starts
GUARDED = {"restricted": "restricted", "deliver": "public"}  # each with its environment
RIGHTS = {
    "test": {"contents": "read"},
    "public": {"contents": "read"},
    "comment": {"pull-requests": "write"},
    "restricted": {"contents": "read"},
    "attest": {"attestations": "write", "id-token": "write"},
    "deliver": {"contents": "read"},
}
MISTAKES = {
    "a key that does not exist": ("timeout-minutes: 45", "timeout-minute: 45", "workflow-syntax"),
    "a job that does not exist": ("needs: public\n", "needs: publick\n", "undefined-job-needs"),
    "a name that does not exist": (
        "${{ github.event_name == 'pull_request' }}",
        "${{ github.event_nam }}",
        "undefined-property",
    ),
    "an input that does not exist": ("fetch-depth: 0", "fetch-deep: 0", "unknown-action-input"),
    "what others write, in a command": (
        'gh pr comment "$NUMBER"',
        'gh pr comment "${{ github.event.pull_request.title }}"',
        "template-injection",
    ),
    "an action by its tag": (re.compile(r"checkout@\w{40} # v5.0.0"), "checkout@v5", "unpinned-uses"),
    "code of a stranger with secrets": ("  pull_request:\n", "  pull_request_target:\n", "dangerous-triggers"),
    "rights for everything": ("permissions: {}", "permissions: write-all", "excessive-permissions"),
    "credentials that stay": ("          persist-credentials: false\n", "", "artipacked"),
}


def lint(workflow: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *LINT], input=workflow, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("workflow", sorted(WORKFLOW.parent.glob("*.yml")), ids=lambda path: path.name)
def test_nothing_is_found_in_a_workflow(workflow: Path) -> None:
    found = lint(workflow.read_text("utf-8"))
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_in_it_would_be_found(what: str) -> None:
    old, new, rule = MISTAKES[what]
    text = WORKFLOW.read_text("utf-8")
    wrong = old.sub(new, text) if isinstance(old, re.Pattern) else text.replace(old, new)
    assert wrong != text
    found = lint(wrong)
    assert found.returncode == 1
    assert f"[{rule}]" in found.stdout


def test_every_action_is_one_commit_with_its_version_beside_it() -> None:
    uses = re.findall(r"^ +(?:- )?uses: (.*)$", WORKFLOW.read_text("utf-8"), re.MULTILINE)
    assert len(uses) == sum("uses" in step for job in jobs().values() for step in job["steps"]) > 10
    assert [each for each in uses if not PINNED.fullmatch(each)] == []
    versions = {
        each.split("@")[0]: {other for other in uses if other.split("@")[0] == each.split("@")[0]} for each in uses
    }
    assert [name for name, pins in versions.items() if len(pins) > 1] == []


def test_every_job_says_what_it_may_do_and_ends() -> None:
    assert {name: job["permissions"] for name, job in jobs().items()} == RIGHTS
    assert re.search(r"^permissions: \{\}$", WORKFLOW.read_text("utf-8"), re.MULTILINE)
    for name, job in jobs().items():
        assert 0 < job["timeout-minutes"] <= 90, name


def test_what_a_pull_request_starts_has_no_secrets_and_no_environment() -> None:
    main_alone = re.compile(r"event_name (!= 'pull_request'|== 'workflow_dispatch') && github.ref == 'refs/heads/main'")
    for name, job in jobs().items():
        told = str(job)
        assert ("environment" in job) == ("secrets." in told) == (name in GUARDED), name
        assert bool(main_alone.search(job.get("if", ""))) == (name not in UNTRUSTED), name
    assert {name: jobs()[name]["environment"] for name in GUARDED} == GUARDED
    assert "head.repo.full_name == github.repository" in jobs()["comment"]["if"]


def test_restricted_data_is_seen_by_one_job_and_leaves_it_sealed_or_for_its_own_host() -> None:
    assert [name for name, job in jobs().items() if "PACK" in str(job["steps"])] == ["restricted"]
    steps = jobs()["restricted"]["steps"]
    kept = [step["with"]["path"] for step in steps if "upload-artifact" in step.get("uses", "")]
    assert kept == ["${{ runner.temp }}/restricted/*.sealed.age"]
    assert steps[-1]["if"] == "${{ always() }}"
    shown = [step["run"] for _, step in commands() if "assess diff" in step["run"]]
    assert len(shown) == 1
    assert not re.search("partner|internal", shown[0])


def test_nothing_is_delivered_but_by_hand() -> None:
    conditions = [step["if"] for name, step in commands() if "deploy/send.sh" in step["run"] and name != "deliver"]
    assert len(conditions) == 2
    for condition in (*conditions, jobs()["deliver"]["if"]):
        assert "github.event_name == 'workflow_dispatch' && " in condition


def test_no_command_holds_what_others_write() -> None:
    found = list(commands())
    assert len(found) > 10
    assert [step["name"] for _, step in found if "${{" in step["run"]] == []


def calls() -> list[list[str]]:
    """Every call of the `assess` command in the workflow."""
    text = "\n".join(step["run"] for _, step in commands())
    found = re.findall(r"\.venv/bin/assess\"? (.*?)(?: >|\)|$)", text, re.MULTILINE)
    return [shlex.split(call) for call in found]


def calls_elsewhere() -> list[list[str]]:
    """Every call that the guide lists for other services."""
    listed = GUIDE.read_text("utf-8").partition("## In any other service")[2].partition("\n## ")[0]
    return [shlex.split(call) for call in re.findall(r"`assess ([^`]*)`", listed)]


@pytest.mark.parametrize("call", [*calls(), *calls_elsewhere()], ids=" ".join)
def test_each_call_of_the_command_is_one_that_it_understands(call: list[str]) -> None:
    assert understood(call) == f"assess {call[0]}"


def test_the_workflow_checks_builds_proves_audits_compares_and_seals() -> None:
    assert {call[0] for call in calls()} == {"check", "build", "prove", "audit", "diff", "seal"}
    assert {call[0] for call in calls_elsewhere()} == {"check", "build", "prove", "audit", "diff"}


def test_the_guide_lists_all_that_can_be_set_and_nothing_else() -> None:
    read = set(re.findall(r"\b(?:vars|secrets)\.(\w+)", WORKFLOW.read_text("utf-8")))
    listed = GUIDE.read_text("utf-8").partition("| where | name | what it is |")[2].partition("\n\n")[0]
    assert read == set(re.findall(r"`([A-Z_]{5,})`", listed))
    assert len(read) == 9


def test_each_script_that_is_called_is_there() -> None:
    text = "\n".join(step["run"] for _, step in commands())
    scripts = set(re.findall(r"(?:deploy|\.ci)/[\w.]+", text))
    assert scripts == {".ci/run", "deploy/send.sh"}
    for script in scripts:
        assert (ROOT / script).stat().st_mode & 0o111
    targets = set(re.findall(r"make (?:-C \S+ )?(\S+)", text))
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert targets
    assert all(f"\n{target}:" in makefile for target in targets)
