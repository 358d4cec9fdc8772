"""Bound numbers: a number on a page that carries the cells it came from."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from macros.html.number_format import plain
from macros.html.templating import inline
from redaction.data.arithmetic import Quantity


def bound(quantity: Quantity, text: str, formula: str = "") -> Markup:
    """A quantity as `<data>`: its value for machines, its cells, how it was computed, and its text.

    `formula` is what was asked for, as it was asked: `change(DATASET/ROW/previous, DATASET/ROW/latest)`, or the
    address of a derived cell. Left out, it is the one cell.
    """
    value = quantity.code if quantity.value is None else plain(quantity.value, quantity.decimals)
    return _data(value, quantity.cells, quantity.by, formula, text)


def bound_name(name: str, value: str, cells: Sequence[str], by: str, formula: str) -> Markup:
    """A name that data chose (the highest ward, say), with the cells it was chosen from, and that of its name."""
    return _data(value, cells, by, formula, inline(name))


def formula(by: str, *operands: object) -> str:
    """A formula as `data-formula` writes it: `share(asb/personal/count, asb/total/count)`."""
    return f"{by}({', '.join(map(str, operands))})"


def _data(value: str, cells: Sequence[str], by: str, formula: str, text: str) -> Markup:
    named = " ".join(cells)
    attributes = f'value="{escape(value)}" data-cell="{escape(named)}"'
    if by:
        attributes += f' data-by="{escape(by)}"'
    if formula and formula != named:
        attributes += f' data-formula="{escape(formula)}"'
    return Markup(f"<data {attributes}>{escape(text)}</data>")  # noqa: S704  # each value is escaped where it is put in
