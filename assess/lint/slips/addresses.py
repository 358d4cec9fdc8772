"""Where links lead: to pages, files, sites and mail, and never to something that runs or is held in the address."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from assess.lint.slips.slip import Slip, lost, refused
from macros.language.markdown_text import line_at

_SCHEMES = ("http", "https", "mailto", "tel")
_TOLD_BY_NAME = ("file", "cid")  # a place on somebody's computer, which inline slips say more of
_ADDRESS = re.compile(r"\]\(\s*(?P<inline>[^)\n]*)|^ {0,3}\[[^\]\n]+\]:\s*(?!<?data:)(?P<apart>\S[^\n]*)", re.MULTILINE)
_SCHEME = re.compile(r"<?(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]+):")  # of two letters or more: one is the name of a drive
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")  # a browser drops these from an address
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:\s*(?!<?data:)\S", re.MULTILINE)


def address_slips(plain: str) -> Iterator[Slip]:
    """Every address of a readable text that is none to open, and addresses that stand apart from their links."""
    for found in _ADDRESS.finditer(plain):
        scheme = _SCHEME.match(_UNSEEN.sub("", html.unescape(found["inline"] or found["apart"] or "")))
        if scheme and scheme["scheme"].lower() not in (*_SCHEMES, *_TOLD_BY_NAME):
            line = line_at(plain, found.end())
            yield refused(line, "a link that runs or holds something", "the address of a page or a file")
    for found in _REFERENCE.finditer(plain):
        line = line_at(plain, found.end())
        yield lost(line, "an address apart from its link", "[words](address), where the link stands")
