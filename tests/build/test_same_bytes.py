"""The same inputs give the same bytes, wherever, whenever and over whatever they are built."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from building import append, differing, ended, files, run, start


@dataclass(frozen=True)
class Worlds:
    """The committed project as it was built, and built elsewhere: every file under site/, by its path."""

    here: dict[str, bytes]
    elsewhere: dict[str, bytes]


@pytest.fixture(scope="module")
def worlds(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """The least and the most open editions, built in unlike circumstances.

    Elsewhere, charts are drawn and workbooks made anew, those of restricted data before those of open data. No faked
    clock is at hand: the builds differ in the hour, in the ages of files and in SOURCE_DATE_EPOCH, and a test of its
    own looks for today's date.
    """
    elsewhere = tmp_path_factory.mktemp("a deeper place, naïve & with spaces") / "one" / "two" / "project"
    paths = sorted(path for path in sites.parent.rglob("*") if path.is_file() and sites not in path.parents)
    for path in reversed(paths):
        copy = elsewhere / path.relative_to(sites.parent)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    for path in elsewhere.rglob("*"):
        os.utime(path, (915148800, 915148800))  # 1 January 1999
    changes = {"LC_ALL": "POSIX", "TZ": "XXX-13:45", "PYTHONHASHSEED": "4242", "SOURCE_DATE_EPOCH": "1893456000"}
    changes |= {"LANG": "tr_TR.UTF-8", "HOME": "/nonexistent", "COLUMNS": "20"}
    masked = ("sh", "-c", 'umask 077; exec "$@"', "sh")
    order = ("internal", "public")
    code, _, err = ended(
        start(elsewhere, "build", *order, "--restricted", "data/sample", changes=changes, within=masked)
    )
    assert code == 0, err
    built = {name: content for name, content in files(sites).items() if not name.startswith("partner")}
    return Worlds(built, files(elsewhere / "site"))


def test_another_place_locale_zone_seed_order_and_umask_give_the_same_bytes(worlds: Worlds) -> None:
    built = {name.partition("/")[0] for name in worlds.here}
    ends = ("manifest.json", "ledger.csv", "nginx.conf")
    files_beside = {f"{edition}.{end}" for edition in ("public", "internal") for end in ends}
    assert built == {"public", "internal", *files_beside}
    assert differing(worlds.here, worlds.elsewhere) == []
    downloads = {Path(name).suffix for name in worlds.here if "/downloads/" in name}
    assert downloads == {".csv", ".json", ".xlsx", ".ods", ".zip"}


def test_nothing_says_when_or_where_it_was_built(worlds: Worlds) -> None:
    today = dt.datetime.now(dt.UTC)
    dates = (f"{today:%Y-%m-%d}", f"{today:%d %B %Y}", f"{today:%B %d, %Y}")
    said = (*dates, "pytest-of-", ".assess-")
    for name, content in worlds.here.items():
        assert [word for word in said if word.encode() in content] == [], name


def test_a_build_over_an_older_site_gives_the_bytes_of_one_from_nothing(small: Path) -> None:
    assert run(small, "build", "public")[0] == 0
    site = small / "site"
    built = files(site)
    append(site / "public" / "index.html", "of old")
    append(site / "public.manifest.json", "of old")
    (site / "public" / "404.html").unlink()
    shutil.copytree(site / "public" / "downloads", site / "public" / "removed")
    assert differing(built, files(site)) != []
    assert run(small, "build", "public")[0] == 0
    assert differing(built, files(site)) == []
