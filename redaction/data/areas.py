"""Geographies: the areas that datasets are about, as their descriptors declare it by `areas:`.

The rows of such a dataset are areas, by their ids. Where it has a column `area`, each row says something of the areas
whose ids stand there. Areas of two geographies may share an id and a name, and are never merged.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from redaction.data.dataset import Column, Dataset, Row
from redaction.data.on_demand import OnDemand
from redaction.diagnostics.errors import LookupFailedError, Problem
from redaction.diagnostics.suggestions import unknown

AREA, KIND, PAGE = "area", "kind", "page"
_TAKES_ES = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"


@dataclass(frozen=True)
class Area:
    """One area of a geography."""

    id: str
    name: str


@dataclass(frozen=True)
class Geography:
    """Areas of one kind: the datasets that count something in each, and those that say something of some."""

    id: str
    plural: str
    areas: tuple[Area, ...]
    measures: tuple[Dataset, ...]
    accounts: tuple[Dataset, ...]

    @property
    def name(self) -> str:
        """What one area is called: beat area."""
        return self.id.replace("-", " ")

    @property
    def whole(self) -> str:
        """The place that its areas are parts of, with whose name that of every measure begins; empty without one."""
        places = [each.descriptor.place for each in self.measures]
        shortest = min(places, key=len, default="")
        return shortest if all(f"{place} ".startswith(f"{shortest} ") for place in places) else ""


def geographies_of(datasets: Iterable[Dataset]) -> tuple[Geography, ...]:
    """The geographies that datasets declare, by id, each with its areas by name, and its datasets by their figures."""
    named = {each.id: each for each in datasets}
    return tuple(geographies_by_id(by_area(named), named).values())


def by_area(datasets: Mapping[str, Dataset]) -> dict[str, tuple[str, ...]]:
    """The datasets that declare a geography and have rows, by its id."""
    found: dict[str, tuple[str, ...]] = {}
    for name, each in datasets.items():
        if each.descriptor.areas and each.rows:
            found[each.descriptor.areas] = (*found.get(each.descriptor.areas, ()), name)
    return dict(sorted(found.items()))


def geographies_by_id(
    declared: Mapping[str, tuple[str, ...]], datasets: Mapping[str, Dataset]
) -> Mapping[str, Geography]:
    """The geographies of some datasets by id, each put together from those of `by_area` once it is asked for."""
    return OnDemand(
        declared, lambda name: _geography(name, sorted((datasets[each] for each in declared[name]), key=_place))
    )


def plural_of(name: str) -> str:
    """What several of a thing are called, by the rules of English: wards, parishes, counties."""
    if name.endswith(_TAKES_ES):
        return f"{name}es"
    if name.endswith("y") and name[-2:-1] not in _VOWELS:
        return f"{name[:-1]}ies"
    return f"{name}s"


def measured_column(dataset: Dataset) -> Column:
    """The column of a measure that is told of an area: the latest year, or the first one with numbers."""
    columns = {column.name: column for column in dataset.descriptor.numeric_columns}
    years = [name for name in dataset.descriptor.periods if name in columns]
    return columns[years[-1]] if years else next(iter(columns.values()))


def measured(dataset: Dataset) -> str:
    """What a measure counts, without the areas that it counts by: the title up to its " by "."""
    return dataset.descriptor.title.partition(" by ")[0]


def rows_about(dataset: Dataset, area: Area) -> list[Row]:
    """The rows of an account that are about an area."""
    return [row for row in dataset.rows if area.id in row.cells[AREA].text.split()]


def area_faults(
    dataset: Dataset, known: Iterable[str], file: str, pages: Iterable[str], *, is_open: bool
) -> Iterator[Problem]:
    """Every area and page that an account names without there being one, at its row; a closed one is not quoted."""
    areas, paths = frozenset(known), frozenset(pages)
    for number, row in enumerate(dataset.rows, start=2):
        named = [("area", name, areas) for name in row.cells[AREA].text.split()]
        for kind, name, there in [*named, ("page", row.cells[PAGE].text, paths)]:
            if name not in there:
                closed = LookupFailedError("unknown-name", f"a name that no {kind} has", f"the name of a {kind}")
                error = unknown(kind, name, there) if is_open else closed
                told = error.at(file, number, f"row {number}, column {kind}")
                yield replace(told, rests_on=(f"docs/{name}",)) if kind == "page" else told


def _place(dataset: Dataset) -> tuple[int, str, str]:
    """Where a dataset stands among others: by the number of its figure, those without one last."""
    figure = dataset.descriptor.figure
    number = re.match(r"\d+", figure)
    return (int(number[0]) if number else sys.maxsize, figure, dataset.id)


def _geography(name: str, datasets: list[Dataset]) -> Geography:
    accounts = tuple(each for each in datasets if each.column(AREA))
    measures = tuple(each for each in datasets if not each.column(AREA))
    names: dict[str, str] = {}
    for dataset in measures:
        for row in dataset.top_rows():
            # Where tables write a name as "Upton And Hill" and as "Upton and Hill", the one with fewer capitals.
            names[row.id] = min(names.get(row.id, row.label), row.label, key=lambda name: sum(map(str.isupper, name)))
    areas = sorted((Area(*each) for each in names.items()), key=lambda area: area.name)
    said = next((each.descriptor.areas_plural for each in datasets if each.descriptor.areas_plural), "")
    plural = said or plural_of(name.replace("-", " "))
    return Geography(
        name, plural, tuple(areas), tuple(each for each in measures if each.descriptor.numeric_columns), accounts
    )
