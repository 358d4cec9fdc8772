"""Which volumes an edition has: one of the whole, and one of each section, from the pages of its built site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assess.pdf.article import article_of, language_of
from assess.pdf.volume import Leaf, Volume
from macros.language.site_map import Section

WHOLE = "whole"


@dataclass(frozen=True)
class Arrangement:
    """What is bound, in what order: the sections, the navigation of the edition, and the pages after the sections."""

    sections: Sequence[Section]
    navigation: Sequence[Any]
    after: Sequence[str] = ()


def volumes(site: Path, arrangement: Arrangement) -> list[Volume]:
    """The volumes of a built site, the whole first; a section without a page has none."""
    parts = {section: _pages_of(section, arrangement.navigation) for section in arrangement.sections if section.page}
    bound = {section: leaves_of(site, pages, first=section.page) for section, pages in parts.items()}
    last = filter(None, (leaves_of(site, [page], first=page) for page in arrangement.after))
    whole = Volume(WHOLE, "", (*filter(None, bound.values()), *last))
    return [
        whole,
        *(
            Volume(f"section-{section.number}", f"{section.number} {section.title}", (leaves,))
            for section, leaves in bound.items()
            if leaves
        ),
    ]


def leaves_of(site: Path, pages: Iterable[str], first: str) -> tuple[Leaf, ...]:
    """The leaves of some pages of a built site that it has; all but the first are beneath another."""
    leaves = []
    for page in pages:
        address = address_of(page)
        path = site / address / "index.html"
        if path.is_file():
            text = path.read_text("utf-8")
            leaves.append(Leaf(address, article_of(text), 1 if page == first else 2, language_of(text)))
    return tuple(leaves)


def address_of(page: str) -> str:
    """The address that a page under docs/ has in a site, as the ledger writes it."""
    return f"{page.removesuffix('index.md').removesuffix('.md').rstrip('/') or '.'}/"


def pages_in(navigation: Any) -> Iterator[str]:
    """Every page of a navigation, in its order."""
    if isinstance(navigation, str):
        yield navigation
    elif isinstance(navigation, Mapping):
        for each in navigation.values():
            yield from pages_in(each)
    elif isinstance(navigation, Sequence):
        for each in navigation:
            yield from pages_in(each)


def _pages_of(section: Section, navigation: Sequence[Any]) -> list[str]:
    """The pages of a section: those that the navigation has beside its front page."""
    return next((pages for item in navigation if section.page in (pages := list(pages_in(item)))), [])
