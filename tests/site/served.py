"""The editions and their pages."""

from __future__ import annotations

from pathlib import Path

EDITIONS = ("public", "partner", "internal")


def pages_of(sites: Path, edition: str) -> list[str]:
    """The addresses of an edition's pages, from its top."""
    site = sites / edition
    return sorted(path.parent.relative_to(site).as_posix().removeprefix(".") for path in site.rglob("index.html"))


def own_pages_of(sites: Path, edition: str) -> list[str]:
    """The pages of the public edition; of another, those whose article the public one does not have."""
    pages = pages_of(sites, edition)
    if edition == "public":
        return pages
    return [name for name in pages if _article(sites / edition / name) != _article(sites / "public" / name)]


def _article(folder: Path) -> str:
    page = folder / "index.html"
    return page.read_text("utf-8").partition("<article")[2].partition("</article>")[0] if page.exists() else ""
