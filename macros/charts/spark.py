"""A spark: numbers as small bars on one baseline, one of them picked out; its words stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

_WIDE, _GAP, _HIGH, _LEAST = 10, 3, 40, 1


def bars(values: Sequence[Decimal | None], chosen: int) -> Markup:
    """A bar for each number, from zero; none where there is no number, or where nothing can be seen of them."""
    most = max((value for value in values if value is not None), default=Decimal(0))
    if most <= 0:
        return Markup("")
    drawn = [_bar(place, value, most) for place, value in enumerate(values)]
    others = "".join(bar for place, bar in enumerate(drawn) if place != chosen)
    return Markup(
        '<svg class="spark" viewBox="0 0 {} {}" width="{}" aria-hidden="true" fill="currentColor">'
        '<path class="other" d="{}"/><path class="chosen" d="{}"/></svg>'
    ).format(wide := len(values) * (_WIDE + _GAP) - _GAP, _HIGH, wide, others, drawn[chosen])


def _bar(place: int, value: Decimal | None, most: Decimal) -> str:
    if value is None or value <= 0:
        return ""
    high = max(_LEAST, round(value * _HIGH / most))
    return f"M{place * (_WIDE + _GAP)} {_HIGH}v-{high}h{_WIDE}v{high}z"
