"""Small counts beside the labels of their rows: no single one tells, and several in their places do."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache

from assess.audit.fingerprints.derived import runs_of_table
from assess.audit.fingerprints.index import Fingerprints
from assess.audit.fingerprints.matching import Hit
from assess.audit.fingerprints.ngrams import digits_of
from assess.audit.fingerprints.pack import Table
from assess.audit.text.numerals import Numeral, canonical, has_words, simple
from assess.audit.text.passages import Passage
from assess.audit.text.shingles import label_of, read_tokens

FEWEST = 3  # rows of a column that must stand in their places
_ENOUGH = 6.0  # digits of theirs together
_MOST_AFTER, _MOST_LISTS = 24, 8  # numbers that belong to a label, and lists that follow a list of labels
_GROUPED = 3  # digits past which a number may be written with its thousands apart
_REACH = 400  # letters between a label and the last number that belongs to it
_OF_THOSE = 0.7  # of the rows that a text names with a number at the same place
_KINDS = ("numbers", "shares", "changes", "differences", "roundings")
_GAP = r"[\W_]+"
_WORKED_OUT = 0.7  # what a digit of a number that is worked out is worth, beside one of a number itself
_MOST_LABELS = 2000


_Seen = tuple[str, int, Sequence[tuple[str, str]]]
Beside = Sequence[tuple[str, Sequence[Numeral]]]  # labels as they follow each other, each with the numbers that are its


@dataclass(frozen=True)
class _Labels:
    """Labels of the rows of tables, and by label and number the runs that have the number there.

    Each run is its kind and its source.
    """

    labels: tuple[str, ...]
    runs: Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]

    @cached_property
    def by_token(self) -> Mapping[str, Mapping[str, Sequence[_Seen]]]:
        """By label, and by a whole number that shows a value: the rest of it, its digits, and the runs that have it."""
        found: dict[str, dict[str, list[_Seen]]] = {}
        for label, values in self.runs.items():
            tokens = found.setdefault(label, {})
            for value, keys in values.items():
                whole, _, fraction = value.partition(".")
                for token in {whole, whole[-_GROUPED:]} if len(whole) > _GROUPED else {whole}:
                    tokens.setdefault(token, []).append((fraction, max(1, digits_of(value)), keys))
        return found


@dataclass(frozen=True)
class _Text:
    """A passage as each table asks about it: its numbers, and where labels stand in it, each worked out once."""

    text: str
    _spans: dict[str, Sequence[tuple[int, int, str]]] = field(default_factory=dict)

    @cached_property
    def lowered(self) -> str:
        """In small letters."""
        return self.text.lower()

    @cached_property
    def numbers(self) -> Sequence[Numeral]:
        """Its numbers in the likeliest reading."""
        return simple(self.text)

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where its numbers begin."""
        return [number.at for number in self.numbers]

    def spans(self, label: str) -> Sequence[tuple[int, int, str]]:
        """Where a label begins, where it ends, counted backwards, and the label."""
        if label not in self._spans:
            self._spans[label] = list(_spans(self.lowered, label))
        return self._spans[label]


def labelled(passage: Passage, known: Fingerprints) -> Iterator[Hit]:
    """The columns of withheld tables of which several cells stand beside their labels in a passage."""
    if not passage.ordered:
        return
    own = read_tokens(passage.text).once
    shown: frozenset[str] | None = None
    told: set[tuple[str, str]] = set()
    text: _Text | None = None
    present = known.rows_in(own)
    for table in _labels_of(known) if len(present) >= FEWEST else ():
        named = [*filter(present.__contains__, table.labels)]
        if len(named) < FEWEST:
            continue
        shown = _shown(own) if shown is None else shown
        if not _may_stand(table, named, shown, passage.text):
            continue
        text = text or _Text(passage.text)
        for beside in _beside(text, named):
            for segment in _segments(beside):
                for (kind, source), at in _told(table, segment, known):
                    if (kind, source) not in told:
                        told.add((kind, source))
                        yield Hit(f"run of {kind} beside their labels", source, at, "")


def _labels_of(known: Fingerprints) -> Sequence[_Labels]:
    """The lists of labels of the withheld tables, tables with the same list together; worked out once."""
    if "labelled" not in known.kept:
        tables: dict[tuple[str, ...], list[Table]] = {}
        for folder in known.folders:
            for table in folder.tables:
                tables.setdefault(_single(table), []).append(table)
        known.kept["labelled"] = [_Labels(labels, _runs_of(same)) for labels, same in tables.items()]
    kept: Sequence[_Labels] = known.kept["labelled"]
    return kept


def _shown(own: frozenset[str]) -> frozenset[str]:
    """The whole numbers of a text as the parts of a value may be written in it."""
    numbers = {token for token in own if token[0].isdecimal()}
    ways = (str.lstrip, str.rstrip)
    return frozenset(("", *numbers, *(strip(token, "0") for strip in ways for token in numbers)))


def _may_stand(table: _Labels, named: Iterable[str], numbers: frozenset[str], text: str) -> bool:
    """Whether numbers of some run stand anywhere in a text, enough for labels enough; in words they may always."""
    if has_words(text, FEWEST):
        return True
    counts: Counter[tuple[str, str]] = Counter()
    digits: Counter[tuple[str, str]] = Counter()
    for label in named:
        tokens = table.by_token.get(label, {})
        seen = (each for token in numbers & tokens.keys() for each in tokens[token] if each[0] in numbers)
        most: dict[tuple[str, str], int] = {}
        for _, own, keys in seen:
            most |= {key: own for key in keys if own > most.get(key, 0)}
        counts.update(most.keys())
        digits.update(most)
    return any(count >= FEWEST and _worth(digits[key], key[0]) >= _ENOUGH for key, count in counts.items())


def _worth(digits: int, kind: str) -> float:
    """What digits of numbers tell, which is less where those are worked out."""
    return digits if kind == "numbers" else _WORKED_OUT * digits


def _single(table: Table) -> tuple[str, ...]:
    """The labels of rows that stand once in a table."""
    rows = [label_of(label) for label in table.rows]
    return tuple(label for label in rows if label and rows.count(label) == 1)[:_MOST_LABELS]


def _runs_of(tables: Iterable[Table]) -> dict[str, dict[str, list[tuple[str, str]]]]:
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for table in tables:
        labels, single = [label_of(label) for label in table.rows], set(_single(table))
        for number, run in enumerate(runs_of_table(table)):
            if run.kind not in _KINDS or len({column for _, column in run.cells}) > 1:
                continue  # a rank is one of a few; a row has the names of columns for labels
            key = (run.kind, f"{table.source}\0{number}")
            for value, (row, _) in zip(run.values, run.cells, strict=True):
                if value is not None and labels[row] in single:
                    for written in _written(value, run.kind):
                        found.setdefault(labels[row], {}).setdefault(written, []).append(key)
    return found


def _written(value: Decimal, kind: str) -> set[str]:
    """A number as people write it: itself, and to three decimals or fewer where it is worked out."""
    exact = canonical(value)
    if kind == "numbers" or "." not in exact:
        return {exact}
    return {canonical(round(value, decimals)) for decimals in range(5)}


def _beside(text: _Text, labels: Sequence[str]) -> Iterator[Beside]:
    """The numbers that belong to each label, once for each way they may: those after it, and those before it.

    Where labels stand in a row without a number between them, the numbers that follow belong to them one by one.
    """
    places = _places(text, labels)
    if len(places) < FEWEST:
        return
    numbers, starts = _apart(text, places)
    after: list[tuple[str, Sequence[Numeral]]] = []
    before: list[tuple[str, Sequence[Numeral]]] = []
    for at, (label, start, end) in enumerate(places):
        until = places[at + 1][1] if at + 1 < len(places) else len(text.text)
        since = places[at - 1][2] if at else 0
        first, last = bisect_left(starts, end), bisect_left(starts, min(until, end + _REACH))
        after.append((label, numbers[first : min(last, first + _MOST_AFTER)]))
        first, last = bisect_left(starts, max(since, start - _REACH)), bisect_left(starts, start)
        before.append((label, numbers[max(first, last - _MOST_AFTER) : last][::-1]))
    yield after
    yield before
    yield from _one_by_one(after, numbers, starts, places)


def _spans(lowered: str, label: str) -> Iterator[tuple[int, int, str]]:
    first, pattern = label.split(maxsplit=1)[0], _pattern(label)
    at = lowered.find(first)
    while at >= 0:
        match = pattern.match(lowered, at)
        if match:
            yield at, -match.end(), label
        at = lowered.find(first, at + len(first))


def _places(text: _Text, labels: Iterable[str]) -> list[tuple[str, int, int]]:
    """Where labels stand in a text, from its beginning on; of two that overlap the first, and of those the longest."""
    found = [span for label in labels for span in text.spans(label)]
    places: list[tuple[str, int, int]] = []
    for start, end, label in sorted(found):
        if not places or start >= places[-1][2]:
            places.append((label, start, -end))
    return places


@lru_cache(maxsize=4096)
def _pattern(label: str) -> re.Pattern[str]:
    """A label in a text, whatever stands between its words."""
    return re.compile(rf"(?<![^\W_]){_GAP.join(map(re.escape, label.split()))}(?![^\W_])")


def _apart(text: _Text, places: Iterable[tuple[str, int, int]]) -> tuple[list[Numeral], list[int]]:
    """The numbers of a text that are no part of a label, and where they begin."""
    kept: list[Numeral] = []
    starts: list[int] = []
    since = 0
    for _, start, end in places:
        until = bisect_left(text.starts, start, since)
        kept += text.numbers[since:until]
        starts += text.starts[since:until]
        since = bisect_left(text.starts, end, until)
    return [*kept, *text.numbers[since:]], [*starts, *text.starts[since:]]


def _one_by_one(
    after: Beside, numbers: Sequence[Numeral], starts: Sequence[int], places: Sequence[tuple[str, int, int]]
) -> Iterator[Beside]:
    """Lists of labels with the lists of as many numbers that follow them."""
    group: list[str] = []
    for (label, given), (_, _, end) in zip(after, places, strict=True):
        group.append(label)
        if not given:
            continue
        if len(group) >= FEWEST:
            first = bisect_left(starts, end)
            following = numbers[first : first + len(group) * _MOST_LISTS]
            yield [(each, following[at :: len(group)]) for at, each in enumerate(group)]
        group = []


def _segments(beside: Beside) -> Iterator[Beside]:
    """Stretches in which each label stands once, as it does in one table or one list."""
    segment: dict[str, Sequence[Numeral]] = {}
    for label, numbers in beside:
        if label in segment:
            if len(segment) >= FEWEST:
                yield list(segment.items())
            segment = {}
        if numbers:
            segment[label] = numbers
    if len(segment) >= FEWEST:
        yield list(segment.items())


def _told(table: _Labels, beside: Beside, known: Fingerprints) -> Iterator[tuple[tuple[str, str], int]]:
    """The runs of which enough numbers stand at one and the same place beside their labels, and where the first is."""
    agreeing: dict[tuple[str, str, int], dict[str, Numeral]] = defaultdict(dict)
    for label, numbers in beside:
        runs = table.runs.get(label, {})
        for place, number in enumerate(numbers):
            for kind, source in runs.get(number.value, ()):
                agreeing[kind, source, place][label] = number
    for (kind, source, place), found in agreeing.items():
        several = len({each.value for each in found.values()})
        if several < FEWEST:
            continue
        there = sum(len(numbers) > place for _, numbers in beside)
        digits = sum(max(1, digits_of(number.value)) for number in found.values())
        enough = len(found) >= _OF_THOSE * there and _worth(digits, kind) >= _ENOUGH
        if enough and not known.open_has(found):
            yield (kind, source.partition("\0")[0]), min(number.at for number in found.values())
