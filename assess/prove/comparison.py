"""What came of a build, and the first place where two builds differ."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """Everything that a build leaves: its exit code, what it said, and its files by path."""

    code: int
    log: str
    files: Mapping[str, bytes]

    def tree(self, folder: str) -> str:
        """One SHA-256 over the path and the SHA-256 of every file of a folder, as a manifest has it."""
        whole = hashlib.sha256()
        for path, content in sorted(self.files.items()):
            if path.startswith(f"{folder}/"):
                whole.update(f"{path.removeprefix(f'{folder}/')}\0{hashlib.sha256(content).hexdigest()}\n".encode())
        return whole.hexdigest()


def differences(one: Outcome, other: Outcome) -> Iterator[str]:
    """Each way in which two outcomes are not the same, with the first byte of each file that is not."""
    if one.code != other.code:
        yield f"exit code: {one.code} and {other.code}"
    if one.log != other.log:
        yield f"what the build says, from character {_first(one.log, other.log)}"
    for path in sorted(one.files.keys() | other.files.keys()):
        if path not in one.files or path not in other.files:
            yield f"{path}: only in one of them"
        elif one.files[path] != other.files[path]:
            yield f"{path}: from byte {_first(one.files[path], other.files[path])}"


def _first(one: str | bytes, other: str | bytes) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
