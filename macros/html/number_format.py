"""Numbers as readers see them: one rounding rule, one way to write each kind.

Rounding is half away from zero, to the decimals of the column (percentages to one).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from macros.phrasebook.phrases import Phrases
from redaction.data.arithmetic import POINTS, Quantity
from redaction.data.rounding import rounded

_MINUS = "\u2212"
_SIGNED = ("difference", "change")


def plain(value: Decimal, decimals: int) -> str:
    """A number for machines: no grouping, a hyphen for minus."""
    return f"{rounded(value, decimals):f}"


def grouped(value: Decimal, decimals: int) -> str:
    """A number for people: 2,542, with a true minus sign."""
    return f"{rounded(value, decimals):,f}".replace("-", _MINUS)


def in_table(quantity: Quantity) -> str:
    """A quantity as a table cell: differences and changes signed, percentages with their sign, codes after."""
    if quantity.value is None:
        return quantity.code
    text = _sign(quantity) + grouped(quantity.value, quantity.decimals)
    if quantity.unit == "%":
        text += "%"
    return f"{text} {quantity.code}".rstrip()


def _sign(quantity: Quantity) -> str:
    """The sign before a change that is a rise; a fall has its own."""
    is_change = quantity.signed or quantity.by in _SIGNED
    return "+" if is_change and rounded(quantity.value or Decimal(0), quantity.decimals) > 0 else ""


def in_prose(quantity: Quantity) -> str:
    """A quantity inside a sentence: 2,542 or 10.3%; its code where it has no number."""
    if quantity.value is None:
        return quantity.code
    percent = "%" if quantity.unit == "%" else ""
    return f"{grouped(quantity.value, quantity.decimals)}{percent} {quantity.code}".rstrip()


def change_in_words(quantity: Quantity, say: Phrases) -> str:
    """A percentage change that chooses its own direction: down 52.7%, up 7.2%, unchanged."""
    return _directed(quantity, say, "number.up", "number.down", "number.unchanged")


def difference_in_words(quantity: Quantity, say: Phrases) -> str:
    """A difference that chooses its own direction: 2,836 fewer, 1,151 more, no change."""
    if quantity.unit == POINTS:
        return _directed(quantity, say, "number.points_up", "number.points_down", "number.unchanged")
    return _directed(quantity, say, "number.more", "number.fewer", "number.same")


def _directed(quantity: Quantity, say: Phrases, rise: str, fall: str, none: str) -> str:
    if quantity.value is None:
        return quantity.code
    shown = rounded(quantity.value, quantity.decimals)
    if shown == 0:
        words = say(none if quantity.value == 0 else "number.almost")
    else:
        words = say(rise if shown > 0 else fall, number=grouped(abs(shown), quantity.decimals))
    return f"{words} {quantity.code}".rstrip()


def rank_in_words(place: Quantity, peers: Sequence[Quantity], own: Quantity, say: Phrases) -> str:
    """A rank among peers, highest first: highest of 14, joint 5th highest of 16, lowest of 14."""
    if place.value is None:
        return place.code
    values = [peer.value for peer in peers if peer.value is not None]
    joint = "joint_" if values.count(own.value or Decimal(0)) > 1 else ""
    position = int(place.value)
    which = "highest" if position == 1 else "lowest" if own.value == min(values) else "nth"
    words = say(f"rank.{joint}{which}", place=say.ordinal(position), count=len(values))
    return f"{words} {place.code}".rstrip()
