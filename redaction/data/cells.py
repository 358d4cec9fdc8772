"""One CSV cell as a typed value, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from redaction.data.dataset import Cell, Column
from redaction.data.shorthand import AFTER_A_NUMBER, IN_PLACE_OF_A_NUMBER, listed

_CODE_AT_END = re.compile(r"^(?P<number>.*?)\s*(?P<code>\[[^\]]*\])$")
# Thousands, parted by commas, apostrophes or spaces of any width.
_GROUPED = re.compile(r"[+-]?\d{1,3}(?P<mark>[,'\u2019 \u00a0\u2007\u2009\u202f])\d{3}(?:(?P=mark)\d{3})*(?:\.\d+)?")
_MARKS = re.compile("[,'\u2019 \u00a0\u2007\u2009\u202f]")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_MOST_DIGITS = 15  # of those that a spreadsheet keeps; more of them come of sums such as 0.1 + 0.2
_PADDED = re.compile(r"[+-]?0\d")
_SHORTENED = re.compile(r"[A-Z][a-z]{2}-\d{2}|\d{1,2}-[A-Z][a-z]{2}|#+")
_SHORTENED_LINE = re.compile(rf"^(?:{_SHORTENED.pattern})$", re.MULTILINE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]")
_CODED = re.compile(r"_x00[0-9A-Fa-f]{2}_")
_ESCAPED = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});|\\u[0-9A-Fa-f]{4}")
_EXAMPLE = {
    "count": "a whole number such as 120",
    "number": "a number such as 16.7",
    "percent": "a percentage such as 18.3",
}
_CODES = "[c] for a number that is withheld, [x] for one that is not available, [z] where there can be none"
# What people write in place of a number, and what to write instead.
_ADVICE = {
    re.compile(r"#{2,}"): "The column was too narrow when the file was saved: make it wider, and save it again",
    re.compile(r"[\u2013\u2014]\s*[\d,.]+"): "Write a number below zero with a minus sign",
    re.compile(r"=.*"): "Write the number that the formula gives",
    re.compile(r"(?:fewer|less|under|below)(?: than)? \d+|withheld|confidential|redacted|not shown", re.IGNORECASE): (
        f"Write {_CODES}"
    ),
    re.compile(r"[<\u2264~]\s*=?\s*\d+|\d+\s*(?:or (?:less|fewer)|(?:-|to)\s*\d+)"): f"Write {_CODES}",
    re.compile(
        r"[*\u2020\u2021:.~\u2026\u2013\u2014?-]+|n/?a|nil|none|null|nan|\\N|-+|c|x|supp(?:ressed)?", re.IGNORECASE
    ): (f"Write {_CODES}, or 0 for a true zero"),
    re.compile(r"\(\s*[\d,.]+\s*%?\s*\)"): "Write a number below zero with a minus sign, without brackets",
    re.compile(r"[+-]?\s*\u00a3\s*[\d,.]+\s*[kKmM]?(?:bn)?"): "Write it without the pound sign, and `unit: pounds`",
    re.compile(
        r"[+-]?\s*[$\u20ac]\s*[\d,.]+|[\d,.]+\s*[\u00a3$\u20ac]"
    ): "Write it without the sign of the currency, which goes under `unit`",
    re.compile(r"[\d.]+[eE][+-]?\d+"): "The spreadsheet shortened the number: format the column as Number",
    re.compile(r"#[A-Z0-9/]+[!?]?"): f"Correct the formula in the spreadsheet, or write {_CODES}",
    re.compile(r".*\[[^\]]*\].*\[[^\]]*\]"): "Write one code: the one that matters most to the reader",
    re.compile(r".*\[note \d+\]"): "Put a note beside the name of the row or the column",
    re.compile(r"[\d,.]+\s*[*\u2020\u2021]+|[\d,.]+[\u00b9\u00b2\u00b3\u2070-\u2079]+"): (
        "Write the number alone, and a note as [note 1] beside the name of its row"
    ),
    re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|[\d.]+,[\d,.]*"): "Use a full stop for decimals",
    re.compile(r"[\d,.]+\s*[-\u2212]"): "Write a number below zero with the minus sign before it",
    re.compile(r"[\d,.]+\s*%?\s*\([\d,.]+\s*%?\)"): "Put the two numbers in two columns",
    re.compile(r"[\d,.]+\s*(?:k|m|bn)", re.IGNORECASE): "Write the number in full",
    re.compile(
        r"[\d,.]+\s*(?:(?<=\s)[a-z]|[abcdefprsux]|\([a-z]+\)|[\u1d2c-\u1d6a\u02b0-\u02b8\u00aa\u00ba]+)", re.IGNORECASE
    ): (
        "Write the number alone: with a code such as [r] (revised) or [p] (provisional), or with a note as [note 1] "
        "beside the name of its row"
    ),
    re.compile(r"['\u2018\u2019][\d,.]+"): "Delete the apostrophe before the number",
    re.compile(r"[\d,.]+ [a-z][a-z ]+", re.IGNORECASE): "Write the number alone: what it counts goes under `unit`",
    re.compile(r"[\d,.]+\s*%"): "A percentage goes in a column of `kind: percent`",
}


class CellError(ValueError):
    """What a cell should have held."""

    def __init__(self, expected: str, advice: str = "") -> None:
        self.expected, self.advice = expected, advice
        super().__init__(expected)


def parse_cell(text: str, column: Column) -> Cell:
    """A cell of a column; raises CellError, which names what was expected and never the cell."""
    if not column.is_numeric:
        return _text(text)
    if not text:
        raise CellError("a number, or a code such as [x] (not available)")
    if text in IN_PLACE_OF_A_NUMBER:
        return Cell(text, code=text)
    match = _CODE_AT_END.match(text) if text[-1] == "]" else None
    if match is None:
        return Cell(text, _number(text, column))
    code = match["code"]
    if "]" in match["number"] or code.startswith("[note"):
        raise CellError(f"{_EXAMPLE[column.kind]} with one code at most", advice_for(text))
    if code not in AFTER_A_NUMBER or not match["number"]:
        raise CellError(_codes_expected(code, has_number=bool(match["number"])))
    return Cell(text, _number(match["number"], column), code)


def are_plain(texts: Iterable[str]) -> bool:
    """Whether texts of a column of words are all right as they stand, which is seen of all of them at once."""
    together = "\n".join(texts)
    odd = together.startswith("\n") or together.endswith("\n") or "\n\n" in together or not together
    return (
        not odd
        and together.replace("\n", "").isprintable()
        and not any(sign in together for sign in ("_x", "&", "\\"))
        and _SHORTENED_LINE.search(together) is None
    )


def advice_for(text: str) -> str:
    """What to write instead of a cell that is no number, where that is known."""
    if has_invisible(text):
        return "It holds an invisible character: delete the cell and type it again"
    return next((advice for form, advice in _ADVICE.items() if form.fullmatch(text)), "")


def unclear_thousands(text: str) -> CellError:
    """What a cell of a file with semicolons should have held, whose mark may part thousands or decimals."""
    advice = "" if "," in text else "Where it has decimals, save the file with commas between its cells"
    return CellError("1234 for a thousand and more, 1.234 for decimals" if not advice else "1234 for thousands", advice)


def has_invisible(text: str) -> bool:
    """Whether a text holds a character that nobody sees, such as a zero-width space."""
    return not text.isprintable() and _INVISIBLE.search(text) is not None


def _text(text: str) -> Cell:
    if not text:
        raise CellError("a text")
    if has_invisible(text):
        raise CellError("a text of letters that can be seen", advice_for(text))
    if "_x" in text and _CODED.search(text):
        raise CellError("a text as it is read", "A spreadsheet wrote a line end as _x000D_ and the like: delete it")
    if ("&" in text or "\\" in text) and _ESCAPED.search(text):
        raise CellError("a text as it is read", "Type the letter itself, and not its code such as &amp; or \\u00e9")
    if _SHORTENED.fullmatch(text):
        raise CellError(
            "a month in full, such as October 2021", "The spreadsheet shortened it: format the cells as Text"
        )
    return Cell(text)


def _codes_expected(code: str, *, has_number: bool) -> str:
    known = AFTER_A_NUMBER if has_number else IN_PLACE_OF_A_NUMBER
    if code.lower() in known:
        return f'"{code.lower()}"'
    if code in AFTER_A_NUMBER:
        return f"a number before {code}"
    return listed(known)


def _number(text: str, column: Column) -> Decimal:
    plain = text
    if not (plain.isascii() and plain.isdigit()):
        plain = plain.replace("\u2212", "-")
        if column.kind == "percent":
            plain = plain.removesuffix("%").rstrip()
        if _GROUPED.fullmatch(plain):
            plain = _MARKS.sub("", plain)
        if not plain.isascii() or not _PLAIN.fullmatch(plain):
            raise CellError(_EXAMPLE[column.kind], advice_for(text))
    if _PADDED.match(plain):
        raise CellError(f"{_EXAMPLE[column.kind]}, without zeros at its front", "A column of codes has no `kind`")
    if len(plain) > _MOST_DIGITS and "." in plain and len(plain.strip("+-0.").replace(".", "")) > _MOST_DIGITS:
        raise CellError(f"{_EXAMPLE[column.kind]}, of at most {_MOST_DIGITS} digits", "Round it to what was measured")
    number = Decimal(plain)
    if column.kind == "count" and (number != number.to_integral_value() or number < 0):
        raise CellError(_EXAMPLE[column.kind], "Numbers below zero, or with decimals, go in a column of `kind: number`")
    return number
