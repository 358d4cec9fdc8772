"""Columns of a table that is laid out as text: by delimiters, by places in a line, by the keys of its records."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

FEWEST = 3  # lines
LONG_ENOUGH = 6  # numbers that may be told to be in proportion to others
_MOST_LINES = 20_000
_MOST_COLUMNS = 60
_TOO_LONG = 4000  # letters of a line: no row of a table that somebody laid out
# A number begins with a sign or a digit; what stands before it is asked only there, which is quick.
_FIRST = r"[-+\u2212\d](?<![\w.].)(?:(?<=\d)|\d)"
_NUMBER = re.compile(rf"{_FIRST}[\d,.]*", re.DOTALL)
_SIGNS = "#*=|-+_.~@%&$xXoOIl\u2588\u2587\u2586\u2592\u2591\u2593\u25a0\u25cf\u25aa\u258c\u2022\u25fc\u2605\U0001f9cd"
_SHORTEST_BAR = 8  # the longest of them has as many signs
_BAR = re.compile(rf"([{re.escape(_SIGNS)}])\1*")
_DIGIT = re.compile(r"\d")
_SIGNED = re.compile(rf"{_FIRST}(?:(?<=[1-9])\d{{0,2}}(?:,\d{{3}})+(?!\d)|\d*)(?:\.\d+)?", re.DOTALL)
_APART = re.compile(r",(?=\d{3})")
_LINE_END = re.compile(r"\r\n?|\n|(?<=[\])}])\s*(?:,\s*)?(?=[\[({])|\\\\|\\n")
_VALUE = re.compile(r"[=:]\s*[\"']?([-+]?\d[\d,.]*)")
_KEY = re.compile(r"((?:[A-Za-z_]|(?<=- )\d)[\w. -]{0,40}?)[\"']?\s*$")
_LONGEST_KEY = 48  # letters, with what stands around it
_DELIMITERS = re.compile(r"\t|\||;|&|,(?!\d{3}\b)| {2,}")
_MANY = 2  # numbers of a line; where there are as few, its neighbours lie close enough
_SHARE = 0.6  # of the lines of a block that have a number at an edge


def columns_in(text: str) -> list[list[str]]:
    """The columns of the tables in a text, each once; none where no three lines have numbers enough."""
    lines = [line for line in _LINE_END.split(text)[:_MOST_LINES] if line.strip() and len(line) <= _TOO_LONG]
    found: dict[tuple[str, ...], None] = {}
    if len(lines) >= FEWEST:
        rows = [list(_NUMBER.finditer(line)) for line in lines]
        for start, end in _blocks(rows):
            for column in (*_by_place(rows[start:end]), *_by_delimiter(lines[start:end])):
                found.setdefault(tuple(column))
    for column in _by_key(text):
        found.setdefault(tuple(column))
    return [list(column) for column in found]


def sequences_in(text: str, strides: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """Lists of numbers as they follow each other: in one line, or at one place of lines that have as many each."""
    lists: dict[tuple[str, ...], None] = {}
    stretch: list[list[str]] = []
    for line in (*text.split("\n"), ""):
        numbers = _SIGNED.findall(line) if len(line) <= _TOO_LONG and _DIGIT.search(line) else []
        if stretch and len(numbers) != len(stretch[0]):
            if len(stretch) >= LONG_ENOUGH:
                lists |= dict.fromkeys(zip(*stretch, strict=True))
            stretch = []
        if 0 < len(numbers) <= _MOST_COLUMNS:
            stretch.append(numbers)
        if len(numbers) >= LONG_ENOUGH or "," in "".join(numbers):
            apart = [part for number in numbers for part in _APART.split(number)]
            lists |= dict.fromkeys((tuple(numbers), tuple(apart)))
    for each in lists:
        for stride in strides:
            if len(each) >= stride * LONG_ENOUGH:
                yield from (part for start in range(stride) if _differ(part := each[start::stride]))


def _differ(numbers: Sequence[str]) -> bool:
    return len(set(numbers)) >= LONG_ENOUGH - 1


def bars_in(text: str) -> Iterator[list[str]]:
    """How long the bars are that lines draw with one sign, where several lines that follow each other have one."""
    if not any(_SHORTEST_BAR * sign in text for sign in _SIGNS):
        return
    lengths: list[str] = []
    for line in (*text.split("\n"), ""):
        longest = max((len(bar.group()) for bar in _BAR.finditer(line)), default=0)
        if longest:
            lengths.append(str(longest))
        elif line.strip() or not lengths:
            if len(lengths) >= LONG_ENOUGH:
                yield lengths
            lengths = []
    if len(lengths) >= LONG_ENOUGH:
        yield lengths


def _blocks(rows: Sequence[Sequence[object]]) -> Iterator[tuple[int, int]]:
    """Stretches of lines of which each has several numbers, but for single ones between them."""
    many = [len(row) > _MANY for row in rows]
    bridged = [here or (0 < at < len(many) - 1 and many[at - 1] and many[at + 1]) for at, here in enumerate(many)]
    at = 0
    for kept, group in groupby(bridged):
        size = len(list(group))
        if kept and size >= FEWEST:
            yield at, at + size
        at += size


def _by_place(rows: Sequence[Sequence[re.Match[str]]]) -> Iterator[list[str]]:
    """By the number of a number in its line, from either end, and by where in its line it begins or ends."""
    width = min(max(map(len, rows)), _MOST_COLUMNS)
    even = len({len(row) for row in rows}) == 1
    for at in range(width):
        yield [row[at].group() for row in rows if at < len(row)]
        if not even:
            yield [row[-1 - at].group() for row in rows if at < len(row)]
    if even:
        return
    edges: dict[tuple[str, int], list[str]] = defaultdict(list)
    for row in rows:
        for number in row:
            edges["start", number.start()].append(number.group())
            edges["end", number.end()].append(number.group())
    yield from (cells for cells in edges.values() if len(cells) >= max(FEWEST, _SHARE * len(rows)))


def _by_delimiter(lines: Sequence[str]) -> Iterator[list[str]]:
    """By the cells of a line, those with no number in them too."""
    rows = [[cell.strip() for cell in _DELIMITERS.split(line.strip("| \t"))] for line in lines]
    width = min(max(map(len, rows)), _MOST_COLUMNS)
    for at in range(width if width > 1 else 0):
        yield [row[at] for row in rows if at < len(row)]


def _by_key(text: str) -> Iterator[list[str]]:
    """The numbers that follow one and the same key, as in records, settings and logs."""
    groups: dict[str, list[str]] = defaultdict(list)
    since = 0
    for value in _VALUE.finditer(text, 0, _MOST_LINES * 20):
        key = _KEY.search(text[max(since, value.start() - _LONGEST_KEY) : value.start()])
        if key:
            groups[key[1]].append(value[1])
            since = value.end()
    yield from (numbers for numbers in groups.values() if len(numbers) >= FEWEST)
