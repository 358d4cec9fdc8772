"""The same inputs give the same bytes, wherever, whenever and over whatever they are built."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from building import append, differing, ended, files, start

BUILD = ("build", "--restricted", "data/sample")


@dataclass(frozen=True)
class Worlds:
    """What was built in unlike circumstances: every file under site/, by its path."""

    here: dict[str, bytes]
    elsewhere: dict[str, bytes]
    again: dict[str, bytes]


@pytest.fixture(scope="module")
def worlds(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """Two copies of the project built from cold side by side, and one of them again over an older site.

    The editions are drawn in another order elsewhere, and so are the charts of restricted and open data. No
    faked clock is at hand, so the builds differ in what else tells the time: the ages of files and
    SOURCE_DATE_EPOCH; a test of its own looks for today's date.
    """
    here = tmp_path_factory.mktemp("here") / "project"
    elsewhere = tmp_path_factory.mktemp("a deeper place, with naïve ‘quotes’ & spaces") / "one" / "two" / "project"
    _copy(sites.parent, here, reverse=False)
    _copy(sites.parent, elsewhere, reverse=True)
    for path in elsewhere.rglob("*"):
        os.utime(path, (915148800, 915148800))  # 1 January 1999
    first = start(here, *BUILD, changes={"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "0"})
    changes = {"LC_ALL": "C.UTF-8", "TZ": "XXX-13:45", "PYTHONHASHSEED": "4242", "SOURCE_DATE_EPOCH": "1893456000"}
    changes |= {"LANG": "tr_TR.UTF-8", "HOME": "/nonexistent", "COLUMNS": "20", "PYTHONUTF8": "0"}
    masked = ("sh", "-c", 'umask 077; exec "$@"', "sh")
    second = start(elsewhere, "build", "internal", "partner", "public", *BUILD[1:], changes=changes, within=masked)
    assert (ended(first)[0], ended(second)[0]) == (0, 0)
    built = files(here / "site")
    _age(here / "site")
    assert ended(start(here, *BUILD, changes={"LC_ALL": "POSIX"}))[0] == 0
    return Worlds(built, files(elsewhere / "site"), files(here / "site"))


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
    assert differing(worlds.here, worlds.again) == []


def test_charts_drawn_for_other_builds_give_the_same_bytes(worlds: Worlds, sites: Path) -> None:
    assert differing(worlds.here, files(sites)) == []


def test_an_edition_built_alone_has_the_bytes_it_has_beside_others(worlds: Worlds, standing: Path) -> None:
    assert ended(start(standing, "build", "partner", *BUILD[1:]))[0] == 0
    alone = files(standing / "site" / "partner")
    beside = {name.removeprefix("partner/"): content for name, content in worlds.here.items() if "partner/" in name}
    assert differing(alone, beside) == []


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


def test_a_changed_number_changes_the_bytes(worlds: Worlds, standing: Path) -> None:
    path = standing / "data" / "public" / "housing-asb-by-ward.csv"
    lines = path.read_text("utf-8").splitlines()
    lines[1] = lines[1].rpartition(",")[0] + ",98765"
    path.write_text("\n".join(lines), "utf-8")
    assert ended(start(standing, "build", "public"))[0] == 0
    changed = differing(
        {name.removeprefix("public/"): worlds.here[name] for name in worlds.here if "public/" in name},
        files(standing / "site" / "public"),
    )
    assert "downloads/housing-asb-by-ward.csv" in changed
    assert "5-crime-and-asb/5-3-anti-social-behaviour/index.html" in changed
    before, after = (
        json.loads(content)
        for content in (worlds.here["public.manifest.json"], (standing / "site" / "public.manifest.json").read_bytes())
    )
    assert differing(before["inputs"], after["inputs"]) == ["data/public/housing-asb-by-ward.csv"]
    assert differing(before["files"], after["files"]) == changed
