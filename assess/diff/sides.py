"""One side of a comparison: a built site, or a ledger. Nothing else is ever opened."""

from __future__ import annotations

import csv
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assess.lineage.ledger import HEADERS, STORED
from assess.lineage.page_reader import read_site
from redaction.diagnostics.errors import AssessError

_EDITION = re.compile(r'<meta name="edition" content="([^"]*)">')
_FORWARD = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]*)">')
_KEPT = re.compile(r'<div class="[^"]*\bkept-edition"')  # a page of an earlier year, which no build makes again
_MARKING = re.compile(r'<p class="marking"><strong>([^<]*)</strong>')


class NotComparableError(AssessError):
    """A path that holds neither a built site nor a ledger, or two that should not be compared."""


@dataclass(frozen=True)
class Number:
    """A bound number of one side; `where` is its figure or section, `scope` what tells a table from prose."""

    page: str
    scope: str
    where: str
    says: str
    value: str
    how: str
    formula: str
    cells: str
    sentence: str


@dataclass(frozen=True)
class Side:
    """An edition as it was built: its numbers, and the sentences of each page where the pages themselves are there.

    `pages` holds the sentences of each page by its address, None for a ledger, which has no prose. `forwards` has each
    address that sends its readers on, and where to.
    """

    edition: str
    marking: str
    numbers: tuple[Number, ...]
    pages: Mapping[str, tuple[str, ...]] | None
    forwards: Mapping[str, str] = field(default_factory=dict)


def read_side(path: Path) -> Side:
    """A built site (its folder) or a ledger (its CSV); raises NotComparableError."""
    try:
        if path.is_dir():
            return _site(path)
        if path.is_file():
            return _ledger(path)
    except (OSError, UnicodeDecodeError):
        raise _neither(path) from None
    raise NotComparableError(f"There is nothing at {path}")


def _site(path: Path) -> Side:
    home = path / "index.html"
    found = _EDITION.search(home.read_text("utf-8")) if home.is_file() else None
    if found is None:
        raise _neither(path)
    marking = _MARKING.search(home.read_text("utf-8"))
    numbers, pages, forwards = [], {}, {}
    for file, page in read_site(path):
        text = file.read_text("utf-8")
        if _KEPT.search(text):
            continue
        if towards := _FORWARD.search(text):
            forwards[page.address] = _joined(page.address, towards[1])
            continue
        pages[page.address] = () if _repeats(page.address) else page.prose
        numbers += [
            Number(
                each.page,
                f"{each.figure} table" if each.in_table else "prose",
                each.place,
                each.text,
                each.value,
                each.by or STORED,
                each.formula,
                " ".join(each.cells),
                each.sentence,
            )
            for each in page.numbers
            if not _repeats(each.page)
        ]
    return Side(found[1], marking[1] if marking else "", tuple(numbers), pages, forwards)


def _repeats(page: str) -> bool:
    """Whether a page says only what another says: of that of a chart alone nothing but the address is compared."""
    return page.startswith("embed/")


def _joined(here: str, towards: str) -> str:
    """Where a relative address leads, from the top of the site."""
    return posixpath.normpath(posixpath.join(here, towards.partition("#")[0])).removesuffix("/").lstrip("/") + "/"


def _ledger(path: Path) -> Side:
    with path.open(encoding="utf-8", newline="") as file:
        header = file.readline().rstrip("\r\n").split(",")
        if tuple(header) not in HEADERS:
            raise _neither(path)
        rows = [dict(zip(header, row, strict=True)) for row in csv.reader(file)]
    numbers = [
        Number(
            row["page"],
            f"{row['figure']} table" if row["table"] else "prose",
            row["place"],
            row["says"],
            row["value"],
            row["how"],
            row["formula"],
            row["cells"],
            row["sentence"],
        )
        for row in rows
        if not _repeats(row["page"])
    ]
    return Side(rows[0]["edition"] if rows else "", "", tuple(numbers), None)


def _neither(path: Path) -> NotComparableError:
    return NotComparableError(
        f"{path} is neither the folder of a built edition, such as site/public, nor a ledger, such as "
        "site/public.ledger.csv"
    )
