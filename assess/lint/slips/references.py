"""Links whose address stands nowhere: words between square brackets, with a label of nothing or without one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assess.lint.slips.slip import Slip, lost
from macros.language.markdown_text import line_at

_DEFINED = re.compile(r"^ {0,3}\[(?P<label>[^\]^\n][^\]\n]*)\]:?[ \t]*\S*(?:[/.#]|$)", re.MULTILINE)
_LABELLED = re.compile(r"(?<![!\\\w\]])\[(?P<words>[^\[\]^\n]{4,})\]\[(?P<label>[^\[\]\n]*)\](?![(:])")
_ALONE = re.compile(r"(?<![!\\\w\]])\[(?P<words>[A-Za-z][^\[\]\n:=/]{3,})\](?![\[({:\w])")
_QUOTED = re.compile(
    r"(?<![\w])(?:\"[^\"\n]*(?:\n[^\"\n]+)*\"|'.*?'(?!\w)|\u201c[^\u201d]*\u201d|\u2018.*?\u2019(?!\w))|^ {0,3}>.*$",
    re.DOTALL | re.MULTILINE,
)
_BLOCKS = re.compile(r"\n[ \t]*\n")
_EXPECTED = "[words](address), or other brackets than [ and ] where it is no link"


def reference_slips(plain: str) -> Iterator[Slip]:
    """Words between square brackets that were meant as a link: what somebody adds to a quotation may stand so."""
    if "[" not in plain:
        return
    defined = {_plain(each["label"]) for each in _DEFINED.finditer(plain)}
    for found in _LABELLED.finditer(plain) if not defined else ():  # an address apart from its link is told there
        yield lost(line_at(plain, found.start()), "a link without its address", _EXPECTED)
    first = 0
    for end in [*(each.end() for each in _BLOCKS.finditer(plain)), len(plain)]:
        block = plain[first:end]
        quoted = [each.span() for each in _QUOTED.finditer(block)] if "[" in block else []
        for found in _ALONE.finditer(block):
            is_call = not found["words"].strip("x")
            if not is_call and _plain(found["words"]) not in defined and not _lies_in(found.start(), quoted):
                yield lost(line_at(plain, first + found.start()), "a link without its address", _EXPECTED)
        first = end


def _plain(label: str) -> str:
    return " ".join(label.lower().split())


def _lies_in(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < place < end for start, end in spans)
