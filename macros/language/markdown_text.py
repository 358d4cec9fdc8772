"""The Markdown of a text by its parts: headings, links and images, each with its line.

A text is read as it was written, so that everything found has its line. Comments, code and what macros write are
blanked first, sign for sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown.extensions.toc import slugify

MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
CODE = (
    re.compile(
        r"^(?P<fence>`{3,}|~{3,})[ ]*(?:\{[^\n]*\}|\.?[\w#.+-]*)[ ]*$.*?^(?P=fence)[ ]*$", re.DOTALL | re.MULTILINE
    ),
    re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"),
)
_UNREAD = (re.compile(r"<!--.*?-->", re.DOTALL), *CODE)
_WRITTEN = "x"  # stands in place of each sign of a call, so that what it stands in is not empty
_HEADING = re.compile(r"^(?P<level>#{1,6})[ \t]*(?P<text>[^#\n].*?)[ \t#]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?P<text>[^\s|#>-].*)\n(?P<line>=+|-+)[ \t]*$", re.MULTILINE)
_OWN_ID = re.compile(r"\s*\{:?[^}]*?#(?P<id>[\w-]+)[^}]*\}\s*$")
_LINK = re.compile(
    r"(?<!\\)(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\([ \t]*(?P<target><[^>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?[ \t]*\)"
)


@dataclass(frozen=True)
class Heading:
    """A heading: its level, its text, its line, the id that its address ends in, and whether a line makes it one."""

    level: int
    text: str
    line: int
    id: str
    is_underlined: bool = False


@dataclass(frozen=True)
class Link:
    """A link or an image: what it says, where it leads, and its line."""

    text: str
    target: str
    line: int
    is_image: bool


def readable(text: str) -> str:
    """A text with comments and code blanked, and a letter in place of each sign of a call."""
    return without_code(MACRO.sub(lambda call: _letters(call[0]) if call[0][1] == "{" else blank(call[0]), text))


def without_macros(text: str, written: str) -> str:
    """A text with macros blanked, sign for sign, but for one sign where a call writes."""
    return MACRO.sub(lambda call: (written if call[0].startswith("{{") else " ") + blank(call[0][1:]), text)


def without_code(text: str) -> str:
    """A text with comments and code blanked."""
    for pattern in _UNREAD:
        text = pattern.sub(lambda found: blank(found[0]), text)
    return text


def _letters(call: str) -> str:
    return re.sub(r"[^\n]", _WRITTEN, call)


def blank(text: str) -> str:
    """Spaces in place of every sign but the ends of lines."""
    return re.sub(r"[^\n]", " ", text)


def line_at(text: str, start: int) -> int:
    """The line of a place in a text, counted from 1."""
    return text.count("\n", 0, start) + 1


def headings_in(plain: str) -> list[Heading]:
    """The headings of a readable text, in order."""
    found = [(each.start(), len(each["level"]), each["text"], False) for each in _HEADING.finditer(plain)]
    found += [
        (each.start(), 1 if each["line"][0] == "=" else 2, each["text"], True) for each in _UNDERLINED.finditer(plain)
    ]
    return [
        Heading(level, text, line_at(plain, start), _id_of(text), is_underlined)
        for start, level, text, is_underlined in sorted(found)
    ]


def links_in(plain: str) -> list[Link]:
    """The links and images of a readable text, in order; an image in the text of a link comes after it."""
    found: list[Link] = []
    for each in _LINK.finditer(plain):
        line = line_at(plain, each.start())
        found.append(Link(each["text"], each["target"].strip("<>"), line, bool(each["image"])))
        inside = [inner for inner in _LINK.finditer(each["text"]) if inner["image"]]
        found += [Link(inner["text"], inner["target"].strip("<>"), line, is_image=True) for inner in inside]
    return found


def _id_of(text: str) -> str:
    """The id that a heading gets from its own words, or the one that is written behind it."""
    own = _OWN_ID.search(text)
    words = _LINK.sub(lambda link: link["text"], _OWN_ID.sub("", text))
    return own["id"] if own else str(slugify(re.sub(r"[*`]", "", words), "-"))
