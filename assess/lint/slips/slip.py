"""A slip: something typed that would not come out as it was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

# The beginning of an address, as an author types one.
ADDRESS = (
    r"(?:https?://|mailto:|www\.|\.{0,2}/|#)[^\s()\[\]]*|[\w./-]+\.(?:md|pdf|html?|xlsx|csv|png|jpe?g|docx)(?:#[\w-]+)?"
)
_LOST, _REFUSED, _HTML = "markdown-lost", "markdown-refused", "html-refused"
_NEAR_IN_HTML = 4  # blocks: what is inside an element, and its end, lie between it and the next


@dataclass(frozen=True)
class Slip:
    """The line of a slip, its rule, what was found and what to write in its place; it quotes nothing of the text.

    `last` is the last line that it spoils.
    """

    line: int
    rule: str
    found: str
    expected: str
    advice: str = ""
    last: int = 0


@dataclass(frozen=True)
class Block:
    """Lines between empty ones, each blanked of code and macros, with the number of the first."""

    first: int
    lines: tuple[str, ...]

    def numbered(self) -> Iterator[tuple[int, str]]:
        """The lines with their numbers."""
        return enumerate(self.lines, start=self.first)


class Signs:
    """What is told of a text by patterns, each of which is looked for only where a text has some letters.

    The first of each are the letters, small, one of which a text must have; an empty one is in every text.
    """

    def __init__(self, signs: Iterable[tuple[Sequence[str], str, Callable[[int], Slip]]]) -> None:
        self._signs = [(held, re.compile(pattern, re.MULTILINE), slip) for held, pattern, slip in signs]
        self._any = re.compile("|".join({re.escape(each) for held, _, _ in self._signs for each in held}))

    def in_text(self, plain: str) -> Iterator[tuple[re.Match[str], Callable[[int], Slip]]]:
        """Every place of a text where one of the patterns fits, and what is told there of a line."""
        small = plain.lower()
        for held, pattern, slip in self._signs if self._any.search(small) else ():
            if any(each in small for each in held):
                for found in pattern.finditer(plain):
                    yield found, slip


def lost(line: int, found: str, expected: str, advice: str = "", rule: str = _LOST) -> Slip:
    """Markdown, or part of a macro, that would be shown as it was typed."""
    return Slip(line, rule, found, expected, advice)


def refused(line: int, found: str, expected: str, advice: str = "") -> Slip:
    """Markdown of another dialect."""
    return Slip(line, _REFUSED, found, expected, advice)


def blocks_of(plain: str) -> list[Block]:
    """The blocks of a text, in order."""
    found: list[Block] = []
    lines: list[str] = []
    for number, line in enumerate([*plain.split("\n"), ""], start=1):
        if line.strip():
            lines.append(line)
        elif lines:
            found.append(Block(number - len(lines), tuple(lines)))
            lines = []
    return found


def once(slips: Iterable[Slip], blocks: Sequence[Block]) -> list[Slip]:
    """Slips in order, those of one kind in the same or the next block told once: they were pasted together.

    Each spoils the lines to the end of its block, and of those that are told with it.
    """
    told: list[Slip] = []
    place: dict[tuple[str, str], tuple[int, int]] = {}
    for slip in sorted(slips, key=lambda each: each.line):
        at = sum(block.first <= slip.line for block in blocks)
        ends = blocks[at - 1].first + len(blocks[at - 1].lines) - 1 if at else slip.last  # a comment is in no block
        last = max(slip.last, ends)
        is_html = slip.rule == _HTML
        kind = (slip.rule, "" if is_html else re.sub(r"\d+", "", slip.found))
        before, index = place.get(kind, (-9, 0))
        if at - before > (_NEAR_IN_HTML if is_html else 1):
            index = len(told)
            told.append(slip)
        told[index] = replace(told[index], last=max(told[index].last, last))
        place[kind] = (at, index)
    return told
