"""One trial: the `assess build` of an edition, run by itself in a copy of the project beside a world of the pack."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import assess
from assess.project.layout import Project
from assess.prove.comparison import Outcome
from assess.prove.inotify import Watch
from assess.prove.worlds import World
from redaction.policy import Policy

_PACK = "pack"
_LIMIT = 600


@dataclass(frozen=True)
class Trial:
    """An edition to build in a world.

    `watched` are the folders of the pack that it must never open; `before` are editions that are built in the same
    project first, for what they might leave in a cache.
    """

    edition: str
    world: World
    watched: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ended:
    """What came of a trial, and which of the watched files were opened."""

    trial: Trial
    outcome: Outcome
    opened: tuple[str, ...]


@dataclass(frozen=True)
class Laboratory:
    """Where trials are run: copies of a project, each beside a pack of its own, two builds at a time."""

    project: Project
    open_audience: str
    open_edition: str
    folder: Path

    def run(self, trials: list[Trial]) -> Iterator[Ended]:
        """Run trials side by side; their results in the order that was asked."""
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            yield from pool.map(self._run, trials)

    def _run(self, trial: Trial) -> Ended:
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            place = Path(name)
            project = self._copy(place / "project")
            pack = _laid_out(trial.world, place / _PACK)
            if trial.before:
                _assess(project, pack, *trial.before)
                shutil.rmtree(project / "site", ignore_errors=True)
            (project / "site").mkdir()
            watches = [Watch().on(pack / each, project / "site") for each in trial.watched if (pack / each).is_dir()]
            built = _assess(project, pack, trial.edition)
            opened = sorted(path.relative_to(pack).as_posix() for watch in watches for path in watch.opened())
            log = (built.stdout + built.stderr).replace(str(place), "")
            site = project / "site"
            files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
            return Ended(trial, Outcome(built.returncode, log, files), tuple(opened))

    def _copy(self, target: Path) -> Path:
        """The project without its caches, but for charts and workbooks of open data, which are dear to make."""
        source = self.project
        files = (source.config, source.glossary, source.wording)
        own = (source.docs, *files, source.root / "data" / self.open_audience)
        theme = [source.theme] if source.theme.is_dir() else []
        for path in (*own, *theme, *source.policy.glob("*.yml")):
            copy = target / path.relative_to(source.root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                shutil.copytree(path, copy)
            else:
                shutil.copyfile(path, copy)
        for kept in (source.charts / self.open_audience, source.downloads / self.open_edition):
            if kept.is_dir():
                shutil.copytree(kept, target / kept.relative_to(source.root), copy_function=_linked)
        return target


@contextmanager
def laboratory(project: Project, policy: Policy) -> Iterator[Laboratory]:
    """A laboratory in a private folder, gone when all is done."""
    reading_open = (each.id for each in policy.editions.values() if set(each.audiences) == {policy.open_audience})
    with tempfile.TemporaryDirectory(prefix="assess-prove-") as folder:
        yield Laboratory(project, policy.open_audience, next(reading_open), Path(folder))


def _linked(source: str, target: str) -> str:
    """A second name for a kept file, or a copy of it where it lies on another disk; kept files never change."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target


def _assess(project: Path, pack: Path, *editions: str) -> subprocess.CompletedProcess[str]:
    """Run `assess build` with the code that runs now, beside a pack, which may have no folder at all."""
    code = str(Path(assess.__path__[0]).parent)
    return subprocess.run(  # noqa: S603  # our own command
        [
            *(sys.executable, "-m", "assess.cli.main", "build", *editions),
            *("--restricted", str(pack)),
        ],
        cwd=project,
        env={key: value for key, value in os.environ.items() if not key.startswith("ASSESS_")} | {"PYTHONPATH": code},
        capture_output=True,
        text=True,
        timeout=_LIMIT,
        check=False,
    )


def _laid_out(world: World, pack: Path) -> Path:
    pack.mkdir()
    for folder in world.folders:
        (pack / folder).mkdir()
    for path, content in world.files.items():
        (pack / path).parent.mkdir(parents=True, exist_ok=True)
        (pack / path).write_bytes(content)
    return pack
