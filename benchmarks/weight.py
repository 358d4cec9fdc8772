"""What the pages of a built site weigh: the page and all that it loads, compressed as a host would send it."""

from __future__ import annotations

import gzip
import posixpath
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FIRST_BUDGET, NEXT_BUDGET = 160_000, 45_000
_LOADED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]* href|script src|img[^>]* src)="([^"]+)"')


@dataclass(frozen=True)
class Weight:
    """A page, its own compressed bytes, and those of a first visit to the site that begins with it."""

    name: str
    page: int
    first: int


def weigh(site: Path) -> list[Weight]:
    """Every page of a site, the heaviest first."""
    weights = []
    for path in site.rglob("index.html"):
        page, name = path.read_text("utf-8"), path.parent.relative_to(site).as_posix().removeprefix(".")
        files = {posixpath.normpath(posixpath.join(name, each)) for each in _LOADED.findall(page)}
        own = _compressed(path)
        weights.append(Weight(name, own, own + sum(_compressed(site / each) for each in files)))
    return sorted(weights, key=lambda each: (-each.page, each.name))


@cache
def _compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))
