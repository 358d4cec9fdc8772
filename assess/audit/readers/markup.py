"""HTML, SVG and XML: what is shown, what is not, comments, attributes, scripts, tables by column, drawings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from lxml import etree

from assess.audit.readers.plain import json_parts
from assess.audit.text.decoding import as_read, css_read
from assess.audit.text.limits import UnreadableError
from assess.audit.text.passages import Drawing, Nested, Part, Passage, Pieces, Raw, Unread, in_columns

Element = Any  # lxml has no types of its own

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "output",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tspan",
        "tt",
        "u",
        "var",
        "wbr",
        "r",
        "t",
        "delText",
        "instrText",
        "rPr",
        "proofErr",
        "textPath",
    ]
)
_FORMATTING = frozenset(("rPr", "pPr"))  # what Office says about a text inside it, which parts no words
_LANDMARKS = frozenset(("header", "nav", "main", "article", "aside", "footer", "dialog"))
_CELLS = frozenset(("td", "th", "table-cell", "covered-table-cell", "tc"))
_ROWS = frozenset(("tr", "table-row"))
_TABLES = frozenset(("table", "tbl"))
_GEOMETRY = frozenset(
    [
        "d",
        "transform",
        "points",
        "viewBox",
        "viewbox",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "width",
        "height",
        "r",
        "rx",
        "ry",
        "cx",
        "cy",
        "dx",
        "dy",
        "offset",
    ]
)
_DRAWN = ("d", "points", "transform", "width", "height", "x", "y", "x2", "y2", "cx", "cy", "r")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_STYLED = re.compile(r"(?:width|height|left|top|right|bottom|flex-basis|flex-grow|inset|size)\s*:\s*(\d+(?:\.\d+)?)")
_TELLS = re.compile(r"[\d\s%&\\]")
_DIGIT = re.compile(r"\d")
_NAMED = ("data-", "aria-", "v")  # whose single words may be what names a number in the next
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_PAGE = "srcdoc"  # an attribute that is a page of its own
_SIBLINGS = 5
_COLUMNS = 1000
_TOO_LONG = 20_000  # numbers in a single path: a map or a picture, of which the beginning is read


def html_parts(text: str) -> Iterator[Part]:
    """A page: what a browser would show and what it would not, and last its source as it stands."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)  # its size is bounded already
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        yield (
            Unread("not to be understood as HTML, and read as plain text only") if text.strip() else Passage("text", "")
        )
    else:
        if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
            yield Unread("HTML nested too deep, of which the rest was read as plain text only")
        yield from _Walk(html=True).parts(root)
    yield Raw(text)


def svg_parts(text: str) -> Iterator[Part]:
    """A drawing: its words, titles and metadata, and its geometry."""
    yield from xml_parts(text)


def xml_parts(text: str) -> Iterator[Part]:
    """An XML document; its entities are never expanded."""
    if _ENTITY.search(text):
        yield Unread("XML that declares entities, which are not expanded")
        text = re.sub(r"(?is)<!DOCTYPE.*?(?:\]\s*>|>)", "", text, count=1)
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        yield Unread("XML that is damaged, and read as plain text only")
    else:
        yield from _Walk(html=False).parts(root)
    yield Raw(text)


@dataclass
class _Walk:
    """One walk over a document, gathering what each channel carries."""

    html: bool
    text: Pieces = field(default_factory=Pieces)
    attributes: dict[str, list[tuple[str, Element]]] = field(default_factory=lambda: defaultdict(list))
    formatting: int = 0
    landmarks: list[int] = field(default_factory=list)
    comments: Pieces = field(default_factory=Pieces)
    apart: list[tuple[str, Element]] = field(default_factory=list)
    tables: list[list[list[tuple[int, int, Element]]]] = field(default_factory=list)
    open_tables: list[list[list[tuple[int, int, Element]]]] = field(default_factory=list)
    open_cells: list[int] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    styles: list[tuple[str, Element]] = field(default_factory=list)
    pages: list[tuple[str, Element]] = field(default_factory=list)

    def parts(self, root: Element) -> Iterator[Part]:
        """Everything under an element."""
        names: dict[object, str] = {}
        start, end = self._start, self._end
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            tag = element.tag
            if not isinstance(tag, str) and event in ("start", "end"):  # an entity that nothing declares
                self._text(element.text if event == "start" else element.tail, None)
            elif event == "start":
                name = names.get(tag)
                if name is None:
                    name = names[tag] = tag.rpartition("}")[2]
                start(element, name)
            elif event == "end":
                end(element, names[tag])
            else:
                self.comments.add(f"{as_read(element.text or '')}\n", partial(_place, element))
                self._text(element.tail, None)
        return self._gathered()

    def _text(self, text: str | None, element: Element) -> None:
        if text and not text.isspace():
            self.text.add(as_read(text), None if element is None else partial(_place, element))
        elif text:
            self.text.add(" ")

    def _inline(self, name: str) -> bool:
        """Whether an element stands within a line, as one does that a page names itself, with a hyphen (HTML, 4.13)."""
        return name in _INLINE or bool(self.formatting) or (self.html and "-" in name)

    def _start(self, element: Element, name: str) -> None:
        if name in _LANDMARKS:
            self.landmarks.append(len(self.text.texts))
        if name in _CELLS:
            self.text.add(" | ")
            self.open_cells.append(len(self.text.texts))
        elif name in _FORMATTING:
            self.formatting += 1
        elif not self._inline(name):
            self.text.add("\n" if self.html else " ")
        if name in _TABLES:
            self.open_tables.append([])
        elif name in _ROWS and self.open_tables:
            self.open_tables[-1].append([])
        if name in ("script", "style"):
            self.apart.append((name, element))
        else:
            self._text(element.text, element)
        if element.attrib:
            self._attributes(element)
        if len(element) >= _SIBLINGS:
            self.drawings += _drawn(element)
        if (
            name in ("path", "polyline", "polygon")
            and len(element.get("d") or element.get("points") or "") > 2 * _SIBLINGS
        ):
            self.drawings += _along(element)

    def _attributes(self, element: Element) -> None:
        for name, value in element.items():
            local = name.rpartition("}")[2] if "}" in name else name
            geometry = local in _GEOMETRY and not value.isdigit()
            if geometry or (_TELLS.search(value) is None and not local.startswith(_NAMED)):
                continue  # a single word, which the source tells as well
            if local != "class" or _DIGIT.search(value):
                self.attributes[local].append((value, element))
            if local == _PAGE:
                self.pages.append((value, element))
            if local == "style" and ":" in value:
                self.styles.append((value, element))

    def _end(self, element: Element, name: str) -> None:
        if name in _LANDMARKS:
            self.landmarks.append(len(self.text.texts))
        if name in _CELLS and self.open_cells:
            start = self.open_cells.pop()
            if self.open_tables and self.open_tables[-1]:
                self.open_tables[-1][-1].append((start, len(self.text.texts), element))
        elif name in _TABLES and self.open_tables:
            self.tables.append(self.open_tables.pop())
        if name in _FORMATTING:
            self.formatting -= 1
        elif not self._inline(name):
            self.text.add("\n" if self.html or name in ("p", "row", *_ROWS) else " ")
        self._text(element.tail, None)

    def _gathered(self) -> Iterator[Part]:
        for part in self.text.cut(self.landmarks):
            yield part.passage("text")
        yield from self._attributed()
        if self.comments.texts:
            yield self.comments.passage("comment")
        for page, element in self.pages:
            yield Nested("page.html", page.encode("utf-8", "replace"), _attribute_place(element, _PAGE))
        for name, element in self.apart:
            yield from _script(name, element)
        columns = Pieces()
        for table in self.tables:
            _by_column(table, self.text.texts, columns)
        if columns.texts:
            yield columns.passage("table column")
        yield from self.drawings
        yield from _styled(self.styles)

    def _attributed(self) -> Iterator[Part]:
        """The values of each attribute together, in the order of the document."""
        pieces = Pieces()
        for name, found in self.attributes.items():
            for value, element in found:
                pieces.add(f"{as_read(value)}\n", partial(_attribute_place, element, name))
            pieces.add("\n")
        if pieces.texts:
            yield pieces.passage("attribute")


def _attribute_place(element: Element, name: str) -> str:
    return f"{_place(element)}/@{name if name.isalpha() or name.startswith(('aria-', 'data-')) else '*'}"


def _place(element: Element) -> str:
    line = element.sourceline
    path = element.getroottree().getpath(element)
    shown = "/".join(re.sub(r"^\*\[?\d*\]?$", "*", step) for step in path.split("/")[-3:])
    return f"line {line}, {shown}" if line else shown


def _script(name: str, element: Element) -> Iterator[Part]:
    text = element.text or ""
    if name == "script" and "json" in (element.get("type") or ""):
        yield from json_parts(text, "inline JSON")
    plain = css_read(text) if name == "style" else as_read(text)
    yield Passage(name, plain, partial(_in_element, element))


def _in_element(element: Element, _: int) -> str:
    return _place(element)


def _by_column(table: list[list[tuple[int, int, Element]]], texts: list[str], columns: Pieces) -> None:
    rows = [
        [("".join(texts[start:end]).strip(), partial(_place, element)) for start, end, element in row] for row in table
    ]
    columns.join(in_columns(rows, _COLUMNS))


def _drawn(parent: Element) -> Iterator[Drawing]:
    """The sizes of shapes that stand beside each other, one number of each at a time."""
    shapes: dict[str, list[list[str]]] = defaultdict(list)
    for child in parent:
        for name in _DRAWN:
            value = child.get(name) if isinstance(child.tag, str) else None
            if value:
                shapes[name].append(_numbers(value))
    for lists in shapes.values():
        width = min((len(numbers) for numbers in lists), default=0)
        if len(lists) >= _SIBLINGS and width and len({len(numbers) for numbers in lists}) == 1:
            for at in range(min(width, 8)):
                yield Drawing(tuple(numbers[at] for numbers in lists), _place(parent))


def _along(element: Element) -> Iterator[Drawing]:
    """The coordinates along one path: every number, and every other one."""
    numbers = _numbers(element.get("d") or element.get("points") or "")
    if len(numbers) >= _SIBLINGS:
        place = _place(element)
        yield Drawing(tuple(numbers), place)
        for first in (0, 1):
            yield Drawing(tuple(numbers[first::2]), place)


def _numbers(value: str) -> list[str]:
    return _NUMBER.findall(value)[:_TOO_LONG]


def _styled(styles: Sequence[tuple[str, Element]]) -> Iterator[Drawing]:
    """The sizes that style attributes give, one after the other."""
    sizes = [(match[1], element) for value, element in styles for match in _STYLED.finditer(value)]
    if len(sizes) >= _SIBLINGS:
        yield Drawing(tuple(size for size, _ in sizes), _place(sizes[0][1]))


def parse(content: bytes) -> Element:
    """The root of an XML part of a packed document; raises UnreadableError."""
    if _ENTITY.search(content[:4096].decode("latin-1")):
        raise UnreadableError("XML that declares entities, which are not expanded")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError("XML that is damaged") from None


def walk(root: Element) -> Iterator[Part]:
    """Everything in an XML tree."""
    return _Walk(html=False).parts(root)
