"""One CSV cell as a typed value, or what is wrong with it."""

from __future__ import annotations

import re
from decimal import Decimal

from redaction.data.dataset import Cell, Column
from redaction.data.shorthand import AFTER_A_NUMBER, IN_PLACE_OF_A_NUMBER, listed

_CODE_AT_END = re.compile(r"^(?P<number>.*?)\s*(?P<code>\[[^\]]*\])$")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_SHORTENED = re.compile(r"[A-Z][a-z]{2}-\d{2}|\d{1,2}-[A-Z][a-z]{2}|#+")
_EXAMPLE = {
    "count": "a whole number such as 120",
    "number": "a number such as 16.7",
    "percent": "a percentage such as 18.3",
}


class CellError(ValueError):
    """What a cell should have held."""

    def __init__(self, expected: str, advice: str = "") -> None:
        self.expected, self.advice = expected, advice
        super().__init__(expected)


def parse_cell(text: str, column: Column) -> Cell:
    """A cell of a column; raises CellError, which names what was expected and never the cell."""
    if not column.is_numeric:
        if not text:
            raise CellError("a text")
        if _SHORTENED.fullmatch(text):
            raise CellError(
                "a month in full, such as October 2021", "The spreadsheet shortened it: format the cells as Text"
            )
        return Cell(text)
    if not text:
        raise CellError(f"{_EXAMPLE[column.kind]}, or a code such as [x] (not available)")
    if text in IN_PLACE_OF_A_NUMBER:
        return Cell(text, code=text)
    match = _CODE_AT_END.match(text)
    if match is None:
        return Cell(text, _number(text, column))
    code = match["code"]
    if code not in AFTER_A_NUMBER or not match["number"]:
        raise CellError(_codes_expected(code, has_number=bool(match["number"])))
    return Cell(text, _number(match["number"], column), code)


def _codes_expected(code: str, *, has_number: bool) -> str:
    known = AFTER_A_NUMBER if has_number else IN_PLACE_OF_A_NUMBER
    if code.lower() in known:
        return f'"{code.lower()}"'
    if code in AFTER_A_NUMBER:
        return f"a number before {code}"
    return listed(known)


def _number(text: str, column: Column) -> Decimal:
    plain = text.replace("\u2212", "-")
    if column.kind == "percent":
        plain = plain.removesuffix("%").rstrip()
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    elif "," in plain:
        raise CellError(_EXAMPLE[column.kind], "Use a full stop for decimals")
    if re.fullmatch(r"[\d.]+[eE][+-]?\d+", plain):
        raise CellError(_EXAMPLE[column.kind], "The spreadsheet shortened the number: format the column as Number")
    if not _PLAIN.fullmatch(plain):
        raise CellError(_EXAMPLE[column.kind])
    number = Decimal(plain)
    if column.kind == "count" and (number != number.to_integral_value() or number < 0):
        raise CellError(_EXAMPLE[column.kind])
    return number
