"""How far down each sheet of a PDF is filled: with words, as even the lowest bar of a chart has one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf

HEAD, FOOT = 62.4, 56.7  # points: the margins of the print template, 22 and 20 mm
_HEADS = "/Heads"  # what a volume draws at the head and foot of each sheet


def blank_at_the_foot(path: Path) -> list[float]:
    """The share of the room between its margins that is blank at the foot of each sheet, from none to 1."""
    with pikepdf.open(path) as pdf:
        return [_blank(page) for page in pdf.pages]


def _blank(page: pikepdf.Page) -> float:
    foot, head = FOOT, float(page.mediabox[3]) - HEAD
    words = [y for y in _heights(page.obj, page, pikepdf.Matrix()) if foot <= y <= head]
    return (min(words, default=head) - foot) / (head - foot)


def _heights(owner: pikepdf.Object, drawing: pikepdf.Page | pikepdf.Object, at: pikepdf.Matrix) -> Iterator[float]:
    """The height on the sheet of each word that a drawing shows."""
    held: list[pikepdf.Matrix] = []
    text = pikepdf.Matrix()
    for said in pikepdf.parse_content_stream(drawing):
        operator = str(said.operator)
        if operator == "q":
            held.append(at)
        elif operator == "Q":
            at = held.pop()
        elif operator == "cm":
            at = pikepdf.Matrix(*map(float, said.operands)) @ at
        elif operator == "Tm":
            text = pikepdf.Matrix(*map(float, said.operands))
        elif operator in ("Tj", "TJ"):
            yield at.transform((text.e, text.f))[1]
        elif operator == "Do" and str(said.operands[0]) != _HEADS:
            form = owner.Resources.XObject[str(said.operands[0])]
            if form.Subtype == "/Form":
                yield from _heights(
                    form, form, pikepdf.Matrix(*map(float, form.get("/Matrix", (1, 0, 0, 1, 0, 0)))) @ at
                )
