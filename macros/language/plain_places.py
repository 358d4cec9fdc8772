"""Places where Markdown takes no markup: code, the text of a picture, the title of a link, attributes.

What a macro writes there is shown without its markup: a number is the number alone.
"""

from __future__ import annotations

import re

from macros.language.markdown_text import CODE, MACRO

_BEGIN, _END = "\x02", "\x03"
_MARKED = re.compile(f"{_BEGIN}(.*?){_END}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WRITTEN = "\x01"  # stands in place of each sign of a macro
PLACES = (
    *CODE,
    re.compile(r"!\[[^\]]*\](?=\()"),  # the text of a picture
    re.compile(r"\]\([^()\s]*\s+(?:\"[^\"\n]*\"|'[^'\n]*')\s*\)"),  # the title of a link
    re.compile(r"\{:[^{}\n]*\}"),
    re.compile(r"<[a-zA-Z][^<>]*>"),
)


def spans_of(text: str) -> list[tuple[int, int]]:
    """Where those places are in a text with macros, each from its first sign to behind its last."""
    same = MACRO.sub(lambda call: re.sub(r"[^\n]", _WRITTEN, call[0]), text)
    return [found.span() for place in PLACES for found in place.finditer(same)]


def marked(text: str) -> str:
    """A text with a mark around each macro that stands in such a place."""
    spans = spans_of(text) if "{{" in text else []

    def with_marks(call: re.Match[str]) -> str:
        within = call[0].startswith("{{") and any(start <= call.start() < end for start, end in spans)
        return f"{_BEGIN}{call[0]}{_END}" if within else call[0]

    return MACRO.sub(with_marks, text) if spans else text


def without_markup(text: str) -> str:
    """The same text with its macros filled in: between marks without markup, and without the marks."""
    return _MARKED.sub(lambda written: _TAG.sub("", written[1]), text)
