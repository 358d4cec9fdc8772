"""The editions and their pages."""

from __future__ import annotations

import os
import re
from pathlib import Path

EDITIONS = ("public", "partner", "internal")
# One page of each kind, for what need not be tried on every page: edition/page.
KINDS = {
    "home": "public/",
    "section": "public/harm/",
    "charts and tables": "public/harm/harm/",
    "risk matrix": "public/harm/risk/",
    "help box": "public/harm/hate-crime/",
    "list of figures": "internal/about/",
    "area": "public/areas/ward/quayside/",
    "glossary": "public/glossary/",
    "withheld": "public/stations/",
    "restricted": "partner/stations/",
}


WHOLE = os.environ.get("WALK") == "whole"
_SENDS_ON = '<meta http-equiv="refresh"'
# What lineage adds to an article, how it and its figures are cited, and how another site may show them look alike on
# every page: a page that differs in nothing else is no page of its own. What describes a figure for search engines is
# not seen at all.
_ALIKE = re.compile(
    r'<details class="(?:lineage|figure__embed)".*?</details>\s*|<a class="bound"[^>]*>(<data\b.*?</data>)</a>'
    r'|<p class="citation">.*?</p>'
    r'|(?<=</cite>), \w+ edition|<script type="application/ld\+json">.*?</script>',
    re.DOTALL,
)


def pages_of(sites: Path, edition: str) -> list[str]:
    """The addresses of an edition's pages, from its top; those that send their readers on show nothing.

    A chart alone is for frames of other sites, and not a page like these.
    """
    site = sites / edition
    pages = [path for path in site.rglob("index.html") if _SENDS_ON not in path.read_text("utf-8")]
    found = sorted(path.parent.relative_to(site).as_posix().removeprefix(".") for path in pages)
    return [page for page in found if not page.startswith("embed/")]


def own_pages_of(sites: Path, edition: str) -> list[str]:
    """The pages of the public edition; of another, those whose article the public one does not have."""
    pages = pages_of(sites, edition)
    if edition == "public":
        return pages
    return [name for name in pages if _article(sites / edition / name) != _article(sites / "public" / name)]


def same_in_public(sites: Path) -> frozenset[tuple[str, str]]:
    """The other editions' pages whose article and style sheets are the public edition's, but for lineage and citation.

    For a whole walk they must be so byte for byte.
    """

    def sheets(edition: str) -> dict[str, bytes]:
        site = sites / edition
        every = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.css")}
        every.pop("assets/stylesheets/embed.css", None)  # charts alone load it, and none of these pages
        return every

    return frozenset(
        (edition, name)
        for edition in EDITIONS[1:]
        if sheets(edition) == sheets("public")
        for name in sorted(set(pages_of(sites, edition)) - set(own_pages_of(sites, edition)))
    )


def _article(folder: Path) -> str:
    page = folder / "index.html"
    found = page.read_text("utf-8").partition("<article")[2].partition("</article>")[0] if page.exists() else ""
    return found if WHOLE else _ALIKE.sub(lambda each: each[1] or "", found)
