"""`assess diff OLD NEW` tells what changed between two editions: what a board reads before it signs the next year."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from building import Run, small_project

Diff = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def built(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run) -> Path:
    """Sites of a small project, and under `reworded` the public one as it is with a word more on a page."""
    project = small_project(tmp_path_factory.mktemp("compared") / "project", chart_cache)
    assert assess_here(project, "build", "public", "partner", "--restricted", "data/sample")[0] == 0
    page = project / "docs" / "index.md"
    page.write_text(page.read_text("utf-8").replace("Police recorded", "The police recorded"), "utf-8")
    assert assess_here(project, "build", "public", "--out", "site/reworded")[0] == 0
    return project / "site"


@pytest.fixture(scope="session")
def diff(assess_here: Run) -> Diff:
    return lambda *arguments: assess_here(Path(), "diff", *arguments)


def test_ledgers_tell_the_same_numbers_as_their_sites(tmp_path: Path, sites: Path, diff: Diff) -> None:
    old = sites / "internal.ledger.csv"
    assert diff(old, sites / "internal")[0] == 0
    new = tmp_path / "new.csv"
    new.write_text(old.read_text("utf-8").replace(",up 2.7%,2.7,", ",down 5.1%,-5.1,"), "utf-8", newline="")
    code, out, _ = diff(old, new)
    assert code == 1
    assert "was up 2.7%, now down 5.1%: a rise became a fall" in out
    assert "The prose was not compared: a ledger has none." in out


def test_two_editions_are_compared_only_when_asked(built: Path, diff: Diff) -> None:
    code, out, err = diff(built / "public", built / "partner")
    assert (code, out) == (2, "")
    assert "Add --across" in err
    code, out, _ = diff(built / "public", built / "partner", "--across")
    assert code == 1
    assert out.startswith("OFFICIAL and OFFICIAL-SENSITIVE: what changed in the public and partner edition")


def test_the_marking_of_a_site_stands_on_top(built: Path, diff: Diff) -> None:
    _, out, _ = diff(built / "partner", built / "partner")
    assert out.startswith("OFFICIAL-SENSITIVE: ")


@pytest.mark.parametrize("place", ["", "partner", "partner/injuries-by-age.csv", "nothing-here"])
def test_a_pack_is_neither_a_site_nor_a_ledger(partnership: Path, built: Path, diff: Diff, place: str) -> None:
    pack = partnership / "data" / "sample"
    code, out, err = diff(built / "partner", pack / place)
    assert (code, out) == (2, "")
    assert re.search("is neither the folder of a built edition|There is nothing at", err)


def test_prose_is_compared_apart_from_its_numbers(built: Path, diff: Diff) -> None:
    code, out, _ = diff(built / "public", built / "reworded" / "public")
    assert code == 1
    assert "was: Police recorded … incidents." in out
    assert "now: The police recorded … incidents." in out
    assert "number" not in out.partition("1 page reworded")[0]
