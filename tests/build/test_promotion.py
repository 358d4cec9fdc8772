"""Promotion and the workplace: all editions are put in place, or none."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from building import LAST_GOOD, ROOT, files, last_good_site

from assess.build.manifest import Origin, digests, manifest, program_digest
from assess.build.promote import promote, workplace
from assess.project.settings import Release
from redaction.diagnostics.errors import AssessError
from redaction.policy import Edition

# Promotes two sites again and again, each time killed at a later line of the promotion: the machine loses its power.
DYING = """
import os, shutil, signal, sys
from pathlib import Path
import assess.build.promote
from assess.build.promote import promote, workplace

def dying(left):
    def trace(frame, event, argument):
        nonlocal left
        if frame.f_code.co_filename != assess.build.promote.__file__:
            return None
        if event == "line":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    return trace

start, lines, status = Path(sys.argv[1]), 0, signal.SIGKILL
while status == signal.SIGKILL:
    out = start.with_name(f"killed-at-{lines}")
    shutil.copytree(start, out)
    child = os.fork()
    if not child:
        with workplace(out) as work:
            for name in ("public", "partner"):
                (work / name).mkdir()
                (work / name / "index.html").write_text("new")
            sys.settrace(dying(lines))
            promote(out, {name: work / name for name in ("public", "partner")})
            sys.settrace(None)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    lines += 1
sys.exit(status)
"""


# Where a system cannot exchange two paths at once.
NO_EXCHANGE = "assess.build.promote._exchanged = lambda made, target: False"
# What somebody may have put where a build goes.
NOT_OURS: dict[str, Callable[[Path], object]] = {
    "a file beside those of the site": lambda out: (out / "public" / "notes.html").write_text("mine"),
    "a page that was edited": lambda out: (out / "public" / "index.html").write_text("mine"),
    "a folder with a file": lambda out: (
        (out / "public" / "more").mkdir(),
        (out / "public" / "more" / "a.txt").write_text("mine"),
    ),
    "a link": lambda out: (out / "public" / "link").symlink_to(out / "partner"),
    "a site without its manifest": lambda out: (out / "public.manifest.json").unlink(),
    "a manifest of another site": lambda out: (out / "public.manifest.json").write_text('{"files": {}}'),
    "a manifest that is none": lambda out: (out / "public.manifest.json").write_text("[]"),
    "a file in the place of the site": lambda out: (
        (out / "public" / "index.html").unlink(),
        (out / "public").rmdir(),
        (out / "public").write_text("mine"),
    ),
}


def made(work: Path, name: str) -> Path:
    """A finished site."""
    (work / name).mkdir()
    (work / name / "index.html").write_text(f"new {name}", "utf-8")
    return work / name


def test_finished_sites_take_the_place_of_the_old_ones(tmp_path: Path) -> None:
    last_good_site(tmp_path / "out")
    with workplace(tmp_path / "out") as work:
        promote(tmp_path / "out", {name: made(work, name) for name in ("public", "partner")})
    found = files(tmp_path / "out")
    assert (found["public/index.html"], found["partner/index.html"]) == (b"new public", b"new partner")
    assert found["internal/index.html"].startswith(b"the last good site")


@pytest.mark.parametrize("broken", [0, 1, 2])
def test_where_one_cannot_be_placed_every_old_one_is_put_back(tmp_path: Path, broken: int) -> None:
    last_good_site(tmp_path / "out")
    before = files(tmp_path / "out")
    with workplace(tmp_path / "out") as work:
        finished = {name: made(work, name) for name in ("public", "partner", "new")}
        finished[list(finished)[broken]] = work / "lost"
        with pytest.raises(AssessError, match="cannot be changed"):
            promote(tmp_path / "out", finished)
    assert files(tmp_path / "out") == before
    assert not (tmp_path / "out" / "new").exists()


def test_a_workplace_is_private_and_on_the_disk_of_the_output(tmp_path: Path) -> None:
    with workplace(tmp_path / "out") as work:
        assert work.parent == tmp_path / "out"
        assert work.stat().st_mode & 0o077 == 0
    assert not (tmp_path / "out").exists()


def test_a_workplace_goes_with_what_is_in_it_when_a_build_fails(tmp_path: Path) -> None:
    last_good_site(tmp_path / "out")
    before = files(tmp_path / "out")
    with contextlib.suppress(KeyError), workplace(tmp_path / "out") as work:
        made(work, "public")
        raise KeyError
    assert files(tmp_path / "out") == before
    assert not work.exists()


def test_ctrl_c_in_the_moment_a_workplace_is_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, folders = tempfile.mkdtemp, []

    def interrupted(**named: Any) -> str:
        folders.append(Path(make(**named)))
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.2)
        return str(folders[0])

    monkeypatch.setattr(tempfile, "mkdtemp", interrupted)
    last_good_site(tmp_path / "out")
    beside = threading.Event()  # a thread that may be given the signal in place of this one
    threading.Thread(target=beside.wait).start()
    with pytest.raises(KeyboardInterrupt), workplace(tmp_path / "out"):
        time.sleep(1)
    beside.set()
    assert [folder.exists() for folder in folders] == [False]


@pytest.mark.parametrize("exchange", ["at once", "by two renames"])
def test_a_kill_at_any_line_of_a_promotion_leaves_all_old_or_all_new_once_the_next_build_begins(
    tmp_path: Path, exchange: str
) -> None:
    last_good_site(tmp_path / "out")
    code = DYING if exchange == "at once" else DYING.replace("\ndef dying", f"\n{NO_EXCHANGE}\n\ndef dying")
    subprocess.run([sys.executable, "-c", code, tmp_path / "out"], check=True)
    outs = list(tmp_path.glob("killed-at-*"))
    assert len(outs) > 10
    found = set()
    for out in outs:
        with workplace(out):  # the next build, which sweeps
            pass
        assert list(out.glob(".*")) == []
        found.add(tuple((out / name / "index.html").read_text("utf-8") for name in ("public", "partner")))
    assert found == {tuple(f"{LAST_GOOD}: {name}" for name in ("public", "partner")), ("new", "new")}


def test_what_no_build_made_is_neither_replaced_nor_removed(tmp_path: Path) -> None:
    for number, wrong in enumerate(NOT_OURS.values()):
        out = tmp_path / str(number)
        last_good_site(out)
        wrong(out)
        before = files(out)
        with workplace(out) as work, pytest.raises(AssessError, match="not replaced"):
            promote(out, {name: made(work, name) for name in ("partner", "public")})
        assert files(out) == before


def test_what_an_earlier_build_left_is_replaced_though_files_of_it_are_gone(tmp_path: Path) -> None:
    last_good_site(tmp_path / "out")
    (tmp_path / "out" / "public" / "index.html").unlink()
    with workplace(tmp_path / "out") as work:
        promote(tmp_path / "out", {"public": made(work, "public")})
    assert files(tmp_path / "out")["public/index.html"] == b"new public"


def test_only_what_a_dead_build_left_is_swept(tmp_path: Path) -> None:
    running, mine = tmp_path / ".assess-1-alive", tmp_path / ".assess-notes"
    dead = tmp_path / f".assess-{2**22 + 1}-dead"  # above the highest process id that Linux gives
    for folder in (running, mine, dead):
        (folder / "public").mkdir(parents=True)
    with workplace(tmp_path):
        assert (running.exists(), mine.exists(), dead.exists()) == (True, True, False)


def _origin(folder: Path) -> Origin:
    return Origin(digests({"data/data.csv": folder / "data.csv"}), folder)


def test_a_manifest_tells_of_leaks_that_this_program_stopped_and_of_worlds_these_files_came_out_in(
    tmp_path: Path,
) -> None:
    site = made(tmp_path, "site")
    public = Edition("public", "Public edition", "everybody", ("public",), "OFFICIAL", indexed=True)
    release = Release(3, dt.date(2023, 5, 18), None)

    def told() -> dict[str, Any]:
        return json.loads(manifest(public, release, _origin(tmp_path), site, ledger=ledger, server=server))

    ledger = tmp_path / "public.ledger.csv"
    ledger.write_text("edition", "utf-8")
    server = tmp_path / "public.nginx.conf"
    server.write_text("headers", "utf-8")
    score = {"tried": 90, "stopped": 89, "faults": 60, "killed": 60}
    leaks, proof = tmp_path / "leaks.json", tmp_path / "public.proof.json"
    leaks.write_text(json.dumps({"program": program_digest(), **score}), "utf-8")
    proof.write_text(json.dumps({"tree": told()["tree"], "worlds": 9}), "utf-8")
    assert told()["checks"] == {"leaks": score, "worlds": 9}
    leaks.write_text(json.dumps({"program": "0" * 64, **score}), "utf-8")
    proof.write_text(json.dumps({"tree": "0" * 64, "worlds": 9}), "utf-8")
    assert told()["checks"] == {"leaks": None, "worlds": None}
    leaks.write_text("[", "utf-8")
    assert told()["checks"]["leaks"] is None


def test_a_manifest_has_the_digest_of_every_input_tool_and_file(tmp_path: Path) -> None:
    site = made(tmp_path, "site")
    (site / "deep").mkdir()
    (site / "deep" / "page.html").write_text("page", "utf-8")
    (tmp_path / "data.csv").write_text("a,b", "utf-8")
    ledger = tmp_path / "public.ledger.csv"
    ledger.write_text("edition", "utf-8")
    server = tmp_path / "public.nginx.conf"
    server.write_text("headers", "utf-8")
    public = Edition("public", "Public edition", "everybody", ("public",), "OFFICIAL", indexed=True)
    release = Release(3, dt.date(2023, 5, 18), None)
    told = json.loads(manifest(public, release, _origin(tmp_path), site, ledger=ledger, server=server))
    assert told["checks"] == {"leaks": None, "worlds": None}
    assert (told["edition"], told["marking"], told["indexed"]) == ("public", "OFFICIAL", True)
    assert told["release"] == {"number": 3, "signed": "2023-05-18", "valid_until": None}
    assert told["commit"] is None
    assert told["ledger"] == sha256(b"edition").hexdigest()
    assert told["server"] == sha256(b"headers").hexdigest()
    assert told["inputs"] == {"data/data.csv": sha256(b"a,b").hexdigest()}
    assert told["files"] == {
        "deep/page.html": {"bytes": 4, "sha256": sha256(b"page").hexdigest()},
        "index.html": {"bytes": 8, "sha256": sha256(b"new site").hexdigest()},
    }
    assert {"python", "mkdocs", "mkdocs-material", "altair"} <= told["tools"].keys()
    for name in (
        "assess/verify/verdict.py",
        "macros/html/templates/figure.html",
        "assess/theme/main.html",
        "redaction/redact.py",
    ):
        assert told["program"][name] == sha256((ROOT / name).read_bytes()).hexdigest()


def test_the_manifest_of_a_built_edition_names_every_file_of_it_and_what_it_read(sites: Path) -> None:
    for edition, folders in (("public", {"public"}), ("partner", {"public", "partner"})):
        told = json.loads((sites / f"{edition}.manifest.json").read_text("utf-8"))
        built = {name: sha256(content).hexdigest() for name, content in files(sites / edition).items()}
        assert {name: each["sha256"] for name, each in told["files"].items()} == built
        assert {name.split("/")[1] for name in told["inputs"] if name.startswith("data/")} == folders
        project = files(sites.parent)
        for name in (
            "mkdocs.yml",
            "docs/index.md",
            "redaction/sources.yml",
            "redaction/editions.yml",
        ):
            assert told["inputs"][name] == sha256(project[name]).hexdigest()
