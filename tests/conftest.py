"""What several kinds of tests stand on: a copy of the project to break, and the built sites to read."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest.register_assert_rewrite("building")

from building import Run, workers_at_hand  # noqa: E402  # after the line above

# How long an example takes says something of the machine, and nothing of the code.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "data" / "sample"
COPIED = (
    "docs",
    "data/public",
    "data/sample",
    "redaction/sources.yml",
    "redaction/editions.yml",
    "mkdocs.yml",
    "glossary.yml",
    "style.yml",
    "wording.yml",
)

SHARED = "ASSESS_TESTS"  # names a folder for all lanes
UNSET = ("ASSESS_RESTRICTED", "GITHUB_ACTIONS")  # what a machine may set, and a test has to choose

Assess = Callable[..., subprocess.CompletedProcess[str]]
Copy = Callable[[Path], Path]
Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew, to be read in the diff")


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_is_heard() -> Iterator[None]:
    """Ctrl-C does what it does at a terminal; what runs in the background ignores it, and what it starts would too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project itself; tests read it and never write to it."""
    return ROOT


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the lanes of a run keep what each of them needs, and nobody changes."""
    named = os.environ.get(SHARED)
    return Path(named) if named else tmp_path_factory.mktemp("shared")


@pytest.fixture(scope="session")
def chart_cache(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Charts drawn once for all copies of the project; beside them lie the workbooks made for them.

    Where there are lanes, each begins with what the committed project needs.
    """
    cache = tmp_path_factory.mktemp("cache")
    if SHARED in os.environ:
        shutil.copytree(request.getfixturevalue("sites").with_name(".cache"), cache, dirs_exist_ok=True)
    for name in ("charts", "downloads"):
        (cache / name).mkdir(exist_ok=True)
    return cache / "charts"


@pytest.fixture
def project(tmp_path: Path, copy_of_project: Copy) -> Path:
    """A copy of the project's data, pages and policy, to change as a test likes."""
    return copy_of_project(tmp_path / "project")


@pytest.fixture(scope="session")
def copy_of_project(chart_cache: Path) -> Copy:
    """What copies the project's data, pages and policy to a folder."""
    return lambda target: copy_project(target, chart_cache)


def copy_project(target: Path, chart_cache: Path | None = None) -> Path:
    """Copy what a build reads; charts are kept in `chart_cache` where one is given."""
    for name in COPIED:
        source, copy = ROOT / name, target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, copy)
    if chart_cache is not None:
        (target / ".cache").mkdir()
        for name in ("charts", "downloads"):
            (target / ".cache" / name).symlink_to(chart_cache.with_name(name))
    return target


def run_assess(
    project: Path, *arguments: str | Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the `assess` command in a project, as a user would."""
    return subprocess.run(
        [Path(sys.executable).with_name("assess"), *map(str, arguments)],
        cwd=project,
        env={key: value for key, value in os.environ.items() if key not in UNSET} | dict(environment or {}),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def assess(project: Path) -> Assess:
    """The `assess` command, run in the copy of the project."""

    def run(*arguments: str | Path, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return run_assess(project, *arguments, environment=environment)

    return run


@pytest.fixture(scope="session")
def sites(shared: Path) -> Path:
    """The three editions of the committed project, built once with the sample pack: a folder an edition."""
    project = shared / "committed" / "project"
    with (shared / "lock").open("w") as lock:  # closing it opens the way for the other lane
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not project.exists():
            copy_project(project)
            built = run_assess(project, "build", "--restricted", project / "data" / "sample")
            assert built.returncode == 0, built.stderr
    assert (project / "site").is_dir(), "the other lane could not build the editions"
    return project / "site"


@pytest.fixture(scope="session")
def assess_here(chart_cache: Path) -> Iterator[Run]:
    """The command in this process, with a renderer and a drawer that run already: where no process is the point."""
    with workers_at_hand(chart_cache) as run:
        yield run


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    from browser import chromium

    with chromium() as running:
        yield running


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a golden file beside the test, byte for byte."""

    def compare(name: str, text: str) -> None:
        path = request.path.parent / name
        if request.config.getoption("--update-golden"):
            path.write_bytes(text.encode())
            pytest.skip(f"{name} written anew: read its diff")
        assert text == path.read_bytes().decode(), (
            f"{name} is no longer what is written. If it should be, run this test with --update-golden"
        )

    return compare
