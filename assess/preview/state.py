"""What the preview shows now, and telling every window that looks at it what became of it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from redaction.diagnostics.errors import AssessError, ProblemsFoundError

Event = Mapping[str, Any]


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong: the file it is in and its line, where that is known, and a sentence that says it."""

    file: str
    line: int
    text: str


def faults_of(error: AssessError) -> list[Fault]:
    """What an error says, one fault for each problem."""
    if isinstance(error, ProblemsFoundError):
        return [Fault(each.file, each.line, each.line_of_report) for each in error.problems]
    return [Fault("", 0, str(error))]


@dataclass
class Shown:
    """The files of each edition as they are served, what is wrong, and the windows that follow the changes.

    A file stays as it last was until a new one is put in its place, so an error leaves the last good page.
    """

    files: dict[str, dict[str, bytes]]
    faults: tuple[Fault, ...] = ()
    doing: str = ""
    _windows: list[queue.SimpleQueue[Event | None]] = field(default_factory=list)
    _looked_at: dict[tuple[str, str], float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def file(self, edition: str, name: str) -> bytes | None:
        """A file of an edition; a page is remembered as looked at."""
        if name.endswith(".html"):
            self._looked_at[edition, name] = monotonic()
        return self.files[edition].get(name)

    def put(self, edition: str, files: Mapping[str, bytes]) -> None:
        """Put some files of an edition in place of those before, and tell which are not the same."""
        new = {name: content for name, content in files.items() if self.files[edition].get(name) != content}
        self.files[edition].update(new)
        if new:
            self._tell({"edition": edition, "changed": sorted(new)})

    def replace(self, edition: str, files: Mapping[str, bytes]) -> None:
        """Put a whole edition in place of the one before."""
        before, self.files[edition] = self.files[edition], dict(files)
        changed = sorted(name for name in before.keys() | files if before.get(name) != files.get(name))
        self._tell({"edition": edition, "changed": changed})

    def say(self, doing: str, faults: Iterable[Fault] | None = None) -> None:
        """Send every window what the preview is doing, and what is wrong where that has changed."""
        self.doing = doing
        if faults is not None:
            self.faults = tuple(sorted(set(faults)))
        self._tell(self.now())

    def now(self) -> Event:
        """What a window is sent first."""
        listed = [{"file": each.file, "line": each.line, "text": each.text} for each in self.faults]
        return {"doing": self.doing, "faults": listed}

    def looked_at(self) -> list[tuple[str, str]]:
        """Every page that somebody looked at, as edition and file, the last one first."""
        return sorted(self._looked_at, key=lambda page: -self._looked_at[page])

    @contextmanager
    def window(self) -> Iterator[queue.SimpleQueue[Event | None]]:
        """What a window is sent from now on, beginning with how things are; None when the preview ends."""
        events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        with self._lock:
            events.put(self.now())
            self._windows.append(events)
        try:
            yield events
        finally:
            with self._lock:
                self._windows.remove(events)

    def end(self) -> None:
        """Tell every window that the preview ends."""
        with self._lock:
            for each in self._windows:
                each.put(None)

    def _tell(self, event: Event) -> None:
        with self._lock:
            for each in self._windows:
                each.put(event)
