"""What a check says can be read by people, by programs, and by GitHub at the line of a change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assess.check.report import Form, as_workflow_command, place_in, report
from assess.check.run import Checked
from assess.project.layout import Project
from redaction.diagnostics.errors import Problem

PROBLEMS = (
    Problem("cell-value", "data/public/a.csv", 3, 'found "12o"', "a number", "Save it anew", 'row 3, column "count"'),
    Problem("house-style", "docs/a.md", 7, "100% wrong,\nor: so", "right"),
    Problem("stray-file", "docs/b.md", 0, "nothing", "something"),
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path.resolve())


def test_people_are_told_each_problem_on_a_line_and_how_many_there_are(project: Project) -> None:
    told = report(project, None, Checked(PROBLEMS), "text")
    assert (told.printed, told.is_bad) == ((), True)
    assert "\n".join(told.messages).endswith(
        "docs/b.md: found nothing, expected something [stray-file]\n\n3 problems found. Nothing was built."
    )


def test_programs_get_every_part_of_a_problem(project: Project) -> None:
    told = report(project, None, Checked(PROBLEMS[:1], None, ("public",), ("partner",)), "json")
    assert told.is_bad
    content = json.loads("\n".join(told.printed))
    assert content["checked"] == ["public"]
    assert content["not_checked"] == ["partner"]
    assert content["problems"] == [
        {
            "rule": "cell-value",
            "severity": "error",
            "file": "data/public/a.csv",
            "line": 3,
            "place": 'row 3, column "count"',
            "found": 'found "12o"',
            "expected": "a number",
            "advice": "Save it anew",
            "message": f"{PROBLEMS[0]} [cell-value]",
        }
    ]


def test_programs_are_told_that_nothing_is_wrong(project: Project) -> None:
    told = report(project, None, Checked((), None, ("public",)), "json")
    assert not told.is_bad
    assert json.loads("\n".join(told.printed))["problems"] == []


def test_github_is_given_file_and_line_with_its_signs_escaped() -> None:
    assert as_workflow_command(PROBLEMS[0]) == (
        '::error file=data/public/a.csv,line=3,title=row 3%2C column "count" [cell-value]'
        '::found found "12o", expected a number. Save it anew'
    )
    assert as_workflow_command(PROBLEMS[1]) == (
        "::error file=docs/a.md,line=7,title=line 7 [house-style]::found 100%25 wrong,%0Aor: so, expected right"
    )
    assert (
        as_workflow_command(PROBLEMS[2])
        == "::error file=docs/b.md,title=docs/b.md [stray-file]::found nothing, expected something"
    )


def test_github_names_files_from_the_top_of_the_repository(tmp_path: Path) -> None:
    inside = (tmp_path / "site" / "assessment").resolve()
    assert place_in(str(tmp_path), inside) == "site/assessment"
    assert place_in(str(inside), inside) == ""
    assert place_in("/somewhere/else", inside) == ""
    assert place_in("", inside) == ""
    command = as_workflow_command(PROBLEMS[2], "site/assessment")
    assert command.startswith("::error file=site/assessment/docs/b.md,")


@pytest.mark.parametrize("form", ["text", "github"])
def test_nothing_wrong_is_said_in_words(project: Project, form: Form) -> None:
    told = report(project, None, Checked((), None, ("public",), ("partner",)), form)
    assert told.printed == (
        "No problems found in: public",
        "Not checked, because no restricted pack was given (--restricted DIR): partner",
    )
    assert not told.is_bad
