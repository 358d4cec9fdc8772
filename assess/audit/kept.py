"""Files that an earlier audit found clean, and why that still holds: the same bytes, question and reader."""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from assess.audit.findings import Finding
from assess.store import Store

_INSTALLED = Path(__file__).parents[2]
_PROGRAM = ("assess", "macros", "redaction")
_CLEAN_BYTES = hashlib.sha256().digest_size


@dataclass
class Clean:
    """The files in which nothing was found when the same question was asked before, and those of this time.

    `ask` gives a digest of all but the file that a finding depends on. Only that nothing was found is kept: whatever
    there is to say of a file is found and said each time. `consulted` counts how often something was consulted that the
    question says nothing of: a file for which that was done is not kept.
    """

    store: Store | None
    readership: str
    ask: Callable[[], bytes]
    consulted: Callable[[], int] = lambda: 0
    _now: set[bytes] = field(default_factory=set)

    @cached_property
    def question(self) -> bytes:
        """What is asked, as it was when the first file was looked up."""
        return self.ask()

    @cached_property
    def before(self) -> frozenset[bytes]:
        """What was clean before; nothing where that is not known."""
        kept = self.store.read(self.readership, self.question) if self.store else None
        at = range(0, len(kept or b""), _CLEAN_BYTES)
        return frozenset(kept[each : each + _CLEAN_BYTES] for each in at) if kept else frozenset()

    def found_in(self, name: str, content: bytes, look: Callable[[], list[Finding]]) -> list[Finding]:
        """What is found in a file; it is looked at only where these bytes under this name were not clean before."""
        file = digest_of([name, content])
        if file in self.before:
            self._now.add(file)
            return []
        consulted = self.consulted()
        found = look()
        if not found and self.consulted() == consulted:
            self._now.add(file)
        return found

    def keep(self, every: Iterable[bytes] = ()) -> None:
        """Keep what was clean this time, which is all that the next audit of the same site may ask for.

        Nothing is kept where what is withheld changed meanwhile: it is not known what the files were compared with.
        Of `every` file, by a digest of name and content, what was clean before stays so though nobody asked about it.
        """
        if "question" not in vars(self):  # nobody asked about any
            return
        self._now |= self.before.intersection(every)
        if self.store and self._now != self.before and self.ask() == self.question:
            self.store.keep(self.readership, self.question, b"".join(sorted(self._now)))


def digest_of(parts: Iterable[str | bytes]) -> bytes:
    """One SHA-256 over parts, each with its length, so that no two lists of parts are one."""
    whole = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode()
        whole.update(b"%d:" % len(content) + content)
    return whole.digest()


def contents(place: Path) -> Iterable[str | bytes]:
    """A file, or every file in a folder, by its name there and its bytes."""
    for path in [place] if place.is_file() else sorted(place.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(place.parent).as_posix()
            yield path.read_bytes()


@cache
def reader_digest() -> bytes:
    """All that reads: this program, every library that is installed beside it by its name and version, and Python."""
    program = [path for name in _PROGRAM for path in sorted((_INSTALLED / name).rglob("*")) if _is_ours(path)]
    read = (part for path in program for part in (path.relative_to(_INSTALLED).as_posix(), path.read_bytes()))
    libraries = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    return digest_of([*read, *libraries, sys.version])


def _is_ours(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and "__pycache__" not in path.parts
