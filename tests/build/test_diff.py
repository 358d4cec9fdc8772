"""`assess diff OLD NEW` tells what changed between two editions: what a board reads before it signs the next year."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from building import small_project

from release.command_line import main

Diff = Callable[..., tuple[int, str, str]]


@pytest.fixture
def diff(capsys: pytest.CaptureFixture[str]) -> Diff:
    def compare(*arguments: str | Path) -> tuple[int, str, str]:
        code = main(["diff", *map(str, arguments)])
        return (code, *capsys.readouterr())

    return compare


def test_ledgers_tell_the_same_numbers_as_their_sites(tmp_path: Path, sites: Path, diff: Diff) -> None:
    old = sites / "internal.ledger.csv"
    assert diff(old, sites / "internal")[0] == 0
    new = tmp_path / "new.csv"
    new.write_text(old.read_text("utf-8").replace(",down 52.7%,-52.7,", ",up 5.1%,5.1,"), "utf-8", newline="")
    code, out, _ = diff(old, new)
    assert code == 1
    assert "was down 52.7%, now up 5.1%: a fall became a rise" in out
    assert "The prose was not compared: a ledger has none." in out


def test_two_editions_are_compared_only_when_asked(sites: Path, diff: Diff) -> None:
    code, out, err = diff(sites / "public", sites / "partner")
    assert (code, out) == (2, "")
    assert "Add --across" in err
    code, out, _ = diff(sites / "public", sites / "partner", "--across")
    assert code == 1
    assert out.startswith("OFFICIAL and OFFICIAL-SENSITIVE: what changed in the public and partner edition")


def test_the_marking_of_a_site_stands_on_top(sites: Path, diff: Diff) -> None:
    _, out, _ = diff(sites / "internal", sites / "internal")
    assert out.startswith("OFFICIAL-SENSITIVE: ")


@pytest.mark.parametrize("place", ["", "partner", "partner/iquanta-rates.csv", "nothing-here"])
def test_a_pack_is_neither_a_site_nor_a_ledger(root: Path, sites: Path, diff: Diff, place: str) -> None:
    pack = root / "data" / "sample"
    code, out, err = diff(sites / "partner", pack / place)
    assert (code, out) == (2, "")
    assert re.search("is neither the folder of a built edition|There is nothing at", err)


def test_prose_is_compared_apart_from_its_numbers(tmp_path: Path, chart_cache: Path, diff: Diff) -> None:
    project = small_project(tmp_path / "project", chart_cache)
    old = tmp_path / "old"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert main(["build", "public"]) == 0
        shutil.move(project / "site", old)
        page = project / "docs" / "index.md"
        page.write_text(page.read_text("utf-8").replace("Police recorded", "The police recorded"), "utf-8")
        assert main(["build", "public"]) == 0
    code, out, _ = diff(old / "public", project / "site" / "public")
    assert code == 1
    assert "was: Police recorded … incidents." in out
    assert "now: The police recorded … incidents." in out
    assert "number" not in out.partition("1 page reworded")[0]
