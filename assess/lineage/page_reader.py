"""A built page as its reader has it: every bound number with its place and its sentence, and the prose around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_LANGUAGE = re.compile(r'<html lang="(\w+)')
_CHART = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_NUMBER = re.compile(r"<data[\s>]")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"\u2019\u201d)]*\s+(?=[A-Z\"\u201c\u2018(£\d])")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARTS = frozenset(
    (*_HEADINGS, "p", "li", "ul", "ol", "dl", "dt", "dd", "div", "figure", "figcaption", "aside", "section", "table")
) | {"caption", "thead", "tbody", "tr", "th", "td", "blockquote", "details", "summary", "article"}
_NOT_READ = ("headerlink", "lineage", "correction")
_EMPTY = ("br", "hr", "img", "input", "wbr", "meta", "link")
UNTOLD = "…"


@dataclass(frozen=True)
class Bound:
    """A bound number as it stands on a page.

    `page` is the page's address in its site, `order` the number's place among those of the page. `section` is the
    heading above it, `figure` the figure it stands in; `row` and `column` the headers of its cell of a table.
    `formula` is what it was asked for as; `following` is what stands between it and the next bound number, None
    at the end of a passage. `linked` says whether it stands in a link already. `language` is that of its
    sentence, where the page says that it has another.
    """

    page: str
    order: int
    text: str
    value: str
    cells: tuple[str, ...]
    by: str
    formula: str
    section: str = ""
    figure: str = ""
    row: str = ""
    column: str = ""
    sentence: str = ""
    following: str | None = None
    linked: bool = False
    language: str = ""

    @property
    def place(self) -> str:
        """Where it stands, for people: its figure, row and column; or its section."""
        inside = ", ".join(filter(None, (self.row, self.column)))
        return ": ".join(filter(None, (self.figure or self.section, inside)))

    @property
    def in_table(self) -> bool:
        """Whether it stands in a cell of a table."""
        return bool(self.row or self.column)


@dataclass(frozen=True)
class Page:
    """A built page: its address, its title, its bound numbers, its sentences without numbers, and its language."""

    address: str
    title: str
    numbers: tuple[Bound, ...]
    prose: tuple[str, ...]
    unread: int
    language: str = "en"


@dataclass
class _Found:
    """A bound number while its passage is read, and where it starts and ends in the passage."""

    number: Bound
    start: int
    end: int = 0


@dataclass
class _Passage:
    """The text between two borders of blocks."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    numbers: list[_Found] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


class _Reader(HTMLParser):
    """Reads the article of a page."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address, self.title = address, ""
        self.numbers: list[Bound] = []
        self.prose: list[str] = []
        self._passage = _Passage()
        self._section, self._figure = "", ""
        self._columns: list[str] = []
        self._row, self._cell, self._in_head = "", -1, False
        self._unread: list[str] = []
        self._open: _Found | None = None
        self._links = 0
        self._spoken: list[tuple[str, str]] = []  # the open parts inside one with a language, and that language

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _EMPTY:
            if tag == "br":
                self.handle_data(" ")
            return
        if self._unread:
            self._unread.append(tag)
            return
        attributes = {name: value or "" for name, value in attrs}
        if set(attributes.get("class", "").split()) & set(_NOT_READ):
            self._unread.append(tag)
        elif tag == "data":
            self._number(attributes)
        elif tag == "a":
            self._links += 1
        elif tag in _PARTS:
            self._end_passage()
            if "lang" in attributes or self._spoken:
                self._spoken.append((tag, attributes.get("lang") or self._spoken[-1][1]))
            if tag == "figure":
                self._figure = attributes.get("id", "")
            elif tag == "thead":
                self._columns, self._in_head = [], True
            elif tag == "tr":
                self._row, self._cell = "", -1
            elif tag in ("td", "th"):
                self._cell += 1

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            if tag in self._unread:
                while self._unread.pop() != tag:
                    pass
        elif tag == "data" and self._open is not None:
            found, self._open = self._open, None
            found.end = self._passage.length
        elif tag == "a":
            self._links -= 1
        elif tag in _PARTS:
            said = self._end_passage(tag)
            if tag in _HEADINGS and not self._figure:
                self._section = said
                self.title = self.title or said
            elif tag == "th" and self._in_head:
                self._columns.append(said)
            elif tag == "th":
                self._row = said
            elif tag == "thead":
                self._in_head = False
            elif tag == "figure":
                self._figure = ""
            elif tag == "tr":
                self._row, self._cell = "", -1

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._passage.add(data)

    def close(self) -> None:
        super().close()
        self._end_passage()

    def _number(self, attributes: dict[str, str]) -> None:
        cells = tuple(attributes.get("data-cell", "").split())
        in_table = self._cell >= 0 and not self._in_head
        number = Bound(
            self.address,
            len(self.numbers) + len(self._passage.numbers) + 1,
            "",
            attributes.get("value", ""),
            cells,
            attributes.get("data-by", ""),
            attributes.get("data-formula", "") or " ".join(cells),
            self._section,
            self._figure,
            self._row if in_table else "",
            self._columns[self._cell] if in_table and self._cell < len(self._columns) else "",
            linked=self._links > 0,
            language=self._spoken[-1][1] if self._spoken else "",
        )
        self._open = _Found(number, self._passage.length)
        self._passage.numbers.append(self._open)

    def _end_passage(self, tag: str = "") -> str:
        passage, self._passage = self._passage, _Passage()
        if self._spoken and self._spoken[-1][0] == tag:
            self._spoken.pop()
        text = "".join(passage.pieces)
        starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
        ends = [*starts[1:], len(text)]
        for index, found in enumerate(passage.numbers, 1):
            until = passage.numbers[index].start if index < len(passage.numbers) else None
            at = bisect_right(starts, found.start) - 1
            self.numbers.append(
                replace(
                    found.number,
                    text=text[found.start : found.end],
                    sentence="" if found.number.in_table else _tidy(text[starts[at] : ends[at]]),
                    following=None if until is None else text[found.end : until],
                )
            )
        if tag not in ("td", "th") or not passage.numbers:
            self.prose += filter(None, (_tidy(each) for each in _without_numbers(text, passage.numbers, starts, ends)))
        return _tidy(text)


def _without_numbers(text: str, numbers: list[_Found], starts: list[int], ends: list[int]) -> Iterator[str]:
    for start, end in zip(starts, ends, strict=True):
        at, parts = start, []
        for found in numbers:
            if start <= found.start < end:
                parts += [text[at : found.start], UNTOLD]
                at = found.end
        yield "".join([*parts, text[at:end]])


def _tidy(text: str) -> str:
    return " ".join(text.split())


def read_page(address: str, html: str) -> Page:
    """A page from its HTML; `unread` counts the bound numbers that stand where no reader looks."""
    reader = _Reader(address)
    article = _ARTICLE.search(html)
    if article:
        reader.feed(_CHART.sub("", article[0]))
        reader.close()
    language = _LANGUAGE.search(html)
    unread = len(_NUMBER.findall(html)) - len(reader.numbers)
    return Page(
        address, reader.title, tuple(reader.numbers), tuple(reader.prose), unread, language[1] if language else "en"
    )


def read_site(site: Path, read: Callable[[str, str], Page] = read_page) -> Iterator[tuple[Path, Page]]:
    """Every page of a built site, by its file; `read` gives a page by its address and HTML."""
    for path in sorted(site.rglob("*.html")):
        yield path, read(address_of(path.relative_to(site)), path.read_text("utf-8"))


def address_of(file: Path) -> str:
    """The address of a file in its site: a folder where it is the folder's index."""
    return f"{file.parent.as_posix()}/" if file.name == "index.html" else file.as_posix()
