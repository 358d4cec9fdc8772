"""`deploy/deliver.sh`: a site gets to its host through `assess verify`, in one step, or not at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from building import ROOT, Run, append, files, nothing_changes, run_here, small_project

ASSESS = Path(sys.executable).with_name("assess")
DAY = ("--on", "2026-11-22")
Ended = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def built(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run) -> Path:
    """The public and the partner edition of a small project."""
    project = small_project(tmp_path_factory.mktemp("delivered") / "project", chart_cache)
    code, _, err = assess_here(project, "build", "public", "partner", "--restricted", "data/sample")
    assert code == 0, err
    return project / "site"


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    """A copy of the sites, to change."""
    return Path(shutil.copytree(built, tmp_path / "sites"))


def public_host(folder: Path) -> Path:
    """What the web server of a public host shows: nothing yet."""
    folder.mkdir()
    (folder / "www.edition").write_text("public\n", "utf-8")
    return folder / "www"


def deliver_from(sites: Path, edition: str, target: Path, *options: str, **changes: str) -> Ended:
    """Run the script."""
    return subprocess.run(
        [ROOT / "deploy" / "deliver.sh", edition, str(target), *DAY, *options],
        env={**os.environ, "ASSESS": str(ASSESS), "SITES": str(sites), **changes},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def host(tmp_path: Path) -> Path:
    return public_host(tmp_path / "host")


@pytest.fixture
def deliver(copied: Path) -> Callable[..., Ended]:
    """The script, from these sites."""
    return partial(deliver_from, copied)


@pytest.fixture(scope="module")
def second(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release 2 of the sites, and beside them a public host that shows it."""
    folder = tmp_path_factory.mktemp("second")
    shutil.copytree(built, folder / "sites")
    release(folder / "sites", 2)
    done = deliver_from(folder / "sites", "public", public_host(folder / "host"))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def shown(second: Path, tmp_path: Path) -> Path:
    """What a public host shows that has release 2, to change; the sites are in `tmp_path`."""
    shutil.copytree(second, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path / "host" / "www"


def release(sites: Path, number: int, edition: str = "public") -> None:
    """Give a built site another number."""
    path = sites / f"{edition}.manifest.json"
    told = json.loads(path.read_text("utf-8"))
    told["release"]["number"] = number
    path.write_text(json.dumps(told), "utf-8")


def test_a_site_is_delivered_with_its_manifest_and_can_be_verified_there(
    deliver: Callable[..., Ended], host: Path, copied: Path
) -> None:
    done = deliver("public", host)
    assert done.returncode == 0, done.stderr
    assert "reload the settings of the web server" in done.stdout
    assert host.is_symlink()
    assert files(host.resolve()) == files(copied / "public")
    assert run_here(host.parent, "verify", host, "--target", "public", *DAY)[0] == 0
    assert sorted(path.name for path in host.parent.iterdir()) == [
        "www",
        "www.edition",
        "www.manifest.json",
        "www.nginx.conf",
        "www.releases",
    ]
    assert host.with_name("www.nginx.conf").read_bytes() == (copied / "public.nginx.conf").read_bytes()


def test_the_release_before_is_kept_and_no_older_one(shown: Path, tmp_path: Path) -> None:
    releases = [shown.resolve().parent.name]
    for number in (3, 4):
        release(tmp_path / "sites", number)
        done = deliver_from(tmp_path / "sites", "public", shown)
        assert done.returncode == 0, done.stderr
        releases.append(shown.resolve().parent.name)
    assert {path.name for path in shown.with_name("www.releases").iterdir()} == set(releases[1:])


def test_the_web_server_is_told_of_new_headers_and_of_no_others(shown: Path, tmp_path: Path) -> None:
    deliver = partial(deliver_from, tmp_path / "sites", "public", shown)
    told = shown.with_name("told")
    reload = f"cp '{shown}.nginx.conf' '{told}'"
    assert "headers" not in deliver(RELOAD=reload).stdout
    assert not told.exists()
    settings = shown.with_name("www.nginx.conf")
    headers = settings.read_bytes()
    settings.write_text("of the release before", "utf-8")
    assert deliver(RELOAD=reload).returncode == 0
    assert told.read_bytes() == headers
    settings.write_text("of the release before", "utf-8")
    done = deliver(RELOAD="false")
    assert done.returncode == 1
    assert "the site is in place, and its headers are new" in done.stderr


def spoil(sites: Path) -> None:
    append(sites / "public" / "index.html", "more")


def spoil_headers(sites: Path) -> None:
    append(sites / "public.nginx.conf", "add_header More headers;")


def lose_headers(sites: Path) -> None:
    (sites / "public.nginx.conf").unlink()


def link(sites: Path) -> None:
    shutil.move(sites / "public" / "404.html", sites / "404.html")
    (sites / "public" / "404.html").symlink_to(sites / "404.html")


def link_whole(sites: Path) -> None:
    shutil.move(sites / "public", sites / "elsewhere")
    (sites / "public").symlink_to(sites / "elsewhere")


def older(sites: Path) -> None:
    release(sites, 1)


def nothing(_: Path) -> None:
    pass


@pytest.mark.parametrize(
    "case",
    [
        ("partner", nothing, (), "this host is for the public edition, not for the partner edition"),
        ("partner", nothing, ("--target", "public"), "this host is for the public edition"),
        ("public", spoil, (), "index.html: is not the file that was built"),
        ("public", spoil_headers, (), "public.nginx.conf: is not the part for nginx that was made with this edition"),
        ("public", lose_headers, (), "there is no"),
        ("public", link, (), "404.html: is a link to another place"),
        ("public", link_whole, (), "there is no site"),
        ("public", older, (), "It is release 1, and release 2 was delivered already"),
        ("public", older, ("--newer-than", "sites/public.manifest.json"), "release 2 was delivered already"),
        ("public", nothing, ("--on", "2040-01-01"), "It has expired"),
        ("public", nothing, ("--proved",), "There is no proof"),
        ("public", nothing, ("--approved", "0" * 64), "is not the one that was approved"),
    ],
)
def test_what_is_refused_leaves_the_host_as_it_was(
    shown: Path, tmp_path: Path, case: tuple[str, Callable[[Path], None], tuple[str, ...], str]
) -> None:
    edition, change, options, says = case
    change(tmp_path / "sites")
    with nothing_changes(shown.parent):
        done = deliver_from(tmp_path / "sites", edition, shown, *options)
    assert done.returncode == 1, done.stdout
    assert says in done.stderr


def test_another_edition_under_the_name_of_the_right_one_is_refused(
    deliver: Callable[..., Ended], host: Path, copied: Path
) -> None:
    shutil.rmtree(copied / "public")
    shutil.move(copied / "partner", copied / "public")
    shutil.move(copied / "partner.manifest.json", copied / "public.manifest.json")
    for options in ((), ("--target", "partner")):
        done = deliver("public", host, *options)
        assert done.returncode == 1
        assert "It is the partner edition, and the host is for the public edition" in done.stderr
        assert not host.exists()


def test_nothing_goes_to_a_host_that_does_not_say_what_it_is_for(deliver: Callable[..., Ended], host: Path) -> None:
    host.with_name("www.edition").unlink()
    done = deliver("public", host)
    assert done.returncode == 1
    assert "www.edition is missing" in done.stderr
    assert list(host.parent.iterdir()) == []


def test_a_folder_that_was_there_before_is_not_replaced(deliver: Callable[..., Ended], host: Path) -> None:
    host.mkdir()
    (host / "index.html").write_text("mine", "utf-8")
    with nothing_changes(host.parent):
        assert "is no link: move it away first" in deliver("public", host).stderr


def test_a_delivery_beside_another_is_refused_and_leaves_it_alone(deliver: Callable[..., Ended], host: Path) -> None:
    host.with_name("www.lock").mkdir()
    with nothing_changes(host.parent):
        assert "another delivery is under way" in deliver("public", host).stderr
