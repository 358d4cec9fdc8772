"""Marks and words that set withheld counts apart: other codes beside [c], limits in words, and classes of a map."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assess.protect.policy import SUPPRESS
from assess.protect.published import counted
from assess.protect.statements import Statement
from assess.protect.told import ENOUGH, Told
from redaction.data.dataset import Column
from redaction.data.shorthand import CONFIDENTIAL, NOT_APPLICABLE

Limits = tuple[int, int | None]
_BETWEEN = re.compile(r"(?P<least>\d+) ?(?:to|-|\u2013) ?(?P<most>\d+)")
_FROM = re.compile(r"(?P<least>\d+) ?(?:or more|and over|\+)")
_BELOW = re.compile(r"(?:under|below|fewer than|less than|<) ?(?P<above>\d+)", re.IGNORECASE)
_ORDERS = 1000  # of how many orders of the rows one must be the one in which classes do not overlap


def of_marks(told: Told) -> Iterator[Statement]:
    """That [c] stands for small counts alone, where a table that is protected has another mark beside it."""
    table = told.table
    thresholds = [
        each.threshold
        for each in told.counts.measures
        if each.mode == SUPPRESS and any(own.dataset == table.id for own in each.tables)
    ]
    cells = [(row.id, each.name, row.cells[each.name].code) for row in table.rows for each in counted(table)]
    others = {code for *_, code in cells} - {"", CONFIDENTIAL, NOT_APPLICABLE}
    missing = [
        code
        for code in others
        if any(
            row.cells[each.name].number is None and row.cells[each.name].code == code
            for row in table.rows
            for each in counted(table)
        )
    ]
    if thresholds and missing:
        words = ("another mark beside [c]", f'Write [c] for every withheld count of "{table.id}"')
        for row, name, code in cells:
            if code == CONFIDENTIAL:
                yield told.statement(words, ((told.cell(row, name), 1),), 1, thresholds[0] - 1)


def of_limits(told: Told, column: Column, said: Sequence[tuple[str, str]], mend: str) -> Iterator[Statement]:
    """That each word is a range in which the count lies, as in the key of a map, or beside withheld counts alone."""
    ranges = [(row, limits) for row, text in said if (limits := _limits(text))]
    words = (f'the column "{column.name}" (a range)', mend)
    for name in told.names:
        numbers = [(told.number(row, name), limits) for row, limits in ranges]
        shown = [(number, limits) for number, limits in numbers if number is not None]
        holds = all(low <= number <= (number if high is None else high) for number, (low, high) in shown)
        if holds and len(shown) >= ENOUGH and len(set(ranges)) > 1:
            for row, limits in ranges:
                yield told.statement(words, ((told.cell(row, name), 1),), *limits)
            return
    hidden = {row: [name for name in told.names if told.number(row, name) is None] for row, _ in ranges}
    if all(hidden.values()):
        for row, limits in ranges:
            if len(hidden[row]) == 1:
                yield told.statement(words, ((told.cell(row, hidden[row][0]), 1),), *limits)


def of_classes(told: Told, column: Column, said: Sequence[tuple[str, str]], mend: str) -> Iterator[Statement]:
    """That words sort the rows into classes by size, whose limits lie between the counts that are shown."""
    words = (f'the column "{column.name}" (a class)', mend)
    for name in told.names:
        found: dict[str, list[int]] = {}
        for row, text in said:
            number = told.number(row, name)
            if text and number is not None:
                found.setdefault(text, []).append(number)
        classes = sorted(found, key=lambda text: min(found[text]))
        apart = all(max(found[one]) < min(found[other]) for one, other in pairwise(classes))
        if not apart or _orders(Counter({text: len(numbers) for text, numbers in found.items()})) < _ORDERS:
            continue
        for row, text in said:
            if text in found and told.number(row, name) is None:
                at = classes.index(text)
                least = max(found[classes[at - 1]]) + 1 if at else 0
                most = min(found[classes[at + 1]]) - 1 if at + 1 < len(classes) else None
                yield told.statement(words, ((told.cell(row, name), 1),), least, most)
        return


def _orders(classes: Counter[str]) -> int:
    """In how many ways rows could be sorted into classes of these sizes, whichever stands for which end."""
    ways = math.factorial(classes.total())
    for size in classes.values():
        ways //= math.factorial(size)
    return ways // math.factorial(len(classes)) if len(classes) > 1 else 0


def _limits(text: str) -> Limits | None:
    if found := _BETWEEN.fullmatch(text.strip()):
        return int(found["least"]), int(found["most"])
    if found := _FROM.fullmatch(text.strip()):
        return int(found["least"]), None
    found = _BELOW.fullmatch(text.strip())
    return (0, int(found["above"]) - 1) if found else None
