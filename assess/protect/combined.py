"""Numbers that give counts by subtraction: running totals, and two tables of which one holds the other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from assess.protect.published import Counts, counted, number_of
from assess.protect.statements import Statement
from assess.protect.told import ENOUGH, NO_CHANCE, Told
from redaction.data.dataset import Dataset

_Place = tuple[str, str]
_Step = tuple[tuple[_Place, ...], int]  # the counts that a total grows by together, and by how much


def of_running_totals(told: Told) -> Iterator[Statement]:
    """That a column adds up the counts of the rows above it, or a table those of the columns before."""
    ids = [row.id for row, _ in told.rows if row.id not in {each.total for each in told.table.sums}]
    for column in told.teller.descriptor.columns:
        numbers = [number_of(told.teller.cell(row, column.name)) for row in ids if column.kind in ("count", "number")]
        for name in told.names if numbers else ():
            if (name, told.table) != (column.name, told.teller):
                said = f'the column "{column.name}" (a running total)'
                yield from _steps(told, said, _apart([(row, name) for row in ids], numbers))
    theirs = [each.name for each in counted(told.teller)]
    if told.teller is not told.table and len(theirs) > 1 and theirs == told.names:
        steps = []
        for row, other in told.rows:
            steps += _apart(
                [(row.id, name) for name in told.names], [number_of(other.cells[name]) for name in told.names]
            )
        yield from _steps(told, "the running totals", steps)


def of_remainders(counts: Counts, table: Dataset) -> Iterator[Statement]:
    """That a table is what two others differ by: that of all, and that of the rest."""
    places = [(row.id, column.name) for row in table.rows for column in counted(table)]
    others = [each for each in counts.datasets.values() if each is not table and _has(each, places)]
    numbers = {each.id: [number_of(each.cell(*place)) for place in places] for each in others}
    names = [counts.name((table.id, *place)) for place in places]
    shown = [counts.shown.get(name) for name in names]
    for whole in others:
        for part in others:
            if whole is not part and _is_remainder(shown, numbers[whole.id], numbers[part.id]):
                says = f'the difference of "{whole.id}" and "{part.id}"'
                mend = f'Withhold the same cells in "{part.id}"'
                for name, one, other in zip(names, numbers[whole.id], numbers[part.id], strict=True):
                    if one is not None and other is not None:
                        yield Statement(says, ((name, 1),), one - other, one - other, mend, inferred=True)


def _apart(places: Sequence[_Place], totals: Sequence[int | None]) -> list[_Step]:
    """By how much each total that is shown exceeds the one before it, with the counts that this is the sum of."""
    found, waiting, before = list[_Step](), list[_Place](), 0
    for place, total in zip(places, totals, strict=True):
        waiting.append(place)
        if total is not None:
            found.append((tuple(waiting), total - before))
            waiting, before = [], total
    return found


def _steps(told: Told, says: str, steps: Sequence[_Step]) -> Iterator[Statement]:
    """That counts are what a running total grows by, where that holds of all that are shown, and not by chance."""
    sums = [_sum([told.number(*place) for place in places]) for places, _ in steps]
    shown = [(number, step) for number, (_, step) in zip(sums, steps, strict=True)]
    if _is_no_chance(shown) and all(number in (None, step) for number, step in shown):
        mend = f'Write [c] from the first withheld count on, or leave the running total out of "{told.teller.id}"'
        for places, step in steps:
            yield told.statement((says, mend), tuple((told.cell(*place), 1) for place in places), step, step)


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _is_remainder(shown: Sequence[int | None], whole: Sequence[int | None], part: Sequence[int | None]) -> bool:
    for number, one, other in zip(shown, whole, part, strict=True):
        if number is not None and one is not None and other is not None and number != one - other:
            return False
    rest = [None if None in (one, other) else (one or 0) - (other or 0) for one, other in zip(whole, part, strict=True)]
    return any(part) and _is_no_chance(zip(shown, rest, strict=True))


def _is_no_chance(pairs: Iterable[tuple[int | None, int | None]]) -> bool:
    """Whether enough digits agree in rows that say different things."""
    both = [number for number, said in pairs if number is not None and said is not None]
    return len(set(both)) >= ENOUGH and sum(math.log10(1 + number) for number in both) >= NO_CHANCE


def _has(dataset: Dataset, places: Iterable[_Place]) -> bool:
    names = {column.name for column in counted(dataset)}
    return all(column in names and dataset.row(row) for row, column in places)
