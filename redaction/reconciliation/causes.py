"""Why a printed number differs: a closed list of other computations, each tried by recomputation.

Nothing here is an opinion. A cause is named only where its computation gives the printed number, to the last
decimal that was printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from redaction.data.dataset import Dataset
from redaction.data.quantities import EVERY_ROW
from redaction.data.rounding import cut_short, rounded
from redaction.diagnostics.errors import LookupFailedError
from redaction.expressions import NEGATIVE, Operand, Operation, Reference, quantity_of
from redaction.reconciliation.printed_number import PrintedNumber, with_digits_swapped
from redaction.reconciliation.same_quantity import Elsewhere
from redaction.view import View

_LEAST_LIKELY_BY_CHANCE = Decimal(20)


class CauseKind(StrEnum):
    """The kinds of cause, the simplest first."""

    SIGN = "sign"
    CUT_SHORT = "cut-short"
    LATER_YEAR = "later-year"
    SWAPPED = "swapped"
    POINTS = "points"
    OTHER_END = "other-end"
    OTHER_END_FITS = "other-end-fits"
    RANK_EACH = "rank-each"
    SOMETHING_ELSE = "something-else"
    LEFT_OUT = "left-out"
    ANOTHER_ROW = "another-row"
    ELSEWHERE = "elsewhere"
    ANOTHER_YEAR = "another-year"
    DIGITS = "digits"
    PARTS_ROUNDED = "parts-rounded"
    ORDER = "order"
    UNPUBLISHED_COUNT = "unpublished-count"


ORDER = tuple(CauseKind)
# Several cells of one column may share these, each with the same detail.
_SHARED = (CauseKind.SOMETHING_ELSE, CauseKind.LEFT_OUT, CauseKind.ELSEWHERE, CauseKind.ANOTHER_YEAR)


@dataclass(frozen=True)
class Cause:
    """A kind of cause, and what it is about: the row left out, the year taken, the count that would give it."""

    kind: CauseKind
    detail: str = ""

    @property
    def shared(self) -> tuple[CauseKind, str]:
        """What makes it the same cause as that of another cell."""
        return self.kind, self.detail if self.kind in _SHARED else ""


Alternative = tuple[Cause, Operation]


def agrees(value: Decimal | None, printed: PrintedNumber) -> bool:
    """Whether a number is the printed one, rounded as it was printed."""
    return value is not None and rounded(value, printed.decimals) == printed.value


def causes_of_number(
    view: View, expression: Operation, printed: PrintedNumber, elsewhere: Elsewhere
) -> tuple[Cause, ...]:
    """Every cause whose computation gives the printed number, the simplest first."""
    found = [
        cause for cause, other in _alternatives(view, expression, elsewhere) if agrees(_value(view, other), printed)
    ]
    found += _causes_in_print(view, expression, printed)
    return tuple(sorted(dict.fromkeys(found), key=lambda cause: ORDER.index(cause.kind)))


def causes_of_comparison(
    view: View, expression: Operation, holds: Callable[[Operation], bool], elsewhere: Elsewhere
) -> tuple[Cause, ...]:
    """Every cause that makes a sentence true of a change or a difference: its sign lost, its years exchanged.

    A sentence about plain counts has none: some other count would always make it true.
    """
    sure = (CauseKind.SIGN, CauseKind.SWAPPED, CauseKind.SOMETHING_ELSE)
    found = []
    for place, operand in enumerate(expression.operands):
        if isinstance(operand, Operation) and operand.name in ("change", "difference"):
            for cause, other in _alternatives(view, operand, elsewhere):
                operands = (*expression.operands[:place], other, *expression.operands[place + 1 :])
                if cause.kind in sure and holds(replace(expression, operands=operands)):
                    found.append(cause)
    return tuple(sorted(dict.fromkeys(found), key=lambda cause: ORDER.index(cause.kind)))


def _value(view: View, expression: Operation) -> Decimal | None:
    try:
        return quantity_of(view, expression).value
    except LookupFailedError:
        return None  # such as the row above, in a dataset whose rows are named otherwise


def _alternatives(view: View, expression: Operation, elsewhere: Elsewhere) -> Iterator[Alternative]:
    """Every other computation that is tried, with the cause it would show."""
    name, operands = expression.name, expression.operands
    yield Cause(CauseKind.SIGN), Operation(NEGATIVE, (expression,))
    if name == "change":
        earlier, later = operands
        difference = Operation("difference", (earlier, later))
        yield Cause(CauseKind.LATER_YEAR), Operation("share", (difference, later))
        yield Cause(CauseKind.SWAPPED), Operation("change", (later, earlier))
        yield Cause(CauseKind.POINTS), difference
    if name == "difference":
        yield Cause(CauseKind.POINTS), Operation("change", operands)
    if name == "rank":
        yield Cause(CauseKind.OTHER_END), Operation("rank-from-fewest", operands)
    if name == "rank-from-fewest":
        yield Cause(CauseKind.OTHER_END), Operation("rank", operands)
    for note, other in elsewhere.wholes.get(expression, ()):
        yield Cause(CauseKind.SOMETHING_ELSE, note), other
    yield from _with_a_row_left_out(view, expression)
    yield from _with_another_row(view, expression)
    if name != "value":  # the same number in another place would explain nothing
        yield from _with_another_count(view, expression, elsewhere)
    yield from _with_another_year(view, expression)


def _with_a_row_left_out(view: View, expression: Operation) -> Iterator[Alternative]:
    """A share of a total without one of its rows, or a sum of three and more without one of them.

    The last row of a table comes first: it is the one that a range of cells most easily misses.
    """
    if expression.name == "share":
        part, whole = expression.operands
        if isinstance(whole, Reference) and (whole.row == EVERY_ROW or whole.row in _dataset(view, whole).totals):
            for row in reversed(_dataset(view, whole).top_rows()):
                without = Operation("difference", (replace(whole, row=row.id), whole))
                yield Cause(CauseKind.LEFT_OUT, row.label), Operation("share", (part, without))
    if expression.name == "total" and len(expression.operands) > 2:
        for place, operand in enumerate(expression.operands):
            rest = (*expression.operands[:place], *expression.operands[place + 1 :])
            if isinstance(operand, Reference):
                found = _dataset(view, operand).row(operand.row)
                yield Cause(CauseKind.LEFT_OUT, found.label if found else str(operand)), Operation("total", rest)


def _with_another_row(view: View, expression: Operation) -> Iterator[Alternative]:
    """The same with every cell taken from another row: any row for a single number, else the row above or below."""
    references = [each for each in expression.references() if each.row != EVERY_ROW]
    if not references or expression.name not in ("value", "difference", "change", "share"):
        return
    first = references[0]
    rows = _dataset(view, first).rows
    place = [row.id for row in rows].index(first.row)
    near = rows if expression.name == "value" else rows[max(0, place - 1) : place + 2]
    for row in near:
        if row.id != first.row:
            moved = {each: replace(each, row=row.id) for each in references if each.row == first.row}
            yield Cause(CauseKind.ANOTHER_ROW, row.label), _with(expression, moved)


def _with_another_count(view: View, expression: Operation, elsewhere: Elsewhere) -> Iterator[Alternative]:
    """The same with one number taken from another place that gives the same quantity."""
    for reference in dict.fromkeys(expression.references()):
        for other in elsewhere.cells.get(reference, ()):
            descriptor = _dataset(view, other).descriptor
            where = f"figure {descriptor.figure}" if descriptor.figure else descriptor.title
            yield Cause(CauseKind.ELSEWHERE, where), _with(expression, {reference: other})


def _with_another_year(view: View, expression: Operation) -> Iterator[Alternative]:
    """The same with one year taken for another, where all its cells are of one year."""
    references = list(expression.references())
    years = {each.column for each in references}
    if len(years) != 1:
        return
    known = set.intersection(*(set(_dataset(view, each).descriptor.periods) for each in references))
    for year in sorted(known - years):
        moved = {each: replace(each, column=year) for each in references}
        yield Cause(CauseKind.ANOTHER_YEAR, year), _with(expression, moved)


def _with(expression: Operation, others: Mapping[Reference, Reference]) -> Operation:
    """An expression with other cells in place of some."""

    def moved(operand: Operand) -> Operand:
        if isinstance(operand, Reference):
            return others.get(operand, operand)
        return _with(operand, others) if isinstance(operand, Operation) else operand

    return Operation(expression.name, tuple(map(moved, expression.operands)))


def _causes_in_print(view: View, expression: Operation, printed: PrintedNumber) -> Iterator[Cause]:
    """Causes that lie in how the number was written, not in what it was computed from."""
    value = _value(view, expression)
    if value is None:
        return
    if cut_short(value, printed.decimals) == printed.value:
        yield Cause(CauseKind.CUT_SHORT)
    if any(agrees(value, swapped) for swapped in with_digits_swapped(printed)):
        yield Cause(CauseKind.DIGITS)
    if expression.name == "total" and _within_rounding(view, expression, printed, value):
        yield Cause(CauseKind.PARTS_ROUNDED)
    if expression.name in ("rank", "rank-from-fewest"):
        own = next(expression.references())
        peers = view.rank(own.dataset, own.row, own.column)[1]
        mine = quantity_of(view, own).value
        equal = sum(peer.value == mine for peer in peers)
        if value < printed.value < value + equal:
            yield Cause(CauseKind.RANK_EACH)
    if expression.name == "change":
        count = _earlier_count(view, expression.operands[1], printed)
        if count is not None:
            yield Cause(CauseKind.UNPUBLISHED_COUNT, str(count))


def _within_rounding(view: View, expression: Operation, printed: PrintedNumber, value: Decimal) -> bool:
    """Whether parts that were rounded before they were printed can make the printed total."""
    parts = [quantity_of(view, each) for each in expression.operands]
    decimals = min(part.decimals for part in parts)
    half = Decimal(1).scaleb(-decimals) / 2
    percentages = all(part.unit == "%" for part in parts)
    return percentages and abs(value - printed.value) <= half * len(parts) + printed.unit / 2


def _earlier_count(view: View, later: Operand, printed: PrintedNumber) -> int | None:
    """The one whole number from which a change would be as printed, where that is unlikely by chance.

    Neighbouring counts must give changes at least twenty times as far apart as the printed number is exact.
    """
    value = quantity_of(view, later).value
    if value is None or value <= 0 or printed.value <= -100:
        return None
    near = int(value / (1 + printed.value / 100))
    fitting = [count for count in range(max(1, near - 2), near + 3) if agrees((value - count) / count * 100, printed)]
    if len(fitting) != 1:
        return None
    count = fitting[0]
    step = value / count * 100 - value / (count + 1) * 100
    return count if step >= printed.unit * _LEAST_LIKELY_BY_CHANCE else None


def _dataset(view: View, reference: Reference) -> Dataset:
    return view.dataset(reference.dataset)
