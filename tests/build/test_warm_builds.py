"""What earlier builds kept changes nothing: over any edits, cold, warm and half-warm builds give the same bytes."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from building import Run, differing, files, small_project

BUILD = ("build", "public", "partner", "--restricted", "data/sample")
Edit = Callable[[Path, random.Random], None]

_CACHES = ("downloads", "kept")  # charts are drawn from nothing in test_same_bytes.py


def _prose(project: Path, chance: random.Random) -> None:
    """A sentence more on a page."""
    page = chance.choice(["index.md", "about.md", "stations.md"])
    with (project / "docs" / page).open("a", encoding="utf-8") as file:
        file.write(f"\nA sentence of {chance.choice(['partners', 'the police', 'young people'])} more.\n")


def _titled(name: str) -> Edit:
    """Another title of a table."""

    def change(project: Path, chance: random.Random) -> None:
        path = project / "data" / f"{name}.yaml"
        more = chance.choice(["More of", "Some of"])
        path.write_text(re.sub('^title: ("?)', rf"title: \1{more} ", path.read_text("utf-8")), "utf-8")

    return change


def _declared(project: Path, chance: random.Random) -> None:
    """A name more that the pack declares sensitive."""
    path = project / "data" / "sample" / "sensitive.yml"
    name = f"Zyxomma {chance.randrange(9)} Quibble"
    path.write_text(path.read_text("utf-8").replace("partner:\n", f'partner:\n  - "{name}"\n', 1), "utf-8")


def _renamed(project: Path, chance: random.Random) -> None:
    """Another title of a page, which the pages around it and the navigation say too."""
    path, title = project / "docs" / "about.md", f"title: About this edition, {chance.choice(['again', 'once more'])}"
    path.write_text(re.sub("(?m)^title: .*$", title, path.read_text("utf-8"), count=1), "utf-8")


def _themed(project: Path, chance: random.Random) -> None:
    """A theme of its own, in which a page says what another one holds."""
    path = project / "theme" / "partials" / "contact.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    asked = chance.choice(["{{ nav.homepage.content | length }}", "{{ pages[-1].page.markdown | length }}"])
    path.write_text(f"<p>Of another page: {asked}</p>\n", "utf-8")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("\ntheme:\n", "\ntheme:\n  custom_dir: theme\n"), "utf-8")


_DATA = (_titled("public/asb-total"), _titled("sample/partner/injuries-by-age"))
EDITS = (_prose, *_DATA, _declared, _renamed, _themed)


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.whole) for seed in range(2, 8))])
def test_what_is_kept_changes_no_byte(tmp_path: Path, chart_cache: Path, assess_here: Run, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # to choose edits
    warm, cold = small_project(tmp_path / "warm", chart_cache), tmp_path / "cold"
    for name in _CACHES:  # of its own, to be thinned out
        (warm / ".cache" / name).unlink()
        shutil.copytree(chart_cache.with_name(name), warm / ".cache" / name)
    build(warm, assess_here)
    for edit in chance.sample(EDITS, 2):
        edit(warm, chance)
    for kept in sorted(path for name in _CACHES for path in (warm / ".cache" / name).rglob("*") if path.is_file()):
        if chance.random() < 0.5:
            kept.unlink()
    half_warm = build(warm, assess_here)
    shutil.copytree(warm, cold, symlinks=True, ignore=shutil.ignore_patterns("site", *_CACHES))
    assert differing(half_warm, build(warm, assess_here)) == []
    assert differing(half_warm, build(cold, assess_here)) == []


def build(project: Path, assess_here: Run) -> dict[str, bytes]:
    """Build a project; the bytes of every file of its sites."""
    code, _, err = assess_here(project, *BUILD)
    assert code == 0, err
    return files(project / "site")
