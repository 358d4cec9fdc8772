"""The names of rows that tables share or that go on from each other: one name for an area, and months without a gap."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from macros.phrasebook.phrases import phrases_of
from redaction.data.areas import AREA
from redaction.data.dataset import LABEL, Dataset, Row
from redaction.data.periods import Period, period_of
from redaction.diagnostics.errors import Problem, quoted

_MONTH = re.compile(r"m\d{4}-\d\d")
_A_YEAR, _FEWEST = 12, 3


def area_name_faults(data: Iterable[tuple[str, Dataset]]) -> Iterator[Problem]:
    """Areas that a table of the open data calls otherwise than most do; capitals and brackets are free.

    A row that sums others is no area, nor is one that says something of some.
    """
    named: dict[tuple[str, str], list[tuple[str, int, str]]] = defaultdict(list)
    counting = ((file, each) for file, each in data if each.descriptor.areas and not each.column(AREA))
    for file, dataset in counting:
        areas = {each.id for each in dataset.top_rows()}
        for row, each in enumerate(dataset.rows, start=2):
            if each.id in areas:
                named[dataset.descriptor.areas, each.id].append((file, row, each.label))
    for places in named.values():
        times = Counter(_bare(label) for _, _, label in places)
        right = max(times, key=lambda name: times[name])
        like = next(label for _, _, label in places if _bare(label) == right)
        for file, row, label in places:
            if _bare(label) != right:
                other = next(each for each, _, own in places if _bare(own) == right)
                found = f"{quoted(label, is_open=True)}, an area that {other} calls {quoted(like, is_open=True)}"
                expected = "one name for it in every table, since its page and its tables show it"
                yield Problem("area-name", file, row, found, expected, place=f'row {row}, column "{LABEL}"')


def month_faults(data: Iterable[tuple[str, Dataset]]) -> Iterator[Problem]:
    """Months whose name is that of another, that are not in order, or that have no row; the first of each table."""
    for file, dataset in data:
        months = [found for row in dataset.rows if (found := _month_of(row))]
        if len(months) >= _FEWEST and len(months) == len(dataset.rows):
            faults = [*_misnamed(file, dataset.rows, months), *_out_of_step(file, months)]
            yield from faults[:1]  # one slip moves all that follow


def _misnamed(file: str, rows: Iterable[Row], months: Iterable[Period]) -> Iterator[Problem]:
    for at, (row, month) in enumerate(zip(rows, months, strict=True), start=2):
        said = period_of(re.sub(r"[^a-z0-9]+", "-", row.label.lower()))
        if said and said.months == 1 and said != month:
            found, expected = f"{quoted(row.label, is_open=True)}, in the row {row.id}", f'"{_name(month.last)}"'
            yield Problem("month-rows", file, at, found, expected, place=f'row {at}, column "{LABEL}"')


def _out_of_step(file: str, months: Iterable[Period]) -> Iterator[Problem]:
    """Months that do not follow the one before by the smallest step, which is a year where each is the same month."""
    pairs = [*pairwise(each.last for each in months)]
    step = min(later - earlier for earlier, later in pairs)
    for at, (earlier, later) in enumerate(pairs, start=3):
        if later <= earlier:
            found, expected = f"{_name(later)} below {_name(earlier)}", "months in order, earliest first"
            yield Problem("month-rows", file, at, found, expected, place=f"row {at}")
        elif later - earlier > step > 0:
            found = f"no row for {_name(earlier + step)}"
            expected = "a row for each month, with its numbers or a code such as [x]"
            yield Problem("month-rows", file, at, found, expected, place=f"row {at}")


def _month_of(row: Row) -> Period | None:
    return period_of(row.id) if _MONTH.fullmatch(row.id) else None


def _name(month: int) -> str:
    """A month, counted from the year 0, in full, as a table in English has it."""
    return f"{phrases_of('en').months[month % _A_YEAR]} {month // _A_YEAR}"


def _bare(label: str) -> str:
    """A name without what tables may write in two ways."""
    return " ".join(re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", label).replace("&", " and ").casefold().split())
