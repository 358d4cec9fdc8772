"""The one rounding rule: half away from zero."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal


def rounded(value: Decimal, decimals: int) -> Decimal:
    """A number to some decimals, half away from zero, never minus zero."""
    result = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return result or abs(result)


def cut_short(value: Decimal, decimals: int) -> Decimal:
    """A number with its further decimals left off, which is not rounding."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)
