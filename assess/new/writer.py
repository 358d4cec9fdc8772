"""New files put in their places: all of them, or none, and never in place of another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

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
    """Write files in place of those that are there, each at once; raises AssessError."""
    made = {path: path.with_name(f".{path.name}.new") for path in files}
    try:
        for path, text in files.items():
            made[path].write_text(text, "utf-8", newline="\n")
        for path, new in made.items():
            new.replace(path)
    except OSError as error:
        for new in made.values():
            new.unlink(missing_ok=True)
        raise AssessError(f"{error.filename} cannot be written: {error.strerror}") from None
