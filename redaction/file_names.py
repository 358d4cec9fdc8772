"""Names of files that nobody means to publish: what other programs leave behind, and copies of a file beside it."""

from __future__ import annotations

import re
from collections.abc import Collection

_LITTER = re.compile(
    r"\.|~\$|.*~$|#.*#$|__macosx$|icon\r$|(?:ehthumbs(?:_vista)?|thumbs)\.db$|desktop\.ini$"
    r"|.*\.(?:swp|swo|tmp|bak|orig|rej|part|crdownload)$",
    re.IGNORECASE,
)
_COPY = r"(?:copy|copi|copie|kopie|copia)"  # as Windows, macOS and Google name them, in the languages of their users
_COPIES = re.compile(
    rf"(?P<of>.+?)(?:[ _-]*\(\d+\)|(?: ?[-\u2013] ?| |_){_COPY}(?:[ _-]?\(?\d+\)?)?|\.sync-conflict-[\w-]+"
    rf"|[ _-]*\([^()]*(?:conflicted|conflicting) copy[^()]*\))"
    rf"|{_COPY} (?:\(\d+\) )?(?:of|o|von|de|di) (?P<from>.+)",
    re.IGNORECASE,
)


def is_litter(name: str) -> bool:
    """Whether a path is of a file that a system, an editor or Office leaves behind, or lies in such a folder."""
    return any(_LITTER.match(part) for part in name.split("/"))


def copies_among(names: Collection[str]) -> dict[str, str]:
    """The paths that are called a copy of another one that is there too, each with that one."""
    found = {}
    for name in sorted(names):
        folder, slash, file = name.rpartition("/")
        stem, dot, end = file.rpartition(".")
        copy = _COPIES.fullmatch(stem)
        original = f"{folder}{slash}{(copy['of'] or copy['from']).strip()}{dot}{end}" if copy else ""
        if original in names:
            found[name] = original
    return found
