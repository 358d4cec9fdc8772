"""The values of a dimension: their ids, their labels and their order, whether records have them or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from assess.intake.days import OF_WEEK, name_of_hour, name_of_period, number_of, period, periods_between
from assess.intake.declaration import NOT_KNOWN, Derived, Source
from assess.new.sheet.naming import slug

_LAST_LABEL = "Not known"
_HOURS = 24


@dataclass(frozen=True)
class Dimension:
    """A dimension: its name and title, and the label of each value by id, in order.

    `ids` gives the id of each value as it was counted; `shared` says how many values have the id of another.
    """

    name: str
    title: str
    labels: Mapping[str, str]
    ids: Mapping[str, str]
    shared: int = 0

    def id_of(self, value: str | None) -> str:
        """The id of a value as it was counted."""
        return NOT_KNOWN if value is None else self.ids[value]


def slugged(label: str) -> str:
    """The id of a label."""
    return slug(label) or NOT_KNOWN


def dimension(source: Source, name: str, found: Iterable[str | None]) -> Dimension:
    """A dimension of a source, from the values that were counted: all that it may have, and those that it has."""
    counted = set(found)
    title, known = _known(source, name, {each for each in counted if each is not None})
    labels = {slugged_id: label for _, slugged_id, label in known}
    shared = len(known) - len(labels)
    if None in counted:
        labels[NOT_KNOWN] = _LAST_LABEL
    return Dimension(name, title, labels, {value: slugged_id for value, slugged_id, _ in known}, shared)


def _known(source: Source, name: str, counted: set[str]) -> tuple[str, list[tuple[str, str, str]]]:
    """The title of a dimension; each value as it is counted, its id and its label."""
    if name in source.columns:
        column = source.columns[name]
        return column.title, _labelled(column.codes.values()) if column.codes else _as_found(counted)
    derived = source.derived[name]
    if derived.by in ("group", "lookup"):
        return derived.title, _labelled(derived.values.values()) if derived.values else _as_found(counted)
    if derived.by == "bands":
        return derived.title, _bands(derived.starts)
    if derived.by == "weekday":
        return derived.title, [(str(at), slugged(day), day) for at, day in enumerate(OF_WEEK)]
    if derived.by == "hour":
        return derived.title, [(str(hour), *name_of_hour(hour)) for hour in range(_HOURS)]
    return derived.title, _periods(source, derived, counted)


def _labelled(labels: Iterable[str]) -> list[tuple[str, str, str]]:
    return [(slugged(label), slugged(label), label) for label in dict.fromkeys(labels)]


def _as_found(counted: Iterable[str]) -> list[tuple[str, str, str]]:
    return [(each, slugged(each), each) for each in sorted(counted)]


def _bands(starts: tuple[int, ...]) -> list[tuple[str, str, str]]:
    labels = [f"{a} to {b - 1}" if b - a > 1 else str(a) for a, b in pairwise(starts)]
    return [(str(at), slugged(label), label) for at, label in enumerate([*labels, f"{starts[-1]} and over"])]


def _periods(source: Source, derived: Derived, counted: Iterable[str]) -> list[tuple[str, str, str]]:
    """Every period from the first to the last that the filters let pass, or else that was found."""
    numbers = sorted(map(int, counted))
    for each in source.keep:
        bounds = [number_of(day, "day") for day in (each.first, each.last) if each.column == derived.of and day]
        numbers += [period(derived.by, day // 10000, day // 100 % 100) for day in bounds if day]
    between = periods_between(derived.by, min(numbers), max(numbers)) if numbers else ()
    return [(str(number), *name_of_period(derived.by, number)) for number in between]
