"""What follows from a table without a number of it: the order of its rows, and a total less its parts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from assess.audit.fingerprints.index import Fingerprints
from assess.audit.fingerprints.matching import Hit
from assess.audit.fingerprints.pack import Cell, Folder, Table
from assess.audit.text.numerals import canonical, values
from assess.audit.text.passages import Passage
from assess.audit.text.shingles import label_of, read_tokens

COLUMNS = ("column", "table column")
_FEWEST_ROWS = 6
_MOST_OF = 0.8  # of the rows of a table: a text that names some of them is no list of them
_ODDS, _ODDS_OF_LIST = 400, 40  # how much rarer than chance an order must be to tell, in any text and in a column
_BESIDE = 3  # how many labels of its table stand beside a remainder
_REMAINDER_DIGITS = 4
_MOST_ROWS = 500


@dataclass(frozen=True)
class Ordered:
    """The rows of a table by their labels, and the orders in which its columns put them, the largest first."""

    source: str
    rows: tuple[str, ...]
    orders: tuple[tuple[str, ...], ...]
    numbers: frozenset[str] = field(default=frozenset())


def inferred(passage: Passage, known: Fingerprints) -> Iterator[Hit]:
    """What a passage tells of the pack by the order of its lines, or by what is left of a total."""
    if not passage.ordered:
        return
    if "ordered" not in known.kept:
        known.kept["ordered"] = [table for folder in known.folders for table in _tables(folder)]
    tables: Sequence[Ordered] = known.kept["ordered"]
    if not tables:
        return
    read, own, _ = read_tokens(passage.text)
    text = ""
    columns: list[tuple[int, list[Decimal]]] = []
    present = known.rows_in(own)
    for table in tables if len(present) >= _BESIDE else ():
        named = [*filter(present.__contains__, table.rows)]
        if len(named) < _BESIDE:
            continue
        text = text or f" {read} "
        places = {label: at for label in named if (at := text.find(f" {label} ")) >= 0}
        in_list = passage.channel in COLUMNS
        if len(places) >= max(_FEWEST_ROWS, _MOST_OF * len(table.rows)):
            odds = _ODDS_OF_LIST if in_list else _ODDS
            yield from _order(table, sorted(places, key=places.__getitem__), odds, known)
        if in_list and len(places) >= max(_BESIDE, _MOST_OF * (len(table.rows) - 1)):
            columns = columns or list(_columns(passage.text))
            yield from _remainders(table, columns, known)


def _order(table: Ordered, lines: Sequence[str], odds: int, known: Fingerprints) -> Iterator[Hit]:
    """Whether lines stand in an order that only a withheld column gives them, and that is so much rarer than chance."""
    if math.factorial(len(lines)) < odds * 2 * len(table.orders):
        return
    both_ways = (tuple(lines), tuple(reversed(lines)))
    for order in table.orders:
        if _only(order, lines) in both_ways:
            natural = (_only(table.rows, lines), tuple(sorted(lines)))
            if not any(each in both_ways for each in (*natural, *_open_orders(lines, known))):
                yield Hit("order", table.source, 0, ", ".join(lines))
            return


def _only(order: Sequence[str], lines: Sequence[str]) -> tuple[str, ...]:
    wanted = set(lines)
    return tuple(label for label in order if label in wanted)


def _open_orders(lines: Sequence[str], known: Fingerprints) -> Iterator[tuple[str, ...]]:
    """The orders that the open data gives to the same lines."""
    wanted = set(lines)
    for folder in known.open.read():
        for table in _tables(folder):
            if wanted.issubset(table.rows):
                yield _only(table.rows, lines)
                yield from (_only(order, lines) for order in table.orders)


def _remainders(table: Ordered, columns: Sequence[tuple[int, list[Decimal]]], known: Fingerprints) -> Iterator[Hit]:
    """What is left of the largest number of a column without the others, where it is a number of the table."""
    for at, numbers in columns:
        left = 2 * max(numbers) - sum(numbers)
        written = canonical(left)
        telling = left > 0 and written in table.numbers and len(written.replace(".", "")) >= _REMAINDER_DIGITS
        if telling and written not in known.open.numbers:
            yield Hit("remainder", table.source, at, written)


def _columns(text: str) -> Iterator[tuple[int, list[Decimal]]]:
    """The numbers of each column of a text with a cell a line and a gap between columns, and where they begin."""
    at = 0
    for column in text.split("\n\n"):
        cells = [_numbers_of(line) for line in column.split("\n")[:_MOST_ROWS]]
        try:
            numbers = [Decimal(cell[0]) for cell in cells if len(cell) == 1]
        except InvalidOperation:
            numbers = []
        if len(numbers) > _BESIDE:
            yield at, numbers
        at += len(column) + 2


@lru_cache(maxsize=16384)
def _numbers_of(cell: str) -> Sequence[str]:
    """The numbers of a cell in the likeliest reading; kept, as the same few stand in many cells."""
    return values(cell)[0] if cell.strip() else ()


@lru_cache(maxsize=16)
def _tables_of(tables: tuple[Table, ...]) -> tuple[Ordered, ...]:
    return tuple(found for table in tables if (found := _ordered(table)))


def _tables(folder: Folder) -> tuple[Ordered, ...]:
    return _tables_of(folder.tables)


def _ordered(table: Table) -> Ordered | None:
    """A table as its orders: without rows that have no label, or the label of another, or that are totals."""
    labels = [label_of(row) for row in table.rows]
    chosen = {label: at for at, label in enumerate(labels) if label and labels.count(label) == 1}
    numbers = frozenset(canonical(cell) for row in table.cells for cell in row if cell is not None)
    orders: dict[tuple[str, ...], None] = {}
    for column in range(len(table.columns)):
        cells: Mapping[str, Cell] = {label: table.cells[at][column] for label, at in chosen.items()}
        sized = {label: cell for label, cell in cells.items() if cell is not None}
        whole = sum(sized.values())
        parts = {label: cell for label, cell in sized.items() if 2 * cell != whole}
        if len(parts) >= _FEWEST_ROWS and len(set(parts.values())) == len(parts):
            orders[tuple(sorted(parts, key=parts.__getitem__, reverse=True))] = None
    return Ordered(table.source, tuple(chosen), tuple(orders), numbers) if chosen else None
