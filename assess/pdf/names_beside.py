"""A chart with the names of its bars beside them, not above: a sheet of paper has more width than height to give."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from macros.charts.text_width import broken, width

KINDS = ("chart-ranked", "chart-change", "chart-grouped", "chart-gap")
_TEXT, _LINE = 14, 18  # pixels, as charts are drawn
_WIDEST = 230.0  # of a name, in pixels; a longer one is broken
_BESIDE = 8.0  # between a name and its bars
_BETWEEN = 4.0  # the least between two rows
_UNDER = 8.0  # what charts leave free under each row
_ASCENT = 14.0  # from the top of a line to the foot of its letters


@dataclass
class _Row:
    """A name with its lines, where it begins, and the marks beneath it; those of a group begin at its gutter."""

    name: list[etree._Element]
    top: float
    marks: list[tuple[etree._Element, float]] = field(default_factory=list)

    @property
    def foot(self) -> float:
        """Where its name ends and its marks begin."""
        return _number(self.name[-1], "y") + _LINE - _ASCENT


def with_names_beside(chart: etree._Element) -> float:
    """Put the names of a drawn chart beside their marks; the width that they take, none where it has no such names.

    What is left of the width is that of the marks: their places along it are still per cent.
    """
    if not set(chart.get("class", "").split()) & {*KINDS}:
        return 0.0
    rows = _rows(chart)
    if not rows:
        return 0.0
    lines = [_lines(row) for row in rows]
    bold = [_is_strong(row.name[0]) for row in rows]
    widest = max(width(line, _TEXT, bold=strong) for each, strong in zip(lines, bold, strict=True) for line in each)
    gutter = math.ceil(widest) + _BESIDE
    feet = [*(row.top for row in rows[1:]), float(chart.get("height", "0"))]
    y = rows[0].top
    for row, said, foot in zip(rows, lines, feet, strict=True):
        marked = foot - row.foot
        high = max(marked - _UNDER + _BETWEEN, _LINE * len(said) + _BETWEEN)
        middle = y + (high - _BETWEEN) / 2
        _write(chart, row.name, said, gutter - _BESIDE, middle)
        down = middle - (marked - _UNDER) / 2 - row.foot
        for mark, own in row.marks:
            moved = etree.SubElement(chart, _tag(chart, "g"), transform=f"translate({gutter + own:g},{down:.2f})")
            moved.append(mark)
        y += high
    chart.set("height", f"{y + _BETWEEN:.2f}")
    return gutter


def _rows(chart: etree._Element) -> list[_Row]:
    """The names at the left of a chart, from the top down, with what is drawn between each and the next."""
    rows: list[_Row] = []
    for part in [part for part in chart if _is_name(part)]:
        if rows and _number(part, "y") - _number(rows[-1].name[-1], "y") == _LINE:
            rows[-1].name.append(part)
        else:
            rows.append(_Row([part], _number(part, "y") - _ASCENT))
    for part, own in _marks(chart):
        if not _is_name(part):
            row = next((row for row in reversed(rows) if row.top <= _top(part)), None)
            if row:
                row.marks.append((part, own))
    return rows


def _marks(chart: etree._Element) -> Iterator[tuple[etree._Element, float]]:
    """Each mark and word of a chart, with the gutter that it has."""
    for part in chart:
        if _kind(part) == "g":
            own = float(part.get("transform", "translate(0,0)").removeprefix("translate(").partition(",")[0])
            yield from ((mark, own) for mark in part)
        elif _kind(part) not in ("title", "desc"):
            yield part, 0.0


def _write(chart: etree._Element, old: list[etree._Element], lines: list[str], x: float, middle: float) -> None:
    """Write a name in lines that end at a place, around a height, where its old lines were read."""
    at = chart.index(old[0])
    for place, line in enumerate(lines):
        text = etree.Element(old[0].tag, dict(old[0].attrib))
        text.set("text-anchor", "end")
        text.set("x", f"{x:g}")
        text.set("y", f"{middle + 5 + (place - (len(lines) - 1) / 2) * _LINE:.2f}")
        text.text = line
        chart.insert(at + place, text)
    for line in old:
        chart.remove(line)


def _lines(row: _Row) -> list[str]:
    said = " ".join(part.text or "" for part in row.name)
    return broken(said, _TEXT, _WIDEST, bold=_is_strong(row.name[0]))


def _is_name(part: etree._Element) -> bool:
    """Whether a part is a name above its bars: it begins at the left, and is neither a title nor a small word."""
    looks = {*part.get("class", "").split()}
    return _kind(part) == "text" and part.get("x") == "0" and not part.get("text-anchor") and bool(looks & _NAMES)


_NAMES = {"name", "strong"}


def _is_strong(part: etree._Element) -> bool:
    return "strong" in part.get("class", "").split()


def _top(part: etree._Element) -> float:
    return min(_number(part, name) for name in ("y", "y1", "y2") if part.get(name))


def _number(part: etree._Element, name: str) -> float:
    return float(part.get(name, "0"))


def _kind(part: etree._Element) -> str:
    return str(part.tag).rpartition("}")[2]


def _tag(chart: etree._Element, kind: str) -> str:
    return str(chart.tag).removesuffix("svg") + kind
