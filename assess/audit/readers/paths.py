"""The data of SVG paths (SVG 2, chapter 9): where each piece of it goes, whether written from the last point or not."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from operator import sub

_TOKEN = re.compile(r"([a-df-zA-DF-Z])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_TAKES = {"M": 2, "L": 2, "T": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7}
MOST = 20_000  # numbers in a path: a map or a picture, of which the beginning is read
_NEAR = 0.05  # how far a point may lie from another's, as a part of the width and height

Point = tuple[float, float]


@dataclass
class Outline:
    """One piece of a path: the points that it goes through, and whether it bends."""

    points: list[Point] = field(default_factory=list)
    bends: bool = False
    slants: bool = False
    angles: list[float] = field(default_factory=list)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The least and the most of its points: left, top, right, bottom."""
        across, down = [x for x, _ in self.points], [y for _, y in self.points]
        return min(across), min(down), max(across), max(down)

    @property
    def size(self) -> Point:
        """Its width and its height."""
        left, top, right, bottom = self.box
        return right - left, bottom - top

    @property
    def turned(self) -> float:
        """How far its points turn around the first of them, in degrees: the angle of a slice."""
        (x0, y0), *rest = self.points
        angles = [math.atan2(y - y0, x - x0) for x, y in rest]
        turns = ((after - before + math.pi) % (2 * math.pi) - math.pi for before, after in pairwise(angles))
        return abs(math.degrees(sum(turns)))

    @property
    def form(self) -> list[float]:
        """Its points as parts of its width and height: the same wherever it stands and however large it is."""
        left, top, _, _ = self.box
        wide, high = (size or 1.0 for size in self.size)
        return [part for x, y in self.points for part in ((x - left) / wide, (y - top) / high)]


def has_forms(pieces: Iterable[Outline], number: int) -> bool:
    """Whether some outlines have so many forms that differ in more than their place and size."""
    found: list[list[float]] = []
    for piece in pieces:
        form = piece.form
        if not any(len(form) == len(other) and max(map(abs, map(sub, form, other))) < _NEAR for other in found):
            found.append(form)
        if len(found) >= number:
            return True
    return False


def is_relative(data: str) -> bool:
    """Whether any of a path is written from the last point."""
    return re.search(r"[mlhvcsqta]", data) is not None


def outlines(data: str) -> list[Outline]:
    """The pieces of a path in absolute coordinates; what cannot be read ends it."""
    found: list[Outline] = []
    at: Point = (0.0, 0.0)
    begin = at
    for command, numbers in _steps(data):
        upper = command.upper()
        origin = at if command.islower() else (0.0, 0.0)
        if upper == "Z":
            at = begin
            continue
        if upper == "H":
            to = (numbers[0] + origin[0], at[1])
        elif upper == "V":
            to = (at[0], numbers[0] + origin[1])
        else:
            to = (numbers[-2] + origin[0], numbers[-1] + origin[1])
        if upper == "M" or not found:
            begin = to if upper == "M" else at
            found.append(Outline([begin]))
        piece = found[-1]
        piece.bends = piece.bends or upper in "CSQTA"
        piece.slants = piece.slants or (upper == "L" and to[0] != at[0] and to[1] != at[1])
        if upper == "A":
            piece.angles.append(_angle(at, to, numbers))
        if upper != "M":
            piece.points.append(to)
        at = to
    return [piece for piece in found if len(piece.points) > 1]


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; one that has several times as many is as many commands."""
    command, read = "", 0
    numbers: list[float] = []
    for match in _TOKEN.finditer(data):
        if match[1]:
            command, numbers = match[1], []
            if command in "zZ":
                yield command, []
            continue
        numbers.append(float(match[2]))
        read += 1
        if read > MOST:
            return
        takes = _TAKES.get(command.upper(), 0)
        if takes and len(numbers) == takes:
            if not all(map(math.isfinite, numbers)):
                return
            yield command, numbers
            numbers = []
            command = {"M": "L", "m": "l"}.get(command, command)


def _angle(start: Point, end: Point, numbers: list[float]) -> float:
    """How far an arc turns, in degrees."""
    radius = abs(numbers[0])
    chord = math.dist(start, end)
    if not radius:
        return 0.0
    turned = math.degrees(2 * math.asin(min(1.0, chord / (2 * radius))))
    return 360 - turned if numbers[3] else turned
