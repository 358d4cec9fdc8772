"""Names of files under docs/: each works on every machine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from redaction.diagnostics.errors import Problem

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*")


def name_faults(pages: Iterable[str]) -> Iterator[Problem]:
    """Pages whose paths would break in an address or on another machine, each with the name to use."""
    for name in pages:
        if not _NAME.fullmatch(name):
            expected = f"small letters, digits, hyphens and full stops, such as {plain_name(name)}"
            yield Problem("file-name", f"docs/{name}", 0, "a name of other signs", expected, "Rename the file")


def plain_name(name: str) -> str:
    """A path without capitals, spaces and accents."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"-*([./])-*", r"\1", re.sub(r"[^a-z0-9./_]+", "-", letters)).strip("-")
