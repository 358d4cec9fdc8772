"""What columns, words and orders say of withheld counts, as a reader would infer it.

What holds in every row that is shown is taken to hold where a count is withheld: that a column is a share of a total,
the change between two years, a rank, a direction in words; that rows stand in order of size. Nothing need be declared.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, permutations

from assess.protect.combined import of_remainders, of_running_totals
from assess.protect.marked import of_classes, of_limits, of_marks
from assess.protect.published import Counts, counted, has_withheld, number_of
from assess.protect.scaled import of_an_order, of_scale, of_shift
from assess.protect.statements import Statement
from assess.protect.told import ENOUGH, NO_CHANCE, Terms, Told
from redaction.data.dataset import LABEL, Cell, Column, Dataset
from redaction.data.periods import period_of

_UP = [
    "\u25b2",
    "\u2191",
    "\u2b06",
    "\u2197",
    "+",
    "up",
    "rose",
    "rise",
    "risen",
    "higher",
    "more",
    "increase",
    "increased",
]
_DOWN = [
    "\u25bc",
    "\u2193",
    "\u2b07",
    "\u2198",
    "-",
    "\u2212",
    "down",
    "fell",
    "fall",
    "lower",
    "fewer",
    "decrease",
    "decreased",
]
_LEVEL = ["=", "\u2192", "\u2194", "\u27a1", "same", "the same", "no change", "unchanged", "level", "stable"]
_DIRECTIONS = {word: sign for sign, words in ((1, _UP), (-1, _DOWN), (0, _LEVEL)) for word in words}
_IN_ORDER = 5  # rows that must stand in order of size for this to be no chance
_BASES = (3, 5, 10)
_FEW_WORDS = 8
_FACTORS = (1, 100, 1000, 10_000, 100_000)  # the first where it is "one in" so many
_FOREMOST = re.compile(r"\b(?:top|highest|most|worst|largest|leading)\b", re.IGNORECASE)


def inferred(counts: Counts) -> Iterator[Statement]:
    """Every statement that a reader can infer."""
    for table in counts.datasets.values():
        if not has_withheld(table) and not any(table.id == each for each, *_ in counts.withheld.values()):
            continue
        for teller in counts.datasets.values():
            told = Told(counts, table, teller)
            if len(told.rows) < min(ENOUGH, len(teller.rows)):
                continue
            for column in teller.descriptor.columns:
                if column.name != LABEL:
                    yield from _of_text(told, column) if column.kind == "text" else _of_a_number(told, column)
            yield from _of_order(told)
            yield from _of_rounded(told)
            yield from _of_foremost(told)
            yield from of_running_totals(told)
        own = Told(counts, table, table)
        yield from _of_totals(own)
        yield from of_marks(own)
        yield from of_remainders(counts, table)


# Numbers: shares, changes, rates, differences and ranks.


@dataclass(frozen=True)
class _Ratio:
    """That a column is a factor times a sum of counts of a row, by weight, over another count or the sum of some.

    These stand in the same row, or in the row `of`, or in the row that it is part of; in the same table, or in another.
    """

    what: str
    factor: int
    above: tuple[tuple[str, int], ...]
    below: tuple[str, ...]
    of: str = ""
    of_parent: bool = False
    table: Dataset | None = None

    def whole(self, told: Told, row: str) -> list[str]:
        """The counts that a row is compared with, by their names."""
        table = self.table or told.table
        other = told.table.parent_of(row) if self.of_parent else self.of or row
        return [told.counts.name((table.id, other, each)) for each in self.below] if table.row(other) else []

    def value(self, told: Told, row: str) -> tuple[int, int] | None:
        """What is divided in a row, and by what, where all of it is shown."""
        whole = [told.counts.shown.get(each) for each in self.whole(told, row)]
        counts = [told.number(row, name) for name, _ in self.above]
        if not whole or None in whole or None in counts:
            return None
        above = sum((count or 0) * weight for count, (_, weight) in zip(counts, self.above, strict=True))
        return above, sum(filter(None, whole))


def _of_a_number(told: Told, column: Column) -> Iterator[Statement]:
    found = [*_of_numbers(told, column)]
    is_own_count = column.kind == "count" and (told.table is told.teller or column.name in told.names)
    if is_own_count and told.table is not told.teller:
        found = found or [*of_shift(told, column, (-1,))]
    for others in () if is_own_count else (of_shift, of_scale, of_an_order):
        found = found or [*others(told, column)]
    yield from found


def _of_numbers(told: Told, column: Column) -> Iterator[Statement]:
    if column.kind == "count" and not column.signed:
        yield from _of_ranks(told, column)
        return
    mend = f'Write [c] in that column where the count is withheld, or leave the column out of "{told.teller.id}"'
    for ratio in _ratios(told, column):
        is_strict = _fits(told, column, ratio)
        if is_strict is not None:
            words = (f'the column "{column.name}" ({ratio.what})', mend)
            for row, other in told.rows:
                cell = other.cells[column.name]
                if cell.number is not None and ratio.whole(told, row.id) and ratio.value(told, row.id) is None:
                    yield from _ratio_statements(told, words, ratio, row.id, cell, is_strict=is_strict)
            return
    said = [(row.id, other.cells[column.name].number) for row, other in told.rows]
    for earlier, later in permutations(told.names, 2):
        if _all_hold([(_difference(told, name, earlier, later), number) for name, number in said]):
            for name, number in said:
                if number is not None:
                    terms = ((told.cell(name, later), 1), (told.cell(name, earlier), -1))
                    says = f'the column "{column.name}" (a difference)'
                    yield told.statement((says, mend), terms, int(number), int(number))
            return
    yield from _of_ranks(told, column)


def _ratios(told: Told, column: Column) -> Iterator[_Ratio]:
    """What a column may be."""
    percent = column.kind == "percent" or "%" in column.title
    totals = [row.id for row in told.table.rows if row.id in _tops(told.table)]
    for name in told.names if percent else ():
        for total in totals:
            yield _Ratio("a share", 100, ((name, 1),), (name,), of=total)
        yield _Ratio("a share", 100, ((name, 1),), (name,), of_parent=True)
        yield _Ratio("a share", 100, ((name, 1),), (*told.names,))
    for one, other in permutations(told.names, 2):
        if percent:
            yield _Ratio("a share", 100, ((one, 1),), (other,))
            yield _Ratio("a change", 100, ((other, 1), (one, -1)), (one,))
        else:
            yield from (_Ratio("a rate", factor, ((one, 1),), (other,)) for factor in _FACTORS)
    for table in told.counts.datasets.values():
        beside = [row for row, _ in told.rows if table.row(row.id)]
        for whole in counted(table) if table is not told.table and len(beside) >= ENOUGH else ():
            for name in told.names:
                for factor in (100,) if percent else _FACTORS:
                    yield _Ratio("a share" if percent else "a rate", factor, ((name, 1),), (whole.name,), table=table)


def _tops(table: Dataset) -> frozenset[str]:
    """Rows that others are part of, or that are the total of a sum."""
    return frozenset(row.parent for row in table.rows if row.parent) | {each.total for each in table.sums}


def _fits(told: Told, column: Column, ratio: _Ratio) -> bool | None:
    """Whether a column is a ratio wherever all is shown, half rounded up (True) or either way (False); else None."""
    found, digits, strict = set[Decimal](), 0.0, True
    for row, other in told.rows:
        cell, value = other.cells[column.name], ratio.value(told, row.id)
        if cell.number is None or value is None or not value[1]:
            continue
        off = (ratio.factor * value[0] - cell.number * value[1]) * 2 * 10**cell.decimals
        if abs(off) > value[1]:
            return None
        strict &= abs(off) < value[1] or (off < 0) == (cell.number > 0)
        found.add(cell.number)
        digits += math.log10(1 + abs(cell.number) * 10**cell.decimals)
    return strict if digits >= NO_CHANCE and len(found) > 1 else None


def _ratio_statements(
    told: Told, words: tuple[str, str], ratio: _Ratio, row: str, cell: Cell, *, is_strict: bool
) -> Iterator[Statement]:
    """That a rounded number is what a ratio comes to: what is divided lies between two multiples of what it is over."""
    whole = ratio.whole(told, row)
    if not whole or cell.number is None:
        return
    scale = 2 * 10**cell.decimals
    points = int(cell.number * 10**cell.decimals)
    above = [(told.cell(row, name), ratio.factor * scale * weight) for name, weight in ratio.above]
    low = int(is_strict and points <= 0)
    high = -int(is_strict and points >= 0)
    yield told.statement(words, _added([*above, *((each, 1 - 2 * points) for each in whole)]), low, None)
    yield told.statement(words, _added([*above, *((each, -1 - 2 * points) for each in whole)]), None, high)
    yield told.statement(words, tuple((each, 1) for each in whole), 1, None)


def _added(terms: Iterable[tuple[str, int]]) -> Terms:
    """Terms with each cell once."""
    found: dict[str, int] = {}
    for cell, weight in terms:
        found[cell] = found.get(cell, 0) + weight
    return tuple((cell, weight) for cell, weight in found.items() if weight)


def _difference(told: Told, row: str, earlier: str, later: str) -> int | None:
    before, after = told.number(row, earlier), told.number(row, later)
    return None if before is None or after is None else after - before


def _all_hold(pairs: Iterable[tuple[object, object]]) -> bool:
    """Whether what is shown is what is said, in enough rows that say different things; None is neither."""
    both = [pair for pair in pairs if None not in pair]
    return len(both) >= ENOUGH and len({said for _, said in both}) > 1 and all(shown == said for shown, said in both)


def _of_ranks(told: Told, column: Column) -> Iterator[Statement]:
    """That a column numbers the rows by the size of a count."""
    said = {
        row.id: int(cell.number)
        for row, other in told.rows
        if (cell := other.cells[column.name]).number and not cell.number % 1
    }
    words = (f'the column "{column.name}" (a rank)', "Leave out the rank of each row whose count is withheld")
    for name in told.names:
        if name == column.name and told.table is told.teller:
            continue
        shown = sorted((said[row], number) for row in said if (number := told.number(row, name)) is not None)
        numbers = [number for _, number in shown]
        if len(shown) < ENOUGH or len(set(numbers)) < ENOUGH or max(said.values()) > len(told.table.rows):
            continue
        for sign in (1, -1):
            if all((a[0] < b[0]) == (sign * a[1] > sign * b[1]) for a, b in pairwise(shown)) and any(
                told.number(row, name) is None for row in said
            ):
                for one, other in pairwise(sorted(said, key=lambda row: (said[row], row))):
                    terms = ((told.cell(one, name), sign), (told.cell(other, name), -sign))
                    same = said[one] == said[other]
                    yield told.statement(words, terms, 0 if same else 1, 0 if same else None)
                return


# Words: directions and ranges.


def _of_text(told: Told, column: Column) -> Iterator[Statement]:
    said = [(row.id, other.cells[column.name].text) for row, other in told.rows]
    mend = f'Write [c] in that column where a count is withheld, or leave the column out of "{told.teller.id}"'
    words = {text for _, text in said if text}
    if len(words) > max(_FEW_WORDS, len(said) // 2):
        return
    for earlier, later in permutations(told.names, 2) if len(words) > 1 else ():
        signs: dict[str, set[int]] = {}
        for row, text in said:
            if (apart := _difference(told, row, earlier, later)) is not None and text:
                signs.setdefault(text, set()).add((apart > 0) - (apart < 0))
        known = _directions(text for _, text in said) | {
            text: min(found) for text, found in signs.items() if len(found) == 1
        }
        shown = [(_sign(told, row, earlier, later), known.get(text)) for row, text in said if text in signs]
        if all(len(found) == 1 for found in signs.values()) and _all_hold(shown):
            for row, text in said:
                if text in known:
                    terms = ((told.cell(row, later), 1), (told.cell(row, earlier), -1))
                    least, most = {1: (1, None), -1: (None, -1), 0: (0, 0)}[known[text]]
                    yield told.statement((f'the column "{column.name}" (a direction)', mend), terms, least, most)
            return
    limited = [*of_limits(told, column, said, mend)]
    yield from limited or of_classes(told, column, said, mend)


def _directions(texts: Iterable[str]) -> dict[str, int]:
    """Texts that say a direction in words or arrows that everybody knows."""
    plain = {text: text.casefold().strip(" \ufe0e\ufe0f") for text in texts}
    return {text: _DIRECTIONS[word] for text, word in plain.items() if word in _DIRECTIONS}


def _sign(told: Told, row: str, earlier: str, later: str) -> int | None:
    apart = _difference(told, row, earlier, later)
    return None if apart is None else (apart > 0) - (apart < 0)


def _of_rounded(told: Told) -> Iterator[Statement]:
    """That another table shows the same counts, rounded to multiples of a base."""
    theirs = {column.name for column in counted(told.teller)} if told.teller is not told.table else set()
    places = [(row, other, name) for row, other in told.rows for name in told.names if name in theirs]
    said = [
        (row.id, name, rounded) for row, other, name in places if (rounded := number_of(other.cells[name])) is not None
    ]
    pairs = [(number, rounded) for row, name, rounded in said if (number := told.number(row, name)) is not None]
    for base in _BASES:
        close = all(not rounded % base and abs(number - rounded) < base for number, rounded in pairs)
        if len({rounded for _, rounded in pairs}) >= _IN_ORDER and close:
            mend = f'Withhold the same cells in "{told.teller.id}", or publish only one of the two tables'
            for row, name, rounded in said:
                terms = ((told.cell(row, name), 1),)
                yield told.statement(
                    ("the rounded counts", mend), terms, max(0, rounded - base + 1), rounded + base - 1
                )
            return


# Orders: of all rows, and of those that are foremost.


def _of_order(told: Told) -> Iterator[Statement]:
    """That the rows stand in order of a count."""
    rows = [row for row in told.teller.top_rows() if told.table.row(row.id)]
    labels = [row.label.casefold() for row in rows]
    ids = [row.id for row in rows]
    if sorted(labels) == labels or sorted(ids) == ids or any(map(period_of, ids)):
        return
    for name in told.names:
        numbers = [number for row in ids if (number := told.number(row, name)) is not None]
        if len(set(numbers)) < _IN_ORDER or len(numbers) == len(ids):
            continue
        for sign in (1, -1):
            if all(sign * a >= sign * b for a, b in pairwise(numbers)):
                mend = f'Sort the rows of "{told.teller.id}" by name'
                for one, other in pairwise(ids):
                    terms = ((told.cell(one, name), sign), (told.cell(other, name), -sign))
                    yield told.statement((f'the order of the rows by "{name}"', mend), terms, 0, None)
                return


def _of_foremost(told: Told) -> Iterator[Statement]:
    """That the rows of one table are the highest of another."""
    foremost = {row.id for row in told.teller.rows}
    rest = [row.id for row in told.table.top_rows() if row.id not in foremost]
    words = f"{told.teller.descriptor.title} {told.teller.descriptor.headline}"
    if told.teller is told.table or not rest or not _FOREMOST.search(words) or len(told.rows) < len(foremost):
        return
    for name in told.names:
        highest = [number for row in foremost if (number := told.number(row, name)) is not None]
        others = [number for row in rest if (number := told.number(row, name)) is not None]
        if len(others) >= ENOUGH and (not highest or min(highest) >= max(others)):
            mend = f'Name only rows whose counts are shown in "{told.teller.id}", or leave that table out'
            for one in sorted(foremost):
                for other in rest:
                    terms = ((told.cell(one, name), 1), (told.cell(other, name), -1))
                    yield told.statement((f'the choice of rows by "{name}"', mend), terms, 0, None)


# Totals that are not declared.


def _of_totals(told: Told) -> Iterator[Statement]:
    """That a column is the sum of the others, or a row that of the other rows, wherever all is shown."""
    names, rows = told.names, [row.id for row in told.table.top_rows()]
    if len(names) > 2:
        yield from _total_of(told, names, rows, lambda whole, at: (at, whole), "column")
    if len(rows) > 2 and not told.table.sums:
        yield from _total_of(told, rows, names, lambda whole, at: (whole, at), "row")


def _total_of(
    told: Told, among: Sequence[str], across: Sequence[str], place: Callable[[str, str], tuple[str, str]], kind: str
) -> Iterator[Statement]:
    for whole in among:
        parts = [each for each in among if each != whole]
        lists = [[told.number(*place(each, at)) for each in (whole, *parts)] for at in across]
        known = [numbers for numbers in lists if None not in numbers]
        if len({numbers[0] for numbers in known}) > 1 and all(
            numbers[0] == sum(filter(None, numbers[1:])) for numbers in known
        ):
            says = f'the {kind} "{whole}", the sum of the others,'
            for at in across:
                terms = ((told.cell(*place(whole, at)), 1), *((told.cell(*place(each, at)), -1) for each in parts))
                yield Statement(f'{says} of "{told.table.id}"', terms, 0, 0, inferred=True)
            return
