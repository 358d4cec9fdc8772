"""The trial of a next year: five datasets get one, the check lists each sentence to look at, and none stays false.

The numbers of the year 2023 are synthetic. Six sentences of such a renewal went out under "No problems found" once.
Here they are written into the renewed site, and the check tells each, at its line, and nothing else.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from another_year import Told, add_a_year, bring_up_to_date
from building import ROOT, copy_project

from assess.check.run import check
from assess.project.layout import Project
from redaction.diagnostics.errors import Problem

FIVE = ("crime-by-district", "crime-summary-essex", "crime-summary-thurrock", "state-based-crime", "victim-based-crime")
# A little more anti-social behaviour, where it had fallen by half, and 37 more victims of sexual offences.
CELLS = {
    ("crime-summary-thurrock", "asb"): 2717,
    ("victim-based-crime", "rape-under-16"): 60,
    ("victim-based-crime", "rape-over-16"): 180,
    ("victim-based-crime", "rape"): 240,
    ("victim-based-crime", "other-sexual-offences"): 300,
    ("victim-based-crime", "sexual-offences"): 540,
}
CRIME = "docs/5-crime-and-asb/5-1-crime.md"
SUMMARY = "data/public/crime-summary-thurrock.yaml"
COMPARATORS = "data/public/comparator-change.yaml"
WOMEN = "docs/11-appendices/11-2-1-violence-against-women-and-girls.md"


@dataclass(frozen=True)
class Planted:
    """A sentence that a renewal left: the line whose place it takes, by its words, and the rule that tells it."""

    file: str
    place: str
    written: str
    rule: str
    told: str = ""


# The rule, the file and the beginning of the line of each sentence that the five years make false.
LISTED = (
    ("stale-period", "data/public/headline-measures.yaml", "period: "),
    ("stale-period", "docs/1-executive-summary/1-1-aim-and-purpose.md", "The data covers"),
    ("stale-period", "docs/1-executive-summary/1-3-key-findings.md", "These are the incidents"),
    ("stale-period", CRIME, "description: "),
    ("stale-period", CRIME, '  - "Hate crime in Thurrock was'),
    ("stale-period", CRIME, "These are the crimes that Essex Police recorded"),
    ("untrue-sentence", CRIME, "Thurrock {{ says('compares well'"),
    ("untrue-sentence", CRIME, "Thurrock's number of offences"),
    ("stale-period", CRIME, "Figures 8a and 8b"),
    ("stale-period", "docs/5-crime-and-asb/index.md", "description: "),
    ("stale-period", "docs/5-crime-and-asb/index.md", "Unless a figure says otherwise"),
    ("stale-period", "docs/7-hidden-harms/7-3-violence-and-vulnerability.md", "This is not the violence"),
    ("stale-period", "docs/8-serious-and-organised-crime/index.md", "The data covers"),
    ("stale-period", "docs/index.md", "Crime recorded in Thurrock was"),
    ("stale-period", "docs/index.md", "- **Data up to**"),
    ("other-year", "redaction/sources.yml", "  period: years ending September 2021"),
)

SIX = (
    # The key comparator that increased.
    Planted(
        CRIME,
        "Figure 6 picks out",
        "Hate crime is the key comparator that increased.",
        "unsupported-comparison",
    ),
    # Figure 6 with two periods.
    Planted(
        COMPARATORS,
        "    from: {default",
        '    from: {default: "victim-based-crime/{row}/previous",'
        ' possession-of-weapons: "state-based-crime/{row}/previous"}\n'
        '    to: {default: "victim-based-crime/{row}/latest", possession-of-weapons: "state-based-crime/{row}/latest"}',
        "stale-period",
        "period: 12 months ending",
    ),
    # A judgement attached to new numbers.
    Planted(
        CRIME,
        "says('compares well'",
        "Thurrock compares well with Essex on both measures.",
        "unsupported-comparison",
    ),
    # The large fall, over a rise.
    Planted(
        SUMMARY,
        "caveat: ",
        'caveat: "The large fall in anti-social behaviour follows from how breaches of Covid rules were recorded.'
        ' They made the year to September 2021 unusually high."',
        "undated-reason",
    ),
    # Fewer victims that became more.
    Planted(
        WOMEN,
        "  result: ",
        "  result: \"There were {{ difference('victim-based-crime', 'sexual-offences', 'previous', 'latest') }} victims"
        ' of sexual offences"',
        "unexpected-change",
    ),
    # Figures that cover the year before.
    Planted(
        CRIME,
        "These are the crimes that Essex Police recorded in Thurrock in the year",
        "The figures cover the year to the end of September 2022.",
        "stale-period",
    ),
)
VARIANTS = (  # of two of them, at the same lines
    # A judgement with the old numbers behind it.
    Planted(
        CRIME,
        "says('compares well'",
        "Thurrock {{ says('compares well', 'lower (change crime-summary-thurrock/asb/2021"
        " crime-summary-thurrock/asb/2022) (change crime-summary-essex/asb/2021 crime-summary-essex/asb/2022)') }}"
        " with Essex.",
        "stale-period",
    ),
    # Fewer victims that became more, with an expectation.
    Planted(
        WOMEN,
        "  result: ",
        "  result: \"There were {{ difference('victim-based-crime', 'sexual-offences', 'previous', 'latest',"
        " expects='fall') }} victims of sexual offences\"",
        "unexpected-change",
    ),
)


def problems_of(project: Path) -> tuple[Problem, ...]:
    return check(Project(project), None).problems


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Problem, ...]]:
    """The site whose five datasets have got a year, and what the check lists before anybody writes a word."""
    project = copy_project(tmp_path_factory.mktemp("year") / "project", site=ROOT)
    assert problems_of(project) == ()
    assert add_a_year(project / "data" / "public", FIVE, CELLS) == [*FIVE]
    return project, problems_of(project)


@pytest.fixture(scope="module")
def renewed(listed: tuple[Path, tuple[Problem, ...]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after its author has looked at each sentence of the list."""
    project, problems = listed
    renewed = Path(shutil.copytree(project, tmp_path_factory.mktemp("renewed") / "project"))
    bring_up_to_date(renewed, [Told(each.file, each.line, each.rule, each.found) for each in problems])
    assert problems_of(renewed) == ()
    return renewed


def test_the_check_lists_each_sentence_to_look_at(listed: tuple[Path, tuple[Problem, ...]]) -> None:
    project, problems = listed
    found = {(each.rule, each.file, line_of(project, each)) for each in problems}
    for rule, file, begins in LISTED:
        (one,) = [each for each in found if each[:2] == (rule, file) and each[2].startswith(begins)]
        found.remove(one)
    assert found == set()


def line_of(project: Path, problem: Problem) -> str:
    return (project / problem.file).read_text("utf-8").splitlines()[problem.line - 1]


@pytest.fixture(params=[SIX, pytest.param(VARIANTS, marks=pytest.mark.whole)], ids=["the six", "their variants"])
def planted(request: pytest.FixtureRequest, renewed: Path) -> Iterator[tuple[Path, Sequence[Planted]]]:
    """The renewed site with some of the sentences, and the sentences; the site is as it was afterwards."""
    plants: Sequence[Planted] = request.param
    before = {renewed / each.file: (renewed / each.file).read_text("utf-8") for each in plants}
    for each in plants:
        plant(renewed / each.file, each)
    yield renewed, plants
    for path, text in before.items():
        path.write_text(text, "utf-8")


def plant(path: Path, sentence: Planted) -> None:
    lines = path.read_text("utf-8").splitlines()
    (at,) = [number for number, line in enumerate(lines) if sentence.place in line]
    gone = 1 + sentence.written.count("\n")
    path.write_text("\n".join([*lines[:at], sentence.written, *lines[at + gone :], ""]), "utf-8")


def test_each_false_sentence_of_the_trial_is_told_and_no_other(planted: tuple[Path, Sequence[Planted]]) -> None:
    project, plants = planted
    found = [(each.rule, each.file, line_of(project, each)) for each in problems_of(project)]
    for each in plants:
        shown = each.told or each.written.split("\n")[0]
        (one,) = [told for told in found if told[:2] == (each.rule, each.file) and shown in told[2]]
        found.remove(one)
    assert found == []
