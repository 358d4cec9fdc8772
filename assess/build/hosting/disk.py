"""A site that opens from a disk by a double click: its links lead to files, and nothing in it needs a server."""

from __future__ import annotations

import re
from pathlib import Path

_LINK = re.compile(r'((?:href="|content="0; url=))(?![a-z][a-z0-9+.-]*:|/|#)([^"#?]*)([^"]*")', re.IGNORECASE)
_POLICY = re.compile(r'\n?<meta http-equiv="Content-Security-Policy"[^>]*>')
_SCRIPT = re.compile(r"<script\b(?![^>]*\bld\+json)[^>]*>.*?</script>", re.DOTALL)
_PRELOAD = re.compile(r'<link rel="preload"[^>]*>\n?')
_SEARCH = re.compile(r'<label class="[^"]*" for="__search">.*?</label>', re.DOTALL)


def for_a_disk(site: Path) -> None:
    """Change the pages of a finished site where they stand.

    Browsers refuse a page on a disk what scripts, a search and a content policy need. Every page works without.
    """
    for path in sorted(site.rglob("*.html")):
        text = _PRELOAD.sub("", _POLICY.sub("", path.read_text("utf-8")))
        text = _SEARCH.sub("", _SCRIPT.sub("", text))
        path.write_text(_LINK.sub(_to_a_file, text), "utf-8", newline="")


def _to_a_file(link: re.Match[str]) -> str:
    path = link[2]
    if path.endswith("/"):
        path += "index.html"
    elif path.rpartition("/")[2] in (".", ".."):
        path += "/index.html"
    return f"{link[1]}{path}{link[3]}"
