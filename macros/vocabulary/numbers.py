"""Macros for numbers and names in a sentence. A computed word chooses its own direction, so it cannot be wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from macros.html import number_format
from macros.html.data_element import bound, bound_name, formula
from macros.html.templating import inline
from macros.phrasebook.phrases import Phrases, phrases_of
from redaction.data.arithmetic import Quantity, change, difference, share
from redaction.data.quantities import EVERY_ROW, change_of_percentages
from redaction.diagnostics.errors import LookupFailedError
from redaction.diagnostics.suggestions import unknown
from redaction.expressions import parse_expectation, parse_number, quantity_of
from redaction.reconciliation.claims import CLAIMS, PRINTED
from redaction.reconciliation.printed_number import as_printed
from redaction.view import View

EXPECTED = ("rise", "fall")


@dataclass(frozen=True)
class NumberMacros:
    """The macros that give one number, one change or some names, each bound to its cells."""

    view: View

    @property
    def _say(self) -> Phrases:
        """The phrases of the language that this View is told in."""
        return phrases_of(self.view.language)

    def n(self, dataset: str, row: str, column: str) -> str:
        """The number in a cell: 2,542."""
        quantity = self.view.quantity(dataset, row, column)
        text = number_format.in_table(quantity) if quantity.by or quantity.signed else number_format.in_prose(quantity)
        return bound(quantity, text, f"{dataset}/{row}/{column}")

    def change(self, dataset: str, row: str, from_: str, to: str, expects: str = "") -> str:
        """The percentage change between two columns of a row: down 52.7%.

        `expects`, a rise or a fall, is what its sentence counts on; `assess check` asks whether it is so.
        """
        _check_expected(expects)
        pair = self._pair(dataset, row, from_, to)
        if "%" in (pair[0].unit, pair[1].unit):
            raise change_of_percentages("difference(...)")
        quantity = change(*pair)
        operands = (f"{dataset}/{row}/{column}" for column in (from_, to))
        return bound(quantity, number_format.change_in_words(quantity, self._say), formula("change", *operands))

    def difference(self, dataset: str, row: str, from_: str, to: str, expects: str = "") -> str:
        """The difference between two columns of a row: 2,836 fewer. `expects` is what it is for `change`."""
        _check_expected(expects)
        quantity = difference(*self._pair(dataset, row, from_, to))
        operands = (f"{dataset}/{row}/{column}" for column in (from_, to))
        return bound(quantity, number_format.difference_in_words(quantity, self._say), formula("difference", *operands))

    def share(self, dataset: str, row: str, column: str, of: str) -> str:
        """A cell in per cent of another: 10.3%."""
        part = self.view.quantity(dataset, row, column)
        quantity = share(part, self.view.resolve(dataset, column, of))
        operands = (f"{dataset}/{row}/{column}", self.view.address(dataset, column, of))
        return bound(quantity, number_format.in_prose(quantity), formula("share", *operands))

    def rank(self, dataset: str, row: str, column: str) -> str:
        """The place of a row among its peers: 4th highest of 14."""
        place, peers = self.view.rank(dataset, row, column)
        own = self.view.quantity(dataset, row, column)
        text = number_format.rank_in_words(place, peers, own, self._say)
        return bound(place, text, formula("rank", f"{dataset}/{row}/{column}"))

    def total(self, dataset: str, column: str, rows: Sequence[str] = ()) -> str:
        """The sum of a column over some rows, or over all that are neither totals nor part of another."""
        quantity = self.view.total(dataset, column, tuple(rows))
        operands = (f"{dataset}/{row}/{column}" for row in rows or (EVERY_ROW,))
        return bound(quantity, number_format.in_prose(quantity), formula("total", *operands))

    def highest(self, dataset: str, column: str, count: int = 1) -> str:
        """The names of the highest rows, ties included: Tilbury, Belhus and Chadwell St Mary."""
        return self._extremes(dataset, column, count, "highest")

    def lowest(self, dataset: str, column: str, count: int = 1) -> str:
        """The names of the lowest rows, ties included."""
        return self._extremes(dataset, column, count, "lowest")

    def amount(self, expression: str) -> str:
        """What an operation on numbers comes to, without its sign: 17, from `difference A B`."""
        quantity = quantity_of(self.view, parse_number(expression))
        size = replace(quantity, value=None if quantity.value is None else abs(quantity.value), signed=False)
        return bound(size, number_format.in_prose(size), f"amount ({expression})")

    def printed(self, claim: str) -> str:
        """The number that the signed-off document printed for a claim, as it stands there: 6.7%."""
        row = self.view.row(CLAIMS, claim)
        number = as_printed(row.cells[PRINTED].text) if PRINTED in row.cells else ""
        if not number:
            raise LookupFailedError(
                "printed-claim", f'the claim "{claim}", which prints no number', "a claim with a number in it"
            )
        cell = f"{CLAIMS}/{claim}/{PRINTED}"
        return bound_name(number, number, [cell], PRINTED, formula(PRINTED, cell))

    def quoted(self, dataset: str, row: str, column: str) -> str:
        """A text of the data, word for word: what the signed-off document says in words."""
        found, stored = self.view.row(dataset, row), self.view.dataset(dataset).column(column)
        if stored is None or stored.is_numeric:
            raise LookupFailedError(
                "column-kind", f'the column "{column}" of "{dataset}", which holds no text', "a column of text"
            )
        text = found.cells[column].text
        return bound_name(text, text, [f"{dataset}/{row}/{column}"], PRINTED, "")

    def says(self, words: str, *expressions: str) -> str:
        """Words that compare, which hold while the data bear out every expression: rose, from `higher A B`.

        Whether they hold is asked before pages are rendered, so that a false one is reported with its sentence.
        """
        if not expressions:
            raise LookupFailedError(
                "macro-arguments", f"says('{words}') without an expression", "says('rose', 'higher A B')"
            )
        for each in expressions:
            parse_expectation(each)
        return inline(words)

    def period(self, dataset: str) -> str:
        """The period of a dataset."""
        return inline(self.view.dataset(dataset).descriptor.period)

    def assessment_year(self) -> str:
        """The year of the assessment, as `year` in mkdocs.yml has it: 2025/26."""
        if not self.view.year:
            raise LookupFailedError(
                "yaml-key-missing",
                "assessment_year() on a site that names no year",
                "`year:` under `extra:` of mkdocs.yml",
            )
        return inline(self.view.year)

    def latest(self, dataset: str) -> str:
        """The latest period of a dataset, as its column says it: October 2021 to September 2022."""
        descriptor = self.view.dataset(dataset).descriptor
        if not descriptor.periods:
            raise LookupFailedError(
                "column-kind",
                f'the dataset "{dataset}", which has no periods',
                "columns named after periods, such as 2022",
            )
        return inline(descriptor.shown_columns[descriptor.periods[-1]])

    def _pair(self, dataset: str, row: str, earlier: str, later: str) -> tuple[Quantity, Quantity]:
        return self.view.quantity(dataset, row, earlier), self.view.quantity(dataset, row, later)

    def _extremes(self, dataset: str, column: str, count: int, by: str) -> str:
        every = self.view.column(dataset, column)
        rows = [(row, quantity) for row, quantity in every if quantity.value is not None]
        sign = -1 if by == "highest" else 1
        rows.sort(key=lambda pair: sign * (pair[1].value or 0))
        if not rows:
            raise LookupFailedError(
                "column-kind", f'the column "{column}" of "{dataset}", which has no numbers', "a column of numbers"
            )
        last = rows[min(count, len(rows)) - 1][1].value
        chosen = [row for row, quantity in rows if sign * (quantity.value or 0) <= sign * (last or 0)]
        cells = [cell for _, quantity in every for cell in quantity.cells]
        asked = formula(by, f"{dataset}/{EVERY_ROW}/{column}", count)
        return self._say.listed(
            [
                bound_name(
                    row.label, row.id, [*cells, self.view.label_cell(dataset, row.id)], by, f"{place} of {asked}"
                )
                for place, row in enumerate(chosen, 1)
            ]
        )


def _check_expected(way: str) -> None:
    """Raises LookupFailedError for an expectation that is neither a rise nor a fall."""
    if way and way not in EXPECTED:
        raise unknown("expectation", way, EXPECTED)
