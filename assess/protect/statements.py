"""What is published about some counts, as rows over unknown whole numbers that are never negative."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

World = Mapping[str, int]
Slices = Sequence[Sequence[Sequence[str]]]  # of each family of them, the cells of each


@dataclass(frozen=True)
class Statement:
    """A weighted sum of cells that lies between two whole numbers, both included; none is no limit.

    `says` is what is published, in words without a value; `mend` the cheapest change after which it is not. One
    without a mend is how the cells hang together, which no change of a page undoes. One that is `inferred` is left out
    where it contradicts the others: then it held by chance.
    """

    says: str
    terms: tuple[tuple[str, int], ...]
    least: int | None
    most: int | None
    mend: str = ""
    inferred: bool = False

    def holds(self, world: World) -> bool:
        """Whether a world agrees with it."""
        value = sum(weight * world[cell] for cell, weight in self.terms)
        return (self.least is None or self.least <= value) and (self.most is None or value <= self.most)


@dataclass(frozen=True)
class Publication:
    """All that is published about some counts: numbers by cell, the cells that are withheld, and what else is said.

    `unseen` are further cells that statements name, and of which nothing is shown, not even that they are withheld.
    `slices` are how a large table is best looked at: families of slices of which a few can change while others stay.
    """

    numbers: Mapping[str, int]
    withheld: tuple[str, ...]
    statements: tuple[Statement, ...]
    unseen: tuple[str, ...] = ()
    slices: Slices = ()


def sum_statement(total: str, parts: Iterable[str], says: str, *, apart: int = 0) -> Statement:
    """That a cell is the sum of others, or stands a declared difference above it."""
    return Statement(says, ((total, 1), *((part, -1) for part in parts)), apart, apart)


def zeros_are_shown(withheld: Iterable[str]) -> list[Statement]:
    """That no withheld cell is zero, as everybody knows of a table that shows its zeros."""
    return [Statement("that zeros are shown", ((cell, 1),), 1, None) for cell in withheld]


def over_unknowns(publication: Publication) -> list[Statement]:
    """Statements with their published numbers put in: over unknown cells alone, and only those that name one."""
    numbers, reduced = publication.numbers, []
    for each in publication.statements:
        terms = tuple(term for term in each.terms if term[0] not in numbers)
        if terms:
            known = sum(weight * numbers[cell] for cell, weight in each.terms if cell in numbers)
            least = None if each.least is None else each.least - known
            most = None if each.most is None else each.most - known
            reduced.append(Statement(each.says, terms, least, most, each.mend, each.inferred))
    return reduced


def contradicted(publication: Publication) -> list[Statement]:
    """Statements over published numbers alone that these numbers do not bear out."""
    numbers = publication.numbers
    return [
        each
        for each in publication.statements
        if all(cell in numbers for cell, _ in each.terms) and not each.holds(numbers)
    ]
