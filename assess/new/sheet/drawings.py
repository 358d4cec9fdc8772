"""Pictures, charts and shapes that lie over the cells of a sheet: what they cover cannot be seen.

Of Office Open XML workbooks, .xlsx and .xlsb alike (ECMA-376, Part 1, 20.5, DrawingML for spreadsheets).
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from assess.new.sheet.grid import Area

_COLUMN, _ROW = 609_600, 190_500  # of a column and a row as they come, in the units of drawings, 914,400 to the inch
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")


def covered(archive: zipfile.ZipFile, part: str) -> Iterator[Area]:
    """The cells under each drawing of a sheet, which is a part of a workbook; those that are not shown cover nothing.

    Where only a size is known, columns and rows are taken to be as wide and high as they come.
    """
    for drawing in _drawings(archive, part):
        for anchor in ET.fromstring(archive.read(drawing)).iter():  # noqa: S314  # a workbook of the user's own
            if _name(anchor) in _ANCHORS and _is_shown(anchor):
                yield _area({_name(each): each for each in anchor})


def _drawings(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    """The parts of a workbook that draw on a sheet."""
    part = part.removeprefix("/")
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return
    for each in ET.fromstring(archive.read(relations)).iter(_RELATION):  # noqa: S314  # as above
        target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).removeprefix("/")
        if each.get("Type", "").endswith("/drawing") and target in archive.namelist():
            yield target


def _is_shown(anchor: ET.Element) -> bool:
    named = next((each for each in anchor.iter() if _name(each) == "cNvPr"), None)
    return named is None or named.get("hidden") not in ("1", "true")


def _area(parts: dict[str, ET.Element]) -> Area:
    """The cells from one corner of a drawing to the other."""
    column, right_of, row, below = _corner(parts["from"]) if "from" in parts else _from_the_top(parts["pos"])
    if "to" in parts:
        last_column, more_right, last_row, more_below = _corner(parts["to"])
        right, bottom = last_column - (not more_right), last_row - (not more_below)
    else:
        size = parts["ext"]
        right = column + (right_of + int(size.get("cx", "0")) - 1) // _COLUMN
        bottom = row + (below + int(size.get("cy", "0")) - 1) // _ROW
    return Area(row + 1, max(bottom, row) + 1, column, max(right, column))


def _corner(place: ET.Element) -> tuple[int, int, int, int]:
    """A column and what is left of it, a row and what is above it, each from 0."""
    found = {_name(each): int(each.text or "0") for each in place}
    return found.get("col", 0), found.get("colOff", 0), found.get("row", 0), found.get("rowOff", 0)


def _from_the_top(place: ET.Element) -> tuple[int, int, int, int]:
    return *divmod(int(place.get("x", "0")), _COLUMN), *divmod(int(place.get("y", "0")), _ROW)


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
