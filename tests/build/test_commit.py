"""The commit in a manifest: where a checkout stands, whether what went in is as committed; and no hook is run."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from building import Run, append, differing, environment, files

from assess.project.git import Commit, commit_of


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, without anybody's own settings."""
    nobody = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    names = {f"GIT_{who}_{what}": "nobody@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env=environment({**nobody, **names}),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a page, a folder and something else."""
    folder = tmp_path / "checkout"
    (folder / "theme" / "deep").mkdir(parents=True)
    for name in ("page.md", "theme/main.html", "theme/deep/more.html", "other.txt"):
        (folder / name).write_text(name, "utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "all")
    return folder


def places(folder: Path) -> list[Path]:
    return [folder / "page.md", folder / "theme"]


def test_a_checkout_as_committed(checkout: Path) -> None:
    assert commit_of(checkout, places(checkout)) == Commit(git(checkout, "rev-parse", "HEAD"), modified=False)


def test_a_copy_without_its_history_has_no_commit(checkout: Path) -> None:
    shutil.rmtree(checkout / ".git")
    assert commit_of(checkout, places(checkout)) is None


def test_a_folder_inside_somebody_elses_checkout_has_no_commit(checkout: Path) -> None:
    assert commit_of(checkout / "theme", [checkout / "theme" / "main.html"]) is None


def test_a_history_without_a_commit_is_none(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    assert commit_of(tmp_path, []) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: append(folder / "page.md", "more"),
        lambda folder: append(folder / "theme" / "deep" / "more.html", "more"),
        lambda folder: (folder / "theme" / "main.html").unlink(),
        lambda folder: (folder / "theme" / "new.html").write_text("new", "utf-8"),
        lambda folder: shutil.rmtree(folder / "theme"),
        lambda folder: (folder / "page.md").unlink(),
    ],
    ids=["a page", "a file in a folder", "a file gone", "a file not committed", "a folder gone", "a page gone"],
)
def test_what_is_not_as_committed_is_modified(checkout: Path, change: object) -> None:
    change(checkout)  # type: ignore[operator]
    found = commit_of(checkout, places(checkout))
    assert found is not None
    assert found.modified


def test_what_is_neither_committed_nor_there_does_not_count(checkout: Path) -> None:
    found = commit_of(checkout, [*places(checkout), checkout / "help.yml", checkout / "no folder"])
    assert found == Commit(git(checkout, "rev-parse", "HEAD"), modified=False)


def test_what_did_not_go_in_does_not_count(checkout: Path, tmp_path: Path) -> None:
    append(checkout / "other.txt", "more")
    (checkout / "new.txt").write_text("new", "utf-8")
    (tmp_path / "pack.csv").write_text("elsewhere", "utf-8")
    found = commit_of(checkout, [*places(checkout), tmp_path / "pack.csv"])
    assert found is not None
    assert not found.modified


def test_no_hook_and_no_watcher_of_the_checkout_is_run(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = checkout / ".git" / "hooks" / "watch"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch ran\n", "utf-8")
    hook.chmod(0o755)
    git(checkout, "config", "core.fsmonitor", str(hook))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    before = files(checkout)
    assert commit_of(checkout, places(checkout)) is not None
    assert differing(before, files(checkout)) == []
    assert not list(checkout.rglob("ran"))


def test_the_commit_is_in_the_manifest_and_nowhere_in_the_site(small: Path, assess_here: Run) -> None:
    assert assess_here(small, "build", "public")[0] == 0
    before = files(small / "site" / "public")
    assert json.loads((small / "site" / "public.manifest.json").read_text("utf-8"))["commit"] is None
    (small / ".gitignore").write_text("/site/\n/.cache/\n", "utf-8")
    git(small, "init", "--quiet")
    git(small, "add", ".")
    git(small, "commit", "--quiet", "-m", "all")
    append(small / "data" / "sample" / "partner" / "injuries-by-age.csv", "")  # not the public edition's business
    code, _, err = assess_here(small, "build", "public")
    assert (code, err) == (0, "")
    told = json.loads((small / "site" / "public.manifest.json").read_text("utf-8"))
    assert told["commit"] == {"id": git(small, "rev-parse", "HEAD"), "modified": False}
    assert differing(before, files(small / "site" / "public")) == []
