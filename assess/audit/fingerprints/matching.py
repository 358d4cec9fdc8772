"""A passage compared with fingerprints: every trace of the pack in it, with its kind, its origin and its offset."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assess.audit.fingerprints.index import DISTINCTIVE, LONG_NUMBER, Fingerprints, digits_of
from assess.audit.text.decoding import joined
from assess.audit.text.numerals import Numeral, readings, values
from assess.audit.text.passages import Drawing, Passage
from assess.audit.text.shingles import RUN_OF_WORDS, offset_of, tokens_of, words_of

_LONG = re.compile(r"\d[\d.,'\u2019_ ]{3,}\d|\d{5,}(?!\d)")
_NUMBERS = re.compile(r"\d{1,3}(?!\d)")
_BESIDE = 80
_GAPS = {3: (1, 2, 3), 4: (1, 2, 3), 5: (1, 2), 8: (1,)}  # a run's length, and how many of other numbers may part it


class Hit(NamedTuple):
    """A trace of the pack in a passage."""

    kind: str
    source: str
    at: int
    value: str


def hits(passage: Passage, known: Fingerprints, *, closed: bool) -> Iterator[Hit]:
    """Every trace of the pack in a passage.

    `closed` says that every word of what is read should come from the open text, so that a single unknown word tells.
    """
    text = passage.text
    words = words_of(joined(text))
    own = set(words)
    yield from _names(text, own, known)
    for name, source in known.ids.items():
        if name in text:
            yield Hit("id", source, text.find(name), name)
    if closed:
        for word in known.words.keys() & own:
            yield Hit("word", known.words[word], max(0, text.lower().find(word)), word)
    if not passage.ordered:
        yield from _long_numbers(text, known)
        return
    yield from _sentences(text, words, known)
    tokens = own.union(_NUMBERS.findall(text))
    present = [label for word in tokens & known.label_words.keys() for label in known.label_words[word]]
    labels = {label for label in present if tokens.issuperset(label.split())}
    read: list[list[Numeral]] = []
    for way, numbers in enumerate(values(text)):
        telling = _telling(set(numbers), labels, known)
        runs = list(_runs(numbers, passage.strides, known))
        if telling or runs:
            read = read or readings(text)
            yield from _numbers(text, read[way], telling, known)
            yield from (Hit(kind, source, read[way][at].at, run) for kind, source, at, run in runs)


def drawn(drawing: Drawing, known: Fingerprints) -> Iterator[Hit]:
    """The runs that a drawing is in proportion to, less those of the open data."""
    for source in set(known.shapes.sources(drawing.numbers)):
        if not any(known.open.shapes.sources(drawing.numbers)):
            yield Hit("drawing", source, 0, " ".join(drawing.numbers))


def _names(text: str, own: set[str], known: Fingerprints) -> Iterator[Hit]:
    for name, source in known.names.items():
        words = words_of(name)
        if words and own.issuperset(words):
            spaced = r"[\W_]+".join(map(re.escape, words))
            match = re.search(rf"(?<![^\W_]){spaced}(?![^\W_])", text, re.IGNORECASE)
            if match:
                yield Hit("name", source, match.start(), match.group())


def _long_numbers(text: str, known: Fingerprints) -> Iterator[Hit]:
    for token in set(_LONG.findall(text)):
        for reading in readings(token):
            for numeral in reading:
                if numeral.value in known.numbers and _is_long(numeral, known):
                    yield Hit("number", known.numbers[numeral.value], text.find(token) + numeral.at, numeral.value)


def _is_long(numeral: Numeral, known: Fingerprints) -> bool:
    return numeral.digits >= LONG_NUMBER and numeral.value not in known.open.numbers


def _sentences(text: str, words: list[str], known: Fingerprints) -> Iterator[Hit]:
    runs = zip(*(islice(words, at, None) for at in range(RUN_OF_WORDS)), strict=False)
    for run in known.shingles.keys() & runs:
        if run not in known.open.shingles:
            yield Hit("run of words", known.shingles[run], offset_of(text, run), " ".join(run))


def _telling(numbers: set[str], labels: set[str], known: Fingerprints) -> dict[str, list[str]]:
    """The numbers of a passage that may tell, each with those labels in the passage that may stand beside it."""
    telling: dict[str, list[str]] = {number: [] for number in numbers & known.numbers.keys()}
    for label in labels:
        beside = known.beside[label]
        for value in numbers & beside.keys():
            if known.labels[label] == DISTINCTIVE or any(labels.issuperset(cell.labels) for cell in beside[value]):
                telling.setdefault(value, []).append(label)
    return telling


def _numbers(
    text: str, reading: Sequence[Numeral], telling: dict[str, list[str]], known: Fingerprints
) -> Iterator[Hit]:
    for numeral in reading:
        labels = telling.get(numeral.value)
        if labels is None:
            continue
        if numeral.value in known.numbers and _is_long(numeral, known):
            yield Hit("number", known.numbers[numeral.value], numeral.at, numeral.value)
        elif labels:
            yield from _beside(text, numeral, labels, known)


def _beside(text: str, numeral: Numeral, near: Sequence[str], known: Fingerprints) -> Iterator[Hit]:
    """The cells of a number's value whose labels stand near enough to it, and tell enough."""
    around = text[max(0, numeral.at - _BESIDE) : numeral.at + _BESIDE].lower()
    near = [label for label in near if all(word in around for word in label.split())]
    if not near:  # as nearly always: spares the words of what is around
        return
    window = " ".join((" ", *words_of(around), "|", *tokens_of(around), " "))
    digits = digits_of(numeral.value)
    cells = {cell for label in near if f" {label} " in window for cell in known.beside[label][numeral.value]}
    for cell in sorted(cells, key=lambda each: (each.source, each.kind)):
        if cell.kind == "ranks" and not numeral.ordinal and " rank" not in window:
            continue
        named = {label for label in cell.labels if f" {label} " in window}
        if known.score(digits, cell, named, titled=cell.told_by(window.split())):
            kind = "number beside its label" if cell.kind == "numbers" else f"{cell.kind[:-1]} beside its label"
            yield Hit(kind, cell.source, numeral.at, numeral.value)


def _runs(numbers: Sequence[str], strides: tuple[int, ...], known: Fingerprints) -> Iterator[tuple[str, str, int, str]]:
    """The runs among numbers: kind, source, where they begin, and their values."""
    for size, runs in known.runs.items():
        for stride in (*_GAPS[size], *strides[3:]):
            if len(numbers) <= stride * (size - 1) or not runs:
                continue
            shifted = (islice(numbers, at * stride, None) for at in range(size))
            for run in runs.keys() & zip(*shifted, strict=False):
                if not known.open.has_run(run):
                    kind, source = runs[run]
                    yield f"run of {kind}", source, _where(numbers, run, stride), ", ".join(run)


def _where(numbers: Sequence[str], run: tuple[str, ...], stride: int) -> int:
    """Where a run begins among numbers."""
    return next(at for at in range(len(numbers)) if tuple(numbers[at : at + stride * len(run) : stride]) == run)
