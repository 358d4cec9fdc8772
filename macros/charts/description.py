"""A chart in words, made from its own marks, so that the words can say nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.charts.chart import Chart, Mark
from macros.html.number_format import listed

_KINDS = {
    "ranked": "Bar chart",
    "change": "Bar chart around zero",
    "grouped": "Grouped bar chart",
    "months": "Time chart",
    "stacked": "Stacked bar chart",
    "map": "Tile map",
    "multiples": "Bar chart, one of several to the same scale,",
}


def described(chart: Chart) -> str:
    """What a chart is, its extremes and the category picked out; of stacked bars, every part."""
    categories = len({mark.category for mark in chart.marks})
    counted = f"{categories} {'category' if categories == 1 else 'categories'}"
    parts = [f"{_KINDS[chart.kind]} of {counted}. It shows: {chart.measure}."]
    series = list(dict.fromkeys(mark.series for mark in chart.marks))
    for name in series:
        marks = [mark for mark in chart.marks if mark.series == name]
        about = f"{name}: " if len(series) > 1 or chart.kind == "stacked" else ""
        said = _every_part(marks) if chart.kind == "stacked" else _extremes(marks, chart.highlight)
        parts.append(f"{about}{' '.join(said)}")
    return " ".join(parts)


def _every_part(marks: Sequence[Mark]) -> Iterator[str]:
    yield f"{listed([f'{mark.category} {mark.label}' for mark in marks])}."


def _extremes(marks: Sequence[Mark], highlight: str) -> Iterator[str]:
    values = [mark.value for mark in marks if mark.value is not None]
    if values:
        top, bottom = max(values), min(values)
        highest = [mark for mark in marks if mark.value == top]
        lowest = [mark for mark in marks if mark.value == bottom]
        yield f"{_names(highest)} highest at {_labels(highest)}, {_names(lowest)} lowest at {_labels(lowest)}."
        picked = next((mark for mark in marks if mark.category == highlight), None)
        if picked and picked.value not in (None, top, bottom):
            yield f"{picked.category} is at {picked.label}."
    missing = [mark for mark in marks if mark.value is None]
    if missing:
        yield f"No number for {listed([f'{mark.category} {mark.label}' for mark in missing])}."


def _names(marks: Sequence[Mark]) -> str:
    return listed([mark.category for mark in marks])


def _labels(marks: Sequence[Mark]) -> str:
    """What is beside some bars of one length; they can differ in a code, such as that for provisional."""
    return listed(list(dict.fromkeys(mark.label for mark in marks)))
