"""Measure the protection of small counts, on synthetic tables: 16 wards, 20 offences, and years or months.

`python -m benchmarks.protection [--thorough] [--months]`: seconds, seconds of processor time, and what came of it.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from decimal import Decimal
from typing import Any

from assess.protect.audit import Audited, audited
from assess.protect.counts import Counts
from assess.protect.cube import Key, Tree
from assess.protect.policy import Measure, Table, cells_of
from assess.protect.protect import Protected, protect
from redaction.data.dataset import Cell, Column, Dataset, Descriptor, Row, Sum
from redaction.data.shorthand import CONFIDENTIAL

_WARDS = tuple(f"w{at}" for at in range(16))
_OFFENCES = tuple(f"o{at}" for at in range(20))
_GROUPS = {f"g{at}": _OFFENCES[4 * at : 4 * at + 4] for at in range(5)}
_SEED, _THRESHOLD, _WIDTH = 12, 5, 5
_YEARLY, _MONTHLY = 0.9, 0.15  # how large the counts are: 181 cells of two years are below the threshold


def main() -> int:
    """Measure, and print a line for each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--thorough", action="store_true", help="also search longer, for fewer cells")
    parser.add_argument("--months", action="store_true", help="also protect twelve months")
    asked = parser.parse_args()
    yearly, counts = _table(2, _YEARLY)
    found = _timed("2 years, protected with witnesses", lambda: protect(yearly, counts))
    datasets = {table.dataset: _dataset(found, table) for table in yearly.tables}
    _timed("the audit of its 26 tables", lambda: audited(datasets, "public", [yearly]))
    if asked.thorough:
        _timed("2 years, --thorough", lambda: protect(yearly, counts, thorough=True))
    if asked.months:
        monthly, more = _table(12, _MONTHLY)
        found = _timed("12 months, protected with witnesses", lambda: protect(monthly, more))
        datasets = {table.dataset: _dataset(found, table) for table in monthly.tables}
        _timed("the audit of its 26 tables", lambda: audited(datasets, "public", [monthly]))
    return 0


def _timed(what: str, step: object) -> Any:
    wall, processor = time.perf_counter(), time.process_time()
    found = step()  # type: ignore[operator]
    spent = f"{time.perf_counter() - wall:6.1f} s, {time.process_time() - processor:6.1f} s of processor"
    of = ""
    if isinstance(found, Audited):
        of = f": {len(found.findings)} findings"
    if isinstance(found, Protected):
        of = f": {len(found.shown):,} cells, {found.primaries} small, {found.secondaries} others withheld"
    print(f"{what}: {spent}{of}", flush=True)
    return found


def _table(periods: int, size: float) -> tuple[Measure, Counts]:
    """A measure and its counts, which are always the same."""
    noise = random.Random(_SEED)  # noqa: S311  # the same numbers each time
    when = tuple(f"y{at}" for at in range(periods))
    trees = (
        Tree("ward", {"all": _WARDS}),
        Tree("offence", {"all": tuple(_GROUPS), **_GROUPS}),
        Tree("year", {"all": when}),
    )
    wards = [noise.lognormvariate(0, 0.5) for _ in _WARDS]
    offences = [noise.lognormvariate(3.2, 1.2) for _ in _OFFENCES]
    counts: dict[Key, int] = {}
    for ward, many in zip(_WARDS, wards, strict=True):
        for offence, often in zip(_OFFENCES, offences, strict=True):
            for period in when:
                counts[ward, offence, period] = _count(many * often * size * noise.lognormvariate(0, 0.3), noise)
    tables = tuple(
        Table(f"crime-{node}", "ward", "year", {"offence": node}, "public", whole=False) for node in trees[1].nodes
    )
    return Measure("crime", _THRESHOLD, _WIDTH, "suppress", "", "", trees, tables), Counts(counts, {})


def _count(mean: float, noise: random.Random) -> int:
    """A count as chance has it, around a mean."""
    if mean > 50:
        return max(0, round(noise.gauss(mean, math.sqrt(mean))))
    count, chance, least = 0, noise.random(), math.exp(-mean)
    while chance > least:
        count, chance = count + 1, chance * noise.random()
    return count


def _dataset(found: Protected, table: Table) -> Dataset:
    """A table as a site publishes it."""
    cells = cells_of(table, found.measure.trees)
    columns = tuple(dict.fromkeys(column for _, column in cells))
    rows = []
    for row in dict.fromkeys(row for row, _ in cells):
        numbers = {column: found.shown[cells[row, column]] for column in columns}
        texts = {
            name: Cell(CONFIDENTIAL, code=CONFIDENTIAL) if number is None else Cell(str(number), Decimal(number))
            for name, number in numbers.items()
        }
        rows.append(Row(row, {"label": Cell(row), **texts}))
    described = (Column("label", "Ward"), *(Column(name, name, "count", "offences") for name in columns))
    descriptor = Descriptor(table.dataset, "Synthetic", "", "Northtown", "", (), described)
    return Dataset(descriptor, "public", tuple(rows), (Sum("all", _WARDS, columns),))


if __name__ == "__main__":
    sys.exit(main())
