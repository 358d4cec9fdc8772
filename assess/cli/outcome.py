"""How a command ends: its exit codes, wrong usage, and what is said beside its result."""

from __future__ import annotations

import sys

from redaction.diagnostics.errors import AssessError

DONE, PROBLEMS, USAGE = 0, 1, 2


class UsageError(AssessError):
    """A command that cannot be carried out as it was given."""


def say(message: str) -> None:
    """Say something on standard error, so that what is printed stays the result alone."""
    print(message, file=sys.stderr)
