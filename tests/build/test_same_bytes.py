"""The same inputs give the same bytes, wherever, whenever and over whatever they are built."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from building import Run, differing, ended, files, replace, small_project, start


@dataclass(frozen=True)
class Worlds:
    """A project as it was built, and built elsewhere: every file under site/, by its path."""

    here: dict[str, bytes]
    elsewhere: dict[str, bytes]


@pytest.fixture(scope="module")
def whole(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """The public edition of the committed project, with the charts and workbooks that are kept."""
    built = {name: content for name, content in files(sites).items() if name.startswith("public")}
    return Worlds(built, built_elsewhere(sites.parent, tmp_path_factory.mktemp("whole"), ("site",), "public"))


@pytest.fixture(scope="module")
def restricted(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run) -> Worlds:
    """The least and the most open editions of a small project.

    Elsewhere, charts are drawn and workbooks made anew, those of restricted data before those of open data.
    """
    project = small_project(tmp_path_factory.mktemp("restricted") / "project", chart_cache)
    assert assess_here(project, "build", "public", "internal", "--restricted", "data/sample")[0] == 0
    elsewhere = built_elsewhere(project, tmp_path_factory.mktemp("elsewhere"), ("site", ".cache"), "internal", "public")
    return Worlds(files(project / "site"), elsewhere)


def built_elsewhere(project: Path, folder: Path, left_out: tuple[str, ...], *editions: str) -> dict[str, bytes]:
    """What comes of a copy of a project in unlike circumstances.

    No faked clock is at hand: the builds differ in the hour, in the ages of files and in SOURCE_DATE_EPOCH, and a test
    of its own looks for today's date.
    """
    elsewhere = folder / "a deeper place, naïve & with spaces" / "one" / "two" / "project"
    paths = sorted(
        path for path in project.rglob("*") if path.is_file() and path.relative_to(project).parts[0] not in left_out
    )
    for path in reversed(paths):
        copy = elsewhere / path.relative_to(project)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    for path in elsewhere.rglob("*"):
        os.utime(path, (915148800, 915148800))  # 1 January 1999
    changes = {"LC_ALL": "POSIX", "TZ": "XXX-13:45", "PYTHONHASHSEED": "4242", "SOURCE_DATE_EPOCH": "1893456000"}
    changes |= {"LANG": "tr_TR.UTF-8", "HOME": "/nonexistent", "COLUMNS": "20"}
    masked = ("sh", "-c", 'umask 077; exec "$@"', "sh")
    code, _, err = ended(
        start(elsewhere, "build", *editions, "--restricted", "data/sample", changes=changes, within=masked)
    )
    assert code == 0, err
    return files(elsewhere / "site")


@pytest.mark.parametrize(
    ("built", "editions"),
    [pytest.param("whole", ("public",), marks=pytest.mark.whole), ("restricted", ("public", "internal"))],
)
def test_another_place_locale_zone_seed_order_and_umask_give_the_same_bytes(
    request: pytest.FixtureRequest, built: str, editions: tuple[str, ...]
) -> None:
    worlds: Worlds = request.getfixturevalue(built)
    ends = ("manifest.json", "ledger.csv", "nginx.conf")
    files_beside = {f"{edition}.{end}" for edition in editions for end in ends}
    assert {name.partition("/")[0] for name in worlds.here} == {*editions, *files_beside}
    assert differing(worlds.here, worlds.elsewhere) == []
    downloads = {Path(name).suffix for name in worlds.here if "/downloads/" in name}
    assert downloads == {".csv", ".json", ".xlsx", ".ods", ".zip", ".svg", ".png"}


def test_nothing_says_when_or_where_it_was_built(sites: Path) -> None:
    today = dt.datetime.now(dt.UTC)
    dates = (f"{today:%Y-%m-%d}", f"{today:%d %B %Y}", f"{today:%B %d, %Y}")
    said = (*dates, "pytest-of-", ".assess-")
    for name, content in files(sites).items():
        assert [word for word in said if word.encode() in content] == [], name


def test_a_build_over_an_older_site_gives_the_bytes_of_one_from_nothing(small: Path, assess_here: Run) -> None:
    older = "---\ntitle: Of old\ndescription: A page that went.\n---\nSee [home](index.md).\n"
    (small / "docs" / "old.md").write_text(older, "utf-8")
    replace(small / "mkdocs.yml", "  - about.md\n", "  - about.md\n  - old.md\n")
    assert assess_here(small, "build", "public")[0] == 0
    site = small / "site"
    before = files(site)
    (small / "docs" / "old.md").unlink()
    replace(small / "mkdocs.yml", "  - old.md\n", "")
    assert assess_here(small, "build", "public")[0] == 0
    over = files(site)
    assert "public/old/index.html" in before.keys() - over.keys()
    shutil.rmtree(site)
    assert assess_here(small, "build", "public")[0] == 0
    assert differing(over, files(site)) == []
