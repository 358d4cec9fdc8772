"""A page's Markdown as the blocks that a person edits, each with the bytes that it takes up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from jinja2 import Environment, TemplateSyntaxError

from assess.edit.change import Change, EditRefusedError, changed, check_opened
from macros.language.template import RESTRICTED, RestrictedBlock, parse_template
from macros.pages.page import PageFile, argument_of
from redaction.diagnostics.front_matter import split_front_matter

TOP = "top"  # the kind of what a page says of itself
_MARK = "\ufeff".encode()
_ENVIRONMENT = Environment()  # noqa: S701  # it only divides a text into signs
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_HEADING = re.compile(r"#{1,6}[ \t]*[^#\s]")
_ITEM = re.compile(r"[ ]{0,3}(?:[-*+]|\d+[.)])[ \t]+\S")
_CONTINUED = re.compile(r"(?:[ ]{2,}|\t)\s*\S")
_DASHES = re.compile(r"[ ]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_ALONE = re.compile(r"\{\{(?:(?!\}\}).)*\}\}", re.DOTALL)
_TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
_TAGS_ONLY = re.compile(r"\s*(?:\{%[^%]*%\}\s*)+")
_PAIRS = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"), ("<!--", "-->"))


@dataclass(frozen=True)
class Block:
    """A part of a page: its kind, its bytes from `start` to `end`, its text, and its first line in the file.

    `sources` are those of the restricted parts that it lies in or holds, one of them empty where that cannot be told.
    """

    kind: str
    start: int
    end: int
    text: str
    line: int
    sources: frozenset[str]

    @property
    def last(self) -> int:
        """Its last line in the file."""
        return self.line + self.text.count("\n")


def blocks_of(content: bytes) -> tuple[Block, ...]:
    """The blocks of a page in UTF-8, in order, without the tags that restricted parts lie between.

    What stands between the lines `---` at its top is one of them.
    """
    lines = content.split(b"\n")
    texts = [line.removesuffix(b"\r").decode() for line in lines]
    texts[0] = texts[0].removeprefix("\ufeff")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    starts[0] = len(_MARK) if content.startswith(_MARK) else 0
    matter = split_front_matter("\n".join(texts))
    first = matter.body_line - 1
    regions = _regions(matter.body)

    def block(begins: int, ends: int, kind: str, sources: frozenset[str]) -> Block:
        end = starts[ends - 1] + len(texts[ends - 1].encode())
        return Block(kind, starts[begins], end, "\n".join(texts[begins:ends]), begins + 1, sources)

    blocks = [block(1, 2 + matter.yaml.count("\n"), TOP, frozenset())] if matter.yaml else []
    for begins, ends in _spans(texts[first:]):
        sources = frozenset(source for opens, closes, source in regions if opens < ends and closes >= begins)
        blocks.append(block(first + begins, first + ends, _kind(texts[first + begins : first + ends]), sources))
    return tuple(blocks)


def with_block(name: str, content: bytes, digest: str, block: tuple[int, int], text: str) -> bytes:
    """A page with another text in place of the block that takes up some bytes of it as it was opened.

    Raises EditRefusedError where the page has changed since, where there is no such block, and where the text would
    move the beginning or the end of a restricted part, or say that the page is for other readers.
    """
    check_opened(name, content, digest)
    found = next((each for each in blocks_of(content) if (each.start, each.end) == block), None)
    if found is None:
        raise EditRefusedError(f"{name} has no such part. Open the page again")
    new = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if _TAG.findall(new) != _TAG.findall(found.text) or "{%" in _TAG.sub("", new):
        raise EditRefusedError(
            "A restricted part begins and ends with {% call %} and {% endcall %}, which are edited in the file itself: "
            f"{name}, line {found.line}"
        )
    ending = b"\r\n" if b"\r\n" in content else b"\n"
    after = changed(content, [Change(found.start, found.end, new.encode().replace(b"\n", ending))])
    if found.kind == TOP:
        _check_top(name, content, after, new)
    return after


def _check_top(name: str, before: bytes, after: bytes, top: str) -> None:
    """Refuse a top of a page that would end elsewhere, or say that the page is for other readers."""
    old, new = (PageFile(name, each.decode("utf-8-sig").replace("\r\n", "\n")) for each in (before, after))
    if new.matter.yaml != top:
        raise EditRefusedError(f"The top of {name} ends at the second line ---, which is edited in the file itself")
    reaches = [(page.reach.audience, page.reach.is_draft) for page in (old, new)]
    if not new.front_matter_faults and reaches[0] != reaches[1]:
        raise EditRefusedError(f"Whom a page is for, and whether it is a draft, is edited in the file itself: {name}")


def _kind(lines: Sequence[str]) -> str:
    """What a block is, in the word that a reader is shown."""
    if _FENCE.match(lines[0]):
        return "code"
    if _HEADING.match(lines[0]):
        return "heading"
    if _ALONE.fullmatch("\n".join(lines).strip()):
        return "call"
    if len(lines) > 1 and "|" in lines[0] and _DASHES.fullmatch(lines[1]):
        return "table"
    return "list" if _ITEM.match(lines[0]) else "paragraph"


def _spans(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first line of each block, and the line after its last."""
    at = 0
    while at < len(lines):
        if not lines[at].strip() or _TAGS_ONLY.fullmatch(lines[at]):
            at += 1
            continue
        ends = _end(lines, at)
        yield at, ends
        at = ends


def _end(lines: Sequence[str], begins: int) -> int:
    """The line after the last one of the block that begins at a line."""
    if _HEADING.match(lines[begins]) and not _is_open("", lines[begins]):
        return begins + 1
    is_list, open_until, at = bool(_ITEM.match(lines[begins])), "", begins
    while at < len(lines):
        open_until = _is_open(open_until, lines[at])
        at += 1
        if open_until:
            continue
        following = next((index for index in range(at, len(lines)) if lines[index].strip()), len(lines))
        if following == len(lines) or _TAGS_ONLY.fullmatch(lines[following]):
            return at
        if following == at:
            if _HEADING.match(lines[at]):
                return at
        elif not _CONTINUED.match(lines[following]) and not (is_list and _ITEM.match(lines[following])):
            return at
        else:
            at = following
    return len(lines) if open_until else at


def _is_open(until: str, line: str) -> str:
    """What ends the code, comment or call that is open after a line, by what is open before it; nothing for none."""
    fence = _FENCE.match(line)
    if until[:1] in ("`", "~"):
        return "" if fence and fence[1].startswith(until) and line.strip() == fence[1] else until
    if fence and not until:
        return fence[1]
    at = 0
    while True:
        if until:
            found = line.find(until, at)
            if found < 0:
                return until
            at, until = found + len(until), ""
        opened = min(((line.find(begin, at), end) for begin, end in _PAIRS if begin in line[at:]), default=None)
        if opened is None:
            return ""
        at, until = opened[0] + 2, opened[1]


@cache
def _regions(body: str) -> tuple[tuple[int, int, str], ...]:
    """Restricted parts of a body: the lines from 0 that each begins and ends in, and its source."""
    regions: list[tuple[int, int, str]] = []
    opened: list[tuple[int, str]] = []
    last = body.count("\n")
    try:
        tag: list[tuple[int, str, str]] = []
        for token in _ENVIRONMENT.lex(body):
            tag = [token] if token[1] in ("block_begin", "raw_begin") else [*tag, token] if tag else []
            if token[1] == "raw_begin":
                return ((0, last, ""),)
            if token[1] == "block_end":
                words = [value for _, kind, value in tag if kind == "name"]
                if words[:1] == ["call"]:
                    opened.append((tag[0][0] - 1, _source("".join(value for _, _, value in tag))))
                elif words[:1] == ["endcall"] and opened:
                    begins, source = opened.pop()
                    regions.append((begins, token[0] - 1, source))
                tag = []
    except TemplateSyntaxError:
        return ((0, last, ""),) if "{%" in body else ()
    return (*regions, *((begins, last, source) for begins, source in opened))


def _source(tag: str) -> str:
    """The source of a restricted part by the tag that it begins with; empty where it cannot be told."""
    found = next(iter(parse_template(f"{tag}{{% endcall %}}", (RESTRICTED,)).parts), None)
    return (argument_of(found.call, "source") or "") if isinstance(found, RestrictedBlock) else ""
