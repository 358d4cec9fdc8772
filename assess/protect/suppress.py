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

from assess.protect.bounds import ranges, widened
from assess.protect.solver import INFINITY, Row, Rows, model_of
from assess.protect.statements import Publication, Slices, Statement, World, zeros_are_shown

_FREE = 1e-3  # the cost of moving a cell that is withheld already
_MOVED = 1e-6
_POWERS = (0.5, 0.4, 0.6, 0.3, 0.7)  # of a count, for the cost of moving it
_MANY = 500  # primary cells that are worth moving together
_FIRST_TURNS, _TURNS = 40, 8  # how often these are moved for nothing, at first and after each reward
_REWARD, _RISE, _TOO_DEAR = 6.0, 1.6, 1e5  # for moving one by 1: at first, by how much it grows, and the end
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
    slices: Slices = ()

    def publication(self, withheld: Iterable[str]) -> Publication:
        """What is published where some cells are withheld."""
        kept, unseen = frozenset(withheld), self.unseen
        shown = {cell: number for cell, number in self.numbers.items() if cell not in kept and cell not in unseen}
        withheld = tuple(cell for cell in self.numbers if cell in kept)
        said = (*self.sums, *(zeros_are_shown(withheld) if self.least else ()))
        return Publication(shown, withheld, said, tuple(cell for cell in self.numbers if cell in unseen), self.slices)


def suppression(
    question: Question, primaries: Iterable[str], *, thorough: bool = False
) -> tuple[tuple[str, ...], Sequence[World]]:
    """The cells to withhold, the primary ones among them, with worlds that prove it where any were found on the way.

    With `thorough` the fewest that several searches find, less what can be shown after all. Raises UnprotectableError.
    """
    first = frozenset(primaries)
    if len(first) >= _MANY:
        return _walked(question, first)
    if not thorough:
        return _searched(question, first, _POWERS[0]), ()
    found = min((_searched(question, first, power) for power in _POWERS), key=len)
    return _fewer(question, first, found), ()


def _walked(question: Question, primaries: frozenset[str]) -> tuple[tuple[str, ...], Sequence[World]]:
    """The cells that one search for very many withholds, and worlds in whole numbers that differ in each."""
    search = _Search(question, primaries, _POWERS[0])
    search.protect()
    worlds: list[World] = [question.numbers]
    while True:
        near, further = widened(question.publication(search.withheld), question.width, worlds)
        worlds += [{**question.numbers, **world} for world in further]
        if not near:
            return search.withheld, worlds
        search.move_again(near)


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
        self._tries = 0
        self._places = places
        self._terms = [[(places[cell], weight) for cell, weight in each.terms] for each in question.sums]
        self._down = np.array([self._lowering(cell) for cell in self._cells])
        self._can_move = np.array([cell not in question.fixed for cell in self._cells])
        self._costs = (self._numbers + 1) ** power
        self._rows = Rows([Row(terms) for terms in self._terms], len(self._cells))
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

    def move_again(self, cells: Sequence[str]) -> None:
        """Move cells together, further each time: worlds in real numbers were not enough."""
        self._tries += 1
        count, width, reward = len(self._withheld), self._question.width * (1 + self._tries), _REWARD
        near, signs = [self._places[cell] for cell in cells], random.Random(self._tries)  # noqa: S311
        self._lowest[near] = self._highest[near] = self._numbers[near]
        while near and reward < _TOO_DEAR:
            self._move_many(near, signs, reward, width, is_free=False)
            near = [at for at in near if self._highest[at] - self._lowest[at] < width]
            reward *= _RISE
        if len(self._withheld) == count and self._tries > _PATIENCE:
            raise UnprotectableError(cells[0])

    def _protect_many(self) -> None:
        """Move all that are near at once, for a reward that grows until each has moved.

        What is withheld already moves for nothing, and is moved as far as it goes before anything else is withheld.
        """
        signs, reward, turns = random.Random(0), _REWARD, _FIRST_TURNS  # noqa: S311  # the same signs each time
        while (near := self._near()) and reward < _TOO_DEAR:
            if turns:
                self._move_many(near, signs, 1.0, self._question.width, is_free=True)
                turns -= 1
            else:
                self._move_many(near, signs, reward, self._question.width, is_free=False)
                reward, turns = reward * _RISE, _TURNS

    def _near(self) -> list[int]:
        return [at for at in sorted(self._withheld) if self._is_near(at)]

    def _move_many(
        self, near: Sequence[int], signs: random.Random, reward: float, width: int, *, is_free: bool
    ) -> None:
        """Move cells up or down, each as far as it needs, where the reward exceeds the cost of the others."""
        is_up = np.array([signs.random() < 0.5 for _ in near])
        cells = np.array(near)
        others = np.array(sorted(self._free - {*near}), dtype=int)
        shown = np.array([] if is_free else sorted({*range(len(self._cells))} - self._free), dtype=int)
        shown = shown[self._can_move[shown]]
        now, down = self._numbers, self._down
        needs = np.where(is_up, self._lowest[cells] + width - now[cells], now[cells] + width - self._highest[cells])
        within = np.minimum(needs, down[cells])
        nothing, without = np.zeros(len(cells)), np.full(len(self._cells), INFINITY)
        columns = [  # of what, at least, at most, and its cost
            (
                cells,
                np.where(is_up, -down[cells], -within),
                np.where(is_up, needs, INFINITY),
                is_up * -2 * reward + reward,
            ),
            (cells, np.where(is_up, 0, within - down[cells]), np.where(is_up, INFINITY, 0), nothing),
            (others, -down[others], without[others], np.zeros(len(others))),
            (shown, np.zeros(len(shown)), without[shown], self._costs[shown]),
            (shown, -down[shown], np.zeros(len(shown)), -self._costs[shown]),
        ]
        places, least, most, costs = (np.concatenate(each) for each in zip(*columns, strict=True))
        found = self._rows.cheapest(places, least, most, costs)
        moved = np.zeros(len(self._cells))
        np.add.at(moved, places, found)
        self._lowest = np.minimum(self._lowest, now + moved)
        self._highest = np.maximum(self._highest, now + moved)
        self._withhold([int(each) for each in np.nonzero(np.abs(moved) > _MOVED)[0] if each not in self._free])

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
            self._model.changeColBounds(count + at, 0.0, float(self._down[at]))
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
        costs = [_FREE if at in self._free else float(cost) for at, cost in enumerate(self._costs)]
        up = [0.0 if stays else INFINITY for stays in fixed]
        return model_of(rows, [*costs, *costs], [*up, *self._down])
