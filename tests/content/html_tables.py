"""Tables and notices out of HTML as a stranger reads them: nothing here knows the project's code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser


@dataclass(frozen=True)
class ShownCell:
    """A cell: its words, and of the number bound in it its value, its cells and how it was computed."""

    text: str
    value: str | None = None
    cells: tuple[str, ...] = ()
    by: str = ""

    @property
    def stored(self) -> bool:
        """Whether it is a number as stored, not one that was computed."""
        return self.value is not None and not self.by

    @property
    def number(self) -> Decimal | None:
        """The number it shows, none where it shows a code or words."""
        return number(self.text)


@dataclass
class ShownRow:
    """A row of a table's body: the words of its header, its class, its cells by the words of their column."""

    label: str = ""
    kind: str = ""
    cells: dict[str, ShownCell] = field(default_factory=dict)


@dataclass
class ShownTable:
    """A table: the id and dataset of its figure, its caption, its columns after the first, its rows."""

    figure: str
    dataset: str
    caption: str = ""
    columns: list[str] = field(default_factory=list)
    rows: list[ShownRow] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[ShownTable] = []
        self._figure = ("", "")
        self._words: list[str] | None = None
        self._data: dict[str, str | None] = {}
        self._headers: list[str] = []
        self._row: ShownRow | None = None
        self._in_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "figure":
            self._figure = attributes.get("id") or "", attributes.get("data-dataset") or ""
        elif not self._figure[0]:
            return
        elif tag == "table":
            self.tables.append(ShownTable(*self._figure))
            self._headers = []
        elif tag == "thead":
            self._in_head = True
        elif tag == "tr" and not self._in_head:
            self._row = ShownRow(kind=attributes.get("class") or "")
        elif tag in ("caption", "th", "td"):
            self._words, self._data = [], {}
        elif tag == "data" and self._words is not None:
            self._data = attributes

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "figure":
            self._figure = "", ""
        elif tag == "thead":
            self._in_head = False
        elif tag == "tr" and self._row is not None and self.tables:
            self.tables[-1].rows.append(self._row)
            self._row = None
        elif tag in ("caption", "th", "td") and self._words is not None:
            self._end_of_cell(tag, " ".join("".join(self._words).split()))
            self._words = None

    def _end_of_cell(self, tag: str, text: str) -> None:
        table = self.tables[-1]
        if tag == "caption":
            table.caption = text
        elif self._in_head:
            self._headers.append(text)
            table.columns = self._headers[1:]
        elif tag == "th" and self._row is not None:
            self._row.label = text
        elif self._row is not None:
            column = table.columns[len(self._row.cells)]
            cells = tuple((self._data.get("data-cell") or "").split())
            self._row.cells[column] = ShownCell(text, self._data.get("value"), cells, self._data.get("data-by") or "")


def tables(html: str) -> list[ShownTable]:
    """Every table of the figures of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.tables


class _Notices(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.not_supplied: list[str] = []
        self.withheld: list[str] = []
        self._figure = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        classes = (attributes.get("class") or "").split()
        if tag == "figure":
            self._figure = attributes.get("id") or ""
        elif "not-supplied" in classes and self._figure:
            self.not_supplied.append(self._figure)
        elif "withheld" in classes:
            self.withheld.append(attributes.get("data-source") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "figure":
            self._figure = ""


def notices(html: str) -> tuple[list[str], list[str]]:
    """The ids of the figures of a page whose data was not supplied, and the sources it says are withheld."""
    reader = _Notices()
    reader.feed(html)
    reader.close()
    return reader.not_supplied, reader.withheld


class _Findings(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._heading = ""
        self._words: list[str] = []
        self._outside: list[str] = []
        self._in_article = self._in_link = False

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article":
            self._in_article = True
        elif tag in ("p", "li", "h2"):
            self._words, self._outside = [], []
        elif tag == "a":
            self._in_link = True

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if not self._in_link:
            self._outside.append(data)

    def handle_endtag(self, tag: str) -> None:
        words = " ".join("".join(self._words).split())
        if tag == "a":
            self._in_link = False
        elif tag == "article":
            self._in_article = False
        elif tag == "h2":
            self._heading = ""
        elif tag == "p":
            self._heading = "" if "".join(self._outside).strip() else words
        elif tag == "li" and self._in_article and self._heading:
            self.found.append((self._heading, words))


def findings(html: str) -> list[tuple[str, str]]:
    """Each item of a list that stands under a paragraph of one link, with the words of the link."""
    reader = _Findings()
    reader.feed(html)
    reader.close()
    return reader.found


def number(text: str) -> Decimal | None:
    """The first number of a text: 1,060 and 1060 and +11.7% and the like, a true minus sign or a hyphen before it."""
    match = re.search(r"[-+\u2212]?\d[\d,]*(?:\.\d+)?", text)
    return Decimal(match[0].replace(",", "").replace("\u2212", "-")) if match else None
