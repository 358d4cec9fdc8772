"""Linear programs over whole numbers, solved by HiGHS: the one module that knows it.

Every world is turned into whole numbers and compared with its rows in exact arithmetic before it is given. Two models
with different numbers of threads in one process end in zeros without an error, so that each has one.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np
from numpy.typing import NDArray

INFINITY = highspy.kHighsInf
_CLOSE = 1e-6
_SECONDS = 60.0  # of the processor, for one answer in whole numbers
_NEAR_BEST, _NODES = 0.1, 20  # how good a step must be, and how long it is looked for
_NO_LIMIT = (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible)


@dataclass(frozen=True)
class Row:
    """A weighted sum of unknowns, by their places, between two numbers."""

    terms: Sequence[tuple[int, int]]
    least: int | None = 0
    most: int | None = 0


class _Silent(highspy.Highs):
    """HiGHS without its callbacks: setting these up prints a banner."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()


class NoWorldError(Exception):
    """Nothing agrees with all that is said."""


class UndecidedError(Exception):
    """No answer in whole numbers was found in time."""


def model_of(
    rows: Sequence[Row], costs: Sequence[float], most: Sequence[float], *, whole: bool = False
) -> highspy.Highs:
    """A program: the cost of each unknown, which is at least 0, and the most it can be."""
    program, count = highspy.HighsLp(), len(costs)
    program.num_col_, program.num_row_ = count, len(rows)
    program.col_cost_, program.col_lower_ = np.asarray(costs, dtype=float), np.zeros(count)
    program.col_upper_ = np.asarray(most, dtype=float)
    program.row_lower_ = np.array([-INFINITY if row.least is None else row.least for row in rows], dtype=float)
    program.row_upper_ = np.array([INFINITY if row.most is None else row.most for row in rows], dtype=float)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *(len(row.terms) for row in rows)], dtype=np.int32)
    program.a_matrix_.index_ = np.array([at for row in rows for at, _ in row.terms], dtype=np.int32)
    program.a_matrix_.value_ = np.array([weight for row in rows for _, weight in row.terms], dtype=float)
    if whole:
        program.integrality_ = [highspy.HighsVarType.kInteger] * count
    model = _model({"mip_rel_gap": 0.0, "mip_abs_gap": 0.5})
    model.passModel(program)
    return model


def _model(more: Mapping[str, float] | None = None) -> highspy.Highs:
    """A model without a word, on one thread, with further options."""
    model = _Silent()
    for option, value in {"output_flag": False, "threads": 1, **(more or {})}.items():
        model.setOptionValue(option, value)
    return model


def _program(
    columns: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    rows: tuple[NDArray[np.float64], NDArray[np.float64]],
    terms: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
) -> highspy.HighsLp:
    """A program by columns: their costs and limits, the limits of the rows, and the terms with where each begins."""
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(columns[0]), len(rows[0])
    program.col_cost_, program.col_lower_, program.col_upper_ = columns
    program.row_lower_, program.row_upper_ = rows
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_ = (each.astype(np.int32) for each in terms[:2])
    program.a_matrix_.value_ = terms[2].astype(float)
    return program


def answered(model: highspy.Highs) -> highspy.HighsModelStatus:
    """How a model ended that had so many seconds of the processor: whoever shares the machine takes away none.

    A model counts the seconds of a clock on the wall, so one that had too little of the processor in them is asked
    again, for twice as many.
    """
    allowed = _SECONDS
    while True:
        began = time.thread_time()  # a model has one thread, which is this one
        model.setOptionValue("time_limit", model.getRunTime() + allowed)  # its clock runs on from answer to answer
        model.run()
        status = model.getModelStatus()
        if status != highspy.HighsModelStatus.kTimeLimit or time.thread_time() - began >= _SECONDS:
            return status
        allowed *= 2


@dataclass
class Solver:
    """Rows over unknown counts, each at most `cap`, to be asked for the extremes of weighted sums of them.

    A count is first taken for a real number, and for a whole one only where that gives none.
    """

    count: int
    rows: Sequence[Row]
    cap: int
    _relaxed: highspy.Highs = field(init=False)
    _whole: highspy.Highs | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._relaxed = self._model(whole=False)

    def extreme(self, weights: Mapping[int, int], *, highest: bool) -> tuple[int, list[int]]:
        """The highest, or lowest, value of a weighted sum, and a world in which it has it.

        Raises NoWorldError and UndecidedError.
        """
        sign = -1 if highest else 1
        cost, world = self._solved(self._relaxed, weights, sign)
        if not self.agrees(world) or sign * _worth(weights, world) != math.ceil(cost - _CLOSE):
            self._whole = self._whole or self._model(whole=True)
            _, world = self._solved(self._whole, weights, sign)
            if not self.agrees(world):
                raise UndecidedError
        return _worth(weights, world), world

    def _solved(self, model: highspy.Highs, weights: Mapping[int, int], sign: int) -> tuple[float, list[int]]:
        places = np.array([*weights], dtype=np.int32)
        model.changeColsCost(len(places), places, np.array([sign * weight for weight in weights.values()], dtype=float))
        status = answered(model)
        world = [int(value) for value in np.rint(np.asarray(model.getSolution().col_value))]
        cost = float(model.getInfo().objective_function_value)
        model.changeColsCost(len(places), places, np.zeros(len(places)))
        if status == highspy.HighsModelStatus.kInfeasible:
            raise NoWorldError
        if status != highspy.HighsModelStatus.kOptimal:
            raise UndecidedError
        return cost, world

    def agrees(self, world: Sequence[int]) -> bool:
        """Whether a world agrees with every row, in exact arithmetic."""
        return len(world) == self.count and min(world, default=0) >= 0 and all(_holds(row, world) for row in self.rows)

    def _model(self, *, whole: bool) -> highspy.Highs:
        return model_of(self.rows, [0.0] * self.count, [float(self.cap)] * self.count, whole=whole)


class Rows:
    """Rows as arrays, by unknown."""

    def __init__(self, rows: Sequence[Row], count: int) -> None:
        places = np.array([at for at, row in enumerate(rows) for _ in row.terms], dtype=np.int64)
        cells = np.array([cell for row in rows for cell, _ in row.terms], dtype=np.int64)
        weights = np.array([weight for row in rows for _, weight in row.terms], dtype=np.int64)
        order = np.argsort(cells, kind="stable")
        self.places, self.cells, self.weights = places[order], cells[order], weights[order]
        self.starts = np.searchsorted(self.cells, np.arange(count + 1))
        self.least = np.array([-INFINITY if row.least is None else row.least for row in rows], dtype=float)
        self.most = np.array([INFINITY if row.most is None else row.most for row in rows], dtype=float)

    def sums(self, world: NDArray[np.int64]) -> NDArray[np.int64]:
        """What each row comes to in a world, in whole numbers."""
        found = np.zeros(len(self.least), dtype=np.int64)
        np.add.at(found, self.places, self.weights * world[self.cells])
        return found

    def hold(self, world: NDArray[np.int64]) -> bool:
        """Whether a world agrees with every row."""
        sums = self.sums(world)
        return bool(world.min(initial=0) >= 0 and (self.least <= sums).all() and (sums <= self.most).all())

    def columns(self, cells: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where some unknowns have their terms, and at which of these each begins."""
        lengths = self.starts[cells + 1] - self.starts[cells]
        begins = np.concatenate([[0], np.cumsum(lengths)])
        return np.repeat(self.starts[cells] - begins[:-1], lengths) + np.arange(begins[-1]), begins

    def cheapest(
        self,
        cells: NDArray[np.int64],
        least: NDArray[np.float64],
        most: NDArray[np.float64],
        costs: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """How far unknowns go, in real numbers, where each row stays what it is; an unknown may have several parts."""
        terms, begins = self.columns(cells)
        nothing = np.zeros(len(self.least))
        model = _model()
        model.passModel(
            _program((costs, least, most), (nothing, nothing), (begins, self.places[terms], self.weights[terms]))
        )
        model.run()
        return np.asarray(model.getSolution().col_value)


def step(
    rows: Rows, world: NDArray[np.int64], cells: NDArray[np.int64], wishes: NDArray[np.float64], cap: int
) -> NDArray[np.int64]:
    """A world that differs in some unknowns from one that agrees with the rows, as their wishes weigh them.

    The same world where none is found soon.
    """
    terms, begins = rows.columns(cells)
    touched, places = np.unique(rows.places[terms], return_inverse=True)
    sums = rows.sums(world)[touched]
    now = world[cells].astype(float)
    limits = ((rows.least[touched] - sums).astype(float), (rows.most[touched] - sums).astype(float))
    program = _program((-wishes, -now, cap - now), limits, (begins, places, rows.weights[terms]))
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(cells)
    model = _model({"mip_rel_gap": _NEAR_BEST, "mip_max_nodes": _NODES})
    model.passModel(program)
    nothing = highspy.HighsSolution()
    nothing.col_value = [0.0] * len(cells)
    model.setSolution(nothing)
    model.run()
    found = np.asarray(model.getSolution().col_value)
    if len(found) != len(cells):
        return world
    moved = world.copy()
    moved[cells] += np.rint(found).astype(np.int64)
    return moved if rows.hold(moved) else world


def _holds(row: Row, world: Sequence[int]) -> bool:
    value = sum(weight * world[at] for at, weight in row.terms)
    return (row.least is None or row.least <= value) and (row.most is None or value <= row.most)


def _worth(weights: Mapping[int, int], world: Sequence[int]) -> int:
    return sum(weight * world[at] for at, weight in weights.items())
