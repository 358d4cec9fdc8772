"""What a chart shows: plain values, apart from how it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from macros.html.number_format import in_prose, in_table, plain
from macros.phrasebook.phrases import ENGLISH, phrases_of
from redaction.data.arithmetic import Quantity, share
from redaction.data.dataset import Row
from redaction.diagnostics.errors import LookupFailedError
from redaction.diagnostics.suggestions import expected_one_of, unknown
from redaction.view import View

ChartKind = Literal["ranked", "change", "grouped", "months", "stacked", "map", "multiples", "gap"]
HEAT = "heat"
MOST_SERIES = 5

_ONE_COLUMN = ("ranked", "change", "map")
_TWO_COLUMNS = 2  # whose numbers have a gap between them
_PERCENT = "%"
_ACROSS, _DOWN = "column", "row"


@dataclass(frozen=True)
class Mark:
    """One bar, part, point or tile: its category, its series, its value (or none) and the label beside it."""

    category: str
    series: str
    value: float | None
    label: str


@dataclass(frozen=True)
class Chart:
    """A chart: its kind, its marks in drawing order, the category picked out, and what the axis measures.

    `title` is what one of several panels shows, and `scale` the marks of all of them. `places` gives for each mark of
    a map its tile, counted from the left and from the top, from 1. `language` is that of its own words.
    """

    kind: ChartKind
    marks: tuple[Mark, ...]
    highlight: str
    measure: str
    title: str = ""
    scale: tuple[Mark, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    language: str = ENGLISH


def charts_of(view: View, dataset: str, kind: str, columns: Sequence[str], grid: str = "") -> tuple[Chart, ...]:
    """The chart of some columns of a dataset, or the panels of small multiples; raises LookupFailedError.

    It shows the rows that are neither totals nor part of another row; small multiples show the parts, a panel for
    each row that has some. Ranked and change charts put the highest first; the others keep the order of the table.
    `grid` is the dataset that says where a map has its tiles.
    """
    [known] = check_kind(dataset, kind)
    say = phrases_of(view.language)
    descriptor = view.dataset(dataset).descriptor
    names = [column for name in columns for column in descriptor.columns_named(name)] or [
        column.name for column in descriptor.numeric_columns
    ]
    titles = descriptor.shown_columns
    _check_columns(dataset, known, names, titles)
    chosen = view.dataset(dataset).row(descriptor.highlight) if descriptor.highlight else None
    measure = titles[names[0]] if known == "change" else descriptor.unit or say.listed([titles[name] for name in names])
    chart = Chart(known, (), chosen.label if chosen else "", measure[:1].upper() + measure[1:], language=view.language)
    if known == "multiples":
        return tuple(_panels(view, dataset, names, chart))
    if known == "stacked":
        return (_stacked(view, dataset, names, chart),)
    shown = {row.id for row in view.dataset(dataset).page_rows}
    pairs = [
        (row, titles[name], quantity)
        for name in names
        for row, quantity in view.column(dataset, name)
        if row.id in shown
    ]
    if known == "map":
        return (_on_tiles(view, dataset, pairs, grid, chart),)
    marks = [_mark(row.label, title, quantity) for row, title, quantity in pairs]
    if known in ("ranked", "change"):
        marks.sort(key=lambda mark: (mark.value is None, -(mark.value or 0), say.in_order(mark.category)))
    return (replace(chart, marks=tuple(marks)),)


def check_kind(dataset: str, chart: str | Sequence[str]) -> list[Any]:
    """The kinds of chart that a figure asks for, HEAT being a shaded table; raises LookupFailedError."""
    asked = [chart] if isinstance(chart, str) else list(chart)
    if not any(asked):
        raise LookupFailedError(
            "unsuitable-chart", f"figure('{dataset}') without a chart", "chart='ranked', or table(...) instead"
        )
    kinds = (*get_args(ChartKind), HEAT)
    for kind in asked:
        if kind not in kinds:
            raise LookupFailedError("unsuitable-chart", f'the chart "{kind}"', expected_one_of(kind, "chart", kinds))
    return asked


def _check_columns(dataset: str, kind: str, names: Sequence[str], titles: dict[str, str]) -> None:
    if not names:
        raise LookupFailedError(
            "unsuitable-chart", f'the chart of "{dataset}", which has no numbers', "table(...) instead"
        )
    if kind in _ONE_COLUMN and len(names) != 1:
        raise LookupFailedError("unsuitable-chart", f"{len(names)} columns for a {kind} chart", "one, as of='COLUMN'")
    if kind == "gap" and len(names) != _TWO_COLUMNS:
        found = f"{len(names)} column{'' if len(names) == 1 else 's'} for a gap chart"
        raise LookupFailedError("unsuitable-chart", found, "two, as of=['ONE', 'OTHER']")
    if kind != "stacked" and len(names) > MOST_SERIES:
        raise LookupFailedError(
            "unsuitable-chart", f"{len(names)} columns for a {kind} chart", f"{MOST_SERIES} at most, as of=[...]"
        )
    for name in names:
        if name not in titles:
            raise unknown("column", name, titles, dataset=dataset)


def _panels(view: View, dataset: str, names: Sequence[str], chart: Chart) -> Iterator[Chart]:
    """A panel for each row that has parts, all to one scale."""
    found = view.dataset(dataset)
    titles = found.descriptor.shown_columns
    panels: dict[str, tuple[Mark, ...]] = {}
    for top in found.top_rows():
        parts = [row for row in found.rows if row.parent == top.id]
        panels[top.label] = tuple(
            _mark(row.label, titles[name], view.quantity(dataset, row.id, name)) for name in names for row in parts
        )
    every = tuple(mark for marks in panels.values() for mark in marks)
    if found.supplied and not every:
        raise LookupFailedError(
            "unsuitable-chart", f'small multiples of "{dataset}", where no row has parts', "another chart"
        )
    for title, marks in panels.items():
        if marks:
            yield replace(chart, marks=marks, title=title, scale=every)


def _stacked(view: View, dataset: str, names: Sequence[str], chart: Chart) -> Chart:
    """A bar for each column and a part for each row: percentages as they are, counts as shares of their sum."""
    titles = view.dataset(dataset).descriptor.shown_columns
    marks = []
    for name in names:
        parts = view.column(dataset, name)
        if len(parts) > MOST_SERIES:
            raise LookupFailedError(
                "unsuitable-chart", f"a stacked chart of {len(parts)} rows", f"{MOST_SERIES} at most"
            )
        if any(quantity.value is not None and quantity.value < 0 for _, quantity in parts):
            raise LookupFailedError(
                "unsuitable-chart", f'a stacked chart of "{name}", which has negative numbers', "another chart"
            )
        whole = view.total(dataset, name)
        for row, quantity in parts:
            part = quantity if quantity.unit == _PERCENT else share(quantity, whole)
            marks.append(Mark(row.label, titles[name], _number(part), in_prose(part)))
    unit = view.dataset(dataset).descriptor.unit
    counted = any(
        column.name in names and column.kind == "count" for column in view.dataset(dataset).descriptor.columns
    )
    say = phrases_of(view.language)
    measure = say("chart.percentage_of", unit=unit) if counted and unit else say("chart.percentage")
    return replace(chart, marks=tuple(marks), measure=measure)


def _on_tiles(view: View, dataset: str, pairs: Sequence[tuple[Row, str, Quantity]], grid: str, chart: Chart) -> Chart:
    """A map: each row on the tile that the row of its name has in the grid."""
    if not grid:
        raise LookupFailedError(
            "unsuitable-chart", f'a map of "{dataset}" without a grid', "grid='DATASET', which places its rows"
        )
    places = []
    for row, _, _ in pairs:
        across, down = (view.quantity(grid, row.id, name).value for name in (_ACROSS, _DOWN))
        if not across or not down:
            raise LookupFailedError(
                "unsuitable-chart", f'the row "{row.id}" of the grid "{grid}"', "a column and a row, counted from 1"
            )
        places.append((int(across), int(down)))
    marks = tuple(_mark(row.label, title, quantity) for row, title, quantity in pairs)
    return replace(chart, marks=marks, places=tuple(places))


def _mark(category: str, series: str, quantity: Quantity) -> Mark:
    label = in_table(quantity) if quantity.by or quantity.signed else in_prose(quantity)
    return Mark(category, series, _number(quantity), label)


def _number(quantity: Quantity) -> float | None:
    return None if quantity.value is None else float(plain(quantity.value, quantity.decimals))
