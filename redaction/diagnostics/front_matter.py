"""A Markdown file as its front matter and its body."""

from __future__ import annotations

from dataclasses import dataclass

_FENCE = "---\n"


@dataclass(frozen=True)
class MarkdownFile:
    """The YAML between the fences, the body under it, and the line the body starts at."""

    yaml: str
    body: str
    body_line: int


def split_front_matter(text: str) -> MarkdownFile:
    """Split a Markdown text; without front matter, all of it is body."""
    if text.startswith(_FENCE):
        yaml, fence, body = text[len(_FENCE) :].partition("\n" + _FENCE)
        if fence:
            return MarkdownFile(yaml, body, text.count("\n", 0, len(text) - len(body)) + 1)
    return MarkdownFile("", text, 1)
