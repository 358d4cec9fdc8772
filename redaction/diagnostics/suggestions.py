"""The nearest right name, for a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from redaction.diagnostics.errors import SOURCES, LookupFailedError

_LISTED = 8
_OF_PERIODS = ("latest", "previous", "years", "periods")  # words for columns by their periods
_CLOSE, _LIKELY = 0.6, 0.7  # of 1: from the first on a name may be close, from the second on it is


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name closest to `name`, or None where nothing is close.

    What is less likely has as many letters, as "abs" and "asb" have and "date" and "draft" have not, or is the end.
    """
    small = name.lower()
    for each in get_close_matches(small, sorted(known), n=1, cutoff=_CLOSE):
        if get_close_matches(small, [each], cutoff=_LIKELY) or len(each) == len(name) or small.endswith(each.lower()):
            return each
    return None


def expected_one_of(name: str, kind: str, known: Iterable[str]) -> str:
    """What a message says it expected in place of an unknown name."""
    names = sorted(known)
    close = nearest(name, names)
    if close:
        return f'"{close}"'
    if not names:
        return f"no {kind} here"
    listed = ", ".join(names[:_LISTED]) + (", ..." if len(names) > _LISTED else "")
    return f"one of {listed}"


def unknown(kind: str, name: str, known: Iterable[str], where: str = "", *, dataset: str = "") -> LookupFailedError:
    """The error for a name that is not among the known ones, of a dataset where one is named."""
    where = f'in dataset "{dataset}"' if dataset else where
    expected = expected_one_of(name, kind, known) + (f" {where}" if where else "")
    found = f'unknown {kind} "{name}"'
    if kind == "column" and name in _OF_PERIODS:
        found = f'"{name}", which needs columns that are named after periods, such as 2024-25'
    error = LookupFailedError("unknown-name", found, expected)
    error.dataset = name if kind == "dataset" else dataset
    error.missing = name if kind == "dataset" else ""
    error.rests_on = SOURCES if kind == "source" else ()
    return error


def first_of(places: Sequence[str], between: str = ", ") -> str:
    """Places one after the other, the first of them by name, and how many more there are."""
    more = len(places) - _LISTED
    return between.join(places[:_LISTED]) + (f" and {more} more" if more > 0 else "")
