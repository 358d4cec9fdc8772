"""A page with an audience exists in the editions that read it: elsewhere there is no page, no title and no address."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from building import Run, append, differing, environment, files, small_project

Fails = Callable[..., str]
PACK = ("--restricted", "data/sample")
TITLE = "Zanzibarian"
PAGE = f"""---
title: {TITLE} notes
description: A page for partners.
audience: partner
after: about.md
---
It says {{{{ n('asb-by-type', 'total', 'saltmere') }}}} to partners.
"""


def add(project: Path, text: str = PAGE, *, left_out: bool = True) -> None:
    """Add the page."""
    (project / "docs" / "notes.md").write_text(text, "utf-8")
    if left_out:
        settings = project / "mkdocs.yml"
        text = settings.read_text("utf-8").replace("  /attachments.yml\n", "  /attachments.yml\n  /notes.md\n")
        settings.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def built(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run) -> Path:
    """A project with the page and its sites."""
    project = small_project(tmp_path_factory.mktemp("some") / "project", chart_cache)
    add(project)
    code, out, err = assess_here(project, "build", *PACK)
    assert (code, err) == (0, "")
    assert [int(count) for count in re.findall(r"(\d+) pages", out)] == [6, 7, 7]
    return project


def test_it_is_in_the_editions_of_its_readers_and_leaves_no_trace_in_the_others(built: Path) -> None:
    for edition in ("partner", "internal"):
        front = (built / "site" / edition / "index.html").read_text("utf-8")
        assert front.index('href="about/"') < front.index('href="notes/"')
        assert TITLE in (built / "site" / edition / "search" / "search_index.json").read_text("utf-8")
        assert TITLE in (built / "site" / edition / "notes" / "index.html").read_text("utf-8")
    public = {name: content for name, content in files(built / "site").items() if name.startswith("public")}
    assert [name for name, content in public.items() if TITLE.encode() in content or b"notes.md" in content] == []
    assert [name for name in public if "notes" in name] == []


def test_its_words_do_not_change_one_byte_of_the_others_nor_of_their_manifest(
    built: Path, tmp_path: Path, assess_here: Run
) -> None:
    project = Path(shutil.copytree(built, tmp_path / "project", symlinks=True))
    append(project / "docs" / "notes.md", "Something more.")
    assert assess_here(project, "build", "public")[0] == 0
    assert differing(files(built / "site"), files(project / "site")) == []


def test_the_manifest_of_its_readers_names_it(built: Path) -> None:
    told = {
        name: json.loads((built / "site" / f"{name}.manifest.json").read_text("utf-8"))["inputs"]
        for name in ("public", "partner")
    }
    assert [name for name in told if "docs/notes.md" in told[name]] == ["partner"]


def test_plain_mkdocs_leaves_it_out(small: Path) -> None:
    add(small)
    built = _mkdocs(small)
    assert built.returncode == 0, built.stdout + built.stderr
    plain = files(small / "site" / "preview")
    assert [name for name, content in plain.items() if TITLE.encode() in content or "notes" in name] == []


def test_plain_mkdocs_stops_where_it_would_publish_it(small: Path) -> None:
    add(small, left_out=False)
    built = _mkdocs(small)
    assert built.returncode != 0
    assert "docs/notes.md: found a page that is not for everybody" in built.stdout + built.stderr
    assert not (small / "site").exists()


def _mkdocs(project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("audience: partner", "audience: partnr", 'notes.md, line 4, audience: found "partnr", expected "partner"'),
        ("audience: partner", "audience: public", 'notes.md, line 4, audience: found "public", expected'),
        ("after: about.md", "after: abuot.md", 'notes.md, line 5, after: found .*"abuot.md".*expected .*"about.md"'),
        ("after: about.md\n", "", 'notes.md, .*after: found no "after", expected the page it comes after'),
        ("audience: partner\n", "", 'notes.md, line 4, after: found "after" on a page for everybody'),
        ("audience: partner", "audience: [partner]", "notes.md, line 4, audience: found"),
    ],
)
def test_what_is_wrong_in_its_front_matter_is_told(small: Path, refuses: Fails, old: str, new: str, says: str) -> None:
    assert old in PAGE
    add(small, PAGE.replace(old, new))
    refuses("check", *PACK, says=says)


def test_it_has_no_line_in_the_navigation_of_everybody(small: Path, refuses: Fails) -> None:
    add(small)
    settings = small / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("nav:\n", "nav:\n  - notes.md\n"), "utf-8")
    refuses("check", says=r"mkdocs.yml, line \d+, nav > 1: found a page that is not for everybody, notes.md")


def test_it_has_a_line_among_what_plain_mkdocs_leaves_out(small: Path, refuses: Fails) -> None:
    add(small, left_out=False)
    refuses("check", says=r"mkdocs.yml, line \d+, exclude_docs: found no line for notes.md, expected .*: /notes.md")


def test_a_line_with_a_comment_behind_it_leaves_nothing_out(small: Path, refuses: Fails) -> None:
    add(small)
    settings = small / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("  /notes.md\n", "  /notes.md # a page\n"), "utf-8")
    refuses("check", says="exclude_docs: found no line for notes.md")


def test_a_link_to_it_from_a_page_for_everybody_stops_the_build(small: Path, assess_here: Run) -> None:
    add(small)
    append(small / "docs" / "index.md", "[Notes](notes.md)")
    code, _, err = assess_here(small, "build", "public")
    assert code == 1
    assert "notes.md" in err
    assert not (small / "site").exists()
