"""What pages say of each other: every page's title, findings and figures, in the order of their numbers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from macros.language.template import MacroCall

_NUMBER = re.compile(r"^\d+(\.\d+)*\s+")


@dataclass(frozen=True)
class Section:
    """A section of the assessment; `page` is its front page under docs/, none where it is to come."""

    number: str
    title: str
    page: str = ""

    @property
    def name(self) -> str:
        """Its number and its title, as the navigation has them."""
        return f"{self.number} {self.title}"

    def holds(self, page: str) -> bool:
        """Whether a page lies in this section."""
        return posixpath.dirname(page) == self.folder

    @cached_property
    def folder(self) -> str | None:
        """The folder of its pages; none of a section that is to come."""
        return posixpath.dirname(self.page) if self.page else None


@dataclass(frozen=True)
class Priority:
    """A priority in brief, as its page says it: its place and name, why it is one, a result, and what happens now."""

    place: int
    name: str
    why: str
    result: str
    now: str


@dataclass(frozen=True)
class PublishedPage:
    """A page: its path under docs/, its title, its findings, and the datasets it shows as figures, each by a call.

    The page of a priority has that too.
    """

    path: str
    title: str
    findings: tuple[str, ...] = ()
    figures: Mapping[str, MacroCall] = field(default_factory=dict)
    priority: Priority | None = None
    language: str = ""  # where it is another than that of the site

    @property
    def name(self) -> str:
        """Its title without a number before it."""
        return _NUMBER.sub("", self.title)


@dataclass(frozen=True)
class SiteMap:
    """The sections, the pages that are published, and by path and language the page that says the same as one."""

    sections: tuple[Section, ...] = ()
    pages: tuple[PublishedPage, ...] = ()
    twins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def pages_of(self, section: Section) -> list[PublishedPage]:
        """The pages of a section, in order."""
        return [page for page in self.pages if section.holds(page.path)]

    def section_of(self, page: str) -> Section | None:
        """The section that a page lies in, or else its twin."""
        folders = {posixpath.dirname(path) for path in (page, *self.twins.get(page, {}).values())}
        return next((section for section in self.sections if section.folder in folders), None)

    def told_in(self, section: Section, language: str) -> Section:
        """A section by its front page in a language, where that has a twin in it."""
        twin = self.twins.get(section.page, {}).get(language)
        return Section(section.number, self.page(twin).name, twin) if twin else section

    def first_call(self, macro: str, dataset: str) -> MacroCall | None:
        """The call of a macro by which the first page that does so shows a dataset."""
        page = self.first_page(macro, dataset)
        return page.figures[dataset] if page else None

    def first_page(self, macro: str, dataset: str) -> PublishedPage | None:
        """The first page that shows a dataset by a macro."""
        pages = (page for page in self.pages if dataset in page.figures)
        return next((page for page in pages if page.figures[dataset].name == macro), None)

    @property
    def priorities(self) -> list[tuple[Priority, str]]:
        """The priorities by their places, each with the path of its page."""
        found = [(page.priority, page.path) for page in self.pages if page.priority]
        return sorted(found, key=lambda each: each[0].place)

    def page(self, path: str) -> PublishedPage:
        """The page at a path; one that is not published is known by its path alone."""
        return next((page for page in self.pages if page.path == path), PublishedPage(path, path))


def in_order(pages: Iterable[PublishedPage]) -> tuple[PublishedPage, ...]:
    """Pages in the order of the numbers in their paths."""
    return tuple(sorted(pages, key=lambda page: _order(page.path)))


def link(page: str, here: str) -> str:
    """A page's path as the page at `here` links to it in Markdown."""
    return posixpath.relpath(page, posixpath.dirname(here) or ".")


def address(page: str, here: str) -> str:
    """A page's address as HTML on the page at `here` links to it."""
    return f"{to_the_top(here)}{page.removesuffix('index.md').removesuffix('.md')}".rstrip("/") + "/"


def to_the_top(page: str) -> str:
    """The way from a page's address (a folder of its own, but for index.md) to the top of the site."""
    return "../" * (page.count("/") + (posixpath.basename(page) != "index.md"))


def _order(path: str) -> list[tuple[int, int, str]]:
    return [(int(part), 0, "") if part.isdigit() else (0, 1, part) for part in re.split(r"(\d+)|[/-]", path) if part]
