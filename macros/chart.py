"""What a chart shows: plain values, apart from how it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from macros.numerals import in_prose, in_table, listed, plain
from redaction.arithmetic import Quantity
from redaction.errors import LookupFailedError
from redaction.spelling import expected_one_of, unknown
from redaction.view import View

ChartKind = Literal["ranked", "change", "grouped", "months"]
HEAT = "heat"


@dataclass(frozen=True)
class Mark:
    """One bar or point: its category, its series, its value (or none) and the label beside it."""

    category: str
    series: str
    value: float | None
    label: str


@dataclass(frozen=True)
class Chart:
    """A chart: its kind, its marks in drawing order, the category picked out, and what the axis measures."""

    kind: ChartKind
    marks: tuple[Mark, ...]
    highlight: str
    measure: str


def chart_of(view: View, dataset: str, kind: str, columns: Sequence[str]) -> Chart:
    """The chart of some columns of a dataset; raises LookupFailedError.

    It shows the rows that are neither totals nor part of another row. Ranked and change charts take one
    column and put the highest first; the others keep the order of the table.
    """
    known: ChartKind = check_kind(dataset, kind)
    descriptor = view.dataset(dataset).descriptor
    names = [column for name in columns for column in descriptor.columns_named(name)] or [
        column.name for column in descriptor.numeric_columns
    ]
    if not names:
        raise LookupFailedError(f'the chart of "{dataset}", which has no numbers', "table(...) instead")
    if known in ("ranked", "change") and len(names) != 1:
        raise LookupFailedError(f"{len(names)} columns for a {kind} chart", "one, as of='COLUMN'")
    titles = descriptor.shown_columns
    marks = []
    for name in names:
        if name not in titles:
            raise unknown("column", name, titles, f'in dataset "{dataset}"')
        for row, quantity in view.column(dataset, name):
            marks.append(_mark(row.label, titles[name], quantity))
    if known in ("ranked", "change"):
        marks.sort(key=lambda mark: (mark.value is None, -(mark.value or 0), mark.category))
    chosen = view.dataset(dataset).row(descriptor.highlight) if descriptor.highlight else None
    measure = titles[names[0]] if known == "change" else descriptor.unit or titles[names[0]]
    return Chart(known, tuple(marks), chosen.label if chosen else "", measure[:1].upper() + measure[1:])


def check_kind(dataset: str, kind: str) -> Any:
    """A kind of chart, or HEAT for a shaded table; raises LookupFailedError."""
    if not kind:
        raise LookupFailedError(f"figure('{dataset}') without a chart", "chart='ranked', or table(...) instead")
    kinds = (*get_args(ChartKind), HEAT)
    if kind not in kinds:
        raise LookupFailedError(f'the chart "{kind}"', expected_one_of(kind, "chart", kinds))
    return kind


def described(chart: Chart) -> str:
    """The chart in words, made from its own marks: what it is, its extremes, the category picked out."""
    kinds = {
        "ranked": "Bar chart",
        "change": "Bar chart around zero",
        "grouped": "Grouped bar chart",
        "months": "Time chart",
    }
    series = list(dict.fromkeys(mark.series for mark in chart.marks))
    parts = [
        f"{kinds[chart.kind]} of {len({mark.category for mark in chart.marks})} categories. It shows: {chart.measure}."
    ]
    for name in series:
        marks = [mark for mark in chart.marks if mark.series == name and mark.value is not None]
        if not marks:
            continue
        top, bottom = max(mark.value or 0 for mark in marks), min(mark.value or 0 for mark in marks)
        highest = [mark for mark in marks if mark.value == top]
        lowest = [mark for mark in marks if mark.value == bottom]
        about = f"{name}: " if len(series) > 1 else ""
        parts.append(
            f"{about}{listed([mark.category for mark in highest])} highest at {highest[0].label}, "
            f"{listed([mark.category for mark in lowest])} lowest at {lowest[0].label}."
        )
        picked = next((mark for mark in marks if mark.category == chart.highlight), None)
        if picked and picked.value not in (top, bottom):
            parts.append(f"{picked.category} is at {picked.label}.")
    return " ".join(parts)


def _mark(category: str, series: str, quantity: Quantity) -> Mark:
    value = None if quantity.value is None else float(plain(quantity.value, quantity.decimals))
    return Mark(category, series, value, in_table(quantity) if quantity.by else in_prose(quantity))
