"""Numbers in Welsh words: by tens as today, and by twenties as in ages and dates."""

from __future__ import annotations

import re

# Each in its mutations, as its first letter changes after another word.
_ONES = {
    word: number
    for number, words in enumerate(
        (
            *("un", "dau ddau dwy ddwy", "tri dri thri tair dair thair", "pedwar bedwar phedwar pedair bedair phedair"),
            *("pump bump phump pum bum phum", "chwech chwe", "saith", "wyth", "naw"),
        ),
        start=1,
    )
    for word in words.split()
}
_TENS = {
    word: number
    for number, words in (
        (10, "deg ddeg deng ddeng"),
        (12, "deuddeg ddeuddeg"),
        (15, "pymtheg bymtheg phymtheg"),
        (18, "deunaw ddeunaw"),
        (20, "ugain hugain"),
        (40, "deugain ddeugain"),
        (60, "trigain drigain thrigain"),
    )
    for word in words.split()
}
_HUNDREDS, _THOUSANDS = ("cant", "gant", "chant"), ("mil", "fil")
_UPON = "ar"  # tri ar ddeg, three upon ten
_WORD = "|".join(sorted((*_ONES, *_TENS, *_HUNDREDS, *_THOUSANDS), key=len, reverse=True))
_WORDS = re.compile(rf"{_WORD}|{_UPON}\b")
_NUMBER = re.compile(rf"\b(?:{_WORD})(?:[\s-]+(?:(?:ac?|{_UPON})\s+)?(?:{_WORD}))*\b", re.IGNORECASE)
_LARGE = re.compile(rf"\b(?:{'|'.join((*_TENS, *_HUNDREDS))})\b", re.IGNORECASE)
_SIGNS = ("deg", "deng", " cant", "Cant ", "gant", "chant", "ymtheg", "ugain", "deunaw", "rigain")  # asked for first


def welsh_numbers(text: str) -> list[re.Match[str]]:
    """The numbers of a text in Welsh words, where one of them is larger than nine: small ones are other words too."""
    if any(map(text.__contains__, _SIGNS)) and _LARGE.search(text):
        return list(_NUMBER.finditer(text))
    return []


def from_welsh(words: str) -> int:
    """The number that Welsh words say: `dau ddeg tri` is two tens and three, `tri ar ddeg` three upon ten."""
    total, ones, before = 0, 0, ""
    for word in _WORDS.findall(words.lower()):
        if word in _ONES:
            ones += _ONES[word]
        elif word in _TENS:
            total += ones + _TENS[word] if before == _UPON else max(ones, 1) * _TENS[word]
            ones = 0
        elif word in _HUNDREDS:
            total, ones = total + max(ones, 1) * 100, 0
        elif word in _THOUSANDS:
            total, ones = max(total + ones, 1) * 1000, 0
        before = word
    return total + ones
