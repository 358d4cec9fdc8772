"""The places of an intake in the restricted pack: what is kept of it, what was refused, and what is reported."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FOLDER = "intake"


@dataclass(frozen=True)
class Workspace:
    """The folder of an intake in a pack."""

    pack: Path

    @property
    def folder(self) -> Path:
        """Where everything is that is no dataset."""
        return self.pack / FOLDER

    @property
    def report(self) -> Path:
        """What was read, refused, left out and counted."""
        return self.folder / "report.json"

    @property
    def temporary(self) -> Path:
        """What an engine writes while it counts more than fits in memory; it goes with the intake."""
        return self.folder / "tmp"

    def kept(self, source: str) -> Path:
        """The counts of each file of a source, so that a file that did not change is not counted again."""
        return self.folder / "kept" / source

    def refused(self, source: str) -> Path:
        """The records of a source that were refused, a file for each file that had any."""
        return self.folder / "rejects" / source

    def counts(self, dataset: str) -> Path:
        """The counts of a dataset in long form, but for their ending: CSV, and JSON that says what they are."""
        return self.folder / "counts" / dataset

    def shown(self, path: Path) -> str:
        """A path as messages call it."""
        return path.relative_to(self.pack).as_posix() if path.is_relative_to(self.pack) else path.name

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """The folders made, for their owner alone, and what is temporary taken away at the end."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir(mode=0o700)
        try:
            yield
        finally:
            shutil.rmtree(self.temporary, ignore_errors=True)


def only(folder: Path, names: set[str]) -> None:
    """Take away what lies in a folder beside some names, and the folder where nothing is left."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in names:
            path.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
