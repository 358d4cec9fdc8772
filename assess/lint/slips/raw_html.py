"""Raw HTML: the few elements that a page may hold, and what to write in place of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.util import BLOCK_LEVEL_ELEMENTS

from assess.lint.slips.slip import Slip
from macros.language.markdown_text import blank, line_at

_ALLOWED = {
    "abbr": ("title",),
    "br": (),
    "cite": (),
    "kbd": (),
    "q": ("lang",),
    "span": ("lang",),
    "sub": (),
    "sup": (),
    "wbr": (),
}
# A tag as HTML has it: what follows its first letter, up to a space, is its name, whatever the signs. An address
# between < and > is a link of Markdown, and one behind ]( that of a link.
_AN_ADDRESS = r"(?:(?:https?|ftp)://|mailto:|tel:)[^<>\s]*>|[^<>\s@]+@[^<>\s@]+>"
_TAG = re.compile(
    rf"<!--|(?<!\]\()<(?P<end>/?)(?!{_AN_ADDRESS})(?P<name>[a-zA-Z](?:[\w:-]*(?=[\s/>]|$)|[^\s/><]*(?=[^<]*>)))"
    r"(?P<inside>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>?"
    r"|<[?!\[](?=\S)"
)
_APART = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:\s*<[^>\n]*>", re.MULTILINE)  # an address apart from its link
_LIST = re.compile(r"(?P<touching>(?<=[)*_`>]))?\{:?[ ]*(?P<inside>[^{}\n ][^\n]*?)\}")
_ALLOWED_IN_LISTS = frozenset(["id", ".", "lang"])
_ATTRIBUTE = re.compile(r"(?P<name>[^\s=/\"'>]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_EMBED = ("iframe", "embed", "object", "video", "audio", "source", "canvas")
_BY_HOST = {  # what stands at the address of something embedded, and what to write in its place
    r"powerbi\.com|tableau\.com": "a figure from data, {{ figure('DATASET') }}, or a link to the report",
    r"youtube|youtu\.be|vimeo\.com": "a link to the video, [words](address), and what it says in words",
    r"google\.[a-z.]+/maps|maps\.google|openstreetmap|arcgis|bing\.com/maps": (
        "a figure of areas, {{ figure('DATASET', chart='tiles') }}, or a link to the map"
    ),
    r"docs\.google\.com/forms|forms\.(?:office|microsoft)\.com|forms\.gle|surveymonkey|jotform": (
        "a link to the form, [words](address)"
    ),
    r"twitter\.com|//x\.com|twitter-tweet|facebook\.com|instagram": (
        "the words in quotation marks, and a link to the post"
    ),
}
_IN_PLACE = {
    **dict.fromkeys(_EMBED, "a figure from data, or a picture that links to it"),
    "script": "nothing in its place: no script of a page runs here",
    "style": "nothing in its place: the site styles its pages",
    "link": "nothing in its place: the site styles its pages",
    "img": "![what it shows](file.png)",
    "a": "[words](address)",
    "table": "a table with | between its cells, or {{ table('DATASET') }}",
    "b": "**words**",
    "strong": "**words**",
    "i": "*words*",
    "em": "*words*",
    "ul": "- item, a line for each",
    "ol": "1. item, a line for each",
    "li": "- item, a line for each",
    "hr": "--- alone between two empty lines",
    "details": '??? note "Title", and its text set in by four spaces',
    "blockquote": "> before each line",
    "pre": "``` above and below the code",
    "code": "` before and behind the code",
    "p": "the text, with an empty line above and below",
    "div": "the text alone, or !!! note for a box",
    **{f"h{level}": f"{'#' * level} before the words" for level in range(1, 7)},
}

_OTHERS = (  # that are neither named above nor blocks
    "base", "big", "button", "center", "del", "font", "input", "ins", "label", "mark", "meta", "s", "select", "small",
    "strike", "svg", "u",
)  # fmt: skip
_NAMES = frozenset([*_ALLOWED, *_IN_PLACE, *BLOCK_LEVEL_ELEMENTS, *_OTHERS])


def has_element(text: str) -> bool:
    """Whether a text has a tag of HTML, where one of no such name is words between < and >."""
    return any((found["name"] or "").lower() in _NAMES for found in _TAG.finditer(text))


def html_slips(plain: str) -> Iterator[Slip]:
    """Every element of a text that is not of the few allowed ones; the ends of elements go with their beginnings."""
    for found in _TAG.finditer(_APART.sub(lambda apart: blank(apart[0]), plain)):
        line = line_at(plain, found.start())
        if found["name"] is None:
            what = "a comment, which everybody can read in the page" if found[0] == "<!--" else "a declaration"
            yield _refused(line, what, "{# and #} around it, or no such thing")
            continue
        name = found["name"].lower()
        if found["end"]:
            continue
        if name not in _ALLOWED:
            yield _refused(line, f"the HTML element <{name}>", _in_place(name, found["inside"]))
        else:
            attributes = [each["name"].lower() for each in _ATTRIBUTE.finditer(found["inside"])]
            if any(each not in _ALLOWED[name] for each in attributes):
                yield _refused(line, f"an attribute of <{name}>", f"<{name}> alone")


def attribute_slips(plain: str) -> Iterator[Slip]:
    """Every list of attributes between braces that gives more than an address, a class or a language."""
    for found in _LIST.finditer(plain):
        given = {name for name, _ in get_attrs_and_remainder(found["inside"])[0]}
        if given - _ALLOWED_IN_LISTS and ("=" in found["inside"] or found["touching"] is not None):
            yield _refused(line_at(plain, found.start()), "an attribute between braces", "{: #name } behind a heading")


def _in_place(name: str, inside: str) -> str:
    """What to write in place of an element, by what it embeds where that is known."""
    asked = (instead for host, instead in _BY_HOST.items() if re.search(host, inside, re.IGNORECASE))
    return next(asked, _IN_PLACE.get(name, "Markdown in its place")) if name != "a" else _IN_PLACE[name]


def _refused(line: int, found: str, expected: str) -> Slip:
    return Slip(line, "html-refused", found, expected)
