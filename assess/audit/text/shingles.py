"""Words of a text, and runs of neighbouring words: what tells a sentence again whatever stands between its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from assess.audit.text.decoding import strange

RUN_OF_WORDS = 6
SHORTEST_WORD = 4
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_FEW = 64  # signs
_TO_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}  # of ASCII, what is of no word and no number
_YEAR_DIGITS = 4
_LETTERS = 5
_TELLING = 2


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.lower())


def tokens_of(text: str) -> list[str]:
    """The words and the whole numbers of a text, in lower case."""
    lowered = text.lower()
    plain = _without_signs(lowered)
    if not plain.isascii():
        return _TOKEN.findall(lowered)
    found = plain.translate(_TO_GAPS).split()  # in less time than by a pattern
    parts = {token: (token,) if token.isalpha() or token.isdecimal() else _TOKEN.findall(token) for token in set(found)}
    return [*chain.from_iterable(map(parts.__getitem__, found))]


def _without_signs(text: str) -> str:
    """A text with gaps for its signs past ASCII, where it has a few and none is of a word or a number."""
    signs = () if text.isascii() else strange(text)
    if len(signs) <= _FEW and not any(map(str.isalnum, signs)):
        for sign in signs:
            text = text.replace(sign, " ")
    return text


class Tokens(NamedTuple):
    """The words and whole numbers of a passage in order, each of them once, and each word once."""

    every: Sequence[str]
    once: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=2)
def read_tokens(text: str) -> Tokens:
    """The tokens of a passage: kept, as several searches ask for them.

    A word that comes again is the same object again, so that what is kept takes little memory.
    """
    every = tokens_of(text)
    once = frozenset(every)
    same = dict(zip(once, once, strict=True))
    words = frozenset(token for token in once if not token[0].isdecimal())
    return Tokens(tuple(map(same.__getitem__, every)), once, words)


def label_of(text: str) -> str:
    """A label by its words; one without a telling word that names a range, such as `18 to 24`, with its numbers."""
    words, tokens = words_of(text), tokens_of(text)
    numbers = [token for token in tokens if token.isdigit()]
    in_range = len(numbers) > 1 and all(len(number) < _YEAR_DIGITS for number in numbers)
    return " ".join(tokens if in_range and not any(len(word) >= SHORTEST_WORD for word in words) else words)


def runs_of(words: list[str]) -> list[tuple[str, ...]]:
    """The runs of neighbouring words of a text."""
    return list(zip(*(words[start:] for start in range(RUN_OF_WORDS)), strict=False))


def telling(run: tuple[str, ...]) -> bool:
    """Whether a run of words is more than a turn of phrase: two of its words are long."""
    return sum(len(word) >= _LETTERS for word in run) >= _TELLING


def offset_of(text: str, words: tuple[str, ...]) -> int:
    """Where a run of words begins in a text, or 0 where it cannot be told."""
    match = re.search(r"[\W\d_]+".join(map(re.escape, words)), text.lower())
    return match.start() if match else 0
