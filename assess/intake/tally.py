"""What became of the records of a file: read, refused and why, left out by the filters, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assess.intake.declaration import Column, Source

_WIDTH = "width:"


@dataclass(frozen=True)
class Tally:
    """The records of a file, or of several: how many were counted, left out by the filters, and refused by reason.

    A record with two faults is refused once, and stands under both reasons. `unmatched` are those counted ones that a
    look-up has no area for, by dimension; they are counted as not known.
    """

    counted: int = 0
    left_out: int = 0
    refused: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    unmatched: Mapping[str, int] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """All records."""
        return self.counted + self.left_out + self.refused

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.counted + other.counted,
            self.left_out + other.left_out,
            self.refused + other.refused,
            _added(self.reasons, other.reasons),
            _added(self.unmatched, other.unmatched),
        )


def tally_of(groups: Iterable[tuple[str, bool, int]], unmatched: Mapping[str, int], malformed: int) -> Tally:
    """The tally of a cube: its records by reason and by whether the filters let them pass."""
    counted, left_out, refused = 0, 0, malformed
    reasons: Counter[str] = Counter({_WIDTH: malformed} if malformed else {})
    for reason, kept, records in groups:
        if reason:
            refused += records
            reasons.update(dict.fromkeys(reason.rstrip(";").split(";"), records))
        elif kept:
            counted += records
        else:
            left_out += records
    return Tally(counted, left_out, refused, dict(sorted(reasons.items())), dict(unmatched))


def in_words(reason: str, source: Source) -> str:
    """A reason as people say it; no value stands in it."""
    kind, _, name = reason.partition(":")
    if kind == "width":
        return "not a cell for each heading"
    column = source.columns[name]
    return f'nothing in "{column.heading}"' if kind == "blank" else f'no {_expected(column)} in "{column.heading}"'


def _expected(column: Column) -> str:
    decimals = f" of at most {column.decimals} decimals" if column.decimals else ""
    return {
        "code": "listed code",
        "day": f"day written {column.written}",
        "whole": "whole number",
        "number": f"number{decimals}",
    }.get(column.kind, "text")


def _added(one: Mapping[str, int], two: Mapping[str, int]) -> dict[str, int]:
    return {name: one.get(name, 0) + two.get(name, 0) for name in sorted({*one, *two})}
