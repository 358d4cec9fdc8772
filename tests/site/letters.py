"""The letters that a built site is written in."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from macros.charts.typeface import letter_widths

_NOT_SEEN = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL)


def letters_lacking(site: Path) -> dict[str, str]:
    """The letters of a site that its typeface does not have in both weights, each with a page that has it."""
    lacking: dict[str, str] = {}
    known = letter_widths("regular").known.keys() & letter_widths("bold").known.keys()
    for path in sorted(site.rglob("*.html")):
        seen = unescape(_NOT_SEEN.sub("", path.read_text("utf-8")))
        lacking |= dict.fromkeys(set(seen) - known - set("\n\t"), path.parent.name)
    return lacking
