"""The bytes of a file, wherever they lie, read as a whole only where they are few."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from assess.audit.text.limits import MEGABYTE, UnreadableError

LARGEST = 64 * MEGABYTE
_HEAD = 4096


@dataclass(frozen=True)
class Source:
    """A file by its name and size, and how to open it."""

    name: str
    size: int
    open: Callable[[], BinaryIO]

    @cached_property
    def head(self) -> bytes:
        """The first bytes, which tell what kind of file it is."""
        with self.open() as file:
            return file.read(_HEAD)

    @cached_property
    def tail(self) -> bytes:
        """The last bytes."""
        with self.open() as file:
            file.seek(max(0, self.size - 65557))  # the end record of a zip and its longest comment
            return file.read()

    @cached_property
    def content(self) -> bytes:
        """All bytes; raises UnreadableError where they are too many to hold."""
        if self.size > LARGEST:
            raise UnreadableError("too large to read as a whole")
        with self.open() as file:
            return file.read()


def of_bytes(name: str, content: bytes) -> Source:
    """A file that lies in memory."""
    return Source(name, len(content), lambda: io.BytesIO(content))


def of_path(name: str, path: Path) -> Source:
    """A file on disk; `name` is what it is called."""
    return Source(name, path.stat().st_size, lambda: path.open("rb"))
