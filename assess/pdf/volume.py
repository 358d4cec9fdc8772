"""A volume: the pages that are bound into one PDF, what its cover says, and what comes of laying it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

FURTHER = "page:"  # what a link to a page begins with that may be bound in another part, or in none


@dataclass(frozen=True)
class Imprint:
    """What the cover and every sheet of a volume say: of the site, its edition, and how that is handled.

    `address` is the web address of the edition with a slash at its end, empty where it has none.
    """

    site: str
    owner: str
    language: str
    edition: str
    marking: str
    handling: str
    synthetic: bool
    signed: dt.date
    release: int
    corrected: dt.date | None
    address: str


@dataclass(frozen=True)
class Leaf:
    """A page of the site in a volume: its address in the site, its article as HTML, its title's level, its language."""

    address: str
    article: str
    level: int
    language: str = "en"


@dataclass(frozen=True)
class Volume:
    """Parts bound together, each of some pages and laid out by itself; `title` is none where it is the whole."""

    name: str
    title: str
    parts: tuple[tuple[Leaf, ...], ...]

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Its pages."""
        return tuple(leaf for part in self.parts for leaf in part)


@dataclass(frozen=True)
class Laid:
    """A volume laid out: its bytes, its number of sheets, and the sheet of each bound number.

    A number is known by the address of its page and its place among the numbers there, both as in the ledger.
    """

    content: bytes
    sheets: int
    numbers: Mapping[tuple[str, int], int]
