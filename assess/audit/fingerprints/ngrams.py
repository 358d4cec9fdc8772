"""Numbers that follow each other in a table, and which of them together are no coincidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from assess.audit.fingerprints.derived import Run, rounded
from assess.audit.text.numerals import canonical, significant

SIZES = (3, 4, 5, 8)  # how many neighbours make a run: few where they have many digits
RUN_DIGITS, DERIVED_DIGITS = 9, 11
ONLY_AS_THEY_ARE = 8  # a run as long as this of single digits: counted or ranked, never rounded
_MOST_DIGITS = 5
_TURNS = 3
_EVEN = 1e-6  # steps that differ by less are the same
_YEAR = re.compile(r"(?:19|20)\d\d")

NGram = tuple[str, ...]


def written(run: Run) -> Iterator[Sequence[str]]:
    """A run as it is and rounded, each number in one way of writing it, and nothing where a cell has none."""
    for values in rounded(run):
        yield ["" if value is None else canonical(value) for value in values]


def ngrams(kind: str, ways: Iterable[Sequence[str]]) -> Iterator[NGram]:
    """The neighbours of a run of a kind, in each way it is written, that together are no coincidence, both ways."""
    most = 1 if kind == "ranks" else _MOST_DIGITS
    wanted = RUN_DIGITS if kind in ("numbers", "ranks") else DERIVED_DIGITS
    for index, way in enumerate(ways):
        digits = [0, *accumulate(min(digits_of(value), most) for value in way)]
        for at in range(len(way) - 2):
            for size in SIZES:
                if at + size > len(way) or (size == ONLY_AS_THEY_ARE and index):
                    break
                enough = wanted if size < ONLY_AS_THEY_ARE else ONLY_AS_THEY_ARE
                if digits[at + size] - digits[at] < enough:
                    continue
                ngram = tuple(way[at : at + size])
                if "" in ngram:
                    break
                if not _regular(ngram):
                    yield ngram
                    yield ngram[::-1]
                    break


@lru_cache(maxsize=65536)
def digits_of(value: str) -> int:
    """How many digits of a number count towards a run: a year tells little."""
    return 1 if _YEAR.fullmatch(value) else min(significant(value), _MOST_DIGITS)


def _regular(ngram: NGram) -> bool:
    """Whether numbers are the same, go up in equal steps, hardly differ, or simply count, as labels do."""
    different = len(set(ngram))
    if different < min(len(ngram), 4) - 1:
        return True
    first, second, third = map(float, ngram[: SIZES[0]])
    step = second - first
    uneven = abs(third - second - step) >= _EVEN
    if uneven and len(ngram) < ONLY_AS_THEY_ARE:  # as nearly always: spares the other numbers
        return False
    values = [float(value) for value in ngram]
    if len(ngram) == ONLY_AS_THEY_ARE:
        turns = [(two > one) != (three > two) for one, two, three in zip(values, values[1:], values[2:], strict=False)]
        if sum(turns) < _TURNS or different < len(ngram):
            return True
    return all(abs(after - before - step) < _EVEN for before, after in pairwise(values))


def open_ngrams(run: Run, size: int) -> Iterator[NGram]:
    """All neighbours of a run that everybody may read, however few digits they have, both ways."""
    for way in written(run):
        for at in range(len(way) - size + 1):
            ngram = tuple(way[at : at + size])
            if "" not in ngram:
                yield ngram
                yield ngram[::-1]
