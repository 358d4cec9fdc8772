"""What shows digits the other way round than they are written: overrides of direction, and rows set from the right."""

from __future__ import annotations

import re

from assess.audit.text.decoding import css_read

_OVERRIDES = ("bidi-override", "isolate-override")  # CSS Writing Modes, 2.2
_ELEMENTS = ("<bdo", "\u202e", "&#x202e", "&#8238")
_ROWS = ("row-reverse",)
_ESCAPED = re.compile(r"\\[0-9a-f]{1,6}|\\[g-z-]")
_FROM_THE_RIGHT = re.compile(r"""float\s*:\s*(?:right|inline-end)|rtl\b""")
_ORDER = re.compile(r"order\s*:\s*[-+]?\d")
_NUMBER = re.compile(r"\d[\d.,]*\d")


def overrides(style: str) -> bool:
    """Whether a style sheet, its escapes undone, sets letters the other way round whatever they are."""
    plain = style.lower()
    return any(name in plain for name in _OVERRIDES)


def turns(source: str) -> bool:
    """Whether the source of a document has something that may show its digits the other way round.

    Not every `float` does; whoever asks reads the document in both ways.
    """
    plain = source.lower()
    if "\\" in plain and _ESCAPED.search(plain):
        plain = css_read(plain).lower()
    if any(sign in plain for sign in (*_ELEMENTS, *_OVERRIDES, *_ROWS)):
        return True
    return _FROM_THE_RIGHT.search(plain) is not None or _ordered(plain)


def _ordered(plain: str) -> bool:
    """Whether a style gives an element its place among others, and not a border."""
    return any(
        not (plain[found.start() - 1] in "-_" or plain[found.start() - 1].isalpha()) for found in _ORDER.finditer(plain)
    )


def turned(text: str) -> str:
    """A text with each of its numbers read from the right."""
    return _NUMBER.sub(lambda number: number[0][::-1], text)
