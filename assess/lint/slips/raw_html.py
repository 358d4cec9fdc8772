"""Raw HTML: the few elements that a page may hold, and what to write in place of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assess.lint.slips.slip import Slip
from macros.language.markdown_text import line_at

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
_TAG = re.compile(
    r"<!--|<(?P<end>/?)(?!(?:https?|mailto|tel|data):)(?P<name>[a-zA-Z][\w:-]*)(?=[\s/>]|$)(?P<inside>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>?"
    r"|<[?!\[](?=\S)"
)
_ATTRIBUTE = re.compile(r"(?P<name>[^\s=/\"'>]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_EMBED = ("iframe", "embed", "object", "video", "audio", "source", "canvas")
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


def html_slips(plain: str) -> Iterator[Slip]:
    """Every element of a text that is not of the few allowed ones; the ends of elements go with their beginnings."""
    for found in _TAG.finditer(plain):
        line = line_at(plain, found.start())
        if found["name"] is None:
            what = "a comment, which everybody can read in the page" if found[0] == "<!--" else "a declaration"
            yield _refused(line, what, "{# and #} around it, or no such thing")
            continue
        name = found["name"].lower()
        if found["end"]:
            continue
        if name not in _ALLOWED:
            yield _refused(line, f"the HTML element <{name}>", _IN_PLACE.get(name, "Markdown in its place"))
        else:
            attributes = [each["name"].lower() for each in _ATTRIBUTE.finditer(found["inside"])]
            if any(each not in _ALLOWED[name] for each in attributes):
                yield _refused(line, f"an attribute of <{name}>", f"<{name}> alone")


def _refused(line: int, found: str, expected: str) -> Slip:
    return Slip(line, "html-refused", found, expected)
