"""`assess check` with a pack: what git tracks, and ever held, is compared with it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from building import run_here

_PLANTED = "Thefts at Quillhaven Halt came to 473,126."


def git(repository: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "core.hooksPath=/dev/null")
    subprocess.run(["git", *identity, *arguments], cwd=repository, check=True, capture_output=True)


def commit(repository: Path) -> None:
    git(repository, "add", "--all")
    git(repository, "commit", "-qm", "a commit")


@pytest.fixture
def pack(small: Path, tmp_path: Path) -> Path:
    """The pack where a real one lies: outside the checkout."""
    shutil.move(small / "data" / "sample", tmp_path / "pack")
    return tmp_path / "pack"


@pytest.fixture
def checkout(small: Path, pack: Path) -> Path:
    (small / ".gitignore").write_text("/site\n/.cache\n", "utf-8")
    git(small, "init", "-q")
    commit(small)
    assert pack.is_dir()
    return small


def test_a_clean_checkout_is_read_once_and_its_history_no_more(checkout: Path, pack: Path) -> None:
    code, out, err = run_here(checkout, "check", "--restricted", pack)
    assert (code, err) == (0, "")
    assert "Nothing of the pack found in" in out
    assert " 0 objects" not in out
    assert " 0 objects" in run_here(checkout, "check", "--restricted", pack)[1]
    assert (checkout / ".cache" / "compared.json").is_file()


def test_a_tracked_file_is_compared_as_it_stands_and_one_that_is_not_tracked_is_left(
    checkout: Path, pack: Path
) -> None:
    (checkout / "notes.txt").write_text(_PLANTED, "utf-8")
    assert run_here(checkout, "check", "--restricted", pack)[0] == 0
    git(checkout, "add", "notes.txt")
    code, out, err = run_here(checkout, "check", "--restricted", pack)
    assert (code, "No problems found" in out) == (1, False)
    assert "What git tracks holds restricted content:" in err
    assert err.rstrip().endswith("list it under `released:` in the pack's sensitive.yml")
    assert "notes.txt: holds a" in err
    assert "473" not in err
    assert "Quillhaven" not in err


def test_what_was_committed_and_removed_is_found_every_time(checkout: Path, pack: Path) -> None:
    assert run_here(checkout, "check", "--restricted", pack)[0] == 0
    (checkout / "notes.txt").write_text(_PLANTED, "utf-8")
    commit(checkout)
    git(checkout, "rm", "-q", "notes.txt")
    commit(checkout)
    for _ in range(2):
        code, _, err = run_here(checkout, "check", "--restricted", pack)
        assert code == 1
        assert "notes.txt (" in err


def test_restricted_rows_in_the_open_data_are_found_before_and_when_they_are_committed(
    checkout: Path, pack: Path
) -> None:
    table = checkout / "data" / "public" / "asb-by-type.csv"
    shutil.copy(pack / "partner" / "rail-offences-by-type.csv", table.with_name("notes.csv"))
    git(checkout, "add", "--all")
    staged = run_here(checkout, "audit", ".", "--staged", "--restricted", pack)
    assert staged[0] == 1
    assert "data/public/notes.csv (" in staged[1]


def test_another_pack_is_compared_with_all_of_the_history_again(checkout: Path, pack: Path) -> None:
    (checkout / "notes.txt").write_text("Nothing much happened at Bramblewick Fold.", "utf-8")
    commit(checkout)
    assert run_here(checkout, "check", "--restricted", pack)[0] == 0
    names = pack / "sensitive.yml"
    names.write_text(names.read_text("utf-8").replace("partner:\n", 'partner:\n  - "Bramblewick Fold"\n'), "utf-8")
    assert run_here(checkout, "check", "--restricted", pack)[0] == 1


@pytest.mark.parametrize("spoilt", ["", "[]", '{"beside": 1}', json.dumps({"beside": "x", "commits": ["--all"]})])
def test_a_note_that_cannot_be_understood_is_no_note(checkout: Path, pack: Path, spoilt: str) -> None:
    (checkout / ".cache" / "compared.json").write_text(spoilt, "utf-8")
    code, out, _ = run_here(checkout, "check", "--restricted", pack)
    assert code == 0
    assert " 0 objects" not in out


def test_without_a_pack_or_with_one_among_the_tracked_files_it_is_said_that_nothing_was_compared(
    checkout: Path, pack: Path
) -> None:
    code, out, _ = run_here(checkout, "check")
    assert code == 0
    assert "were not compared with a restricted pack: none was given" in out
    shutil.move(pack, checkout / "data" / "sample")
    code, out, _ = run_here(checkout, "check", "--restricted", "data/sample")
    assert code == 0
    assert "were not compared with data/sample: it is in the same repository" in out
