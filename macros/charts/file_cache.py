"""Files kept by the digest of all that made them, apart for each readership.

A folder a readership: what was made for one is never looked up for another.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class KeptFiles:
    """A folder of kept files."""

    folder: Path

    def path(self, readership: str, name: str) -> Path:
        """Where a file of a readership is kept."""
        return self.folder / readership / name

    def read(self, readership: str, name: str) -> bytes | None:
        """A kept file, or nothing where it is not kept yet."""
        try:
            return self.path(readership, name).read_bytes()
        except FileNotFoundError:
            return None

    def keep(self, readership: str, name: str, content: bytes) -> None:
        """Keep a file; a reader never sees half of it."""
        path = self.path(readership, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with open(handle, "wb") as file:  # noqa: PTH123  # a handle has no path
                file.write(content)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
