"""Bound numbers: a number on a page that carries the cells it came from."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from macros.markup import inline
from macros.numerals import plain
from redaction.arithmetic import Quantity


def bound(quantity: Quantity, text: str) -> Markup:
    """A quantity as `<data>`: its value for machines, its cells, how it was computed, and its text."""
    value = quantity.code if quantity.value is None else plain(quantity.value, quantity.decimals)
    return _data(value, quantity.cells, quantity.by, text)


def bound_name(name: str, value: str, cells: Sequence[str], by: str) -> Markup:
    """A name that data chose (the highest ward, say), with the cells it was chosen from."""
    return _data(value, cells, by, inline(name))


def _data(value: str, cells: Sequence[str], by: str, text: str) -> Markup:
    attributes = Markup('value="{}" data-cell="{}"').format(value, " ".join(cells))
    if by:
        attributes += Markup(' data-by="{}"').format(by)
    return Markup("<data {}>{}</data>").format(attributes, text)
