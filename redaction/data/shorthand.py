"""Shorthand of the Government Statistical Service, for cells that hold no plain number.

Source: Analysis Function, "Symbols in tables: definitions and help".
"""

from __future__ import annotations

from collections.abc import Mapping

IN_PLACE_OF_A_NUMBER = {
    "[c]": "confidential: withheld from this edition",
    "[x]": "not available",
    "[z]": "not applicable",
    "[low]": "rounds to zero, but is not zero",
    "[w]": "none recorded in the survey",
}

AFTER_A_NUMBER = {
    "[p]": "provisional",
    "[r]": "revised",
    "[e]": "estimated",
    "[b]": "break in the series",
    "[u]": "low reliability",
    "[f]": "forecast",
    "[ns]": "not statistically significant",
    "[s]": "statistically significant at the 5% level",
    "[ss]": "statistically significant at the 1% level",
    "[sss]": "statistically significant at the 0.1% level",
}

MEANINGS = IN_PLACE_OF_A_NUMBER | AFTER_A_NUMBER

CONFIDENTIAL = "[c]"
NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"


def listed(codes: Mapping[str, str]) -> str:
    """Some codes with their meanings, for a message."""
    return "one of " + ", ".join(f"{code} ({meaning.partition(':')[0]})" for code, meaning in codes.items())
