"""A folder as it is: every file with its size and digest, and what ought not to be there."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Seen:
    """A folder as it is: the size and the digest of each file, the pages, and what ought not to be there."""

    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def walked(site: Path) -> Seen:
    """A folder with all it holds; links are not followed, and said."""
    seen = Seen()
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(site / folder), key=lambda entry: entry.name)
        except OSError as error:
            seen.problems.append(f"{folder or '.'}: cannot be read ({error.strerror})")
            continue
        if folder and not entries:
            seen.problems.append(f"{folder}: is an empty folder, which no build leaves")
        for entry in entries:
            name = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_symlink():
                seen.problems.append(f"{shown(name)}: is a link to another place")
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(name)
            elif not entry.is_file(follow_symlinks=False):
                seen.problems.append(f"{shown(name)}: is neither a file nor a folder")
            else:
                _read(site, name, seen)
    return seen


def _read(site: Path, name: str, seen: Seen) -> None:
    """Note the size and the digest of a file, and the text of a page; a link put in its place is not followed."""
    whole, size, kept = hashlib.sha256(), 0, []
    page = name.lower().endswith((".html", ".htm", ".xhtml"))
    try:
        with opened(site / name) as file:
            while chunk := file.read(_CHUNK):
                whole.update(chunk)
                size += len(chunk)
                kept += [chunk] if page else []
    except OSError as error:
        seen.problems.append(f"{shown(name)}: cannot be read ({error.strerror})")
        return
    seen.files[name] = (size, whole.hexdigest())
    if page:
        seen.pages[name] = b"".join(kept).decode("utf-8", "replace")


def opened(path: Path) -> BinaryIO:
    """An ordinary file, open to be read, and nothing else by that name; raises OSError."""
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(0, "it is not a file")
    return file


def shown(name: str) -> str:
    """A name for a terminal: signs that do not print are spelled out."""
    return name if name.isprintable() else ascii(name)[1:-1]
