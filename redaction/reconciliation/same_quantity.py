"""The same quantity in two places of the document: linked once, and every difference between them explained."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from redaction.data.arithmetic import Quantity
from redaction.data.dataset import Dataset, Row
from redaction.diagnostics.errors import LookupFailedError, Problem
from redaction.diagnostics.suggestions import unknown
from redaction.expressions import NUMBERS, Operation, Reference, parse_expression, quantity_of
from redaction.view import View

SAME_QUANTITY = "same-quantity"
COLUMNS = ("one", "other", "apart", "reason", "note")
SAME = "same"
REASONS = (SAME, "period", "place", "definition", "error", "reported")
OF_SOMETHING_ELSE = ("period", "place", "definition")
_NONE = "none"


@dataclass(frozen=True)
class Link:
    """Two expressions for one quantity, how far the other is from the one, and why."""

    id: str
    quantity: str
    one: Operation
    other: Operation
    apart: Operation
    reason: str
    note: str


@dataclass(frozen=True)
class Elsewhere:
    """Other places of the same quantities: other cells for a cell, other expressions and their note for one."""

    cells: Mapping[Reference, tuple[Reference, ...]] = field(default_factory=dict)
    wholes: Mapping[Operation, tuple[tuple[str, Operation], ...]] = field(default_factory=dict)


def links_of(view: View) -> tuple[Link, ...]:
    """The links of a View, none where it has no such dataset; raises LookupFailedError."""
    if SAME_QUANTITY not in view.datasets:
        return ()
    return tuple(_link(row) for row in view.datasets[SAME_QUANTITY].rows)


def apart(view: View, link: Link) -> Decimal | None:
    """The other minus the one; None where one of them has no number."""
    one, other = quantity_of(view, link.one), quantity_of(view, link.other)
    return None if one.value is None or other.value is None else other.value - one.value


def elsewhere_in(links: tuple[Link, ...]) -> Elsewhere:
    """What a View's links offer in place of each cell and each whole expression, in the order of the links."""
    cells: dict[Reference, dict[Reference, None]] = {}
    wholes: dict[Operation, tuple[tuple[str, Operation], ...]] = {}
    for link in links:
        pair = [each.operands[0] for each in (link.one, link.other) if each.name == "value"]
        named = [each for each in pair if isinstance(each, Reference)]
        if len(named) == 2:
            together = dict.fromkeys(cell for each in named for cell in (*cells.get(each, ()), each))
            cells |= dict.fromkeys(together, together)
        elif link.reason in OF_SOMETHING_ELSE:
            for one, other in ((link.one, link.other), (link.other, link.one)):
                wholes[one] = (*wholes.get(one, ()), (link.note, other))
    others = {cell: tuple(each for each in group if each != cell) for cell, group in cells.items()}
    return Elsewhere(others, wholes)


def link_faults(view: View, dataset: Dataset, file: str, faulty: Container[str]) -> Iterator[Problem]:
    """Every link that cannot be read, or whose explanation does not fit the difference that there is."""
    for number, row in enumerate(dataset.rows, start=2):
        try:
            link = _link(row)
            if any(cell.dataset in faulty for each in (link.one, link.other) for cell in each.references()):
                continue
            gap, declared = apart(view, link), quantity_of(view, link.apart).value
        except LookupFailedError as error:
            yield error.at(file, number, f'row {number}, "{row.id}"')
            continue
        fault = _fault(link, gap, declared)
        if fault:
            yield fault.at(file, number, f'row {number}, "{row.id}"')


def _fault(link: Link, gap: Decimal | None, declared: Decimal | None) -> LookupFailedError | None:
    if gap is None or declared is None:
        return LookupFailedError("same-quantity", "a link to what has no number", "two numbers")
    if gap != declared:
        advice = "Correct the data, or write the difference under `apart` with its reason and a note"
        return LookupFailedError("same-quantity", f"{gap:f} between the two", f"{declared:f}, as declared", advice)
    if gap and link.reason == SAME:
        return LookupFailedError("same-quantity", f"{gap:f} between the two", "another reason than same, and a note")
    if not gap and link.reason != SAME:
        return LookupFailedError("same-quantity", f'the reason "{link.reason}" where the two are equal', f'"{SAME}"')
    if gap and link.note == _NONE:
        return LookupFailedError(
            "same-quantity", "a difference without a note", "a note that explains the difference to the reader"
        )
    return None


def _link(row: Row) -> Link:
    missing = [name for name in COLUMNS if name not in row.cells]
    if missing:
        raise unknown("column", missing[0], row.cells, dataset=SAME_QUANTITY)
    one, other, between, reason, note = (row.cells[name].text for name in COLUMNS)
    if reason not in REASONS:
        raise unknown("reason", reason, REASONS)
    return Link(row.id, row.label, _number(one), _number(other), _number(between), reason, note)


def _number(text: str) -> Operation:
    expression = parse_expression(text)
    if expression.name not in NUMBERS:
        raise LookupFailedError(
            "same-quantity", f'the operation "{expression.name}" in a link', "one that gives a number"
        )
    return expression


def shown(view: View, link: Link) -> tuple[Quantity, Quantity]:
    """The two numbers of a link."""
    return quantity_of(view, link.one), quantity_of(view, link.other)
