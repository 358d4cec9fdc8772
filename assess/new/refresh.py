"""A new delivery of a table that is a dataset already: what was decided stays, and what changed is listed first."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from assess.new.dataset import Asked, read_grid
from assess.new.descriptor_text import column_line
from assess.new.sheet.inference import Hints, Inferred, inferred, plain
from assess.new.sheet.naming import column_name
from assess.new.sheet.table import table_of
from assess.new.writer import write_over
from assess.project.layout import Project
from redaction.data.assemble import assemble
from redaction.data.csv_table import parse_csv
from redaction.data.dataset import ID, LABEL, PARENT, Column, Dataset
from redaction.data.descriptor import parse_descriptor
from redaction.diagnostics.errors import AssessError
from redaction.diagnostics.yaml_document import parse_yaml
from redaction.policy import Policy

_TOLD = 5  # rows that are named of those that came or went


@dataclass(frozen=True)
class _Files:
    """A dataset as its two files are, or would be."""

    yaml: str
    csv: str
    dataset: Dataset


def refresh(
    project: Project, policy: Policy, pack: Path | None, asked: Asked, confirm: Callable[[str], bool]
) -> list[str]:
    """Replace the rows of a dataset by those of a file, once confirmed; raises ProblemsFoundError or AssessError."""
    folder, audience = _place(project, policy, pack, asked.id)
    is_open = audience == policy.open_audience
    paths = folder / f"{asked.id}.csv", folder / f"{asked.id}.yaml"
    old = _read(asked.id, audience, paths[1].read_text("utf-8"), paths[0].read_bytes(), is_open=is_open)
    table = table_of(read_grid(asked.file, asked.sheet, is_open=is_open), blank=asked.hints.blank, number=asked.table)
    found = inferred(table, _decided(asked, old.dataset))
    new = _renewed(asked.id, audience, old, found, is_open=is_open)
    changes = [*_changes(old.dataset, new.dataset, found, is_open=is_open)]
    if new.csv == old.csv and new.yaml == old.yaml:
        return ["Nothing changed, and nothing was written."]
    if not confirm("\n".join([*changes, *table.remarks])):
        return [*changes, *table.remarks, "", "Nothing was written."]
    write_over({paths[0]: new.csv, paths[1]: new.yaml})
    period = f' Its period says "{old.dataset.descriptor.period}".' if is_open else ""
    written = f"{project.shown(paths[0])} was written.{period} Look at title, headline and period."
    return [*changes, *table.remarks, "", written]


def _place(project: Project, policy: Policy, pack: Path | None, name: str) -> tuple[Path, str]:
    """The folder of a dataset, and its audience."""
    places = [(project.open_data(policy), policy.open_audience)]
    restricted = [audience for audience in policy.audiences if audience != policy.open_audience]
    places += [(pack / audience, audience) for audience in restricted if pack]
    for folder, audience in places:
        if (folder / f"{name}.csv").is_file() and (folder / f"{name}.yaml").is_file():
            return folder, audience
    raise AssessError(f'There is no dataset "{name}". Of a restricted one, name the pack with --restricted DIR')


def _read(name: str, audience: str, yaml: str, content: bytes, *, is_open: bool) -> _Files:
    """A dataset as a build reads it."""
    document = parse_yaml(f"{name}.yaml", yaml, is_open=is_open)
    table = parse_csv(f"{name}.csv", content, is_open=is_open)
    dataset = assemble(parse_descriptor(name, document), document, table, audience)
    return _Files(yaml, content.decode("utf-8", "replace"), dataset)


def _decided(asked: Asked, old: Dataset) -> Hints:
    """What the command says, and what the descriptor decided before: units, columns of words, and what is safe."""
    columns = old.descriptor.columns
    units = {column.title: column.unit for column in columns if column.unit} | dict(asked.hints.units)
    texts = {name for column in columns if not column.is_numeric for name in (column.title, column.name)}
    safe = {column.title for column in columns if column.safe} | ({"rows"} if old.descriptor.safe else set())
    return replace(
        asked.hints,
        unit=old.descriptor.unit or asked.hints.unit,
        units=units,
        texts=asked.hints.texts | texts,
        safe=asked.hints.safe | safe,
    )


def _renewed(name: str, audience: str, old: _Files, found: Inferred, *, is_open: bool) -> _Files:
    """The two files as they would be: ids, parents and the descriptor stay where they are known."""
    known = {column.title: column.name for column in old.dataset.descriptor.columns}
    dated = bool(old.dataset.descriptor.periods)  # a column that comes is named as those that are there
    fresh = {column.title: column.name if dated else column_name(column.title) for column in found.columns}
    names = [LABEL if each.name == LABEL else known.get(each.title, fresh[each.title]) for each in found.columns]
    before = [column.name for column in old.dataset.descriptor.columns]
    order = [each for each in before if each in names] + [each for each in names if each not in before]
    ids = {row.label: row.id for row in old.dataset.rows}
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    label = names.index(LABEL)
    rows = [
        (ids.get(cells[label].text, own), parent, cells)
        for own, parent, cells in zip(found.ids, found.parents, found.cells, strict=True)
    ]
    parents = {own: old.dataset.parent_of(own) or parent for own, parent, _ in rows}
    has_parents = any(parents.values())
    writer.writerow([ID, *([PARENT] if has_parents else []), *order])
    for own, _, cells in rows:
        texts = {each: plain(cell, column) for each, cell, column in zip(names, cells, found.columns, strict=True)}
        writer.writerow([own, *([parents[own]] if has_parents else []), *(texts[each] for each in order)])
    renamed = zip(found.columns, names, strict=True)
    added = [replace(column, name=each) for column, each in renamed if each not in before]
    yaml = _with_columns(old.yaml, before, [each for each in before if each not in names], added)
    return _read(name, audience, yaml, written.getvalue().encode(), is_open=is_open)


def _with_columns(yaml: str, before: Sequence[str], gone: Sequence[str], added: Sequence[Column]) -> str:
    """A descriptor without some columns and with others; every other line stays as it is."""
    lines = yaml.splitlines(keepends=True)
    places = {}
    for name in before:
        starts = tuple(f"  {each}:" for each in (name, f'"{name}"', f"'{name}'"))
        found = [at for at, line in enumerate(lines) if line.startswith(starts)]
        if len(found) == 1 and lines[found[0]].rstrip().endswith("}"):
            places[name] = found[0]
    if (gone or added) and len(places) < len(before):
        raise AssessError("Columns came or went, and the descriptor has them on several lines: change them there first")
    insert = max(places.values(), default=0) + 1
    lines[insert:insert] = [f"{column_line(column)}\n" for column in added]
    dropped = {places[name] for name in gone}
    return "".join(line for at, line in enumerate(lines) if at not in dropped)


def _changes(old: Dataset, new: Dataset, found: Inferred, *, is_open: bool) -> Iterator[str]:
    """What a delivery changes: rows and columns that came or went, kinds, numbers and their totals."""
    for what, here, there in (("gone", old, new), ("new", new, old)):
        rows = [row.label for row in here.rows if there.row(row.id) is None]
        if rows:
            yield f"rows {what}: {len(rows)}{_named(rows, is_open=is_open)}"
        columns = [each.title for each in here.descriptor.columns if there.column(each.name) is None]
        if columns:
            yield f"columns {what}: {len(columns)}{_named(columns, is_open=is_open)}"
    kinds = {column.title: column.kind for column in found.columns}
    for place, column in enumerate(new.descriptor.columns, start=1):
        named = f'"{column.title}"' if is_open else f"{place}"
        if kinds.get(column.title, column.kind) != column.kind:
            yield f"column {named}: its cells look like a {kinds[column.title]}, and it stays a {column.kind}"
        before = {row.id: row.cells[column.name] for row in old.rows if old.column(column.name)}
        changed = sum(row.id in before and before[row.id] != row.cells[column.name] for row in new.rows)
        if changed:
            told = is_open and column.kind == "count"
            totals = f", their sum {_sum(old, column)} before and {_sum(new, column)} now" if told else ""
            yield f"column {named}: {changed} cells changed{totals}"


def _sum(dataset: Dataset, column: Column) -> str:
    numbers = [row.cells[column.name].number for row in dataset.rows if row.id not in dataset.totals]
    return f"{sum((number for number in numbers if number is not None), Decimal(0)):f}"


def _named(names: Sequence[str], *, is_open: bool) -> str:
    if not is_open:
        return ""
    return f" ({', '.join(names[:_TOLD])}{', ...' if len(names) > _TOLD else ''})"
