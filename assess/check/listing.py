"""Problems in words for people, for every command that finds some; it needs none of what finds them."""

from __future__ import annotations

from collections.abc import Sequence

from redaction.diagnostics.errors import Problem


def listed(problems: Sequence[Problem]) -> str:
    """Problems for people, one to a line, each with the rule that `assess explain` explains."""
    return "\n".join(each.line_of_report for each in problems)


def counted(problems: Sequence[Problem], left: str = "Nothing was built.") -> str:
    """The last line of a list of problems, with what was left undone."""
    return f"{len(problems)} problem{'s' if len(problems) > 1 else ''} found. {left}"
