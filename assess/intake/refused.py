"""Records that cannot be counted, written to the pack with the reason: no cell of theirs stands anywhere else."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import ibis
import pyarrow.parquet as pq

from assess.intake.declaration import Declaration, Source
from assess.intake.engines import DuckDb, Engine
from assess.intake.expressions import refusals
from assess.intake.files import RecordFile
from assess.intake.tally import in_words
from assess.intake.workspace import Workspace

_FIRST = 2  # the row of the first record, as a spreadsheet counts


def write_refused(workspace: Workspace, declared: Declaration, source: Source, file: RecordFile, local: DuckDb) -> None:
    """Write the records of a file that are refused, by their rows; what was there before is replaced."""
    headings = {column.name: column.heading for column in declared.used(source.name)}
    found = workspace.temporary / "refused.parquet"
    with local.in_order():
        records = local.records(file, headings)
        numbered = records.mutate(row=ibis.row_number())
        local.write(refusals(numbered, declared, source), found)
    lines = local.malformed() if not file.is_parquet else []
    rows = _in_rows(_records(found, [*headings]), lines)
    _write(workspace.refused(source.name) / f"{file.slug}.csv", source, rows, headings.values())


def write_refused_rows(workspace: Workspace, declared: Declaration, source: Source, engine: Engine) -> None:
    """Write the rows of a table of a database that are refused."""
    headings = {column.name: column.heading for column in declared.used(source.name)}
    found = workspace.temporary / "refused.parquet"
    engine.write(refusals(engine.table(source.table, headings), declared, source), found)
    rows = sorted(("", reason, cells) for _, reason, cells in _records(found, [*headings]))
    _write(workspace.refused(source.name) / f"{source.table}.csv", source, rows, headings.values())


Refused = tuple[Any, str, list[str]]


def _records(path: Path, names: list[str]) -> Iterator[Refused]:
    """The number of each record among those that could be read, from 0, why it is refused, and its cells."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches():
            for each in batch.to_pylist():
                yield each.get("row", 0), each["reason"], [each[name] or "" for name in names]


def _in_rows(records: Iterable[Refused], malformed: list[int]) -> Iterator[Refused]:
    """Records by the rows of their file, among them the lines that are no records."""
    before = [line - at - _FIRST for at, line in enumerate(malformed)]  # readable records before each such line
    waiting = iter(malformed)
    told = 0
    for number, reason, cells in records:
        earlier = bisect_right(before, number)
        while told < earlier:
            yield next(waiting), "width:;", []
            told += 1
        yield number + _FIRST + earlier, reason, cells
    yield from ((line, "width:;", []) for line in waiting)


def _write(path: Path, source: Source, rows: Iterable[Refused], headings: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["row", "reason", *headings])
        for row, reason, cells in rows:
            said = "; ".join(in_words(each, source) for each in reason.rstrip(";").split(";"))
            writer.writerow([row, said, *cells])
