"""The page *What changed since the last edition*: written before the site is rendered, and filled in after.

What it tells are the numbers of two ledgers, and those of the new one are known only once its pages are rendered. It
quotes both as they were told, and has no number of its own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assess.diff.matching import Change, Place
from assess.earlier.changes import Changes, Page
from assess.earlier.kept import Kept
from assess.project.layout import CHANGES
from macros.pages.page import PageFile
from macros.phrasebook.phrases import Phrases

_HERE = CHANGES.removesuffix(".md")
_MARKER = '<div class="what-changed" id="what-changed-{}"></div>'
_FRONT_MATTER = "---\ntitle: {title}\ndescription: {description}\n---\n\n{about}\n"
_PARTS = {
    "turned": "earlier.turned",
    "numbers": "earlier.numbers",
    "tables": "earlier.tables",
    "definitions": "earlier.definitions",
    "priorities": "earlier.priorities",
    "pages": "earlier.pages",
}
_SAYS = {
    "title": "earlier.of_title",
    "area": "earlier.of_area",
    "sources": "earlier.of_sources",
    "unit": "earlier.of_unit",
    "note": "earlier.of_note",
}
_TABLE = Markup(
    '<div class="table" role="region" tabindex="0" aria-labelledby="{id}-caption"><table>\n'
    '<caption id="{id}-caption"><span>{caption}</span></caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n'
    "</tbody></table></div>"
)
_HEAD = Markup('<th scope="col">{}</th>')
_ROW = Markup('<tr><th scope="row">{}</th>{}</tr>')
_CELL = Markup("<td>{}</td>")
_FIGURE = re.compile(r"fig-[\w-]+")
_LINK = Markup('<a href="{}">{}</a>')
_SAID = Markup("<p>{}</p>")


def changes_page(say: Phrases, *, priorities: bool) -> PageFile:
    """The page as it is written, with a place for each of its parts; that of priorities where there are some."""
    told = {"title": say("earlier.title"), "description": say("earlier.description")}
    named = {name: key for name, key in _PARTS.items() if priorities or name != "priorities"}
    parts = [f"\n## {say(key)}\n\n{_MARKER.format(name)}\n" for name, key in named.items()]
    return PageFile(CHANGES, "".join([_FRONT_MATTER.format(**told, about=_MARKER.format("about")), *parts]))


def filled(text: str, changes: Changes, kept: Kept, year: str, say: Phrases) -> str:
    """The rendered page with what changed since an earlier year; `year` is that of the site."""
    telling = _Telling(changes, kept, (kept.year, year or say("earlier.this_year")), say)
    for name, part in telling.parts().items():
        text = text.replace(_MARKER.format(name), str(part))
    return text


@dataclass(frozen=True)
class _Telling:
    """What changed since an earlier year, in the words of a language; `years` are the two as people write them."""

    changes: Changes
    kept: Kept
    years: tuple[str, str]
    say: Phrases

    def parts(self) -> dict[str, Markup]:
        """Each part of the page by its name."""
        link = _LINK.format(f"../{self.kept.folder}/", self.say("earlier.about_link", year=self.kept.year))
        return {
            "about": _SAID.format(self.say.html("earlier.about", link=link)),
            "turned": self._turned(),
            "numbers": self._other_numbers(),
            "tables": self._tables(),
            "definitions": self._definitions(),
            "priorities": self._priorities(),
            "pages": self._pages(),
        }

    def _turned(self) -> Markup:
        names = ("earlier.rises", "earlier.falls")
        tables = [
            self._numbers(f"turned-{at}", name, found)
            for at, (name, found) in enumerate(zip(names, self.changes.turned.values(), strict=True), 1)
        ]
        return self._joined(tables, "earlier.none_turned")

    def _other_numbers(self) -> Markup:
        """Numbers of a period that was told before first, since whoever used one has to know."""
        revised = self._numbers("revised", "earlier.revised", self.changes.revised)
        return self._joined(
            (revised, self._numbers("numbers", "earlier.others", self.changes.others)), "earlier.none_other"
        )

    def _numbers(self, name: str, caption: str, found: Iterable[Change]) -> Markup | None:
        """Numbers in a table, each where it stands: the sentence that tells it, or the row and column of its table."""
        rows = dict.fromkeys((place.page, *_said(each, place)) for each in found for place in each.places)
        if not rows:
            return None
        cells = [(self._to(page), self._where(page, where), *told) for page, where, *told in rows]
        return self._table(name, caption, ("earlier.page", "earlier.where"), cells, of_years=True)

    def _tables(self) -> Markup:
        rows = [(title, self.say("earlier.is_new"), "") for title in self.changes.tables_come]
        rows += [(title, "", self.say("earlier.is_gone")) for title in self.changes.tables_gone]
        for each in self.changes.tables:
            if each.come or each.gone:
                gone = self.say("earlier.without", columns=", ".join(each.gone)) if each.gone else ""
                rows.append((each.title, ", ".join(each.come), gone))
        return (
            self._table("tables", "earlier.changed_tables", ("earlier.table", "earlier.new", "earlier.lost"), rows)
            if rows
            else self._none("earlier.none_table")
        )

    def _definitions(self) -> Markup:
        rows = [
            (each.title, self.say(_SAYS[what], column=column), before, after)
            for each in self.changes.tables
            for what, column, before, after in each.said
        ]
        if not rows:
            return self._none("earlier.none_definition")
        return self._table(
            "definitions", "earlier.changed_definitions", ("earlier.table", "earlier.what"), rows, of_years=True
        )

    def _priorities(self) -> Markup:
        rows = [(str(place), *both) for place, both in enumerate(self.changes.priorities, 1)]
        return self._table("priorities", "earlier.changed_priorities", ("earlier.place",), rows, of_years=True)

    def _pages(self) -> Markup:
        moved = {new.address.partition("#")[0] for _, new in self.changes.pages_moved}
        rows: list[tuple[str | Markup, str | Markup]] = []
        rows += [
            (self._to(each.address), self.say("earlier.is_new"))
            for each in self.changes.pages_come
            if each.address not in moved
        ]
        rows += [(self._back_to(old), self._to(new.address)) for old, new in self.changes.pages_moved]
        rows += [(self._back_to(old), self.say("earlier.is_gone")) for old in self.changes.pages_gone]
        return (
            self._table("pages", "earlier.changed_pages", ("earlier.page", "earlier.now"), rows)
            if rows
            else self._none("earlier.none_page")
        )

    def _to(self, address: str) -> Markup:
        """A link to a page of this edition, by its title."""
        page, _, place = address.removeprefix("./").partition("#")
        href = posixpath.relpath(page or ".", _HERE) + "/" + (f"#{place}" if place else "")
        return _LINK.format(href, self.changes.titles.get(page) or page or self.say("earlier.home_page"))

    def _where(self, address: str, where: str) -> str | Markup:
        """Where a number stands on a page: a heading, or a link to its figure, by its row and column."""
        figure, _, cell = where.partition(": ")
        if not _FIGURE.fullmatch(figure):
            return where
        page = posixpath.relpath(address or ".", _HERE)
        number = figure.removeprefix("fig-")
        return _LINK.format(f"{page}/#{figure}", cell or self.say("earlier.figure", number=number))

    def _back_to(self, page: Page) -> Markup:
        """A link to a page of the earlier edition, by its title."""
        return _LINK.format(f"../{self.kept.folder}/{page.address}", page.title)

    def _table(
        self,
        name: str,
        caption: str,
        heads: Iterable[str],
        rows: Iterable[Sequence[str | Markup]],
        *,
        of_years: bool = False,
    ) -> Markup:
        shown = Markup("\n").join(_ROW.format(first, _cells(rest)) for first, *rest in rows)
        titles = [*map(self.say, heads), *(self.years if of_years else ())]
        told = Markup().join(_HEAD.format(each) for each in titles)
        return _TABLE.format(id=f"changed-{name}", caption=self.say(caption), heads=told, rows=shown)

    def _joined(self, tables: Iterable[Markup | None], none: str) -> Markup:
        told = Markup("\n").join(each for each in tables if each)
        return told or _SAID.format(self.say(none))

    def _none(self, none: str) -> Markup:
        return _SAID.format(self.say(none))


def _said(change: Change, place: Place) -> tuple[str, str, str]:
    """Where a number stands, and what was and is told there."""
    if place.before and place.after:
        return place.where, place.before, place.after
    return place.where, change.was, change.now


def _cells(texts: Iterable[str | Markup]) -> Markup:
    return Markup().join(_CELL.format(each) for each in texts)
