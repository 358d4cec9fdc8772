"""What a search can find on a finished page: the page, its parts, its figures, the terms that it explains.

Only what a reader sees is found. What pages repeat (help boxes, downloads, citations) is left out, and so is whatever
is marked `data-search-exclude`, and what every page of an area says alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from macros.pages.areas import SAME_ON_EVERY_AREA
from macros.phrasebook.phrases import ENGLISH, Phrases, phrases_of

PAGE, PART, FIGURE, PLACE, TERM = "page", "part", "figure", "place", "term"

_HEADINGS = ("h1", "h2", "h3", "h4")
_LEFT_OUT = etree.XPath(  # made once: it is asked of every element
    "self::script or self::svg or self::form or self::nav or @data-search-exclude or @hidden"
    " or contains(concat(' ', @class, ' '), ' headerlink ') or contains(concat(' ', @class, ' '), ' help-now ')"
    " or contains(concat(' ', @class, ' '), ' citation ') or contains(concat(' ', @class, ' '), ' document-number ')"
)
_BLOCKS = frozenset(
    {"p", "li", "dt", "dd", "div", "tr", "caption", "figcaption", "summary", "details", "section", "ul"}
)
_CELLS = frozenset({"td", "th"})
_APART = _BLOCKS | _CELLS | {"span", "br"}
_SPACE = re.compile(r"\s+")
_BEFORE_A_STOP = re.compile(r"\s+([,.;:)])")
_STOPS = re.compile(r"([.:;?!,])(?:\s*[.;,])+")
_LANGUAGE = re.compile(r'<html lang="(\w+)')
_NUMBER = re.compile(r"^\d+(\.\d+)*\s+")


@dataclass
class Entry:
    """Something that can be found: its address from the top of the site, its title, its words."""

    location: str
    kind: str
    title: str
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, what stood apart on the page kept apart."""
        return _tidy(" ".join(self.parts))


def entries_of(address: str, document: str, *, place: bool) -> list[Entry]:
    """What can be found on a page at an address; a page about one `place` is found as a whole, beside its figures."""
    article: Any = next(html.document_fromstring(document).iter("article"), None)
    heading = next(article.iter("h1"), None) if article is not None else None
    if article is None or heading is None:
        return []
    title = _NUMBER.sub("", _tidy(_text(heading)))
    reading = _Reading(address, title, phrases_of(language_of(document)), place=place)
    reading.read(article)
    return [each for each in _once(reading.found) if each.text or each.kind in (PAGE, PLACE)]


def language_of(document: str) -> str:
    """The language of a page, as its first tag says it."""
    found = _LANGUAGE.search(document)
    return found[1] if found else ENGLISH


def _once(found: list[Entry]) -> Iterator[Entry]:
    """The entries of a page; what several lists call by the same name explains nothing, and belongs to its part."""
    names = Counter(each.title for each in found if each.kind == TERM)
    parts = {each.location: each for each in found if each.kind in (PAGE, PART)}
    for each in found:
        if each.kind == TERM and names[each.title] > 1 and each.location in parts:
            parts[each.location].parts.append(f"{each.title}: {each.text}.")
    yield from (each for each in found if each.kind != TERM or names[each.title] == 1)


class _Reading:
    """A page as it is read from top to bottom: what was found, and the part that is being read."""

    def __init__(self, address: str, title: str, say: Phrases, *, place: bool) -> None:
        self.address, self.title, self.say, self.place = address, title, say, place
        self.part: Entry | None = Entry(address, PLACE if place else PAGE, title)
        self.found = [self.part]

    def read(self, element: Any) -> None:
        """What stands in an element, piece by piece where it holds headings, figures or terms."""
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if child.tag in _HEADINGS:
                self._begin(child)
            elif _LEFT_OUT(child) or self.part is None:
                continue
            elif child.tag == "figure" and child.get("id"):
                self.found.append(_figure(self.address, self.title, child, self.say))
            elif child.tag == "ul" and self._explains(child):
                continue
            elif child.xpath("descendant::*[self::h2 or self::h3 or self::h4 or self::figure or self::ul[li/strong]]"):
                self.read(child)
            else:
                self.part.parts.append(f"{_text(child)}.")

    def _begin(self, heading: Any) -> None:
        """A part begins; on a page about a place it belongs to the whole, and a part left out belongs to nothing."""
        if heading.tag == "h1":
            return
        if self.place and heading.get("id") in SAME_ON_EVERY_AREA:
            self.part = None
            return
        title = _tidy(_text(heading))
        if self.place:
            self.part = self.found[0]
            self.part.parts.append(f"{title}:")
            return
        where = f"{self.address}#{heading.get('id')}" if heading.get("id") else self.address
        self.part = Entry(where, PART, _NUMBER.sub("", title))
        self.found.append(self.part)

    def _explains(self, items: Any) -> bool:
        """Whether each item of a list begins with a term in bold; each is then found by itself, at its part."""
        terms = [item[0] for item in items if len(item) and item[0].tag == "strong" and not (item.text or "").strip()]
        if self.part is None or len(terms) < len(items) or self.place:
            return False
        for item, term in zip(items, terms, strict=True):
            title = _tidy(_text(term)).rstrip(":.")
            rest = _tidy(_text(item))[len(title) :].lstrip(" :,")
            self.found.append(Entry(self.part.location, TERM, title, [rest]))
        return True


def _figure(address: str, page: str, figure: Any, say: Phrases) -> Entry:
    """A figure by its title, with its finding, its table and its notes."""
    titles = figure.xpath(".//*[contains(@class, 'figure__title')] | .//caption")
    unit = say("figure.unit", title="", unit="").rstrip()
    title = _tidy(_text(titles[0])).partition(unit)[0] if titles else page
    entry = Entry(f"{address}#{figure.get('id')}", FIGURE, title)
    for part in figure.xpath(
        ".//*[contains(@class, 'figure__headline')] | .//table | .//*[contains(@class,'caveat')] | .//li"
    ):
        for caption in part.xpath("./caption"):
            part.remove(caption)
        entry.parts.append(f"{_text(part)}.")
    return entry


def _text(element: Any) -> str:
    """The words in an element; blocks end in a full stop and cells in a comma, so that neighbours stay apart."""
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not _LEFT_OUT(child):
            yield " " if child.tag in _APART else ""
            yield from _pieces(child)
            if child.tag in _CELLS:
                yield ": " if child.tag == "th" and child.get("scope") == "row" else ", "
            elif child.tag in _BLOCKS:
                yield ". "
            elif child.tag in _APART:
                yield " "
        yield child.tail or ""


def _tidy(text: str) -> str:
    """A text with single spaces, and with one stop where pieces of it ended in several."""
    text = _BEFORE_A_STOP.sub(r"\1", _SPACE.sub(" ", text))
    return _STOPS.sub(lambda found: found[1] if found[1] in ".:?!" else ".", text).strip(" ,")
