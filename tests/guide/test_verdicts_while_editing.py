"""Verdicts that are kept while somebody edits: after any edits, what is found is what a check from nothing finds."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from guides import PARTNERSHIP

from assess.load.editions import EditionKnowledge, know
from assess.load.sources import Sources
from assess.project.layout import Project
from macros.pages.verdicts import Verdicts, same
from redaction.diagnostics.errors import AssessError, ProblemsFoundError
from redaction.reader import read_policy

Edit = Callable[[Path, random.Random], None]
UNTRUE = "It rose by 12%"
EXEMPT = f"{{page: docs/help.md, text: {UNTRUE}, reason: It did.}}"
SAID = """
Figure 6, section 9 and 19 May 2026 tell more: {{ n('crime-by-ward', 'harbour', '2025-26') }}.

{{ summary('9') }}
"""
TYPED = (
    "A sentence more.",
    f"{UNTRUE}.",
    "Crime at the harbour went {{ change('crime-by-ward', 'harbour', '2024-25', '2025-26') }}.",
    "Noise rose {{ change('crime-by-ward', 'harbour', '2024-25', '2025-26') }}.",
    "{{ n('noise-by-ward', 'harbuor', 'count') }}",
    "{{ figure('asb-by-type') }}",
    "{{ figure('recorded-crime', chart='ranked', of='2025-26') }}",
    "{{ figure_list() }}",
    "Harbour had {{ says('more', 'higher noise-by-ward/harbour/count noise-by-ward/ropewalk/count') }}.",
    "{{ n('noise-by-ward', 'harbour', 'count') }} complaints, more than ever.",
    "{% call restricted('infirmary') %}",
    "{% endcall %}",
    "As figure 2 shows, we met 7 times.",
    "See [the help](help.md#nowhere) and [a page](../help.md).",
    "## A heading\n\n## A heading",
    "TODO",
    "audience: partner",
    "draft: true",
    "findings: [\"It fell\", \"{{ n('noise-by-ward', 'total', 'count') }} incidents\"]",
    "lang: cy",
    "sources: [nobody]",
    "# a comment",
)


def _inputs(project: Path) -> list[Path]:
    return sorted(path for path in project.rglob("*") if path.is_file() and path.name != "README.md")


def _lines(change: Callable[[list[str], random.Random], None]) -> Edit:
    """An edit of the lines of one file: a page mostly, and else whichever it is."""

    def edit(project: Path, chance: random.Random) -> None:
        pages = sorted(project.glob("docs/**/*.md")) if chance.random() < 0.7 else []
        path = chance.choice(pages or _inputs(project))
        lines = path.read_text("utf-8").splitlines()
        if lines:
            change(lines, chance)
        path.write_text("\n".join([*lines, ""]), "utf-8")

    return edit


@_lines
def _typed(lines: list[str], chance: random.Random) -> None:
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(TYPED))


@_lines
def _taken_out(lines: list[str], chance: random.Random) -> None:
    del lines[chance.randrange(len(lines))]


@_lines
def _swapped(lines: list[str], chance: random.Random) -> None:
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


@_lines
def _another_digit(lines: list[str], chance: random.Random) -> None:
    numbered = [at for at, line in enumerate(lines) if re.search(r"\d", line)]
    if numbered:
        at = chance.choice(numbered)
        place = chance.choice([each.start() for each in re.finditer(r"\d", lines[at])])
        lines[at] = f"{lines[at][:place]}{chance.randrange(10)}{lines[at][place + 1 :]}"


def _worded(project: Path, chance: random.Random) -> None:
    """A sentence more that nothing is wrong with."""
    path = chance.choice(sorted(project.glob("docs/**/*.md")) or _inputs(project))
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{chance.choice(['Another word', 'Other words'])}.\n")


def _exempted(project: Path, _: random.Random) -> None:
    """A sentence that nothing bears out, and its exemption."""
    for name, text in (("docs/help.md", f"\n{UNTRUE}.\n"), ("wording.yml", f"\nexempt: [{EXEMPT}]\n")):
        path = project / name
        if path.exists() and text not in path.read_text("utf-8"):
            path.write_text(path.read_text("utf-8") + text, "utf-8")


def _moved(project: Path, chance: random.Random) -> None:
    path = chance.choice(_inputs(project))
    path.rename(path.with_name(f"{chance.choice('abc')}-{path.name}"))


def _gone(project: Path, chance: random.Random) -> None:
    chance.choice(_inputs(project)).unlink()


def _another(name: str, pattern: str, *others: str) -> Edit:
    """An edit of what a pattern finds first in a file, which is then another each time."""

    def edit(project: Path, chance: random.Random) -> None:
        path = project / name
        if path.exists():
            path.write_text(re.sub(pattern, chance.choice(others), path.read_text("utf-8"), count=1), "utf-8")

    return edit


EDITS: tuple[Edit, ...] = (
    *[_typed] * 4,
    _another_digit,
    *[_swapped] * 2,
    *[_worded] * 2,
    *[_exempted] * 2,
    _taken_out,
    _moved,
    _gone,
    *[_another("data/public/noise-by-ward.csv", r"(?m)(?<=,)\d+$", "9", "47", "60")] * 2,
    *[_another("data/public/crime-by-ward.csv", r"(?m)(?<=,)\d+$", "1200", "900")] * 2,
    _another("data/public/help-routes.csv", "Crimestoppers", "A charity", "Another charity"),
    _another("data/public/noise-by-ward.yaml", "(?m)^title: .*", "title: Noise", "title: Noise at 12"),
    _another("data/public/crime-by-ward.yaml", r"\A", "# A line more\n"),
    _another("docs/crime/by-type.md", "(?m)^title: .*", "title: 1.1 Kinds of crime", "title: 1.1 Crime by kind"),
    _another("glossary.yml", '"ASB": .*', '"ASB": Noise', f'"ASB": {UNTRUE}'),
    _another("wording.yml", EXEMPT, ""),
    _another("wording.yml", '"18 May 2026"', '"18 May 2026", "19 May 2026"'),
    _another("mkdocs.yml", "(?m)^site_name:.*", "site_name: Another site", "site_name: A site of 12 places"),
    _another("mkdocs.yml", '(?m)^  year: "[^"]*"', '  year: "2024/25"', '  year: "2025/26"'),
    _another("redaction/sources.yml", "Crime records", "A log", "Another log"),
    _another("redaction/editions.yml", "Partner edition", "For partners", "For us"),
)
ENGLISH = "crime/anti-social-behaviour.md"


def written(project: Path) -> Project:
    """A project with all that the guide shows, and a page in Welsh."""
    shutil.copytree(PARTNERSHIP, project)
    text = (project / "docs" / ENGLISH).read_text("utf-8")
    welsh = text.replace("---\n", f"---\nlang: cy\ntwin: {ENGLISH}\n", 1)
    (project / "docs" / "swn.md").write_text(welsh, "utf-8")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("\nnav:\n", "\nnav:\n  - swn.md\n"), "utf-8")
    return Project(project.resolve())


@dataclass(frozen=True)
class Outcome:
    """What was found: all that each edition knows, or every problem, each with all that a report says of it."""

    known: tuple[EditionKnowledge, ...] = ()
    error: str = ""


def outcome(project: Project, kept: Verdicts | None = None) -> Outcome:
    try:
        policy = read_policy(project.policy)
        editions = [replace(each, drafts=True) for each in policy.editions.values()]
        return Outcome(tuple(know(Sources(project, policy, project.root / "data" / "sample"), editions, kept)))
    except ProblemsFoundError as error:
        return Outcome(error="\n".join(map(repr, error.problems)))
    except AssessError as error:
        return Outcome(error=str(error))


# What one file says of others that stay as they are: figures, sections, dates, datasets, pages, readers.
OF_OTHERS: tuple[Edit, ...] = (
    _another("docs/help.md", r"\Z", SAID),
    _another("data/public/noise-by-ward.yaml", 'figure: "6"', 'figure: "16"'),
    _another("wording.yml", r"\Z", "\nexempt: [{page: docs/help.md, text: 19 May 2026, reason: It was.}]\n"),
    _another("docs/crime/by-type.md", "(?m)^title: .*", "title: 9 Kinds of crime"),
    _another("mkdocs.yml", r"\bnumber: 1,", "number: 9,"),
    _another("data/public/crime-by-ward.csv", "harbour", "harbuor"),
)


def _agree(project: Project, kept: Verdicts) -> None:
    told, fresh = outcome(project, kept), outcome(project)
    assert told.error == fresh.error
    assert same(told, fresh)


def test_what_another_file_says_is_not_forgotten(tmp_path: Path) -> None:
    project, kept = written(tmp_path / "site"), Verdicts()
    for edit in OF_OTHERS:
        edit(project.root, random.Random(1))  # noqa: S311  # there is nothing to choose
        _agree(project, kept)


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.whole) for seed in range(2, 40))])
def test_after_any_edits_kept_verdicts_are_those_of_a_check_from_nothing(tmp_path: Path, seed: int) -> None:
    chance, kept = random.Random(seed), Verdicts()  # noqa: S311  # to choose edits
    project = written(tmp_path / "site")
    for _ in range(20):
        if chance.random() < 0.5:  # what is at fault is mended
            shutil.rmtree(project.root)
            written(project.root)
        for edit in chance.sample(EDITS, chance.choice([1, 1, 1, 2])):
            edit(project.root, chance)
        _agree(project, kept)
