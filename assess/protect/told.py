"""A table that withholds counts beside one that says something of them, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assess.protect.published import Counts, counted
from assess.protect.statements import Statement
from redaction.data.dataset import Dataset, Row

Terms = tuple[tuple[str, int], ...]
ENOUGH = 3  # rows in which something must hold
NO_CHANCE = 5  # digits that must agree before a column is taken for what they say


@dataclass(frozen=True)
class Told:
    """A table that withholds counts, and one that says something of them: often the same."""

    counts: Counts
    table: Dataset
    teller: Dataset

    @cached_property
    def rows(self) -> list[tuple[Row, Row]]:
        """The rows of the one beside those of the other."""
        return [(row, other) for row in self.table.rows if (other := self.teller.row(row.id))]

    @cached_property
    def names(self) -> list[str]:
        """The columns that hold counts."""
        return [column.name for column in counted(self.table)]

    def cell(self, row: str, column: str) -> str:
        """The name of a count."""
        return self.counts.name((self.table.id, row, column))

    def number(self, row: str, column: str) -> int | None:
        """A count that is shown."""
        return self.counts.shown.get(self.cell(row, column))

    def statement(self, words: tuple[str, str], terms: Terms, least: int | None, most: int | None) -> Statement:
        """A statement of the table that says something: in which words, and the change after which it does not."""
        says, mend = words
        return Statement(f'{says} of "{self.teller.id}"', terms, least, most, mend, inferred=True)
