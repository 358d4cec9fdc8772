"""Amounts as exact fractions, and what follows from them. Nothing is rounded here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Measure = Literal["", "%", "points"]

MISSING, NOT_APPLICABLE = "[x]", "[z]"
_LASTING = ("[p]", "[e]", "[b]", "[u]", "[f]")
_BETWEEN = ",'\u2019 \u00a0\u2007\u2009\u202f"  # what parts thousands
_CELL = re.compile(
    rf"(?P<sign>[+\-\u2212]?)(?P<whole>\d{{1,3}}(?:[{_BETWEEN}]\d{{3}})+|\d*)(?:\.(?P<part>\d*))?\s*%?\s*(?P<code>\[\w+\])?"
)


@dataclass(frozen=True)
class Amount:
    """An exact number, or the code in its place.

    `cells` are all it came from, `places` the decimals it is shown with.

    `code` stands after the number, or for it where `value` is None. One that is `signed` is shown with its sign.
    """

    value: Fraction | None
    cells: frozenset[str]
    by: str = ""
    code: str = ""
    measure: Measure = ""
    places: int = 0
    signed: bool = False


def read(text: str, address: str, measure: Measure, places: int | None) -> Amount:
    """A stored cell from its raw text; `places` are those it is shown with, None meaning those it has."""
    own = frozenset([address])
    found = _CELL.fullmatch(text.strip())
    if found is None or not (found["whole"] or found["part"]):
        return Amount(None, own, code=text.strip(), measure=measure)
    part = found["part"] or ""
    whole = "".join(filter(str.isdigit, found["whole"]))
    value = Fraction(int(whole + part or "0"), 10 ** len(part))
    signed = value if found["sign"] in ("", "+") else -value
    return Amount(
        signed, own, code=found["code"] or "", measure=measure, places=len(part) if places is None else places
    )


def difference(first: Amount, second: Amount) -> Amount:
    """The second less the first; between percentages it is in points."""
    if first.value is None or second.value is None:
        return _without("difference", MISSING, first, second)
    measure: Measure = "points" if second.measure == "%" else second.measure
    places = max(first.places, second.places)
    return _with("difference", second.value - first.value, [first, second], measure, places)


def change(first: Amount, second: Amount) -> Amount:
    """How much larger the second is, in per cent of the first."""
    if first.value is None or second.value is None:
        return _without("change", MISSING, first, second)
    if not first.value:
        return _without("change", NOT_APPLICABLE, first, second)
    return _with("change", 100 * second.value / first.value - 100, [first, second], "%", 1)


def share(part: Amount, whole: Amount) -> Amount:
    """The part in per cent of the whole."""
    return _divided("share", part, whole, 100, "%")


def rate(part: Amount, people: Amount) -> Amount:
    """The part for each 1,000 of the people."""
    return _divided("rate", part, people, 1000, "")


def _divided(by: str, part: Amount, whole: Amount, into: int, measure: Measure) -> Amount:
    if part.value is None or whole.value is None:
        return _without(by, MISSING, part, whole)
    if not whole.value:
        return _without(by, NOT_APPLICABLE, part, whole)
    return _with(by, into * part.value / whole.value, [part, whole], measure, 1)


def added(by: str, parts: Sequence[Amount], *, complete: bool) -> Amount:
    """The parts together; where `complete`, one that is missing leaves nothing, and otherwise adds nothing."""
    given = [part for part in parts if part.value is not None]
    if not given or (complete and len(given) < len(parts)):
        return _without(by, MISSING, *parts)
    whole = _with(by, sum((part.value or Fraction() for part in given), Fraction()), given, given[0].measure, 0)
    every = frozenset().union(*(part.cells for part in parts))
    return Amount(whole.value, every, by, whole.code, whole.measure, max(part.places for part in given))


def ranked(own: Amount, peers: Sequence[Amount], order: str) -> Amount:
    """One more than there are peers before it, the highest or the lowest being first."""
    if own.value is None:
        return _without("rank", MISSING, own, *peers)
    sign = -1 if order == "highest" else 1
    before = [peer for peer in peers if peer.value is not None and sign * peer.value < sign * own.value]
    return _with("rank", Fraction(len(before) + 1), [own, *peers], "", 0)


def _with(by: str, value: Fraction, of: Sequence[Amount], measure: Measure, places: int) -> Amount:
    codes = " ".join(each for each in _LASTING if any(each in amount.code.split() for amount in of))
    return Amount(value, frozenset().union(*(amount.cells for amount in of)), by, codes, measure, places)


def _without(by: str, code: str, *of: Amount) -> Amount:
    return Amount(None, frozenset().union(*(amount.cells for amount in of)), by, code)
