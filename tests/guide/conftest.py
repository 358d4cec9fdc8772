"""What the guide speaks of: the partnership of its examples, the site of its lessons, and the command in both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from building import copy_project, run_here
from guides import PARTNERSHIP, code_in, text_of

Says = Callable[..., str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the site that the examples are taken from, to change as a test likes."""
    return copy_project(tmp_path / "project", site=PARTNERSHIP)


@pytest.fixture
def started(tmp_path: Path, assess_in: Says) -> Path:
    """The site that a newcomer has after the first lesson."""
    [answers] = code_in(text_of("guide/tutorial/another-partnership.md"), "yaml")
    (tmp_path / "answers.yml").write_text(answers, "utf-8")
    assess_in(tmp_path, "init", "northmoor", "--answers", "answers.yml")
    return tmp_path / "northmoor"


@pytest.fixture
def assess_in() -> Says:
    """What a command says in a project, all of it; its exit code must be as expected."""

    def run(project: Path, *arguments: str | Path, code: int = 0, changes: Mapping[str, str] | None = None) -> str:
        ended, out, err = run_here(project, *arguments, changes=changes)
        assert ended == code, out + err
        return out + err

    return run
