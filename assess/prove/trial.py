"""One trial: the `assess build` of an edition, run by itself in a copy of the project beside a world of the pack."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from assess.project.layout import RELEASES, Project, year_folders
from assess.prove.builder import Builder, builder
from assess.prove.comparison import Outcome
from assess.prove.inotify import Watch
from assess.prove.worlds import World
from redaction.policy import Policy

_PACK = "pack"
_AT_ONCE = os.cpu_count() or 1


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
    """Where trials are run: copies of a project, each beside a pack of its own, a build at a time by each builder.

    `released` is the folder of what went out, of which a trial gets the earlier years.
    """

    project: Project
    open_audience: str
    open_edition: str
    folder: Path
    builders: SimpleQueue[Builder]
    released: Path

    def run(self, trials: list[Trial]) -> Iterator[Ended]:
        """Run trials side by side; their results in the order that was asked."""
        with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
            yield from pool.map(self._run, trials)

    def _run(self, trial: Trial) -> Ended:
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            place = Path(name)
            project = self.copied(place / "project")
            pack = _laid_out(trial.world, place / _PACK)
            if trial.before:
                self._build(project, pack, place / "before", *trial.before)
                shutil.rmtree(project / "site", ignore_errors=True)
            (project / "site").mkdir()
            watches = [Watch().on(pack / each, project / "site") for each in trial.watched if (pack / each).is_dir()]
            code = self._build(project, pack, place / "said", trial.edition)
            opened = sorted(path.relative_to(pack).as_posix() for watch in watches for path in watch.opened())
            log = (place / "said").read_text("utf-8").replace(str(place), "")
            site = project / "site"
            files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
            return Ended(trial, Outcome(code, log, files), tuple(opened))

    def _build(self, project: Path, pack: Path, said: Path, *editions: str) -> int:
        """Run `assess build` beside a pack, which may have no folder at all: its exit code."""
        free = self.builders.get()
        try:
            return free.build(project, pack, said, editions)
        finally:
            self.builders.put(free)

    def copied(self, target: Path) -> Path:
        """The project without its caches, but for charts and workbooks of open data, which are dear to make."""
        source = self.project
        files = (source.config, source.glossary, source.wording)
        own = (source.docs, *files, source.root / "data" / self.open_audience)
        some_have = [path for path in (source.theme, source.search) if path.exists()]
        for path in (*own, *some_have, *source.policy.glob("*.yml")):
            copy = target / path.relative_to(source.root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                shutil.copytree(path, copy)
            else:
                shutil.copyfile(path, copy)
        for year in year_folders(self.released):
            shutil.copytree(year, target / RELEASES / year.name)
        for kept in (source.charts / self.open_audience, source.downloads / self.open_edition):
            if kept.is_dir():
                shutil.copytree(kept, target / kept.relative_to(source.root), copy_function=_linked)
        return target


@contextmanager
def laboratory(project: Project, policy: Policy, released: Path) -> Iterator[Laboratory]:
    """A laboratory in a private folder, gone when all is done; `released` is the folder of what went out."""
    reading_open = (each.id for each in policy.editions.values() if set(each.audiences) == {policy.open_audience})
    with tempfile.TemporaryDirectory(prefix="assess-prove-") as folder, ExitStack() as stack:
        builders: SimpleQueue[Builder] = SimpleQueue()
        for _ in range(_AT_ONCE):
            builders.put(stack.enter_context(builder()))
        yield Laboratory(project, policy.open_audience, next(reading_open), Path(folder), builders, released)


def _linked(source: str, target: str) -> str:
    """A second name for a kept file, or a copy of it where it lies on another disk; kept files never change."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target


def _laid_out(world: World, pack: Path) -> Path:
    pack.mkdir()
    for folder in world.folders:
        (pack / folder).mkdir()
    for path, content in world.files.items():
        (pack / path).parent.mkdir(parents=True, exist_ok=True)
        (pack / path).write_bytes(content)
    return pack
