"""Verdicts that are kept while somebody edits: after any edits, what is found is what a check from nothing finds."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from guides import PARTNERSHIP

from assess.build.kept_checks import kept_checks
from assess.lint.wording import apply
from assess.load.editions import EditionKnowledge, know
from assess.load.sources import Sources
from assess.project.layout import Project
from macros.pages import validation
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


def _of_data(change: Callable[[Path, random.Random], None]) -> Edit:
    """An edit of one dataset, by its descriptor."""

    def edit(project: Path, chance: random.Random) -> None:
        known = sorted(project.glob("data/**/*.yaml"))
        if known:
            change(chance.choice(known), chance)

    return edit


def _of_rows(change: Callable[[list[str], random.Random], None]) -> Edit:
    """An edit of the rows of one table, whose head stays."""

    def edit(descriptor: Path, chance: random.Random) -> None:
        table = descriptor.with_suffix(".csv")
        if table.exists():
            head, *rows = table.read_text("utf-8").splitlines()
            if rows:
                change(rows, chance)
            table.write_text("\n".join([head, *rows, ""]), "utf-8")

    return _of_data(edit)


@_of_rows
def _row_more(rows: list[str], chance: random.Random) -> None:
    name, _, rest = chance.choice(rows).partition(",")
    rows.insert(chance.randrange(len(rows) + 1), f"{name}-{chance.choice('ab')},{rest}")


@_of_rows
def _row_fewer(rows: list[str], chance: random.Random) -> None:
    del rows[chance.randrange(len(rows))]


@_of_rows
def _cell(rows: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(rows))
    rows[at] = re.sub(r"(?<=,)\d+$", str(chance.randrange(2000)), rows[at])


@_of_data
def _dataset_gone(descriptor: Path, _: random.Random) -> None:
    descriptor.unlink()
    descriptor.with_suffix(".csv").unlink(missing_ok=True)


@_of_data
def _dataset_renamed(descriptor: Path, chance: random.Random) -> None:
    """Another name, which calls may have named before there was one."""
    name = chance.choice([f"{descriptor.stem}-too", "noise-by-wards", "asb-total"])
    for each in (descriptor, descriptor.with_suffix(".csv")):
        if each.exists():
            each.rename(each.with_name(f"{name}{each.suffix}"))


@_of_data
def _dataset_more(descriptor: Path, chance: random.Random) -> None:
    name = f"{chance.choice('az')}-{descriptor.stem}"
    text = re.sub("(?m)^figure: .*\n", "", descriptor.read_text("utf-8"))
    descriptor.with_name(f"{name}.yaml").write_text(text.replace(f"'{descriptor.stem}'", f"'{name}'"), "utf-8")
    if descriptor.with_suffix(".csv").exists():
        shutil.copy(descriptor.with_suffix(".csv"), descriptor.with_name(f"{name}.csv"))


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
    *[_cell] * 3,
    *[_row_more, _row_fewer] * 2,
    *[_dataset_gone, _dataset_renamed, _dataset_more] * 2,
    *[_another("data/public/noise-by-ward.csv", r"(?m)(?<=,)\d+$", "9", "47", "60")] * 2,
    *[_another("data/public/crime-by-ward.csv", r"(?m)(?<=,)\d+$", "1200", "900")] * 2,
    _another("data/public/help-routes.csv", "Crimestoppers", "A charity", "Another charity"),
    _another("data/public/noise-by-ward.yaml", "(?m)^title: .*", "title: Noise", "title: Noise at 12"),
    _another("data/public/crime-by-ward.yaml", "(?m)^areas: .*\n", "", "areas: parish\n", "areas: ward\n"),
    _another("data/public/noise-by-ward.yaml", "(?m)^synthetic: .*", "synthetic: false"),
    _another("data/public/recorded-crime.yaml", "(?m)^period: .*", "period: 2023", "period: 2024"),
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


def _copied(old: str, new: str) -> Edit:
    """An edit that brings another dataset, which is like one that is there."""

    def edit(project: Path, _: random.Random) -> None:
        for each in sorted(project.glob(f"data/public/{old}.*")):
            shutil.copy(each, each.with_stem(new))

    return edit


# What one file says of others that stay as they are: figures, sections, dates, datasets, pages, readers.
OF_OTHERS: tuple[Edit, ...] = (
    _another("docs/help.md", r"\Z", SAID),
    _another("data/public/noise-by-ward.yaml", 'figure: "6"', 'figure: "16"'),
    _another("wording.yml", r"\Z", "\nexempt: [{page: docs/help.md, text: 19 May 2026, reason: It was.}]\n"),
    _another("docs/crime/by-type.md", "(?m)^title: .*", "title: 9 Kinds of crime"),
    _another("mkdocs.yml", r"\bnumber: 1,", "number: 9,"),
    _another("data/public/crime-by-ward.csv", "harbour", "harbuor"),
    _another("docs/help.md", r"\Z", "\n{{ n('sites', 'amberholt', 'row') }}\n"),
    _copied("wolder-grid", "site"),  # which is then what it is said to be like
    _copied("wolder-grid", "sites"),  # and then what it names
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


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.whole) for seed in range(2, 20))])
def test_after_any_edits_what_a_build_kept_is_what_a_check_from_nothing_finds(tmp_path: Path, seed: int) -> None:
    chance, taken = random.Random(seed), 0  # noqa: S311  # to choose edits
    project = written(tmp_path / "site")
    editions = [*read_policy(project.policy).editions.values()]
    for _ in range(12):
        kept = kept_checks(project, editions)
        _agree(project, kept)
        taken += kept.taken
        kept.seal()
        if chance.random() < 0.5:  # what is at fault is mended
            shutil.rmtree(project.root / "docs")
            shutil.rmtree(project.root / "data")
            for name in ("docs", "data"):
                shutil.copytree(PARTNERSHIP / name, project.root / name)
        for edit in chance.sample(EDITS, chance.choice([1, 1, 1, 2])):
            edit(project.root, chance)
    assert taken > 0


def _judged(project: Project, kept: Verdicts, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The pages that are judged in a check, their calls or their words."""
    judged: set[str] = set()
    with monkeypatch.context() as patched:
        for module, name, at in ((validation, "check_page", 0), (apply, "_section_faults", 0)):
            original = getattr(module, name)

            def noted(*given: Any, original: Callable[..., Any] = original, at: int = at) -> object:
                judged.add(given[at].path)
                return original(*given)

            patched.setattr(module, name, noted)
        assert outcome(project, kept).error == ""
    return judged


NOISE = {
    *(f"areas/ward/{name}.md" for name in ("index", "anchor-quay", "beacon-hill", "coopers-dyke", "ferry-row")),
    *(f"areas/ward/{name}.md" for name in ("gannet-point", "harbour", "ropewalk", "saltpans")),
    *("areas/index.md", "about/figures.md", "index.md"),  # a list of places, one of figures, and what says how many
    *("crime/index.md", "crime/anti-social-behaviour.md", "swn.md"),  # which show it, or what such a page found
}

ENFORCEMENT = {
    *("about/differences.md", "about/figures.md"),  # where a claim of it is judged, and every figure is listed
    *("crime/anti-social-behaviour.md", "swn.md"),  # which show it
    *("priorities/index.md", "priorities/nuisance.md"),  # which give a number of it in brief
}


@pytest.mark.parametrize(
    ("name", "edits", "judged"),
    [
        ("public/noise-by-ward.csv", {"Ropewalk,27": "Ropewalk,28", "figure,157": "figure,158"}, NOISE),
        (
            "public/enforcement.csv",
            {"removed,23": "removed,24", "outcomes,1377": "outcomes,1378"},
            ENFORCEMENT,
        ),
        (
            "public/enforcement.csv",
            {"Abandoned vehicles": "Abandoned cars"},
            ENFORCEMENT,
        ),  # a text, which pages may type
    ],
)
def test_a_cell_has_only_those_pages_judged_again_that_look_up_its_dataset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, edits: dict[str, str], judged: set[str]
) -> None:
    project, kept = written(tmp_path / "site"), Verdicts()
    every = _judged(project, kept, monkeypatch)
    assert len(every) > len(judged) + 10
    assert _judged(project, kept, monkeypatch) == set()
    for old, new in edits.items():
        path = project.root / "data" / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert _judged(project, kept, monkeypatch) == judged
    assert _judged(project, kept, monkeypatch) == set()
