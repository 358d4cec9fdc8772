"""A passage compared with fingerprints: every trace of the pack in it, with its kind, its origin and its offset."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assess.audit.fingerprints.geometry import EVIDENCE
from assess.audit.fingerprints.index import DISTINCTIVE, LONG_NUMBER, Fingerprints, LabelledCell
from assess.audit.fingerprints.ngrams import digits_of
from assess.audit.text.columns import bars_in, sequences_in
from assess.audit.text.decoding import joined
from assess.audit.text.numerals import Numeral, readings, values
from assess.audit.text.passages import Drawing, Passage
from assess.audit.text.shingles import RUN_OF_WORDS, offset_of, read_tokens, tokens_of, words_of

_LONG = re.compile(r"\d(?:[\d.,'\u2019_ ]{3,}\d|\d{4,}(?!\d))")
_CLOSING = 3  # digits of a number that a label may have
_BESIDE = 80
_APART = 3  # at most as many places from one number of a list to the next
_IN_TEXT = 12.0  # digits that must agree of numbers in a text, of which there are many
_SHORT, _LONG_ENOUGH = 2, 4  # digits
_OF_NUMBERS, _OF_DERIVED = 0.65, 0.65  # of the short numbers beside labels of a table: as many must be its own
_AMONG, _MANY = 300, 6  # letters around a number, and numbers beside labels in them that make a table
_MOST_TRIED = 400
_IN_WORD = re.compile(r"[^\W\d_]\d|[^\d]?[\d.]+(?!(?:k|mn?|bn|st|nd|rd|th)\b)[^\W\d_]", re.IGNORECASE)  # 14pt, B91
_OF_DATE = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
_HAS_DIGIT = re.compile(r"\d")
_PER_CENTS, _WRITTEN = ("shares", "changes"), 24
_PER_CENT = re.compile(r"^[\d.,]*\s*(?:%|per ?cent|percent)", re.IGNORECASE)
_GAPS = {3: (1, 2, 3), 4: (1, 2, 3), 5: (1, 2, 3), 8: (1,)}  # a run's length, and how many of other numbers may part it


class Hit(NamedTuple):
    """A trace of the pack in a passage."""

    kind: str
    source: str
    at: int
    value: str


class _Beside(NamedTuple):
    """A number that stands beside labels, how many digits it has, and which of its labels those are."""

    hit: Hit
    digits: int
    cell: LabelledCell | None = None
    row: bool = False
    column: bool = False


def hits(passage: Passage, known: Fingerprints, *, closed: bool) -> Iterator[Hit]:
    """Every trace of the pack in a passage.

    `closed` says that every word of what is read should come from the open text, so that a single unknown word tells.
    """
    text = passage.text
    whole = joined(text)
    read, once, own = read_tokens(whole)
    for name, source, at in known.named.found_in(text):
        yield Hit("name", source, at, name)
    for name, source in known.ids.items():
        if name in text:
            yield Hit("id", source, text.find(name), name)
    if closed:
        for word in sorted(known.words.keys() & own):
            yield Hit("word", known.words[word], max(0, text.lower().find(word)), word)
    if not passage.ordered:
        yield from _long_numbers(text, known)
        return
    yield from _sentences(text, read, own, known)
    tokens = own.union(token[-_CLOSING:] for token in once - own)
    present = [label for word in tokens & known.label_words.keys() for label in known.label_words[word]]
    labels = {label for label in present if tokens.issuperset(label.split())}
    numerals: Sequence[Sequence[Numeral]] = []
    for way, numbers in enumerate(values(text)):
        telling = _telling(set(numbers), labels, known)
        runs = list(runs_among(numbers, passage.strides, known))
        if telling or runs:
            numerals = numerals or readings(text)
            found = list(_numbers(text, numerals[way], telling, known))
            yield from _likely(text, numerals[way], found, known)
            yield from (Hit(kind, source, numerals[way][at].at, run) for kind, source, at, run in runs)


def in_proportion(passage: Passage, known: Fingerprints) -> Iterator[Hit]:
    """The runs that lists of numbers in a passage are in proportion to, less those of the open data.

    So a column is told that was moved or scaled: doubled, per night, less its average, as costs.
    """
    if not passage.ordered:
        return
    for bars in bars_in(passage.text):
        yield from drawn(Drawing(tuple(bars), ""), known)
        yield from (Hit(kind, source, 0, run) for kind, source, _, run in runs_among(bars, passage.strides, known))
    if not _HAS_DIGIT.search(passage.text):
        return
    seen: set[int] = known.kept.setdefault("in proportion to nothing", set())
    for listed in sequences_in(passage.text, passage.strides[:_APART]):
        key = hash(listed)
        if key in seen:
            continue
        numbers = [number.replace(",", "").replace("\u2212", "-") for number in listed]
        sources = set(known.shapes.sources(numbers, _IN_TEXT))
        if not sources:
            seen.add(key)
        for source in sorted(sources):
            if not any(known.open.shapes.sources(numbers)):
                at = passage.text.find(listed[0])
                yield Hit("run in proportion to numbers", source, at, " ".join(numbers))


def drawn(drawing: Drawing, known: Fingerprints) -> Iterator[Hit]:
    """The runs that a drawing is in proportion to, less those of the open data."""
    for source in sorted(set(known.shapes.sources(drawing.numbers, EVIDENCE + drawing.far))):
        if not any(known.open.shapes.sources(drawing.numbers)):
            yield Hit("drawing", source, 0, " ".join(drawing.numbers))


def _long_numbers(text: str, known: Fingerprints) -> Iterator[Hit]:
    for token in sorted(set(_LONG.findall(text))):
        for reading in readings(token):
            for numeral in reading:
                if numeral.value in known.numbers and _is_long(numeral, known):
                    yield Hit("number", known.numbers[numeral.value], text.find(token) + numeral.at, numeral.value)


def _is_long(numeral: Numeral, known: Fingerprints) -> bool:
    return numeral.digits >= LONG_NUMBER and numeral.value not in known.open.numbers


def _sentences(text: str, read: str, own: frozenset[str], known: Fingerprints) -> Iterator[Hit]:
    told_by = known.shingles_by_word
    if not any(any(map(own.issuperset, told_by[word])) for word in told_by.keys() & own):
        return  # as nearly always: spares the runs of what is read
    words = [token for token in read.split() if not token[0].isdecimal()]
    runs = zip(*(islice(words, at, None) for at in range(RUN_OF_WORDS)), strict=False)
    for run in sorted(known.shingles.keys() & runs):
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
) -> Iterator[_Beside]:
    for numeral in reading:
        labels = telling.get(numeral.value)
        if labels is None:
            continue
        if numeral.value in known.numbers and _is_long(numeral, known):
            yield _Beside(Hit("number", known.numbers[numeral.value], numeral.at, numeral.value), numeral.digits)
        elif labels:
            yield from _beside(text, numeral, labels, known)


def _likely(text: str, reading: Sequence[Numeral], found: Sequence[_Beside], known: Fingerprints) -> Iterator[Hit]:
    """Numbers beside their labels, less those short ones that agree by chance among many that do not.

    Where all numbers of a table stand beside such labels, some agree whatever they are.
    """
    by_source: dict[tuple[str, str], list[_Beside]] = {}
    for each in found:
        if each.cell is None or each.cell.kind == "ranks" or each.digits >= _LONG_ENOUGH:
            yield each.hit
        else:
            by_source.setdefault((each.hit.kind, each.hit.source), []).append(each)
    for weak in by_source.values():
        own = (each for each in weak if _is_of_its_row(text, each, known))
        hits = {each.hit.at: each for each in own if not _is_of(_phrases(each, known), text, each.hit.at)}
        if not hits:
            continue
        best = max(hits.values(), key=lambda each: each.digits)  # a shorter number before it takes nothing from it
        tried = _tried(text, reading, best, known)
        derived = best.cell is not None and best.cell.kind != "numbers"
        least = _OF_DERIVED if derived else _OF_NUMBERS
        several = len(hits) > _SHORT and len(hits) >= least * tried
        alone = tried <= _SHORT and not (derived and best.digits <= _SHORT)
        if several or (alone and not _in_table(text, reading, best, known)):
            yield from (each.hit for each in hits.values())


def _is_of_its_row(text: str, found: _Beside, known: Fingerprints) -> bool:
    """Whether the label of a number's row is the nearest of the labels of its table, before the number or after it."""
    if found.cell is None or not found.row:
        return True
    own, at = found.cell.labels[0], found.hit.at
    before, after = _window(text[max(0, at - _BESIDE) : at].lower()), _window(text[at : at + _BESIDE].lower())
    rows = {f" {label} " for label in known.labels_of(found.hit.source)[0] if label != own}
    nearest_before = before.rfind(f" {own} ")
    if nearest_before >= 0 and not any(before.rfind(row) > nearest_before for row in rows):
        return True
    nearest_after = after.find(f" {own} ")
    return nearest_after >= 0 and not any(0 <= after.find(row) < nearest_after for row in rows)


def _in_table(text: str, reading: Sequence[Numeral], found: _Beside, known: Fingerprints) -> bool:
    """Whether a number stands among many beside labels of its table, of which some agree whatever they are.

    Beside a single row a number of one digit is none of many: it may count the lines.
    """
    rows = known.labels_of(found.hit.source)[0]
    phrases, on_line = _phrases(found, known), _is_on_one_line(text, found)
    near = [each for each in reading if abs(each.at - found.hit.at) <= _AMONG][:_MOST_TRIED]
    near = [each for each in near if not _is_part(text, each, phrases)]
    beside = [{label for label in rows if f" {label} " in _around(text, each.at, on_line=on_line)} for each in near]
    several = len(set().union(*beside)) > 1
    return (
        sum(bool(own) and (several or digits_of(each.value) > 1) for each, own in zip(near, beside, strict=True))
        >= _MANY
    )


def _is_on_one_line(text: str, found: _Beside) -> bool:
    """Whether the labels of a number stand in its own line, so that what lies in other lines is of other things."""
    labels = found.cell.labels if found.cell else ("", "")
    line = _around(text, found.hit.at, on_line=True)
    return all(f" {label} " in line for label, near in zip(labels, (found.row, found.column), strict=True) if near)


def _around(text: str, at: int, *, on_line: bool) -> str:
    """The words around a number, of its own line alone or of those beside it too."""
    start, end = max(0, at - _BESIDE), at + _BESIDE
    if on_line:
        start, after = max(start, text.rfind("\n", 0, at) + 1), text.find("\n", at, end)
        end = after if after >= 0 else end
    return _window(text[start:end].lower())


def _tried(text: str, reading: Sequence[Numeral], like: _Beside, known: Fingerprints) -> int:
    """How many short numbers stand beside labels of a table as one that agreed does."""
    rows, columns = known.labels_of(like.hit.source)
    phrases, on_line = _phrases(like, known), _is_on_one_line(text, like)
    tried = 0
    for numeral in reading[:_MOST_TRIED]:
        if not 1 < digits_of(numeral.value) < _LONG_ENOUGH or _is_part(text, numeral, phrases):
            continue
        window = _around(text, numeral.at, on_line=on_line)
        row = any(f" {label} " in window for label in rows)
        column = any(f" {label} " in window for label in columns)
        tried += (row or not like.row) and (column or not like.column)
    return max(1, tried)


def _phrases(like: _Beside, known: Fingerprints) -> list[str]:
    """What a number beside labels of a table may be part of: its labels with digits, and the words of its title."""
    rows, columns = known.labels_of(like.hit.source)
    topic = like.cell.topic if like.cell else frozenset()
    return [*(label for label in (*rows, *columns) if _HAS_DIGIT.search(label)), *topic]


def _is_part(text: str, numeral: Numeral, phrases: Iterable[str]) -> bool:
    """Whether a number is part of a phrase, of a word or of a date, and so none that chance could make agree."""
    return bool(
        _IN_WORD.match(text, max(0, numeral.at - 1))
        or _OF_DATE.match(text, numeral.at)
        or _is_of(phrases, text, numeral.at)
    )


def _is_of(phrases: Iterable[str], text: str, at: int) -> bool:
    """Whether the number that begins at a place is part of one of some phrases, as the 24 of "18 to 24" is."""
    for phrase in phrases:
        reach = len(phrase) + 2
        written = tokens_of(text[at : at + reach])[:1]
        if written and written[0] in phrase.split():
            around = " ".join(tokens_of(text[max(0, at - reach) : at + reach]))
            if f" {phrase} " in f" {around} ":
                return True
    return False


def _window(around: str) -> str:
    return " ".join((" ", *words_of(around), "|", *tokens_of(around), " "))


def _digits(numeral: Numeral) -> int:
    """How many digits of a number tell something as it is written: those of 11.0 are three."""
    written = len(numeral.value.replace(".", "").lstrip("0"))
    return min(numeral.digits, LONG_NUMBER) if numeral.digits > written else digits_of(numeral.value)


def _is_per_cent(text: str, numeral: Numeral) -> bool:
    """Whether a number is written as a share or a change is: with decimals, or per cent."""
    written = text[numeral.at : numeral.at + _WRITTEN]
    return "." in numeral.value or numeral.digits > len(numeral.value) or _PER_CENT.search(written) is not None


def _beside(text: str, numeral: Numeral, near: Sequence[str], known: Fingerprints) -> Iterator[_Beside]:
    """The cells of a number's value whose labels stand near enough to it, and tell enough."""
    around = text[max(0, numeral.at - _BESIDE) : numeral.at + _BESIDE].lower()
    near = [label for label in near if all(word in around for word in label.split())]
    if not near:  # as nearly always: spares the words of what is around
        return
    window = _window(around)
    digits = _digits(numeral)
    cells = {cell for label in near if f" {label} " in window for cell in known.beside[label][numeral.value]}
    for cell in sorted(cells, key=lambda each: (each.source, each.kind)):
        if cell.kind == "ranks" and not numeral.ordinal and " rank" not in window:
            continue
        named = {label for label in cell.labels if label and f" {label} " in window}
        if cell.kind in _PER_CENTS and len(named) == 1 and not _is_per_cent(text, numeral):
            continue
        if known.score(digits, cell, named, titled=cell.told_by(window.split())):
            kind = "number beside its label" if cell.kind == "numbers" else f"{cell.kind[:-1]} beside its label"
            hit = Hit(kind, cell.source, numeral.at, numeral.value)
            yield _Beside(hit, digits, cell, cell.labels[0] in named, cell.labels[1] in named)


def runs_among(
    numbers: Sequence[str], strides: tuple[int, ...], known: Fingerprints
) -> Iterator[tuple[str, str, int, str]]:
    """The runs among numbers: kind, source, where they begin, and their values."""
    different, told_by = frozenset(numbers), known.runs_by_number
    rare = different & told_by.keys()
    held = {run for number in rare for run in filter(different.issuperset, told_by[number])}
    for size, runs in known.runs.items() if held else ():
        possible = {run for run in held if len(run) == size}
        if not possible:
            continue
        places = _places(numbers, {run[0] for run in possible})
        for stride in (*_GAPS[size], *strides[3:]):
            if len(numbers) <= stride * (size - 1):
                continue
            reach = stride * size
            shown = (tuple(numbers[at : at + reach : stride]) for at in places)
            for run in sorted(possible.intersection(shown)):
                if not known.open.has_run(run):
                    kind, source = runs[run]
                    yield f"run of {kind}", source, _where(numbers, run, stride), ", ".join(run)


def _places(numbers: Sequence[str], wanted: Container[str]) -> Sequence[int]:
    """Where some numbers stand among others."""
    return [at for at, number in enumerate(numbers) if number in wanted]


def _where(numbers: Sequence[str], run: tuple[str, ...], stride: int) -> int:
    """Where a run begins among numbers."""
    return next(at for at in range(len(numbers)) if tuple(numbers[at : at + stride * len(run) : stride]) == run)
