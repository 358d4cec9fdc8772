"""What came of building an edition."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Built:
    """An edition that was promoted.

    `could` says what its renderer was not kept from by the system, `unread` what its audit could not read of
    attachments, which somebody approved, and `remarks` what is to be known of its data.
    """

    edition: str
    place: Path
    pages: int
    could: tuple[str, ...]
    unread: tuple[str, ...]
    remarks: tuple[str, ...] = ()
