"""The same inputs give the same bytes, wherever, whenever and over whatever they are built."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from building import append, differing, ended, files, start


@dataclass(frozen=True)
class Worlds:
    """What was built in unlike circumstances: every file under site/, by its path."""

    here: dict[str, bytes]
    elsewhere: dict[str, bytes]
    again: dict[str, bytes]


@pytest.fixture(scope="module")
def worlds(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """The committed project as it was built, built from nothing elsewhere, and built over an older site.

    Elsewhere, charts are drawn anew, those of restricted data before those of open data. No faked clock is at
    hand: the builds differ in the hour, in the ages of files and in SOURCE_DATE_EPOCH, and a test of its own
    looks for today's date.
    """
    elsewhere = tmp_path_factory.mktemp("a deeper place, naïve & with spaces") / "one" / "two" / "project"
    _copy(sites.parent, elsewhere, reverse=True)
    for path in elsewhere.rglob("*"):
        os.utime(path, (915148800, 915148800))  # 1 January 1999
    changes = {"LC_ALL": "POSIX", "TZ": "XXX-13:45", "PYTHONHASHSEED": "4242", "SOURCE_DATE_EPOCH": "1893456000"}
    changes |= {"LANG": "tr_TR.UTF-8", "HOME": "/nonexistent", "COLUMNS": "20"}
    masked = ("sh", "-c", 'umask 077; exec "$@"', "sh")
    order = ("internal", "partner", "public")
    building = start(elsewhere, "build", *order, "--restricted", "data/sample", changes=changes, within=masked)

    older = tmp_path_factory.mktemp("older") / "project"
    shutil.copytree(sites.parent, older, symlinks=True)
    _age(older / "site")
    rebuilding = start(older, "build", "--restricted", "data/sample", changes={"LC_ALL": "C", "TZ": "UTC"})
    assert (ended(building)[0], ended(rebuilding)[0]) == (0, 0)
    return Worlds(files(sites), files(elsewhere / "site"), files(older / "site"))


def _copy(project: Path, target: Path, *, reverse: bool) -> None:
    """Copy a project without what was built in it, its files made in one order or the other."""
    paths = sorted(path for path in project.rglob("*") if path.is_file() and "site" not in path.parts)
    for path in reversed(paths) if reverse else paths:
        copy = target / path.relative_to(project)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


def _age(site: Path) -> None:
    """Make a site what an older build may have left: pages changed, lost and since removed."""
    append(site / "public" / "index.html", "of old")
    (site / "public" / "404.html").unlink()
    shutil.copytree(site / "partner", site / "public" / "partner")
    append(site / "partner.manifest.json", "of old")
    shutil.rmtree(site / "internal")
    (site / "internal").symlink_to("public")


def test_another_place_locale_zone_seed_order_and_umask_give_the_same_bytes(worlds: Worlds) -> None:
    assert {name.partition("/")[0] for name in worlds.here} >= {"public", "partner", "internal", "public.manifest.json"}
    assert differing(worlds.here, worlds.elsewhere) == []


def test_a_build_over_an_older_site_with_charts_kept_gives_the_bytes_of_one_from_nothing(worlds: Worlds) -> None:
    assert differing(worlds.elsewhere, worlds.again) == []


def test_nothing_says_when_or_where_it_was_built(worlds: Worlds) -> None:
    today = dt.datetime.now(dt.UTC)
    said = (
        f"{today:%Y-%m-%d}",
        f"{today:%d %B %Y}",
        f"{today:%B %d, %Y}",
        "pytest-of-",
        ".assess-",
        os.uname().nodename,
    )
    for name, content in worlds.here.items():
        assert [word for word in said if word.encode() in content] == [], name
