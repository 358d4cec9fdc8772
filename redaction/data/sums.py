"""Whether a total is the sum of its parts, or can be: parts that are withheld still bound it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from redaction.data.dataset import Dataset, Sum
from redaction.data.shorthand import CONFIDENTIAL


@dataclass(frozen=True)
class SumFault:
    """What is wrong with a total in a column, and the rule that it breaks."""

    rule: str
    found: str
    expected: str
    advice: str


def sum_fault(dataset: Dataset, each: Sum, column: str, *, is_open: bool) -> SumFault | None:
    """What is wrong with a total and its parts in a column, if anything.

    A number is told only of a dataset that everybody may see, and never one that is withheld.
    """
    total = dataset.cell(each.total, column)
    parts = [dataset.cell(part, column) for part in each.parts]
    shown = [part.number for part in parts if part.number is not None]
    withheld = [part.code for part in (total, *parts) if part.number is None]
    if withheld == [CONFIDENTIAL]:
        return _single(column, is_total=total.number is None)
    if total.number is None:
        return None
    declared = each.differs.get(column, Decimal(0))
    gap = total.number - sum(shown, Decimal(0))
    if not withheld:
        return None if gap == declared else _unequal(column, gap, declared, is_open=is_open)
    stored = dataset.column(column)
    if stored is not None and stored.kind == "count" and gap < declared:
        found = f'a total in column "{column}" that is less than its parts that are shown'
        return SumFault("wrong-total", found, "a total of at least the sum of its parts", "Correct the CSV")
    return None


def _single(column: str, *, is_total: bool) -> SumFault:
    what = "a total" if is_total else "a single part"
    found = f'{what} in column "{column}" that is not withheld by its [c]: the other numbers of the sum give it'
    advice = "Withhold one more part of the sum, or show the number"
    return SumFault("single-withheld", found, "at least two numbers withheld, or none", advice)


def _unequal(column: str, gap: Decimal, declared: Decimal, *, is_open: bool) -> SumFault:
    found = f'a total in column "{column}" that is {_apart(gap) if is_open else "not"} the sum of its parts'
    expected = "a total equal to the sum of its parts"
    if declared:
        expected = f"{_apart(declared)} it, as declared" if is_open else "the difference that is declared"
    advice = "Correct the CSV, or declare it: `differs: {" + column + ": NUMBER}` with a note for the reader"
    return SumFault("wrong-total", found, expected, advice)


def _apart(gap: Decimal) -> str:
    """How far a total is from the sum of its parts, in words."""
    return "equal to" if not gap else f"{abs(gap):f} {'higher' if gap > 0 else 'lower'} than"
