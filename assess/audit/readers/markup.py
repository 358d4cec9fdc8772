"""HTML, SVG and XML: all that a document carries or its tables alone, and what its parser did not keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from html import unescape

from lxml import etree

from assess.audit.readers.markup_walk import PAGE, TABLES, Element, TableWalk, Walk, page_in
from assess.audit.text.decoding import as_read
from assess.audit.text.limits import UnreadableError
from assess.audit.text.passages import Nested, Part, Passage, Raw, Unread
from assess.audit.text.turned import turned, turns

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_VERSION = re.compile(  # and encoding, which are digits too and as every XML of ours has them
    r"""<\?xml\s+version=["']1\.[01]["']\s+encoding=["']utf-8["'](?:\s+standalone=["'](?:yes|no)["'])?\s*\?>""",
    re.IGNORECASE,
)
_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_PLAIN_DECLARATION = 24  # letters: <!DOCTYPE html> and little more
_STANDARD = re.compile(r"^<!DOCTYPE[^\[]{1,200}(?:W3C|xhtml|svg)[^\[\d;]*(?:\d[^\[\d;]*){0,14}>$", re.IGNORECASE)
_FRAME = re.compile(r"</?(?:html|head|body)\b[^>]*>", re.IGNORECASE)
_DAMAGED = "XML that is damaged, and read as plain text only"
# In XML, what may change or add to what is told of it beside its tables: entities, JSON, formatting, drawings, pages.
_MORE = ("<!", "script", "rPr", "pPr")
_MORE_GIVEN = re.compile(r"=(?:(?<=\s=)|(?<=[\s:]d=)|(?<=[\s:]points=)|(?<=[\s:]style=)(?<!xmlns:style=)|(?<=srcdoc=))")
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)
_SHAPES = re.compile(r"""\s(?:d|transform|points|viewBox|[xyr]\d?|width|height|cx|cy)=(?:"[^"]*"|'[^']*')""")
_PARSER = partial(etree.XMLParser, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_NOT_DIGITS = bytes(code for code in range(256) if not 48 <= code < 58)
_NOT_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_A_SENTENCE = 40  # letters


def html_parts(text: str) -> Iterator[Part]:
    """A page: what a browser would show and what it would not, and last its source as it stands."""
    root, faults = _page(text)
    yield from faults
    if root is not None:
        yield from _both_ways(Walk(html=True).parts(root), text)
        yield from _left_out(text, root, html=True)
    yield Raw(text)


def html_tables(text: str) -> Iterator[Part]:
    """The tables of a page, of the JSON in it, and of the pages in it: what is told of people, and nothing else."""
    root, faults = _page(text)
    yield from faults
    if root is None:
        return
    yield from _tables_under(root, html=True)
    for element in root.xpath(f"descendant-or-self::*[@{PAGE}]"):
        yield page_in(element.get(PAGE), element)
    if _after_end(text):
        yield from (part for part in _left_out(text, root, html=True) if isinstance(part, Nested))


def _tables_under(root: Element, *, html: bool) -> Iterator[Part]:
    """The tables of a document, those inside others with these, and of a page those of the JSON in it."""
    names = TABLES if html else [f"{{*}}{name}" for name in TABLES]
    for element in root.iter(*names, *(("script",) if html else ())):
        if next(element.iterancestors(*names), None) is None:  # which has this one with it
            yield from TableWalk(html=html).under(element)


def _page(text: str) -> tuple[Element, list[Part]]:
    """The root of a page, none where it has none, and what could not be read of it."""
    # Its size is bounded already, and a type that it added would not be in what was written.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, default_doctype=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return None, [Unread("not to be understood as HTML, and read as plain text only")] if text.strip() else []
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        return root, [Unread("HTML nested too deep, of which the rest was read as plain text only")]
    return root, []


def svg_parts(text: str) -> Iterator[Part]:
    """A drawing: its words, titles and metadata, and its geometry."""
    yield from xml_parts(text)


def xml_parts(text: str) -> Iterator[Part]:
    """An XML document; its entities are never expanded."""
    if _ENTITY.search(text):
        yield Unread("XML that declares entities, which are not expanded")
        text = re.sub(r"(?is)<!DOCTYPE.*?(?:\]\s*>|>)", "", text, count=1)
    root = _document(text)
    if root is None:
        yield Unread(_DAMAGED)
        yield from _as_written(text)
    else:
        yield from _both_ways(Walk(html=False).parts(root), text)
        yield from _left_out(text, root, html=False)
    yield Raw(text)


def xml_tables(text: str) -> Iterator[Part]:
    """The tables of an XML document; all that it carries where it may hold more to tell of than tables."""
    if any(map(text.__contains__, _MORE)) or _MORE_GIVEN.search(text):
        yield from xml_parts(text)
        return
    root = _document(text)
    yield from [Unread(_DAMAGED)] if root is None else _tables_under(root, html=False)


def _document(text: str) -> Element:
    """The root of an XML document, none where it is damaged."""
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), _PARSER(encoding="utf-8"))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _both_ways(parts: Iterable[Part], text: str) -> Iterator[Part]:
    """What was read of a document; where that has letters set the other way round, with each number turned too."""
    both = turns(text)
    for part in parts:
        yield part
        if both and isinstance(part, Passage) and part.ordered:
            yield replace(part, text=turned(part.text))


def _left_out(text: str, root: Element, *, html: bool) -> Iterator[Part]:
    """A document as it is written, where its parser did not keep every digit in its place, or lost a sentence.

    What comes after a page's end is read as a page of its own.
    """
    tree, method = root.getroottree(), "html" if html else "xml"
    told = not html and _VERSION.match(text) is not None
    kept = etree.tostring(tree, encoding="utf-8", method=method, with_tail=True, xml_declaration=told)
    given = text.encode("utf-8", "replace")
    declared = _DECLARATION.search(text)
    if declared and len(declared[0]) > _PLAIN_DECLARATION and not _STANDARD.search(declared[0]):
        yield Passage("declaration", as_read(declared[0]))
    if _accounted(given, kept):
        return
    if "&" in text and _accounted(unescape(text).encode("utf-8", "replace"), unescape(kept.decode()).encode()):
        return
    yield from _as_written(text)
    rest = _after_end(text) if html else ""
    if rest:
        yield Nested("page.html", f"<html><body>{rest}</body></html>".encode("utf-8", "replace"), "after its end")


def _as_written(text: str) -> Iterator[Part]:
    """What stands between the tags of a document in its order, and what stands inside them."""
    yield Passage("source, between tags", as_read(_TAG.sub(" ", text)))
    yield Passage("source, inside tags", as_read("\n".join(_TAG.findall(_SHAPES.sub(" ", text)))))


def _after_end(text: str) -> str:
    """What comes after a page's end; nothing where that is blank."""
    end = _END.search(text)
    rest = _FRAME.sub(" ", text[end.end() :]) if end else ""
    return "" if rest.isspace() else rest


def _accounted(given: bytes, kept: bytes) -> bool:
    """Whether a parser kept all digits in their order, and all letters but for a few."""
    if given.translate(None, _NOT_DIGITS) != kept.translate(None, _NOT_DIGITS):
        return False
    return len(given.translate(None, _NOT_LETTERS)) - len(kept.translate(None, _NOT_LETTERS)) < _A_SENTENCE


def parse(content: bytes) -> Element:
    """The root of an XML part of a packed document; raises UnreadableError."""
    if _ENTITY.search(content[:4096].decode("latin-1")):
        raise UnreadableError("XML that declares entities, which are not expanded")
    try:
        return etree.fromstring(content, _PARSER())
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError("XML that is damaged") from None


def walk(root: Element) -> Iterator[Part]:
    """Everything in an XML tree."""
    return Walk(html=False).parts(root)
