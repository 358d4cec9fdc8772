"""Asking the macros of the small partnership for what a page would ask."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from small_view import small_view, vocabulary

from macros.language.template import MacroCall
from redaction.diagnostics.errors import LookupFailedError

PAIR = "incidents/{0}/2021 incidents/{0}/2022"


def written(text: str, edition: str = "public") -> str:
    return without_formulas(asked(text, edition))


def asked(text: str, edition: str = "public") -> str:
    return vocabulary(small_view(edition)).text(text)


def without_formulas(text: str) -> str:
    """HTML without what was asked for, which has tests of its own."""
    return re.sub(r' data-formula="[^"]*"', "", text)


def refused(text: str, edition: str = "public") -> str:
    with pytest.raises(LookupFailedError) as caught:
        written(text, edition)
    return str(caught.value)


def squeezed(text: str) -> str:
    """HTML without line ends between elements, which mean nothing there."""
    return text.replace(">\n<", "><")


def tabled(*datasets: str) -> dict[str, MacroCall]:
    return {name: MacroCall("table", (name,), {}, 1) for name in datasets}


class Reader(HTMLParser):
    """The tags and the words of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(("!--", ((data, None),)))

    def handle_decl(self, decl: str) -> None:
        self.tags.append(("!", ((decl, None),)))

    def handle_pi(self, data: str) -> None:
        self.tags.append(("?", ((data, None),)))


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def words(html: str) -> str:
    return read(html).words
