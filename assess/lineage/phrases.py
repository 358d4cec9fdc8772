"""Amounts as readers should find them: rounded half away from zero, grouped by thousands, with words of direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from assess.lineage.amounts import Amount
from assess.lineage.tongues import ENGLISH, Tongue


def for_machines(amount: Amount) -> str:
    """What the `value` of a bound number should be."""
    if amount.value is None:
        return amount.code
    return ("-" if _is_below_zero(amount) else "") + _digits(amount.value, amount.places, "")


def as_number(amount: Amount) -> str:
    """A number as a figure or a sentence shows it: 2,542 or 10.3%; differences and changes carry their sign."""
    if amount.value is None:
        return amount.code
    digits = _digits(amount.value, amount.places, ",")
    sign = "\N{MINUS SIGN}" if _is_below_zero(amount) else ""
    if (amount.signed or amount.by in ("difference", "change")) and amount.value > 0 and _shows_something(amount):
        sign = "+"
    return _followed(sign + digits + ("%" if amount.measure == "%" else ""), amount)


def as_size(amount: Amount) -> str:
    """A number whose words tell the direction: 17, whether it is a difference or not."""
    return as_number(replace(amount, by="", signed=False))


def as_movement(amount: Amount, tongue: Tongue = ENGLISH) -> str:
    """A change or a difference in words: down 52.7%, 2,836 fewer, up 1.2 percentage points."""
    if amount.value is None:
        return amount.code
    digits = _digits(amount.value, amount.places, ",")
    rises = amount.value > 0
    if amount.by == "difference" and not amount.measure:
        moved, still = (tongue.more if rises else tongue.fewer).format(digits), tongue.no_difference
    else:
        size = f"{digits}%" if amount.by == "change" else digits
        size = tongue.points.format(digits) if amount.by != "change" and amount.measure == "points" else size
        moved, still = (tongue.rise if rises else tongue.fall).format(size), tongue.still
    if not _shows_something(amount):
        moved = tongue.nearly if amount.value else still
    return _followed(moved, amount)


def as_place(place: Amount, own: Amount, peers: Sequence[Amount], tongue: Tongue = ENGLISH) -> str:
    """A rank in words: highest of 14, joint 5th highest of 16, lowest of 14."""
    if place.value is None:
        return place.code
    values = sorted(peer.value for peer in peers if peer.value is not None)
    if place.value == 1:
        words = tongue.first.format(len(values))
    elif own.value == values[0]:
        words = tongue.last.format(len(values))
    else:
        words = tongue.other.format(tongue.nth(int(place.value)), len(values))
    shared = tongue.shared if sum(value == own.value for value in values) > 1 else ""
    return _followed(f"{shared}{words}", place)


def as_nth(place: Amount, tongue: Tongue = ENGLISH) -> str:
    """A rank alone: 4th."""
    return place.code if place.value is None else tongue.nth(int(place.value))


def between(place: int, count: int, tongue: Tongue = ENGLISH) -> str:
    """What stands after one of some names in a sentence: nothing after the last."""
    return "" if place >= count else tongue.before_last if place == count - 1 else tongue.between


def _scaled(value: Fraction, places: int) -> int:
    """The value without its sign in units of its last place, a half counted up."""
    return int(abs(value) * 10**places + Fraction(1, 2))


def _shows_something(amount: Amount) -> bool:
    return amount.value is not None and _scaled(amount.value, amount.places) > 0


def _is_below_zero(amount: Amount) -> bool:
    return amount.value is not None and amount.value < 0 and _shows_something(amount)


def _digits(value: Fraction, places: int, separator: str) -> str:
    digits = str(_scaled(value, places)).rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :]
    first = len(whole) % 3
    groups = [whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))]
    return separator.join(filter(None, groups)) + (f".{part}" if part else "")


def _followed(words: str, amount: Amount) -> str:
    return f"{words} {amount.code}" if amount.code else words
