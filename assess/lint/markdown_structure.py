"""Faults in the structure of Markdown: headings, tables, images and codes, each at its line."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from macros.language.markdown_text import headings_in, line_at, links_in
from macros.language.template import Fault
from redaction.data.shorthand import MEANINGS, listed
from redaction.diagnostics.errors import LookupFailedError, quoted

_CODE = re.compile(r"(?<![!\]\w\\])\[(?P<code>(?!sic\])[A-Za-z]{1,3})\](?![(\[:])")
_DASHES = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
# What a program made of dashes, or was typed in their place.
_MEANT = re.compile(r"[ ]{0,3}\|[ \t]*[-\u2010-\u2015\u2212_=~:.+]+[-\u2010-\u2015\u2212_=~:.+| \t]*")
_OWN_ADDRESS = re.compile(r"\{:[^}\n]*#(?P<id>[\w-]+)[^}\n]*\}")
_FIGURE = re.compile(r"fig-\d")
_TITLE_LEVEL = 1  # the title of a page is its first heading


def layout_faults(plain: str, *, is_open: bool = True) -> Iterator[Fault]:
    """Broken tables, images without a text and unknown codes of a readable text, quoted where everybody may see it."""
    yield from _table_faults(plain)
    yield from _image_faults(plain)
    yield from _code_faults(plain, is_open=is_open)


def heading_faults(plain: str) -> Iterator[Fault]:
    """Headings of a readable text that skip a level, or are a second title; the first may take the title's place."""
    above = _TITLE_LEVEL
    headings = [heading for heading in headings_in(plain) if not heading.is_underlined]  # told as a line of dashes
    for place, heading in enumerate(headings):
        if heading.level == _TITLE_LEVEL and place:
            found = f'the heading "{heading.text}" at the level of the title'
            yield Fault(heading.line, LookupFailedError("heading-level", found, f"## {heading.text}"))
        elif heading.level > above + 1:
            found = f'the heading "{heading.text}" {heading.level - above} levels below the one above it'
            expected = f"{'#' * (above + 1)} {heading.text}"
            advice = "A skipped level looks like a missing part"
            yield Fault(heading.line, LookupFailedError("heading-level", found, expected, advice))
        above = heading.level
    told: dict[str, int] = {}
    for heading in headings:
        if heading.id in told:
            found = f'the heading "{heading.text}" again'
            expected = "words that tell it from the other, or an address of its own: {: #words }"
            yield Fault(heading.line, LookupFailedError("heading-twice", found, expected))
        told.setdefault(heading.id, heading.line)
    yield from _address_faults(plain, told, {heading.line for heading in headings})


def _address_faults(plain: str, told: dict[str, int], headings: Container[int]) -> Iterator[Fault]:
    """Addresses that are written behind words and that something else on the page has, or gets from the program."""
    for each in _OWN_ADDRESS.finditer(plain):
        line, name = line_at(plain, each.start()), each["id"]
        is_of_figures = bool(_FIGURE.match(name))
        if is_of_figures or (line not in headings and told.setdefault(name, line) != line):
            found = f"the address #{name}, which {'figures have' if is_of_figures else 'something else has'}"
            yield Fault(line, LookupFailedError("heading-twice", found, "an address of its own: {: #words }"))


def _table_faults(plain: str) -> Iterator[Fault]:
    for first, lines in _blocks(plain):
        if len(lines) > 1 and "|" in lines[0] and _is_dashes(lines[1]):
            yield from _row_faults(first, lines)
            continue
        begins = next((index for index, line in enumerate(lines) if line.lstrip().startswith("|")), None)
        if begins is None:
            continue
        dashes = next((index for index, line in enumerate(lines) if _is_dashes(line) and index > begins), None)
        meant = next(
            (at for at, line in enumerate(lines[begins + 1 :], start=begins + 1) if _MEANT.fullmatch(line)), None
        )
        if meant == begins + 1 and dashes is None:
            found, expected = "a line of other signs than - and |", _dashes_for(lines[begins])
            begins = meant
        elif begins and dashes == begins + 1:
            found, expected = "a table right below other text", "an empty line above it"
        else:
            found, expected = "a table without its line of dashes", f"{_dashes_for(lines[begins])} below its heading"
        yield Fault(first + begins, LookupFailedError("table-shape", found, expected))


def _row_faults(first: int, lines: list[str]) -> Iterator[Fault]:
    """What is wrong with a table that begins at a line: a row or its dashes with other cells than the heading has."""
    wanted = _cells(lines[0])
    if not lines[0].strip(" \t|"):
        expected = "words in each cell of its first row, which screen readers say with every cell below"
        yield Fault(first, LookupFailedError("table-shape", "a table whose heading has no words", expected))
    for index, line in enumerate(lines[1:], start=1):
        cells = _cells(line)
        if index > 1 and _is_dashes(line):
            found, expected = "a second line of dashes in a table", "an empty line between two tables"
            yield Fault(first + index - 1, LookupFailedError("table-shape", found, expected))
            return
        if cells != wanted:
            what = "a line of dashes" if index == 1 else "a row of a table"
            found = f"{what} with {cells} cell{'s' * (cells != 1)}"
            advice = "A | inside a cell is written \\|" if cells > wanted else "An empty cell is written | |"
            yield Fault(first + index, LookupFailedError("table-shape", found, f"{wanted}, as in its heading", advice))


def _image_faults(plain: str) -> Iterator[Fault]:
    expected = "what it shows, in words: ![A map of the wards](map.png)"
    error = LookupFailedError("image-without-text", "an image without a text for those who cannot see it", expected)
    for link in links_in(plain):
        if link.is_image and not link.text.strip():
            yield Fault(link.line, error)


def _code_faults(plain: str, *, is_open: bool) -> Iterator[Fault]:
    for each in _CODE.finditer(plain):
        known = f"[{each['code'].lower()}]"
        if each[0] not in MEANINGS:
            expected = f'"{known}"' if known in MEANINGS else listed(MEANINGS)
            yield Fault(
                line_at(plain, each.start()),
                LookupFailedError("shorthand-code", f"unknown code {quoted(each[0], is_open=is_open)}", expected),
            )


def _blocks(plain: str) -> Iterator[tuple[int, list[str]]]:
    """The lines between empty ones, with the number of the first."""
    block: list[str] = []
    lines = [*plain.split("\n"), ""]
    for number, line in enumerate(lines, start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _is_dashes(line: str) -> bool:
    return "|" in line and bool(_DASHES.fullmatch(line))


def _dashes_for(heading: str) -> str:
    return "|" + "---|" * _cells(heading)


def _cells(line: str) -> int:
    """How many cells a row of a table has; the signs at its ends may be left out."""
    inside = line.strip().removeprefix("|")
    inside = inside[:-1] if inside.endswith("|") and not inside.endswith("\\|") else inside
    return len(re.findall(r"(?<!\\)\|", inside)) + 1
