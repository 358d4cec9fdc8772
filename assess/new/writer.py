"""Files put in their places: all of them, or none."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from assess.processes.signals import undisturbed
from redaction.diagnostics.errors import AssessError


def write_new(files: Mapping[Path, str]) -> None:
    """Write files where none are yet; raises AssessError, and then leaves none of them."""
    made: list[Path] = []
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                made.append(path)
                file.write(text)
    except BaseException as error:
        for path in made:
            path.unlink(missing_ok=True)
        if isinstance(error, FileExistsError):
            raise AssessError(f"{error.filename} is there already, and stays") from None
        if isinstance(error, OSError):
            raise AssessError(f"{error.filename} cannot be written: {error.strerror}") from None
        raise


def write_over(files: Mapping[Path, str]) -> None:
    """Write texts in place of those that are there: all of them, or none; raises AssessError."""
    write_all({path: text.encode("utf-8") for path, text in files.items()})


def write_all(files: Mapping[Path, bytes | None]) -> None:
    """Write files in place of those that are there, and take away those that have no content: all of it, or nothing.

    Raises AssessError.
    """
    made = {path: path.with_name(f".{path.name}.new") for path, content in files.items() if content is not None}
    before = {path: path.read_bytes() for path in files if path.is_file()}
    folders = [each for path in made for each in path.parents if not each.exists()]
    try:
        for path, new in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(files[path] or b"")
        with undisturbed():
            for path in files:
                made[path].replace(path) if path in made else path.unlink()
    except BaseException as error:
        for path in [*made.values(), *(path for path in made if path not in before)]:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                path.unlink()
        for path, content in before.items():
            if not path.is_file() or path.read_bytes() != content:
                path.write_bytes(content)
        for folder in sorted(folders, reverse=True):
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise AssessError(f"{error.filename} cannot be written: {error.strerror}") from None
        raise
