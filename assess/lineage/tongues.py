"""How a language says amounts, apart from the phrasebook of the macros, which this checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Tongue:
    """The words around an amount; `{}` is its digits, or in ranks what stands before it and how many there are."""

    rise: str
    fall: str
    points: str
    more: str
    fewer: str
    still: str
    no_difference: str
    nearly: str
    first: str
    last: str
    other: str
    shared: str
    between: str
    before_last: str
    nth: Callable[[int], str]


def _english(number: int) -> str:
    text = str(number)
    if text[-2:] in ("11", "12", "13") or text[-1] not in "123":
        return f"{text}th"
    return text + {"1": "st", "2": "nd", "3": "rd"}[text[-1]]


_WELSH_TEENS = ["eg", "fed", "eg", "eg", "fed", "eg", "eg", "fed", "eg", "fed"]  # 11 to 20


def _welsh(number: int) -> str:
    """Counted in twenties: what is above 20 ends as ugain, deugain or trigain do, unless it is one of them."""
    rest = number % 100
    if 1 <= rest <= 10:  # the numbers that have an ending of their own
        ending = ("af", "il", "ydd", "ydd", "ed", "ed", "fed", "fed", "fed", "fed")[rest - 1]
    elif 11 <= rest <= 20:
        ending = _WELSH_TEENS[rest - 11]
    else:
        ending = "fed" if rest % 20 == 0 or rest == 50 else "ain"
    return f"{number}{ending}"


TONGUES = {
    "en": Tongue(
        rise="up {}",
        fall="down {}",
        points="{} percentage points",
        more="{} more",
        fewer="{} fewer",
        still="unchanged",
        no_difference="no change",
        nearly="almost unchanged",
        first="highest of {}",
        last="lowest of {}",
        other="{} highest of {}",
        shared="joint ",
        between=", ",
        before_last=" and ",
        nth=_english,
    ),
    "cy": Tongue(
        rise="cynnydd o {}",
        fall="gostyngiad o {}",
        points="{} o bwyntiau canran",
        more="{} yn fwy",
        fewer="{} yn llai",
        still="dim newid",
        no_difference="dim newid",
        nearly="bron dim newid",
        first="uchaf o {}",
        last="isaf o {}",
        other="{} uchaf o {}",
        shared="cydradd ",
        between=", ",
        before_last=", ",
        nth=_welsh,
    ),
}
ENGLISH = TONGUES["en"]
