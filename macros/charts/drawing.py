"""A chart as SVG, by Altair; imported only where a chart is not already kept.

Charts are laid out for the narrowest column a page has, NARROW pixels, and stretch from there: lengths grow with the
column, words and heights do not. A name too long to stand beside its bar stands above it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import vl_convert
from altair.utils.schemapi import debug_mode

from macros.charts.chart import Chart, Mark
from macros.charts.responsive_svg import FULL, NARROW, PIXELS, stretched
from macros.charts.text_width import broken, width
from macros.phrasebook.phrases import ENGLISH, Phrases, phrases_of

TEXT, SMALL = 14, 12
SERIES = ("first", "second", "third", "fourth", "fifth")
SHADES = 5
CHOSEN, OTHER, PICKED, RULE, AXIS = "chosen", "other", "picked", "rule", "axis"
NAME, STRONG, QUIET, TITLE = "name", "strong", "quiet", "title"

_SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down")
_LINE = 18
_BESIDE = 6
_WIDEST_NAME = 112
_WIDEST_SERIES = 64
_MONTH = re.compile(r"(\w+) (\d{4})")

_Row = dict[str, Any]


@dataclass
class _Picture:
    """The parts of a chart, laid out from the top down; `x` of most is on the scale, of `fixed` ones in pixels."""

    low: float = 0
    high: float = 1
    gutter: float = 0
    share: float = 1
    y: float = 0
    boxes: list[_Row] = field(default_factory=list)
    grid: list[_Row] = field(default_factory=list)
    axes: list[_Row] = field(default_factory=list)
    lines: list[_Row] = field(default_factory=list)
    points: list[_Row] = field(default_factory=list)
    words: list[_Row] = field(default_factory=list)
    fixed_boxes: list[_Row] = field(default_factory=list)
    fixed_points: list[_Row] = field(default_factory=list)
    fixed_words: list[_Row] = field(default_factory=list)

    def box(self, start: float, end: float, top: float, height: float, look: str) -> None:
        self.boxes.append({"x": start, "x2": end, "y": top, "y2": top + height, "look": look})

    def across(self, end: float, y: float, look: str) -> None:
        """A line from zero to the right: the axis over the bars, others under them."""
        (self.axes if look == AXIS else self.grid).append({"x": 0, "x2": end, "y": y, "y2": y, "look": look})

    def down(self, top: float, bottom: float) -> None:
        """The axis at zero."""
        self.axes.append({"x": 0, "x2": 0, "y": top, "y2": bottom, "look": AXIS})

    def word(self, x: float, y: float, text: str, look: str, anchor: str = "start") -> None:
        self.words.append({"x": x, "y": y, "text": text, "look": look, "anchor": anchor})

    def fixed_word(self, x: float, y: float, text: str, look: str, anchor: str = "start") -> None:
        self.fixed_words.append({"x": x, "y": y, "text": text, "look": look, "anchor": anchor})

    def paragraph(self, text: str, look: str, x: float = 0) -> None:
        """A text in lines of its own."""
        size, bold = (SMALL if look == QUIET else TEXT), look in (STRONG, TITLE)
        for line in broken(text, size, NARROW - x, bold=bold):
            self.y += _LINE
            self.fixed_word(x, self.y - 4, line, look)

    def svg(self, kind: str) -> str:
        """The picture by Altair, then stretched."""
        scale = alt.Scale(domain=[self.low, self.high], range=[0, FULL * self.share], nice=False, zero=False)
        on_scale, in_pixels = alt.X("x:Q", scale=scale), alt.X("x:Q", scale=None)
        layers = [
            *_marks(self.grid, alt.Chart.mark_rule, on_scale, x2=_X2, y2=_Y2, stroke=_STROKE),
            *_marks(self.boxes, alt.Chart.mark_rect, on_scale, x2=_X2, y2=_Y2, fill=_LOOK),
            *_marks(self.axes, alt.Chart.mark_rule, on_scale, x2=_X2, y2=_Y2, stroke=_STROKE),
            *_marks(self.lines, alt.Chart.mark_line, on_scale, stroke=_STROKE, detail=_PART, order=_ORDER),
            *_marks(self.points, _filled_points, on_scale, shape=_SHAPE, fill=_LOOK),
            *_texts(self.words, on_scale, ""),
            *_marks(self.fixed_boxes, alt.Chart.mark_rect, in_pixels, PIXELS, x2=_X2, y2=_Y2, fill=_LOOK),
            *_marks(self.fixed_points, _filled_points, in_pixels, PIXELS, shape=_SHAPE, fill=_LOOK),
            *_texts(self.fixed_words, in_pixels, PIXELS),
        ]
        chart = alt.layer(*layers).resolve_scale(x="independent").properties(width=FULL, height=self.y, padding=0)
        chart = chart.configure(axis={"disable": True}, view={"stroke": None}, aria=False)
        svg = vl_convert.vegalite_to_svg(chart.to_dict(validate=False, format="vega-lite"))
        return stretched(svg, kind, self.y, self.gutter)


_X2, _Y2 = alt.X2("x2:Q"), alt.Y2("y2:Q")  # channels made once: Altair looks long for the kind of a text
_PART, _ORDER, _TEXT = alt.Detail("part:N"), alt.Order("x:Q"), alt.Text("text:N")
_LOOK = alt.Fill("look:N", scale=None)
_STROKE = alt.Stroke("look:N", scale=None)
_SHAPE = alt.Shape("shape:N", scale=None)


def draw(chart: Chart) -> str:
    """The SVG of a chart; the same chart always gives the same text."""
    draw_kind: dict[str, Callable[[Chart], _Picture]] = {
        "ranked": _bars,
        "change": _bars,
        "grouped": _grouped,
        "multiples": _grouped,
        "gap": _gap,
        "months": _months,
        "stacked": _stacked,
        "map": _tiles,
    }
    with debug_mode(False):  # noqa: FBT003  # no part is held against its schema, as the whole is not
        return draw_kind[chart.kind](chart).svg(chart.kind)


def _marks(rows: list[_Row], mark: Callable[..., Any], x: alt.X, name: str = "", **encoding: Any) -> list[alt.Chart]:
    """A layer of marks, or none; all `y` are pixels."""
    if not rows:
        return []
    chart = alt.Chart(alt.InlineData(values=rows), name=name or alt.Undefined)
    return [mark(chart).encode(x=x, y=alt.Y("y:Q", scale=None), **encoding)]


def _filled_points(chart: alt.Chart) -> Any:
    return chart.mark_point(filled=True, size=50)


def _texts(words: list[_Row], x: alt.X, name: str) -> list[alt.Chart]:
    """A layer of words for each anchor: Vega does not take it from the data."""
    ends = {"start": "left", "middle": "center", "end": "right"}
    return [
        layer
        for anchor, align in ends.items()
        for layer in _marks(
            [word for word in words if word["anchor"] == anchor],
            lambda chart, align=align: chart.mark_text(align=align, baseline="alphabetic", limit=0),
            x,
            f"{name}_{anchor}" if name else "",
            text=_TEXT,
            fill=_LOOK,
        )
    ]


def _fit(picture: _Picture, marks: Sequence[Mark]) -> None:
    """Give a picture the scale on which each bar and the label at its end fit the narrowest column."""
    room = NARROW - picture.gutter
    right = [(0.0, 0.0), *((mark.value or 0, _label_width(mark)) for mark in marks if (mark.value or 0) >= 0)]
    left = [(0.0, 0.0), *((-mark.value, _label_width(mark)) for mark in marks if mark.value and mark.value < 0)]
    pixels = min(
        (
            (room - label_right - label_left) / (value_right + value_left)
            for value_right, label_right in right
            for value_left, label_left in left
            if value_right + value_left
        ),
        default=1.0,
    )
    zero = max(value * pixels + label for value, label in left)
    picture.low, picture.high, picture.share = -zero / pixels, (room - zero) / pixels, room / NARROW


def _label_width(mark: Mark) -> float:
    return width(mark.label, TEXT, bold=True) + _BESIDE if mark.label else 0


def _bar(picture: _Picture, mark: Mark, height: float, looks: tuple[str, str]) -> None:
    """A bar and the label beyond its end; a code where there is no number."""
    value = mark.value or 0
    if mark.value is not None:
        picture.box(min(value, 0), max(value, 0), picture.y, height, looks[0])
    picture.word(value, picture.y + height / 2 + 5, mark.label, looks[1], "end" if value < 0 else "start")


def _bars(chart: Chart) -> _Picture:
    """A bar for each category, one series: names beside the bars where they all fit, else above."""
    longest = max((width(mark.category, TEXT, bold=True) for mark in chart.marks), default=0)
    beside = longest <= _WIDEST_NAME
    picture = _Picture(gutter=math.ceil(longest) + 8 if beside else 0)
    _fit(picture, chart.scale or chart.marks)
    picture.paragraph(chart.measure, QUIET)
    picture.y += 6
    top = picture.y
    for mark in chart.marks:
        is_chosen = mark.category == chart.highlight
        looks = (CHOSEN if is_chosen or not chart.highlight else OTHER, STRONG if is_chosen else NAME)
        if beside:
            picture.y += 3
            picture.fixed_word(picture.gutter - 8, picture.y + 15, mark.category, looks[1], "end")
        else:
            picture.paragraph(mark.category, looks[1])
        start, height = picture.y, 20 if beside else 16
        _bar(picture, mark, height, looks)
        picture.y += height
        if not beside:
            picture.down(start - 1, picture.y + 1)
        picture.y += 3 if beside else 8
    if beside:
        picture.down(top, picture.y)
    return picture


def _grouped(chart: Chart) -> _Picture:
    """A block for each category, its name above its bars; series are named beside the bars, or in a key on top."""
    categories = list(dict.fromkeys(mark.category for mark in chart.marks))
    series = list(dict.fromkeys(mark.series for mark in chart.marks))
    if len(series) < 2 and not chart.title:
        return _bars(chart)
    looks = dict(zip(series, (OTHER, CHOSEN) if len(series) == 2 else SERIES, strict=False))
    longest = max(width(name, SMALL) for name in series)
    beside = longest <= _WIDEST_SERIES
    picture = _Picture(gutter=math.ceil(longest) + 8 if beside else 0)
    _fit(picture, chart.scale or chart.marks)
    if chart.title:
        picture.paragraph(chart.title, TITLE)
    say = phrases_of(chart.language)
    measure = say("chart.one_scale", measure=chart.measure) if chart.scale else chart.measure
    picture.paragraph(measure if beside else say("chart.from_top", measure=measure), QUIET)
    if not beside:
        _key(picture, looks)
    picture.y += 4
    for category in categories:
        is_chosen = category == chart.highlight
        picture.paragraph(category, STRONG if is_chosen else NAME)
        top = picture.y
        for mark in chart.marks:
            if mark.category == category:
                if beside:
                    picture.fixed_word(picture.gutter - 8, picture.y + 13, mark.series, QUIET, "end")
                picture.y += 1
                _bar(picture, mark, 15, (looks[mark.series], NAME))
                picture.y += 16
        picture.down(top, picture.y)
        picture.y += 8
    return picture


def _key(picture: _Picture, looks: dict[str, str], shapes: dict[str, str] | None = None) -> None:
    """The series by name, a line each, in the order in which they are drawn."""
    for name, look in looks.items():
        middle = picture.y + _LINE - 9
        if shapes:
            picture.fixed_points.append({"x": 6, "y": middle, "look": look, "shape": shapes[name]})
        else:
            picture.fixed_boxes.append({"x": 0, "x2": 12, "y": middle - 6, "y2": middle + 6, "look": look})
        picture.paragraph(name, NAME, 20)


def _gap(chart: Chart) -> _Picture:
    """A row for each category, its name above two dots and the line between them, each number on its outer side."""
    series = list(dict.fromkeys(mark.series for mark in chart.marks))
    looks, shapes = (dict(zip(series, each, strict=False)) for each in ((OTHER, CHOSEN), _SHAPES))
    rows = {name: sorted((each for each in chart.marks if each.category == name), key=_place) for name in _names(chart)}
    known = {name: [mark for mark in marks if mark.value is not None] for name, marks in rows.items()}
    picture = _Picture()
    _fit_dots(picture, [marks[0] for marks in known.values() if len(marks) > 1], [m[-1] for m in known.values() if m])
    picture.paragraph(chart.measure, QUIET)
    _key(picture, looks, shapes)
    picture.y += 4
    for name, marks in rows.items():
        picture.paragraph(name, STRONG if name == chart.highlight else NAME)
        middle, ends = picture.y + 10, known[name]
        if len(ends) > 1:
            picture.box(_place(ends[0]), _place(ends[-1]), middle - 1, 2, AXIS)
        for mark in ends:
            at = {"x": mark.value, "y": middle, "look": looks[mark.series], "shape": shapes[mark.series]}
            picture.points.append(at)
            is_lower = mark is ends[0] and len(ends) > 1
            picture.word(_place(mark), middle + 5, mark.label, NAME, "end" if is_lower else "start")
        picture.y += 20 if ends else 0
        if ends:
            picture.down(picture.y - 20, picture.y)
        picture.paragraph(", ".join(f"{each.series} {each.label}" for each in marks if each.value is None), QUIET)
        picture.y += 8
    return picture


def _names(chart: Chart) -> list[str]:
    return list(dict.fromkeys(mark.category for mark in chart.marks))


def _place(mark: Mark) -> float:
    return mark.value or 0


def _fit_dots(picture: _Picture, lower: Sequence[Mark], upper: Sequence[Mark]) -> None:
    """Give a picture the scale with zero on it on which the number on the outer side of each dot fits."""
    left = [(0.0, 0.0), *((_place(mark), _label_width(mark)) for mark in lower)]
    left += [(_place(mark), 0.0) for mark in upper]
    right = [(0.0, 0.0), *((_place(mark), _label_width(mark)) for mark in upper)]
    pixels = min(
        ((NARROW - after - before) / (high - low) for low, before in left for high, after in right if high > low),
        default=1.0,
    )
    zero = max(before - low * pixels for low, before in left)
    picture.low, picture.high = -zero / pixels, (NARROW - zero) / pixels


def _stacked(chart: Chart) -> _Picture:
    """A bar for each series, its parts from left to right in the order of the key; small ones are named beneath."""
    parts = list(dict.fromkeys(mark.category for mark in chart.marks))
    looks = dict(zip(parts, SERIES, strict=False))
    bars = {
        name: [mark for mark in chart.marks if mark.series == name] for name in (mark.series for mark in chart.marks)
    }
    high = max(100.0, *(sum(mark.value or 0 for mark in marks) for marks in bars.values()))
    picture = _Picture(high=high)
    picture.paragraph(phrases_of(chart.language)("chart.from_left", measure=chart.measure), QUIET)
    _key(picture, looks)
    for name, marks in bars.items():
        picture.y += 8
        picture.paragraph(name, NAME)
        start = 0.0
        beneath = []
        for mark in marks:
            value, look = mark.value or 0, looks[mark.category]
            if value:
                picture.box(start, start + value, picture.y, 34, look)
            if width(mark.label, SMALL) + 8 <= value / high * NARROW:
                picture.word(start + value / 2, picture.y + 21, mark.label, f"on-{look}", "middle")
            else:
                beneath.append(f"{mark.category} {mark.label}")
            start += value
        picture.y += 34
        picture.paragraph(", ".join(beneath), QUIET)
    picture.y += 4
    return picture


def _tiles(chart: Chart) -> _Picture:
    """A tile for each category where its grid says; the darker, the higher; the one picked out has a frame."""
    columns = max(across for across, _ in chart.places)
    numbers = [mark.value for mark in chart.marks if mark.value is not None]
    low, high = min(numbers, default=0), max(numbers, default=0)
    picture = _Picture(high=columns)
    picture.paragraph(phrases_of(chart.language)("chart.darker", measure=chart.measure), QUIET)
    names = {
        mark: broken(mark.category, SMALL, NARROW / columns - 8, bold=mark.category == chart.highlight)
        for mark in chart.marks
    }
    top = picture.y + 8
    height = 16 * (max(map(len, names.values()), default=1) + 1) + 18
    for mark, (across, down) in sorted(zip(chart.marks, chart.places, strict=True), key=lambda pair: pair[1][::-1]):
        shade = (
            "empty" if mark.value is None else f"shade-{round((mark.value - low) / ((high - low) or 1) * (SHADES - 1))}"
        )
        y = top + (down - 1) * height
        picture.box(across - 1, across, y, height, shade)
        lines = names[mark]
        first = y + (height - 16 * len(lines) - 18) / 2 + 12
        for place, line in enumerate(lines):
            look = f"on-{shade} small strong" if mark.category == chart.highlight else f"on-{shade} small"
            picture.word(across - 0.5, first + place * 16, line, look, "middle")
        picture.word(across - 0.5, first + len(lines) * 16 + 3, mark.label, f"on-{shade} strong", "middle")
    for mark, (across, down) in zip(chart.marks, chart.places, strict=True):
        if mark.category == chart.highlight:
            picture.box(across - 1, across, top + (down - 1) * height, height, PICKED)
    picture.y = top + max(down for _, down in chart.places) * height + 4
    return picture


def _months(chart: Chart) -> _Picture:
    """Categories in order along the bottom: columns for one series, lines with points for several."""
    categories = list(dict.fromkeys(mark.category for mark in chart.marks))
    series = list(dict.fromkeys(mark.series for mark in chart.marks))
    ticks = round_ticks([mark.value for mark in chart.marks if mark.value is not None])
    percent = all("%" in mark.label for mark in chart.marks if mark.value is not None)
    labels = [tick_label(tick, ticks[1] - ticks[0]) + ("%" if percent else "") for tick in ticks]
    gutter = math.ceil(max(width(label, SMALL) for label in labels)) + 8
    picture = _Picture(high=len(categories), gutter=gutter, share=(NARROW - gutter) / NARROW)
    picture.paragraph(chart.measure, QUIET)
    looks = dict(zip(series, SERIES, strict=False))
    shapes = dict(zip(series, _SHAPES, strict=False))
    if len(series) > 1:
        _key(picture, looks, shapes)
    top, height = picture.y + 14, 200.0

    def at(value: float) -> float:
        return top + height * (ticks[-1] - value) / (ticks[-1] - ticks[0])

    for tick, label in zip(ticks, labels, strict=True):
        picture.fixed_word(gutter - 8, at(tick) + 4, label, QUIET, "end")
        picture.across(len(categories), at(tick), AXIS if tick == 0 else RULE)
    for mark in chart.marks:
        place = categories.index(mark.category)
        if mark.value is None:
            picture.word(place + 0.5, at(0) - 4, mark.label, "quiet", "middle")
        elif len(series) == 1:
            upper, lower = sorted((at(mark.value), at(0)))
            picture.box(place + 0.14, place + 0.86, upper, lower - upper, CHOSEN)
        else:
            y = at(mark.value)
            picture.points.append({"x": place + 0.5, "y": y, "look": looks[mark.series], "shape": shapes[mark.series]})
    picture.lines.extend(_unbroken(chart.marks, categories, looks, at) if len(series) > 1 else ())
    picture.y = top + height
    _month_names(picture, categories, phrases_of(chart.language))
    return picture


def _unbroken(
    marks: Sequence[Mark], categories: Sequence[str], looks: dict[str, str], at: Callable[[float], float]
) -> list[_Row]:
    """The points of each line; it breaks where there is no number."""
    rows = []
    part = 0
    for mark in marks:
        if mark.value is None or mark.category == categories[0]:
            part += 1
        if mark.value is not None:
            x = categories.index(mark.category) + 0.5
            rows.append({"x": x, "y": at(mark.value), "look": looks[mark.series], "part": f"{mark.series} {part}"})
    return rows


def _month_names(picture: _Picture, categories: Sequence[str], say: Phrases) -> None:
    """As many of the categories as fit along the bottom; months are cut to three letters, with the year below."""
    short = dict(zip(phrases_of(ENGLISH).months, say.months_short, strict=True)) | dict(
        zip(say.months, say.months_short, strict=True)
    )
    read = [_MONTH.fullmatch(category) for category in categories]
    months = [found if found and found[1] in short else None for found in read]
    names = [short[found[1]] if found else name for found, name in zip(months, categories, strict=True)]
    years = [found[2] if found else "" for found in months]
    band = (NARROW - picture.gutter) / len(categories)
    widest = max(width(name, SMALL) for name in names)
    every = max(1, math.ceil((widest + 5) / band))
    before = ""
    for place in range(0, len(categories), every):
        half = width(names[place], SMALL) / 2
        room_left = (place + 0.5) * band + picture.gutter
        if (len(categories) - place - 0.5) * band < half:
            continue
        x, anchor = (place + 0.5, "middle") if room_left >= half else (place, "start")
        picture.word(x, picture.y + 16, names[place], QUIET, anchor)
        if years[place] != before:
            picture.word(x, picture.y + 32, years[place], QUIET, anchor)
            before = years[place]
    picture.y += 38 if any(years) else 22


def round_ticks(values: Sequence[float]) -> list[float]:
    """Three to six round numbers from zero or below to the highest value or above."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    raw = ((high - low) or 1) / 4
    power = 10 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [place * step for place in range(first, max(last, first + 1) + 1)]


def tick_label(tick: float, step: float) -> str:
    """A tick with as many decimals as tell it from its neighbours."""
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if step * 10**decimals % 1:
        decimals += 1
    return f"{tick:,.{decimals}f}".replace("-", "\u2212")
