"""What readers can work out of withheld cells: exact bounds, and two worlds for each that agree with all of it."""

from __future__ import annotations

import random
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assess.protect.solver import NoWorldError, Row, Solver, UndecidedError
from assess.protect.statements import Publication, Slices, Statement, World, over_unknowns
from assess.protect.walk import Walk

_MANY = 5  # cells that are worth moving together
_VERY_MANY = 1000  # cells that are worth a walk


@dataclass(frozen=True)
class Range:
    """What a withheld cell can be: at least, and at most, with a world for either.

    `exact` is whether no world is outside; where it is not, the range is wide enough already. A `most` of None is no
    limit.
    """

    cell: str
    least: int
    most: int | None
    worlds: tuple[World, World]
    exact: bool = True

    def is_narrower_than(self, width: int) -> bool:
        """Whether fewer values are left than a width asks for."""
        return self.most is not None and self.most - self.least < width


class ContradictionError(Exception):
    """Nothing agrees with all that is published; `cells` are those concerned."""

    def __init__(self, cells: Sequence[str]) -> None:
        super().__init__()
        self.cells = tuple(cells)


def ranges(publication: Publication, width: int | None = None, known: Sequence[World] = ()) -> list[Range]:
    """The range of each withheld cell, in order; exact, or where a width is given only where that is not reached.

    `known` are worlds that were found before; those that agree with everything are not looked for again. Raises
    ContradictionError, and UndecidedError where no answer was found in time.
    """
    found: dict[str, Range] = {}
    anywhere: dict[str, int] = {}
    asked = frozenset(publication.withheld)
    for part in _parts(publication, known):
        found |= {each.cell: each for each in part.ranges(asked, width)}
        anywhere |= part.first
    whole = {id(world): {**anywhere, **world} for each in found.values() for world in each.worlds}
    every = (found[cell] for cell in publication.withheld)
    return [replace(each, worlds=(whole[id(each.worlds[0])], whole[id(each.worlds[1])])) for each in every]


def is_any_narrow(publication: Publication, width: int) -> bool:
    """Whether some withheld cell is left less than a width; raises ContradictionError and UndecidedError."""
    asked = frozenset(publication.withheld)
    return any(each.is_narrower_than(width) for part in _parts(publication) for each in part.each(asked, width))


def widened(publication: Publication, width: int, known: Sequence[World]) -> tuple[list[str], list[World]]:
    """The withheld cells for which a walk from worlds that are known finds none a width apart.

    With what was found: each a world of cells that hang together.
    """
    near, worlds = list[str](), list[World]()
    for part in _parts(publication, known):
        near += part.near(frozenset(publication.withheld), width)
        worlds += part.worlds
    return near, worlds


def _parts(publication: Publication, known: Sequence[World] = ()) -> Iterator[_Part]:
    """The cells that hang together, each with what is said of them."""
    statements = over_unknowns(publication)
    limits = (limit for each in statements for limit in (each.least, each.most) if limit is not None)
    cap = 2 * max([*publication.numbers.values(), *map(abs, limits)], default=0) + 1000
    for cells, own in _components((*publication.withheld, *publication.unseen), statements):
        yield _Part(cells, own, cap, publication.slices, known)


class _Part:
    """Cells that hang together, and the worlds that were found for them."""

    def __init__(
        self, cells: Sequence[str], statements: Sequence[Statement], cap: int, slices: Slices, known: Sequence[World]
    ) -> None:
        places = {cell: at for at, cell in enumerate(cells)}
        rows = [Row([(places[cell], w) for cell, w in each.terms], each.least, each.most) for each in statements]
        self._cells, self._cap = cells, cap
        self._solver = Solver(len(cells), rows, cap)
        self._worlds: list[list[int]] = []
        self._named: dict[int, World] = {}
        self._lowest = [0] * len(cells)
        self._highest = [0] * len(cells)
        self._walk: Walk | None = None
        if len(cells) >= _VERY_MANY and slices:
            families = [[[places[cell] for cell in each if cell in places] for each in family] for family in slices]
            self._walk = Walk(len(cells), rows, families, cap)
        for world in known:
            values = [world.get(cell, -1) for cell in cells]
            if self._solver.agrees(values):
                self._note(values)

    @property
    def worlds(self) -> list[World]:
        """The worlds that some cell has its least or most in."""
        return [self._world(place) for place in sorted({*self._lowest, *self._highest})] if self._worlds else []

    def near(self, asked: Container[str], width: int) -> list[str]:
        """The cells for which no worlds a width apart are known after a walk."""
        wanted = [at for at, cell in enumerate(self._cells) if cell in asked]
        self._begin()
        self._stroll(wanted, width)
        return [self._cells[at] for at in wanted if self._span(at) < width]

    @property
    def first(self) -> World:
        """One world that agrees with everything, once the ranges were found."""
        return self._world(0)

    def ranges(self, asked: Container[str], width: int | None) -> list[Range]:
        """The range of each cell that is asked for; their worlds are the widest that were found for any."""
        return [self._range(at, is_exact=each.exact) for at, each in self._asked(asked, width)]

    def each(self, asked: Container[str], width: int) -> Iterator[Range]:
        """The same one by one, each as soon as it is found."""
        return (each for _, each in self._asked(asked, width))

    def _asked(self, asked: Container[str], width: int | None) -> Iterator[tuple[int, Range]]:
        wanted = [at for at, cell in enumerate(self._cells) if cell in asked]
        try:
            self._begin()
            if width is not None:
                self._widen(wanted, width)
            for at in wanted:
                is_exact = width is None or self._span(at) < width
                for highest in (False, True) if is_exact else ():
                    self._ask({at: 1}, highest=highest)
                yield at, self._range(at, is_exact=is_exact)
        except NoWorldError:
            raise ContradictionError(self._cells) from None

    def _range(self, at: int, *, is_exact: bool) -> Range:
        low, high = self._world(self._lowest[at]), self._world(self._highest[at])
        cell = self._cells[at]
        return Range(cell, low[cell], None if high[cell] == self._cap else high[cell], (low, high), is_exact)

    def _world(self, place: int) -> World:
        if place not in self._named:
            self._named[place] = dict(zip(self._cells, self._worlds[place], strict=True))
        return self._named[place]

    def _widen(self, wanted: Sequence[int], width: int) -> None:
        """Find worlds that are far apart in many cells at once, until that brings no more."""
        if self._walk:
            self._stroll(wanted, width)
            return
        signs, left = random.Random(0), len(wanted) + 1  # noqa: S311  # the same signs each time
        while _MANY < len(near := [at for at in wanted if self._span(at) < width]) < left:
            left = len(near)
            weights = {at: signs.choice((-1, 1)) for at in near}
            for highest in (False, True):
                self._try(weights, highest=highest)

    def _begin(self) -> None:
        """Have a world, whichever is found first where there are very many cells."""
        if not self._worlds:
            self._ask({} if self._walk else {0: 1}, highest=False)

    def _stroll(self, wanted: Sequence[int], width: int) -> None:
        """Walk from the first world that is known, and keep what comes further than before."""
        if self._walk is None:
            self._widen(wanted, width)
            return
        asked = np.zeros(len(self._cells), dtype=bool)
        asked[wanted] = True
        spans = np.array([self._span(at) for at in range(len(self._cells))])

        def near() -> NDArray[np.bool_]:
            return asked & (spans < width)

        for world in self._walk.worlds(np.array(self._worlds[-1], dtype=np.int64), near):
            self._note(world.tolist())
            spans = np.array([self._span(at) for at in range(len(self._cells))])

    def _try(self, weights: dict[int, int], *, highest: bool) -> None:
        try:
            self._ask(weights, highest=highest)
        except UndecidedError:
            return

    def _ask(self, weights: dict[int, int], *, highest: bool) -> None:
        self._note(self._solver.extreme(weights, highest=highest)[1])

    def _note(self, world: list[int]) -> None:
        place = len(self._worlds)
        self._worlds.append(world)
        for at, value in enumerate(world):
            if value < self._worlds[self._lowest[at]][at]:
                self._lowest[at] = place
            if value > self._worlds[self._highest[at]][at]:
                self._highest[at] = place

    def _span(self, at: int) -> int:
        return self._worlds[self._highest[at]][at] - self._worlds[self._lowest[at]][at]


def _components(cells: Sequence[str], statements: Sequence[Statement]) -> Iterator[tuple[list[str], list[Statement]]]:
    """Cells that statements tie together, and these statements."""
    heads = {cell: cell for cell in cells}

    def head(cell: str) -> str:
        while heads[cell] != cell:
            heads[cell] = heads[heads[cell]]
            cell = heads[cell]
        return cell

    for each in statements:
        for cell, _ in each.terms[1:]:
            heads[head(cell)] = head(each.terms[0][0])
    parts: dict[str, tuple[list[str], list[Statement]]] = {}
    for cell in cells:
        parts.setdefault(head(cell), ([], []))[0].append(cell)
    for each in statements:
        parts[head(each.terms[0][0])][1].append(each)
    yield from parts.values()
