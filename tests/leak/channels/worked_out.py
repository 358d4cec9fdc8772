"""Numbers worked out from others: a writer a channel (D)."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from itertools import accumulate

from planting import Planted, zipped
from small_counts import Grid

from channels.writing import Made, first_column, text_file


def _listed(values: Sequence[object]) -> Planted:
    return text_file("; ".join(map(str, values)))


DERIVED: dict[str, Made] = {
    "shares, in per cent": lambda g: _listed([f"{100 * n / sum(g.column(0)):.1f}%" for n in g.column(0)]),
    "shares, in per cent to two decimals": lambda g: _listed(
        [f"{100 * n / sum(g.column(0)):.2f}" for n in g.column(0)]
    ),
    "shares, as fractions": lambda g: _listed([f"{n / sum(g.column(0)):.4f}" for n in g.column(0)]),
    "shares, as a workbook keeps them": lambda g: _listed([repr(n / sum(g.column(0))) for n in g.column(0)]),
    "index numbers": lambda g: _listed([f"{100 * n / g.column(0)[0]:.1f}" for n in g.column(0)]),
    "ratios to the largest": lambda g: _listed([f"{n / max(g.column(0)):.3f}" for n in g.column(0)]),
    "ratios to the average": lambda g: _listed([f"{n * len(g.rows) / sum(g.column(0)):.3f}" for n in g.column(0)]),
    "cumulative sums": lambda g: _listed(list(accumulate(g.column(0)))),
    "cumulative shares": lambda g: _listed([f"{100 * n / sum(g.column(0)):.1f}" for n in accumulate(g.column(0))]),
    "changes from row to row": lambda g: _listed([b - a for a, b in zip(g.column(0), g.column(0)[1:], strict=False)]),
    "changes from row to row, in per cent": lambda g: _listed(
        [f"{100 * (b - a) / a:.1f}%" for a, b in zip(g.column(0), g.column(0)[1:], strict=False)]
    ),
    "changes between columns": lambda g: _listed([b - a for a, b in zip(g.column(0), g.column(1), strict=True)]),
    "changes between columns, in per cent": lambda g: _listed(
        [f"{100 * (b - a) / a:.1f}%" for a, b in zip(g.column(0), g.column(1), strict=True)]
    ),
    "ratios of columns": lambda g: _listed([f"{b / a:.3f}" for a, b in zip(g.column(0), g.column(1), strict=True)]),
    "sums of columns": lambda g: _listed([sum(row) for row in g.cells]),
    "sums of two columns": lambda g: _listed([row[0] + row[1] for row in g.cells]),
    "averages of rows": lambda g: _listed([f"{sum(row) / len(row):.1f}" for row in g.cells]),
    "moving averages of three": lambda g: _listed(
        [f"{sum(g.column(0)[at : at + 3]) / 3:.1f}" for at in range(len(g.rows) - 2)]
    ),
    "per day": lambda g: _listed([f"{n / 365:.3f}" for n in g.column(0)]),
    "per week": lambda g: _listed([f"{n / 52:.2f}" for n in g.column(0)]),
    "per month": lambda g: _listed([f"{n / 12:.2f}" for n in g.column(0)]),
    "rates per 1,000": lambda g: _listed(
        [f"{1000 * n / r:.2f}" for n, r in zip(g.column(0), residents(len(g.rows), g.of), strict=True)]
    ),
    "rates per 100,000": lambda g: _listed(
        [f"{100_000 * n / r:.1f}" for n, r in zip(g.column(0), residents(len(g.rows), g.of), strict=True)]
    ),
    "doubled": lambda g: _listed([2 * n for n in g.column(0)]),
    "in tens of thousands": lambda g: _listed([f"{n / 1000:.3f}" for n in g.column(0)]),
    "two columns whose difference it is": lambda g: text_file(
        "".join(
            f"{line},{1000 + 37 * at},{1000 + 37 * at + n}\n"
            for at, (line, n) in enumerate(zip(g.rows, g.column(0), strict=True))
        ),
        "a.csv",
    ),
    "percentages beside their base": lambda g: text_file(
        "".join(
            f"{line},{1000 + 37 * at},{100 * n / (1000 + 37 * at):.3f}%\n"
            for at, (line, n) in enumerate(zip(g.rows, g.column(0), strict=True))
        ),
        "a.csv",
    ),
    "rounded to five": lambda g: text_file(
        "".join(f"{line},{5 * round(n / 5)}\n" for line, n in zip(g.rows, g.column(0), strict=True)), "a.csv"
    ),
    "rounded to three": lambda g: text_file(
        "".join(f"{line},{3 * round(n / 3)}\n" for line, n in zip(g.rows, g.column(0), strict=True)), "a.csv"
    ),
    "rounded to ten": lambda g: text_file(
        "".join(f"{line},{10 * round(n / 10)}\n" for line, n in zip(g.rows, g.column(0), strict=True)), "a.csv"
    ),
}


def residents(count: int, of: str) -> list[int]:
    """The open numbers that rates are of, as `small_counts.write_open` has them."""
    import random

    noise = random.Random("open")  # noqa: S311  # the same numbers each time
    lists = {
        name: [noise.randrange(2000, 9000) for _ in range(size)]
        for name, size in (("Ward", 14), ("Month", 12), ("Age", 8))
    }
    return lists[of][:count]


def _whole(grid: Grid) -> int:
    return sum(first_column(grid))


def _told(grid: Grid, values: Iterable[object]) -> Planted:
    return text_file("\n".join(f"{row}: {value}" for row, value in zip(grid.rows, values, strict=True)))


COMPUTED: dict[str, Made] = {
    "per mille": lambda g: _listed([f"{1000 * n / _whole(g):.1f}‰" for n in first_column(g)]),
    "shares of the largest, in per cent": lambda g: _listed(
        [f"{100 * n / max(first_column(g)):.1f}%" for n in first_column(g)]
    ),
    "shares of the average, in per cent": lambda g: _listed(
        [f"{100 * n * len(first_column(g)) / _whole(g):.1f}" for n in first_column(g)]
    ),
    "shares of the row": lambda g: text_file(
        "\n".join("; ".join(f"{100 * n / max(1, sum(r)):.1f}%" for n in r) for r in g.cells)
    ),
    "shares of the row, labelled": lambda g: text_file(
        "\n".join(
            (
                f"{row}: " + "; ".join((f"{100 * n / max(1, sum(r)):.1f}%" for n in r))
                for row, r in zip(g.rows, g.cells, strict=False)
            )
        )
    ),
    "whole shares, labelled": lambda g: _told(g, [f"{round(100 * n / _whole(g))}%" for n in first_column(g)]),
    "shares to a decimal, labelled": lambda g: _told(g, [f"{100 * n / _whole(g):.1f}%" for n in first_column(g)]),
    "shares of two columns": lambda g: _listed([f"{100 * r[0] / max(1, r[0] + r[1]):.1f}%" for r in g.cells]),
    "one in so many": lambda g: _listed([f"1 in {_whole(g) / n:.1f}" for n in first_column(g)]),
    "index numbers to the last row": lambda g: _listed(
        [f"{100 * n / first_column(g)[-1]:.1f}" for n in first_column(g)]
    ),
    "index numbers to the average": lambda g: _listed(
        [f"{100 * n * len(first_column(g)) / _whole(g):.1f}" for n in first_column(g)]
    ),
    "ratios to the row before": lambda g: _listed(
        [f"{b / a:.3f}" for a, b in zip(first_column(g), first_column(g)[1:], strict=False)]
    ),
    "signed changes between columns": lambda g: _listed(
        [f"{b - a:+d}" for a, b in zip(first_column(g), g.column(1), strict=False)]
    ),
    "signed changes between columns, labelled": lambda g: _told(
        g, [f"{b - a:+d}" for a, b in zip(first_column(g), g.column(1), strict=False)]
    ),
    "changes in per cent, signed, labelled": lambda g: _told(
        g, [f"{100 * (b - a) / a:+.1f}%" for a, b in zip(first_column(g), g.column(1), strict=False)]
    ),
    "changes in per cent, whole, labelled": lambda g: _told(
        g, [f"{100 * (b - a) / a:+.0f}%" for a, b in zip(first_column(g), g.column(1), strict=False)]
    ),
    "changes back in time, in per cent": lambda g: _listed(
        [f"{100 * (a - b) / b:.1f}%" for a, b in zip(first_column(g), g.column(1), strict=False)]
    ),
    "cumulative from the end": lambda g: _listed(list(accumulate(reversed(first_column(g))))),
    "cumulative from the end, shown forwards": lambda g: _listed(list(accumulate(reversed(first_column(g))))[::-1]),
    "sums of three columns": lambda g: _listed([sum(r[:3]) for r in g.cells]),
    "sums of the first and the third column": lambda g: _listed([r[0] + r[2] for r in g.cells]),
    "sums of neighbouring rows": lambda g: _listed(
        [a + b for a, b in zip(first_column(g)[::2], first_column(g)[1::2], strict=False)]
    ),
    "moving sums of three": lambda g: _listed(
        [sum(first_column(g)[i : i + 3]) for i in range(len(first_column(g)) - 2)]
    ),
    "moving sums of two": lambda g: _listed(
        [a + b for a, b in zip(first_column(g), first_column(g)[1:], strict=False)]
    ),
    "moving averages of two": lambda g: _listed(
        [f"{(a + b) / 2:.1f}" for a, b in zip(first_column(g), first_column(g)[1:], strict=False)]
    ),
    "moving averages of five": lambda g: _listed(
        [f"{sum(first_column(g)[i : i + 5]) / 5:.1f}" for i in range(len(first_column(g)) - 4)]
    ),
    "quarters": lambda g: _listed([sum(first_column(g)[i : i + 3]) for i in range(0, len(first_column(g)) - 2, 3)]),
    "averages of two columns": lambda g: _listed([f"{(r[0] + r[1]) / 2:.1f}" for r in g.cells]),
    "averages of three columns": lambda g: _listed([f"{sum(r[:3]) / 3:.2f}" for r in g.cells]),
    "per quarter": lambda g: _listed([f"{n / 4:.2f}" for n in first_column(g)]),
    "per working day": lambda g: _listed([f"{n / 260:.3f}" for n in first_column(g)]),
    "per night of the week": lambda g: _listed([f"{n / 7:.2f}" for n in first_column(g)]),
    "days between": lambda g: _listed([f"{365 / n:.2f}" for n in first_column(g)]),
    "differences from the average": lambda g: _listed(
        [f"{n - _whole(g) / len(first_column(g)):+.1f}" for n in first_column(g)]
    ),
    "differences from the largest": lambda g: _listed([max(first_column(g)) - n for n in first_column(g)]),
    "differences from the first": lambda g: _listed([n - first_column(g)[0] for n in first_column(g)]),
    "differences from the median": lambda g: _listed(
        [f"{n - statistics.median(first_column(g)):+.1f}" for n in first_column(g)]
    ),
    "standard scores": lambda g: _listed(
        [f"{(n - statistics.mean(first_column(g))) / statistics.pstdev(first_column(g)):+.2f}" for n in first_column(g)]
    ),
    "logarithms": lambda g: _listed([f"{math.log10(n):.3f}" for n in first_column(g)]),
    "natural logarithms": lambda g: _listed([f"{math.log(n):.3f}" for n in first_column(g)]),
    "square roots": lambda g: _listed([f"{math.sqrt(n):.3f}" for n in first_column(g)]),
    "all others": lambda g: _listed([_whole(g) - n for n in first_column(g)]),
    "one more than each": lambda g: _listed([n + 1 for n in first_column(g)]),
    "rounded to two": lambda g: _told(g, [2 * round(n / 2) for n in first_column(g)]),
    "rounded to four": lambda g: _told(g, [4 * round(n / 4) for n in first_column(g)]),
    "rounded to five, unlabelled": lambda g: _listed([5 * round(n / 5) for n in first_column(g)]),
    "rounded up to five, labelled": lambda g: _told(g, [5 * math.ceil(n / 5) for n in first_column(g)]),
    "bands": lambda g: _told(g, [f"{10 * (n // 10)} to {10 * (n // 10) + 9}" for n in first_column(g)]),
    "rates per 10,000, labelled": lambda g: _told(
        g, [f"{10000 * n / r:.1f}" for n, r in zip(first_column(g), residents(len(g.rows), g.of), strict=False)]
    ),
    "rates per 1,000, to a decimal, labelled": lambda g: _told(
        g, [f"{1000 * n / r:.1f}" for n, r in zip(first_column(g), residents(len(g.rows), g.of), strict=False)]
    ),
    "rates of a million": lambda g: _listed(
        [f"{1000000.0 * n / r:.0f}" for n, r in zip(first_column(g), residents(len(g.rows), g.of), strict=False)]
    ),
    "one resident in so many": lambda g: _listed(
        [f"{r / n:.1f}" for n, r in zip(first_column(g), residents(len(g.rows), g.of), strict=False)]
    ),
    "two files whose difference it is": lambda g: (
        "a.zip",
        zipped(
            {
                "a.csv": "".join((f"{row},{1000 + 37 * i}\n" for i, row in enumerate(g.rows))),
                "b.csv": "".join(
                    (
                        f"{row},{1000 + 37 * i + n}\n"
                        for i, (row, n) in enumerate(zip(g.rows, first_column(g), strict=False))
                    )
                ),
            }
        ),
    ),
    "totals and all columns but one": lambda g: text_file(
        f"{g.of},{','.join(g.columns[1:])},All\n"
        + "".join((f"{row},{','.join(map(str, r[1:]))},{sum(r)}\n" for row, r in zip(g.rows, g.cells, strict=False))),
        "a.csv",
    ),
    "total row and all rows but one": lambda g: text_file(
        "".join((f"{row},{n}\n" for row, n in list(zip(g.rows, first_column(g), strict=False))[1:]))
        + f"Total,{_whole(g)}\n",
        "a.csv",
    ),
    "maximum and minimum of rows": lambda g: _listed([max(r) for r in g.cells]),
    "medians of rows": lambda g: _listed([statistics.median(r) for r in g.cells]),
    "weighted score": lambda g: _listed([r[0] * 3 + r[1] for r in g.cells]),
    "trebled": lambda g: _listed([3 * n for n in first_column(g)]),
    "halved": lambda g: _listed([f"{n / 2:g}" for n in first_column(g)]),
    "times ten": lambda g: _listed([10 * n for n in first_column(g)]),
    "costs at a unit cost": lambda g: _listed([f"£{n * 1850:,}" for n in first_column(g)]),
}
