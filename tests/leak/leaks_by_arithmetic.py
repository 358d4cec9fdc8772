"""Leaks by arithmetic: numbers of the pack are withheld in a public table, and what stands beside gives them away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cases import Gauntlet, Result
from leaks import Fact

from assess.protect.audit import Narrowed, audited
from assess.protect.cube import Tree
from assess.protect.policy import Measure, Table
from redaction.data.dataset import Cell, Column, Dataset, Descriptor, Row, Sum
from redaction.data.rounding import rounded

TABLE, COUNT, TOTAL = "protected", "count", "total"
HIDDEN = 2  # of the numbers: known together, since the total is shown
ROWS = 12


@dataclass(frozen=True)
class Protected:
    """Numbers of the pack with two of them withheld, and the total that is shown."""

    numbers: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.numbers.values())

    @property
    def hidden(self) -> tuple[str, ...]:
        return (*self.numbers,)[1 : 1 + HIDDEN]

    @property
    def width(self) -> int:
        """Half of what a reader has to choose from without the arithmetic."""
        return sum(self.numbers[row] for row in self.hidden) // 2

    def whole(self, row: str) -> int:
        """A number or the total."""
        return self.total if row == TOTAL else self.numbers[row]

    def dataset(self, name: str, column: Column, text: Callable[[str], str], *, alone: bool = False) -> Dataset:
        """A table with a column, beside the counts that are withheld in part unless it stands alone."""
        said = Column(COUNT, COUNT, "count", "cases")
        columns = (Column("label", "Row"), *(() if alone else (said,)), column)
        rows = []
        for row in (*self.numbers, TOTAL):
            shown = "[c]" if row in self.hidden else str(self.whole(row))
            rows.append(Row(row, {"label": Cell(row), COUNT: _cell(shown), column.name: _cell(text(row))}))
        sums = (Sum(TOTAL, (*self.numbers,), (COUNT,)),)
        descriptor = Descriptor(name, "Cases (synthetic)", "", "Northtown", "2025", (), columns)
        return Dataset(descriptor, "public", tuple(rows), () if alone else sums)

    @property
    def measure(self) -> Measure:
        trees = (Tree("row", {TOTAL: (*self.numbers,)}), Tree("kind", {"every": (COUNT,)}))
        table = Table(TABLE, "row", "kind", {}, "public", whole=False)
        return Measure("cases", 5, self.width, "suppress", "", "", trees, (table,))


def _cell(text: str) -> Cell:
    if not text:
        return Cell(text)
    return Cell(text, code=text) if text.startswith("[") else Cell(text, Decimal(text))


def _alone(table: Protected) -> dict[str, Dataset]:
    return {TABLE: table.dataset(TABLE, Column("note", "Note"), lambda _: "")}


def _beside(column: Column, text: Callable[[Protected, str], str]) -> Callable[[Protected], dict[str, Dataset]]:
    return lambda table: {TABLE: table.dataset(TABLE, column, lambda row: text(table, row))}


def _elsewhere(name: str, text: Callable[[Protected, str], str]) -> Callable[[Protected], dict[str, Dataset]]:
    """The same column in a table of another name."""
    column = Column(COUNT, COUNT, "count", "cases")

    def both(table: Protected) -> dict[str, Dataset]:
        return {**_alone(table), name: table.dataset(name, column, lambda row: text(table, row), alone=True)}

    return both


def _the_rest(table: Protected) -> dict[str, Dataset]:
    rest = {row: 1000 + 7 * at for at, row in enumerate(table.numbers)}
    rest[TOTAL] = sum(rest.values())
    return {
        **_elsewhere("rest", lambda _, row: str(rest[row]))(table),
        **_elsewhere("all", lambda own, row: str(own.whole(row) + rest[row]))(table),
    }


def _ratio(factor: int, decimals: int, over: Callable[[Protected], int]) -> Callable[[Protected, str], str]:
    return lambda table, row: str(rounded(Decimal(table.whole(row) * factor) / over(table), decimals))


def _running(table: Protected, row: str) -> str:
    rows = [*table.numbers]
    return str(sum(table.numbers[each] for each in (rows if row == TOTAL else rows[: rows.index(row) + 1])))


_SHARE, _NUMBER = Column("share", "Share", "percent"), Column("more", "More", "number", "cases")
ARITHMETIC: Mapping[str, Callable[[Protected], dict[str, Dataset]]] = {
    "shares in whole per cent": _beside(_SHARE, _ratio(100, 0, lambda table: table.total)),
    "shares to a decimal": _beside(_SHARE, _ratio(100, 1, lambda table: table.total)),
    "lengths of bars": _beside(_NUMBER, _ratio(640, 0, lambda table: max(table.numbers.values()))),
    "an average of a month": _beside(_NUMBER, _ratio(1, 1, lambda _: 12)),
    "an index": _beside(_NUMBER, _ratio(100, 1, lambda table: next(iter(table.numbers.values())))),
    "a rate of a population that is not shown": _beside(_NUMBER, _ratio(1000, 2, lambda _: 178_300)),
    "a running total": _beside(_NUMBER, _running),
    "the same counts elsewhere": _elsewhere("again", lambda table, row: str(table.whole(row))),
    "the same counts, rounded to tens": _elsewhere("tens", lambda table, row: str(round(table.whole(row), -1))),
    "all, and the rest": _the_rest,
}


def by_arithmetic(gauntlet: Gauntlet) -> Iterator[Result]:
    """What gives withheld numbers away although each is withheld: the audit of small counts tells the statement."""
    for channel, made in ARITHMETIC.items():
        for fact in {fact.source: fact for fact, _ in gauntlet.one_of_each()}.values():
            table = Protected(numbers_of(fact))
            assert not audited(_alone(table), "public", [table.measure]).findings, "safe without the arithmetic"
            found = audited(made(table), "public", [table.measure]).findings
            told = [each.says for each in found if isinstance(each, Narrowed) and each.mend]
            yield Result("arithmetic", channel, fact.source, "a column", f"check: {told[0]}" if told else "")


def numbers_of(fact: Fact) -> dict[str, int]:
    """The counts of a table of the pack, without its totals."""
    found = {
        f"{row.id}-{column.name}": int(number)
        for row in fact.dataset.rows
        for column in fact.dataset.descriptor.columns
        if row.id != TOTAL and column.kind == "count" and (number := row.cells[column.name].number) is not None
    }
    return dict([*found.items()][:ROWS])
