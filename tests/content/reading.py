"""The words of built pages, as a reader meets them: prose apart from tables, charts and the site's own frame."""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

from visible_text import NOT_WRITTEN

RUN = 8
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_CITATION = {"citation"}  # how to cite the page, which is on paper alone: a reference, and no sentence
_NOT_PROSE = {"table", "svg", "script", "style", "nav", "button"}
_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "dt", "dd", "figcaption", "caption", "td", "th", "blockquote"}


class _Article(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = [""]
        self.inside = 0
        self.left_out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article":
            self.inside += 1
        if tag in _NOT_PROSE or (NOT_WRITTEN | _CITATION) & set((dict(attrs).get("class") or "").split()):
            self.left_out.append(tag)
        if tag in _BLOCKS and not self.left_out:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.inside -= 1
        if self.left_out and tag == self.left_out[-1]:
            self.left_out.pop()
        if tag in _BLOCKS and not self.left_out:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if self.inside and not self.left_out:
            self.blocks[-1] += data


def prose_of(page: Path) -> list[str]:
    """The blocks of prose of a built page: paragraphs, list items, headings."""
    article = _Article()
    article.feed(page.read_text("utf-8"))
    return [" ".join(block.split()) for block in article.blocks if block.strip()]


def without_addresses(text: str) -> str:
    """A text without its web addresses, which nobody reads as words."""
    return _ADDRESS.sub(" ", text).strip()


def words_of(text: str) -> list[str]:
    """The words of a text as runs are made of them: lower case, letters and digits alone, no web addresses."""
    return re.findall(r"[a-z0-9]+", without_addresses(text).lower())


def runs_of(text: str) -> list[str]:
    """Every run of eight neighbouring words."""
    words = words_of(text)
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def hashed(run: str) -> str:
    """A run as the source's runs are kept: the first twelve digits of its SHA-256."""
    return hashlib.sha256(run.encode()).hexdigest()[:12]
