"""Numbers as people and programs write them, read back: digits, groups, suffixes, words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: number for number, word in enumerate(_UNITS)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_SUFFIXES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_GAP = r"[\s\u2010-\u2015-]"
_WORD = "|".join(sorted([*_SMALL, *_SCALES, "hundred"], key=len, reverse=True))

_CLUSTER = re.compile(
    r"\d+(?:[.,'\u2019_ ]\d+)*(?:e[+-]?\d{1,3}(?![\w.]))?"
    r"(?:[ -]?(?:k|thousand|mn?|million|bn|billion|st|nd|rd|th)\b)?",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:k|thousand|mn?|million|bn|billion)$")
_ENDING = re.compile(r"(?:st|nd|rd|th)$")
_WORDS = re.compile(rf"(?:{_WORD})(?:(?:{_GAP}+and{_GAP}+|,?{_GAP}+|(?:\s)+point(?:\s)+)(?:{_WORD}))*(?![^\W\d_])")
_LARGE = (
    *("hundred", "thousand", "million", "billion", "teen", "eleven", "twelve"),
    *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
)
_TEN = re.compile(r"ten(?![^\W_])")
_SIMPLE = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
_SIMPLE_CLUSTER = re.compile(r"\d[\d.,]*")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:([,'\u2019_ ])\d{3})(?:\1\d{3})*(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?")
_POINTS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?")
_SPACED = re.compile(r"\d(?: \d){3,}")  # each digit apart, as letters are spaced
_EXPONENT = re.compile(r"^\d+(?:\.\d+)?e[+-]?\d{1,3}$", re.IGNORECASE)
_NOISE = 15  # significant digits past which binary fractions show themselves
_KEPT = 12
_TELLING = 9  # "one" and "seven" are words as any other where no larger number stands in words


class Numeral(NamedTuple):
    """A number in a text: its value in one way of writing it, how many digits were written, and where."""

    value: str
    digits: int
    at: int
    ordinal: bool = False


_Reading = tuple[tuple[str, int, int], ...]  # value, digits written, offset in the cluster


def canonical(number: Decimal) -> str:
    """A number's size in one way of writing it: no sign, no exponent, no zeros at the end of a fraction."""
    text = format(abs(number), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def significant(value: str) -> int:
    """How many digits of a canonical number tell something: neither leading nor closing zeros."""
    digits = value.replace(".", "").strip("0") if "." not in value else value.replace(".", "").lstrip("0")
    return len(digits)


@lru_cache(maxsize=2)
def readings(text: str) -> Sequence[Sequence[Numeral]]:
    """The numbers of a text in order, once for each way of reading what is ambiguous.

    `1,234` is one number, or two that stand beside each other. Words for numbers come last, in a reading of their own
    together with the digits.
    """
    first: list[Numeral] = []
    others: list[tuple[int, list[Numeral]]] = []
    for match in _CLUSTER.finditer(text):
        at, cluster = match.start(), match.group().lower()
        ordinal = _ENDING.search(cluster) is not None
        read = _read(cluster)
        if len(read) == 1 and len(read[0]) == 1:
            value, digits, offset = read[0][0]
            first.append(Numeral(value, digits, at + offset, ordinal))
            continue
        for index, reading in enumerate(read):
            numerals = [Numeral(value, digits, at + offset, ordinal) for value, digits, offset in reading]
            if index == 0:
                first += numerals
            else:
                others.append((index, numerals))
    found = [first]
    found += [
        _with(first, [numerals for index, numerals in others if index == way])
        for way in sorted({index for index, _ in others})
    ]
    words = _in_words(text)
    if words:
        found.append(sorted([*first, *words], key=lambda numeral: numeral.at))
    return found


def simple(text: str) -> list[Numeral]:
    """The numbers of a text in the one likeliest reading, in a fraction of the time of `readings`; words too."""
    found = []
    for match in _SIMPLE_CLUSTER.finditer(text):
        at, cluster = match.start(), match.group()
        if at and text[at - 1] == ".":  # after which no thousands are set apart
            at, cluster = at - 1, f".{cluster}"
        found += [Numeral(value, digits, at + offset) for value, digits, offset in _simply_read(cluster)]
    words = _in_words(text)
    return sorted([*found, *words], key=lambda numeral: numeral.at) if words else found


@lru_cache(maxsize=65536)
def _simply_read(cluster: str) -> _Reading:
    found = []
    for match in _SIMPLE.finditer(cluster):
        plain = match.group().replace(",", "")
        value = (plain.rstrip("0").rstrip(".") if "." in plain else plain).lstrip("0") or "0"
        found.append((f"0{value}" if value[0] == "." else value, len(plain), match.start()))
    return tuple(found)


def values(text: str) -> list[list[str]]:
    """The values of `readings` alone, which take less time than their places."""
    if _in_words(text):
        return [[numeral.value for numeral in reading] for reading in readings(text)]
    clusters = _CLUSTER.findall(text)
    read = {cluster: _values(cluster) for cluster in set(clusters)}
    found = []
    for way in range(max(map(len, read.values()), default=1)):
        chosen = {cluster: ways[way if way < len(ways) else 0] for cluster, ways in read.items()}
        found.append([*chain.from_iterable(map(chosen.__getitem__, clusters))])
    return found


@lru_cache(maxsize=65536)
def _values(cluster: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(value for value, _, _ in reading) for reading in _read(cluster.lower()))


def _with(first: list[Numeral], instead: list[list[Numeral]]) -> list[Numeral]:
    """The first reading with some of its clusters read otherwise: those that begin at the same offset give way."""
    spans = [(numerals[0].at, numerals[-1].at) for numerals in instead if numerals]
    kept, index = [], 0
    for numeral in first:
        while index < len(spans) and spans[index][1] < numeral.at:
            index += 1
        if index == len(spans) or not spans[index][0] <= numeral.at <= spans[index][1]:
            kept.append(numeral)
    return sorted([*kept, *(numeral for numerals in instead for numeral in numerals)], key=lambda each: each.at)


@lru_cache(maxsize=65536)
def _read(cluster: str) -> tuple[_Reading, ...]:
    """The ways of reading a cluster of digits and separators, the likeliest first."""
    match = _SUFFIX.search(cluster)
    suffix = match.group() if match else ""
    digits = cluster[: len(cluster) - len(suffix)].rstrip(" -") if suffix else cluster
    digits = re.sub(r"[ -]?(?:st|nd|rd|th)$", "", digits)
    power = _SUFFIXES.get(suffix, 0)
    if _EXPONENT.match(digits):
        return (((canonical(_decimal(digits).scaleb(power)), len(re.sub(r"e.*|\D", "", digits)), 0),),)
    if digits.isdigit() and not power:
        return (((digits.lstrip("0") or "0", len(digits.lstrip("0")), 0),),)
    ways = [_numbers(_GROUPED, digits, power), _numbers(_PLAIN, digits, power)]
    if "." in digits and re.search(r"\d\.\d{3}(?!\d)", digits):
        ways.append(_numbers(_POINTS, digits, power, point=","))
    if _SPACED.fullmatch(digits):
        together = re.sub(r"\D", "", digits)
        ways.append(((canonical(_decimal(together).scaleb(power)), len(together.lstrip("0")), 0),))
    return tuple(dict.fromkeys(ways))


def _numbers(pattern: re.Pattern[str], cluster: str, power: int, point: str = ".") -> _Reading:
    found = []
    matches = list(pattern.finditer(cluster))
    for match in matches:
        written = match.group()
        plain = re.sub(r"[^\d.]", "", written.replace(".", "").replace(",", ".") if point == "," else written)
        number = _decimal(plain)
        if power and match is matches[-1]:
            number = number.scaleb(power)
        found.append((canonical(number), len(plain.replace(".", "").lstrip("0")), match.start()))
    return tuple(found)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Decimal(0)
    if number.is_zero() or abs(number.adjusted()) > 40:  # no count and no rate is as large or as small
        return Decimal(0)
    if len(number.as_tuple().digits) > _NOISE and "." in text:
        number = number.quantize(Decimal(1).scaleb(number.adjusted() - _KEPT + 1))
    return number


@lru_cache(maxsize=4)
def has_words(text: str, fewest: int) -> bool:
    """Whether a text may hold so many numbers in words that one of them is larger than nine."""
    return _large(text.lower(), fewest)


def _large(lowered: str, fewest: int) -> bool:
    """Whether as many words for numbers above nine may stand in a text; searched for one by one, which is quick."""
    found = 0
    for word in _LARGE:
        found += lowered.count(word)
        if found >= fewest:
            return True
    tens = (match.start() for match in _TEN.finditer(lowered))
    return found + sum(not at or not lowered[at - 1].isalnum() for at in tens) >= fewest


@lru_cache(maxsize=4)
def _in_words(text: str) -> tuple[Numeral, ...]:
    """The numbers that stand in words, where one of them is larger than nine; kept, as each reading asks for them."""
    lowered = text.lower()
    if not _large(lowered, 1):
        return ()
    if len(lowered) != len(text):  # as that of a capital I with a dot is
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    found = [
        (value, match.start())
        for match in _WORDS.finditer(lowered)
        if not (match.start() and lowered[match.start() - 1].isalnum())
        and (value := from_words(match.group())) is not None
    ]
    if not any(value > _TELLING for value, _ in found):
        return ()
    return tuple(Numeral(canonical(value), significant(canonical(value)), at) for value, at in found)


@lru_cache(maxsize=4096)
def from_words(words: str) -> Decimal | None:
    """The number that English words say: "twelve hundred", "one thousand two hundred and thirty-four"."""
    whole, _, fraction = words.partition(" point ")
    total, current = 0, 0
    for word in re.findall(r"[a-z]+", whole):
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current = 0
    number = Decimal(total + current)
    if not fraction:
        return number
    decimals = ""
    for word in re.findall(r"[a-z]+", fraction):
        if word in _SCALES:
            return (number + Decimal(f"0.{decimals or 0}")) * _SCALES[word]
        decimals += str(_SMALL.get(word, ""))
    return number + Decimal(f"0.{decimals or 0}")
