"""An SVG that stretches with its column while its words keep their size.

Altair draws on a canvas of fixed width and scales words with it. Here the places along that width become per cent of
whatever width there is, and heights stay pixels. Colours become classes of the same name, for the stylesheet of the
site to fill in: nothing else would follow a dark scheme, forced colours and print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree as ET

NARROW = 288  # pixels: the narrowest column that a page has, which charts are laid out for
FULL = 1000
PIXELS = "pixels"

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_MARKS = re.compile(r"mark-(\w+) role-mark (?:(pixels)_)?")
_BOX = re.compile(r"M([-\d.e]+),([-\d.e]+)h([-\d.e]+)v([-\d.e]+)h[-\d.e]+Z")
_PLACE = re.compile(r"translate\(([-\d.e]+),([-\d.e]+)\)")
_STEP = re.compile(r"([ML])([-\d.e]+),([-\d.e]+)")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_BESIDE = {"start": ' dx="6"', "middle": "", "end": ' dx="-6"'}


def stretched(svg: str, kind: str, height: float, gutter: float = 0) -> str:
    """An SVG of Vega, FULL wide, as one of any width; `gutter` pixels to the left of it are kept free.

    Marks in a layer named after PIXELS stay where they are, in pixels from the left. A word inside the rest stands
    beside its place: after it, before it or on its middle. Raises ValueError at a mark of another kind.
    """
    fixed: list[str] = []
    moving: list[str] = []
    for group in ET.fromstring(svg).iter(f"{_NAMESPACE}g"):  # noqa: S314  # drawn by ourselves
        found = _MARKS.match(group.get("class", ""))
        if found and found[1] != "group":
            is_fixed = found[2] == PIXELS
            (fixed if is_fixed else moving).extend(
                part for mark in group for part in _mark(mark, found[1], is_fixed=is_fixed)
            )
    inside = f'<g transform="translate({_short(gutter)},0)">{"".join(moving)}</g>' if gutter else "".join(moving)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart-{kind}" width="100%" height="{_short(height)}"'
        f' fill="currentColor" stroke-linecap="round">{inside}{"".join(fixed)}</svg>'
    )


def _mark(mark: ET.Element, kind: str, *, is_fixed: bool) -> Iterator[str]:
    """The parts of one mark of Vega."""
    look = f' class="{escape(mark.get("fill") or mark.get("stroke") or "")}"'
    along = _short if is_fixed else _share
    path = mark.get("d", "")
    x, y = _numbers(_PLACE, mark.get("transform", "translate(0,0)"))
    if kind == "rect":
        left, top, wide, high = _numbers(_BOX, path)
        yield f'<rect{look} x="{along(left)}" y="{_short(top)}" width="{along(wide)}" height="{_short(high)}"/>'
    elif kind == "text":
        anchor = mark.get("text-anchor", "start")
        beside = "" if is_fixed else _BESIDE[anchor]
        anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
        words = escape("".join(mark.itertext()), quote=False)
        yield f'<text{look}{anchored} x="{along(x)}" y="{_short(y)}"{beside}>{words}</text>'
    elif kind == "rule":
        yield _line(look, (along(x), y), (along(x + float(mark.get("x2", 0))), y + float(mark.get("y2", 0))))
    elif kind == "line":
        before = None
        for step, to_x, to_y in _STEP.findall(path):
            here = (along(float(to_x)), float(to_y))
            if step == "L" and before:
                yield _line(look, before, here)
            before = here
    elif kind == "symbol":
        shape = _LONG_NUMBER.sub(lambda number: _short(float(number[0])), path)
        yield f'<svg x="{along(x)}" y="{_short(y)}" overflow="visible"><path{look} d="{shape}"/></svg>'
    else:
        raise ValueError(kind)


def _line(look: str, start: tuple[str, float], end: tuple[str, float]) -> str:
    ends = f'x1="{start[0]}" y1="{_short(start[1])}" x2="{end[0]}" y2="{_short(end[1])}"'
    return f'<line{look} stroke="currentColor" {ends}/>'


def _numbers(pattern: re.Pattern[str], text: str) -> list[float]:
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return [float(number) for number in found.groups()]


def _share(place: float) -> str:
    return f"{_short(place * 100 / FULL)}%"


def _short(number: float) -> str:
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
