"""What an audit found, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

PEOPLE = "people"  # the kind of a finding that is no trace of a pack


class Verdict(Enum):
    """Whether a site may be promoted: it passes, a person must look, or it fails."""

    PASS = "pass"  # noqa: S105  # the word of output checking, no secret
    REVIEW = "review"
    FAIL = "fail"

    def __lt__(self, other: Verdict) -> bool:
        order = list(Verdict)
        return order.index(self) < order.index(other)


@dataclass(frozen=True, order=True)
class Finding:
    """Something in a file, the place inside it, and its origin in the restricted pack; the value is told apart."""

    file: str
    kind: str
    message: str
    verdict: Verdict = Verdict.FAIL
    place: str = ""
    source: str = ""
    value: str = field(default="", repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.file}: {self.message}" + (f" [{self.place}]" if self.place else "")


def verdict(findings: Sequence[Finding]) -> Verdict:
    """The worst verdict among findings."""
    found = {finding.verdict for finding in findings}
    return next((each for each in (Verdict.FAIL, Verdict.REVIEW) if each in found), Verdict.PASS)
