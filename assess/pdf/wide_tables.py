"""Tables too wide for a sheet: set smaller, then on a landscape sheet, then in parts that each repeat the row names.

How wide a table has to be is worked out from the widths of its letters: no word is broken, and no column is so narrow
that its cells become towers of single words. What is left is given to the names of the rows.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from macros.charts.text_width import width

PORTRAIT, LANDSCAPE = 504.0, 751.0  # points between the margins of A4
_SIZE, _SMALL = 8.5, 7.2
_SHORT = 8  # rows, with that of its heads: what stays on one sheet
_PADDING = 9.0  # left and right of a cell, in points, and what a measure of letters may be short of
_COMFORT = 62.0  # the least room for a cell of several words
_NAMES = 130.0  # as much as the names of rows are given where there is room, and no other column has prose
_INDENT = 23.0  # of a row beneath another two


@dataclass(frozen=True)
class _Column:
    """The least width of a column, in points, at a size of one point and with room for its words."""

    word: float
    text: float

    def least(self, size: float) -> float:
        return max(self.word * size, min(self.text * size, _COMFORT)) + _PADDING


def fitted(table: etree._Element) -> None:
    """Mark a table, and the figure around it, by the sheet and the size that it needs; cut it where none is enough."""
    if _has_prose(table):
        _look(table, "prose")
    elif len(table.findall(".//tr")) <= _SHORT:
        _look(table, "short")
    columns = _columns(table)
    if not columns:
        return
    for size, room, look in (
        (_SIZE, PORTRAIT, ""),
        (_SMALL, PORTRAIT, "small"),
        (_SIZE, LANDSCAPE, "landscape"),
        (_SMALL, LANDSCAPE, "small landscape"),
    ):
        least = [column.least(size) for column in columns]
        if sum(least) <= room:
            if not _has_prose(table):
                names = min(columns[0].text * size + _INDENT, _NAMES) + _PADDING
                least[0] += min(room - sum(least), max(0, names - least[0]))
            _give_room(table, least)
            _mark(table, look)
            return
    _mark(table, "small")
    if not _is_plain(table):
        return
    _in_parts(table, columns)


def _columns(table: etree._Element) -> list[_Column]:
    """The columns, each as wide as the widest cell that is in it alone."""
    words: dict[int, float] = {}
    texts: dict[int, float] = {}
    for row in table.iter("tr"):
        place = 0
        for cell in row.iterchildren("th", "td"):
            span = int(cell.get("colspan", "1"))
            said = " ".join("".join(cell.itertext()).split())
            is_bold = cell.tag == "th"
            whole = width(said, 1, bold=is_bold)
            longest = max((width(word, 1, bold=is_bold) for word in said.split(" ")), default=0)
            together = whole if "number" in (cell.get("class") or "") and cell.tag == "td" else longest
            for each in range(place, place + span):
                words[each] = max(words.get(each, 0), together / span)
                texts[each] = max(texts.get(each, 0), whole / span)
            place += span
    return [_Column(words[each], texts[each]) for each in sorted(words)]


def _has_prose(table: etree._Element) -> bool:
    """Whether a cell beside the names of rows holds a sentence, which needs the room more than they do."""
    return any(width(" ".join("".join(cell.itertext()).split()), _SIZE) > _NAMES for cell in table.iter("td"))


def _give_room(table: etree._Element, least: list[float]) -> None:
    """Say in the first row how wide each column has to be, so far as a cell is in it alone."""
    first = next(table.iter("tr"))
    cells = list(first.iterchildren("th", "td"))
    if len(cells) == len(least):
        for cell, points in zip(cells, least, strict=True):
            cell.set("style", f"min-width: {points - _PADDING:.1f}pt")


def _mark(table: etree._Element, look: str) -> None:
    """Say how a table is set; what has to go with it onto a landscape sheet is the figure around it."""
    if not look:
        return
    if "small" in look:
        _look(table, "small")
    if "landscape" in look:
        outside = next((each for each in table.iterancestors("figure")), None)
        _look(outside if outside is not None else table.getparent(), "landscape")


def _look(part: etree._Element, look: str) -> None:
    part.set("class", f"{part.get('class') or ''} {look}".strip())


def _is_plain(table: etree._Element) -> bool:
    return not any(cell.get("colspan") or cell.get("rowspan") for cell in table.iter("th", "td"))


def _in_parts(table: etree._Element, columns: list[_Column]) -> None:
    """Put several tables in the place of one, each with its first column and as many of the others as fit."""
    parts: list[list[int]] = [[]]
    room = PORTRAIT - columns[0].least(_SMALL)
    for place, column in enumerate(columns[1:], 1):
        if parts[-1] and sum(columns[each].least(_SMALL) for each in parts[-1]) + column.least(_SMALL) > room:
            parts.append([])
        parts[-1].append(place)
    before = table
    for number, kept in enumerate(parts):
        part = deepcopy(table)
        part.tail = None
        for row in part.iter("tr"):
            cells = list(row.iterchildren("th", "td"))
            for place, cell in enumerate(cells):
                if place and place not in kept:
                    row.remove(cell)
        if number:
            for caption in list(part.iterchildren("caption")):
                part.remove(caption)
        before.addnext(part)
        before = part
    table.drop_tree()
