"""The files that may be edited in the preview: pages and open tables of the project, none of them through a link."""

from __future__ import annotations

import os
import posixpath
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assess.edit.change import EditRefusedError, check_opened
from redaction.diagnostics.errors import AssessError
from redaction.file_names import is_litter


@dataclass(frozen=True)
class Input:
    """A file that may be edited: what messages call it, where it is, and what it held when it was read."""

    name: str
    path: Path
    content: bytes


def read_input(folder: Path, shown: str, names: Sequence[str], files: str) -> Input:
    """The first file of a folder that has one of some names, among those of a pattern; raises EditRefusedError."""
    found = {each.relative_to(folder).as_posix(): each for each in folder.glob(files)}
    name = next((each for each in names if each in found), "")
    path = found.get(name)
    if path is None or is_litter(name) or not path.is_file() or path.resolve() != path:
        raise EditRefusedError(f"Of {' and '.join(names)} in {shown}/ there is none that can be edited in the preview")
    try:
        return Input(posixpath.join(shown, name), path, path.read_bytes())
    except OSError as error:
        raise EditRefusedError(f"{shown}/{name} cannot be read: {error.strerror}") from None


def write_input(edited: Input, digest: str, content: bytes) -> None:
    """Put a content in the place of what a file holds: whole or not at all, with its mode; raises AssessError.

    It is refused where the file is no longer as it was opened.
    """
    path = edited.path
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")  # which no preview follows
        try:
            with open(handle, "wb") as file:  # noqa: PTH123  # a handle has no path
                file.write(content)
                os.fchmod(file.fileno(), path.stat().st_mode & 0o7777)
                file.flush()
                os.fsync(file.fileno())
            check_opened(edited.name, path.read_bytes(), digest)
            Path(beside).replace(path)  # which would replace a link, and not what it leads to
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise AssessError(f"{edited.name} cannot be written: {error.strerror}") from None
