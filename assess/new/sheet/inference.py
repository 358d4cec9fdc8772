"""What a table says of itself: the kinds of its columns, the ids of its rows, its totals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assess.new.sheet.grid import letters
from assess.new.sheet.kinds import Judged, judged
from assess.new.sheet.looks import GSS_CODE, YEAR, is_label, is_number, is_total, is_unclear
from assess.new.sheet.naming import NOTE, by_period, column_name, row_id
from assess.new.sheet.table import SheetTable
from redaction.data.cell_faults import CellFaults
from redaction.data.cells import CellError, advice_for, are_plain, parse_cell, unclear_thousands
from redaction.data.dataset import ID, LABEL, PARENT, Cell, Column
from redaction.data.people import REFUSED, told
from redaction.data.periods import year_in
from redaction.data.personal import personal_findings
from redaction.diagnostics.errors import Problem, ProblemsFoundError, quoted
from redaction.diagnostics.schema import SLUG

_NOTE_TEXT = re.compile(r"(?:\[note (?P<bracketed>\d+)\]|note (?P<plain>\d+)\s*[:.]?)\s*(?P<text>.+)", re.IGNORECASE)
# Thousands or decimals: in a file with semicolons nobody knows.
_EITHER = re.compile(r"[+-]?\d+,\d+%?|[+-]?[1-9]\d{0,2}(?:\.\d{3})+")
_DIGITS_OF_A_DATE = re.compile(
    r"(?:\d{1,2}[/.-])?\d{1,2}[/.-](?:19|20)\d\d|(?:19|20)\d\d[/.-]\d\d[/.-]\d\d|20\d\d[/.-](?:0[1-9]|1[0-2])"
)
_A_PART = re.compile(r"\b(?:share|proportion|fraction|percentage|per cent)\b|%", re.IGNORECASE)
_UP_TO_ONE = re.compile(r"0?\.\d+|[01](?:\.0+)?")
_THREE_DECIMALS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_KINDS = ("count", "number")


@dataclass(frozen=True)
class Hints:
    """What the command says of a table: the code for blank cells, units, columns of words, and columns declared safe.

    `units` and `texts` name columns by heading or by name; `unit` is for the columns that `units` does not name.
    """

    blank: str = ""
    unit: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    safe: frozenset[str] = frozenset()
    declared: str = ""


@dataclass(frozen=True)
class Inferred:
    """The columns and rows of a dataset to be: cells by column, `label` first, and the rows that look like totals.

    `told` is a line for each column: its kind, unit and decimals, and why. `notes` are those that the sheet explains.
    """

    columns: tuple[Column, ...]
    ids: tuple[str, ...]
    parents: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    totals: tuple[str, ...]
    told: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def without_unit(self) -> tuple[Column, ...]:
        """The columns that count something that the table does not name."""
        return tuple(each for each in self.columns if each.kind in _KINDS and not each.unit)


@dataclass(frozen=True)
class _Laid:
    """A table with a name for each column, which of them holds the names of the rows, and names that are periods."""

    table: SheetTable
    names: tuple[str, ...]
    label: int
    periods: tuple[str, ...] = ()

    def cells(self, at: int) -> Sequence[str]:
        return self.table.by_column[at]

    def column(self, name: str) -> Sequence[str]:
        return self.cells(self.names.index(name))


def inferred(table: SheetTable, hints: Hints | None = None) -> Inferred:
    """What a table says of itself; raises ProblemsFoundError with every cell that is unclear."""
    hints = hints or Hints()
    laid = _laid(table)
    problems = [*_name_faults(laid), *_people(laid, hints)]
    if problems:
        raise ProblemsFoundError(problems)
    faults = CellFaults(table.grid.file, table.grid.is_open)
    given = [laid.names.index(name) for name in (ID, PARENT) if name in laid.names]
    order = [laid.label, *(at for at in range(len(laid.names)) if at not in (laid.label, *given))]
    judgements = [_judged(laid, at, hints) for at in order]
    cells = [_parsed(laid, at, each, faults, hints.blank) for at, each in zip(order, judgements, strict=True)]
    labels = laid.cells(laid.label)
    ids = laid.column(ID) if ID in laid.names else [row_id(each) for each in labels]
    if ID in laid.names:
        _add_given_id_faults(laid, ids, faults)
    else:
        _add_id_faults(laid, labels, ids, faults)
    named = dict(zip(labels, ids, strict=True))
    parents = [named.get(each, each) for each in laid.column(PARENT)] if PARENT in laid.names else [""] * len(ids)
    _add_parent_faults(laid, parents, ids, faults)
    _add_date_faults(laid, labels, faults)
    problems = faults.problems()
    if problems:
        raise ProblemsFoundError(problems)
    columns = [_declared(each.column, hints) for each in judgements]
    notes, remarks = _notes(table, labels)
    return Inferred(
        tuple(columns),
        tuple(ids),
        tuple(parents),
        tuple(zip(*cells, strict=True)),
        tuple(name for name, text in zip(ids, labels, strict=True) if is_total(text)),
        tuple(_line(table, at, each) for at, each in zip(order, judgements, strict=True)),
        notes,
        (
            *remarks,
            *_after_periods(laid),
            *_either(laid, order, judgements),
            *(_assumed(judgements, hints) if table.grid.is_open else ()),
        ),
    )


def _laid(table: SheetTable) -> _Laid:
    names = [column_name(heading) for heading in table.headings]
    if LABEL not in names:
        given = [names.index(name) for name in (ID, PARENT) if name in names]
        names[_label_column(table, given)] = LABEL
    periods = by_period(names)
    named = tuple(periods.get(name, name) for name in names)
    return _Laid(table, named, names.index(LABEL), tuple(periods.values()))


def _label_column(table: SheetTable, given: Sequence[int]) -> int:
    """The column that names the rows: the first of words, else a first one of years, ages or codes."""
    places = [at for at in range(len(table.headings)) if at not in given]
    cells = {at: {*filter(None, table.by_column[at])} for at in places}
    for at in places:
        if cells[at] and all(map(is_label, cells[at])):
            return at
    first = places[0]
    names = cells[first]
    distinct = len(names) == len(table.rows)
    odd = [cell for cell in names if not is_number(cell)]
    if distinct and (odd or all(map(YEAR.fullmatch, names)) or all(map(GSS_CODE.fullmatch, names))):
        return first
    for at in places:
        if any(map(is_label, cells[at])) and not any(map(is_unclear, cells[at])):
            return at
    raise table.grid.refused("intake-table", 0, "no column of names", "a column that says what each row is")


def _judged(laid: _Laid, at: int, hints: Hints) -> Judged:
    """The kind of a column as the command, its heading and its cells say."""
    name, heading = laid.names[at], laid.table.headings[at]
    cells = [cell for cell in laid.cells(at) if cell]
    is_text = at == laid.label or bool({name, heading} & hints.texts)
    own = next((unit for column, unit in hints.units.items() if column in (name, heading)), "")
    found = judged(name, heading, cells, own or hints.unit, is_text=is_text)
    if own and found.column.kind in _KINDS:
        return replace(found, column=replace(found.column, unit=own), asks_unit=False)
    return found


def _declared(column: Column, hints: Hints) -> Column:
    """A column, with who declared it safe and why where the command says so."""
    return replace(column, safe=hints.declared) if {column.name, column.title} & hints.safe else column


def _parsed(laid: _Laid, at: int, judgement: Judged, faults: CellFaults, blank: str) -> list[Cell]:
    """The cells of a column, each text parsed once; what is wrong with them is added to the faults."""
    column, place = judgement.column, f"column {letters(laid.table.columns[at])}"
    empty = blank if column.is_numeric else ""
    texts = [text or empty for text in laid.cells(at)]
    known: dict[str, Cell] = {}
    wrong: dict[str, CellError] = {}
    if not column.is_numeric and not judgement.expected and are_plain(texts):
        return [*map(Cell, texts)]
    for text in dict.fromkeys(texts):
        try:
            known[text] = _cell(text, column, judgement, laid.table.grid.delimiter)
        except CellError as error:
            known[text], wrong[text] = Cell(text), error
    for row, text in zip(laid.table.rows, texts, strict=True) if wrong else ():
        fault = wrong.get(text)
        if fault:
            advice = fault.advice or (
                "" if text or not column.is_numeric else "--blank [x] says that an empty cell is not available"
            )
            faults.add("intake-cell", row.number, place, text, fault.expected, advice)
    return [known[text] for text in texts]


def _cell(value: str, column: Column, judgement: Judged, delimiter: str) -> Cell:
    if delimiter == ";" and column.is_numeric and _EITHER.fullmatch(value):
        raise unclear_thousands(value)
    if judgement.expected and not is_label(value) and not (column.kind == "percent" and "%" in value):
        advice = "Write all its cells alike" if column.kind == "percent" else "--text HEADING says that they are words"
        raise CellError(judgement.expected, advice_for(value) or advice)
    if judgement.expected:
        return Cell(value)
    return parse_cell(value, column)


def _people(laid: _Laid, hints: Hints) -> list[Problem]:
    """Columns that look like records of people, which are refused. No cell of them is quoted."""
    table = laid.table
    places = {name: at for at, name in enumerate(laid.names) if name not in (ID, PARENT)}
    headings = {name: table.headings[at] for name, at in places.items()}
    safe = [name for name, at in places.items() if {name, table.headings[at]} & hints.safe]
    declared = "--safe HEADING --steward WHO --why REASON"
    advice = f"Publish counts. If this is about no person, a data steward declares it: {declared}"
    return [
        Problem(
            "personal-data",
            table.grid.file,
            0,
            told(each),
            REFUSED,
            advice,
            place=f"column {letters(table.columns[places[each.column]])}" if each.column else "",
        )
        for each in personal_findings(headings, {name: laid.cells(at) for name, at in places.items()}, safe)
        if each.column or "rows" not in hints.safe
    ]


def _name_faults(laid: _Laid) -> list[Problem]:
    """Headings that give a column no name, or the name of another."""
    grid, first = laid.table.grid, laid.table.rows[0].number - 1
    problems = []
    times = Counter(laid.names)
    for at, (name, heading) in enumerate(zip(laid.names, laid.table.headings, strict=True)):
        if at != laid.label and not any(letter.isascii() and letter.isalnum() for letter in heading):
            found = f"the heading {quoted(heading, is_open=grid.is_open)} of column {letters(laid.table.columns[at])}"
            advice = "Write in words what the column holds, such as Value (pounds) or Share (%)"
            problems.append(
                grid.problem("intake-heading", first, found, "a heading with a Latin letter or a digit", advice)
            )
        elif times[name] > 1 and laid.names.index(name) == at:
            found, expected = "two headings that make one name", "a heading of its own for each column"
            problems.append(grid.problem("intake-heading", first, found, expected))
    return problems


def _add_id_faults(laid: _Laid, labels: Sequence[str], ids: Sequence[str], faults: CellFaults) -> None:
    seen: set[str] = set()
    place = f"column {letters(laid.table.columns[laid.label])}"
    for row, label, name in zip(laid.table.rows, labels, ids, strict=True):
        if label and (not name or name in seen):
            expected = "a name that no other row has" if name else "a name with Latin letters or digits"
            advice = "Say in the name what tells them apart, or add a column `id`"
            faults.add("intake-cell", row.number, place, label, expected, advice)
        seen.add(name)


def _add_given_id_faults(laid: _Laid, ids: Sequence[str], faults: CellFaults) -> None:
    """Add the ids of a column `id` that name no row, as those of a database do not."""
    place = f"column {letters(laid.table.columns[laid.names.index(ID)])}"
    times = Counter(ids)
    for row, name in zip(laid.table.rows, ids, strict=True):
        if not SLUG.fullmatch(name) or times[name] > 1:
            expected = "an id of lower-case letters, digits and hyphens, that no other row has"
            faults.add("intake-cell", row.number, place, name, expected, "Delete the column: ids come from the names")


def _add_parent_faults(laid: _Laid, parents: Sequence[str], ids: Sequence[str], faults: CellFaults) -> None:
    """Add what a column `parent` says that is the name or the id of no other row."""
    known = set(ids)
    for row, own, parent in zip(laid.table.rows, ids, parents, strict=True):
        if parent and (parent not in known or parent == own):
            place = f"column {letters(laid.table.columns[laid.names.index(PARENT)])}"
            advice = "If it says something else than what a row is part of, give the column another heading"
            faults.add("intake-cell", row.number, place, parent, "the name or the id of another row", advice)


def _add_date_faults(laid: _Laid, labels: Sequence[str], faults: CellFaults) -> None:
    """Add names of rows that are all dates in digits: 04/05/2024 is one day here and another there, and no month."""
    place = f"column {letters(laid.table.columns[laid.label])}"
    if labels and all(map(_DIGITS_OF_A_DATE.fullmatch, labels)) and not all(map(year_in, labels)):
        for row, label in zip(laid.table.rows, labels, strict=True):
            expected = "a month in full, such as October 2021, or a day such as 1 October 2021"
            advice = "In Excel, give the cells the custom format mmmm yyyy; in a CSV file, type them so"
            faults.add("intake-cell", row.number, place, label, expected, advice)


def _notes(table: SheetTable, labels: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    """The notes that the sheet explains, and a remark on those that it only marks."""
    marked = {
        int("".join(filter(str.isdigit, mark)))
        for text in (*table.headings, *labels)
        if "[" in text
        for mark in NOTE.findall(text)
    }
    explained = {}
    for text in table.around:
        found = _NOTE_TEXT.fullmatch(text)
        if found:
            number = int(found["bracketed"] or found["plain"])
            explained[number] = f"[note {number}] {found['text']}"
    missing = sorted(marked - explained.keys())
    remarks = [f"[note {number}] is marked and nowhere explained: write it under `notes`" for number in missing]
    return tuple(explained[number] for number in sorted(explained)), remarks


def _after_periods(laid: _Laid) -> Iterator[str]:
    """A remark on columns that are named after their periods, and not after all that their headings say."""
    if laid.periods:
        yield f"the columns are named {', '.join(laid.periods)}: pages can call them 'latest' and 'previous'"


def _are_parts(heading: str, cells: Iterable[str]) -> bool:
    """Whether the numbers under the heading of a share are all parts of one, as 0.12 is."""
    numbers = [cell for cell in cells if cell and cell[0] != "["]
    decimals = any("." in cell for cell in numbers)
    return decimals and _A_PART.search(heading) is not None and all(map(_UP_TO_ONE.fullmatch, numbers))


def _either(laid: _Laid, order: Sequence[int], judgements: Sequence[Judged]) -> Iterator[str]:
    """A remark on each column whose numbers may mean another: 1.234 a thousand and more, 0.12 a percentage."""
    for at, each in zip(order, judgements, strict=True):
        place = f"column {letters(laid.table.columns[at])}"
        if each.column.is_numeric and _are_parts(laid.table.headings[at], laid.cells(at)):
            yield f"{place}: each number is from 0 to 1. Where 0.12 means 12%, format them as Percentage first"
        dotted = {cell for cell in laid.cells(at) if "." in cell} if each.column.kind == "number" else set()
        if dotted and all(map(_THREE_DECIMALS.fullmatch, dotted)):
            yield f"{place}: each number has three decimals. Where 1.234 means 1,234 the file has to be corrected first"


def _line(table: SheetTable, at: int, judgement: Judged) -> str:
    """One line on a column: its kind, unit and decimals, and why."""
    column = judgement.column
    kind = {"text": "words", "count": "a count", "number": "a number", "percent": "a percentage"}[column.kind]
    unit = (f" of {column.unit}" if column.kind == "count" else f", in {column.unit}") if column.unit else ""
    decimals = f", {column.decimals} decimal{'s' * (column.decimals != 1)}" if column.decimals is not None else ""
    named = f' "{table.headings[at]}"' if table.grid.is_open else ""
    return f"column {letters(table.columns[at])}{named}: {kind}{unit}{decimals} ({judgement.why})"


def _assumed(judgements: Sequence[Judged], hints: Hints) -> list[str]:
    """What units are only assumed, and how to say them."""
    return [
        f'the unit of "{each.column.title}" is assumed to be {each.column.unit}: '
        f'--unit-of "{each.column.title}=UNIT" says another'
        for each in judgements
        if each.asks_unit and each.column.unit and each.column.unit == hints.unit
    ]


def plain(cell: Cell, column: Column) -> str:
    """A cell as a CSV of this project holds it: digits alone, then its code."""
    if not column.is_numeric or cell.number is None:
        return cell.text
    return f"{cell.number:f}{' ' + cell.code if cell.code else ''}"
