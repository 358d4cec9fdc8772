"""Tables that no table element makes: rows of elements, each with its cells, and flat lists of cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from assess.audit.text.decoding import as_read

Element = Any  # lxml has no types of its own

FEWEST = 3
_FLAT = 12
_MOST_CELLS = 60
_LONGEST = 60  # letters of a cell: what is longer is prose
_WIDEST = 16  # columns that a flat list of cells may have
_NAMED = ("name", "key", "field", "column", "col", "id", "data-col", "data-column", "data-label", "headers", "Index")
_NOT = frozenset(("svg", "head", "nav", "script", "style", "select"))


def columns_of(parent: Element) -> Iterator[list[str]]:
    """The columns of rows that stand under an element, cells of one name or of one place together."""
    rows = [child for child in parent if isinstance(child.tag, str) and 1 < len(child) <= _MOST_CELLS]
    if len(rows) < FEWEST or _local(parent) in _NOT:
        return
    tags = Counter(row.tag for row in rows)
    kind, count = tags.most_common(1)[0]
    if count < FEWEST:
        return
    columns: dict[str, list[str]] = {}
    for row in rows:
        if row.tag != kind:
            continue
        seen: Counter[str] = Counter()
        for cell in row:
            if not isinstance(cell.tag, str):
                continue
            name = next((f"{mark}={cell.get(mark)}" for mark in _NAMED if cell.get(mark)), "")
            key = f"{cell.tag} {name}"
            seen[key] += 1
            text = _text(cell)
            if text is not None:
                columns.setdefault(f"{key} {seen[key]}", []).append(text)
    yield from (cells for cells in columns.values() if sum(map(_has_digit, cells)) >= FEWEST)


def flat_cells(parent: Element) -> list[str]:
    """The texts of many short elements beside each other, which a style may lay out as a table; else nothing."""
    if len(parent) < _FLAT or _local(parent) in _NOT:
        return []
    cells = [_text(child) for child in parent if isinstance(child.tag, str) and not len(child)]
    texts = [cell for cell in cells if cell]
    return texts if len(texts) >= _FLAT and 3 * sum(map(_has_digit, texts)) >= len(texts) else []


def strides_of(cells: Sequence[str]) -> tuple[int, ...]:
    """How many columns a flat list of cells may have."""
    return tuple(range(1, min(_WIDEST, len(cells) // FEWEST) + 1))


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(cell: Element) -> str | None:
    """What a cell says; nothing where it is prose."""
    if not len(cell):
        text = cell.text or ""
    else:
        parts = []
        for piece in cell.itertext():
            parts.append(piece)
            if len(parts) > _LONGEST:
                return None
        text = " ".join(parts)
    text = text.strip()
    return as_read(text) if len(text) <= _LONGEST else None


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)
