"""Sending for review: a branch with a commit of some files, and nothing else of a checkout moves."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from assess.project.review import is_checkout, send_for_review
from redaction.diagnostics.errors import AssessError


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{name}_NAME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    made = tmp_path / "project"
    (made / "docs").mkdir(parents=True)
    git(tmp_path, "init", "-q", "-b", "main", str(made))
    for name in ("docs/a.md", "docs/b.md", "notes.txt"):
        (made / name).write_text("As it was.\n", "utf-8")
    (made / "docs/b.md").chmod(0o755)
    git(made, "config", "user.name", "A person")
    git(made, "config", "user.email", "person@example.org")
    git(made, "add", "-A")
    git(made, "commit", "-qm", "The first")
    return made


def test_the_edited_files_alone_are_committed_and_nothing_else_moves(root: Path) -> None:
    (root / "docs/a.md").write_text("Edited.\n", "utf-8")
    (root / "docs/b.md").write_text("Edited too.\n", "utf-8")
    (root / "notes.txt").write_text("Staged by hand.\n", "utf-8")
    (root / "untracked.txt").write_text("Of nobody's concern.\n", "utf-8")
    git(root, "add", "notes.txt")
    index, before = (
        (root / ".git/index").read_bytes(),
        (git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")),
    )
    assert (
        send_for_review(root, ["docs/a.md", "docs/b.md"], "Mend: what's wrong!\n\nAnd why.")
        == "review/mend-what-s-wrong"
    )
    assert (root / ".git/index").read_bytes() == index
    assert (git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")) == before
    assert git(root, "symbolic-ref", "HEAD") == "refs/heads/main"
    branch = "review/mend-what-s-wrong"
    assert git(root, "diff", "--name-status", "main", branch) == "M\tdocs/a.md\nM\tdocs/b.md"
    assert git(root, "show", f"{branch}:docs/a.md") == "Edited."
    assert git(root, "ls-tree", branch, "docs/b.md").startswith("100755 ")
    assert (
        git(root, "log", "-1", "--format=%P %an %B", branch) == f"{before[1]} A person Mend: what's wrong!\n\nAnd why."
    )


def test_a_branch_that_is_there_is_never_moved(root: Path) -> None:
    (root / "docs/a.md").write_text("Edited.\n", "utf-8")
    names = [send_for_review(root, ["docs/a.md"], message) for message in ("Mend", "Mend", "…", "Mend")]
    assert names == ["review/mend", "review/mend-2", "review/edit", "review/mend-3"]


def test_where_nothing_differs_nothing_is_sent(root: Path) -> None:
    with pytest.raises(AssessError, match="nothing to send"):
        send_for_review(root, ["docs/a.md"], "Mend")
    assert git(root, "branch", "--format=%(refname)") == "refs/heads/main"


def test_what_stops_a_commit_stops_it_here_and_is_asked_of_what_would_be_committed(root: Path) -> None:
    hooks = root / ".hooks"
    hooks.mkdir()
    hook = hooks / "pre-commit"
    hook.write_text(
        "#!/bin/sh\ngit diff --cached --name-only\necho 'It holds what it must not.' >&2\nexit 1\n", "utf-8"
    )
    hook.chmod(0o755)
    git(root, "config", "core.hooksPath", ".hooks")
    (root / "docs/a.md").write_text("Edited.\n", "utf-8")
    (root / "notes.txt").write_text("Not sent.\n", "utf-8")
    git(root, "add", "notes.txt")
    with pytest.raises(AssessError) as refused:
        send_for_review(root, ["docs/a.md"], "Mend")
    assert "It holds what it must not." in str(refused.value)
    assert "docs/a.md" in str(refused.value)
    assert "notes.txt" not in str(refused.value)
    assert git(root, "branch", "--format=%(refname)") == "refs/heads/main"


def test_where_git_does_not_know_who_somebody_is_it_says_so(root: Path) -> None:
    git(root, "config", "--unset", "user.email")
    git(root, "config", "user.useConfigOnly", "true")
    (root / "docs/a.md").write_text("Edited.\n", "utf-8")
    with pytest.raises(AssessError, match="your files are as you saved them"):
        send_for_review(root, ["docs/a.md"], "Mend")


def test_a_folder_that_is_no_checkout_sends_nothing(tmp_path: Path, root: Path) -> None:
    assert is_checkout(root)
    assert not is_checkout(tmp_path)
