"""A dataset: one CSV and its descriptor, as frozen, typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from redaction.data.periods import in_order

ID = "id"
PARENT = "parent"
LABEL = "label"

LARGEST_TABLE = 500  # rows that a page shows of a table; its downloads have all
LARGEST_WORKBOOK = 100_000  # cells of a table that is published as a workbook as well as a CSV

_ALL = ("years", "periods")

ColumnKind = Literal["text", "count", "number", "percent"]
DerivedKind = Literal["difference", "change", "share", "rank", "sum"]
RankOrder = Literal["highest", "lowest"]


@dataclass(frozen=True)
class Column:
    """A stored column; `unit` is a plural noun, `decimals` how many are shown (None: as stored).

    The numbers of one that is `signed` are changes, and are shown with their sign. `safe` says by whom and why a column
    was declared to say nothing of people.
    """

    name: str
    title: str
    kind: ColumnKind = "text"
    unit: str = ""
    decimals: int | None = None
    signed: bool = False
    safe: str = ""

    @property
    def is_numeric(self) -> bool:
        """Whether its cells are numbers."""
        return self.kind != "text"


@dataclass(frozen=True)
class DerivedColumn:
    """A column that follows from others by arithmetic, and so is never stored.

    `operands` maps each operand (`from` and `to`; `part` and `whole`; `of`; for a sum `of 1`, `of 2`, ...) to a
    reference for each row, under the row's id or `default`. `only` names the rows it applies to, none meaning all.
    """

    name: str
    title: str
    by: DerivedKind
    operands: Mapping[str, Mapping[str, str]]
    order: RankOrder = "highest"
    only: tuple[str, ...] = ()

    def operand(self, name: str, row: str) -> str:
        """The reference of an operand for a row, with `{row}` filled in."""
        references = self.operands[name]
        return references.get(row, references.get("default", "")).replace("{row}", row)


@dataclass(frozen=True)
class Sum:
    """Rows that should add up to another row.

    `differs` gives, for a column whose printed total disagrees with its printed parts, the total minus the
    sum of its parts; `note` says so to the reader.
    """

    total: str
    parts: tuple[str, ...]
    columns: tuple[str, ...]
    differs: Mapping[str, Decimal] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Selection:
    """Rows that another dataset has: those of one rank column, best first, down to a rank; or all at its top level."""

    dataset: str
    rank: str = ""
    highest: int = 0


@dataclass(frozen=True)
class OnPages:
    """Which rows of a long table pages show: those under one row, those that are part of none, or the highest."""

    within: str = ""
    groups: bool = False
    highest: str = ""
    rows: int = LARGEST_TABLE


@dataclass(frozen=True)
class Words:
    """What a dataset is called in another language than that of its site; what is empty stays as it is there.

    `titles` and `units` are those of columns, stored and derived, by their names; `rows` has the labels and other texts
    of rows, by id and column.
    """

    title: str = ""
    headline: str = ""
    place: str = ""
    period: str = ""
    caveat: str = ""
    notes: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def places(self) -> frozenset[str]:
        """What it has words for, by its place in the descriptor."""
        said = {name for name in ("title", "headline", "place", "period", "caveat") if getattr(self, name)}
        said |= {f"notes > {place}" for place in range(1, len(self.notes) + 1)}
        said |= {f"columns > {name}" for name in self.titles} | {f"columns > {name} > unit" for name in self.units}
        return frozenset(said | {f"rows > {name} > {column}" for name, texts in self.rows.items() for column in texts})

    @property
    def sentences(self) -> dict[str, str]:
        """What may hold macros, by its place among these words."""
        notes = {f"notes > {place}": note for place, note in enumerate(self.notes, start=1)}
        said = {"headline": self.headline, "caveat": self.caveat} | notes
        return {place: text for place, text in said.items() if text}


@dataclass(frozen=True)
class Descriptor:
    """What a dataset is: title, place, period, sources, columns, and what follows from them.

    `caveat` is what no reader may miss, `notes` are for those who look closer; `areas` is the geography whose areas its
    rows are, and `areas_plural` what several are called where English has no rule for it. `safe` says by whom and why
    rows that look like people were declared not to be, `published` who published its small counts of people and where.
    `languages` are its words in other languages than that of the site.
    `lines` gives the line of `headline`, `period`, each note and each derived column in its file, for messages.
    """

    id: str
    title: str
    headline: str
    place: str
    period: str
    sources: tuple[str, ...]
    columns: tuple[Column, ...]
    derived: tuple[DerivedColumn, ...] = ()
    figure: str = ""
    highlight: str = ""
    caveat: str = ""
    notes: tuple[str, ...] = ()
    areas: str = ""
    areas_plural: str = ""
    awaiting: str = ""
    synthetic: bool = False
    selection: Selection | None = None
    safe: str = ""
    published: str = ""
    on_pages: OnPages = field(default_factory=OnPages)
    languages: Mapping[str, Words] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def remarks(self) -> tuple[str, ...]:
        """All that a reader must know: the caveat, then the notes."""
        return (self.caveat, *self.notes) if self.caveat else self.notes

    @cached_property
    def shown_columns(self) -> dict[str, str]:
        """The title of every column, stored or derived, by its name."""
        return {column.name: column.title for column in self.columns} | {
            column.name: column.title for column in self.derived
        }

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The stored columns that are named after a period, such as a year or a month, earliest first."""
        return in_order(tuple(column.name for column in self.columns))

    def column_named(self, name: str) -> str:
        """The column that a name stands for: one of that name, else for `latest` and `previous` that of a period."""
        if name in self.shown_columns:
            return name
        back = {"latest": 1, "previous": 2}.get(name, 0)
        return self.periods[-back] if 0 < back <= len(self.periods) else name

    def columns_named(self, name: str) -> tuple[str, ...]:
        """The columns that a name stands for in a chart: `years` or `periods` is each, unless a column has the name."""
        stands_for_all = name in _ALL and name not in self.shown_columns and self.periods
        return self.periods if stands_for_all else (self.column_named(name),)

    @property
    def numeric_columns(self) -> tuple[Column, ...]:
        """The stored columns that hold numbers."""
        return tuple(column for column in self.columns if column.is_numeric)

    @property
    def unit(self) -> str:
        """The unit all its numeric columns share, or nothing where they differ."""
        units = {column.unit for column in self.numeric_columns}
        return units.pop() if len(units) == 1 else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A stored cell: its text, its number where it has one, and its shorthand code where it has one."""

    text: str
    number: Decimal | None = None
    code: str = ""

    @property
    def decimals(self) -> int:
        """How many decimals the number was stored with."""
        exponent = self.number.as_tuple().exponent if self.number is not None else 0
        return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its id, the id of the row it is part of, and its cells by column name."""

    id: str
    cells: Mapping[str, Cell]
    parent: str = ""

    @property
    def label(self) -> str:
        """What the row is called in a table."""
        return self.cells[LABEL].text


@dataclass(frozen=True)
class Dataset:
    """A descriptor, its rows in printed order, and the sums among them.

    `audience` is the folder it lies in. A dataset that awaits its data has no rows.
    """

    descriptor: Descriptor
    audience: str
    rows: tuple[Row, ...] = ()
    sums: tuple[Sum, ...] = ()

    @property
    def id(self) -> str:
        """The name of its files."""
        return self.descriptor.id

    @property
    def supplied(self) -> bool:
        """Whether there are numbers to show."""
        return bool(self.rows)

    @property
    def has_workbooks(self) -> bool:
        """Whether its downloads are workbooks too: a longer table is published as CSV alone."""
        return len(self.rows) * len(self.descriptor.shown_columns) <= LARGEST_WORKBOOK

    @property
    def notes(self) -> dict[str, str]:
        """What a reader must know, by its place in the descriptor: its caveat, its notes, then those of its sums."""
        caveat = {"caveat": self.descriptor.caveat} if self.descriptor.caveat else {}
        own = caveat | {f"notes > {place}": note for place, note in enumerate(self.descriptor.notes, start=1)}
        return own | {f"sums > {place} > note": each.note for place, each in enumerate(self.sums, start=1) if each.note}

    @property
    def sentences(self) -> dict[str, str]:
        """What may hold macros, by its place in the descriptor: the headline and the notes."""
        return {"headline": self.descriptor.headline} | self.notes

    @cached_property
    def totals(self) -> frozenset[str]:
        """The rows that are the sum of rows beside them, and not of rows that are part of them."""
        return frozenset(
            total.total for total in self.sums if not all(self.parent_of(part) == total.total for part in total.parts)
        )

    def parent_of(self, row: str) -> str:
        """The id of the row that a row is part of, or nothing."""
        found = self.row(row)
        return found.parent if found else ""

    def row(self, name: str) -> Row | None:
        """The row with an id, if there is one."""
        return self._by_id.get(name)

    def cell(self, row: str, column: str) -> Cell:
        """A stored cell; raises KeyError where there is no such row or column."""
        return self._by_id[row].cells[column]

    @cached_property
    def _by_id(self) -> dict[str, Row]:
        return {row.id: row for row in self.rows}

    def column(self, name: str) -> Column | None:
        """The stored column with a name, if there is one."""
        return self._columns.get(name)

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.name: column for column in self.descriptor.columns}

    def derived_column(self, name: str) -> DerivedColumn | None:
        """The derived column with a name, if there is one."""
        return next((column for column in self.descriptor.derived if column.name == name), None)

    def peers(self, row: str) -> tuple[Row, ...]:
        """The rows a row is compared with: same parent, no totals (but itself)."""
        parent = self.parent_of(row)
        return tuple(
            each for each in self.rows if each.parent == parent and (each.id not in self.totals or each.id == row)
        )

    @cached_property
    def page_rows(self) -> tuple[Row, ...]:
        """The rows that pages show: all of a short table, and of a long one those that its descriptor chooses."""
        chosen = self.descriptor.on_pages
        rows = self.rows
        if chosen.within:
            rows = tuple(row for row in rows if self._is_within(row, chosen.within))
        if chosen.groups:
            rows = tuple(row for row in rows if not row.parent)
        if chosen.highest:
            numbered = (row for row in rows if row.cells[chosen.highest].number is not None)
            rows = tuple(sorted(numbered, key=lambda row: -(row.cells[chosen.highest].number or 0)))
        return rows[: chosen.rows]

    def _is_within(self, row: Row, name: str) -> bool:
        seen: set[str] = set()
        at: Row | None = row
        while at is not None and at.id != name and at.id not in seen:
            seen.add(at.id)
            at = self.row(at.parent)
        return at is not None and at.id == name

    def top_rows(self) -> tuple[Row, ...]:
        """The rows that are neither totals nor part of another row."""
        return tuple(row for row in self.rows if not row.parent and row.id not in self.totals)
