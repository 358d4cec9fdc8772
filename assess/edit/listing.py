"""The lines that lead to a new page: one in the navigation, and one on the contents page of its section."""

from __future__ import annotations

import posixpath
import re

from assess.edit.blocks import blocks_of
from assess.edit.change import Change, EditRefusedError, changed

_ENTRY = re.compile(
    rb"(?P<before>[ ]+-[ ]+)(?:[^#\n]*?:[ ]+)?[\"']?(?P<page>[^\s:#\"']+\.md)[\"']?[ ]*(?:#[^\r\n]*)?(?P<end>\r?\n|\Z)"
)
_ITEM = re.compile(rb"(?m)^(?P<before>[-*+][ ]+)(?P<strong>\*\*)?\[[^\]\n]*\]\([\w-]+\.md\)(?P<said>[^\n]*)$")


def with_page_in_navigation(name: str, content: bytes, page: str) -> bytes:
    """The settings of MkDocs with a page below the last one of its folder; raises EditRefusedError."""
    folder = posixpath.dirname(page)
    start = re.search(rb"(?m)^nav:[ ]*\r?$", content)
    after = re.compile(rb"(?m)^\w").search(content, start.end()) if start else None
    end = after.start() if after else len(content)
    entries = [
        (at, found)
        for at in _lines(content, start.end() if start else end, end)
        if (found := _ENTRY.match(content, at)) and posixpath.dirname(found["page"].decode()) == folder
    ]
    if not entries:
        raise EditRefusedError(
            f"{name} lists no page of {folder}/ under `nav:`, so a new one has to be added there by hand"
        )
    _, last = entries[-1]
    ending = last["end"] or b"\n"
    line = last["before"] + page.encode()
    return changed(content, [Change(last.end(), last.end(), line + ending if last["end"] else ending + line)])


def with_page_in_contents(content: bytes, page: str, title: str, description: str) -> bytes:
    """A contents page with a link to a new page of its folder, below its last one and written as that is.

    Only what everybody may read is looked at; where no list there leads to pages, one is begun at the end.
    """
    ending = b"\r\n" if b"\r\n" in content else b"\n"
    target = posixpath.basename(page)
    lists = [block for block in blocks_of(content) if not block.sources]
    items = [found for block in lists for found in _ITEM.finditer(content, block.start, block.end)]
    if not items:
        begun = b"" if content.endswith(b"\n") else ending
        line = f"- [{_as_text(title)}]({target})".encode()
        return changed(content, [Change(len(content), len(content), begun + ending + line + ending)])
    last = items[-1]
    strong = (last["strong"] or b"").decode()
    said = f": {_as_text(description)}" if last["said"].strip(b"*\r").startswith(b":") else ""
    line = last["before"] + f"{strong}[{_as_text(title)}]({target}){strong}{said}".encode()
    return changed(content, [Change(*_end_of(content, last.end()), ending + line)])


def _as_text(text: str) -> str:
    """A text in Markdown that means nothing else."""
    return re.sub(r"([\\\[\]*_<>`])", r"\\\1", text)


def _lines(content: bytes, start: int, end: int) -> list[int]:
    """Where the lines between two places begin."""
    return [found.start() for found in re.compile(rb"(?m)^").finditer(content, start, end)]


def _end_of(content: bytes, at: int) -> tuple[int, int]:
    """The end of a line, before the carriage return that may be part of it."""
    place = at - 1 if content[at - 1 : at] == b"\r" else at
    return place, place
