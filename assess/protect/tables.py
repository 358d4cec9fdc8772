"""A protected measure as the CSVs of the datasets that show it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from assess.protect.cube import Tree, name_of
from assess.protect.policy import ROUND, Table, cells_of
from assess.protect.protect import Protected
from redaction.data.dataset import ID, LABEL, PARENT
from redaction.data.shorthand import CONFIDENTIAL


def as_csv(protected: Protected, table: Table, labels: Mapping[str, str]) -> str:
    """The CSV of a table: a row for each node of one dimension, the top last, with the row that it is part of."""
    by_name = {tree.name: tree for tree in protected.measure.trees}
    rows, columns = by_name[table.rows], _top_last(by_name[table.columns])
    nested = any(node in rows.parts for node in rows.nodes if node != rows.top)
    cells = cells_of(table, protected.measure.trees)
    numbers = protected.whole if table.whole else protected.shown
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([ID, LABEL, *([PARENT] if nested else []), *columns])
    for row in _top_last(rows):
        above = [node for node in rows.above[row][1:2] if node != rows.top]
        found = (numbers[cells[row, column]] for column in columns)
        texts = [CONFIDENTIAL if number is None else str(number) for number in found]
        writer.writerow([row, labels.get(row, _words(row)), *([*above, ""][:1] if nested else []), *texts])
    return buffer.getvalue()


def as_descriptor(protected: Protected, table: Table, unit: str) -> str:
    """The lines of a descriptor that follow from a table: its columns and its sums."""
    by_name = {tree.name: tree for tree in protected.measure.trees}
    rows, columns = by_name[table.rows], _top_last(by_name[table.columns])
    lines = ["columns:", f"  label: {{title: {_words(table.rows)}}}"]
    lines += [f'  "{column}": {{title: "{_words(column)}", kind: count, unit: {unit}}}' for column in columns]
    lines += ["sums:", f"  - {{total: {rows.top}, parts: others}}"]
    lines += [
        f"  - {{total: {node}, parts: children}}" for node in rows.nodes if node in rows.parts and node != rows.top
    ]
    return "\n".join(lines) + "\n"


def addresses(protected: Protected) -> dict[str, str]:
    """The cell behind each `DATASET/ROW/COLUMN` of the tables that are protected by withholding."""
    trees = protected.measure.trees
    return {
        f"{table.dataset}/{row}/{column}": name_of(trees, key)
        for table in protected.measure.tables
        if not table.whole and protected.measure.mode != ROUND
        for (row, column), key in cells_of(table, trees).items()
    }


def _top_last(tree: Tree) -> tuple[str, ...]:
    return (*tree.nodes[1:], tree.top)


def _words(node: str) -> str:
    return node.replace("-", " ").capitalize()
