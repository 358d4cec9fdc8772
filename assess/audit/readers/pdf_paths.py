"""The paths that a page of a PDF draws (ISO 32000-1, 8.5.2), as the data of SVG paths, where they come to lie."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assess.audit.readers.paths import Point

_TOKEN = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+))(?=[\s/\[\](<]|$)|(?<![\w/])([A-Za-z]{1,3}\*?)(?![\w*])")
_PAINTS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n"))
_TAKES = {"m": 1, "l": 1, "c": 3, "v": 2, "y": 2}
_LONGEST = 6  # numbers of an operator

Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: Matrix = (1, 0, 0, 1, 0, 0)


def path_data(stream: str) -> Iterator[str]:
    """Each path that a stream draws, moved and turned as the stream says at that point."""
    saved: list[Matrix] = []
    matrix, at = _AS_IT_IS, (0.0, 0.0)
    numbers: list[float] = []
    written: list[str] = []
    for number, operator in _TOKEN.findall(stream):
        if number:
            numbers = [*numbers[1 - _LONGEST :], float(number)]
            continue
        points = [_moved(matrix, point) for point in zip(numbers[::2], numbers[1::2], strict=False)]
        if operator == "q":
            saved.append(matrix)
        elif operator == "Q" and saved:
            matrix = saved.pop()
        elif operator == "cm" and len(numbers) == _LONGEST:
            matrix = _after(matrix, numbers)
        elif operator in _TAKES and len(points) >= _TAKES[operator]:
            points = points[-_TAKES[operator] :]
            written.append(_step(operator, at, points))
            at = points[-1]
        elif operator == "h":
            written.append("Z")
        elif operator in _PAINTS:
            yield " ".join(written)
            written = []
        numbers = []
    yield " ".join(written)


def _step(operator: str, at: Point, points: list[Point]) -> str:
    """One operator as a command of SVG; `v` bends from where the path is, `y` into where it goes."""
    if operator in "ml":
        return operator.upper() + _listed(points)
    if operator == "v":
        points = [at, *points]
    if operator == "y":
        points = [*points, points[-1]]
    return "C" + _listed(points)


def _listed(points: list[Point]) -> str:
    return " ".join(f"{part:.4f}".rstrip("0").rstrip(".") for point in points for part in point)


def _moved(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _after(matrix: Matrix, numbers: list[float]) -> Matrix:
    """The matrix that first does what the numbers say, and then what it did."""
    a, b, c, d, e, f = numbers
    (x, y), (along, up) = _moved(matrix, (e, f)), _moved(matrix, (0, 0))
    right, over = _moved(matrix, (a, b)), _moved(matrix, (c, d))
    return right[0] - along, right[1] - up, over[0] - along, over[1] - up, x, y
