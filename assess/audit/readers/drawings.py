"""Sizes that a drawing is made of, whatever carries them: attributes, paths, arcs, styles, calls of a canvas."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from assess.audit.readers.paths import Outline, is_relative, outlines
from assess.audit.text.passages import Drawing

FEWEST = 5
NAMES = ("d", "points", "transform", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry")
_SIZED = frozenset((*NAMES, "stroke-dasharray", "stroke-width", "offset", "value", "colspan", "font-size"))
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_DECLARED = re.compile(r"([\w-]+)\s*:\s*([^;{}]*\d[^;{}]*)")
_CALL = re.compile(
    r"\b(fillRect|strokeRect|rect|roundRect|moveTo|lineTo|arc|ellipse|scale|quadraticCurveTo)\s*\(([^()]*)\)"
)
_OPERATOR = re.compile(
    # no number is begun in its middle, or read in two ways: a long list of numbers is read once
    r"(?:(?<![\d.])|(?=[-+]))((?:[-+]?(?:\d+(?:\.\d*)?|\.\d+)\s+){2,6})(rectfill|rectstroke|rectclip|r?lineto|r?moveto|arcn?|scale|re|l|m|cm|w)\b"
)
_EACH = 8  # numbers of one attribute, style or call that are followed from shape to shape
_MOST = 20_000
_BENDS = re.compile(r"[CSQTAHV]")
_SHORT = 400  # letters of the data of a path that draws one shape
_LETTERS, _ALIKE = 4, 0.45  # outlines in a row that may be letters, and how much their heights may differ


class Sizes:
    """Sizes gathered from one document, by what they are sizes of."""

    def __init__(self) -> None:
        self.lists: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self.drawings: list[Drawing] = []
        self.pieces: list[Outline] = []

    def shape(self, name: str, given: Sequence[tuple[str, str]], kind: str, place: str) -> None:
        """Note an element with its attributes and its class."""
        for attribute, value in given:
            if attribute in ("d", "points"):
                self._path(name, attribute, value, place)
            if attribute in _SIZED and len(value) < _SHORT:
                for at, number in enumerate(_NUMBER.findall(value)[:_EACH]):
                    self.lists[name, attribute, str(at)].append(number)
                    if kind:
                        self.lists[name, kind, attribute, str(at)].append(number)

    def style(self, text: str) -> None:
        """Note what a style says of sizes, one property at a time."""
        for name, value in _DECLARED.findall(text):
            numbers = _NUMBER.findall(value)
            if "gradient" in value or len(numbers) >= FEWEST:
                self._several(numbers)
            for at, number in enumerate(numbers[:_EACH]):
                self.lists["style", name, str(at)].append(number)

    def script(self, text: str) -> None:
        """Note what a script draws on a canvas."""
        for name, given in _CALL.findall(text) if "(" in text else ():
            for at, argument in enumerate(given.split(",")[:_EACH]):
                number = _NUMBER.fullmatch(argument.strip())
                if number:
                    self.lists["call", name, str(at)].append(number.group())

    def operators(self, text: str) -> None:
        """Note what a program in PostScript, or a page of a PDF, draws by its operators."""
        for given, name in _OPERATOR.findall(text):
            for at, number in enumerate(given.split()[-_EACH:]):
                self.lists["operator", name, str(at)].append(number)

    def _several(self, numbers: Sequence[str]) -> None:
        """Stops of a gradient: as they are, each once, and how far one is from the next."""
        once = [number for at, number in enumerate(numbers) if at == 0 or number != numbers[at - 1]]
        self.drawings += [Drawing(tuple(each), "a style") for each in (once, _steps(once), numbers[1::2], numbers[::2])]

    def _path(self, name: str, attribute: str, value: str, place: str) -> None:
        numbers = _NUMBER.findall(value)[:_MOST]
        if attribute == "points" or not is_relative(value):
            if len(numbers) >= FEWEST and len(value) > 2 * FEWEST:
                for each in (numbers, numbers[::2], numbers[1::2]):
                    self.drawings.append(Drawing(tuple(each), place))
            if attribute == "points":
                return
        found = outlines(value)
        self.pieces += found if len(self.pieces) < _MOST else []
        for piece in found:
            width, height = piece.size
            self.lists[name, "width of a piece"].append(_written(width))
            self.lists[name, "height of a piece"].append(_written(height))
            for at, angle in enumerate(piece.angles[:2]):
                self.lists[name, "angle", str(at)].append(f"{angle:.1f}")
        if is_relative(value) or _BENDS.search(value):
            points = [point for piece in found for point in piece.points]
            for at in (0, 1) if len(points) >= FEWEST else ():
                self.drawings.append(Drawing(tuple(_written(point[at]) for point in points), place))

    def given(self) -> Iterator[Drawing]:
        """Every list of sizes that is long enough to be followed, and what follows from it."""
        for key, numbers in self.lists.items():
            if len(numbers) < FEWEST or len(set(numbers)) < FEWEST - 1:
                continue
            place = " ".join(key[:-1] if key[-1].isdigit() else key)
            listed = numbers[:_MOST]
            yield Drawing(tuple(listed), place)
            if len(listed) >= 2 * FEWEST and len(key) == 3:
                yield Drawing(tuple(listed[::2]), place)
                yield Drawing(tuple(listed[1::2]), place)
            if key[1] in _STACKED:
                yield Drawing(tuple(_steps(listed)), place)
            if key[1] in ("r", "rx") or key[-2:-1] == ("r",):
                yield Drawing(tuple(_squares(listed)), place)
        yield from (drawing for drawing in self.drawings if len(drawing.numbers) >= FEWEST)

    def may_spell(self) -> bool:
        """Whether outlines stand in a row as letters do: alike in height, side by side, of several forms."""
        row: list[Outline] = []
        for piece in self.pieces:
            if not (piece.bends or piece.slants) or min(piece.size) <= 0 or len(piece.points) < FEWEST:
                continue
            if row and not _beside(row[-1], piece):
                row = []
            row.append(piece)
            if len(row) >= _LETTERS and len({len(each.points) for each in row}) > 2:
                return True
        return False


_STACKED = ("x", "y", "x1", "x2", "y1", "y2", "stroke-dasharray", "offset", "left", "top", "bottom", "transform")


def _beside(one: Outline, other: Outline) -> bool:
    """Whether two outlines are neighbours in a line of letters."""
    (left, top, right, bottom), (start, above, end, below) = one.box, other.box
    tall = max(bottom - top, below - above)
    alike = abs((bottom - top) - (below - above)) <= _ALIKE * tall and abs(bottom - below) <= _ALIKE * tall
    inside = start >= left and end <= right  # the hole of an 8
    return (alike and start >= left and start - right < 2 * tall) or inside


def _written(number: float) -> str:
    """A size with as many decimals as drawings have."""
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"


def _steps(numbers: Sequence[str]) -> list[str]:
    """How far each number is from the one before, with the first from nothing."""
    try:
        values = [Decimal(number) for number in ("0", *numbers)]
        return [format(after - before, "f") for before, after in pairwise(values)]
    except InvalidOperation:
        return []


def _squares(numbers: Sequence[str]) -> list[str]:
    """Areas of circles by their radii, no finer than the radii say."""
    finest = max((len(number.partition(".")[2]) for number in numbers), default=0)
    largest = max((abs(float(number)) for number in numbers), default=0.0)
    decimals = max(0, finest - len(str(int(2 * largest))))
    return [f"{float(number) ** 2:.{decimals}f}" for number in numbers]
