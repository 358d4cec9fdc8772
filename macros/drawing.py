"""A chart as SVG, by Altair; imported only where a chart is not already kept.

The font is Liberation Sans, which vl-convert carries and which has the widths of Arial, so that text
measured here fits the text a reader sees.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import altair as alt
import vl_convert

from macros.chart import Chart, Mark

FONT = "Liberation Sans"
_ACCENT = "#12436d"
_QUIET = "#7390ad"
_SECOND = "#f46a25"
_THIRD = "#28a197"
_TEXT = "#0b0c0c"
_RULE = "#cecece"
_SERIES = [_QUIET, _ACCENT, _SECOND, _THIRD, "#801650", "#a285d1", "#6f5200", "#4c2c92"]
_UNUSED = re.compile(r' (?:class|role|aria-[a-z]+|pointer-events|xmlns:xlink|version|opacity)="[^"]*"')
_TAG = re.compile(r"<[^>]*>")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_LEGEND = {"symbolType": "square", "columns": 1, "labelLimit": 0}
_WIDTH = 420
_BAR = 26
_MONTH = 62
_RIGHT_OF_BAR: dict[str, Any] = {"align": "left", "dx": 5}
_LEFT_OF_BAR: dict[str, Any] = {"align": "right", "dx": -5}


def draw(chart: Chart) -> str:
    """The SVG of a chart; the same chart always gives the same text."""
    drawn = {"ranked": _ranked, "change": _ranked, "grouped": _grouped, "months": _months}[chart.kind](chart)
    spec = drawn.configure(**_theme()).to_dict(validate=False, format="vega-lite")
    return _slim(vl_convert.vegalite_to_svg(spec))


def _slim(svg: str) -> str:
    """An SVG without what neither a browser nor a reader needs: long decimals, roles and classes of its parts."""
    return _TAG.sub(lambda tag: _LONG_NUMBER.sub(_shorter, _UNUSED.sub("", tag[0])), svg.replace("\n", ""))


def _shorter(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _theme() -> dict[str, Any]:
    label = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 13, "titleFontSize": 13, "labelColor": _TEXT}
    return {
        "font": FONT,
        "aria": False,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {
            **label,
            "titleColor": _TEXT,
            "titleFontWeight": "normal",
            "grid": False,
            "domainColor": _RULE,
            "tickColor": _RULE,
        },
        "legend": {
            **label,
            "titleColor": _TEXT,
            "orient": "top",
            "title": None,
            "symbolType": "square",
            "columns": 1,
            "labelLimit": 0,
        },
        "text": {"font": FONT, "fontSize": 13, "color": _TEXT},
    }


def _rows(marks: tuple[Mark, ...]) -> alt.InlineData:
    return alt.InlineData(
        values=[{"c": mark.category, "s": mark.series, "v": mark.value, "t": mark.label} for mark in marks]
    )


def _category_axis(chart: Chart) -> alt.Axis:
    bold: Any = {
        "condition": {"test": {"field": "value", "equal": chart.highlight}, "value": "bold"},
        "value": "normal",
    }
    return alt.Axis(title=None, labelLimit=0, ticks=False, domain=False, labelFontWeight=bold)


def _ranked(chart: Chart) -> alt.LayerChart | alt.FacetChart:
    order = [mark.category for mark in chart.marks]
    values = [0.0, *(mark.value or 0 for mark in chart.marks)]
    margin = (max(values) - min(values)) * 0.18
    base = alt.Chart(_rows(chart.marks)).encode(y=alt.Y("c:N", sort=order, axis=_category_axis(chart)))
    ends = [min(values) - margin if min(values) < 0 else 0, max(values) + margin if max(values) > 0 else 0]
    scale = alt.Scale(domain=ends, nice=False)
    x = alt.X("v:Q", scale=scale, axis=alt.Axis(title=chart.measure, labels=False, ticks=False, domain=False))
    chosen = alt.condition(
        alt.FieldEqualPredicate(field="c", equal=chart.highlight), alt.value(_ACCENT), alt.value(_QUIET)
    )
    bars = base.mark_bar().encode(x=x, color=chosen if chart.highlight else alt.value(_ACCENT))
    rule = alt.Chart(alt.InlineData(values=[{"z": 0}])).mark_rule(color=_TEXT).encode(x="z:Q")
    above = [mark for mark in chart.marks if mark.value is not None and mark.value >= 0]
    below = [mark for mark in chart.marks if mark.value is not None and mark.value < 0]
    missing = [replace(mark, value=0) for mark in chart.marks if mark.value is None]
    texts = [
        alt.Chart(_rows(tuple(part))).mark_text(**place).encode(x="v:Q", y=alt.Y("c:N", sort=order), text="t:N")
        for part, place in ((above + missing, _RIGHT_OF_BAR), (below, _LEFT_OF_BAR))
        if part
    ]
    return alt.layer(bars, rule, *texts).properties(width=_WIDTH, height=alt.Step(_BAR))


def _grouped(chart: Chart) -> alt.LayerChart | alt.FacetChart:
    categories = list(dict.fromkeys(mark.category for mark in chart.marks))
    series = list(dict.fromkeys(mark.series for mark in chart.marks))
    top = max((mark.value or 0 for mark in chart.marks), default=0)
    base = alt.Chart(_rows(chart.marks)).encode(
        y=alt.Y("c:N", sort=categories, axis=_category_axis(chart), scale=alt.Scale(paddingInner=0.25)),
        yOffset=alt.YOffset("s:N", sort=series),
        x=alt.X(
            "v:Q",
            scale=alt.Scale(domain=[0, top * 1.18], nice=False),
            axis=alt.Axis(title=chart.measure, labels=False, ticks=False, domain=False),
        ),
    )
    color = alt.Color("s:N", sort=series, scale=alt.Scale(domain=series, range=_SERIES[: len(series)]))
    labels = base.mark_text(align="left", dx=5).encode(text="t:N")
    height = alt.Step(_BAR - 6, **{"for": "position"}) if len(series) < 2 else alt.Step(18)
    return alt.layer(base.mark_bar().encode(color=color), labels).properties(width=_WIDTH, height=height)


def _months(chart: Chart) -> alt.LayerChart | alt.FacetChart:
    categories = list(dict.fromkeys(mark.category for mark in chart.marks))
    series = list(dict.fromkeys(mark.series for mark in chart.marks))
    base = alt.Chart(_rows(chart.marks)).encode(
        x=alt.X(
            "c:N",
            sort=categories,
            axis=alt.Axis(title=None, labelAngle=0, labelExpr="split(datum.label, ' ')", labelFontSize=11, ticks=False),
        ),
        y=alt.Y(
            "v:Q",
            scale=alt.Scale(zero=True),
            axis=alt.Axis(
                title=chart.measure,
                grid=True,
                gridColor=_RULE,
                domain=False,
                ticks=False,
                tickCount=5,
                titleAnchor="start",
            ),
        ),
    )
    width = max(_WIDTH, _MONTH * len(categories))
    if len(series) == 1:
        return alt.layer(base.mark_bar(color=_ACCENT)).properties(width=width, height=240)
    color = alt.Color("s:N", sort=series, scale=alt.Scale(domain=series, range=_SERIES[: len(series)]))
    shape = alt.Shape("s:N", sort=series, scale=alt.Scale(domain=series))
    lines = base.mark_line(strokeWidth=2).encode(color=color)
    return alt.layer(
        lines, base.mark_point(filled=True, size=45, opacity=1).encode(color=color, shape=shape)
    ).properties(width=width, height=260)
