"""Earlier years in a build: what is kept of each edition, and the page of changes among its pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assess.build.kept_pages import Now, serve
from assess.corrections.marked import address_of
from assess.earlier.changes import changes, priorities_of
from assess.earlier.kept import Kept
from assess.earlier.page import changes_page, filled
from assess.load.editions import EditionKnowledge
from assess.project.layout import CHANGES
from macros.language.site_map import address
from macros.phrasebook.phrases import phrases_of
from redaction.diagnostics.errors import AssessError


def with_earlier(known: EditionKnowledge, kept: tuple[Kept, ...]) -> EditionKnowledge:
    """What an edition knows, with what is kept of its earlier years and the page that tells what changed.

    Without an earlier year there is no such page. Raises AssessError where the site has a page of its name.
    """
    if not kept:
        return known
    if any(page.path == CHANGES for page in known.pages):
        raise AssessError(
            f"docs/{CHANGES}: found a page where what changed since last year is told, expected another name for it"
        )
    priorities = bool(known.site.priorities or priorities_of(kept[0].site))
    page = changes_page(phrases_of(known.view.language), priorities=priorities)
    return replace(known, pages=(*known.pages, page), earlier=kept)


def serve_earlier(known: EditionKnowledge, stage: Path, site: str, year: str) -> None:
    """Write every earlier year of an edition into its stage, with banners; raises AssessError."""
    pages = {address_of(page.path).removeprefix("./") for page in known.pages}
    forwards = dict(known.forwards)
    pages |= {each for each in known.addresses if each not in forwards}
    years = frozenset(each.folder for each in known.earlier)
    now = Now(known.edition, site, year, frozenset(pages), forwards, years, phrases_of(known.view.language))
    for each in known.earlier:
        serve(each, now, stage)


def tell_changes(known: EditionKnowledge, stage: Path, ledger: Path, year: str) -> None:
    """Fill the rendered page of changes in, once the ledger of an edition is written."""
    if known.earlier:
        last, forwards = known.earlier[0], dict(known.forwards)
        path = stage / "site" / address(CHANGES, "index.md").lstrip("/") / "index.html"
        found = changes((last.site, last.ledger), (stage / "site", ledger), forwards)
        path.write_text(filled(path.read_text("utf-8"), found, last, year, phrases_of(known.view.language)), "utf-8")
