"""A View: what one edition may know, and the quantities that can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar, TypeVarTuple

from redaction.data.areas import Geography, by_area, geographies_by_id
from redaction.data.arithmetic import Quantity
from redaction.data.dataset import LABEL, Dataset, RankOrder, Row
from redaction.data.looked_up import LookedUp, ask
from redaction.data.quantities import Quantities, steps_of
from redaction.data.telling import told_in, untold
from redaction.diagnostics.errors import LookupFailedError, WithheldError
from redaction.diagnostics.suggestions import unknown
from redaction.policy import Edition, Source

T = TypeVar("T")
Given = TypeVarTuple("Given")


@dataclass(frozen=True)
class Prose:
    """A restricted text of a pack: Markdown, the source it rests on, and the texts with numbers that it may type."""

    name: str
    source: str
    text: str
    first_line: int = 1
    synthetic: bool = False
    typed: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """The datasets and prose of one edition, and the sources it may name.

    `sources` holds every source of the policy: one that the edition may not see carries its notice and not
    the ids of its datasets; `visible` are the ids of the others. `withheld` and `withheld_prose` map each id of
    a dataset or a prose that the edition may not know to its source.
    """

    edition: Edition
    sources: Mapping[str, Source]
    visible: tuple[str, ...]
    datasets: Mapping[str, Dataset]
    prose: Mapping[str, Prose]
    withheld: Mapping[str, str]
    withheld_prose: Mapping[str, str]
    year: str = ""  # of the assessment, where the site says it
    language: str = "en"  # of the page that it is told on
    written: str = "en"  # the language of the site, in which its data has its titles and sentences

    def over(self, datasets: Mapping[str, Dataset]) -> View:
        """The same over other datasets; nothing that was worked out from its own goes with it."""
        return replace(self, datasets=datasets)

    def of_all(self, question: Callable[[Mapping[str, Dataset]], T]) -> T:
        """What a pure function says of all datasets: of these nothing but the answer is then learnt."""
        return ask(self.datasets, question)

    def part(self, judge: Callable[[View, *Given], T], *given: *Given) -> T:
        """What a pure function of this View and some values comes to, worked out once for all that ask for it."""
        what = judge, given, self.edition.id, self.language
        if what not in self._parts:
            self._parts[what] = (
                self.datasets.part(what, lambda datasets: judge(self.over(datasets), *given), self.over({}))
                if isinstance(self.datasets, LookedUp)
                else judge(self, *given)
            )
        return self._parts[what]  # type: ignore[no-any-return]  # of this very function

    @cached_property
    def _parts(self) -> dict[Hashable, Any]:
        return {}

    def __repr__(self) -> str:
        """The edition alone: a log or a traceback that tells a View, or a macro bound to it, tells no data."""
        return f"View({self.edition.id!r})"

    @cached_property
    def as_written(self) -> View:
        """The same, told in the language of its own titles and sentences."""
        return self if self.language == self.written else replace(self, language=self.written)

    @property
    def synthetic(self) -> bool:
        """Whether anything in this edition is made up."""
        return self.of_all(_any_synthetic) or any(prose.synthetic for prose in self.prose.values())

    @property
    def made_up_by(self) -> tuple[str, ...]:
        """The names of the sources whose numbers are made up; none where none are, or where all numbers are."""
        of = self.of_all(_made_up_by)
        if of is None:
            return ()
        of |= {each.source for each in self.prose.values() if each.synthetic}
        return tuple(source.name for name, source in self.sources.items() if name in of)

    def dataset(self, name: str) -> Dataset:
        """A dataset by id, told in the language of this View.

        Raises LookupFailedError where it is unknown, or withheld from this edition.
        """
        if name in self.datasets:
            return self.told[name]
        if name in self.withheld:
            source = self.withheld[name]
            raise WithheldError(
                "withheld-dataset",
                f'the dataset "{name}", which the {self.edition.id} edition may not show',
                "it inside a restricted block",
                f"Write {{% call restricted('{source}') %}} before it and {{% endcall %}} after it",
            )
        if any(name in source.datasets for source in self.sources.values()):
            error = WithheldError(
                "missing-from-pack",
                f'the dataset "{name}", which the restricted pack does not hold',
                "its CSV and YAML in it",
            )
            error.missing = name
            raise error
        raise unknown("dataset", name, [*self.datasets, *self.withheld])

    def row(self, dataset: str, name: str) -> Row:
        """A row by id; raises LookupFailedError."""
        found = self.dataset(dataset).row(name)
        if found is not None:
            return found
        of = self.datasets[dataset]
        if of.descriptor.awaiting and not of.supplied:
            awaited = f'a row of "{dataset}", which awaits its data from {of.descriptor.awaiting}'
            raise LookupFailedError("awaited-data", awaited, "a dataset that has its data")
        raise unknown("row", name, [row.id for row in of.rows], dataset=dataset)

    @cached_property
    def told(self) -> Mapping[str, Dataset]:
        """The datasets in the language of this View."""
        return self.datasets if self.language == self.written else told_in(self.datasets, self.language)

    @cached_property
    def geographies(self) -> Mapping[str, Geography]:
        """The geographies of the datasets by id, in the language of this View."""
        return geographies_by_id(self.of_all(by_area), self.told)

    def untold(self, dataset: str) -> frozenset[str]:
        """What a dataset has no words for in the language of this View, by its place in the descriptor."""
        if self.language == self.written:
            return frozenset()
        return untold(self.datasets, dataset, self.language)

    def teller(self, dataset: str, place: str) -> View:
        """Who tells a sentence of a dataset: this View, or that of the site where it has none in this language."""
        return self.as_written if place in self.untold(dataset) else self

    @cached_property
    def _quantities(self) -> Quantities:
        return Quantities(self)

    def quantity(self, dataset: str, row: str, column: str) -> Quantity:
        """The number in a cell, stored or derived; raises LookupFailedError."""
        return self._quantities.of((dataset, row, column))

    def column(self, dataset: str, column: str) -> list[tuple[Row, Quantity]]:
        """A column over the rows that are neither totals nor part of another row; raises LookupFailedError."""
        self._check_column(dataset, column)
        return [(row, self.quantity(dataset, row.id, column)) for row in self.dataset(dataset).top_rows()]

    def total(self, dataset: str, column: str, rows: tuple[str, ...] = ()) -> Quantity:
        """The sum of a column over some rows, or over all that are neither totals nor part of another row."""
        self._check_column(dataset, column)
        return self._quantities.total(dataset, column, rows)

    def rank(
        self, dataset: str, row: str, column: str, order: RankOrder = "highest"
    ) -> tuple[Quantity, list[Quantity]]:
        """The rank of a row among its peers, and the peers' quantities."""
        return self._quantities.rank((dataset, row, column), order)

    def resolve(self, dataset: str, column: str, reference: str) -> Quantity:
        """The quantity that a page names beside a cell: `ROW`, `ROW/COLUMN` or `DATASET/ROW/COLUMN`."""
        return self._quantities.at(steps_of(_completed(reference, column), dataset, ""))

    def address(self, dataset: str, column: str, reference: str) -> str:
        """The same reference in full, `DATASET/ROW/COLUMN`."""
        return "/".join(steps_of(_completed(reference, column), dataset, ""))

    def label_cell(self, dataset: str, row: str) -> str:
        """The cell that names a row: of the dataset that the row is taken from, where it is another's."""
        selection = self.dataset(dataset).descriptor.selection
        return self.label_cell(selection.dataset, row) if selection else f"{dataset}/{row}/{LABEL}"

    def _check_column(self, dataset: str, column: str) -> None:
        descriptor = self.dataset(dataset).descriptor
        if descriptor.column_named(column) not in descriptor.shown_columns:
            raise unknown("column", column, descriptor.shown_columns, dataset=dataset)


def _completed(reference: str, column: str) -> str:
    """A reference that may name a row alone, with the column it then means."""
    return f"{reference}/{column}" if "/" not in reference else reference


def _any_synthetic(datasets: Mapping[str, Dataset]) -> bool:
    return any(each.descriptor.synthetic for each in datasets.values())


def _made_up_by(datasets: Mapping[str, Dataset]) -> frozenset[str] | None:
    """The sources of datasets whose numbers are made up; nothing where all numbers are."""
    synthetic = [each.descriptor for each in datasets.values() if each.descriptor.synthetic]
    real = (each.descriptor for each in datasets.values() if not each.descriptor.synthetic)
    return (
        frozenset(name for each in synthetic for name in each.sources)
        if any(each.numeric_columns for each in real)
        else None
    )
