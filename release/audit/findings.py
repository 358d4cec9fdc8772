"""What an audit found, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """Whether a site may be promoted: it passes, a person must look, or it fails."""

    PASS = "pass"  # noqa: S105  # the word of output checking, no secret
    REVIEW = "review"
    FAIL = "fail"


@dataclass(frozen=True, order=True)
class Finding:
    """Something in a file of a site; it names its origin in the restricted pack, never the value."""

    file: str
    kind: str
    message: str
    verdict: Verdict = Verdict.FAIL

    def __str__(self) -> str:
        return f"{self.file}: {self.message}"


def verdict(findings: Sequence[Finding]) -> Verdict:
    """The worst verdict among findings."""
    found = {finding.verdict for finding in findings}
    return next((each for each in (Verdict.FAIL, Verdict.REVIEW) if each in found), Verdict.PASS)
