"""The table of counts that is protected: a row for each single cell, a column for each dimension, and its number."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assess.protect.cube import Key, Tree
from assess.protect.policy import Measure
from redaction.diagnostics.errors import Problem, ProblemsFoundError

CONTRIBUTOR = "contributor"  # the column that says whose part of a cell a row is


@dataclass(frozen=True)
class Counts:
    """The number of each single cell, and of each contributor to it where the table names them."""

    numbers: Mapping[Key, int]
    by: Mapping[str, Mapping[Key, int]]


def parse_counts(measure: Measure, file: str, text: str) -> Counts:
    """The counts of a measure; raises ProblemsFoundError with every fault, and no value of the table."""
    reader = csv.DictReader(io.StringIO(text))
    header = [*(reader.fieldnames or ())]
    column = _column(measure, header)
    wanted = [*(tree.name for tree in measure.trees), column]
    problems = [
        Problem(
            "counts-table", file, 1, f'no column "{name}"', "a column for each dimension of the policy, and the number"
        )
        for name in wanted
        if not name or name not in header
    ]
    if problems:
        raise ProblemsFoundError(problems)
    numbers, by, faults = Counter[Key](), dict[str, Counter[Key]](), list[Problem]()
    for row in reader:
        found = [*_row_faults(measure.trees, column, row)]
        faults += [Problem("counts-table", file, reader.line_num, what, expected) for what, expected in found]
        if not found:
            key = tuple(row[tree.name] for tree in measure.trees)
            numbers[key] += int(row[column])
            if CONTRIBUTOR in header:
                by.setdefault(row[CONTRIBUTOR], Counter())[key] += int(row[column])
    if faults:
        raise ProblemsFoundError(faults)
    return Counts(numbers, by)


def labels_of(text: str) -> dict[str, str]:
    """What the values of the dimensions are called, from the description that an intake leaves beside its counts."""
    said = json.loads(text)
    return {value: label for each in said.get("dimensions", ()) for value, label in each.get("values", {}).items()}


def _column(measure: Measure, header: list[str]) -> str:
    dimensions = {tree.name for tree in measure.trees}
    others = [name for name in header if name not in dimensions and name != CONTRIBUTOR]
    return measure.column or (others[0] if len(others) == 1 else "")


def _row_faults(trees: tuple[Tree, ...], column: str, row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for tree in trees:
        if row[tree.name] not in tree.leaves:
            yield f'a value of "{tree.name}" that is not shown here', "a node of its tree that has no parts"
    if not (row[column] or "").isdecimal():
        yield f'a value of "{column}" that is not shown here', "a whole number, not negative"
