"""Articles that an earlier build rendered, brought to a stage before it is rendered, and kept again after."""

from __future__ import annotations

from pathlib import Path

from assess.audit.kept import reader_digest
from assess.project.layout import Project
from assess.render.articles import FILE
from assess.store import opened


def bring_articles(project: Project, edition: str, stage: Path) -> None:
    """Give a stage what came of the articles of its edition before, by the same program and libraries."""
    store = opened(project.kept)
    kept = store.read(edition, _made_by()) if store else None
    if kept is not None:
        (stage / FILE).write_bytes(kept)


def keep_articles(project: Project, edition: str, stage: Path) -> None:
    """Keep what the articles of an edition came to, for no other edition."""
    store, made = opened(project.kept), (stage / FILE).read_bytes()
    if store and store.read(edition, _made_by()) != made:
        store.keep(edition, _made_by(), made)


def _made_by() -> bytes:
    return b"articles\0" + reader_digest()
