"""A number as the signed-off document printed it: its value, and how many decimals it was given with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = re.compile(r"[+\-\u2212]?\d[\d,]*(\.\d+)?")
_WORD = re.compile(r"[a-z]+")
_FALLS = frozenset({"decrease", "decreased", "down", "fall", "fell", "fewer", "less", "lower", "reduction"})
_RISES = frozenset({"increase", "increased", "more", "rise", "rose", "up"})
_NUMBERS = {
    "highest": 1,
    "most": 1,
    "first": 1,
    "lowest": 1,
    "fewest": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
}
_NO_CHANGE = "n/c"


_AS_PRINTED = re.compile(rf"{_NUMBER.pattern}(?:st|nd|rd|th)?%?")


@dataclass(frozen=True)
class PrintedNumber:
    """A number in print: a word such as "decrease" before or after it has given it its sign."""

    value: Decimal
    decimals: int = 0

    @property
    def unit(self) -> Decimal:
        """One unit of its last decimal."""
        return Decimal(1).scaleb(-self.decimals)


def printed_number(text: str) -> PrintedNumber | None:
    """The first number in a printed text, in figures or as a word; None where there is none."""
    words = _WORD.findall(text.lower())
    found = _NUMBER.search(text)
    if found is None:
        named = next((_NUMBERS[word] for word in words if word in _NUMBERS), None)
        named = 0 if text.strip().lower() == _NO_CHANGE else named
        return None if named is None else PrintedNumber(Decimal(named))
    value = Decimal(found[0].replace(",", "").replace("\u2212", "-"))
    decimals = len(found[0].partition(".")[2])
    if _FALLS & set(words):
        value = -abs(value)
    elif _RISES & set(words):
        value = abs(value)
    return PrintedNumber(value, decimals)


def as_printed(text: str) -> str:
    """The first number in a printed text, sign, grouping and unit as they were printed; nothing where there is none."""
    found = _AS_PRINTED.search(text)
    return found[0].replace("-", "\u2212") if found else ""


def with_digits_swapped(number: PrintedNumber) -> list[PrintedNumber]:
    """The same number with two neighbouring digits exchanged, in each way that makes another."""
    digits = str(abs(number.value).scaleb(number.decimals).to_integral_value())
    sign = -1 if number.value < 0 else 1
    swapped = {
        digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :] for place in range(len(digits) - 1)
    } - {digits}
    return [
        PrintedNumber(Decimal(each).scaleb(-number.decimals) * sign, number.decimals)
        for each in sorted(swapped)
        if not each.startswith("0")
    ]
