"""What gives withheld counts away although their own table is safe: each attack on a synthetic table, and its mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from small_tables import suppressed

from assess.protect.cube import Tree, cube_of, name_of, sum_statements
from assess.protect.suppress import Question
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


def told_apart() -> Attack:
    """Another mark where counts are withheld for the sake of others."""
    others = frozenset([("priory", EARLIER), ("priory", LATER)])
    table = safe(also=others)

    def marked(row: Row) -> Row:
        other = Cell("[x]", code="[x]")
        return Row(row.id, {name: other if (row.id, name) in others else each for name, each in row.cells.items()})

    leaking = replace(table, rows=tuple(map(marked, table.rows)))
    return Attack({"rescues": leaking}, "another mark beside [c]", {"rescues": table})


def bar(row: str) -> str:
    """The length of a bar, in pixels."""
    return "[z]" if row == "total" else str(rounded(Decimal(numbers()[row, LATER]) * 640 / 80, 0))


def average(row: str) -> str:
    """The average of a month."""
    return str(rounded(Decimal(numbers()[row, LATER]) / 12, 2))


def both_years(row: str) -> str:
    """The average of both years."""
    true = numbers()
    return str(Decimal(true[row, EARLIER] + true[row, LATER]) / 2)


def growth(row: str) -> str:
    """The direction in words that are no direction to those who do not see the others."""
    return {"▲": "worse", "▼": "better", "=": "the same"}[arrow(row)]


def in_words(row: str) -> str:
    """The direction in words that everybody knows."""
    return {"▲": "rose", "▼": "fell", "=": "unchanged"}[arrow(row)]


def shade(row: str) -> str:
    """The bin of a map, as its key has it."""
    number = numbers()[row, LATER]
    return "" if row == "total" else "0 to 3" if number < 4 else "4 to 14" if number < 15 else "15 or more"


def classes() -> Attack:
    """Wards in classes of two, in words, one of each of two classes withheld."""
    hidden = frozenset(["harbour", "wharf"])
    true = {ward: 5 + at * 7 % 16 for at, ward in enumerate(WARDS)}
    words = ("least", "rare", "low", "less", "more", "high", "many", "most")
    column = Column(LATER, LATER, "count", "rescues")

    def table(*, is_mended: bool) -> Dataset:
        def number(row: str) -> str:
            return "[c]" if row in hidden else str(true.get(row, sum(true.values())))

        def level(row: str) -> str:
            return "" if row == "total" or (is_mended and row in hidden) else words[(true[row] - 5) // 2]

        return dataset("rescues", {"a": (column, number), "b": (Column("level", "Level"), level)})

    return Attack({"rescues": table(is_mended=False)}, 'the column "level"', {"rescues": table(is_mended=True)})


def few(row: str) -> str:
    """Words beside each row with a small count."""
    return "fewer than 4" if row != "total" and numbers()[row, LATER] < 4 else ""


def running(row: str) -> str:
    """How many there were in this ward and those above it."""
    true, order = numbers(), (*WARDS, "total")
    return str(
        sum(
            true[ward, LATER]
            for ward in (order if row == "total" else order[: order.index(row) + 1])
            if ward != "total"
        )
    )


def so_far() -> Attack:
    """A table of the same years in which each holds those before it."""
    true, hidden = numbers(), withheld()
    both = {row: true[row, EARLIER] + true[row, LATER] for row in (*WARDS, "total")}
    until = (Column(LATER, LATER, "count", "rescues"), lambda row: str(both[row]))
    table = dataset("so-far", {"a": count(EARLIER, hidden), "b": until})
    return Attack({"rescues": safe(), "so-far": table}, 'the running totals of "so-far"', {"rescues": safe()})


def the_rest() -> Attack:
    """The same counts with and without those of the table: of people of all ages, and of those over 18."""
    true, hidden = numbers(), withheld()

    def more(row: str) -> int:
        return 20 + len(row) * 3 if row != "total" else sum(more(ward) for ward in WARDS)

    older = dataset("older", {"a": (Column(LATER, LATER, "count", "rescues"), lambda row: str(more(row)))})
    ages = dataset(
        "ages", {"a": (Column(LATER, LATER, "count", "rescues"), lambda row: str(more(row) + true[row, LATER]))}
    )
    table = dataset("rescues", {"b": count(LATER, hidden)})
    column = Column(LATER, LATER, "count", "rescues")
    mended = dataset("older", {"a": (column, lambda row: "[c]" if (row, LATER) in hidden else str(more(row)))})
    both = {"rescues": table, "ages": ages}
    return Attack({**both, "older": older}, 'the difference of "ages" and "older"', {**both, "older": mended})


def people(row: str) -> int:
    """How many live in a ward (synthetic)."""
    return sum(map(people, WARDS)) if row == "total" else 1000 + 137 * WARDS.index(row) ** 2 % 4000


def rate(row: str) -> str:
    """The rescues in the later year for each 10,000 people."""
    return str(rounded(Decimal(numbers()[row, LATER]) * 10_000 / people(row), 1))


def rates_elsewhere() -> Attack:
    """Rates in a table of their own, and the people in a third."""
    column = Column("rate", "Rate", "number", "per 10,000 people")
    living = dataset("people", {"a": (Column("people", "People", "count", "people"), lambda row: str(people(row)))})
    leaking, mended = (dataset("rates", {"a": (column, each)}) for each in (rate, but_where_withheld(rate, _NOTHING)))
    both = {"rescues": safe(), "people": living}
    return Attack({**both, "rates": leaking}, 'the column "rate"', {**both, "rates": mended})


def of_both_years(row: str) -> str:
    """The share of the later year in both together."""
    true = numbers()
    return str(rounded(Decimal(true[row, LATER]) * 100 / (true[row, LATER] + true[row, EARLIER]), 0))


def all_others(row: str) -> str:
    """The rescues in the later year in all other wards."""
    true = numbers()
    return "0" if row == "total" else str(true["total", LATER] - true[row, LATER])


def others_elsewhere() -> Attack:
    """A page for each ward with what the others come to, in a table of the same column."""
    column, hidden = Column(LATER, LATER, "count", "rescues"), withheld()
    leaking, mended = (
        dataset("others", {"a": (column, each)}, by_name()[:-1], sums=False)
        for each in (all_others, lambda row: "[c]" if (row, LATER) in hidden else all_others(row))
    )
    said = 'the column "2025" (what is left without a count) of "others"'
    return Attack({"rescues": safe(), "others": leaking}, said, {"rescues": safe(), "others": mended})


def above_average(row: str) -> str:
    """By how much a ward exceeds the average ward."""
    true = numbers()
    return "[z]" if row == "total" else str(rounded(true[row, LATER] - Decimal(true["total", LATER]) / len(WARDS), 1))


def radius(row: str) -> str:
    """The radius of a bubble whose area is the number."""
    return "[z]" if row == "total" else str(rounded(Decimal(numbers()[row, LATER]).sqrt() * 10, 1))


def one_in(row: str) -> str:
    """Of how many people one was rescued."""
    return str(rounded(Decimal(people(row)) / numbers()[row, LATER], 0))


def index_number(row: str) -> str:
    """The later year where the earlier is 100."""
    true = numbers()
    return str(rounded(Decimal(true[row, LATER]) * 100 / true[row, EARLIER], 1))


def one_in_so_many() -> Attack:
    """One rescue in so many people, beside the people."""
    living = (Column("people", "People", "count", "people"), lambda row: str(people(row)))
    column = Column("one-in", "One in", "number", "people")
    leaking, mended = (
        safe(people=living, more=(column, each)) for each in (one_in, but_where_withheld(one_in, _NOTHING))
    )
    return Attack({"rescues": leaking}, 'the column "one-in"', {"rescues": mended})


PERCENT = Column("share", "Share of all rescues", "percent")
_NOTHING: frozenset[tuple[str, str]] = frozenset()
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
    "marked primaries": told_apart,
    "bar lengths": lambda: column_attack(Column("bar", "Length of the bar", "number", "pixels"), bar),
    "map bins": lambda: column_attack(Column("shade", "Shade"), shade),
    "classes": classes,
    "limits in words": lambda: column_attack(Column("note", "Note"), few),
    "directions in words": lambda: column_attack(Column("way", "Direction"), in_words, _NO_CHANGE),
    "directions in other words": lambda: column_attack(Column("way", "Direction"), growth, _NO_CHANGE),
    "averages of a month": lambda: column_attack(Column("mean", "A month", "number", "rescues"), average),
    "averages of both years": lambda: column_attack(Column("mean", "A year", "number", "rescues"), both_years),
    "running totals": lambda: Attack(
        {"rescues": safe(more=(Column("so-far", "So far", "number", "rescues"), running))},
        'the column "so-far"',
        {"rescues": safe()},
    ),
    "running totals with gaps": lambda: Attack(
        {
            "rescues": safe(
                more=(Column("so-far", "So far", "number", "rescues"), but_where_withheld(running, _NOTHING))
            )
        },
        'the column "so-far"',
        {"rescues": safe()},
    ),
    "running totals of the columns": so_far,
    "the rest": the_rest,
    "rates elsewhere": rates_elsewhere,
    "shares of both years": lambda: column_attack(Column("share", "Share in 2025", "percent"), of_both_years),
    "all others": lambda: column_attack(Column("others", "All other wards", "number", "rescues"), all_others),
    "all others elsewhere": others_elsewhere,
    "above the average": lambda: column_attack(Column("above", "Above average", "number", "rescues"), above_average),
    "bubbles": lambda: column_attack(Column("radius", "Radius", "number", "pixels"), radius),
    "one in so many": one_in_so_many,
    "index numbers": lambda: column_attack(Column("index", "Index", "number", "2024 = 100"), index_number),
}
