"""Drafts: what belongs to pages that are not published yet, and so is not published either."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from macros.pages.page import PageFile
from redaction.diagnostics.yaml_document import Value
from redaction.reader import Folder


def data_of_drafts(pages: Collection[PageFile], folders: Iterable[Folder]) -> frozenset[str]:
    """The datasets that drafts name and that no other page, prose or dataset does."""
    drafts = [page.text for page in pages if page.reach.is_draft]
    if not drafts:
        return frozenset()
    read = list(folders)
    names = [name for folder in read for name in folder.documents]
    others = [page.text for page in pages if not page.reach.is_draft]
    others += [prose.text for folder in read for prose in folder.prose]
    found = {name for name in names if any(map(_naming(name).search, drafts))}
    while True:  # what a dataset of a draft alone rests on is the draft's too
        rest = [
            text
            for folder in read
            for name, each in folder.documents.items()
            if name not in found
            for text in _texts(each.content)
        ]
        named = {
            name for name in found if any(map(_naming(name).search, others)) or any(map(_alone(name).search, rest))
        }
        if not named:
            return frozenset(found)
        found -= named


def _naming(name: str) -> re.Pattern[str]:
    """A dataset as the calls of macros name it."""
    return re.compile(rf"""['" ]{re.escape(name)}['"/]""")


def _alone(name: str) -> re.Pattern[str]:
    """A dataset as descriptors name it."""
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")


def _texts(content: Value) -> Iterable[str]:
    if isinstance(content, str):
        yield content
        return
    for each in content.values() if isinstance(content, dict) else content:
        yield from _texts(each)
