"""What the renderer is given: one edition's settings, as its pages and its theme need them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from assess.build.stage import stage
from assess.load.editions import know, policy_of
from assess.load.sources import Sources
from assess.project.layout import Project


@pytest.mark.parametrize("written", ["2023-05-18", '"2023-05-18"', "20230518"])
def test_the_day_of_signing_is_a_day_however_it_is_written(small: Path, tmp_path: Path, written: str) -> None:
    project = Project(small)
    text = project.config.read_text("utf-8")
    assert "signed: 2023-05-18" in text
    project.config.write_text(text.replace("signed: 2023-05-18", f"signed: {written}"), "utf-8")
    policy = policy_of(project)
    [known] = know(Sources(project, policy), (policy.editions["public"],))
    stage(project, known, {}, tmp_path / "stage")
    staged = yaml.safe_load((tmp_path / "stage" / "mkdocs.yml").read_text("utf-8"))
    assert staged["extra"]["signed"] == dt.date(2023, 5, 18)
