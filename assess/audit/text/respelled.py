"""Numbers as programs and Welsh prose write them, in a text of the same length with their digits in their places."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

_IN_CODE = re.compile(
    r"(?<![\w.])(?:0[xX](?P<hex>[0-9a-fA-F]{1,8})|0[oO](?P<octal>[0-7]{1,10})|0[bB](?P<bits>[01]{1,30}))n?\b"
)
_BASES = {"hex": 16, "octal": 8, "bits": 2}
_APART = re.compile(r"(?<![\w.])\d+(?:_\d+)+n?(?!\w)")
_JOINED = re.compile(r"""(?P<mark>["'`])\d+(?P=mark)(?:\s*[+.&]{1,2}\s*(?P=mark)\d+(?P=mark))+""")
_DURATION = re.compile(r"(?<!\w)P(?:T\d{1,9}[HMS]|\d{1,9}[YMWD])(?!\w)")  # of one unit (ISO 8601)
_ROMAN = re.compile(r"(?<![\w.])(?=[CXLVI])C{0,4}(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})(?!\w)")
_ROMAN_VALUES = {"C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
_ROMAN_SIGNS = ("II", "IV", "VI", "IX", "XI", "XV", "XX", "XL", "LX", "XC", "CX", "CL", "CC")
_FEWEST = 3  # Roman numbers of several letters: "I" is a word, and "II" may follow any name
_NOT_DIGITS = re.compile(r"\D+")
_MARKS, _QUOTES = ("0x", "0X", "0b", "0B", "0o", "0O"), ("'", '"', "`")
_WELSH_SIGNS = ("deg", "deng", " cant", "Cant ", "gant", "chant", "ymtheg", "ugain", "deunaw", "rigain")

# Welsh as it counts by tens today, and by twenties as in ages and dates; a word may begin otherwise after another.
_ONES = {
    **dict.fromkeys(("un",), 1),
    **dict.fromkeys(("dau", "ddau", "dwy", "ddwy"), 2),
    **dict.fromkeys(("tri", "dri", "thri", "tair", "dair", "thair"), 3),
    **dict.fromkeys(("pedwar", "bedwar", "phedwar", "pedair", "bedair", "phedair"), 4),
    **dict.fromkeys(("pump", "bump", "phump", "pum", "bum", "phum"), 5),
    **dict.fromkeys(("chwech", "chwe"), 6),
    **dict.fromkeys(("saith",), 7),
    **dict.fromkeys(("wyth",), 8),
    **dict.fromkeys(("naw",), 9),
}
_TENS = {
    **dict.fromkeys(("deg", "ddeg", "deng", "ddeng"), 10),
    **dict.fromkeys(("deuddeg", "ddeuddeg"), 12),
    **dict.fromkeys(("pymtheg", "bymtheg", "phymtheg"), 15),
    **dict.fromkeys(("deunaw", "ddeunaw"), 18),
    **dict.fromkeys(("ugain", "hugain"), 20),
    **dict.fromkeys(("deugain", "ddeugain"), 40),
    **dict.fromkeys(("trigain", "drigain", "thrigain"), 60),
}
_HUNDREDS = dict.fromkeys(("cant", "gant", "chant"), 100)
_THOUSANDS = dict.fromkeys(("mil", "fil"), 1000)
_UPON = "ar"
_WORD = "|".join(sorted((*_ONES, *_TENS, *_HUNDREDS, *_THOUSANDS), key=len, reverse=True))
_WORDS = re.compile(rf"{_WORD}|{_UPON}\b")
_WELSH = re.compile(rf"\b(?:{_WORD})(?:[\s-]+(?:(?:ac?|{_UPON})\s+)?(?:{_WORD}))*\b", re.IGNORECASE)
_LARGE = re.compile(rf"\b(?:{'|'.join((*_TENS, *_HUNDREDS))})\b", re.IGNORECASE)


def respelled(text: str) -> str | None:
    """The text with such numbers as decimal digits, each with spaces after it to its length; none where it has none.

    Numbers in code: `0x8f`, `0o217`, `0b10001111`, `1_43`, `"1" + "43"`. Durations: `PT143M`. Welsh: `cant pedwar deg
    tri`. Roman: `CXLIII`, where there are several.
    """
    out = text
    if any(mark in text for mark in _MARKS):
        out = _IN_CODE.sub(_spaced(_of_base), out)
    if "_" in text:
        out = _APART.sub(_spaced(_digits), out)
    if any(mark in text for mark in _QUOTES):
        out = _JOINED.sub(_spaced(_digits), out)
    if "P" in text:
        out = _DURATION.sub(_spaced(_digits), out)
    if any(sign in text for sign in _WELSH_SIGNS) and _LARGE.search(text):
        out = _WELSH.sub(_spaced(_of_welsh), out)
    if sum(sign in text for sign in _ROMAN_SIGNS) >= _FEWEST:
        out = _ROMAN.sub(_spaced(_of_roman), out)
    return out if out != text else None


def _spaced(read: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    return lambda found: read(found).ljust(len(found[0]))


def _digits(found: re.Match[str]) -> str:
    return _NOT_DIGITS.sub("", found[0])


def _of_roman(found: re.Match[str]) -> str:
    values = [_ROMAN_VALUES[letter] for letter in found[0]]
    return str(sum(each if each >= after else -each for each, after in pairwise([*values, 0])))


def _of_base(found: re.Match[str]) -> str:
    kind = found.lastgroup or "hex"
    return str(int(found[kind], _BASES[kind]))


def _of_welsh(found: re.Match[str]) -> str:
    """What Welsh words come to: `dau ddeg tri` is two tens and three, `tri ar ddeg` three upon ten."""
    total, ones, before = 0, 0, ""
    for word in _WORDS.findall(found[0].lower()):
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
    return str(total + ones)
