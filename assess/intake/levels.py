"""Counts by every level of a table, from what is kept: its finest cells, the rows they are part of, and its totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from operator import add
from pathlib import Path
from typing import Any

from assess.intake.counting import quoted
from assess.intake.declaration import Counts, Declaration
from assess.intake.engines import DuckDb
from assess.intake.expressions import shape_of
from assess.intake.values import Dimension, dimension
from redaction.diagnostics.errors import Problem, ProblemsFoundError

Cell = tuple[str, ...]  # the id of the value of each dimension, nothing where the cell is a total of them all
Amounts = Mapping[Cell, tuple[Any, ...]]


@dataclass(frozen=True)
class Cube:
    """The counts of a dataset: its dimensions, and what was counted in each of its finest cells, by measure.

    `totals` are those of measures that do not add up, for each cell above the finest.
    """

    counts: Counts
    dimensions: tuple[Dimension, ...]
    finest: Amounts
    totals: Amounts

    @property
    def grid(self) -> Iterator[Cell]:
        """Every finest cell, whether anything was counted there or not, in order."""
        return product(*(each.labels for each in self.dimensions))


def levels_of(counts: Counts) -> list[tuple[bool, ...]]:
    """Which dimensions are told apart at each level above the finest: outer rows, and totals where they are wanted."""
    depth = len(counts.rows)
    rows = range(depth + 1) if counts.totals else range(1, depth + 1)
    across = ([True, False] if counts.totals else [True]) if counts.columns else [None]
    levels = [
        (*(at < row for at in range(depth)), *([across_] if across_ is not None else []))
        for row in rows
        for across_ in across
    ]
    return [level for level in levels if not all(level)]


def cube_of(declared: Declaration, counts: Counts, kept: Iterable[Path], local: DuckDb) -> Cube:
    """The counts of a dataset from what is kept of its source; raises ProblemsFoundError."""
    shape = shape_of(declared, counts.source)
    named = [f"d{shape.dimensions.index(name)}" for name in counts.dimensions]
    measured = [_measured(shape, each) for each in counts.measures.values()]
    files = ", ".join(f"'{quoted(path)}'" for path in kept)
    where = f"FROM read_parquet([{files}]) WHERE reason = '' AND kept"

    def at_level(level: tuple[bool, ...]) -> Iterator[tuple[tuple[str | None, ...], tuple[Any, ...]]]:
        keys = [name if is_apart else "''" for name, is_apart in zip(named, level, strict=True)]
        asked = (
            f"SELECT {', '.join([*keys, *measured])} {where} GROUP BY {', '.join(map(str, range(1, len(keys) + 1)))}"
        )
        for row in local.rows(asked):
            yield row[: len(keys)], row[len(keys) :]

    found = list(at_level((True,) * len(named)))
    source = declared.sources[counts.source]
    dimensions = tuple(
        dimension(source, name, (values[at] for values, _ in found)) for at, name in enumerate(counts.dimensions)
    )
    _refuse_shared(declared, counts, dimensions)

    def cells(level: tuple[bool, ...], rows: Iterable[tuple[tuple[str | None, ...], tuple[Any, ...]]]) -> Amounts:
        found: dict[Cell, tuple[Any, ...]] = {}
        for values, amounts in rows:
            of_each = zip(dimensions, values, level, strict=True)
            cell = tuple(each.id_of(value) if is_apart else "" for each, value, is_apart in of_each)
            before = found.get(cell)  # of records that say so themselves that something is not known
            found[cell] = tuple(map(add, before, amounts)) if before else amounts
        return found

    levels = levels_of(counts) if not all(each.is_additive for each in counts.measures.values()) else []
    totals: dict[Cell, tuple[Any, ...]] = {}
    for level in levels:
        totals |= cells(level, at_level(level))
    return Cube(counts, dimensions, cells((True,) * len(named), found), totals)


def _measured(shape: Any, measure: Any) -> str:
    if measure.kind == "count":
        return "sum(n)::BIGINT"
    if measure.kind == "sum":
        return f"coalesce(sum(s{shape.sums.index(measure.of)}), 0)"
    return f"count(DISTINCT k{shape.distinct.index(measure.of)})"


def _refuse_shared(declared: Declaration, counts: Counts, dimensions: Iterable[Dimension]) -> None:
    problems: list[Problem] = [
        declared.document.problem(
            "records-dimension",
            ("datasets", counts.name),
            f"{each.shared} value{'s' * (each.shared != 1)} of {each.name} with the id of another",
            "values that differ in more than capitals and signs",
            "Declare its codes, each with its label",
        )
        for each in dimensions
        if each.shared
    ]
    if problems:
        raise ProblemsFoundError(problems)
