"""What went out: the manifest and the ledger of the last release of each edition, in a folder that keeps them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assess.corrections.marked import PAGE, Corrections, address_of, says
from assess.diff.matching import Change, difference
from assess.diff.sides import read_side
from assess.project.layout import CHANGES, year_folders
from redaction.diagnostics.errors import AssessError, Problem
from redaction.policy import Edition

_INDEX = "index.html"


@dataclass(frozen=True)
class Released:
    """A release of an edition that went out: its number, day of signing, addresses and ledger.

    Addresses of earlier years that are still kept beside it are not among them, nor that of the page made from them.
    """

    edition: str
    number: int
    signed: str
    addresses: frozenset[str]
    ledger: Path


def read_released(folder: Path, edition: Edition) -> Released | None:
    """The last release of an edition; none where no manifest is kept. Raises AssessError for one that is not whole."""
    path = folder / f"{edition.id}.manifest.json"
    if not path.is_file():
        return None
    ledger = path.with_name(f"{edition.id}.ledger.csv")
    shown = f"{folder.name}/{path.name}"
    try:
        told = json.loads(path.read_bytes())
        number, signed = int(told["release"]["number"]), str(told["release"]["signed"])
        names, of, digest = [*told["files"]], str(told["edition"]), str(told["ledger"])
    except (OSError, ValueError, LookupError, TypeError):
        raise AssessError(f"{shown}: found no manifest, expected the one of the release that went out") from None
    if of != edition.id:
        raise AssessError(f"{shown}: found the manifest of the {of} edition, expected that of the {edition.id} edition")
    if not ledger.is_file() or hashlib.sha256(ledger.read_bytes()).hexdigest() != digest:
        raise AssessError(
            f"{shown}: found no {ledger.name} of the same release beside it, expected both. "
            "Copy them again from the release that went out"
        )
    years = tuple(f"{each.name}/" for each in year_folders(folder) if (each / path.name).is_file())
    told = (name for name in names if name == _INDEX or name.endswith(f"/{_INDEX}"))
    there = (*years, address_of(CHANGES)) if years else ()
    pages = (name.removesuffix(_INDEX) or "./" for name in told if not name.startswith(there))
    return Released(edition.id, number, signed, frozenset(pages), ledger)


def lost_addresses(released: Released, pages: Iterable[str], others: Iterable[str], signed: dt.date) -> list[Problem]:
    """Addresses of a release that an edition with these pages and other addresses would no longer have.

    An edition that was signed on another day has corrections of its own, and may have none.
    """
    now = {*map(address_of, pages), *others}
    now |= {address_of(PAGE)} if released.signed != signed.isoformat() else set()
    return [
        Problem(
            "lost-address",
            "mkdocs.yml",
            0,
            f"no page at {address}, which release {released.number} of the {released.edition} edition has",
            "its page, or where its readers go now",
            f"Under `extra: redirects:` write `{address.rstrip('/')}.md: ` and the page that takes its place",
        )
        for address in sorted(released.addresses - now)
    ]


def changed_since(released: Released, ledger: Path) -> tuple[Change, ...]:
    """The numbers that a ledger made now has otherwise than the release."""
    return difference(read_side(released.ledger), read_side(ledger), across=True).changed


def uncorrected(changes: Iterable[Change], corrections: Corrections) -> list[Change]:
    """The changes that no correction says, on each page where they stand."""
    return [each for each in changes if not all(_is_said(each, place.page, corrections) for place in each.places)]


def _is_said(change: Change, page: str, corrections: Corrections) -> bool:
    return any(says(each, change.cells, change.now) for each in corrections.on(page))
