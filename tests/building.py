"""Running the `assess` command as a person, a machine or an accident would, and seeing what it leaves."""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from unittest.mock import patch

import assess.build.pipeline
from assess.build.pipeline import Workers
from assess.cli.main import main
from assess.processes.signals import SIGNALS
from assess.project.layout import Project
from assess.project.settings import read_settings
from assess.render.chart_worker import drawer
from assess.render.renderer import renderer
from macros.charts.chart_cache import ChartStore

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "tests" / "partnership"  # of a partnership that does not exist; every test of the program stands on it
OF_A_SITE = (
    "docs",
    "data/public",
    "data/sample",
    "redaction/sources.yml",
    "redaction/editions.yml",
    "mkdocs.yml",
    "glossary.yml",
    "search.yml",
    "style.yml",
    "wording.yml",
)
# Names of the partnership in this repository, which neither the program nor its guide says.
THIS_PLACE = re.compile("thurrock|essex|iquanta", re.IGNORECASE)
# What lies at the top of a checkout and is made there: none of it is the source.
MADE = (".git", ".venv", ".cache", "site", "build", "*.egg-info", ".ruff_cache", ".mypy_cache", ".pytest_cache")
ASSESS = Path(sys.executable).with_name("assess")
LAST_GOOD = "the last good site"
_BECOME_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2): processes that lose their parent become ours, to be seen


def copy_project(target: Path, charts: Path | None = None, site: Path = SITE) -> Path:
    """Copy what a build of a partnership's site reads; charts are kept in `charts` where that is given."""
    for name in OF_A_SITE:
        source, copy = site / name, target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, copy)
    if charts is not None:
        (target / ".cache").mkdir(parents=True)
        for name in ("charts", "downloads", "kept"):
            (target / ".cache" / name).symlink_to(charts.with_name(name))
    return target


def copy_checkout(target: Path) -> Path:
    """Copy the source of the program, its tests and the site beside it, without what was made of them."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        made = shutil.ignore_patterns(*MADE)(folder, names) if Path(folder) == ROOT else set()
        return made | ({"__pycache__"} & set(names))

    return Path(shutil.copytree(ROOT, target, ignore=left_out, symlinks=True))


def ask_for_pdfs(project: Path) -> None:
    """Have every build of a project make PDFs, the whole with a page after its sections."""
    asked = "  generator: false\n  pdf: {with_build: true, after: [about.md]}\n"
    replace(project / "mkdocs.yml", "  generator: false\n", asked)


def small_project(target: Path, charts: Path) -> Path:
    """The site of the partnership that does not exist, whose pages may type any number."""
    copy_project(target, charts)
    allow_typed_numbers(target)
    return target


def release_public(project: Path, assess: Run) -> None:
    """Build the public edition, and keep what went out in the repository, as after a release."""
    assert assess(project, "build", "public")[0] == 0
    (project / "releases").mkdir()
    for name in ("public.manifest.json", "public.ledger.csv"):
        shutil.copyfile(project / "site" / name, project / "releases" / name)


def allow_typed_numbers(project: Path) -> None:
    """Let the pages of a project type any number, so that a test may plant one and see what comes after the check."""
    anything = "kinds: {anything: {reason: A test plants it., patterns: ['\\S+']}}\n"
    judged = "directions: {judged: [most of them]}\n"  # a headline says so
    (project / "wording.yml").write_text(f"general: false\n{anything}{judged}", "utf-8")


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a command: this one, without a pack, and on no particular host."""
    unset = ("ASSESS_RESTRICTED", "GITHUB_ACTIONS")
    return {key: value for key, value in os.environ.items() if key not in unset} | dict(changes or {})


def start(
    project: Path, *arguments: str | Path, changes: Mapping[str, str] | None = None, within: tuple[str, ...] = ()
) -> subprocess.Popen[str]:
    """Start `assess` in a project, inside another command where one is given."""
    return subprocess.Popen(
        [*within, ASSESS, *map(str, arguments)],
        cwd=project,
        env=environment(changes),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # a group of its own, to be sent what a terminal sends to all of it
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait for a command: its exit code, what it printed, and what it said on standard error."""
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def run(project: Path, *arguments: str | Path, changes: Mapping[str, str] | None = None) -> tuple[int, str, str]:
    """Run `assess` in a project: its exit code, what it printed, and what it said on standard error."""
    return ended(start(project, *arguments, changes=changes))


class Run(Protocol):
    """The command: its exit code, what it printed, and what it said on standard error."""

    def __call__(
        self, project: Path, *arguments: str | Path, changes: Mapping[str, str] | None = None
    ) -> tuple[int, str, str]: ...


def run_here(
    project: Path, *arguments: str | Path, changes: Mapping[str, str] | None = None, at_work: Workers | None = None
) -> tuple[int, str, str]:
    """The same in this process, which is quicker; builds are made by workers that run already where some are given."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.ExitStack() as stack:
        stack.enter_context(signals_put_back())
        stack.enter_context(contextlib.chdir(project))
        stack.enter_context(patch.dict(os.environ, environment(changes), clear=True))
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        if at_work:
            running = contextlib.nullcontext(at_work)
            stack.enter_context(patch.object(assess.build.pipeline, "workers", lambda *_: running))
        code = main([str(argument) for argument in arguments])
    return code, out.getvalue(), err.getvalue()


@contextlib.contextmanager
def signals_put_back() -> Iterator[None]:
    """Have signals heard afterwards as they were before: a build that is done leaves them unheard."""
    before = {each: signal.getsignal(each) for each in SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextlib.contextmanager
def workers_at_hand(charts: Path, site: Path = SITE) -> Iterator[Run]:
    """The same with a renderer and a drawer that run until this ends; `charts` is where the projects keep theirs."""
    clock = read_settings(Project(site)).clock
    with renderer(clock) as rendering, drawer(ChartStore(charts)) as drawing:
        yield partial(run_here, at_work=Workers(rendering, drawing))


def appears(process: subprocess.Popen[str], folder: Path, pattern: str) -> Path:
    """Wait until a command has made a file or folder."""
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        found = next(folder.glob(pattern), None)
        if found:
            return found
        assert process.poll() is None, f"ended before {pattern} appeared: {process.communicate()}"
        time.sleep(0.001)
    raise AssertionError(f"{pattern} never appeared")


def files(folder: Path) -> dict[str, bytes]:
    """The bytes of every file under a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differing(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    """The names under which two mappings do not hold the same."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def last_good_site(out: Path) -> None:
    """Put something small where the last good sites stand."""
    for edition in ("public", "partner", "internal"):
        stands(out, edition, {"index.html": f"{LAST_GOOD}: {edition}".encode()})


def stands(out: Path, edition: str, site: Mapping[str, bytes]) -> None:
    """Put the site of an edition in its place, with a manifest that says that a build made it."""
    (out / edition).mkdir(parents=True, exist_ok=True)
    for name, content in site.items():
        (out / edition / name).write_bytes(content)
    listed = {name: {"sha256": sha256(content).hexdigest()} for name, content in site.items()}
    (out / f"{edition}.manifest.json").write_text(json.dumps({"of": LAST_GOOD, "files": listed}), "utf-8")


@contextlib.contextmanager
def nothing_changes(folder: Path) -> Iterator[None]:
    """Hold that every file under a folder stays the same file, and that none is added."""
    before = _state(folder)
    yield
    assert differing(before, _state(folder)) == []


@contextlib.contextmanager
def nothing_is_left(folder: Path) -> Iterator[None]:
    """Hold the same, and that no process runs on."""
    become_subreaper()
    before = children(os.getpid())
    with nothing_changes(folder):
        yield
    assert still_running(before) == set(), "a process runs on"


def _state(folder: Path) -> dict[str, tuple[object, ...]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns)
        if path.is_file()
        else ("folder",)
        for path in folder.rglob("*")
    }


def become_subreaper() -> None:
    """Have processes that lose their parent become children of this one."""
    ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0)


def children(parent: int) -> set[int]:
    """The running children of a process; dead ones of this process are buried."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, its_parent = status.read_text().rpartition(")")[2].split()[:2]
            pid = int(status.parent.name)
            if int(its_parent) == parent and state not in "ZX":
                found.add(pid)
            elif int(its_parent) == os.getpid() and parent == os.getpid():
                os.waitpid(pid, os.WNOHANG)
    return found


def still_running(before: set[int]) -> set[int]:
    """The children of this process that were not there before and do not end in time; they are ended then."""
    limit = time.monotonic() + 5
    while (left := children(os.getpid()) - before) and time.monotonic() < limit:
        time.sleep(0.01)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return left


def named(processes: set[int], word: str) -> set[int]:
    """The processes whose command holds a word."""
    return {pid for pid in processes if word.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()}


def append(path: Path, text: str) -> None:
    """Add a line to a file."""
    path.write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8")


def replace(path: Path, old: str, new: str) -> None:
    """Replace what stands once in a file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


def move(pattern: str, source: Path, target: Path) -> None:
    """Move files from one folder to another."""
    target.mkdir(parents=True, exist_ok=True)
    moved = list(source.glob(pattern))
    assert moved, f"no {pattern} in {source}"
    for path in moved:
        shutil.move(path, target / path.name)


def mkdocs(project: Path) -> subprocess.CompletedProcess[str]:
    """Run mkdocs as anybody would."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project,
        env=environment({"ASSESS_RESTRICTED": str(project / "data" / "sample")}),
        capture_output=True,
        text=True,
        check=False,
    )
