"""Blocks of Markdown that this site has, and those of other dialects: note boxes, fences, quotes, tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assess.lint.slips.slip import Block, Slip, lost, refused

BOXES = ("note", "warning")
_BOX = re.compile(r"(?P<sign>!{2,4}|\?{2,4}\+?)(?P<space>\s*)(?P<kind>[\w-]*)(?P<rest>.*)")
_BOX_SHAPE = "!!! note, or !!! warning, and its text below it, set in by four spaces"
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})\s*\{?\.?(?P<name>[\w+-]*)")
_FORMULAS = ("latex", "math")
_DRAWN = ("dot", "graphviz", "mermaid", "plantuml", *_FORMULAS)
_TASK = re.compile(r"\s*(?:[-*+]|\d+\.)\s+\[[ xX]?\](?:\s|$)")


def dialect_slips(text: str, blocks: Sequence[Block]) -> Iterator[Slip]:
    """Every block of some text that is not of this dialect; the text itself is read for its fences."""
    yield from _fence_slips(text)
    lines = text.split("\n")
    previous: Block | None = None
    for block, after in zip(blocks, [*blocks[1:], None], strict=False):
        yield from _box_slips(block, after)
        yield from _other_dialects(block)
        yield from _heading_slips(block)
        if lines[block.first - 1].startswith(("    ", "\t")):
            yield from _code_by_spaces(block, previous)
        if previous and previous.lines[0].lstrip().startswith("|") and re.match(r" {0,3}: *\S", block.lines[0]):
            yield lost(block.first, "the title of a table as other programs write it", "its words as a paragraph above")
        previous = block


def _fence_slips(text: str) -> Iterator[Slip]:
    """Fences that are not closed, or hold what would be drawn elsewhere."""
    opened: tuple[int, str, str] | None = None
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        found = _FENCE.match(line)
        if opened is not None:
            if found and found["fence"].startswith(opened[1]) and not found["name"]:
                yield from _drawn_elsewhere(*opened, number)
                opened = None
        elif found:
            opened = (number, found["fence"], found["name"])
        elif re.match(r"\s*(?:'{3,}|\"{3,}|´{3,}|‘{3,}|’{3,})\s*\w*\s*$", line):  # noqa: RUF001  # pasted ticks
            yield lost(number, "a fence of other signs than ticks", "``` alone above and below the code")
    if opened is not None:
        yield replace(
            lost(opened[0], "a fence of code that is not closed", "``` alone below the code"), last=len(lines)
        )


def _drawn_elsewhere(first: int, _: str, name: str, last: int) -> Iterator[Slip]:
    """A fence whose text another program would draw."""
    if name in _DRAWN:
        what = "a formula" if name in _FORMULAS else f"a drawing by {name}"
        yield replace(refused(first, what, "a figure from data, or a picture with its text"), last=last)


def _box_slips(block: Block, after: Block | None) -> Iterator[Slip]:
    """Note boxes of a kind that the site does not have, or without their text, which may stand in the block after."""
    for number, line in block.numbered():
        found = _BOX.match(line.lstrip()) if line.lstrip()[:2] in ("!!", "??") else None
        if not found:
            continue
        at = number - block.first
        below = block.lines[at + 1] if at + 1 < len(block.lines) else ""
        text = below or (after.lines[0] if after else "")
        if len(found["sign"].rstrip("+")) != 3 or not found["space"] or not found["kind"]:
            yield lost(number, "the sign of a note box, written another way", _BOX_SHAPE)
        elif found["kind"] not in BOXES:
            yield refused(number, "a note box of another kind", _BOX_SHAPE)
        elif found["rest"].strip() and not re.fullmatch(r'\s+"[^"]+"\s*', found["rest"]):
            yield lost(number, "a note box with text on its own line", f'{_BOX_SHAPE}; a title of its own as "Title"')
        elif below and not below.startswith(("    ", "\t")):
            yield lost(number + 1, "the text of a note box that is not set in", "four spaces before each of its lines")
        elif not text.startswith(("    ", "\t")):
            yield lost(number, "a note box without its text", _BOX_SHAPE)
        elif at and not block.lines[at - 1].startswith(" "):
            yield lost(number, "a note box right below other text", "an empty line above it")


def _other_dialects(block: Block) -> Iterator[Slip]:
    first = block.lines[0].strip()
    if re.match(r">\s*\[!\w+\]", first):
        yield refused(block.first, "a note box as GitHub writes it", _BOX_SHAPE)
    if re.match(r":{3,}", first):
        yield refused(block.first, "a box between colons", _BOX_SHAPE)
    for number, line in block.numbered():
        if _TASK.match(line):
            yield refused(number, "a list of tasks with boxes to tick", "a plain list: - item")
            break
    tabbed = [number for number, line in block.numbered() if "\t" in line.strip() and not line.lstrip().startswith("|")]
    if len(tabbed) > 1:
        yield lost(tabbed[0], "a table with tabs between its cells", "| between the cells, and a line of dashes")


def _heading_slips(block: Block) -> Iterator[Slip]:
    """Text that a line of dashes turns into a heading, and a bold line in place of one."""
    for number, line in list(block.numbered())[1:]:
        above = block.lines[number - block.first - 1]
        if re.fullmatch(r"(?:-{3,}|={3,})[ \t]*", line) and "|" not in above and not above.startswith((" ", "#")):
            yield lost(
                number, "a line of dashes right below text, which makes a heading of it", "an empty line above it"
            )
    if len(block.lines) == 1 and re.fullmatch(r"(?:\*\*|__)[^*_:]+[^*_:.!?](?:\*\*|__)\s*", block.lines[0]):
        yield lost(block.first, "a bold line in place of a heading", "## before its words, and no **")


def _code_by_spaces(block: Block, previous: Block | None) -> Iterator[Slip]:
    """A paragraph that is set in by four spaces and belongs to nothing above it, so that it is shown as code."""
    above = previous.lines if previous else ()
    belongs = (r"\s*(?:[-*+]|\d{1,3}\.) ", r"[!?]{3}", r"\[\^", r":\s", r"    |\t")
    if not any(re.match(pattern, line) for line in above for pattern in belongs):
        found = "a paragraph set in by spaces, which is shown as code"
        yield lost(block.first, found, "no spaces before it, or ``` above and below code")
