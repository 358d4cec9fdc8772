"""The marks that Git leaves in a file where two versions of it disagree."""

from __future__ import annotations

import re

from redaction.diagnostics.errors import Problem, ProblemsFoundError

_MARK = re.compile(r"^[ \t>]*(?:<{7}|>{7}|\|{7})(?: .*)?\r?$", re.MULTILINE)


def check_merged(name: str, text: str) -> None:
    """Raise ProblemsFoundError at the first mark of a text; `name` is what messages call its file."""
    found = _MARK.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        what, expected = "two versions of a text, as Git leaves them", "one version, and no lines with marks"
        advice = "Choose what is right, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
        raise ProblemsFoundError([Problem("merge-conflict", name, line, what, expected, advice)])
