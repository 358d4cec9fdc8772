"""What a table says of itself: the kinds of its columns, the ids of its rows, its totals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assess.new.sheet.grid import letters
from assess.new.sheet.table import SheetTable, is_number
from redaction.data.cells import CellError, parse_cell
from redaction.data.csv_table import TableRow
from redaction.data.dataset import ID, LABEL, PARENT, Cell, Column, ColumnKind
from redaction.diagnostics.errors import Problem, ProblemsFoundError, quoted

_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b.*|.*\btotal|all\b.*|overall\b.*", re.IGNORECASE)
_MONTH = re.compile(
    r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (?P<year>(?:19|20)\d\d)", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PER_CENT = re.compile(r"%|per ?cent", re.IGNORECASE)
_UNIT = re.compile(r"\((?P<unit>[a-z][a-z -]*)\)\s*$")
_KINDS: tuple[ColumnKind, ...] = ("count", "number")


@dataclass(frozen=True)
class Inferred:
    """The columns and rows of a dataset to be: cells by column, `label` first, and the rows that look like totals."""

    columns: tuple[Column, ...]
    ids: tuple[str, ...]
    parents: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    totals: tuple[str, ...]

    @property
    def without_unit(self) -> tuple[Column, ...]:
        """The columns that count something that the table does not name."""
        return tuple(each for each in self.columns if each.kind in _KINDS and not each.unit)


def inferred(table: SheetTable, *, blank: str = "", unit: str = "") -> Inferred:
    """What a table says of itself; raises ProblemsFoundError with every cell that is unclear.

    `blank` is the code that an empty cell among numbers stands for, `unit` what is counted where no heading says.
    """
    names = [_slug(heading) for heading in table.headings]
    given = [names.index(name) for name in (ID, PARENT) if name in names]
    label = names.index(LABEL) if LABEL in names else _label_column(table, given)
    order = [label, *(at for at in range(len(names)) if at not in (label, *given))]
    problems = _name_faults(table, [names[at] for at in order if at != label])
    columns, cells = [], []
    for at in order:
        name = LABEL if at == label else names[at]
        values = [(row, row.cells[at] or (blank if at != label else "")) for row in table.rows]
        column = _column(name, table.headings[at], [value for _, value in values], unit)
        parsed, found = _parsed(table, at, column, values)
        problems += found
        columns.append(column)
        cells.append(parsed)
    labels = [row.cells[label] for row in table.rows]
    ids = [row.cells[names.index(ID)] for row in table.rows] if ID in names else [row_id(each) for each in labels]
    problems += _id_faults(table, labels, ids) if ID not in names else []
    if problems:
        raise ProblemsFoundError(problems)
    parents = [row.cells[names.index(PARENT)] if PARENT in names else "" for row in table.rows]
    totals = [name for name, text in zip(ids, labels, strict=True) if _TOTAL.fullmatch(text)]
    return Inferred(tuple(columns), tuple(ids), tuple(parents), tuple(zip(*cells, strict=True)), tuple(totals))


def row_id(label: str) -> str:
    """The id of a row with a label: a month as m2021-10, anything else in lower-case letters and hyphens."""
    month = _MONTH.fullmatch(label)
    if month:
        return f"m{month['year']}-{_MONTHS.index(month['name'].lower()) + 1:02}"
    return _slug(label)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", _UNIT.sub("", text)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("%", " per cent ").replace("&", " and ")).strip("-")


def _label_column(table: SheetTable, given: Sequence[int]) -> int:
    """The first column of words."""
    for at, _ in enumerate(table.headings):
        if at not in given and not any(is_number(row.cells[at]) for row in table.rows):
            return at
    raise table.grid.refused("intake-table", 0, "no column of names", "a column that says what each row is")


def _column(name: str, heading: str, values: Sequence[str], unit: str) -> Column:
    """A column as its cells let it be: of words, unless at least half of them are numbers."""
    numbers = [value for value in values if is_number(value)]
    said = _UNIT.search(heading)
    title = _UNIT.sub("", heading).strip() if said else heading
    if name == LABEL or 2 * len(numbers) < sum(map(bool, values)) or not numbers:
        return Column(name, heading)
    if _PER_CENT.search(heading) or any("%" in value for value in numbers):
        return Column(name, title, "percent", decimals=_decimals(numbers))
    kind: ColumnKind = "count" if all(_fits(value, "count") for value in numbers) else "number"
    decimals = _decimals(numbers) if kind == "number" else None
    return Column(name, title, kind, said["unit"] if said else unit, decimals)


def _decimals(values: Iterable[str]) -> int | None:
    """The most decimals of some numbers, where they differ; nothing where each can be shown as it is."""
    found = {len(value.partition(".")[2].rstrip("% ")) for value in values if "[" not in value}
    return max(found) if len(found) > 1 else None


def _fits(value: str, kind: ColumnKind) -> bool:
    try:
        parse_cell(value, Column("", "", kind))
    except CellError:
        return False
    return True


def _parsed(
    table: SheetTable, at: int, column: Column, values: Sequence[tuple[TableRow, str]]
) -> tuple[list[Cell], list[Problem]]:
    cells, problems = [], []
    for row, value in values:
        try:
            cells.append(parse_cell(value, column))
        except CellError as error:
            place = f"row {row.number}, column {letters(at)}"
            found = quoted(value, is_open=table.grid.is_open) if value else "nothing"
            advice = error.advice or ("" if value else "--blank [x] says that an empty cell is not available")
            problems.append(
                Problem("intake-cell", table.grid.file, row.number, found, error.expected, advice, place=place)
            )
    return cells, problems


def _name_faults(table: SheetTable, names: Sequence[str]) -> list[Problem]:
    first = table.rows[0].number - 1
    return [
        table.grid.problem(
            "intake-heading", first, "two headings that make one name", "a heading of its own for each column"
        )
        for name in sorted({name for name in names if names.count(name) > 1 or name == LABEL})
    ]


def _id_faults(table: SheetTable, labels: Sequence[str], ids: Sequence[str]) -> list[Problem]:
    problems = []
    for row, label, name in zip(table.rows, labels, ids, strict=True):
        if label and (not name or ids.count(name) > 1):
            found = f"a row called {quoted(label, is_open=table.grid.is_open)}"
            expected = "a name that no other row has" if name else "a name with letters or digits"
            advice = "Say in the name what tells them apart, or add a column `id`"
            problems.append(table.grid.problem("intake-cell", row.number, found, expected, advice))
    return problems


def plain(cell: Cell, column: Column) -> str:
    """A cell as a CSV of this project holds it: digits alone, then its code."""
    if not column.is_numeric or cell.number is None:
        return cell.text
    return f"{cell.number:f}{' ' + cell.code if cell.code else ''}"
