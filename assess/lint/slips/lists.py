"""Lists that would come out as plain text: pasted bullets, letters, wrong spaces, no empty line above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assess.lint.slips.slip import Block, Slip, lost

ITEM = re.compile(r"(?P<indent> *)(?:[-*+]|\d{1,3}\.) +\S")
_EMPTY_LINE = "an empty line above it"
_FOUR = "four spaces before it for each level"
_BULLET = re.compile(r"\s*[•·‣⁃▪▫■□●○◦►▶▸➔→➢➤❖◆♦§✓✔☐☑☒\uf000-\uf0ff]\s*\S|\s*o[ \t\xa0]\s*\S|\s*[–—−‐‑]\s+\S")  # noqa: RUF001  # the dashes that Word puts at the start of a line
_LETTER = re.compile(r"\s*(?:\(?(?:[a-z]|[ivx]{1,4})\)|\(\d{1,2}\)|\d{1,2}\)|[a-hA-H]\.)[\s\xa0]+\S")
_ROMAN = re.compile(r"\s*(?:[ivx]{1,4}|[IVX]{1,4})\.[\s\xa0]+\S|\s*\d{1,2} \.[\s\xa0]+\S")
_PICTURED = re.compile(r"\s*[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?[\s\xa0]*\S")
_NO_BREAK = re.compile(r"\s*(?:[-*+]|\d{1,3}\.) *[\xa0\u2007\u202f]+\s*\S")
_CLOSED_UP = re.compile(r" {0,3}(?:-(?=[A-Za-z])|\+(?=[A-Za-z])|\*(?=[A-Za-z][^*]*$)|\d{1,2}\.(?=[A-Za-z]))")
_TOP = re.compile(r" {0,3}(?:(?P<number>\d+)\.|[-*+])[ \t]+\S")
_LONG = 3  # digits: more are those of a year
_NOT_TEXT = re.compile(r" {0,3}(?:#|>|\||<|\$|!!!|\?\?\?|:   |\[\^?[^\]]+\]:)|\*\[| {4}")


def list_slips(blocks: Sequence[Block]) -> Iterator[Slip]:
    """Every list of some blocks that is none, and every item that is not set in as far as it has to be."""
    yield from _number_slips(blocks)
    inside: Block | None = None
    for block in blocks:
        yield from _line_slips(block)
        yield from _straight_under(block)
        yield from _indents(block, inside)
        if ITEM.match(block.lines[0]):
            inside = inside if inside and block.lines[0].startswith(" ") else block
        elif not block.lines[0].startswith(" "):
            inside = None


def _line_slips(block: Block) -> Iterator[Slip]:
    for number, line in block.numbered():
        if _NO_BREAK.match(line):
            yield lost(
                number, "a no-break space behind the sign of a list", "a plain space there: - item", "Type it again"
            )
        elif _BULLET.match(line):
            yield lost(number, "a bullet that was pasted", "- and a space, at the start of the line: - item")
        elif _LETTER.match(line) and (number == block.first or _is_run(block, number)):
            yield lost(number, "a list by letters or in brackets", "1. and a space, at the start of the line: 1. item")
        elif _ROMAN.match(line) and _is_run(block, number):
            yield lost(number, "a list by other numbers", "1. and a space, at the start of the line: 1. item")
        elif _PICTURED.match(line) and _is_run(block, number):
            yield lost(number, "a bullet that was pasted", "- and a space, at the start of the line: - item")
        elif _CLOSED_UP.match(line) and (number == block.first or _is_run(block, number)):
            yield lost(number, "the sign of a list without a space behind it", "a space there: - item")


def _is_run(block: Block, number: int) -> bool:
    """Whether the line before or behind a line looks like another item."""
    near = block.lines[max(0, number - block.first - 1) : number - block.first + 2]
    shapes = (_LETTER, _CLOSED_UP, _ROMAN, _PICTURED)
    return sum(any(shape.match(line) for shape in shapes) for line in near) > 1


def _straight_under(block: Block) -> Iterator[Slip]:
    """The first item of a list that stands right below a paragraph."""
    if _NOT_TEXT.match(block.lines[0]) or ITEM.match(block.lines[0]):
        return
    for number, line in list(block.numbered())[1:]:
        item = ITEM.match(line)
        if item and (not line.strip()[0].isdigit() or line.strip().startswith("1.")):
            yield lost(number, "a list right below other text", _EMPTY_LINE)
            return
        if _NOT_TEXT.match(line):
            return


def _indents(block: Block, inside: Block | None) -> Iterator[Slip]:
    """Items and paragraphs of a list that are set in by a number of spaces other than four for each level."""
    first = block if ITEM.match(block.lines[0]) and not inside else inside
    if first is None:
        return
    top = len(first.lines[0]) - len(first.lines[0].lstrip(" "))
    for number, line in block.numbered():
        item = ITEM.match(line)
        indent = len(line) - len(line.lstrip(" ")) - top
        if item and indent > 0 and indent % 4:
            yield lost(number, f"an item of a list set in by {indent} spaces", _FOUR)
            return
        if block is not first and number == block.first and not item and 0 < indent < 4:
            yield lost(number, f"a paragraph of a list set in by {indent} spaces", _FOUR)


def _number_slips(blocks: Sequence[Block]) -> Iterator[Slip]:
    """Items whose number is not the one that readers would see, which counts from 1; a list may say 1 throughout."""
    shown, is_told = 0, False
    for block in blocks:
        if not _TOP.match(block.lines[0]):
            if not block.lines[0].startswith(("    ", "\t")):
                shown, is_told = 0, False
            continue
        for number, line in block.numbered():
            item = _TOP.match(line)
            if not item:
                continue
            shown += 1
            typed = item["number"]
            if typed is not None and int(typed) not in (1, shown) and not is_told:
                is_told = True
                yield _misnumbered(number, typed, shown)


def _misnumbered(line: int, typed: str, shown: int) -> Slip:
    if len(typed) > _LONG:
        expected = f"a sentence that begins with a word, or {typed}\\. with a backslash"
        return lost(line, f"{typed}. at the start of a line, which is shown as item {shown} of a list", expected)
    found = f"item {typed} of a list, which is shown as {shown}"
    if shown == 1:
        return lost(line, found, "1., or what stands between two parts of a list set in by four spaces")
    return lost(line, found, f"{shown}., or a list of its own below other text")
