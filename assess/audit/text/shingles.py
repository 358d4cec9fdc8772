"""Words of a text, and runs of neighbouring words: what tells a sentence again whatever stands between its words."""

from __future__ import annotations

import re
from functools import lru_cache
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
    return _tokens(text).text.split()


def _without_signs(text: str) -> str:
    """A text with gaps for its signs past ASCII, where it has a few and none is of a word or a number."""
    signs = () if text.isascii() else strange(text)
    if len(signs) <= _FEW and not any(map(str.isalnum, signs)):
        for sign in signs:
            text = text.replace(sign, " ")
    return text


class Tokens(NamedTuple):
    """The words and whole numbers of a passage in order with a gap between them, each of them once, each word once."""

    text: str
    once: frozenset[str]
    words: frozenset[str]


def _tokens(text: str) -> Tokens:
    lowered = text.lower()
    plain = _without_signs(lowered)
    # Words are set apart in less time by gaps than by a pattern, which is asked of those alone that digits stand in.
    found = plain.translate(_TO_GAPS).split() if plain.isascii() else _TOKEN.findall(lowered)
    once = set(found)
    mixed = {token: _TOKEN.findall(token) for token in once if not (token.isalpha() or token.isdecimal())}
    if mixed:
        apart = dict(zip(once, once, strict=True)) | {token: " ".join(parts) for token, parts in mixed.items()}
        found = [*map(apart.__getitem__, found)]
        once = once.difference(mixed).union(*mixed.values())
    words = frozenset(token for token in once if not token[0].isdecimal())
    return Tokens(" ".join(found), frozenset(once), words)


@lru_cache(maxsize=2)
def read_tokens(text: str) -> Tokens:
    """The tokens of a passage: kept, as several searches ask for them."""
    return _tokens(text)


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
