"""Linear programs over whole numbers, solved by HiGHS: the one module that knows it.

Every world is turned into whole numbers and compared with its rows in exact arithmetic before it is given. Two models
with different numbers of threads in one process end in zeros without an error, so that each has one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

INFINITY = highspy.kHighsInf
_CLOSE = 1e-6
_SECONDS = 60.0  # for one answer in whole numbers
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
    model = _Silent()
    options = {"output_flag": False, "threads": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 0.5}
    for option, value in options.items():
        model.setOptionValue(option, value)
    model.passModel(program)
    return model


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
        if not self._agrees(world) or sign * _worth(weights, world) != math.ceil(cost - _CLOSE):
            self._whole = self._whole or self._model(whole=True)
            _, world = self._solved(self._whole, weights, sign)
            if not self._agrees(world):
                raise UndecidedError
        return _worth(weights, world), world

    def _solved(self, model: highspy.Highs, weights: Mapping[int, int], sign: int) -> tuple[float, list[int]]:
        places = np.array([*weights], dtype=np.int32)
        model.changeColsCost(len(places), places, np.array([sign * weight for weight in weights.values()], dtype=float))
        model.setOptionValue("time_limit", model.getRunTime() + _SECONDS)  # its clock runs on from answer to answer
        model.run()
        status = model.getModelStatus()
        world = [int(value) for value in np.rint(np.asarray(model.getSolution().col_value))]
        cost = float(model.getInfo().objective_function_value)
        model.changeColsCost(len(places), places, np.zeros(len(places)))
        if status == highspy.HighsModelStatus.kInfeasible:
            raise NoWorldError
        if status != highspy.HighsModelStatus.kOptimal:
            raise UndecidedError
        return cost, world

    def _agrees(self, world: Sequence[int]) -> bool:
        return len(world) == self.count and min(world, default=0) >= 0 and all(_holds(row, world) for row in self.rows)

    def _model(self, *, whole: bool) -> highspy.Highs:
        return model_of(self.rows, [0.0] * self.count, [float(self.cap)] * self.count, whole=whole)


def _holds(row: Row, world: Sequence[int]) -> bool:
    value = sum(weight * world[at] for at, weight in row.terms)
    return (row.least is None or row.least <= value) and (row.most is None or value <= row.most)


def _worth(weights: Mapping[int, int], world: Sequence[int]) -> int:
    return sum(weight * world[at] for at, weight in weights.items())
