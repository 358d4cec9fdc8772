"""Thumbnails: what a figure looks like, small enough for a list; its words are on its page."""

from __future__ import annotations

import re

from markupsafe import Markup

_WIDE, _HIGH = 320, 300
_WORDS = re.compile(r"<text.*?</text>")
_HEIGHT = re.compile(r'height="([\d.]+)"')
_ROWS, _COLUMNS, _STEP = 6, 4, 32
_RULES = "".join(f"M0 {16 + row * _STEP}H{_WIDE}" for row in range(1, _ROWS))
_CELLS = "".join(
    f"M{column * _WIDE // _COLUMNS + (0 if column == 0 else 30)} {row * _STEP}h{60 if column == 0 else 34}"
    for row in range(1, _ROWS)
    for column in range(_COLUMNS)
)
_HEADED = (
    f'<path class="quiet" d="M0 16H{_WIDE}" stroke="currentColor" stroke-width="4"/>'
    f'<path class="rule" d="{_RULES}" stroke="currentColor" stroke-width="2"/>'
    f'<path class="quiet" d="{_CELLS}" stroke="currentColor" stroke-width="6"/>'
)


def of_chart(svg: str) -> Markup:
    """A drawn chart without its words, as wide as a thumbnail; what is taller is cut off below."""
    height = _HEIGHT.search(svg)  # none while charts are only listed, before they are drawn
    marks = _WORDS.sub("", svg).replace('width="100%"', f'width="{_WIDE}"', 1)
    shown = min(_HIGH, float(height[1])) if height else _HIGH
    return _picture(marks, shown)


def of_table() -> Markup:
    """A table, of whatever is in it."""
    return _picture(_HEADED, _ROWS * _STEP)


def _picture(marks: str, high: float) -> Markup:
    opening = Markup('<svg class="thumbnail" viewBox="0 0 {} {:g}" aria-hidden="true">').format(_WIDE, high)
    return opening + Markup(marks) + Markup("</svg>")  # noqa: S704  # drawn by ourselves, without its words
