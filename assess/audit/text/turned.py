"""What shows digits the other way round than they are written: overrides of direction, and rows set from the right."""

from __future__ import annotations

import re

from assess.audit.text.decoding import css_read

_OVERRIDES = ("bidi-override", "isolate-override")  # CSS Writing Modes, 2.2
_SIGNS = (*_OVERRIDES, "row-reverse", "<bdo", "\u202e", "&#x202e", "&#8238")
_LITERAL = re.compile(r"\\([g-z-])")  # an escape that is no code; those that are one, css_read undoes
# What may set elements from the right, or in an order of its own; a border is none.
_SET = re.compile(r"float\s*:\s*(?:right|inline-end)|rtl\b|order(?<![\w-]order)\s*:\s*[-+]?\d")
_NUMBER = re.compile(r"\d[\d.,]*\d")


def overrides(style: str) -> bool:
    """Whether a style sheet sets letters the other way round whatever they are."""
    plain = _undone(style.lower())
    return any(name in plain for name in _OVERRIDES)


def turns(source: str) -> bool:
    """Whether the source of a document has something that may show its digits the other way round.

    Not every `float` does; whoever asks reads the document in both ways.
    """
    plain = source.lower()
    return _tells(plain) or ("\\" in plain and _tells(_undone(plain)))


def _tells(plain: str) -> bool:
    return any(sign in plain for sign in _SIGNS) or _SET.search(plain) is not None


def _undone(plain: str) -> str:
    """A style with its escapes undone, and with them what a page writes as entities."""
    return css_read(_LITERAL.sub(r"\1", plain)).lower()


def turned(text: str) -> str:
    """A text with each of its numbers read from the right."""
    return _NUMBER.sub(lambda number: number[0][::-1], text)
