"""Workbooks cell by cell: sheets shown and hidden, formulas, and everything else in their parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from lxml import etree

from assess.audit.readers.markup import parse, walk
from assess.audit.readers.markup_walk import Element
from assess.audit.text.decoding import as_read
from assess.audit.text.limits import Budget, UnreadableError
from assess.audit.text.passages import Nested, Part, Passage, Pieces, Table, Unread, in_columns

_COLUMNS = 1000
_DIGITS = 9
_OF_PLACE = frozenset(("r", "s", "t", "spans"))
_LETTERS = 3  # of the name of a column: the last is XFD
_SHEET = re.compile(r"xl/(?:worksheets|chartsheets|dialogsheets|macrosheets)/[^/]+\.xml")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheets(parts: Mapping[str, bytes], budget: Budget) -> Iterator[Part]:
    """The parts of a workbook: each sheet by rows and columns, everything else as the XML that it is."""
    strings, names = _strings(parts.get("xl/sharedStrings.xml", b"")), _names(parts)
    number = 0
    for name, content in parts.items():
        budget.check()
        if not _SHEET.fullmatch(name) or len(content) > budget.limits.in_one_piece:
            yield Nested(name, content, name)
            continue
        number += 1
        try:
            root = parse(content)
        except UnreadableError as error:
            yield Unread(str(error), f"sheet {number}")
            yield Nested(name, content, name)
            continue
        yield from _sheet(root, names.get(name, f"sheet {number}"), strings)


def _strings(content: bytes) -> list[str]:
    """The texts that cells share."""
    try:
        root = parse(content) if content else []
    except UnreadableError:
        return []
    return ["".join(item.itertext()) for item in root]


def _names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """What each sheet is called by its place in the workbook and by whether it shows; its own name may be a secret."""
    try:
        book, relations = parse(parts["xl/workbook.xml"]), parse(parts["xl/_rels/workbook.xml.rels"])
    except (LookupError, UnreadableError):
        return {}
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    states = {"hidden": ", hidden", "veryHidden": ", very hidden"}
    return {
        f"xl/{targets.get(sheet.get(_RELATION), '').removeprefix('/xl/')}": f"sheet {number}"
        + states.get(sheet.get("state", ""), "")
        for number, sheet in enumerate(book.iter("{*}sheet"), 1)
    }


def _sheet(root: Element, name: str, strings: list[str]) -> Iterator[Part]:
    rows, formulas = Pieces(), Pieces()
    attributes: dict[str, Pieces] = defaultdict(Pieces)
    table = []
    data = root.find("{*}sheetData")
    for row in sorted(data if data is not None else (), key=_number_of):
        _note(row, attributes, partial(_cell, name, f"row {row.get('r') or ''}".rstrip()))
        cells: list[tuple[str, Callable[[], str]]] = []
        for cell in row:
            place = partial(_cell, name, cell.get("r") or "a cell")
            _note(cell, attributes, place)
            text = as_read(_value(cell, strings))
            rows.add(f"{text} | ", place)
            cells += [("", place)] * (_column_of(cell.get("r") or "", len(cells)) - len(cells))
            cells.append((text, place))
            formula = cell.findtext("{*}f")
            if formula:
                formulas.add(f"{as_read(formula)}\n", place)
        rows.add("\n")
        table.append(cells)
    yield rows.passage("cells")
    yield in_columns(table, _COLUMNS).passage("column")
    yield Table([[text for text, _ in cells] for cells in table], name)
    if formulas.texts:
        yield formulas.passage("formula")
    for values in attributes.values():
        yield values.passage("attribute")
    if data is not None:
        for comment in data.iter(etree.Comment):
            yield Passage("comment", as_read(comment.text or ""), partial(_constant, name))
        root.remove(data)
    yield from walk(root)


def _number_of(row: Element) -> int:
    """The number of a row by its reference; a sheet may have its rows in another order than it shows them."""
    number = row.get("r") or ""
    return int(number) if number.isdecimal() and len(number) < _DIGITS else 0


def _column_of(reference: str, otherwise: int) -> int:
    """The column of a cell by its reference, counted from 0; a sheet leaves out cells that are empty."""
    letters = reference.rstrip("0123456789")
    if not letters.isalpha() or not letters.isascii() or len(letters) > _LETTERS:
        return otherwise
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return min(max(otherwise, number - 1), _COLUMNS)


def _note(element: Element, attributes: Mapping[str, Pieces], place: Callable[[], str]) -> None:
    """Note the attributes of a row or a cell, its height among them, but for those that say what it is and where."""
    for key, value in element.items():
        if key not in _OF_PLACE:
            attributes[key].add(f"{value}\n", place)


def _cell(sheet: str, reference: str) -> str:
    return f"{sheet}, {reference}"


def _constant(place: str, _: int) -> str:
    return place


def _value(cell: Element, strings: list[str]) -> str:
    value: str = cell.findtext("{*}v") or ""
    if cell.get("t") == "s" and value.isdigit() and int(value) < len(strings):
        return strings[int(value)]
    inline = cell.find("{*}is")
    return value if inline is None else "".join(inline.itertext())
