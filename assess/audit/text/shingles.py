"""Words of a text, and runs of neighbouring words: what tells a sentence again whatever stands between its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

RUN_OF_WORDS = 6
SHORTEST_WORD = 4
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_YEAR_DIGITS = 4
_LETTERS = 5
_TELLING = 2


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.lower())


def tokens_of(text: str) -> list[str]:
    """The words and the whole numbers of a text, in lower case."""
    return _TOKEN.findall(text.lower())


@lru_cache(maxsize=2)
def read_tokens(text: str) -> tuple[Sequence[str], frozenset[str]]:
    """The words and whole numbers of a passage in order, and each once: kept, as several searches ask for them.

    A word that comes again is the same object again, so that what is kept takes little memory.
    """
    once: dict[str, str] = {}
    tokens = tuple(once.setdefault(token, token) for token in tokens_of(text))
    return tokens, frozenset(once)


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
