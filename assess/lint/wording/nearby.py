"""What stands around a sentence: the heading it stands under, what leads to its list, and the datasets nearby."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from macros.language.template import SAYS, MacroCall
from macros.language.words import Sentence, Words
from redaction.data.dataset import Dataset
from redaction.diagnostics.errors import LookupFailedError
from redaction.expressions import Operation, Reference, parse_expectation, parse_number
from redaction.view import View

_HEADING = re.compile(r"\s*#{1,6} ")
_ITEM = re.compile(r"\s*[-*+] ")
_MOVING = re.compile(r"(?:^|(?<=/))(?:latest|previous)(?=$|[\s)])")
MOVING = frozenset(["latest", "previous"])
CHANGES = ("change", "difference")
_POINTS = ("higher ", "lower ")  # what says which way something went


def section_of(words: Words, sentence: Sentence) -> tuple[Sentence, ...]:
    """The sentences from the heading that a sentence stands under to the next one; the heading is the first."""
    every = words.sentences
    first = last = words.place_of(sentence)
    while first and not _HEADING.match(every[first].seen):
        first -= 1
    while last + 1 < len(every) and not _HEADING.match(every[last + 1].seen):
        last += 1
    return every[first : last + 1]


def leads_to(words: Words, sentence: Sentence) -> tuple[Sentence, ...]:
    """What a sentence is said under: its heading, and what leads to its list and ends in a colon."""
    section = section_of(words, sentence)
    before = section[: section.index(sentence)]
    heading = before[:1] if before and _HEADING.match(before[0].seen) else ()
    if not _ITEM.match(sentence.seen):
        return heading
    leads = [each for each in before if not _ITEM.match(each.seen)][-1:]
    return (*heading, *(each for each in leads if each.seen.rstrip().endswith(":")))


def paragraph_before(words: Words, sentence: Sentence) -> tuple[Sentence, ...]:
    """The paragraph that ends before a sentence's own, under the same heading."""
    section, own = section_of(words, sentence), words.beside(sentence)[0]
    at = section.index(own)
    return words.beside(section[at - 1]) if at > 0 and not _HEADING.match(section[at - 1].seen) else ()


def moves(call: MacroCall) -> bool:
    """Whether what a call writes is of another period when the data get one."""
    return call.name == "latest" or any(_MOVING.search(each) for each in _texts_of(call))


def moving_texts(dataset: Dataset) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a dataset whose texts name a period that moves: the line of each in its CSV, and its texts."""
    names = [column.name for column in dataset.descriptor.columns if not column.is_numeric]
    for line, row in enumerate(dataset.rows, start=2):
        if any(row.cells[name].text in MOVING for name in names):
            yield line, {name: cell.text for name, cell in row.cells.items() if cell.number is None}


def moving_names(call: MacroCall) -> tuple[str, ...]:
    """The names by which it asks for a period that moves: latest, previous."""
    return tuple(dict.fromkeys(each[0] for text in _texts_of(call) for each in _MOVING.finditer(text)))


def tells_a_change(call: MacroCall) -> bool:
    """Whether a call says which way something went: a change, or words for two columns of a row."""
    if call.name in CHANGES:
        return True
    return call.name == SAYS and any(_is_change(str(each)) for each in call.arguments[1:])


def datasets_in(calls: Iterable[MacroCall], view: View) -> Iterator[Dataset]:
    """The datasets that calls take numbers from, or show."""
    names = dict.fromkeys(name for call in calls for name in _names_in(call))
    yield from (view.datasets[name] for name in names if name in view.datasets)


def cells_in(call: MacroCall) -> tuple[Reference, ...]:
    """The cells that an expression of a call names."""
    expressions = call.arguments[1:] if call.name == SAYS else call.arguments[:1] if call.name == "amount" else ()
    parse = parse_expectation if call.name == SAYS else parse_number
    return tuple(cell for each in expressions for cell in _cells_of(str(each), parse))


def _is_change(expectation: str) -> bool:
    """Whether an expectation sets two columns of a row side by side."""
    cells = {(each.dataset, each.row, each.column) for each in _cells_of(expectation, parse_expectation)}
    return expectation.startswith(_POINTS) and len({cell[:2] for cell in cells}) < len(cells)


def _cells_of(expression: str, parse: Callable[[str], Operation]) -> tuple[Reference, ...]:
    try:
        return tuple(parse(expression).references())
    except LookupFailedError:
        return ()  # told elsewhere


def _names_in(call: MacroCall) -> Iterator[str]:
    cells = cells_in(call)
    yield from (cell.dataset for cell in cells) if cells else (str(each) for each in call.arguments[:1])
    yield from (text.split("/")[0] for text in _texts_of(call) if text.count("/") == 2)  # DATASET/ROW/COLUMN


def _texts_of(call: MacroCall) -> Iterator[str]:
    for each in (*call.arguments, *call.named.values()):
        yield from (str(part) for part in (each if isinstance(each, list) else [each]))
