"""A dataset from its descriptor and its table: every cell typed, every fault reported at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from redaction.data.cell_faults import CellFaults
from redaction.data.cells import CellError, are_plain, parse_cell, unclear_thousands
from redaction.data.csv_table import CsvTable
from redaction.data.dataset import ID, PARENT, Cell, Column, Dataset, Descriptor, Row, Sum
from redaction.data.descriptor import declared_differences
from redaction.data.lone_codes import lone_codes
from redaction.data.people import people_faults
from redaction.data.sums import sum_fault
from redaction.diagnostics.errors import Problem, ProblemsFoundError, quoted
from redaction.diagnostics.suggestions import expected_one_of
from redaction.diagnostics.yaml_document import YamlDocument

_UNCLEAR = re.compile(r"[+-]?\d+,\d+%?|[+-]?[1-9]\d{0,2}(?:\.\d{3})+")  # thousands or decimals
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-]\d{2,4})?")
_OF_ONE_DOCUMENT = ("printed-claims", "same-quantity")  # what a printed document said: of a new one, nothing yet
_ROW_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def assemble(descriptor: Descriptor, document: YamlDocument, table: CsvTable | None, audience: str) -> Dataset:
    """A dataset of an audience's folder; raises ProblemsFoundError with every fault found."""
    rows, problems = _rows(descriptor, table) if table else ((), [])
    if table is None and not descriptor.awaiting and not descriptor.selection:
        advice = "Or say who will supply the data: `awaiting: NAME`"
        lone = document.problem("lone-descriptor", (), "no CSV beside this descriptor", f"{descriptor.id}.csv", advice)
        problems = [replace(lone, rests_on=(document.file.replace(".yaml", ".csv"),))]  # one of another name is told
    if problems:
        raise ProblemsFoundError(problems)
    return with_sums(descriptor, document, rows, audience)


def with_sums(descriptor: Descriptor, document: YamlDocument, rows: tuple[Row, ...], audience: str) -> Dataset:
    """A dataset of rows that are read already, with the sums of its descriptor; raises ProblemsFoundError."""
    sums = _sums(descriptor, document, rows) if rows else ()
    dataset = Dataset(descriptor, audience, rows, sums)
    problems = list(_name_faults(dataset, document)) if rows else []
    problems += [*_sum_faults(dataset, document), *_lone_faults(dataset, document)] if not problems else []
    if problems:
        raise ProblemsFoundError(problems)
    return dataset


def _rows(descriptor: Descriptor, table: CsvTable) -> tuple[tuple[Row, ...], list[Problem]]:
    problems = _header_faults(descriptor, table) or people_faults(descriptor, table)
    if problems:
        return (), problems
    if not table.rows and descriptor.id in _OF_ONE_DOCUMENT:
        return (), []
    if not table.rows:
        return (), [Problem("csv-unreadable", table.file, 0, "a header and no rows", "a row for each figure")]
    faults = CellFaults(table.file, table.is_open)
    _add_key_faults(table, faults)
    columns = {column.name: _parsed(table, column, faults) for column in descriptor.columns}
    ids = table.cells(ID)
    parents = table.cells(PARENT) if PARENT in table.places else [""] * len(ids)
    rows = tuple(
        Row(name, dict(zip(columns, cells, strict=True)), parent)
        for name, parent, cells in zip(ids, parents, zip(*columns.values(), strict=True), strict=True)
    )
    return rows, faults.problems()


def _parsed(table: CsvTable, column: Column, faults: CellFaults) -> list[Cell]:
    """The cells of a column; the same text is parsed once. One that is at fault is empty, and its fault is added."""
    texts = table.cells(column.name)
    known: dict[str, Cell] = {}
    wrong: dict[str, CellError] = {}
    if not column.is_numeric and are_plain(texts):
        return [*map(Cell, texts)]
    for text in dict.fromkeys(texts):
        try:
            known[text] = _cell(table, column, text)
        except CellError as error:
            known[text], wrong[text] = Cell(text), error
    if column.kind == "percent" and not wrong:
        wrong = _fractions(known)
    for row, text in zip(table.rows, texts, strict=True) if wrong else ():
        fault = wrong.get(text)
        if fault and (text or row.cells[table.places[ID]]):  # of a row without an id that is what is told
            faults.add("cell-value", row.number, f'column "{column.name}"', text, fault.expected, fault.advice)
    return [known[text] for text in texts]


def _fractions(cells: Mapping[str, Cell]) -> dict[str, CellError]:
    """Cells such as 0.31 in a column of percentages in which others say 31%: a spreadsheet keeps 31% as 0.31."""
    if not any("%" in text for text in cells):
        return {}
    advice = "Write all cells of the column alike, each with % or none"
    plain = {text: cell.number for text, cell in cells.items() if "%" not in text and "." in text}
    fractions = (text for text, number in plain.items() if number is not None and abs(number) <= 1)
    return {text: CellError("a percentage written as the others are", advice) for text in fractions}


def _cell(table: CsvTable, column: Column, value: str) -> Cell:
    if table.delimiter == ";" and column.kind in ("number", "percent") and _UNCLEAR.fullmatch(value):
        raise unclear_thousands(value)
    return parse_cell(value, column)


def _header_faults(descriptor: Descriptor, table: CsvTable) -> list[Problem]:
    wanted = [ID, *(column.name for column in descriptor.columns)]
    allowed = {*wanted, PARENT}
    if len(set(table.header)) < len(table.header):
        return [Problem("csv-header", table.file, 1, "a column name twice", "each column once", place="row 1")]
    problems = _unknown_headings(descriptor, table, allowed)
    missing = ", ".join(f'"{name}"' for name in wanted if name not in table.header)
    if missing and not problems:
        found = f"no column {missing}"
        problems = [Problem("csv-header", table.file, 1, found, "every declared column", place="row 1")]
    if not problems and _is_second_heading(descriptor, table):
        row = table.rows[0].number
        found, expected = "a second row of headings", "one row of headings"
        problems = [Problem("csv-header", table.file, row, found, expected, place=f"row {row}")]
    return problems


def _unknown_headings(descriptor: Descriptor, table: CsvTable, allowed: set[str]) -> list[Problem]:
    """The headings that no column is declared for, told together: a program that changes one changes all."""
    wrong = [(index, name) for index, name in enumerate(table.header, start=1) if name not in allowed]
    if not wrong:
        return []
    expected = [expected_one_of(name, "column", allowed - set(table.header)) for _, name in wrong]
    shown = [quoted(name, is_open=table.is_open) if name else "a column with no name" for _, name in wrong]
    place = f"row 1, column{'s' * (len(wrong) > 1)} {' and '.join(str(index) for index, _ in wrong)}"
    told = (" and ".join(dict.fromkeys(shown)), " and ".join(dict.fromkeys(expected)))
    return [Problem("csv-header", table.file, 1, *told, f"A new column is declared in {descriptor.id}.yaml", place)]


def _is_second_heading(descriptor: Descriptor, table: CsvTable) -> bool:
    """Whether the first row names nothing, and has words or years where numbers should stand."""
    if not table.rows or table.rows[0].cells[table.places[ID]]:
        return False
    cells = [table.rows[0].cells[table.places[column.name]] for column in descriptor.numeric_columns]
    return any(cells) and all(not cell or cell.isalpha() or _YEAR.fullmatch(cell) for cell in cells)


def _add_key_faults(table: CsvTable, faults: CellFaults) -> None:
    """Add what is wrong with the ids of rows, and with the rows that they say they are part of."""
    ids = table.cells(ID)
    parents = table.cells(PARENT) if PARENT in table.places else [""] * len(ids)
    known, seen = set(ids), set[str]()
    for row, name, parent in zip(table.rows, ids, parents, strict=True):
        if not _ROW_ID.fullmatch(name):
            faults.add("row-id", row.number, f'column "{ID}"', name, "an id of lower-case letters, digits and hyphens")
        elif name in seen:
            faults.add("row-id", row.number, f'column "{ID}"', name, "an id that no other row has")
        seen.add(name)
        if parent and (parent not in known or parent == name):
            expected = "the id of another row"
            if table.is_open:
                expected = expected_one_of(parent, "row", known - {name})
            faults.add("row-parent", row.number, f'column "{PARENT}"', parent, expected)


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
    if dataset.descriptor.on_pages.within:
        check(("on_pages", "within"), "row", dataset.descriptor.on_pages.within, ids)
    if dataset.descriptor.on_pages.highest:
        check(("on_pages", "highest"), "column", dataset.descriptor.on_pages.highest, columns)
    if dataset.descriptor.highlight:
        check(("highlight",), "row", dataset.descriptor.highlight, ids)
    for derived in dataset.descriptor.derived:
        for row in {row for references in derived.operands.values() for row in references} - {"default"}:
            check(("derived", derived.name), "row", row, ids)
        for row in derived.only:
            check(("derived", derived.name, "only"), "row", row, ids)
    return problems


def _lone_faults(dataset: Dataset, document: YamlDocument) -> list[Problem]:
    """Columns with a [c] that other numbers give; the same column once."""
    expected, advice = (
        "at least two numbers withheld, or none",
        "Withhold one more number beside it, or show the number",
    )
    return [
        document.problem(
            "single-withheld",
            ("columns", column),
            f'a [c] in column "{column}" that is not withheld: {others} give it',
            expected,
            advice,
        )
        for column, others in dict(lone_codes(dataset)).items()
    ]


def _sum_faults(dataset: Dataset, document: YamlDocument) -> list[Problem]:
    problems = []
    for index, each in enumerate(dataset.sums):
        for column in each.columns:
            fault = sum_fault(dataset, each, column, is_open=document.is_open)
            if fault:
                problems.append(
                    document.problem(fault.rule, ("sums", index), fault.found, fault.expected, fault.advice)
                )
        if each.differs and not each.note:
            problems.append(
                document.problem(
                    "sum-declaration", ("sums", index), "no note", "a note that explains the difference to the reader"
                )
            )
    return problems
