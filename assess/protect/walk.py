"""Worlds in whole numbers for very many cells at once, each found from one that is known.

Of a large table all slices are held but a few: those of some wards, or of some months. What these can do is a small
program, soon solved in whole numbers, so that a walk in such steps comes far from where it began in most cells.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from assess.protect.solver import Row, Rows, step

World = NDArray[np.int64]
_FEW, _SEVERAL = 2, 4  # slices that may change in one step: few while that brings much
_PATIENCE, _PART = 5, 8  # rounds of few, and the part of the cells that are near that so many must do
_MORE_PATIENCE = 12  # rounds of several, of which one must do a cell
_TAIL = 100  # cells that are near between which all others are shaken


class Walk:
    """Steps between worlds of some cells: what is said of them, and the slices that each family of them has."""

    def __init__(self, count: int, rows: Sequence[Row], families: Sequence[Sequence[Sequence[int]]], cap: int) -> None:
        self._rows, self._cap, self._count = Rows(rows, count), cap, count
        self._families = [[np.array(each, dtype=np.int64) for each in family if each] for family in families]
        self._families = [family for family in self._families if len(family) > 1]
        self._signs = random.Random(0)  # noqa: S311  # the same signs each time

    def worlds(self, first: World, near: Callable[[], NDArray[np.bool_]]) -> Iterator[World]:
        """Worlds that move the cells that are near, until there are none or steps bring no more."""
        world, left, size = first, [int(near().sum())], _FEW
        while left[-1] and self._families and not self._is_stuck(left, size):
            wishes = np.where(near(), self._random_signs(), 0.0)
            world = self._round(world, wishes, size)
            yield world
            if left[-1] > _TAIL:
                world = self._round(world, -wishes, size)
            else:
                world = self._round(world, self._random_signs(), _FEW)
            yield world
            left.append(int(near().sum()))
            if size == _FEW and len(left) > _PATIENCE and left[-1 - _PATIENCE] - left[-1] <= left[-1] // _PART:
                size = _SEVERAL

    def _is_stuck(self, left: Sequence[int], size: int) -> bool:
        """Whether the last rounds did no cell."""
        return size == _SEVERAL and len(left) > _MORE_PATIENCE and left[-1 - _MORE_PATIENCE] == left[-1]

    def _random_signs(self) -> NDArray[np.float64]:
        return np.array([self._signs.choice((-1.0, 1.0)) for _ in range(self._count)])

    def _round(self, world: World, wishes: NDArray[np.float64], size: int) -> World:
        """The world after each slice of a family has changed together with others, larger families more often."""
        family = self._signs.choices(self._families, [len(each) for each in self._families])[0]
        order = self._signs.sample(range(len(family)), len(family))
        parts = max(1, len(family) // size)
        for part in range(parts):
            cells = np.concatenate([family[at] for at in order[part::parts]])
            if wishes[cells].any():
                world = step(self._rows, world, cells, wishes[cells], self._cap)
        return world
