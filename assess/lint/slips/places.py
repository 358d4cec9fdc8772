"""Where macros stand: figures and tables alone on their lines, numbers in text and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assess.lint.slips.slip import Slip
from macros.language.markdown_text import MACRO, line_at, without_code

_BLOCKS = ("figure", "table", "contents", "summary", "key_findings", "all_data", "withheld")
_CALL = re.compile(r"\{\{-?\s*(?P<name>\w+)\s*\(")
_ADDRESS = re.compile(r"\]\([^)\s]*\x01[^)]*\)|<(?:https?|mailto|tel):[^>\s]*\x01[^>]*>")
_HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
_OWN_ID = re.compile(r"\{:[^}]*#[\w-]+[^}]*\}\s*$")
_ALONE = "a line of its own, with an empty line above and below"


def place_slips(text: str) -> Iterator[Slip]:
    """Every macro of a text that stands where it cannot be shown."""
    plain = without_code(text)
    for found in MACRO.finditer(text):
        call = _CALL.match(found[0])
        if call and call["name"] in _BLOCKS and plain[found.start()] == " ":
            what = f"{call['name']}(...) in code"
            yield Slip(line_at(text, found.start()), "macro-place", what, _ALONE)
        elif call and call["name"] in _BLOCKS and not _stands_alone(text, found.start(), found.end()):
            what = f"{call['name']}(...) among other text"
            yield Slip(line_at(text, found.start()), "macro-place", what, _ALONE)
    marked = MACRO.sub(lambda call: "\x01" * (call[0][:2] == "{{") + re.sub(r"[^\n]", "", call[0]), plain)
    for found in _ADDRESS.finditer(marked):
        what = "a macro in the address of a link"
        yield Slip(line_at(marked, found.start()), "macro-place", what, "the number in the text beside it")
    for found in _HEADING.finditer(marked):
        if "\x01" in found[0] and not _OWN_ID.search(found[0]):
            what = "a macro in a heading, whose address would change with its number"
            yield Slip(
                line_at(marked, found.start()), "macro-place", what, "an address of its own behind it: {: #words }"
            )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the lines of a call, nor right above or below it but the tags of a block."""
    before, after = text[:start].split("\n"), text[end:].split("\n")
    if before[-1] or after[0].strip():
        return False
    above = before[-2].strip() if len(before) > 1 else ""
    below = after[1].strip() if len(after) > 1 else ""
    return all(not line or line.startswith("{%") for line in (above, below))
