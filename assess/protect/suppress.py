"""Which further cells are withheld, so that those that must be cannot be worked out by subtraction.

A cell is protected where two worlds agree with all that is shown and differ there by at least the width. For each cell
in turn a linear program finds a world that moves it and as few shown cells as can be; what it moves is withheld too.
Method: J. P. Kelly, B. L. Golden and A. A. Assad, "Cell suppression: disclosure protection for sensitive tabular data",
Networks 22 (1992); costs are the square roots of the counts.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from assess.protect.bounds import ranges
from assess.protect.solver import INFINITY, Row, model_of
from assess.protect.statements import Publication, Statement, zeros_are_shown

_FREE = 1e-3  # the cost of moving a cell that is withheld already
_MOVED = 1e-6
_POWERS = (0.5, 0.4, 0.6, 0.3, 0.7)  # of a count, for the cost of moving it
_MANY = 500  # primary cells that are worth moving together
_TOGETHER, _BATCH = 8, 10  # how many at once, and how often before all are tried again
_STEP = 15  # cells that must be done by a try of all for another one
_PATIENCE = 4  # times that a cell is moved further before it is given up


class UnprotectableError(Exception):
    """Too little can be withheld for a cell to be protected."""


@dataclass(frozen=True)
class Question:
    """A table to be protected: all its numbers, how they add up, and how far apart worlds must be.

    `fixed` are cells that are known and stay so: what was published before, and zeros where these are shown. `unseen`
    are those that are not published at all. `least` is what a withheld cell can be at least: 1 where zeros are shown,
    since every reader knows then that it is none.
    """

    numbers: Mapping[str, int]
    sums: Sequence[Statement]
    width: int
    fixed: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()
    least: int = 0

    def publication(self, withheld: Iterable[str]) -> Publication:
        """What is published where some cells are withheld."""
        kept, unseen = frozenset(withheld), self.unseen
        shown = {cell: number for cell, number in self.numbers.items() if cell not in kept and cell not in unseen}
        withheld = tuple(cell for cell in self.numbers if cell in kept)
        said = (*self.sums, *(zeros_are_shown(withheld) if self.least else ()))
        return Publication(shown, withheld, said, tuple(cell for cell in self.numbers if cell in unseen))


def suppressed(question: Question, primaries: Iterable[str], *, thorough: bool = False) -> tuple[str, ...]:
    """The cells to withhold, the primary ones among them; raises UnprotectableError.

    With `thorough` the fewest that several searches find, less what can be shown after all.
    """
    first = frozenset(primaries)
    if not thorough:
        return _searched(question, first, _POWERS[0])
    found = min((_searched(question, first, power) for power in _POWERS), key=len)
    return _fewer(question, first, found)


def _searched(question: Question, primaries: frozenset[str], power: float) -> tuple[str, ...]:
    """The cells that one search withholds, with worlds in whole numbers for each."""
    search = _Search(question, primaries, power)
    search.protect()
    while narrow := _narrow(question, search.withheld):
        search.move(narrow[0])
    return search.withheld


def _fewer(question: Question, primaries: frozenset[str], withheld: tuple[str, ...]) -> tuple[str, ...]:
    """The cells to withhold without those that can be shown, the largest first."""
    kept = list(withheld)
    for cell in sorted(frozenset(withheld) - primaries, key=lambda cell: (-question.numbers[cell], cell)):
        fewer = [each for each in kept if each != cell]
        if not _narrow(question, fewer):
            kept = fewer
    return tuple(kept)


def _narrow(question: Question, withheld: Iterable[str]) -> list[str]:
    """The withheld cells that are left fewer values than the width."""
    found = ranges(question.publication(withheld), question.width)
    return [each.cell for each in found if each.is_narrower_than(question.width)]


class _Search:
    """The cells that are withheld so far, and the worlds that were found."""

    def __init__(self, question: Question, primaries: frozenset[str], power: float) -> None:
        self._question = question
        self._cells = tuple(question.numbers)
        places = {cell: at for at, cell in enumerate(self._cells)}
        self._numbers = np.array([*question.numbers.values()], dtype=float)
        self._primaries = sorted((places[cell] for cell in primaries), key=lambda at: (self._numbers[at], at))
        self._withheld = set(self._primaries)
        self._lowest = self._numbers.copy()
        self._highest = self._numbers.copy()
        self._free = {places[cell] for cell in question.unseen} | self._withheld
        self._steps: dict[str, int] = {}
        self._places, self._power = places, power
        self._terms = [[(places[cell], weight) for cell, weight in each.terms] for each in question.sums]
        self._sums_of: list[set[int]] = [set() for _ in self._cells]
        for place, terms in enumerate(self._terms):
            for at, _ in terms:
                self._sums_of[at].add(place)
        self._down = [self._lowering(cell) for cell in self._cells]
        self._model = self._moves()

    @property
    def withheld(self) -> tuple[str, ...]:
        """The cells that are withheld, in the order of the table."""
        return tuple(self._cells[at] for at in sorted(self._withheld))

    def protect(self) -> None:
        """Move each primary cell, then each cell that was withheld for it, unless another move did so far enough."""
        if len(self._primaries) >= _MANY:
            self._protect_many()
        for at in self._primaries:
            if self._is_near(at):
                self._move(at, self._question.width)
        while near := sorted(at for at in self._withheld if self._is_near(at)):
            self._move(near[0], self._question.width)

    def move(self, cell: str) -> None:
        """Move a cell again, further each time: worlds in real numbers were not enough."""
        self._steps[cell] = self._steps.get(cell, 1) + 1
        at, count = self._places[cell], len(self._withheld)
        self._move(at, self._question.width * self._steps[cell])
        if len(self._withheld) == count and self._steps[cell] > _PATIENCE:
            raise UnprotectableError(cell)

    def _protect_many(self) -> None:
        """Move cells that have no sum in common together, and then as many as can be, until that brings no more."""
        waiting, sums = self._widened(), self._sums_of
        while waiting:
            for _ in range(_BATCH):
                chosen, taken = list[int](), set[int]()
                for at in waiting:
                    if self._is_near(at) and taken.isdisjoint(sums[at]) and len(chosen) < _TOGETHER:
                        chosen.append(at)
                        taken |= sums[at]
                if not chosen:
                    break
                if not self._try(chosen, self._question.width):
                    for at in chosen:
                        self._move(at, self._question.width)
            waiting = self._widened()

    def _widened(self) -> list[int]:
        """The withheld cells that are near although as many as can be were moved at once, and nothing that is shown."""
        cells = sorted(self._free)
        near = [at for at in cells if at in self._withheld and self._is_near(at)]
        count, places, width = len(cells), {cell: at for at, cell in enumerate(cells)}, self._question.width
        rows = [Row([(places[at], w) for at, w in terms if at in places]) for terms in self._terms]
        rows = [Row([*row.terms, *((count + at, -w) for at, w in row.terms)]) for row in rows if row.terms]
        most = [*(width for _ in cells), *(min(self._down[at], width) for at in cells)]
        model, left = model_of(rows, [0.0] * len(most), most), len(near) + _STEP
        signs = random.Random(0)  # noqa: S311  # the same signs each time
        while len(near) <= left - _STEP:
            left, wanted = len(near), np.zeros(len(most))
            for at in near:
                sign = signs.choice((-1, 1))
                wanted[places[at]], wanted[count + places[at]] = sign, -sign
            model.changeColsCost(len(most), np.arange(len(most), dtype=np.int32), wanted)
            model.run()
            found = np.asarray(model.getSolution().col_value)
            moved = self._numbers[cells] + found[:count] - found[count:]
            self._lowest[cells] = np.minimum(self._lowest[cells], moved)
            self._highest[cells] = np.maximum(self._highest[cells], moved)
            near = [at for at in near if self._is_near(at)]
        return sorted(near, key=lambda at: (self._numbers[at], at))

    def _is_near(self, at: int) -> bool:
        return bool(self._highest[at] - self._lowest[at] < self._question.width)

    def _move(self, at: int, width: int) -> None:
        if not self._try([at], width):
            raise UnprotectableError(self._cells[at])

    def _try(self, cells: Sequence[int], width: int) -> bool:
        """Whether some cells can all go up by a width; what that moves is withheld."""
        count = len(self._cells)
        for at in cells:
            self._model.changeColBounds(at, float(width), float(width))
            self._model.changeColBounds(count + at, 0.0, 0.0)
        self._model.run()
        is_found = self._model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        found = np.asarray(self._model.getSolution().col_value)
        for at in cells:
            self._model.changeColBounds(at, 0.0, INFINITY)
            self._model.changeColBounds(count + at, 0.0, self._down[at])
        if not is_found:
            return False
        moved = found[:count] - found[count:]
        self._lowest = np.minimum(self._lowest, self._numbers + moved)
        self._highest = np.maximum(self._highest, self._numbers + moved)
        for at in cells:
            self._highest[at] = max(self._highest[at], self._numbers[at] + width)
        self._withhold([int(each) for each in np.nonzero(np.abs(moved) > _MOVED)[0] if each not in self._free])
        return True

    def _withhold(self, places: list[int]) -> None:
        self._withheld.update(places)
        self._free.update(places)
        for at in places:
            for column in (at, len(self._cells) + at):
                self._model.changeColCost(column, _FREE)

    def _lowering(self, cell: str) -> float:
        """How far a cell can go down."""
        question = self._question
        if cell in question.fixed:
            return 0.0
        return float(max(0, question.numbers[cell] - (0 if cell in question.unseen else question.least)))

    def _moves(self) -> highspy.Highs:
        """A program over how far each cell goes up, and how far down, while every sum holds."""
        count = len(self._cells)
        rows = [Row([*terms, *((count + at, -weight) for at, weight in terms)]) for terms in self._terms]
        fixed = [cell in self._question.fixed for cell in self._cells]
        costs = [_FREE if at in self._free else (number + 1) ** self._power for at, number in enumerate(self._numbers)]
        up = [0.0 if stays else INFINITY for stays in fixed]
        return model_of(rows, [*costs, *costs], [*up, *self._down])
