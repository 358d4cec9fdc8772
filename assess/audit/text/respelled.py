"""Numbers as programs, Romans and Welsh prose write them, in digits, in a text of the same length."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from assess.audit.text.welsh_numbers import from_welsh, welsh_numbers

_IN_CODE = re.compile(
    r"(?<![\w.])(?:(?:0[xX]|&[hH])(?P<hex>[0-9a-fA-F]{1,8})|0[oO](?P<octal>[0-7]{1,10})|0[bB](?P<bits>[01]{1,30}))"
    r"(?:n|[uUlL]{1,3})?\b"
)
_BASES = {"hex": 16, "octal": 8, "bits": 2}
_PARSED = re.compile(
    r"""parseInt\(\s*["'`](?P<digits>[0-9a-zA-Z]{1,12})["'`]\s*,\s*(?P<base>[2-9]|[12]\d|3[0-6])\s*\)"""
)
_APART = re.compile(r"(?<![\w.])\d+(?:_\d+)+n?(?!\w)")
_AN_APART = re.compile(r"_(?<=\d_)\d")  # found at once, since it begins with a sign and not with a kind of signs
_JOINED = re.compile(r"""(?P<mark>["'`])\d+(?P=mark)(?:\s*[+.&|]{1,2}\s*(?P=mark)\d+(?P=mark))+""")
_DURATION = re.compile(  # of one unit, or in hours, minutes and seconds (ISO 8601)
    r"P(?<!\wP)(?:T(?=\d)(?:(?P<H>\d{1,5})H)?(?:(?P<M>\d{1,7})M)?(?:(?P<S>\d{1,9})S)?|(?P<days>\d{1,9})[YMWD])(?!\w)"
)
_ROMAN = re.compile(r"(?<![\w.])(?=[CXLVI])C{0,4}(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})(?!\w)", re.IGNORECASE)
_ROMAN_VALUES = {"C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
# Of which several stand where there are several Roman numbers; of the small ones, those alone that few words have.
_ROMAN_SIGNS = ("II", "IV", "VI", "IX", "XI", "XV", "XX", "XL", "LX", "XC", "CX", "CL", "CC")
_SMALL_SIGNS = ("xx", "lx", "xl", "xc", "cx", "xv", "xii", "xiv")
_FEWEST = 3
_NOT_DIGITS = re.compile(r"\D+")
_MARKS, _QUOTES = ("0x", "0X", "0b", "0B", "0o", "0O", "&H", "&h"), ("'", '"', "`")


def respelled(text: str) -> str | None:
    """The text with such numbers as decimal digits, each with spaces after it to its length; none where it has none.

    Numbers in code: `0x8f`, `0o217`, `0b10001111`, `parseInt("8f", 16)`, `1_43`, `"1" + "43"`. Durations: `PT143M`,
    `PT2H23M`. Welsh: `cant pedwar deg tri`. Roman: `CXLIII`, where there are several.
    """
    out = text
    if any(map(text.__contains__, _MARKS)):
        out = _IN_CODE.sub(_spaced(_of_base), out)
    if "parseInt" in text:
        out = _PARSED.sub(_spaced(_of_any_base), out)
    if _AN_APART.search(text):
        out = _APART.sub(_spaced(_digits), out)
    if any(map(text.__contains__, _QUOTES)):
        out = _JOINED.sub(_spaced(_digits), out)
    if "P" in text:
        out = _DURATION.sub(_spaced(_of_duration), out)
    for number in welsh_numbers(text):
        written = str(from_welsh(number[0])).ljust(len(number[0]))
        out = f"{out[: number.start()]}{written}{out[number.end() :]}"
    if _has_signs(text) and _has_signs(" ".join(_ROMAN.findall(text))):
        out = _ROMAN.sub(_spaced(_of_roman), out)
    return out if out != text else None


def _has_signs(text: str) -> bool:
    """Whether several of the signs that Roman numbers have, and few words, are in a text."""
    return any(sum(map(text.__contains__, signs)) >= _FEWEST for signs in (_ROMAN_SIGNS, _SMALL_SIGNS))


def _spaced(read: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    return lambda found: read(found).ljust(len(found[0]))


def _digits(found: re.Match[str]) -> str:
    return _NOT_DIGITS.sub("", found[0])


def _of_duration(found: re.Match[str]) -> str:
    """How long something takes, in the smallest of the units that it is told in."""
    if found["days"]:
        return found["days"]
    told = [*map(found.group, "HMS")]
    last = max(at for at, each in enumerate(told) if each)
    return str(sum(int(each) * 60 ** (last - at) for at, each in enumerate(told) if each))


def _of_base(found: re.Match[str]) -> str:
    kind = found.lastgroup or "hex"
    return str(int(found[kind], _BASES[kind]))


def _of_any_base(found: re.Match[str]) -> str:
    try:
        return str(int(found["digits"], int(found["base"])))
    except ValueError:  # a digit that this base has not
        return found[0]


def _of_roman(found: re.Match[str]) -> str:
    values = [_ROMAN_VALUES[letter] for letter in found[0].upper()]
    return str(sum(each if each >= after else -each for each, after in pairwise([*values, 0])))
