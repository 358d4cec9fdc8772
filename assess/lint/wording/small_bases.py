"""Percentages of few: which of them say more than their counts can bear.

On fewer than 50, one incident more or less moves a percentage by over two points. Where the line lies is a rule of
this project (decisions/0024).
"""

from __future__ import annotations

from macros.language.template import MacroCall
from redaction.data.arithmetic import Quantity
from redaction.diagnostics.errors import LookupFailedError
from redaction.expressions import parse_number, quantity_of
from redaction.view import View

SMALL = 50
_BASES = {"change": "from", "share": "whole"}
_BASE_OF = {"change": 0, "share": 1}  # which operand of an operation is its base


def small_base(call: MacroCall, view: View) -> bool:
    """Whether a call gives a percentage of a small count."""
    try:
        base = _base(call, view)
    except LookupFailedError:
        return False  # told elsewhere
    return base is not None and _is_small(base)


def small_in_tables(view: View) -> dict[str, int]:
    """How many percentages of small counts the derived columns of each dataset show, where there are some."""
    found: dict[str, int] = {}
    for dataset in view.datasets.values():
        for column in dataset.descriptor.derived:
            for row in dataset.rows if column.by in _BASES else ():
                if not column.only or row.id in column.only:
                    base = _derived_base(view, dataset.id, row.id, column.operand(_BASES[column.by], row.id))
                    if base is not None and _is_small(base):
                        found[dataset.id] = found.get(dataset.id, 0) + 1
    return found


def _base(call: MacroCall, view: View) -> Quantity | None:
    dataset, row, column, *rest = [*map(str, call.arguments), "", "", ""]
    if call.name == "amount":
        operation = parse_number(dataset)
        return quantity_of(view, operation.operands[_BASE_OF[operation.name]]) if operation.name in _BASE_OF else None
    if call.name == "change":
        return view.quantity(dataset, row, column)
    if call.name == "share":
        return view.resolve(dataset, column, str(call.named.get("of", rest[0])))
    if call.name != "n" or dataset not in view.datasets:
        return None
    derived = view.datasets[dataset].derived_column(view.datasets[dataset].descriptor.column_named(column))
    if derived is None or derived.by not in _BASES or (derived.only and row not in derived.only):
        return None
    return _derived_base(view, dataset, row, derived.operand(_BASES[derived.by], row))


def _derived_base(view: View, dataset: str, row: str, reference: str) -> Quantity | None:
    try:
        return view.resolve(dataset, "", reference if "/" in reference else f"{row}/{reference}")
    except LookupFailedError:
        return None  # told elsewhere


def _is_small(base: Quantity) -> bool:
    return base.value is not None and 0 < base.value < SMALL and base.unit != "%" and "per " not in base.unit
