"""Controlled rounding: every number to a multiple of a base beside it, so that all sums still hold.

Method: L. H. Cox and L. R. Ernst, "Controlled rounding", INFOR 20 (1982). What is a multiple already stays, and a
number moves by less than the base; where sums along three dimensions cannot all hold so, one step further is allowed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import highspy
import numpy as np

from assess.protect.solver import Row, model_of
from assess.protect.statements import Statement

_STEPS = ((0, 1), (-1, 2))  # from the multiple below: either multiple beside a number, then one further


class UnroundableError(Exception):
    """No multiples add up."""


def rounded_cells(numbers: Mapping[str, int], sums: Sequence[Statement], base: int) -> tuple[dict[str, int], int]:
    """Each number as it is shown, with the furthest that one can be from what it was; raises UnroundableError."""
    cells = [*numbers]
    for lowest, highest in _STEPS:
        found = _solved(cells, numbers, sums, base, (lowest, highest))
        if found is not None:
            return dict(zip(cells, found, strict=True)), base * (1 - lowest) - 1 if lowest == 0 else base * highest - 1
    raise UnroundableError


def rounding_statements(shown: Mapping[str, int], base: int, furthest: int) -> list[Statement]:
    """What a reader knows of rounded numbers: how far each can be from what it was."""
    says = f"the number, rounded to a multiple of {base}"
    return [
        Statement(says, ((cell, 1),), max(0, number - furthest), number + furthest) for cell, number in shown.items()
    ]


def _solved(
    cells: Sequence[str], numbers: Mapping[str, int], sums: Sequence[Statement], base: int, steps: tuple[int, int]
) -> list[int] | None:
    """Multiples that add up and are nearest to the numbers in all, if there are any."""
    lowest, highest = steps
    places = {cell: at for at, cell in enumerate(cells)}
    # In steps of the base: what is shown is the multiple below, plus `lowest`, plus an unknown of 0 to the rest.
    below = {
        cell: number // base + (lowest if number % base and number >= -lowest * base else 0)
        for cell, number in numbers.items()
    }
    most = [float(highest - lowest) if numbers[cell] % base else 0.0 for cell in cells]
    rows = []
    for each in sums:
        known = sum(weight * below[cell] for cell, weight in each.terms)
        rows.append(Row([(places[cell], weight) for cell, weight in each.terms], -known, -known))
    costs = [_cost(numbers[cell], base, below[cell]) for cell in cells]
    model = model_of(rows, costs, most, whole=True)
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found = np.rint(np.asarray(model.getSolution().col_value))
    return [base * (below[cell] + int(step)) for cell, step in zip(cells, found, strict=True)]


def _cost(number: int, base: int, below: int) -> float:
    """How much further from a number one step up is than none."""
    return float(abs(base * (below + 1) - number) - abs(base * below - number))
