"""What has not changed is not built again; whatever may make another site is."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from building import Run, append, files, small_project

from assess.build import pipeline, standing
from assess.store import key_file
from redaction.diagnostics.errors import AssessError

BUILD = ("build", "--restricted", "data/sample")
Change = Callable[[Path], object]


class BuiltAgainError(Exception):
    """A build began to work."""


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, chart_cache: Path, assess_here: Run) -> Path:
    """A small project whose three editions are built, with a store of its own, in which no build stands."""
    project = small_project(tmp_path_factory.mktemp("standing") / "project", chart_cache)
    kept = project / ".cache" / "kept"
    kept.unlink()
    shutil.copytree(chart_cache.with_name("kept"), kept)
    shutil.rmtree(kept / "public", ignore_errors=True)  # other tests build this edition alone
    code, _, err = assess_here(project, *BUILD)
    assert code == 0, err
    return project


@pytest.fixture
def built(once: Path, tmp_path: Path) -> Path:
    """A copy of it, to change as a test likes."""
    return Path(shutil.copytree(once, tmp_path / "project", symlinks=True))


@pytest.fixture
def again(assess_here: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What the same build says, where it may not work; raises BuiltAgainError where it begins to."""

    begun: list[object] = []

    def work(*_: object) -> None:
        begun.append(None)
        raise AssessError("It would be built")

    def run(project: Path, *arguments: str) -> str:
        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "build_in", work)
            code, out, err = assess_here(project, *(arguments or BUILD))
        if begun:
            raise BuiltAgainError
        assert code == 0, err
        return out

    return run


def test_an_unchanged_site_is_left_as_it_stands_and_said_to_be_as_it_was(
    built: Path, again: Callable[..., str], assess_here: Run
) -> None:
    before = {path: path.stat().st_ino for path in (built / "site").rglob("*")}
    content = files(built / "site")
    said = again(built)
    assert said == again(built)
    assert {path: path.stat().st_ino for path in (built / "site").rglob("*")} == before
    shutil.rmtree(built / ".cache" / "kept")
    assert assess_here(built, *BUILD) == (0, said, ""), "as a build that works says"
    assert files(built / "site") == content


def _committed(project: Path) -> None:
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", str(project))
    for asked in (("init", "-q"), ("commit", "-q", "--allow-empty", "-m", "One")):
        subprocess.run([*git, *asked], check=True)


CHANGES: dict[str, Change] = {
    "a page": lambda project: append(project / "docs" / "stations.md", "One more sentence."),
    "a new page": lambda project: (project / "docs" / "more.md").write_text("# More\n", "utf-8"),
    "a cell that all may see": lambda project: append(project / "data" / "public" / "asb-total.csv", "\n"),
    "a cell of the pack": lambda project: append(project / "data" / "sample" / "partner" / "injuries-by-age.csv", "\n"),
    "a declared name": lambda project: append(project / "data" / "sample" / "sensitive.yml", "# more"),
    "the policy": lambda project: append(project / "redaction" / "editions.yml", "# more"),
    "a setting": lambda project: append(project / "mkdocs.yml", "# more"),
    "what a search answers": lambda project: append(project / "search.yml", "# more"),
    "a word of the glossary": lambda project: append(project / "glossary.yml", "# more"),
    "the commit": _committed,
    "what came of the gauntlet": lambda project: (project / "site" / "leaks.json").write_text("{}", "utf-8"),
    "a page that was built": lambda project: append(project / "site" / "public" / "index.html", " "),
    "a page that is gone": lambda project: (project / "site" / "partner" / "index.html").unlink(),
    "a stranger's file": lambda project: (project / "site" / "public" / "mine.txt").write_text("mine", "utf-8"),
    "a manifest": lambda project: append(project / "site" / "public.manifest.json", " "),
    "a ledger": lambda project: append(project / "site" / "internal.ledger.csv", " "),
    "who may read a folder": lambda project: (project / "site" / "internal").chmod(0o755),
    "a page that became a link": lambda project: _linked(project / "site" / "public" / "index.html"),
}


def _linked(page: Path) -> None:
    kept = page.rename(page.with_name("kept.html"))
    page.symlink_to(kept)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_built(built: Path, again: Callable[..., str], change: str) -> None:
    CHANGES[change](built)
    with pytest.raises(BuiltAgainError):
        again(built)


@pytest.mark.parametrize("asked", [("build", "public", "--restricted", "data/sample"), (*BUILD, "--out", "elsewhere")])
def test_another_question_is_built(built: Path, again: Callable[..., str], asked: tuple[str, ...]) -> None:
    with pytest.raises(BuiltAgainError):
        again(built, *asked)


def test_a_release_that_went_out_meanwhile_is_compared_with(built: Path, again: Callable[..., str]) -> None:
    releases = built / "releases"
    releases.mkdir(exist_ok=True)
    shutil.copy(built / "site" / "public.ledger.csv", releases)
    with pytest.raises(BuiltAgainError):
        again(built)


def test_another_program_builds(built: Path, again: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "reader_digest", lambda: b"another program")
    with pytest.raises(BuiltAgainError):
        again(built)


@pytest.mark.parametrize("fault", ["altered", "cut short", "of another key"])
def test_an_entry_that_no_build_of_this_person_made_is_not_believed(
    built: Path, again: Callable[..., str], fault: str
) -> None:
    kept_of_all = built / ".cache" / "kept" / "public and partner and internal"
    entry = max(kept_of_all.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    content = entry.read_bytes()
    if fault == "of another key":
        key = key_file()
        assert key
        kept = key.read_bytes()
        key.write_bytes(os.urandom(len(kept)))
    else:
        entry.write_bytes(content[:-1] if fault == "cut short" else content[:-1] + b"]")
    try:
        with pytest.raises(BuiltAgainError):
            again(built)
    finally:
        if fault == "of another key":
            key.write_bytes(kept)


ALONE = ("build", "public", "--restricted", "data/sample")
PARTNER = Path("data", "sample", "partner")


@pytest.fixture
def alone(built: Path, assess_here: Run) -> tuple[Path, str]:
    """The public edition, built alone beside a pack that it may not know, and what was said of it."""
    code, said, err = assess_here(built, *ALONE)
    assert code == 0, err
    return built, said


def test_an_edition_that_may_not_know_the_pack_stands_whatever_that_holds(
    alone: tuple[Path, str], again: Callable[..., str]
) -> None:
    project, said = alone
    assert again(project, *ALONE) == said
    append(project / PARTNER / "injuries-by-age.csv", "\n")
    assert again(project, *ALONE) == said
    (project / PARTNER / "injuries-by-age.csv").unlink()
    assert again(project, *ALONE) == said


RESTRICTED: dict[str, Change] = {
    "a sentence of a page": lambda project: _written(project, _shown(project)),
    "what the open data holds": lambda project: shutil.copy(
        project / "data" / "public" / "asb-total.csv", project / PARTNER / "more.csv"
    ),
    "a folder of no audience": lambda project: (project / "data" / "sample" / "Partner").mkdir(),
    "a key that nobody knows": lambda project: append(
        project / "data" / "sample" / "sensitive.yml", "\nPartners: []\n"
    ),
}


def _shown(project: Path) -> str:
    """A sentence that a page of everybody shows."""
    lines = (project / "docs" / "index.md").read_text("utf-8").splitlines()
    return next(line for line in lines if line.endswith(".") and not set("{[#") & set(line))


def _written(project: Path, sentence: str) -> None:
    (project / PARTNER / "prose").mkdir(exist_ok=True)
    (project / PARTNER / "prose" / "more.md").write_text(f"{sentence}\n", "utf-8")


@pytest.mark.parametrize("change", RESTRICTED)
def test_what_stands_is_audited_again_beside_the_pack_as_it_is_now(
    alone: tuple[Path, str], again: Callable[..., str], change: str
) -> None:
    project, _ = alone
    RESTRICTED[change](project)
    with pytest.raises(BuiltAgainError):
        again(project, *ALONE)


def test_one_edition_without_a_pack_stands_too(built: Path, assess_here: Run, again: Callable[..., str]) -> None:
    code, said, _ = assess_here(built, "build", "public")
    assert code == 0
    assert again(built, "build", "public") == said


def test_what_changed_while_a_build_ran_is_built_again(
    small: Path, assess_here: Run, again: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    work = pipeline.build_in

    def and_changed(*asked: object) -> object:
        made = work(*asked)  # type: ignore[arg-type]
        append(small / "redaction" / "editions.yml", "# more")
        return made

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "build_in", and_changed)
        assert assess_here(small, *BUILD)[0] == 0
    with pytest.raises(BuiltAgainError):
        again(small)
