"""The one table of a grid: its heading, its rows, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from assess.new.sheet.grid import Grid, letters
from assess.new.sheet.looks import YEAR, is_label, is_number, is_total, is_unclear
from assess.new.sheet.naming import NOTE
from redaction.data.cells import has_invisible
from redaction.data.csv_table import TableRow
from redaction.diagnostics.errors import Problem, ProblemsFoundError

_UNITS = re.compile(r"units?|measures?|unit of measure(?:ment)?", re.IGNORECASE)
_UNIT = re.compile(r"(?:\D|per [\d,]+)+", re.IGNORECASE)
_REMARK = re.compile(
    r"(?:last |date )?(?:updated|published|extracted|produced|refreshed)\b.*|sources?(?:\s*:.*)?", re.IGNORECASE
)
_LINE = re.compile(r"[-=_+]{2,}")
_WORDED = re.compile(r"[\d,.]+ [A-Za-z][A-Za-z ]*")
_UNNAMED = re.compile(r"Unnamed: \d+")  # what pandas calls a column without a name
_TRIED = 50  # rows that tell whether a column holds numbers
_ONE_TABLE = "one table in a sheet: a row of headings, and the rows under it without a gap"
_NOTE = re.compile(
    r"(?:source|notes?|\[note \d+\]|\*|\d+[.)]|footnotes?|data|figures|produced|extracted|published|contact|copyright|"
    r"\u00a9|\(\d+ rows?|this|these|the following|please|end of)\b.*|.*[.:]|.{60,}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class SheetTable:
    """A heading and the rows under it, all of one length, and remarks on what was left out.

    `columns` are the places of its columns in the sheet; `around` are the texts above and below it.
    """

    grid: Grid
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]
    remarks: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()
    around: tuple[str, ...] = ()

    @cached_property
    def by_column(self) -> tuple[tuple[str, ...], ...]:
        """The cells under each heading."""
        return tuple(zip(*(row.cells for row in self.rows), strict=True))


def table_of(grid: Grid, *, blank: str = "", number: int = 0) -> SheetTable:
    """The table of a grid; raises ProblemsFoundError where it is not clear what the table is.

    With a code for `blank` cells a last row without numbers belongs to the table. Of several tables with empty rows
    between them `number`, from 1, names one.
    """
    rows = [row for row in grid.rows if any(row.cells)]
    rows = _numbered(grid, rows, number) if number else rows
    start = _first_heading(rows)
    if start is None:
        raise _no_table(grid, rows)
    headings, depth = _headings(grid, rows[start:])
    lines = [*takewhile(_is_line, rows[start + depth :])]
    depth += len(lines)
    _refuse_units(grid, rows[start + depth :], headings)
    body, below = _body(grid, rows[start + depth :], headings, blank=blank)
    counting = _counting(headings, body)
    headings = ["" if at in counting else heading for at, heading in enumerate(headings)]
    filled = [at for at, heading in enumerate(headings) if heading]
    within = range(filled[0], filled[-1] + 1)
    problems = [
        *_column_faults(grid, headings, body, counting),
        *_too_long(grid, headings, body),
        *_too_many(grid, headings, body),
        *_odd_places(grid, rows[start], body, within),
        *_side_by_side(grid, headings, body, within),
        *_no_rows(grid, headings, body, filled[0]),
        *([] if _is_merged_down(grid, filled[0]) else _as_above(grid, headings, body, filled[0])),
        *_mixed_dates(grid, body, filled),
    ]
    if problems:
        raise ProblemsFoundError(problems)
    spacers = [at for at in within if not headings[at] and at not in counting]
    remarks = [*grid.remarks, *_left_out("above the headings", rows[:start]), *_left_out("below the table", below)]
    remarks += [f"{_column(at)} is empty: left out" for at in spacers]
    remarks += [f"{_column(at)} only numbers the rows: left out" for at in sorted(counting)]
    remarks += [f"row {row.number} is a line of dashes: left out" for row in lines]
    hidden = [*(f"row {each}" for each in sorted(grid.hidden_rows)), *map(_column, sorted(grid.hidden_columns))]
    if hidden:
        remarks.append(f"hidden, outside the table: {', '.join(hidden)}: not read")
    width = len(headings)
    cut = tuple(_cut(row, width, filled) for row in body)
    around = tuple(" ".join(filter(None, row.cells)) for row in (*rows[:start], *below))
    marked = NOTE.findall(" ".join((*around, *headings, *(cell for row in cut for cell in row.cells if "[" in cell))))
    around += tuple(text for mark, text in grid.notes.items() if any(mark in each.lower() for each in marked))
    return SheetTable(grid, tuple(headings[at] for at in filled), cut, tuple(remarks), tuple(filled), around)


def _cut(row: TableRow, width: int, filled: Sequence[int]) -> TableRow:
    """The cells of a row that stand under a heading."""
    if len(row.cells) == len(filled) == width:
        return row
    padded = row.cells + ("",) * (width - len(row.cells))
    return TableRow(row.number, tuple([padded[at] for at in filled]))


def _numbered(grid: Grid, rows: Sequence[TableRow], number: int) -> list[TableRow]:
    """The rows of one of the tables of a sheet, with what stands right above and below it."""
    runs: list[list[TableRow]] = []
    for row in rows:
        if not runs or row.number - runs[-1][-1].number > 1:
            runs.append([])
        runs[-1].append(row)
    tables = [run for run in runs if any(map(_is_data, run))]
    if not 0 < number <= len(tables):
        expected = f"a number from 1 to {len(tables)}" if tables else "a table"
        raise grid.refused(
            "intake-table", 0, "no table of that number", expected, "Tables have empty rows between them"
        )
    return tables[number - 1]


def _cell(row: TableRow, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


def _is_heading(row: TableRow) -> bool:
    """Whether a row could be the headings: two or more, none of them a number but years."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) > 1 and all(YEAR.fullmatch(cell) or not is_number(cell) for cell in filled)


def _first_heading(rows: Sequence[TableRow]) -> int | None:
    """The first row that could be the headings of the run of rows that the first number stands in."""
    first = next((at for at, row in enumerate(rows) if _is_data(row)), 0)
    start = first
    while start and rows[start].number - rows[start - 1].number == 1:
        start -= 1
    return next((at for at in range(start, first) if _is_heading(rows[at])), None)


def _is_data(row: TableRow) -> bool:
    """Whether a row holds a number, or what stands for one, beside something else."""
    return (
        _filled(row) > 1
        and any(is_number(cell) or is_unclear(cell) for cell in row.cells if cell)
        and not (_is_heading(row) and not any(is_unclear(cell) for cell in row.cells[1:] if cell))
    )


def _headings(grid: Grid, rows: Sequence[TableRow]) -> tuple[list[str], int]:
    """The heading of each column, and how many rows they take: two where one spans others."""
    top = list(rows[0].cells)
    spans = [each for each in grid.merged if each.top == rows[0].number and each.width > 1]
    if spans and not (_is_heading(rows[1]) and all(_cell(rows[1], at) for each in spans for at in each.columns)):
        found = f"a heading over {_column(spans[0].left)} to {_column(spans[0].right)}"
        raise grid.refused(
            "intake-table", rows[0].number, found, "a heading of its own for each column, there or in the next row"
        )
    if spans:
        for each in spans:
            top[each.left : each.right + 1] = [top[each.left]] * each.width
        width = max(len(top), len(rows[1].cells))
        top += [""] * (width - len(top))
        return [" ".join(filter(None, (each, _cell(rows[1], at)))) for at, each in enumerate(top)], 2
    if len(rows) > 1 and _is_second_heading(rows[0], rows[1]):
        raise grid.refused(
            "intake-table", rows[1].number, "two rows of headings", _ONE_TABLE, "Write one heading over each column"
        )
    return top, 1


def _is_second_heading(first: TableRow, second: TableRow) -> bool:
    if not _is_heading(second):
        return False
    return any(map(YEAR.fullmatch, second.cells)) or (not second.cells[0] and "" in first.cells)


def _refuse_units(grid: Grid, rows: Sequence[TableRow], headings: Sequence[str]) -> None:
    """Refuse a row under the headings that has words in each column of numbers, such as their units.

    One that names a row as well needs two such columns.
    """
    if len(rows) < 2 or _filled(rows[0]) < 2:
        return
    some = rows[1:_TRIED]
    of_numbers = []
    for at in range(len(headings)):
        cells = [cell for cell in (_cell(row, at) for row in some) if cell]
        if cells and all(map(is_number, cells)) and not all(map(YEAR.fullmatch, cells)):
            of_numbers.append(_cell(rows[0], at))
    is_named = bool(rows[0].cells[0]) and not _UNITS.fullmatch(rows[0].cells[0])
    if len(of_numbers) > is_named and all(cell and _UNIT.fullmatch(cell) for cell in of_numbers):
        found, expected = (
            "words under the headings where numbers follow, as a row of units",
            "numbers under the headings",
        )
        advice = "Delete the row. --unit-of HEADING=UNIT gives a column its unit"
        raise grid.refused("intake-table", rows[0].number, found, expected, advice)


def _body(
    grid: Grid, rows: Sequence[TableRow], headings: Sequence[str], *, blank: str
) -> tuple[list[TableRow], list[TableRow]]:
    """The rows of the table, and what stands below it; raises ProblemsFoundError where there is more than one table.

    A row with a name alone ends a table, unless it goes on below: then its numbers are missing.
    """
    label = next(at for at, heading in enumerate(headings) if heading)
    for at, row in enumerate(rows):
        follows = at == 0 or row.number == rows[at - 1].number + 1
        if follows and not _is_alone(row, label):
            continue
        again = next(filter(_is_data, rows[at:]), None)
        if not follows:
            if again:
                found, advice = "a second table below an empty row", "--table 1, --table 2 and so on take one of them"
                raise grid.refused("intake-table", again.number, found, _ONE_TABLE, advice)
            return list(rows[:at]), list(rows[at:])
        if again or not _NOTE.fullmatch(row.cells[label]):
            if blank or (again and sum(map(bool, headings)) == 2):
                continue
            advice = "--blank [x] says that its numbers are not available. If it is no part of the table, delete it"
            found = "numbers below a row without any" if again else "a row without numbers"
            raise grid.refused("intake-table", again.number if again else row.number, found, _ONE_TABLE, advice)
        return list(rows[:at]), list(rows[at:])
    return list(rows), []


def _is_alone(row: TableRow, label: int) -> bool:
    """Whether a row holds a name, or a remark, and nothing else."""
    return _filled(row) == 1 and bool(_cell(row, label))


def _filled(row: TableRow) -> int:
    return sum(map(bool, row.cells))


def _no_table(grid: Grid, rows: Sequence[TableRow]) -> ProblemsFoundError:
    """Why no table is found, as far as that can be told."""
    for row in rows:
        for at in (at for at, cell in enumerate(row.cells) if has_invisible(cell)):
            found, expected = f"an invisible character in {_column(at)}", "letters that can be seen"
            return grid.refused("intake-heading", row.number, found, expected, "Delete it: type the cell again")
    expected = "a row of headings, and rows with numbers right under it"
    advice = "Numbers stand alone in their cells: 412, and not 412 offences" if _has_worded_numbers(rows) else ""
    return grid.refused("intake-table", 0, "no table", expected, advice)


def _is_line(row: TableRow) -> bool:
    """Whether a row is a line under the headings, as the tools of databases draw it."""
    return all(_LINE.fullmatch(cell) for cell in row.cells if cell)


def _has_worded_numbers(rows: Sequence[TableRow]) -> bool:
    """Whether cells hold numbers with words behind them, as a format such as `General" offences"` shows them."""
    return any(_WORDED.fullmatch(cell) for row in rows for cell in row.cells[1:])


def _counting(headings: Sequence[str], body: Sequence[TableRow]) -> set[int]:
    """A column without a name that only numbers the rows, which programs write beside a table."""
    found = set()
    for at, heading in enumerate(headings):
        cells = [_cell(row, at) for row in body] if not heading or _UNNAMED.fullmatch(heading) else []
        if any(cells) and any(cells == [str(first + place) for place in range(len(cells))] for first in (0, 1)):
            found.add(at)
    return found


def _column_faults(
    grid: Grid, headings: Sequence[str], body: Sequence[TableRow], counting: Container[int]
) -> list[Problem]:
    """Columns that hold something and have no heading."""
    expected = "a heading over each column that holds something"
    return [
        grid.problem("intake-heading", body[0].number, f"{_column(at)} without a heading", expected)
        for at, heading in enumerate(headings)
        if not heading and at not in counting and any(_cell(row, at) for row in body)
    ]


def _too_long(grid: Grid, headings: Sequence[str], body: Sequence[TableRow]) -> list[Problem]:
    """Rows that reach beyond the headings."""
    found = [row for row in body if len(row.cells) > len(headings) and any(row.cells[len(headings) :])]
    return grid.too_long(found, len(headings))


def _too_many(grid: Grid, headings: Sequence[str], body: Sequence[TableRow]) -> Iterator[Problem]:
    """Headings at the end with nothing under them in any row, as one that was cut at its comma leaves behind."""
    most = max((at for row in body for at, cell in enumerate(row.cells, 1) if cell), default=0)
    width = max(at for at, heading in enumerate(headings, 1) if heading)
    if body and most < width:
        found = f"{width} headings over {most} columns that hold something"
        advice = f'A heading with "{grid.delimiter}" in it needs quotation marks around it'
        yield grid.problem("intake-heading", body[0].number - 1, found, "a heading over each column", advice)


def _side_by_side(grid: Grid, headings: Sequence[str], body: Sequence[TableRow], within: range) -> Iterator[Problem]:
    """A second table to the right of an empty column: one that begins with names of its own."""
    for at in within:
        if headings[at] or at + 1 not in within or not headings[at + 1]:
            continue
        cells = [_cell(row, at + 1) for row in body]
        if all(is_label(cell) for cell in cells if cell) and any(cells):
            found = f"two tables side by side, with {_column(at)} between"
            advice = "Put each table on a sheet of its own"
            yield grid.problem("intake-table", body[0].number - 1, found, "one table in a sheet", advice)
            return


def _is_merged_down(grid: Grid, column: int) -> bool:
    """Whether cells of a column are merged over several rows, which leaves the lower ones blank."""
    return any(each.left == column and each.bottom > each.top for each in grid.merged)


def _as_above(grid: Grid, headings: Sequence[str], body: Sequence[TableRow], first: int) -> Iterator[Problem]:
    """Blank cells under the first heading, which mean the name above."""
    blank = [row for row in body if not _cell(row, first)]
    others = [at for at, heading in enumerate(headings) if heading and at != first]
    if blank and _cell(body[0], first) and any(is_label(_cell(row, at)) for row in blank for at in others):
        found = f'blank first cells, which mean "as above", in {len(blank)} row{"s" * (len(blank) != 1)}'
        advice = "Write the name in each row. Where two columns name a row, join them in one, such as Belhus, female"
        yield grid.problem("intake-table", blank[0].number, found, "a name in the first cell of each row", advice)


def _no_rows(grid: Grid, headings: Sequence[str], body: Sequence[TableRow], first: int) -> Iterator[Problem]:
    """Rows among the others that are none: the headings again, and remarks with a number beside them."""
    for row in body:
        cell = _cell(row, first)
        again = cell == headings[first] and all(_cell(row, at) == each for at, each in enumerate(headings))
        if again or _REMARK.fullmatch(cell):
            found = "the headings again" if again else "a remark with a number beside it"
            yield grid.problem("intake-table", row.number, found, "rows of the table alone", "Delete the row")


def _mixed_dates(grid: Grid, body: Sequence[TableRow], filled: Sequence[int]) -> Iterator[Problem]:
    """Columns of texts some of which a spreadsheet made days."""
    for at in filled if grid.dates else ():
        days = [row for row in body if (row.number, at) in grid.dates]
        others = [_cell(row, at) for row in body if (row.number, at) not in grid.dates and _cell(row, at)]
        if days and any(not is_total(cell) for cell in others):
            found = f"a date beside texts in {_column(at)}, in {len(days)} cell{'s' * (len(days) != 1)}"
            advice = "Where they were texts such as 1-4, format the cells as Text and type them again"
            yield grid.problem("intake-cell", days[0].number, found, "a column of dates, or one of texts", advice)


def _odd_places(grid: Grid, heading: TableRow, body: Sequence[TableRow], columns: range) -> list[Problem]:
    """What is merged or hidden within the table."""
    inside = range(heading.number, body[-1].number + 1)
    problems = [
        grid.problem(
            "intake-merged",
            each.top,
            f"cells that are merged, in {_column(each.left)}",
            "each cell by itself",
            "Unmerge them",
        )
        for each in grid.merged
        if each.bottom >= body[0].number and each.top in inside
    ]
    advice = "Show it, if it belongs to the table. If not, delete it"
    hidden = [row for row in sorted(grid.hidden_rows) if row in inside]
    problems += [
        grid.problem(
            "intake-hidden", row, f"a hidden row in the table{_more(hidden, 'row')}", "rows that Excel shows", advice
        )
        for row in hidden[:1]
    ]
    problems += [
        grid.problem(
            "intake-hidden", 0, f"a hidden column in the table, {_column(column)}", "columns that Excel shows", advice
        )
        for column in sorted(grid.hidden_columns)
        if column in columns
    ]
    return problems


def _more(places: Sequence[int], what: str) -> str:
    if len(places) < 2:
        return ""
    return f", and {len(places) - 1} more such as {what} {places[1]}"


def _left_out(where: str, rows: Sequence[TableRow]) -> list[str]:
    if not rows:
        return []
    first, last = rows[0].number, rows[-1].number
    place = f"row {first}" if first == last else f"rows {first} to {last}"
    return [f"{place}, {where}: left out. What readers must know of it goes under `notes` of the descriptor"]


def _column(column: int) -> str:
    return f"column {letters(column)}"
