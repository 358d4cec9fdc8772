"""`assess migrate` on a site: shown first, written whole or not at all, undone by git; and what other commands say."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from building import ROOT, SITE, files, run_here
from smallest_site import write_site

from assess import __version__
from assess.migrate.migration import steps_since
from assess.new.writer import write_all
from assess.project.made_for import made_for
from redaction.diagnostics.errors import AssessError

CONTACT = "  contact: {reach: fires@northtown.example, accessibility: access@northtown.example}\n"


def site_files(site: Path) -> dict[str, bytes]:
    """The files of a site, without what git keeps of them."""
    return {name: content for name, content in files(site).items() if not name.startswith(".git/")}


def git(site: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Northtown", "-c", "user.email=fires@northtown.example", "-c", "core.hooksPath="]
    subprocess.run(["git", *who, *arguments], cwd=site, check=True, capture_output=True)


def changed(site: Path, old: str, new: str) -> None:
    path = site / "mkdocs.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The smallest site as 0.2.0 had it, committed."""
    site = write_site(tmp_path / "site")
    changed(site, f"  made_for: {__version__}\n", "")
    changed(site, CONTACT, "")
    (site / "requirements.txt").write_text("./wheels/assess-0.2.0-py3-none-any.whl\n", "utf-8")
    git(site, "init", "--quiet")
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--message", "as it was")
    return site


def test_what_would_change_is_shown_and_nothing_is_written(older: Path) -> None:
    before = site_files(older)
    code, out, err = run_here(older, "migrate")
    assert (code, err) == (0, "")
    assert "contact (0.3.0): " in out
    assert '+  contact: {reach: "FILL IN", accessibility: "FILL IN"}' in out
    assert f"+./wheels/assess-{__version__}-py3-none-any.whl" in out
    assert "Nothing was written" in out
    assert site_files(older) == before


def test_what_is_written_is_checked_and_git_undoes_it(older: Path) -> None:
    before = site_files(older)
    code, out, err = run_here(older, "migrate", "--write")
    assert (code, err) == (0, "")
    assert f"made_for: {__version__}" in (older / "mkdocs.yml").read_text("utf-8")
    assert run_here(older, "migrate")[1].startswith(f"This site is made for assess {__version__}, and nothing")
    code, _, err = run_here(older, "check")
    assert (code, err) == (0, "")
    assert "git restore ." in out
    git(older, "restore", ".")
    assert site_files(older) == before


def test_files_that_are_moved_leave_no_folder_behind_and_are_named(older: Path) -> None:
    changed(older, "{name: assess,", "{name: material, custom_dir: theme,")
    (older / "theme" / "partials").mkdir(parents=True)
    (older / "theme" / "partials" / "badge.png").write_bytes(b"\x89PNG\xff")
    git(older, "add", "--all")
    git(older, "commit", "--quiet", "--message", "with a theme")
    assert "theme/partials/badge.png is moved to theme-of-0.1/partials/badge.png" in run_here(older, "migrate")[1]
    code, out, _ = run_here(older, "migrate", "--write")
    assert code == 0
    assert not (older / "theme").exists()
    assert (older / "theme-of-0.1" / "partials" / "badge.png").read_bytes() == b"\x89PNG\xff"
    assert "git clean -f theme-of-0.1/partials/badge.png" in out
    assert run_here(older, "check")[0] == 0


def test_what_git_could_not_undo_is_not_written(older: Path, tmp_path: Path) -> None:
    changed(older, "site_name: Fires", "site_name: All fires")
    (older / "notes.txt").write_text("of no matter", "utf-8")
    before = site_files(older)
    code, _, err = run_here(older, "migrate", "--write")
    assert (code, "not as they were committed: mkdocs.yml. Commit" in err) == (1, True), err
    assert site_files(older) == before
    (older / ".git").rename(tmp_path / "elsewhere")
    code, _, err = run_here(older, "migrate", "--write")
    assert (code, "no checkout of git" in err) == (1, True), err


def test_a_file_that_cannot_be_written_leaves_all_as_it_was(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = site_files(older)

    def fail(self: Path, _: Path) -> None:
        if self.name == ".requirements.txt.new":
            raise OSError(28, "No space left on device", str(self))
        self.rename(_)

    monkeypatch.setattr(Path, "replace", fail)
    code, _, err = run_here(older, "migrate", "--write")
    assert (code, "cannot be written: No space left on device" in err) == (1, True), err
    assert site_files(older) == before


def test_what_was_moved_away_is_put_back_where_another_file_fails(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(b"old")
    (tmp_path / "in-the-way").write_bytes(b"a file")
    with pytest.raises(AssessError, match="cannot be written"):
        write_all({tmp_path / "old.txt": None, tmp_path / "new" / "x": b"x", tmp_path / "in-the-way" / "y": b"y"})
    assert files(tmp_path) == {"old.txt": b"old", "in-the-way": b"a file"}


def test_settings_that_are_no_yaml_are_said_with_their_line(older: Path) -> None:
    changed(older, "site_name: Fires of Northtown", "site_name: [Fires")
    code, out, err = run_here(older, "migrate")
    assert (code, out) == (1, "")
    assert "mkdocs.yml, line" in err


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_command_says_that_a_site_is_older_and_what_to_run(older: Path, command: str) -> None:
    code, out, err = run_here(older, command)
    assert (code, bool(out)) == (0, True)
    assert err.startswith("This site was made for a version of assess before 0.3.0, and ")
    assert "`assess migrate`" in err


def test_a_check_says_so_beside_its_problems_too(older: Path) -> None:
    changed(older, "name: assess", "name: material")
    code, _, err = run_here(older, "check")
    assert code == 1
    assert "`assess migrate`" in err.splitlines()[0]
    assert '"material"' in err


@pytest.mark.parametrize("command", ["check", "build", "migrate", "prove"])
def test_a_site_of_a_newer_version_is_refused_and_nothing_else_is_said(older: Path, command: str) -> None:
    changed(older, "extra:\n", "extra:\n  made_for: 9.10.0\n")
    changed(older, "name: assess", "name: what-the-newer-one-has")
    code, out, err = run_here(older, command)
    assert (code, out) == (1, "")
    assert err == (
        f"This site was made for assess 9.10.0, and this is assess {__version__}, which may not know all that the site "
        "says. Install assess 9.10.0 or a newer one\n"
    )


def test_a_version_that_is_none_is_told_at_its_line(older: Path) -> None:
    changed(older, "extra:\n", "extra:\n  made_for: the new one\n")
    code, _, err = run_here(older, "check")
    assert code == 1
    assert 'made_for: found "the new one", expected a version of assess, such as 0.3.0' in err


@pytest.mark.parametrize("site", [SITE, ROOT / "tests" / "slips" / "site", ROOT / "worked-example"])
def test_the_sites_that_come_with_the_program_are_made_for_it(site: Path) -> None:
    assert steps_since(made_for((site / "mkdocs.yml").read_text("utf-8"))) == []
