"""A pack of everyday small counts, synthetic throughout, and the files that such a table gets into: a writer a channel.

Each channel writes a table of labels and numbers. What it writes of a table of the pack must be stopped, or be for
review where it says so; what it writes of the same table with other numbers, its clean twin, must not be found.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

WARDS = (  # invented for this pack
    *("Alderbrook", "Ashcombe", "Bramley Heath", "Castle Field", "Dovecote", "East Marling", "Fernhill", "Grange Park"),
    *("Harbour", "Kingsmead", "Lower Stoke", "Millbrook", "Northgate", "Priory"),
)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
MONTHS += ("November", "December")
HOURS = ("Under 18", "18 to 24", "25 to 34", "35 to 49", "50 to 64", "65 and over", "Not known", "Not recorded")


@dataclass(frozen=True)
class Grid:
    """A table: its title, what its rows are, their labels, its columns and its numbers."""

    name: str
    title: str
    of: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]

    def column(self, at: int) -> list[int]:
        """The numbers of one column."""
        return [row[at] for row in self.cells]

    def records(self) -> list[dict[str, object]]:
        """Each row by the names of its columns."""
        return [
            {self.of: label, **dict(zip(self.columns, row, strict=True))}
            for label, row in zip(self.rows, self.cells, strict=True)
        ]

    def lines(self) -> list[list[str]]:
        """The table with its head, as texts."""
        body = [[label, *map(str, row)] for label, row in zip(self.rows, self.cells, strict=True)]
        return [[self.of, *self.columns], *body]


def _grid(shape: tuple[str, str, str, Sequence[str], Sequence[str]], most: int, noise: random.Random) -> Grid:
    name, title, of, rows, columns = shape
    cells = tuple(tuple(_count(most, noise) for _ in columns) for _ in rows)
    return Grid(name, title, of, tuple(rows), tuple(columns), cells)


def _count(most: int, noise: random.Random) -> int:
    """A count as wards have them: few large, most small, and none of a thousand."""
    return min(most, max(1, round(most * noise.betavariate(1.2, 3.5))))


_SHAPES: tuple[tuple[tuple[str, str, str, Sequence[str], Sequence[str]], int], ...] = (
    (("knife-injuries-by-ward", "Synthetic: Knife injuries by ward", "Ward", WARDS, ("2020", "2021", "2022")), 240),
    (
        (
            *("stalking-reports-by-ward", "Synthetic: Stalking reports by ward", "Ward", WARDS),
            ("Reports", "Repeat victims", "Charged", "Closed", "Pending"),
        ),
        480,
    ),
    (
        (
            *("drug-supply-by-month", "Synthetic: Drug supply warrants by month", "Month", MONTHS),
            ("Warrants", "Arrests", "Nominals", "Vehicles"),
        ),
        90,
    ),
    (
        (
            *("panel-cases-by-age", "Synthetic: Safeguarding panel cases by age", "Age", HOURS),
            ("Adopted", "Declined", "Referred", "Open", "Closed", "Moved"),
        ),
        320,
    ),
)


def grids(seed: str) -> list[Grid]:
    """The tables of a pack, with the numbers that a seed gives."""
    noise = random.Random(seed)  # noqa: S311  # the same numbers each time
    return [_grid(shape, most, noise) for shape, most in _SHAPES]


def twin(grid: Grid, seed: str) -> Grid:
    """The same table with other numbers of the same sizes."""
    noise = random.Random(f"{seed} {grid.name}")  # noqa: S311  # as above
    most = max(map(max, grid.cells))
    return replace(grid, cells=tuple(tuple(_count(most, noise) for _ in row) for row in grid.cells))


def write_pack(folder: Path, made: Sequence[Grid]) -> None:
    """Two tables for partners, two for the team alone, and the names that they declare."""
    for at, grid in enumerate(made):
        place = folder / ("partner" if at % 2 == 0 else "internal")
        place.mkdir(parents=True, exist_ok=True)
        lines = [["id", "label", *grid.columns], *([f"r{at}", *row] for at, row in enumerate(grid.lines()[1:]))]
        (place / f"{grid.name}.csv").write_text("".join(",".join(line) + "\n" for line in lines), "utf-8")
        columns = "".join(f'  "{name}": {{title: "{name}", unit: people}}\n' for name in grid.columns)
        (place / f"{grid.name}.yaml").write_text(
            f'title: "{grid.title}"\nsynthetic: true\ncolumns:\n{columns}', "utf-8"
        )


def write_open(folder: Path) -> None:
    """What everybody may read: the wards and months, with numbers that have nothing to do with the pack."""
    folder.mkdir(parents=True, exist_ok=True)
    noise = random.Random("open")  # noqa: S311  # as above
    for name, labels in (("residents", WARDS), ("calendar", MONTHS), ("ages", HOURS)):
        lines = [f"r{at},{label},{noise.randrange(2000, 9000)}" for at, label in enumerate(labels)]
        (folder / f"{name}.csv").write_text("\n".join(["id,label,Residents", *lines]) + "\n", "utf-8")
        title = 'title: "Residents by ward, month, age and year"\ncolumns:\n  Residents: {title: Residents}\n'
        (folder / f"{name}.yaml").write_text(title, "utf-8")
