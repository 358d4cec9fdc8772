"""A dataset from its descriptor and its table: every cell typed, every fault reported at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from redaction.data.cells import CellError, parse_cell
from redaction.data.csv_table import CsvTable, TableRow
from redaction.data.dataset import ID, PARENT, Cell, Column, Dataset, Descriptor, Row, Sum
from redaction.data.descriptor import declared_differences
from redaction.diagnostics.errors import Problem, ProblemsFoundError, quoted
from redaction.diagnostics.suggestions import expected_one_of
from redaction.diagnostics.yaml_document import YamlDocument

_UNCLEAR = re.compile(r"[+-]?\d+,\d+%?")
_ROW_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def assemble(descriptor: Descriptor, document: YamlDocument, table: CsvTable | None, audience: str) -> Dataset:
    """A dataset of an audience's folder; raises ProblemsFoundError with every fault found."""
    rows, problems = _rows(descriptor, table) if table else ((), [])
    if table is None and not descriptor.awaiting and not descriptor.selection:
        problems = [
            document.problem(
                "lone-descriptor",
                (),
                "no CSV beside this descriptor",
                f"{descriptor.id}.csv",
                "Or say whose data it awaits: `awaiting: NAME`",
            )
        ]
    if problems:
        raise ProblemsFoundError(problems)
    sums = _sums(descriptor, document, rows) if rows else ()
    dataset = Dataset(descriptor, audience, rows, sums)
    problems = list(_name_faults(dataset, document)) if rows else []
    problems += _sum_faults(dataset, document) if not problems else []
    if problems:
        raise ProblemsFoundError(problems)
    return dataset


def _rows(descriptor: Descriptor, table: CsvTable) -> tuple[tuple[Row, ...], list[Problem]]:
    problems = _header_faults(descriptor, table)
    if problems:
        return (), problems
    ids = [row.cells[table.header.index(ID)] for row in table.rows]
    rows = []
    for row, name in zip(table.rows, ids, strict=True):
        parent = row.cells[table.header.index(PARENT)] if PARENT in table.header else ""
        problems += _key_faults(table, row, ids)
        cells: dict[str, Cell] = {}
        for column in descriptor.columns:
            value = row.cells[table.header.index(column.name)]
            try:
                cells[column.name] = _cell(table, column, value)
            except CellError as error:
                problems.append(table.problem("cell-value", row, column.name, error.expected, error.advice))
        rows.append(Row(name, cells, parent))
    if not rows:
        problems.append(Problem("csv-unreadable", table.file, 1, "a header and no rows", "a row for each figure"))
    return tuple(rows), problems


def _cell(table: CsvTable, column: Column, value: str) -> Cell:
    if table.delimiter == ";" and column.kind in ("number", "percent") and _UNCLEAR.fullmatch(value):
        raise CellError("1234 for a thousand and more, 1.234 for decimals")
    return parse_cell(value, column)


def _header_faults(descriptor: Descriptor, table: CsvTable) -> list[Problem]:
    wanted = [ID, *(column.name for column in descriptor.columns)]
    allowed = {*wanted, PARENT}
    problems = [
        Problem(
            "csv-header",
            table.file,
            1,
            quoted(name, is_open=table.is_open) if name else "a column with no name",
            expected_one_of(name, "column", allowed - set(table.header)),
            f"A new column is declared in {descriptor.id}.yaml",
            place=f"row 1, column {index}",
        )
        for index, name in enumerate(table.header, start=1)
        if name not in allowed
    ]
    missing = [name for name in wanted if name not in table.header]
    if missing and not problems:
        problems = [
            Problem("csv-header", table.file, 1, f'no column "{name}"', "every declared column", place="row 1")
            for name in missing
        ]
    if len(set(table.header)) < len(table.header):
        problems.append(Problem("csv-header", table.file, 1, "a column name twice", "each column once", place="row 1"))
    return problems


def _key_faults(table: CsvTable, row: TableRow, ids: list[str]) -> list[Problem]:
    cells = dict(zip(table.header, row.cells, strict=True))
    name, parent = cells[ID], cells.get(PARENT, "")
    problems = []
    if not _ROW_ID.fullmatch(name):
        problems.append(table.problem("row-id", row, ID, "an id of lower-case letters, digits and hyphens"))
    elif ids.count(name) > 1:
        problems.append(table.problem("row-id", row, ID, "an id that no other row has"))
    if parent and (parent not in ids or parent == name):
        others = set(ids) - {name}
        expected = expected_one_of(parent, "row", others) if table.is_open else "the id of another row"
        problems.append(table.problem("row-parent", row, PARENT, expected))
    return problems


def _sums(descriptor: Descriptor, document: YamlDocument, rows: tuple[Row, ...]) -> tuple[Sum, ...]:
    declared: list[Mapping[str, Any]] = document.content.get("sums", [])  # type: ignore[assignment]  # the schema made it so
    children = {(row.parent, row.id) for row in rows}
    totals = {
        each["total"]
        for each in declared
        if each["parts"] == "others"
        or (each["parts"] != "children" and not children.issuperset((each["total"], part) for part in each["parts"]))
    }
    counted = tuple(column.name for column in descriptor.columns if column.kind in ("count", "number"))
    return tuple(
        Sum(
            each["total"],
            _parts(each["parts"], each["total"], totals, rows),
            tuple(each.get("columns", counted)),
            declared_differences(each.get("differs", {})),
            each.get("note", ""),
        )
        for each in declared
    )


def _parts(parts: str | list[str], total: str, totals: set[str], rows: tuple[Row, ...]) -> tuple[str, ...]:
    if parts == "children":
        return tuple(row.id for row in rows if row.parent == total)
    if parts == "others":
        return tuple(row.id for row in rows if not row.parent and row.id != total and row.id not in totals)
    return tuple(parts)


def _name_faults(dataset: Dataset, document: YamlDocument) -> list[Problem]:
    ids = {row.id for row in dataset.rows}
    columns = {column.name for column in dataset.descriptor.numeric_columns}
    problems = []

    def check(path: tuple[str | int, ...], kind: str, name: str, known: set[str]) -> None:
        if name not in known:
            expected = expected_one_of(name, kind, known) if document.is_open else f"a {kind} of this dataset"
            problems.append(
                document.problem(
                    "unknown-name", path, f"unknown {kind} {quoted(name, is_open=document.is_open)}", expected
                )
            )

    for index, each in enumerate(dataset.sums):
        check(("sums", index, "total"), "row", each.total, ids)
        for part in each.parts:
            check(("sums", index, "parts"), "row", part, ids)
        for column in (*each.columns, *each.differs):
            check(("sums", index), "column", column, columns)
        for column in sorted(set(each.differs) & columns - set(each.columns)):
            expected = "one of the columns that are summed"
            problems.append(
                document.problem("sum-declaration", ("sums", index, "differs"), f'the column "{column}"', expected)
            )
        if not each.parts:
            problems.append(
                document.problem("sum-declaration", ("sums", index, "parts"), "no rows", "the rows that add up")
            )
    if dataset.descriptor.highlight:
        check(("highlight",), "row", dataset.descriptor.highlight, ids)
    for derived in dataset.descriptor.derived:
        for row in {row for references in derived.operands.values() for row in references} - {"default"}:
            check(("derived", derived.name), "row", row, ids)
        for row in derived.only:
            check(("derived", derived.name, "only"), "row", row, ids)
    return problems


def _sum_faults(dataset: Dataset, document: YamlDocument) -> list[Problem]:
    problems = []
    for index, each in enumerate(dataset.sums):
        for column in each.columns:
            gap = _gap(dataset, each, column)
            declared = each.differs.get(column, Decimal(0))
            if gap is None or gap == declared:
                continue
            if document.is_open:
                found = f'a total in column "{column}" that is {_apart(gap)} the sum of its parts'
            else:
                found = f'a total in column "{column}" that is not the sum of its parts'
            expected = "a total equal to the sum of its parts"
            if declared:
                expected = (
                    f"{_apart(declared)} it, as declared" if document.is_open else "the difference that is declared"
                )
            advice = "Correct the CSV, or declare it: `differs: {" + column + ": NUMBER}` with a note for the reader"
            problems.append(document.problem("wrong-total", ("sums", index), found, expected, advice))
        if each.differs and not each.note:
            problems.append(
                document.problem(
                    "sum-declaration", ("sums", index), "no note", "a note that tells the reader of the difference"
                )
            )
    return problems


def _apart(gap: Decimal) -> str:
    """How far a total is from the sum of its parts, in words."""
    return "equal to" if not gap else f"{abs(gap):f} {'higher' if gap > 0 else 'lower'} than"


def _gap(dataset: Dataset, each: Sum, column: str) -> Decimal | None:
    """The total minus the sum of its parts; None where one of them has no number."""
    cells = {row.id: row.cells[column].number for row in dataset.rows}
    total, parts = cells[each.total], [cells[part] for part in each.parts]
    if total is None or any(part is None for part in parts):
        return None
    return total - sum((part for part in parts if part is not None), Decimal(0))
