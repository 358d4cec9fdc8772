"""An answer has so many seconds of the processor, however many others share the machine."""

from __future__ import annotations

from dataclasses import dataclass, field

import highspy
import pytest

from assess.protect import solver
from assess.protect.solver import answered

TIME, OPTIMAL = highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kOptimal


@dataclass
class Model:
    """A model of which each run takes so many seconds of the processor, and ends in some way."""

    runs: list[tuple[float, highspy.HighsModelStatus]]
    limits: list[float] = field(default_factory=list)
    spent: float = 0.0
    ended: highspy.HighsModelStatus = OPTIMAL

    def getRunTime(self) -> float:  # noqa: N802  # as HiGHS calls it
        return 0.0

    def setOptionValue(self, _: str, value: float) -> None:  # noqa: N802  # as HiGHS calls it
        self.limits.append(value)

    def run(self) -> None:
        seconds, self.ended = self.runs.pop(0)
        self.spent += seconds

    def getModelStatus(self) -> highspy.HighsModelStatus:  # noqa: N802  # as HiGHS calls it
        return self.ended


@pytest.mark.parametrize(
    ("runs", "ended", "limits"),
    [
        ([(1.0, OPTIMAL)], OPTIMAL, [60.0]),
        ([(5.0, TIME), (10.0, TIME), (12.0, OPTIMAL)], OPTIMAL, [60.0, 120.0, 240.0]),
        ([(60.0, TIME)], TIME, [60.0]),
        ([(30.0, TIME), (61.0, TIME)], TIME, [60.0, 120.0]),
    ],
    ids=["soon", "on a busy machine", "too hard", "too hard on a busy machine"],
)
def test_a_model_that_had_too_little_of_the_processor_is_asked_again(
    runs: list[tuple[float, highspy.HighsModelStatus]],
    ended: highspy.HighsModelStatus,
    limits: list[float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = Model([*runs])
    monkeypatch.setattr(solver.time, "thread_time", lambda: model.spent)
    assert (answered(model), model.limits, model.runs) == (ended, limits, [])  # type: ignore[arg-type]
