"""What an earlier build checked: taken where all of it is the same, and never where there is something to say."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from building import SITE

from assess.build.kept_checks import KeptChecks, kept_checks
from assess.load.editions import know
from assess.load.sources import Sources
from assess.project.layout import Project
from redaction.diagnostics.errors import ProblemsFoundError
from redaction.reader import read_policy

PAGE = Path("docs", "about.md")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose checks are kept."""
    root = tmp_path / "project"
    shutil.copytree(SITE, root)
    own = Project(root)
    assert _checked(own).taken == 0
    return own


def _checked(project: Project, *names: str) -> KeptChecks:
    policy = read_policy(project.policy)
    editions = [policy.editions[name] for name in names or policy.editions]
    checks = kept_checks(project, editions)
    know(Sources(project, policy, project.root / "data" / "sample"), editions, checks)
    checks.seal()
    return checks


def _entry(project: Project, *names: str) -> Path:
    folder = project.kept / " and ".join(names or read_policy(project.policy).editions)
    return next(folder.iterdir())


def test_what_is_the_same_is_not_checked_again(project: Project) -> None:
    every = _checked(project).taken
    assert every > 10
    page = project.root / PAGE
    page.write_text(f"{page.read_text('utf-8')}\nA sentence more.\n", "utf-8")
    assert every > _checked(project).taken > every / 2


def test_after_data_changed_every_call_is_made_again(project: Project) -> None:
    every = _checked(project).taken
    data = project.root / "data" / "public" / "asb-total.yaml"
    data.write_text(re.sub('^title: ("?)', r"title: \1More of ", data.read_text("utf-8")), "utf-8")
    assert _checked(project).taken < every / 2


def test_a_fault_is_told_each_time(project: Project) -> None:
    page = project.root / PAGE
    page.write_text(f"{page.read_text('utf-8')}\nThere were 12345 of them.\n", "utf-8")
    told = []
    for _ in range(2):
        policy = read_policy(project.policy)
        checks = kept_checks(project, policy.editions.values())
        with pytest.raises(ProblemsFoundError) as found:
            know(Sources(project, policy, project.root / "data" / "sample"), [*policy.editions.values()], checks)
        checks.seal()
        told.append([str(each) for each in found.value.problems])
    assert told[0] == told[1]
    assert any("12345" in each for each in told[0])


def test_what_was_planted_or_damaged_is_not_taken(project: Project) -> None:
    entry = _entry(project)
    good = entry.read_bytes()
    for content in (good[:-1], good.replace(b'"charts":{', b'"charts":{ '), b"", b"{}"):
        entry.write_bytes(content)
        assert _checked(project).taken == 0


def test_other_editions_and_other_programs_check_for_themselves(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _checked(project, "public").taken == 0
    public = _entry(project, "public").read_bytes()
    _entry(project).write_bytes(public)
    assert _checked(project).taken == 0
    assert _checked(project).taken > 0
    monkeypatch.setattr("assess.build.kept_checks.reader_digest", lambda: b"another program")
    assert _checked(project).taken == 0
