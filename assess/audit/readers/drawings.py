"""Sizes that a drawing is made of, whatever carries them: attributes, paths, arcs, styles, calls of a canvas."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from assess.audit.readers.paths import Outline, is_relative, outlines
from assess.audit.text.passages import Drawing

FEWEST = 5
NAMES = ("d", "points", "transform", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry")
_ANIMATED = ("to", "from", "by", "values")
_SIZED = frozenset(
    [
        *(*NAMES, *_ANIMATED, "viewBox", "viewbox", "stroke-dasharray", "stroke-width", "offset", "value", "colspan"),
        *("font-size", "fmla"),
    ]
)
_COLOURED = ("fill", "stroke", "stop-color", "bgcolor", "flood-color")
_COLOUR = re.compile(
    r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b|\brgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)", re.IGNORECASE
)
_FAR = 1.0  # digits more that must agree of what is put together in one way of several
_MOST_BY_TURNS = 1000
_LARGEST = 40  # digits of a size: nothing is drawn as large, nor as small
_MOST_SERIES = 6  # series of one drawing whose shapes may stand by turns
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_DECLARED = re.compile(r"([\w-]+)\s*:\s*([^;{}]*\d[^;{}]*)")
_CALL = re.compile(
    r"\b(fillRect|strokeRect|rect|roundRect|moveTo|lineTo|arc|ellipse|scale|quadraticCurveTo)\s*\(([^()]*)\)"
)
_OPERATOR = re.compile(
    # no number is begun in its middle, or read in two ways: a long list of numbers is read once
    r"(?:(?<![\d.])|(?=[-+]))((?:[-+]?(?:\d+(?:\.\d*)?|\.\d+)\s+){1,6})(rectfill|rectstroke|rectclip|r?lineto|r?moveto|arcn?|scale|re|l|m|cm|w)\b"
)
_MANY = 8  # things that are drawn as often as a number says
_EACH = 8  # numbers of one attribute, style or call that are followed from shape to shape
_MOST = 20_000
_BENDS = re.compile(r"[CSQTAHV]")
_SHORT = 400  # letters of the data of a path that draws one shape
_LETTERS, _ALIKE = 4, 0.45  # outlines in a row that may be letters, and how much their heights may differ


class Sizes:
    """Sizes gathered from one document, by what they are sizes of."""

    def __init__(self) -> None:
        self.lists: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self.areas: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.drawings: list[Drawing] = []
        self.pieces: list[Outline] = []

    def shape(self, name: str, given: Sequence[tuple[str, str]], kind: str, place: str) -> None:
        """Note an element with its attributes and its class."""
        for written, value in given:
            attribute = written.rpartition("}")[2]
            if attribute in ("d", "points"):
                self._path(name, attribute, value, place)
            if attribute in _COLOURED:
                self._colours((name, attribute), value)
            if attribute in _SIZED and len(value) < _SHORT:
                for at, number in enumerate(_NUMBER.findall(value)[:_EACH]):
                    self.lists[name, attribute, str(at)].append(number)
                    if kind:
                        self.lists[name, kind, attribute, str(at)].append(number)

        sides = dict(given)
        if "width" in sides:
            self.areas[name].append(_area(sides["width"], sides.get("height", "")))
        if name == "line":
            x1, y1, x2, y2 = (sides.get(side) or "0" for side in ("x1", "y1", "x2", "y2"))
            self._lengths(name, outlines(f"M{x1},{y1}L{x2},{y2}"))

    def _colours(self, key: tuple[str, ...], value: str) -> None:
        """How much red, green and blue there is in each colour: a shade may be as dark as a number is large."""
        for match in _COLOUR.finditer(value):
            parts = [int(part, 16) for part in match.groups()[:3] if part] or [int(part) for part in match.groups()[3:]]
            for at, part in enumerate(parts):
                self.lists[*key, "colour", str(at)].append(str(part))

    def style(self, text: str) -> None:
        """Note what a style says of sizes, one property at a time."""
        self._colours(("style",), text)
        found = _DECLARED.findall(text)
        declared = dict(found) if text.count(":") <= _EACH else {}
        if "width" in declared:
            self.areas["style"].append(_area(declared["width"], declared.get("height", "")))
        for name, value in found:
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
        follows = attribute == "points" or not is_relative(value)
        if follows and len(numbers) >= FEWEST and len(value) > 2 * FEWEST:
            self.drawings += [Drawing(tuple(each), place) for each in (numbers, numbers[::2], numbers[1::2])]
        found = outlines(f"M{value}" if attribute == "points" else value)
        self._lengths(name, found)
        if attribute == "points":
            return
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

    def _lengths(self, name: str, pieces: Sequence[Outline]) -> None:
        """Note how long each straight piece is, how wide its angle is, and how far its points lie from the middle."""
        for piece in pieces:
            if len(piece.points) == 2:
                self.lists[name, "length"].append(_written(math.dist(*piece.points)))
            elif not piece.bends and len(piece.points) < _SHORT:
                self.lists[name, "angle at its first point"].append(f"{piece.turned:.1f}")
                self.drawings.append(Drawing(tuple(_written(math.hypot(*point)) for point in piece.points), name))

    def counted(self, counts: Sequence[int], place: str) -> None:
        """Note how many things each of some elements holds: people, dots or coins may be drawn one by one."""
        if len(counts) >= FEWEST and max(counts) > _MANY and len(set(counts)) >= FEWEST - 1:
            self.drawings.append(Drawing(tuple(map(str, counts)), place))

    def given(self) -> Iterator[Drawing]:
        """Every list of sizes that is long enough to be followed, and what follows from it."""
        for key, numbers in self.lists.items():
            if len(numbers) < FEWEST or len(set(numbers)) < FEWEST - 1:
                continue
            place = " ".join(key[:-1] if key[-1].isdigit() else key)
            listed = numbers[:_MOST]
            yield Drawing(tuple(listed), place)
            for each in _by_turns(listed) if len(key) <= _PLAIN_KEY else ():
                yield Drawing(each, place, _FAR)
            if key[1] in _STACKED:
                steps = _steps(listed)
                yield Drawing(tuple(steps), place)
                yield from (Drawing(each, place, 2 * _FAR) for each in _by_turns(steps))
            if key[1] in ("r", "rx") or key[-2:-1] == ("r",):
                yield Drawing(tuple(_squares(listed)), place)
        for name, areas in self.areas.items():
            unsure = max(each for _, each in areas)
            if len(areas) >= FEWEST and unsure:
                yield Drawing(tuple(f"{area / unsure:.0f}" for area, _ in areas[:_MOST]), f"{name} area", _FAR)
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


_PLAIN_KEY = 3  # parts of the key of a list that is of all shapes of a kind
_STACKED = ("arc", "x", "y", "x1", "x2", "y1", "y2", "stroke-dasharray", "offset", "left", "top", "bottom", "transform")


def _by_turns(numbers: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Each of the series whose shapes stand by turns, however many there may be."""
    for series in range(2, _MOST_SERIES + 1):
        if not series * FEWEST <= len(numbers) <= _MOST_BY_TURNS:
            break
        yield from (tuple(numbers[at::series]) for at in range(series))


def _area(width: str, height: str) -> tuple[float, float]:
    """What two sides come to, and how unsure that is as finely as they are written; nothing where one is no number."""
    sides = [side.group() for each in (width, height) if (side := _NUMBER.match(each.strip()))]
    if len(sides) < len((width, height)):
        return 0.0, 0.0
    wide, high = (abs(float(side)) for side in sides)
    finest = [10.0 ** -len(side.partition(".")[2]) for side in sides]
    return wide * high, wide * finest[1] + high * finest[0]


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
    except InvalidOperation:
        return []
    if any(abs(value.adjusted()) > _LARGEST for value in values):
        return []
    return [format(after - before, "f") for before, after in pairwise(values)]


def _squares(numbers: Sequence[str]) -> list[str]:
    """Areas of circles by their radii, no finer than the radii say."""
    largest = max((abs(float(number)) for number in numbers), default=0.0)
    if largest > 10.0**_LARGEST:
        return []
    finest = max((len(number.partition(".")[2]) for number in numbers), default=0)
    decimals = max(0, finest - len(str(int(2 * largest))))
    return [f"{float(number) ** 2:.{decimals}f}" for number in numbers]
