"""Telephone numbers as links that call them."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

# As the numbering plan of the UK has them: the short codes of public services, and 0 with six to ten more digits.
_NUMBER = re.compile(r"(?<![\w.,/-])(?:999|101|105|111|112|119|116 ?\d{3}|0(?: ?\d){6,10})(?![\w/]|[.,-]\d)")


def with_calls(text: str) -> Markup:
    """A text as HTML, in which each telephone number of the UK can be called."""
    parts, end = [], 0
    for found in _NUMBER.finditer(text):
        dialled = found[0].replace(" ", "")
        parts += [escape(text[end : found.start()]), Markup('<a href="tel:{}">{}</a>').format(dialled, found[0])]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])
