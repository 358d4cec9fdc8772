"""Hearing of every save: the files that a preview rests on, and a burst of events as one change."""

from __future__ import annotations

import queue
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from assess.processes.signals import undisturbed

_CHANGES = ("created", "modified", "moved", "deleted", "closed")  # and not: opened, or closed without a change
_QUIET, _LONGEST = 0.02, 0.25
_POLLED = 0.2
_NOT_FOLLOWED = (".", "~$", "#")  # what editors put beside a file while it is open
_ENDINGS = ("~", ".tmp", ".swp", ".pyc")


@dataclass(frozen=True)
class Watched:
    """Folders that are watched with all that lies in them, and single files."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...]

    def follows(self, path: Path) -> bool:
        """Whether a change of a path is one of the preview; what an editor keeps beside a file is none."""
        if path in self.files:
            return True
        inside = next((path.relative_to(folder) for folder in self.folders if path.is_relative_to(folder)), None)
        if inside is None:
            return False
        return not any(part.startswith(_NOT_FOLLOWED) or part.endswith(_ENDINGS) for part in inside.parts)


@dataclass(eq=False)  # an observer keeps it by what it is
class Changes(FileSystemEventHandler):
    """The paths that changed since they were last asked for."""

    watched: Watched
    _heard: queue.SimpleQueue[Path] = field(default_factory=queue.SimpleQueue)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Something happened to a path, or between two."""
        if event.event_type in _CHANGES and not (event.is_directory and event.event_type == "modified"):
            for name in filter(None, (event.src_path, event.dest_path)):
                path = Path(str(name))
                if self.watched.follows(path):
                    self._heard.put(path)

    def next(self, longest: float | None) -> frozenset[Path]:
        """The paths of the next change, once it is quiet again; none where none came in so many seconds."""
        paths = set()
        try:
            paths.add(self._heard.get(timeout=longest))
            latest = monotonic() + _LONGEST
            while monotonic() < latest:
                paths.add(self._heard.get(timeout=_QUIET))
        except queue.Empty:
            pass
        return frozenset(paths)


@contextmanager
def watching(watched: Watched) -> Iterator[Changes]:
    """Watch until this ends: by what the system tells, or by looking again and again where it tells no more."""
    changes = Changes(watched)
    folders = dict.fromkeys(watched.folders, True) | {
        file.parent: False for file in watched.files if file.parent not in watched.folders
    }
    observer = _started(changes, folders.items())
    try:
        yield changes
    finally:
        observer.stop()
        observer.join()


def _started(changes: Changes, folders: Iterable[tuple[Path, bool]]) -> BaseObserver:
    observers: list[BaseObserver] = [Observer(), PollingObserver(timeout=_POLLED)]
    for observer in observers[:1]:
        try:
            return _start(observer, changes, folders)
        except OSError:  # the system watches no more files for one user
            observer.unschedule_all()
    return _start(observers[-1], changes, folders)


def _start(observer: BaseObserver, changes: Changes, folders: Iterable[tuple[Path, bool]]) -> BaseObserver:
    for folder, deep in folders:
        if folder.is_dir():
            observer.schedule(changes, str(folder), recursive=deep)
    with undisturbed():  # signals are for the main thread, which may hold them back
        observer.start()
    return observer
