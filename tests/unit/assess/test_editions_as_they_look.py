"""An edition of any name has a colour, its badge is there, and its banner says what is made up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import copy_project, replace, run_here

from assess import theme
from assess.project.layout import Project
from assess.project.settings import read_settings
from redaction.diagnostics.errors import ProblemsFoundError
from redaction.diagnostics.yaml_document import parse_yaml
from redaction.policy_files import COLOURS, parse_policy

CSS = (theme.FOLDER / "assets" / "stylesheets" / "assessment.css").read_text("utf-8")
EDITIONS = """\
open: all
audiences: {all: Everybody, health: Health partners}
editions:
  everybody: {name: Everybody, readers: everybody, audiences: [all], marking: OFFICIAL, indexed: true}
  health: {name: Health, readers: health partners, audiences: [all, health], marking: OFFICIAL}
  team: {name: Team, readers: the team, audiences: [all, health], marking: OFFICIAL, colour: purple}
  board: {name: Board, readers: the board, audiences: [all, health], marking: OFFICIAL}
"""


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colour", COLOURS)
def test_white_is_easily_read_on_the_colour_of_an_edition(colour: str) -> None:
    rule = re.search(rf"\.edition-{colour} \{{(.*?)\}}", CSS, re.DOTALL)
    assert rule
    values = re.findall(r"#[0-9a-f]{6}", rule[1])
    assert len(values) == 2
    assert min(1.05 / (luminance(value) + 0.05) for value in values) >= 7


def test_an_edition_without_a_colour_has_the_next_that_is_free_whatever_it_is_called() -> None:
    policy = parse_policy(parse_yaml("sources.yml", ""), parse_yaml("editions.yml", EDITIONS))
    assert {name: each.colour for name, each in policy.editions.items()} == {
        "everybody": "",
        "health": "claret",
        "team": "purple",
        "board": "green",
    }


def test_a_colour_that_the_theme_does_not_have_is_a_problem() -> None:
    with pytest.raises(ProblemsFoundError) as caught:
        parse_policy(parse_yaml("sources.yml", ""), parse_yaml("editions.yml", EDITIONS.replace("purple", "purpel")))
    assert '"purple"' in str(caught.value)


@pytest.mark.parametrize("key", ["logo", "favicon"])
def test_a_badge_or_an_icon_that_is_not_there_is_a_problem_at_its_line(tmp_path: Path, key: str) -> None:
    project = copy_project(tmp_path / "site")
    named = "favicon: assets/images/favicon.svg"
    replace(project / "mkdocs.yml", named, f"{named if key == 'logo' else ''}\n  {key}: assets/badge.svg")
    with pytest.raises(ProblemsFoundError) as caught:
        read_settings(Project(project))
    assert f"theme > {key}" in str(caught.value)
    assert "theme/assets/badge.svg" in str(caught.value)


def test_the_badge_of_a_site_is_shown_and_its_banner_says_what_is_made_up(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "site")
    named = "favicon: assets/images/favicon.svg"
    replace(project / "mkdocs.yml", named, f"{named}\n  custom_dir: theme\n  logo: assets/badge.svg")
    (project / "theme" / "assets").mkdir(parents=True)
    (project / "theme" / "assets" / "badge.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    code, _, err = run_here(project, "build", "partner", "--restricted", "data/sample")
    assert (code, err) == (0, "")
    page = (project / "site" / "partner" / "stations" / "index.html").read_text("utf-8")
    assert '<img src="../assets/badge.svg" alt="" class="site-logo">' in page
    assert "The numbers of Railway Watch and Infirmary injury records are made up" in page
    assert 'class="md-header edition-purple"' in page
