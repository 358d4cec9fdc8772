"""What a cell looks like: a number, a name, a code of an area, or something that stands for a number."""

from __future__ import annotations

import re

from redaction.data.cells import has_invisible
from redaction.data.shorthand import MEANINGS

YEAR = re.compile(r"(?:19|20)\d\d(?:[/-]\d{2,4})?")
_THOUSANDS = r"\d{1,3}(?P<mark>[,'\u2019 \u00a0\u2007\u2009\u202f])\d{3}(?:(?P=mark)\d{3})*"
_NUMBER = re.compile(rf"[+\u2212-]?(?:(?:{_THOUSANDS}|\d*)\.?\d*)\s*%?(?:\s*\[\w+\])*")
_CODE = re.compile(r"0\d+")
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b.*|.*\btotal|all\b.*|overall\b.*|cyfanswm\b.*", re.IGNORECASE)
GSS_CODE = re.compile(r"[EWSNJKLM]\d{8}")
# What people write where a number is missing, and which is no name either.
_IN_PLACE = re.compile(
    r"[<>\u2264\u2265]\s*=?\s*[\d.]+|[*\u2020\u2021:.~\u2026\u2013\u2014?-]+|n/?a|nil|null|\\N|~\d+|#[A-Z0-9/]+[!?]?|"
    r"\(\s*[\d,.]+\s*%?\s*\)|[\d.]+[eE][+-]?\d+|[+-]?\s*[\u00a3$\u20ac]\s*[\d,.]+\s*[kKmM]?(?:bn)?|"
    r"[\d,.]+\s*%?\s*\([\d,.]+\s*%?\)|[\d,.]+\s+[a-z]|[\d,.]+[\u1d2c-\u1d6a\u02b0-\u02b8\u00aa\u00ba]|[\d,.]+[-\u2212]|"
    r"['\u2018\u2019][\d,.]+|=\"?[\d,.]+\"?|[\u2013\u2014]\s*[\d,.]+|"
    r"[\d,.]+\s*[*\u2020\u2021\u00b9\u00b2\u00b3\u2070-\u2079]+|\[[^\]]*\]|\d+,\d+",
    re.IGNORECASE,
)


def is_number(cell: str) -> bool:
    """Whether a cell is a number, with its codes, or a code in place of one."""
    return cell in MEANINGS or (_NUMBER.fullmatch(cell) is not None and any(map(str.isdigit, cell)))


def is_code(cell: str) -> bool:
    """Whether a cell is digits whose zeros at the front matter, such as 0101."""
    return _CODE.fullmatch(cell) is not None


def is_unclear(cell: str) -> bool:
    """Whether a cell stands for a number in a way that cannot be published, such as * or <5 or (12)."""
    return not is_number(cell) and (_IN_PLACE.fullmatch(cell) is not None or has_invisible(cell))


def is_total(cell: str) -> bool:
    """Whether the name of a row says that it sums others, in English or in Welsh."""
    return _TOTAL.fullmatch(cell) is not None


def is_label(cell: str) -> bool:
    """Whether a cell is a name: letters, and no number nor what stands for one."""
    return bool(cell) and not is_number(cell) and not is_unclear(cell) and not GSS_CODE.fullmatch(cell)
