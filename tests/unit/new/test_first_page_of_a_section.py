"""Where a section has no page yet, the command that makes one says where its first is named."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assess.new.page import Asked, make_page
from assess.new.prompts import Answers
from assess.project.layout import Project
from assess.project.settings import read_settings
from macros.language.site_map import Section
from redaction.reader import read_policy

SITE = Path(__file__).parents[2] / "slips" / "site"


@pytest.mark.parametrize(("title", "named"), [("3.1 Fires", True), ("2.1 Theft", False), ("Fires", False)])
def test_the_first_page_of_a_section_is_named_under_it(title: str, tmp_path: Path, *, named: bool) -> None:
    project = Project(Path(shutil.copytree(SITE, tmp_path / "site")))
    settings = read_settings(project)
    settings = replace(settings, sections=(*settings.sections, Section("3", "Fire", "")))
    answers = Answers({"title": title, "description": "What is known of it."})
    told = make_page(project, read_policy(project.policy), settings, Asked("fire/fires.md"), answers)
    assert ("      page: fire/fires.md" in told) == named
