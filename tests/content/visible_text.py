"""What a reader sees in the article of a built page: its prose and tables, and the numbers of its lists."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

_UNSEEN = {"svg", "script", "style", "nav", "button"}
NOT_WRITTEN = {"headerlink", "lineage", "of-what"}  # by their classes: what a build adds to the words of a page
_INLINE = {"a", "abbr", "b", "code", "data", "em", "i", "span", "strong", "sub", "sup"}


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.articles = 0
        self.unseen: list[str] = []
        self.items: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "article":
            self.articles += 1
        if tag in _UNSEEN or NOT_WRITTEN & set((given.get("class") or "").split()):
            self.unseen.append(tag)
        if tag not in _INLINE:
            self._add(" ")
        if tag in {"ol", "ul"}:
            self.items.append(int(given.get("start") or 1) if tag == "ol" else None)
        if tag == "li" and self.items and (number := self.items[-1]) is not None:
            self._add(f"{number}. ")
            self.items[-1] = number + 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self._add(" ")
        if tag == "article":
            self.articles -= 1
        if tag in {"ol", "ul"}:
            self.items.pop()
        if self.unseen and tag == self.unseen[-1]:
            self.unseen.pop()

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, data: str) -> None:
        if self.articles and not self.unseen:
            self.text += data


def text_of(page: Path) -> str:
    """The visible text of a built page, on one line."""
    return text_in(page.read_text("utf-8"))


def text_in(html: str) -> str:
    """The visible text of the articles of some HTML, on one line."""
    seen = _Seen()
    seen.feed(html)
    return " ".join(seen.text.split())
