"""Bars and a map of the same numbers stand beside each other on paper: a sheet has the width for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from assess.pdf.names_beside import KINDS
from macros.charts.responsive_svg import NARROW

BARS, MAP = 490.0, 380.0  # pixels, as charts are drawn: with a gap between them, what a sheet has between its margins


def beside_each_other(charts: Sequence[etree._Element], names: Mapping[etree._Element, float]) -> bool:
    """Whether the charts of a figure are bars and a map, and the bars keep their room beside what their names take."""
    if len(charts) != 2:
        return False
    bars, tiles = sorted(charts, key=_is_map)
    has_bars = bool({*(bars.get("class") or "").split()} & {*KINDS})
    return _is_map(tiles) and has_bars and BARS - names[bars] >= NARROW


def width_beside(chart: etree._Element) -> float:
    """How wide the one or the other is drawn."""
    return MAP if _is_map(chart) else BARS


def _is_map(chart: etree._Element) -> bool:
    return "chart-map" in (chart.get("class") or "").split()
