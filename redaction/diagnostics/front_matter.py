"""A Markdown file as its front matter and its body."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BEGIN = re.compile(r"---[ \t]*\n")
_END = re.compile(r"\n---[ \t]*\n")


@dataclass(frozen=True)
class MarkdownFile:
    """The YAML between the fences, the body under it, and the line the body starts at."""

    yaml: str
    body: str
    body_line: int


def split_front_matter(text: str) -> MarkdownFile:
    """Split a Markdown text; without front matter, all of it is body."""
    begin = _BEGIN.match(text)
    end = _END.search(text, begin.end()) if begin else None
    if begin and end:
        body = text[end.end() :]
        return MarkdownFile(text[begin.end() : end.start()], body, text.count("\n", 0, end.end()) + 1)
    return MarkdownFile("", text, 1)
