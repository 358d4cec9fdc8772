"""What an intake.yml declares: sources of records, look-ups, and the datasets that are counted from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from redaction.diagnostics.yaml_document import YamlDocument

FILE = "intake.yml"
NOT_KNOWN = "not-known"

Kind = Literal["text", "code", "day", "whole", "number"]
By = Literal[
    "month",
    "quarter",
    "calendar-year",
    "financial-quarter",
    "financial-year",
    "weekday",
    "hour",
    "bands",
    "group",
    "lookup",
]
MeasureKind = Literal["count", "distinct", "sum"]
OF_DAYS: tuple[By, ...] = (
    "month", "quarter", "calendar-year", "financial-quarter", "financial-year", "weekday", "hour",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of the records: its heading, and what its cells hold.

    `codes` gives the label of each code; `written` is the form of a day, such as DD/MM/YYYY; `decimals` how many a
    number may have. A cell may be empty only where `blank` says so.
    """

    name: str
    heading: str
    kind: Kind = "text"
    title: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    written: str = ""
    decimals: int = 0
    blank: bool = False


@dataclass(frozen=True)
class Lookup:
    """A file that says of each key, such as a postcode, which area it lies in.

    More records without a match than `unmatched` percent stop the intake.
    """

    name: str
    file: str
    key: str
    value: str
    unmatched: Decimal


@dataclass(frozen=True)
class Derived:
    """A column that follows from another: a period of a day, a band of a number, a group of a code, an area of a key.

    `starts` are the lowest numbers of the bands; `values` gives the group of each code, or the label of each value of
    a look-up that is wanted.
    """

    name: str
    title: str
    by: By
    of: str
    lookup: str = ""
    starts: tuple[int, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Filter:
    """Which records are wanted: some codes, all but some codes, or days and numbers from one to another, both kept."""

    column: str
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Source:
    """Records of one kind: files of one layout, or a table of a database; more refused than `refused` percent stop it.

    `connection` names the environment variable that holds the address of a Postgres database.
    """

    name: str
    columns: Mapping[str, Column]
    derived: Mapping[str, Derived]
    keep: tuple[Filter, ...]
    refused: Decimal
    files: tuple[str, ...] = ()
    sheet: str = ""
    encoding: str = "utf-8"
    database: str = ""
    connection: str = ""
    table: str = ""


@dataclass(frozen=True)
class Measure:
    """What is counted: records, the different values of a column, or the sum of one."""

    name: str
    kind: MeasureKind
    of: str
    title: str
    unit: str
    decimals: int = 0

    @property
    def is_additive(self) -> bool:
        """Whether the parts of a whole add up to it: one who is counted in two wards is counted once in all."""
        return self.kind != "distinct"


@dataclass(frozen=True)
class Counts:
    """A dataset to be: its source of records, its dimensions down the side and across the top, and its measures.

    `describe` is the rest of its descriptor; `adjust` a Python file of the pack that is run on the counts.
    """

    name: str
    source: str
    rows: tuple[str, ...]
    measures: Mapping[str, Measure]
    describe: Mapping[str, Any]
    columns: str = ""
    audience: str = ""
    totals: bool = False
    adjust: str = ""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Every dimension, those of the rows first, the outermost of them first."""
        return (*self.rows, self.columns) if self.columns else self.rows


@dataclass(frozen=True)
class Declaration:
    """An intake.yml; where it is `synthetic` all that is made from it is labelled so."""

    document: YamlDocument
    sources: Mapping[str, Source]
    lookups: Mapping[str, Lookup]
    datasets: Mapping[str, Counts]
    synthetic: bool = False

    def of_source(self, name: str) -> list[Counts]:
        """The datasets that are counted from a source."""
        return [each for each in self.datasets.values() if each.source == name]

    def dimensions(self, source: str) -> list[str]:
        """The dimensions of all datasets of a source, by name."""
        return sorted({name for counts in self.of_source(source) for name in counts.dimensions})

    def looked_up(self, source: str) -> dict[str, str]:
        """The look-up of each dimension of a source that has one, by the name of the dimension."""
        derived = self.sources[source].derived
        return {
            name: derived[name].lookup
            for name in self.dimensions(source)
            if name in derived and derived[name].by == "lookup"
        }

    def measured(self, source: str, kind: MeasureKind) -> list[str]:
        """The columns that some dataset of a source counts or adds up in one way, by name."""
        measures = (each for counts in self.of_source(source) for each in counts.measures.values())
        return sorted({each.of for each in measures if each.kind == kind})

    def used(self, source: str) -> list[Column]:
        """The columns of a source that anything rests on, by name; no other is read."""
        return [self.sources[source].columns[name] for name in sorted(set(self._used(source)))]

    def _used(self, source: str) -> Iterator[str]:
        of = self.sources[source]
        for name in (*self.dimensions(source), *(each.column for each in of.keep)):
            yield of.derived[name].of if name in of.derived else name
        yield from (*self.measured(source, "distinct"), *self.measured(source, "sum"))
