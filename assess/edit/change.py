"""A change of some bytes of a file as it was opened: every other byte stays, and nobody else's save is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from redaction.diagnostics.errors import AssessError


class EditRefusedError(AssessError):
    """An edit that is not made, with the reason and what to do."""


@dataclass(frozen=True, order=True)
class Change:
    """The bytes that stand in place of those from `start` to `end`."""

    start: int
    end: int
    new: bytes


def digest_of(content: bytes) -> str:
    """What a file is known by from when it is opened until it is saved: its SHA-256."""
    return hashlib.sha256(content).hexdigest()


def check_opened(name: str, content: bytes, digest: str) -> None:
    """Refuse an edit of a file that is no longer as it was opened; raises EditRefusedError."""
    if digest_of(content) != digest:
        raise EditRefusedError(
            f"{name} has been changed since you opened it, by somebody else or in another window. Nothing was saved: "
            "keep a copy of your text, open the part again, and put your change into what stands there now"
        )


def changed(content: bytes, changes: Iterable[Change]) -> bytes:
    """A content with some changes, none of which meets another."""
    parts, at = [], 0
    for each in sorted(changes):
        if each.start < at:
            raise EditRefusedError("Two changes of one save are of the same place. Make one of them")
        parts += [content[at : each.start], each.new]
        at = each.end
    return b"".join([*parts, content[at:]])
