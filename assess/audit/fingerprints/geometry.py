"""Drawings that give numbers away: bars, points and paths whose sizes are in proportion to a run of numbers."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

SHORTEST = 5
EVIDENCE = 9.0  # digits that must agree beyond what fixes the scale and the origin
_DISTINCT = 4
_BINS = 20
_WIDEST = 0.02

_Key = tuple[tuple[int, ...], int, int]


@dataclass
class Shapes:
    """Runs of numbers, found by the order and the proportions of five neighbours."""

    runs: list[tuple[str, tuple[float, ...]]] = field(default_factory=list)
    places: dict[_Key, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, source: str, values: Sequence[float]) -> None:
        """Put a run of numbers in, both ways round and upside down."""
        for turned in (values, values[::-1]):
            for sign in (1.0, -1.0):
                run = tuple(sign * value for value in turned)
                number = len(self.runs)
                self.runs.append((source, run))
                for at in range(len(run) - SHORTEST + 1):
                    window = _normal(run[at : at + SHORTEST])
                    if window is None or _even(window):
                        continue
                    order, one, other = _key(window)
                    for near, beside in product((one - 1, one, one + 1), (other - 1, other, other + 1)):
                        self.places[order, near, beside].append((number, at))

    def sources(self, numbers: Sequence[str]) -> Iterator[str]:
        """The sources of the runs that a drawing's numbers are in proportion to, as finely as they are written."""
        if len(numbers) < SHORTEST:
            return
        values = [float(number) for number in numbers]
        finest = max(len(number.partition(".")[2]) for number in numbers)
        step = 10.0**-finest
        for at in range(len(values) - SHORTEST + 1):
            window = _normal(values[at : at + SHORTEST])
            if window is None:
                continue
            for number, start in self.places.get(_key(window), ()):
                source, run = self.runs[number]
                if _agree(values, at, run, start, step):
                    yield source


def _normal(window: Sequence[float]) -> tuple[float, ...] | None:
    """Numbers moved and scaled to lie between 0 and 1; None where they hardly differ."""
    low, high = min(window), max(window)
    if not math.isfinite(high - low) or high == low or len(set(window)) < _DISTINCT:
        return None
    return tuple((value - low) / (high - low) for value in window)


def _even(window: Sequence[float]) -> bool:
    """Whether numbers go up or down in equal steps, as years and axes do."""
    steps = [after - before for before, after in pairwise(window)]
    return max(steps) - min(steps) < _WIDEST


def _key(window: tuple[float, ...]) -> _Key:
    order = sorted(range(len(window)), key=window.__getitem__)
    return tuple(order), int(window[order[1]] * _BINS), int(window[order[2]] * _BINS)


def _agree(values: Sequence[float], at: int, run: Sequence[float], start: int, step: float) -> bool:
    """Whether a drawing follows a run from some place on for long enough to be no coincidence."""
    length = min(len(values) - at, len(run) - start)
    for size in range(SHORTEST, length + 1):
        drawn, given = values[at : at + size], run[start : start + size]
        low, high, least, most = min(drawn), max(drawn), min(given), max(given)
        tolerance = step / (high - low) + 1e-9
        if tolerance > _WIDEST:
            return False
        scale = 1 / (high - low), 1 / (most - least)
        if any(
            abs((one - low) * scale[0] - (other - least) * scale[1]) > tolerance
            for one, other in zip(drawn, given, strict=True)
        ):
            return False
        if (size - 2) * -math.log10(2 * tolerance) >= EVIDENCE:
            return True
    return False
