"""One walk over the elements of HTML, SVG or XML: what is shown and what is not, with its tables and drawings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from lxml import etree

from assess.audit.readers.drawings import Sizes
from assess.audit.readers.grids import FEWEST, columns_of, flat_cells, strides_of
from assess.audit.readers.plain import STRIDES_OF_VALUES, json_parts, laid_out, tables_of_json
from assess.audit.text.decoding import as_read, css_read
from assess.audit.text.passages import Nested, Part, Passage, Pieces, Table, Unread, in_columns

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
_CELLS = frozenset(("td", "th", "table-cell", "covered-table-cell", "tc", "Cell"))
_ROWS = frozenset(("tr", "table-row", "Row"))
TABLES = frozenset(("table", "tbl", "Table"))
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
_TELLS = re.compile(r"[\d\s%&\\]")
_DIGIT = re.compile(r"\d")
_NAMED = ("data-", "aria-", "v")  # whose single words may be what names a number in the next
_LAID_OUT = frozenset(("pre", "textarea", "xmp", "listing"))
_LINES = frozenset(("p", "row", *_ROWS))
_READ_APART = frozenset(("script", "style"))
_MORE_THAN_TEXT = _LANDMARKS | _CELLS | _ROWS | TABLES | _FORMATTING | _LAID_OUT | _READ_APART
_DRAWN = frozenset(
    (
        "svg",
        "rect",
        "circle",
        "ellipse",
        "line",
        "path",
        "polygon",
        "polyline",
        "use",
        "g",
        "image",
        "img",
        "meter",
        "progress",
    )
)
PAGE = "srcdoc"  # an attribute that is a page of its own
_COLUMNS = 1000
_DIGITS = 5
_APART = "\x1f"  # between digits of two elements that a line joins and a style may set apart


class _Kind(NamedTuple):
    """What a walk asks of an element by its name, asked once: whether it is no more than some text, or is read apart.

    `inline` says that it stands within a line, as one does that a page names itself, with a hyphen (HTML, 4.13).
    """

    name: str
    plain: bool
    apart: bool
    inline: bool
    before: str
    after: str


def _kind(name: str, *, html: bool) -> _Kind:
    return _Kind(
        name,
        plain=name not in _MORE_THAN_TEXT,
        apart=name in _READ_APART,
        inline=name in _INLINE or (html and "-" in name),
        before="\n" if html else " ",
        after="\n" if html or name in _LINES else " ",
    )


@dataclass
class Walk:
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
    sizes: Sizes = field(default_factory=Sizes)
    laid_out: list[Element] = field(default_factory=list)
    grids: list[Element] = field(default_factory=list)
    after_digit: bool = False
    at_edge: bool = False
    pages: list[tuple[str, Element]] = field(default_factory=list)
    placed: Element | None = None

    def parts(self, root: Element) -> Iterator[Part]:
        """Everything in a document."""
        self._beside(root)
        return self.under(root)

    def under(self, root: Element) -> Iterator[Part]:
        """Everything under an element."""
        kinds: dict[object, _Kind] = {}
        start, end = self._start, self._end
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            tag = element.tag
            if not isinstance(tag, str) and event in ("start", "end"):  # an entity that nothing declares
                self._text(element.text if event == "start" else element.tail, None)
            elif event == "start":
                kind = kinds.get(tag)
                if kind is None:
                    kind = kinds[tag] = _kind(tag.rpartition("}")[2], html=self.html)
                start(element, kind)
            elif event == "end":
                end(element, kinds[tag])
            else:
                self.comments.add(f"{as_read(element.text or '')}\n", partial(_place, element))
                self._text(element.tail, None)
        return self._gathered()

    def _beside(self, root: Element) -> None:
        """Comments and instructions that stand beside the root."""
        for each in (*root.itersiblings(preceding=True), *root.itersiblings()):
            self.comments.add(f"{as_read(each.text or '')}\n", partial(_place, root))

    def _text(self, text: str | None, element: Element) -> None:
        if text and not text.isspace():
            if self.at_edge and self.after_digit and text[0].isdigit():
                self.text.add(_APART)
            self.text.add(as_read(text), None if element is None else partial(_place, element))
            self.after_digit = text[-1].isdigit()
        elif text:
            self.text.add(" ")
            self.after_digit = False
        self.at_edge = self.at_edge and not text

    def _edge(self, kind: _Kind, gap: str) -> None:
        """The edge of an element: a gap, or what may be one where a line goes on over it."""
        if kind.inline or self.formatting:
            self.at_edge = True
        else:
            self.text.texts.append(gap)
            self.after_digit = False

    def _start(self, element: Element, kind: _Kind) -> None:
        if kind.plain:
            self._edge(kind, kind.before)
        else:
            self._begin(element, kind)
        text = element.text
        if text and not kind.apart:
            self._text(text, element)
        given = element.items()
        if given:
            self._attributes(element, kind.name, given)
        if len(element) >= FEWEST and kind.name not in _ROWS and kind.name not in TABLES:
            self.grids.append(element)

    def _begin(self, element: Element, kind: _Kind) -> None:
        """Begin an element that is more than some text."""
        name = kind.name
        if name in _LANDMARKS:
            self.landmarks.append(len(self.text.texts))
        if name in _CELLS:
            self.text.add(" | ")
            self.open_cells.append(len(self.text.texts))
        elif name in _FORMATTING:
            self.formatting += 1
        else:
            self._edge(kind, kind.before)
        if name in TABLES:
            self.open_tables.append([])
        elif name in _ROWS and self.open_tables:
            self.open_tables[-1].append([])
        if kind.apart:
            self.apart.append((name, element))
        if name in _LAID_OUT:
            self.laid_out.append(element)

    def _attributes(self, element: Element, tag: str, given: Sequence[tuple[str, str]]) -> None:
        if tag in _DRAWN or not self.html or element.get("width") is not None:
            self.sizes.shape(tag, given, element.get("class") or "", tag)
        for name, value in given:
            local = name.rpartition("}")[2] if "}" in name else name
            geometry = local in _GEOMETRY and not value.isdigit()
            if geometry or (_TELLS.search(value) is None and not local.startswith(_NAMED)):
                continue  # a single word, which the source tells as well
            if local != "class" or _DIGIT.search(value):
                self.attributes[local].append((value, element))
            if local == PAGE:
                self.pages.append((value, element))
            if local == "style" and ":" in value:
                self.sizes.style(value)
            if local == "style" and tag in _INLINE and _is_placed(element):
                self.placed = element

    def _end(self, element: Element, kind: _Kind) -> None:
        if kind.plain:
            self._edge(kind, kind.after)
        else:
            self._finish(element, kind)
        tail = element.tail
        if tail:
            self._text(tail, None)

    def _finish(self, element: Element, kind: _Kind) -> None:
        """End an element that is more than some text."""
        name = kind.name
        if name in _LANDMARKS:
            self.landmarks.append(len(self.text.texts))
        if name in _CELLS and self.open_cells:
            start = self.open_cells.pop()
            if self.open_tables and self.open_tables[-1]:
                self.open_tables[-1][-1].append((start, len(self.text.texts), element))
        elif name in TABLES and self.open_tables:
            self.tables.append(self.open_tables.pop())
        if name in _FORMATTING:
            self.formatting -= 1
        else:
            self._edge(kind, kind.after)

    def _gathered(self) -> Iterator[Part]:
        for part in self.text.cut(self.landmarks):
            if _APART in part.texts:
                yield part.with_(_APART, " | ").passage("text, apart")
                part = part.with_(_APART, "")  # noqa: PLW2901  # the same text, joined
            yield part.passage("text")
        yield from self._attributed()
        if self.comments.texts:
            yield self.comments.passage("comment")
        yield from (page_in(page, element) for page, element in self.pages)
        for name, element in self.apart:
            yield from _script(name, element)
            if name == "style":
                self.sizes.style(element.text or "")
            else:
                self.sizes.script(element.text or "")
        columns = Pieces()
        for rows in self._rows():
            columns.join(in_columns(rows, _COLUMNS))
            yield Table([[text for text, _ in row] for row in rows], of_a_page=self.html)
        if columns.texts:
            yield columns.passage("table column")
        yield from self._laid_out()
        yield from self.sizes.given()
        if self.placed is not None:
            why = "digits each with a style of its own, which may set them in another order"
            yield Unread(why, _place(self.placed))
        if self.sizes.may_spell():
            yield Unread("a drawing with outlines in a row, in which letters may be drawn")

    def _rows(self) -> Iterator[list[list[tuple[str, Callable[[], str]]]]]:
        """The rows of each table."""
        return (_laid_rows(table, self.text.texts) for table in self.tables)

    def _laid_out(self) -> Iterator[Part]:
        """Tables that no table element makes."""
        found = ["\n".join(column) for grid in self.grids for column in columns_of(grid)]
        if found:
            yield Passage("table column", "\n\n".join(found))
        for element in self.laid_out:
            yield from laid_out(as_read("".join(element.itertext())))
        for grid in self.grids:
            self.sizes.counted([len(child) for child in grid], _local_name(grid))
            cells = flat_cells(grid)
            if cells:
                yield Passage("cells", "\n".join(cells), strides=strides_of(cells))

    def _attributed(self) -> Iterator[Part]:
        """The values of each attribute together, in the order of the document."""
        pieces = Pieces()
        for name, found in self.attributes.items():
            for value, element in found:
                pieces.add(f"{as_read(value)}\n", partial(_attribute_place, element, name))
            pieces.add("\n")
        if pieces.texts:
            yield pieces.passage("attribute", strides=STRIDES_OF_VALUES)


class TableWalk(Walk):
    """A walk that gathers tables alone."""

    def _attributes(self, element: Element, tag: str, given: Sequence[tuple[str, str]]) -> None:
        """Nothing of a table is told by its attributes but where its cells stand, which is asked of them."""

    def _gathered(self) -> Iterator[Part]:
        for name, element in self.apart:
            yield from tables_of_json(element.text or "") if _is_json(name, element) else ()
        for rows in self._rows():
            yield Table([[text for text, _ in row] for row in rows], of_a_page=self.html)


def page_in(page: str, element: Element) -> Nested:
    """A page that an element holds in an attribute."""
    return Nested("page.html", page.encode("utf-8", "replace"), _attribute_place(element, PAGE))


def _is_placed(element: Element) -> bool:
    """Whether an element holds one digit, and so does the one right before it, each with a style of its own."""
    before = element.getprevious()
    if before is None or before.get("style") is None or (before.tail or "").strip():
        return False
    return all(len(text) == 1 and text.isdigit() for text in (element.text or "", before.text or ""))


def _local_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute_place(element: Element, name: str) -> str:
    return f"{_place(element)}/@{name if name.isalpha() or name.startswith(('aria-', 'data-')) else '*'}"


def _place(element: Element) -> str:
    line = element.sourceline
    path = element.getroottree().getpath(element)
    shown = "/".join(re.sub(r"^\*\[?\d*\]?$", "*", step) for step in path.split("/")[-3:])
    return f"line {line}, {shown}" if line else shown


def _script(name: str, element: Element) -> Iterator[Part]:
    text = element.text or ""
    if _is_json(name, element):
        yield from json_parts(text, "inline JSON")
    plain = css_read(text) if name == "style" else as_read(text)
    yield Passage(name, plain, partial(_in_element, element))


def _is_json(name: str, element: Element) -> bool:
    return name == "script" and "json" in (element.get("type") or "")


def _in_element(element: Element, _: int) -> str:
    return _place(element)


def _laid_rows(
    table: list[list[tuple[int, int, Element]]], texts: list[str]
) -> list[list[tuple[str, Callable[[], str]]]]:
    """The rows of a table, each cell in the column that it stands in."""
    rows: list[list[tuple[str, Callable[[], str]]]] = []
    spans: dict[int, int] = {}  # how many more rows each column is taken in
    for row in table:
        made: list[tuple[str, Callable[[], str]]] = []
        for start, end, element in row:
            place, given = partial(_place, element), element.items()
            at = max(len(made), _number_of(given, ("Index", "aria-colindex"), len(made) + 1) - 1)
            made += [("", place)] * (at - len(made))
            while spans.get(len(made), 0):
                spans[len(made)] -= 1
                made.append(("", place))
            across = _number_of(given, ("colspan", "number-columns-repeated", "number-columns-spanned"), 1)
            down = _number_of(given, ("rowspan",), 1)
            text = "".join(texts[start:end]).strip()
            for column in range(len(made), len(made) + across):
                spans[column] = down - 1
            repeated = text if element.tag.endswith("table-cell") else ""
            made += [(text, place), *[(repeated, place)] * (across - 1)]
        rows.append(made)
    return rows


def _number_of(given: Sequence[tuple[str, str]], names: Sequence[str], otherwise: int) -> int:
    """A whole number that an attribute gives, by whichever of its names; none so large that it says nothing."""
    for name, value in given:
        if name.rpartition("}")[2] in names and value.isdigit() and len(value) < _DIGITS:
            return max(1, min(int(value), _COLUMNS))
    return otherwise
