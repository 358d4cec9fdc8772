"""Which version of the program a site was made for, as its mkdocs.yml says under `extra`."""

from __future__ import annotations

import re

from assess import __version__
from redaction.diagnostics.errors import AssessError

KEY = "made_for"
VERSION = r"\d+\.\d+\.\d+"
_LINE = re.compile(rf"^[^#\n]*\b{KEY}:[ ]*[\"']?({VERSION})", re.MULTILINE)


def made_for(settings: str) -> str:
    """The version that the text of mkdocs.yml names; empty where it names none, as none did before 0.3.0."""
    found = _LINE.search(settings)
    return found[1] if found else ""


def in_order(version: str) -> tuple[int, ...]:
    """A version as numbers, by which versions are put in order; the first of all where it is empty."""
    return tuple(map(int, version.split("."))) if version else ()


def refuse_newer(settings: str) -> None:
    """Refuse a site that a newer program wrote; raises AssessError."""
    made = made_for(settings)
    if in_order(made) > in_order(__version__):
        raise AssessError(
            f"This site was made for assess {made}, and this is assess {__version__}, which may not know all that the "
            f"site says. Install assess {made} or a newer one"
        )
