"""Counts as the two files of a dataset, and in long form: whole numbers from the engine, totals added up here."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assess.intake.declaration import Counts, Declaration, Measure
from assess.intake.levels import Amounts, Cell, Cube, levels_of
from assess.intake.values import Dimension
from assess.new.descriptor_text import column_line
from redaction.data.dataset import ID, LABEL, PARENT, Column

TOTAL, ALL = "total", "all"
MADE = "# Made by `assess intake`. Change intake.yml, and run it again."
_ROWS_TOTAL, _ALL_TITLE = "All", "All"


@dataclass(frozen=True)
class Table:
    """A dataset as text: its CSV, its descriptor, and its counts in long form with what they are."""

    csv: str
    yaml: str
    long: str
    about: str
    rows: int
    columns: int


@dataclass(frozen=True)
class Adjusted:
    """What an adjustment did: its file, the digest of that, and how many cells it changed."""

    file: str
    digest: str
    cells: int


def table_of(declared: Declaration, cube: Cube, audience: str) -> Table:
    """The files of a dataset."""
    counts = cube.counts
    amounts = _every_level(cube)
    rows = list(_rows(cube))
    columns = list(_columns(cube))
    header = [ID, LABEL, *([PARENT] if len(counts.rows) > 1 else []), *(column.name for column, _, _ in columns)]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        cells = [_shown(amounts[(*row.cell, *across)][at]) for _, across, at in columns]
        writer.writerow([row.id, row.label, *([row.parent] if len(counts.rows) > 1 else []), *cells])
    return Table(
        written.getvalue(),
        _descriptor(declared, cube, rows, [column for column, _, _ in columns]),
        _long(cube),
        _about(declared, cube, audience),
        len(rows),
        len(columns),
    )


@dataclass(frozen=True)
class _Row:
    """A row of the table: the values that it stands for, as far down as they are told apart."""

    id: str
    label: str
    parent: str
    cell: Cell


def _rows(cube: Cube) -> Iterator[_Row]:
    """Each outer row, the rows that are part of it, and the total last."""
    dimensions = cube.dimensions[: len(cube.counts.rows)]

    def under(cell: Cell, parent: str, rest: tuple[Dimension, ...]) -> Iterator[_Row]:
        for value, label in rest[0].labels.items():
            name = f"{parent}-{value}" if parent else value
            here = (*cell, value)
            yield _Row(name, label, parent, (*here, *[""] * (len(rest) - 1)))
            if len(rest) > 1:
                yield from under(here, name, rest[1:])

    yield from under((), "", dimensions)
    if cube.counts.totals:
        yield _Row(TOTAL, _ROWS_TOTAL, "", ("",) * len(dimensions))


def _columns(cube: Cube) -> Iterator[tuple[Column, Cell, int]]:
    """Each column, the value across the top that it stands for, and the number of its measure."""
    counts = cube.counts
    values: dict[str, str] = dict(cube.dimensions[-1].labels) if counts.columns else {}
    several = len(counts.measures) > 1
    for at, measure in enumerate(counts.measures.values()):
        for value, label in values.items():
            name, title = (f"{value}-{measure.name}", f"{measure.title}, {label}") if several else (value, label)
            yield _column(name, title, measure), (value,), at
        if counts.columns and counts.totals:
            name, title = (f"{ALL}-{measure.name}", f"{measure.title}, all") if several else (ALL, _ALL_TITLE)
            yield _column(name, title, measure), ("",), at
        if not counts.columns:
            yield _column(measure.name, measure.title, measure), (), at


def _column(name: str, title: str, measure: Measure) -> Column:
    if measure.kind == "sum":
        return Column(name, title, "number", measure.unit, measure.decimals)
    return Column(name, title, "count", measure.unit)


def _every_level(cube: Cube) -> dict[Cell, list[Any]]:
    """What each cell holds, zeros too: the finest as counted, the others added up, or as counted where they must be."""
    measures = [*cube.counts.measures.values()]
    nothing = [Decimal(0).scaleb(-each.decimals) if each.kind == "sum" else 0 for each in measures]
    amounts: dict[Cell, list[Any]] = {}
    levels = levels_of(cube.counts)
    for cell in cube.grid:
        found = cube.finest.get(cell, nothing)
        amounts[cell] = [*found]
        for level in levels:
            above = tuple(value if is_apart else "" for value, is_apart in zip(cell, level, strict=True))
            held = amounts.setdefault(above, [*nothing])
            for at, amount in enumerate(found):
                held[at] += amount
    for cell, held in amounts.items():
        if "" in cell:
            known = cube.totals.get(cell, nothing)
            held[:] = [
                amount if measure.is_additive else known[at]
                for at, (amount, measure) in enumerate(zip(held, measures, strict=True))
            ]
    return amounts


def _shown(amount: Any) -> str:
    return f"{amount:f}" if isinstance(amount, Decimal) else str(amount)


def _descriptor(declared: Declaration, cube: Cube, rows: Iterable[_Row], columns: list[Column]) -> str:
    """The descriptor: what was declared, then the columns and the sums that follow from the counts."""
    counts = cube.counts
    said = dict(counts.describe) | ({"synthetic": "true"} if declared.synthetic else {})
    first, *others = (each.title for each in cube.dimensions[: len(counts.rows)])
    title = ", ".join([first, *(each.lower() for each in others)])
    lines = [MADE, *(line for key, value in said.items() for line in _lines(key, value))]
    lines += ["columns:", column_line(Column(LABEL, title)), *map(column_line, columns)]
    sums = [*_sums(cube, rows, columns)]
    return "\n".join([*lines, *(["sums:", *sums] if sums else [])]) + "\n"


def _lines(key: str, value: Any) -> Iterator[str]:
    """A key of the descriptor with all that is under it, each entry on a line of its own."""
    if isinstance(value, dict):
        yield f"{key}:"
        yield from (f"  {_text(name)}: {_text(each)}" for name, each in value.items())
    elif isinstance(value, list):
        yield f"{key}:"
        yield from (f"  - {_text(each)}" for each in value)
    else:
        yield f"{key}: {_text(value)}"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sums(cube: Cube, rows: Iterable[_Row], columns: list[Column]) -> Iterator[str]:
    """Which rows are the sum of others, in the columns that add up."""
    counts = cube.counts
    apart = [not each.is_additive for each in counts.measures.values()]
    added = [column.name for column, _, at in _columns(cube) if not apart[at]]
    if not added or (not counts.totals and len(counts.rows) == 1):
        return
    only = f", columns: [{', '.join(map(_text, added))}]" if len(added) < len(columns) else ""
    rows = [*rows]
    parents = {row.parent for row in rows if row.parent}
    yield from (f"  - {{total: {row.id}, parts: children{only}}}" for row in rows if row.id in parents)
    if counts.totals:
        parts = [row.id for row in rows if not row.parent and row.id != TOTAL]
        yield f"  - {{total: {TOTAL}, parts: [{', '.join(map(_text, parts))}]{only}}}"


def _long(cube: Cube) -> str:
    """The finest cells, a row each."""
    nothing = [Decimal(0).scaleb(-each.decimals) if each.kind == "sum" else 0 for each in cube.counts.measures.values()]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([*cube.counts.dimensions, *cube.counts.measures])
    writer.writerows([*cell, *map(_shown, cube.finest.get(cell, nothing))] for cell in cube.grid)
    return written.getvalue()


def _about(declared: Declaration, cube: Cube, audience: str) -> str:
    """What the columns of the long form are, as JSON."""
    counts: Counts = cube.counts
    said: Mapping[str, Any] = {
        "dimensions": [
            {"name": each.name, "title": each.title, "values": dict(each.labels)} for each in cube.dimensions
        ],
        "rows": counts.rows,
        "columns": counts.columns or None,
        "measures": {
            each.name: {"kind": each.kind, "title": each.title, "unit": each.unit} for each in counts.measures.values()
        },
        "title": counts.describe["title"],
        "audience": audience,
        "totals": counts.totals,
        "synthetic": declared.synthetic or counts.describe.get("synthetic") == "true",
    }
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def with_amounts(cube: Cube, finest: Amounts) -> Cube:
    """A cube with other counts in its finest cells."""
    return Cube(cube.counts, cube.dimensions, finest, cube.totals)
