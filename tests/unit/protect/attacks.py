"""What gives withheld counts away although their own table is safe: each attack on a synthetic table, and its mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assess.protect.cube import Tree, cube_of, name_of, sum_statements
from assess.protect.suppress import Question, suppressed
from redaction.data.dataset import Cell, Column, Dataset, Descriptor, Row, Sum
from redaction.data.rounding import rounded

WARDS = (
    *("marling", "ashcombe", "priory", "dovecote", "kingsmead", "harbour", "fernhill", "grange"),
    *("alderbrook", "northgate", "lower-stoke", "bramley", "millbrook", "castle", "eastfield", "wharf"),
)
EARLIER, LATER = "2024", "2025"
NUMBERS = {  # synthetic, and in no order
    "marling": (41, 38),
    "ashcombe": (3, 6),
    "priory": (17, 22),
    "dovecote": (58, 52),
    "kingsmead": (2, 4),
    "harbour": (73, 80),
    "fernhill": (12, 9),
    "grange": (26, 31),
    "alderbrook": (4, 1),
    "northgate": (35, 35),
    "lower-stoke": (64, 52),
    "bramley": (8, 13),
    "millbrook": (21, 3),
    "castle": (47, 55),
    "eastfield": (6, 11),
    "wharf": (30, 27),
}
THRESHOLD, WIDTH = 5, 4


@dataclass(frozen=True)
class Attack:
    """Datasets that give counts away, the words of a message about them, and the same after the mend."""

    datasets: Mapping[str, Dataset]
    names: str
    mended: Mapping[str, Dataset]


def numbers() -> dict[tuple[str, str], int]:
    """The true numbers, with their totals, by row and column."""
    cells = {(ward, year): NUMBERS[ward][at] for ward in WARDS for at, year in enumerate((EARLIER, LATER))}
    return cells | {("total", year): sum(cells[ward, year] for ward in WARDS) for year in (EARLIER, LATER)}


def withheld() -> frozenset[tuple[str, str]]:
    """The cells of the safe table that are withheld."""
    trees = (Tree("ward", {"total": WARDS}), Tree("year", {"both": (EARLIER, LATER)}))
    table = cube_of(trees, {(ward, year): number for (ward, year), number in numbers().items() if ward != "total"})
    names = {name_of(trees, key): key for key in table.numbers}
    counts = {name: table.numbers[key] for name, key in names.items()}
    unseen = frozenset(name for name, key in names.items() if key[1] == "both")
    question = Question(counts, sum_statements(trees, table), WIDTH, frozenset(), unseen)
    first = [name for name, key in names.items() if key[1] != "both" and 0 < table.numbers[key] < THRESHOLD]
    return frozenset(names[name] for name in suppressed(question, first))


def dataset(
    name: str,
    columns: Mapping[str, tuple[Column, Callable[[str], str]]],
    rows: Sequence[str] = (*WARDS, "total"),
    *,
    title: str = "Rescues by ward (synthetic)",
    sums: bool = True,
) -> Dataset:
    """A dataset of some columns, each with what gives the text of a row."""
    every = (Column("label", "Ward"), *(column for column, _ in columns.values()))
    made = []
    for row in rows:
        cells = {"label": Cell(row.replace("-", " ").title())}
        cells |= {column.name: cell(text(row), column) for column, text in columns.values()}
        made.append(Row(row, cells))
    descriptor = Descriptor(name, title, "", "Northtown", "2025", ("northtown-fire",), every)
    counted = tuple(column.name for column in every if column.kind == "count")
    whole = (Sum("total", tuple(row for row in rows if row != "total"), counted),) if sums and counted else ()
    return Dataset(descriptor, "public", tuple(made), whole)


def cell(text: str, column: Column) -> Cell:
    """A cell as the reader of CSVs gives it."""
    if column.kind == "text":
        return Cell(text)
    return Cell(text, code=text) if text.startswith("[") else Cell(text, Decimal(text))


def count(name: str, hidden: frozenset[tuple[str, str]]) -> tuple[Column, Callable[[str], str]]:
    """A column of counts, some of them withheld."""
    true = numbers()
    return Column(name, name, "count", "rescues"), lambda row: "[c]" if (row, name) in hidden else str(true[row, name])


def safe(
    rows: Sequence[str] = (*WARDS, "total"),
    also: frozenset[tuple[str, str]] = frozenset(),
    **more: tuple[Column, Callable[[str], str]],
) -> Dataset:
    """The table that is safe by itself, with further cells withheld and further columns."""
    hidden = withheld() | also
    return dataset("rescues", {"a": count(EARLIER, hidden), "b": count(LATER, hidden), **more}, rows)


def percent(row: str, decimals: int) -> str:
    """The share of a ward in the total of the later year."""
    true = numbers()
    return str(rounded(Decimal(true[row, LATER]) * 100 / true["total", LATER], decimals))


def change(row: str) -> str:
    """The change between the years, in per cent."""
    true = numbers()
    return str(rounded(Decimal(true[row, LATER] - true[row, EARLIER]) * 100 / true[row, EARLIER], 1))


def arrow(row: str) -> str:
    """The direction between the years."""
    true = numbers()
    apart = true[row, LATER] - true[row, EARLIER]
    return "▲" if apart > 0 else "▼" if apart < 0 else "="


def difference(row: str) -> str:
    """The difference between the years."""
    true = numbers()
    return str(true[row, LATER] - true[row, EARLIER])


def rank(row: str) -> str:
    """The competition rank in the later year; the total has none."""
    true = numbers()
    return "[z]" if row == "total" else str(1 + sum(true[other, LATER] > true[row, LATER] for other in WARDS))


def but_where_withheld(text: Callable[[str], str], also: frozenset[tuple[str, str]]) -> Callable[[str], str]:
    """A column with [c] in each row in which a count is withheld."""
    rows = {row for row, _ in withheld() | also}
    return lambda row: "[c]" if row in rows else text(row)


def sorted_rows(year: str = LATER) -> tuple[str, ...]:
    """The wards, the highest first."""
    true = numbers()
    return (*sorted(WARDS, key=lambda ward: (-true[ward, year], ward)), "total")


def by_name() -> tuple[str, ...]:
    """The wards by name."""
    return (*sorted(WARDS), "total")


def column_attack(column: Column, text: Callable[[str], str], also: frozenset[tuple[str, str]] = frozenset()) -> Attack:
    """A column beside the safe table, and the same with [c] where a count is withheld."""
    leaking, mended = (safe(also=also, more=(column, each)) for each in (text, but_where_withheld(text, also)))
    return Attack({"rescues": leaking}, f'the column "{column.name}"', {"rescues": mended})


def last_year() -> Attack:
    """The table that was published a year ago, under another name, beside that of this year."""
    before = dataset("rescues-last-year", {"a": count(EARLIER, frozenset())})
    hidden = withheld()
    after = dataset("rescues-last-year", {"a": count(EARLIER, hidden)})
    names = 'the same counts, shown in "rescues-last-year"'
    return Attack({"rescues": safe(), before.id: before}, names, {"rescues": safe(), after.id: after})


def rounded_too() -> Attack:
    """The same counts in another table, rounded to multiples of 3."""
    true, hidden = numbers(), withheld()

    def near(row: str) -> str:
        return str(3 * round(true[row, LATER] / 3))

    column = Column(LATER, LATER, "count", "rescues")
    more = dataset("rounded", {"a": (column, near)}, sums=False)
    mended = dataset("rounded", {"a": (column, lambda row: "[c]" if (row, LATER) in hidden else near(row))}, sums=False)
    said = 'the rounded counts of "rounded"'
    return Attack({"rescues": safe(), "rounded": more}, said, {"rescues": safe(), "rounded": mended})


def foremost() -> Attack:
    """A table that names the three highest wards: the count that it says of one gives away another of its column."""
    hidden = frozenset([("lower-stoke", LATER), ("millbrook", LATER)])
    table = dataset("rescues", {"a": count(EARLIER, hidden), "b": count(LATER, hidden)})
    top = dataset("foremost", {}, ("harbour", "castle", "lower-stoke"), title="The three highest wards (synthetic)")
    return Attack({"rescues": table, "foremost": top}, "the choice of rows", {"rescues": table})


PERCENT = Column("share", "Share of all rescues", "percent")
_NO_CHANGE = frozenset([("northgate", EARLIER)])  # as many as in the year after
ATTACKS: Mapping[str, Callable[[], Attack]] = {
    "whole percentages": lambda: column_attack(PERCENT, lambda row: percent(row, 0)),
    "decimal percentages": lambda: column_attack(PERCENT, lambda row: percent(row, 1)),
    "changes": lambda: column_attack(Column("change", "Change in %", "percent"), change),
    "differences": lambda: column_attack(Column("more", "More than the year before", "number", "rescues"), difference),
    "arrows": lambda: column_attack(Column("arrow", "Direction"), arrow, _NO_CHANGE),
    "ranks": lambda: column_attack(Column("rank", "Rank", "number", "th"), rank),
    "sorted wards": lambda: Attack(
        {"rescues": safe(sorted_rows())}, "the order of the rows", {"rescues": safe(by_name())}
    ),
    "the highest": foremost,
    "rounded too": rounded_too,
    "last year": last_year,
}
