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

from building import ROOT, SITE, Run, ask_for_pdfs, copy_project, workers_at_hand  # noqa: E402  # after the line above

from assess.pdf import libraries  # noqa: E402  # as above

# How long an example takes says something of the machine, and nothing of the code.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


SHARED = "ASSESS_TESTS"  # names a folder for all lanes
UNSET = ("ASSESS_RESTRICTED", "GITHUB_ACTIONS")  # what a machine may set, and a test has to choose

Assess = Callable[..., subprocess.CompletedProcess[str]]
Copy = Callable[[Path], Path]
Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew, to be read in the diff")


@pytest.fixture(scope="session")
def typesetting() -> None:
    """What PDFs are laid out with; without it their tests are not tried, which CI does not accept."""
    lacking = libraries.lacking()
    if lacking and os.environ.get("CI"):
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_is_heard() -> Iterator[None]:
    """Ctrl-C does what it does at a terminal; what runs in the background ignores it, and what it starts would too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout of the program; tests read it and never write to it."""
    return ROOT


@pytest.fixture(scope="session")
def partnership() -> Path:
    """The site of a partnership that does not exist: what tests of the program stand on, and never write to."""
    return SITE


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the lanes of a run keep what each of them needs, and nobody changes."""
    named = os.environ.get(SHARED)
    return Path(named) if named else tmp_path_factory.mktemp("shared")


@pytest.fixture(scope="session", autouse=True)
def _key_of_the_tests(shared: Path) -> Iterator[None]:
    """What builds keep is sealed with a key of the tests, not with that of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(shared / "state"))
        yield


@pytest.fixture(scope="session")
def chart_cache(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Charts drawn once for all copies of the site; beside them lie the workbooks made for them."""
    return cache_beside(sites, tmp_path_factory.mktemp("cache"))


def cache_beside(sites: Path, cache: Path) -> Path:
    """A copy of what the build of some sites keeps, for tests to add to."""
    shutil.copytree(sites.with_name(".cache"), cache, dirs_exist_ok=True)
    return cache / "charts"


@pytest.fixture
def project(tmp_path: Path, copy_of_project: Copy) -> Path:
    """A copy of the project's data, pages and policy, to change as a test likes."""
    return copy_of_project(tmp_path / "project")


@pytest.fixture(scope="session")
def copy_of_project(chart_cache: Path) -> Copy:
    """What copies the project's data, pages and policy to a folder."""
    return lambda target: copy_project(target, chart_cache)


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
        timeout=900,
        check=False,
    )


@pytest.fixture
def assess(project: Path) -> Assess:
    """The `assess` command, run in the copy of the project."""

    def run(*arguments: str | Path, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return run_assess(project, *arguments, environment=environment)

    return run


@pytest.fixture(scope="session")
def partnership_sites(shared: Path) -> Path:
    """The three editions of the partnership that does not exist, built once with its pack: a folder an edition."""
    return built_sites(shared, SITE)


@pytest.fixture(scope="session")
def sites(partnership_sites: Path) -> Path:
    """The sites that a test reads: those of the partnership that does not exist, unless its folder says otherwise."""
    return partnership_sites


def built_sites(shared: Path, site: Path) -> Path:
    """The three editions of a partnership's site, built once for every process of the run."""

    def make(project: Path) -> None:
        copy_project(project, site=site)
        build(project)

    return made_once(shared / "sites" / site.relative_to(ROOT), make) / "site"


@pytest.fixture(scope="session")
def with_pdfs(shared: Path, partnership_sites: Path, typesetting: None) -> Path:  # noqa: ARG001  # what it needs
    """A project whose public and partner editions have PDFs, built once for every process of the run."""
    place = shared / "with-pdfs"

    def make(project: Path) -> None:
        copy_project(project, cache_beside(partnership_sites, place / "cache"))
        ask_for_pdfs(project)
        with (project / "docs" / "stations.md").open("a", encoding="utf-8") as page:
            page.write("\n- A station has:\n\n    - a platform\n    - a clock\n")
        build(project, "public", "partner")

    return made_once(place, make)


def build(project: Path, *editions: str) -> None:
    """Build editions of a project with its pack."""
    built = run_assess(project, "build", *editions, "--restricted", project / "data" / "sample")
    assert built.returncode == 0, built.stderr


def made_once(place: Path, make: Callable[[Path], None]) -> Path:
    """A built project that the first process of the run makes, and the others wait for."""
    place.mkdir(parents=True, exist_ok=True)
    project = place / "project"
    with (place / "lock").open("w") as lock:  # closing it opens the way for the other process
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not project.exists():
            make(project)
    assert (project / "site").is_dir(), "the other process could not build the editions"
    return project


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
