"""The closed language of a claim: one operation over cells, which recomputes what was printed.

    OPERATION OPERAND ...

An operand is a cell `DATASET/ROW/COLUMN`, a column's sum `DATASET/*/COLUMN`, a number, or an operation in
brackets. Cells of a claim name their year: what was printed does not move on with the data. What a page expects of
the data may: it is a comparison, and its cells may be of the `latest` year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from redaction.data import arithmetic
from redaction.data.arithmetic import Quantity
from redaction.data.dataset import LABEL
from redaction.data.quantities import EVERY_ROW
from redaction.diagnostics.errors import LookupFailedError
from redaction.diagnostics.suggestions import unknown
from redaction.view import View

_TOKEN = re.compile(r"[()]|[^\s()]+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MOVING = ("latest", "previous")
_MANY = 50


@dataclass(frozen=True)
class Reference:
    """A cell, or the sum of a column where the row is `*`."""

    dataset: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.dataset}/{self.row}/{self.column}"


@dataclass(frozen=True)
class Operation:
    """An operation and what it is done to."""

    name: str
    operands: tuple[Operand, ...] = ()

    def __str__(self) -> str:
        inside = (f"({each})" if isinstance(each, Operation) else str(each) for each in self.operands)
        return " ".join((self.name, *inside))

    def references(self) -> Iterator[Reference]:
        """Every cell that it names, in order."""
        for operand in self.operands:
            if isinstance(operand, Reference):
                yield operand
            elif isinstance(operand, Operation):
                yield from operand.references()


Operand = Reference | Decimal | Operation


@dataclass(frozen=True)
class _Form:
    """How an operation is written: how many operands, and whether each must be a cell."""

    least: int
    most: int
    cells_only: bool = False


NUMBERS = {
    "value": _Form(1, 1),
    "difference": _Form(2, 2),
    "change": _Form(2, 2),
    "share": _Form(2, 2),
    "rate": _Form(2, 2),
    "total": _Form(1, _MANY),
    "rank": _Form(1, 1, cells_only=True),
    "rank-from-fewest": _Form(1, 1, cells_only=True),
    "below": _Form(1, 1, cells_only=True),
    "rows": _Form(1, 1),
}
SENTENCES = {
    "higher": _Form(2, 2),
    "lower": _Form(2, 2),
    "same": _Form(2, 2),
    "leading": _Form(1, _MANY, cells_only=True),
    "rank-fits": _Form(3, 3),
    "unpublished": _Form(0, 0),
}
COMPARISONS = {name: SENTENCES[name] for name in ("higher", "lower", "same")}
NEGATIVE = "negative"  # of a cause only: no claim may say it
_FORMS = NUMBERS | SENTENCES


@cache
def parse_expression(text: str) -> Operation:
    """An expression; raises LookupFailedError where it is none."""
    expression = _parsed(text, _FORMS)
    for each in expression.references():
        if each.column in _MOVING:
            raise LookupFailedError(
                "expression", f'the column "{each.column}" in a claim', "the year that was printed, such as 2022"
            )
    return expression


@cache
def parse_expectation(text: str) -> Operation:
    """What a page expects of the data, as `higher A B`; raises LookupFailedError where it is no comparison."""
    return _parsed(text, COMPARISONS)


@cache
def parse_number(text: str) -> Operation:
    """A number that a page works out, as `difference A B`; raises LookupFailedError where it is no such operation."""
    return _parsed(text, NUMBERS)


def holds(view: View, comparison: Operation) -> bool | None:
    """Whether a comparison is true of the data; None where a number in it is missing."""
    one, other = (quantity_of(view, each).value for each in comparison.operands)
    if one is None or other is None:
        return None
    return {"higher": one > other, "lower": one < other, "same": one == other}[comparison.name]


def _parsed(text: str, forms: dict[str, _Form]) -> Operation:
    tokens = _TOKEN.findall(text)
    expression, rest = _operation(tokens, text, forms)
    if rest:
        raise LookupFailedError("expression", f'"{rest[0]}" after the end of "{text}"', "one operation")
    return expression


def _operation(tokens: list[str], text: str, forms: dict[str, _Form]) -> tuple[Operation, list[str]]:
    if not tokens or tokens[0] not in forms:
        raise unknown("operation", tokens[0] if tokens else "", forms)
    name, rest = tokens[0], tokens[1:]
    operands: list[Operand] = []
    while rest and rest[0] != ")":
        operand, rest = _operand(rest, text)
        operands.append(operand)
    form = forms[name]
    if not form.least <= len(operands) <= form.most:
        wanted = str(form.least) if form.least == form.most else f"{form.least} or more"
        raise LookupFailedError("expression", f"{name} of {len(operands)}", f"{name} of {wanted}")
    if form.cells_only and not all(isinstance(each, Reference) and each.row != EVERY_ROW for each in operands):
        raise LookupFailedError("expression", f"{name} of what is no cell", f"{name} DATASET/ROW/COLUMN")
    return Operation(name, tuple(operands)), rest


def _operand(tokens: list[str], text: str) -> tuple[Operand, list[str]]:
    first, rest = tokens[0], tokens[1:]
    if first == "(":
        inner, rest = _operation(rest, text, NUMBERS)
        if not rest:
            raise LookupFailedError("expression", f'a bracket that is not closed in "{text}"', ")")
        return inner, rest[1:]
    if _NUMBER.fullmatch(first):
        return Decimal(first), rest
    steps = first.split("/")
    if len(steps) != 3 or not all(steps):
        raise LookupFailedError("expression", f'the reference "{first}"', "DATASET/ROW/COLUMN")
    return Reference(*steps), rest


def quantity_of(view: View, operand: Operand) -> Quantity:
    """The number that an operand or an operation on numbers comes to; raises LookupFailedError."""
    if isinstance(operand, Decimal):
        exponent = operand.as_tuple().exponent
        return Quantity(operand, (), decimals=max(0, -exponent) if isinstance(exponent, int) else 0)
    if isinstance(operand, Reference):
        if operand.row == EVERY_ROW:
            return view.total(operand.dataset, operand.column)
        return view.quantity(operand.dataset, operand.row, operand.column)
    return _computed(view, operand)


def _computed(view: View, operation: Operation) -> Quantity:
    if operation.name in ("rank", "rank-from-fewest"):
        of = _cell(operation)
        order = "highest" if operation.name == "rank" else "lowest"
        return view.rank(of.dataset, of.row, of.column, "highest" if order == "highest" else "lowest")[0]
    over_rows = {"below": _below, "rows": _rows}
    if operation.name in over_rows:
        return over_rows[operation.name](view, operation)
    given = [quantity_of(view, each) for each in operation.operands]
    if operation.name == "value":
        return given[0]
    if operation.name == "total":
        return arithmetic.total(given)
    if operation.name == NEGATIVE:
        value = given[0].value
        return Quantity(None if value is None else -value, given[0].cells, "negative", unit=given[0].unit)
    compute = {
        "difference": arithmetic.difference,
        "change": arithmetic.change,
        "share": arithmetic.share,
        "rate": arithmetic.rate,
    }
    return compute[operation.name](given[0], given[1])


def _below(view: View, operation: Operation) -> Quantity:
    """How many of the rows beside a row have less."""
    of = _cell(operation)
    own, peers = view.quantity(of.dataset, of.row, of.column), view.rank(of.dataset, of.row, of.column)[1]
    cells = tuple(cell for peer in peers for cell in peer.cells)
    if own.value is None:
        return Quantity(None, cells, "below")
    fewer = sum(peer.value is not None and peer.value < own.value for peer in peers)
    return Quantity(Decimal(fewer), cells, "below")


def _rows(view: View, operation: Operation) -> Quantity:
    """How many rows a dataset has that are neither totals nor part of another."""
    of = operation.operands[0]
    if not isinstance(of, Reference) or (of.row, of.column) != (EVERY_ROW, LABEL):
        raise LookupFailedError("expression", f'"{operation}"', f"rows DATASET/{EVERY_ROW}/{LABEL}")
    rows = view.dataset(of.dataset).top_rows()
    return Quantity(Decimal(len(rows)), tuple(view.label_cell(of.dataset, row.id) for row in rows), "rows")


def _cell(operation: Operation) -> Reference:
    cell = operation.operands[0]
    assert isinstance(cell, Reference)  # noqa: S101  # the parser lets nothing else through
    return cell
