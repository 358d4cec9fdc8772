"""Numbers in proportion to a run of the pack: the sizes of a drawing, and columns that were moved or scaled."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, permutations

SHORTEST = 5
_PLACES = range(SHORTEST)
EVIDENCE = 9.0  # digits that must agree beyond what fixes the scale and the origin
_DISTINCT = 4
_WIDEST = 0.02
_NEARLY = 1e-9
_REMEMBERED = 200_000
_ROUNDED = 1e-12  # what a sum of two binary fractions may be off

_Window = tuple[float, ...]
_Order = tuple[int, ...]
_Turn = tuple[bool, bool]  # whether numbers are read backwards, and whether upside down
_Inner = tuple[float, float, float]  # the numbers of a window between its least and its most, which are 0 and 1
_Place = tuple[float, float, float, int, int, _Turn]  # those, the number of a run, where in it, and how it is turned


@dataclass
class Shapes:
    """Runs of numbers, found by the order and the proportions of five neighbours, both ways round and upside down."""

    runs: list[tuple[str, tuple[float, ...], float]] = field(default_factory=list)
    places: dict[_Order, list[_Place]] = field(default_factory=lambda: defaultdict(list))  # the lowest number first
    unlike: set[tuple[float, _Window]] = field(default_factory=set)  # windows like none, each after how fine it is

    def add(self, source: str, values: Sequence[float], more: float = 0.0) -> None:
        """Put a run of numbers in; `more` is how many digits more must agree, as there are many runs of its kind."""
        self.unlike.clear()
        number, run = len(self.runs), tuple(values)
        self.runs.append((source, run, more))
        for at in range(len(run) - SHORTEST + 1):
            window = _normal(run[at : at + SHORTEST])
            if window is None or _even(window):
                continue
            for order, inner, turn in _every_key(window):
                insort(self.places[order], (*inner, number, at, turn))

    def sources(self, numbers: Sequence[str], evidence: float = EVIDENCE) -> Iterator[str]:
        """The sources of the runs that some numbers are in proportion to, as finely as they are written."""
        if len(numbers) < SHORTEST:
            return
        values = tuple(map(float, numbers))
        step = 10.0 ** -max(len(number.partition(".")[2]) for number in numbers)
        narrow = step / _WIDEST
        for at in range(len(values) - SHORTEST + 1):
            window = values[at : at + SHORTEST]
            low = min(window)
            spread = max(window) - low
            if spread < narrow or (step, window) in self.unlike:
                continue
            like = self._like(window, low, spread, step)
            if not like and len(self.unlike) < _REMEMBERED:
                self.unlike.add((step, window))  # axes and bars of one width come again and again
            for number, start, turn in like:
                source, run, more = self.runs[number]
                if _agree(values[at:], _as_turned(run, start, turn), step, evidence + more):
                    yield source

    def _like(self, window: _Window, least: float, spread: float, step: float) -> Sequence[tuple[int, int, _Turn]]:
        """The runs that five numbers are in proportion to, from where on, and how they are turned."""
        if len(set(window)) < _DISTINCT or not math.isfinite(spread):
            return ()
        order, (low, middle, high), own = _key(window, least, spread)
        near = step / spread + 2 * _NEARLY
        places = self.places.get(order, [])
        first = bisect_left(places, (low - near - _ROUNDED,))
        last = bisect_left(places, (low + near + _ROUNDED,), first)
        return [
            (number, start, (own[0] != turn[0], own[1] != turn[1]))
            for one, two, three, number, start, turn in places[first:last]
            if abs(two - middle) <= near and abs(one - low) <= near and abs(three - high) <= near
        ]


def _as_turned(run: Sequence[float], start: int, turn: _Turn) -> Sequence[float]:
    """A run from the window on that begins at a place, as a turned drawing would show it."""
    back, upside = turn
    rest = run[: start + SHORTEST][::-1] if back else run[start:]
    return [-value for value in rest] if upside else rest


def _turned(order: _Order, turn: _Turn) -> _Order:
    """The order of a window that is turned."""
    back, upside = turn
    places = tuple(SHORTEST - 1 - at for at in order) if back else order
    return places[::-1] if upside else places


_TURNS: tuple[_Turn, ...] = ((False, False), (False, True), (True, False), (True, True))
_CANONICAL = {order: min((_turned(order, turn), turn) for turn in _TURNS) for order in permutations(_PLACES)}
# Orders that no turn leaves as they are: all turns of such a window have one key, so that one of them is enough.
_UNLIKE_TURNED = frozenset(
    order for order in _CANONICAL if len({_turned(order, turn) for turn in _TURNS}) == len(_TURNS)
)


def _normal(window: Sequence[float]) -> list[float] | None:
    """Numbers moved and scaled to lie between 0 and 1; None where they hardly differ."""
    low, high = min(window), max(window)
    if not math.isfinite(high - low) or high == low or len(set(window)) < _DISTINCT:
        return None
    spread = high - low
    return [(value - low) / spread for value in window]


def _even(window: Sequence[float]) -> bool:
    """Whether numbers go up or down in equal steps, as years and axes do."""
    steps = [after - before for before, after in pairwise(window)]
    return max(steps) - min(steps) < _WIDEST


def _order(window: Sequence[float]) -> _Order:
    return tuple(sorted(_PLACES, key=window.__getitem__))


def _key(window: Sequence[float], least: float = 0.0, spread: float = 1.0) -> tuple[_Order, _Inner, _Turn]:
    """What a window is found by however it is turned, the numbers inside it from 0 to 1, and how it is turned."""
    order = _order(window)
    canonical, turn = _CANONICAL[order]
    _, second, third, fourth, _ = order
    low, middle, high = (
        (window[second] - least) / spread,
        (window[third] - least) / spread,
        (window[fourth] - least) / spread,
    )
    if turn[1]:
        low, middle, high = 1 - high, 1 - middle, 1 - low
    return canonical, (low, middle, high), turn


def _every_key(window: Sequence[float]) -> set[tuple[_Order, _Inner, _Turn]]:
    """The keys of a window; several where numbers are the same or their order is that of another turn too."""
    found = {}
    upside_down = [1 - value for value in window]
    unlike = len(set(window)) == len(set(upside_down)) == SHORTEST and _order(window) in _UNLIKE_TURNED
    for back, upside in _TURNS[-1:] if unlike else _TURNS:
        shown = upside_down if upside else window
        key, inner, turn = _key(shown[::-1] if back else shown)
        found[key, (turn[0] != back, turn[1] != upside)] = inner
    return {(key, inner, turn) for (key, turn), inner in found.items()}


def _agree(drawn: Sequence[float], given: Sequence[float], step: float, evidence: float) -> bool:
    """Whether a drawing follows a run for long enough to be no coincidence."""
    low = high = drawn[0]
    least = most = given[0]
    for size in range(1, min(len(drawn), len(given)) + 1):
        low, high = min(low, drawn[size - 1]), max(high, drawn[size - 1])
        least, most = min(least, given[size - 1]), max(most, given[size - 1])
        if size < SHORTEST:
            continue
        tolerance = step / (high - low) + _NEARLY
        if tolerance > _WIDEST:
            return False
        scale = 1 / (high - low), 1 / (most - least)
        if any(
            abs((one - low) * scale[0] - (other - least) * scale[1]) > tolerance
            for one, other in zip(drawn[:size], given[:size], strict=True)
        ):
            return False
        if (size - 2) * -math.log10(2 * tolerance) >= evidence:
            return True
    return False
