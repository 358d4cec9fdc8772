"""The colours of charts and tables off the screen: those that the stylesheet gives their parts on a light one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_STYLESHEET = Path(__file__).parents[1] / "theme/assets/stylesheets/assessment.css"
_ROOT = re.compile(r"^:root \{(.*?)^\}", re.DOTALL | re.MULTILINE)
_LIGHT = re.compile(r'^\[data-md-color-scheme="default"\] \{(.*?)^\}', re.DOTALL | re.MULTILINE)
_VARIABLE = re.compile(r"(--[\w-]+): ([^;]+);")
_PART = re.compile(r"^:is\(\.figure__chart, \.thumbnail\) (.+) \{ color: var\((--[\w-]+)\); \}", re.MULTILINE)
_CLASS = re.compile(r"\.([\w-]+)")
_PAPER = {"--md-default-bg-color": "#ffffff"}


@cache
def variables() -> dict[str, str]:
    """The variables of the stylesheet that are plain colours, by their names."""
    text = _STYLESHEET.read_text("utf-8")
    found = [pair for block in (_ROOT, _LIGHT) for part in block.findall(text) for pair in _VARIABLE.findall(part)]
    return _PAPER | {name: value.strip() for name, value in found if value.strip().startswith("#")}


@cache
def of_parts() -> dict[str, str]:
    """The colour of each part of a chart, by its class."""
    known = variables()
    text = _STYLESHEET.read_text("utf-8")
    return {name: known[variable] for names, variable in _PART.findall(text) for name in _CLASS.findall(names)}
