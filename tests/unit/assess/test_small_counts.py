"""Small counts of people without a policy are named by `check` and `build`, with how many there are."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from smallest_site import write_site

from assess.check.report import report
from assess.check.run import check
from assess.load import small_counts
from assess.load.editions import know
from assess.load.remarks import remarks_on
from assess.load.sources import Sources
from assess.project.layout import Project
from redaction.reader import read_policy

EVERYBODY, HEALTH = ("public", "partner"), ("public", "health", "partner")
DESCRIPTOR = """\
title: {title}
headline: All quiet
place: Northtown
period: "2025"
sources: [northtown-fire]
columns: {{label: {{title: Place}}, "2025": {{title: "{column}", kind: count, unit: {unit}}}}}
"""
CSV = "id,label,2025\na,A,0\nb,B,1\nc,C,4\nd,D,5\ne,E,[c]\n"
SAYS = "of people below {}, and nothing says that they may be shown"


def site(
    folder: Path, *, title: str = "Rescues", column: str = "2025", unit: str = "people", more: str = ""
) -> Project:
    written = write_site(folder)
    (written / "data/public/rescues.csv").write_text(CSV, "utf-8")
    text = DESCRIPTOR.format(title=title, column=column, unit=unit) + more
    (written / "data/public/rescues.yaml").write_text(text, "utf-8")
    return Project(written.resolve())


def said(project: Project) -> str:
    checked = check(project, None)
    assert checked.problems == ()
    return "\n".join(report(project, None, checked, "text").printed)


@pytest.mark.parametrize(("threshold", "cells"), [(None, 2), (1, 0), (2, 1), (4, 1), (5, 2), (6, 3)])
def test_they_are_counted_below_the_threshold_of_the_project(tmp_path: Path, threshold: int | None, cells: int) -> None:
    project = site(tmp_path / "site")
    editions = project.root / "redaction/editions.yml"
    if threshold is not None:
        editions.write_text(f"{editions.read_text('utf-8')}small_counts_below: {threshold}\n", "utf-8")
    counts = f"rescues: {cells} count{'s' * (cells != 1)} {SAYS.format(threshold or 5)}"
    assert (counts in said(project)) == bool(cells)
    assert ("of people below" in said(project)) == bool(cells)
    policy = read_policy(project.policy)
    [known] = know(Sources(project, policy, None), [*policy.editions.values()])
    assert any(counts in line for line in remarks_on(known, policy.small_counts_below)) == bool(cells)


@pytest.mark.parametrize(
    "words",
    [
        {"unit": "victims"},
        {"unit": "rescues", "column": "Children rescued"},
        {"unit": "rescues", "title": "Rescues of women by place"},
    ],
)
def test_they_are_known_by_the_unit_the_heading_or_the_title(tmp_path: Path, words: dict[str, str]) -> None:
    assert SAYS.format(5) in said(site(tmp_path / "site", **words))


@pytest.mark.parametrize(
    "words",
    [
        {"unit": "rescues"},
        {"unit": "points", "column": "Harm to people"},
        {"title": "Victim-based crime", "unit": "offences"},
    ],
)
def test_what_counts_no_people_is_not_named(tmp_path: Path, words: dict[str, str]) -> None:
    assert "of people" not in said(site(tmp_path / "site", **words))


@pytest.mark.parametrize(
    ("heading", "unit", "is_told"), [("Ward", "offences", True), ("Ward", "fires", False), ("Force", "offences", False)]
)
def test_offences_in_small_areas_are_counted_too(tmp_path: Path, heading: str, unit: str, *, is_told: bool) -> None:
    project = site(tmp_path / "site", unit=unit)
    descriptor = project.root / "data/public/rescues.yaml"
    descriptor.write_text(descriptor.read_text("utf-8").replace("{title: Place}", f"{{title: {heading}}}"), "utf-8")
    assert ("rescues: 2 counts below 5 in small areas, and nothing says" in said(project)) == is_told


def test_counts_that_their_owner_published_are_not_named(tmp_path: Path) -> None:
    published = "small_counts: {published_by: The fire service of Northtown, where: https://www.example.org/fires}\n"
    assert "of people" not in said(site(tmp_path / "site", more=published))


def test_counts_that_the_policy_has_shown_whole_are_not_named(tmp_path: Path) -> None:
    project = site(tmp_path / "site")
    tables = "tables: {rescues: {rows: place, columns: year, whole: true}}"
    trees = 'trees: {place: {all: [a, b, c, d, e]}, year: {all: ["2025"]}}'
    policy = f"rescues: {{threshold: 5, width: 3, mode: suppress, counts: counts.csv, {trees}, {tables}}}\n"
    (project.root / "redaction/protection.yml").write_text(policy, "utf-8")
    assert "of people" not in said(project)
    (project.root / "redaction/protection.yml").write_text(policy.replace(", whole: true", ""), "utf-8")
    assert "[shown-count]" in "".join(each.line_of_report for each in check(project, None).problems)


@pytest.mark.parametrize(
    ("audiences", "examined"),
    [([EVERYBODY], 1), ([EVERYBODY, EVERYBODY], 1), ([EVERYBODY, HEALTH], 2), ([HEALTH, EVERYBODY, HEALTH], 2)],
)
def test_whoever_reads_other_folders_may_infer_more_and_is_examined_too(
    monkeypatch: pytest.MonkeyPatch, audiences: list[tuple[str, ...]], examined: int
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(small_counts, "_shown", lambda *given: asked.append(given) or [])
    views = [
        SimpleNamespace(edition=SimpleNamespace(audiences=each), view=SimpleNamespace(datasets={}))
        for each in audiences
    ]
    assert small_counts.small_count_faults(SimpleNamespace(protection=()), views) == []  # type: ignore[arg-type]
    assert len(asked) == examined
