"""What changed from the site of one year to that of the next, as both editions tell their readers.

Numbers are those of the two ledgers. Tables and definitions are those of the downloads, pages those of the two sites.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from assess.corrections.marked import PAGE as CORRECTIONS
from assess.corrections.marked import address_of
from assess.diff.matching import Change, difference
from assess.diff.sides import read_side
from assess.earlier.kept import MARK
from assess.lineage.ledger import STORED
from assess.project.layout import CHANGES
from macros.html.embedding import FOLDER as EMBEDS
from redaction.reconciliation.claims import CLAIMS
from redaction.reconciliation.same_quantity import SAME_QUANTITY

_METADATA = ".csv-metadata.json"
_ALIKE = 0.6
_TURNED = ("a rise became a fall", "a fall became a rise")
_OF_ONE_DOCUMENT = (CLAIMS, SAME_QUANTITY)  # they belong to the edition that they are of
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_PRIORITY = re.compile(r'id="priority-(\d+)">.*?<a class="card__label"[^>]*>(.*?)</a>', re.DOTALL)
_OTHER = re.compile(f'http-equiv="refresh"|<div class="[^"]*{MARK}')  # leads on, or is of a year before
_OF_ITS_EDITION = tuple(map(address_of, (CHANGES, CORRECTIONS)))  # what each edition has, or has not, of its own
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Table:
    """A table as its download describes it: its title, what it is of, its columns with their units, and its notes."""

    title: str
    place: str
    sources: tuple[str, ...]
    columns: Mapping[str, str]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Turned:
    """A table that both years have, and what became other in it."""

    title: str
    come: tuple[str, ...]
    gone: tuple[str, ...]
    said: tuple[tuple[str, str, str, str], ...]  # what it is about, of which column, what was said, what is said now


@dataclass(frozen=True)
class Page:
    """A page by its address from the top of its site, and its title."""

    address: str
    title: str


@dataclass(frozen=True)
class Changes:
    """All that changed: numbers, tables and pages; and the priorities of both years by place."""

    numbers: tuple[Change, ...]
    tables_come: tuple[str, ...]
    tables_gone: tuple[str, ...]
    tables: tuple[Turned, ...]
    pages_come: tuple[Page, ...]
    pages_gone: tuple[Page, ...]
    pages_moved: tuple[tuple[Page, Page], ...]
    priorities: tuple[tuple[str, str], ...]
    titles: Mapping[str, str]

    @property
    def turned(self) -> dict[str, list[Change]]:
        """The numbers that turned round, by how: each rise that became a fall first."""
        return {how: [each for each in self.numbers if each.movement == how] for how in _TURNED}

    @property
    def revised(self) -> list[Change]:
        """The numbers of tables that are others for the same period."""
        return [each for each in self.numbers if _is_revised(each)]

    @property
    def others(self) -> list[Change]:
        """The numbers that changed otherwise."""
        return [each for each in self.numbers if each.movement not in _TURNED and not _is_revised(each)]


def changes(old: tuple[Path, Path], new: tuple[Path, Path], forwards: Mapping[str, str]) -> Changes:
    """What changed between two sites, each with its ledger; `forwards` are old addresses and where they lead."""
    (old_site, old_ledger), (new_site, new_ledger) = old, new
    before, after = _tables(old_site), _tables(new_site)
    old_pages, new_pages = _titles(old_site), _titles(new_site)
    gone = [Page(each, old_pages[each]) for each in sorted(old_pages.keys() - new_pages.keys())]
    moved = [
        (each, Page(forwards[each.address], new_pages[towards]))
        for each in gone
        if (towards := forwards.get(each.address, "#").partition("#")[0]) in new_pages and each.address in forwards
    ]
    left = {each: towards.partition("#")[0] for each, towards in forwards.items()}
    told = read_side(old_ledger)
    told = replace(told, numbers=tuple(replace(each, page=left.get(each.page, each.page)) for each in told.numbers))
    found = difference(told, read_side(new_ledger), across=True)
    return Changes(
        numbers=tuple(sorted(found.changed, key=lambda each: not each.places[0].after)),  # sentences before tables
        tables_come=tuple(after[name].title for name in sorted(after.keys() - before.keys())),
        tables_gone=tuple(before[name].title for name in sorted(before.keys() - after.keys())),
        tables=tuple(_turned(before[name], after[name]) for name in sorted(before.keys() & after.keys())),
        pages_come=tuple(Page(each, new_pages[each]) for each in sorted(new_pages.keys() - old_pages.keys())),
        pages_gone=tuple(each for each in gone if each not in [one for one, _ in moved]),
        pages_moved=tuple(moved),
        priorities=tuple(_beside(priorities_of(old_site), priorities_of(new_site))),
        titles=new_pages,
    )


def _is_revised(change: Change) -> bool:
    return change.how == STORED and not change.places[0].after


def _turned(before: Table, after: Table) -> Turned:
    said = [("title", "", before.title, after.title), ("area", "", before.place, after.place)]
    said += [("sources", "", "; ".join(before.sources), "; ".join(after.sources))]
    said += [
        ("unit", name, before.columns[name], after.columns[name]) for name in before.columns if name in after.columns
    ]
    differing = [each for each in said if each[2] != each[3]]
    differing += _notes(before.notes, after.notes)
    return Turned(
        after.title,
        tuple(name for name in after.columns if name not in before.columns),
        tuple(name for name in before.columns if name not in after.columns),
        tuple(differing),
    )


def _notes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    """Notes that are others now, those that are much alike beside each other."""
    come = [note for note in after if note not in before]
    for note in before:
        if note not in after:
            alike = [each for each in come if SequenceMatcher(None, note, each).ratio() > _ALIKE]
            now = alike[0] if alike else ""
            come = [each for each in come if each != now]
            yield "note", "", note, now
    yield from (("note", "", "", note) for note in come)


def _tables(site: Path) -> dict[str, Table]:
    """The tables of a site by their ids, as its downloads describe them."""
    found = {}
    for path in sorted((site / "downloads").glob(f"*{_METADATA}")):
        name = path.name.removesuffix(_METADATA)
        if name not in _OF_ONE_DOCUMENT:
            found[name] = _table(json.loads(path.read_bytes()))
    return found


def _table(told: Mapping[str, Any]) -> Table:
    title, place, period = (str(told.get(key, "")) for key in ("dc:title", "dc:spatial", "dc:temporal"))
    columns = {
        str(column["titles"]): str(column.get("dc:description", "")).removeprefix("Unit: ")
        for column in told["tableSchema"]["columns"]
    }
    notes = tuple(str(each["rdfs:comment"]) for each in told.get("notes", ()))
    return Table(title.removesuffix(f", {place}, {period}"), place, tuple(told.get("dc:source", ())), columns, notes)


def _titles(site: Path) -> dict[str, str]:
    """The titles of the pages of a site by their addresses; not of those that only lead on, nor of earlier years."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        page = path.read_text("utf-8")
        title = _TITLE.search(page)
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        alone = address in _OF_ITS_EDITION or address.startswith(f"{EMBEDS}/")
        if title and not alone and not _OTHER.search(page):
            name = html.unescape(title[1]).rpartition(" - ")
            found[address] = name[0] or name[2]
    return found


def priorities_of(site: Path) -> dict[int, str]:
    """The priorities of a site by their places, as their cards name them."""
    found: dict[int, str] = {}
    for path in sorted(site.rglob("index.html")):
        page = path.read_text("utf-8")
        for place, name in [] if _OTHER.search(page) else _PRIORITY.findall(page):
            found.setdefault(int(place), html.unescape(_TAG.sub("", name)).strip())
    return found


def _beside(before: Mapping[int, str], after: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for place in sorted(before.keys() | after.keys()):
        yield before.get(place, ""), after.get(place, "")
