"""The command as a new user gives it, in this process, which is quicker; the guides speak of the site beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from abridged import abridged
from building import ROOT, Run

Says = Callable[..., str]


@pytest.fixture
def small(tmp_path: Path, chart_cache: Path) -> Path:
    """A small project, held to the committed wording."""
    project = abridged(tmp_path / "project", chart_cache)
    wording = (ROOT / "wording.yml").read_text("utf-8")
    (project / "wording.yml").write_text(re.sub(r"(?ms)^exempt:\n.*", "exempt: []\n", wording), "utf-8")
    return project


@pytest.fixture
def assess_in(assess_here: Run) -> Says:
    """What a command says in a project, all of it; its exit code must be as expected."""

    def run(project: Path, *arguments: str | Path, code: int = 0, changes: Mapping[str, str] | None = None) -> str:
        ended, out, err = assess_here(project, *arguments, changes=changes)
        assert ended == code, out + err
        return out + err

    return run
