"""Numbers as a section of a format shows them: digits, decimals, thousands, per cent, powers of ten."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import takewhile

from assess.new.sheet.formats.tokens import NotUnderstoodError, Section, Token

_WIDEST = 11  # characters of a number in the general format, its sign aside
_PADDING = {"0": "0", "?": " ", "#": ""}


def general(value: Decimal) -> str:
    """A number in the general format, as wide as Excel makes it in a column that is wide enough."""
    size = abs(value)
    sign = "-" if value < 0 else ""
    if not size:
        return "0"
    power = size.adjusted()
    decimals = _WIDEST - 2 - max(power, 0)
    if -4 <= power < _WIDEST:
        rounded = _rounded(size, max(decimals, 0))
        if rounded.adjusted() < _WIDEST:
            return sign + _trimmed(f"{rounded:f}")
    elif -_WIDEST < power < 0 and _rounded(size, 9) == size:
        return sign + _trimmed(f"{size:f}")
    mantissa = _rounded(size.scaleb(-power), 5)
    if mantissa.adjusted():
        mantissa, power = mantissa.scaleb(-1), power + 1
    return f"{sign}{_trimmed(f'{mantissa:f}')}E{'-' if power < 0 else '+'}{abs(power):02}"


def number(section: Section, size: Decimal) -> str:
    """A number without its sign; raises NotUnderstoodError."""
    tokens = section.tokens
    places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    if section.kinds & {"figure", "slash", "text", "fill"} or not places:
        raise NotUnderstoodError
    exponents = [at for at, token in enumerate(tokens) if token.kind == "exponent"]
    points = [at for at, token in enumerate(tokens) if token.kind == "point"]
    if len(exponents) > 1 or len(points) > 1:
        raise NotUnderstoodError
    size = size * Decimal(100) ** sum(token.kind == "percent" for token in tokens)
    if exponents:
        return _scientific(tokens, exponents[0], size)
    point = points[0] if points else len(tokens)
    grouped, scale = _commas(tokens, places, point)
    decimals = sum(at > point for at in places)
    whole, _, part = f"{_rounded(size.scaleb(-3 * scale), decimals):f}".partition(".")
    return _integer(tokens[:point], whole.lstrip("0"), grouped=grouped) + _fraction(tokens[point:], part)


def _commas(tokens: Sequence[Token], places: Sequence[int], point: int) -> tuple[bool, int]:
    """Whether commas part thousands, and how often the number is divided by a thousand."""
    before = [at for at in places if at < point]
    grouped, scale = False, 0
    for at, token in enumerate(tokens):
        if token.kind != "comma":
            continue
        follows = at < point and any(place > at for place in before)
        if follows and before[0] < at:
            grouped = True
        elif at > places[0] and all(each.kind == "comma" for each in _run(tokens, at)):
            scale += 1
        else:
            raise NotUnderstoodError
    return grouped, scale


def _run(tokens: Sequence[Token], at: int) -> list[Token]:
    """The tokens between a comma and the digit placeholder before it."""
    return list(takewhile(lambda token: token.kind != "digit", reversed(tokens[:at])))


def _integer(tokens: Sequence[Token], digits: str, *, grouped: bool) -> str:
    """The digits before the point, put in their places from the right; the first place takes what is left over."""
    left = sum(token.kind == "digit" for token in tokens)
    shown: list[str] = []
    place = 0
    rest = digits
    for token in reversed(tokens):
        if token.kind == "digit":
            left -= 1
            taken = rest if not left else rest[-1:]
            rest = rest[: len(rest) - len(taken)]
            for digit in reversed(taken or _PADDING[token.text]):
                if grouped and place and place % 3 == 0:
                    shown.append("," if digit != " " else " ")
                shown.append(digit)
                place += 1
        elif token.kind != "comma":
            shown.append(token.text)
    return rest + "".join(reversed(shown))  # a format such as .00 shows all that is before the point


def _fraction(tokens: Sequence[Token], digits: str) -> str:
    """The point and what follows it; zeros at the end are shown where the format asks for them."""
    shown = []
    at = 0
    for token in tokens:
        if token.kind == "digit":
            is_trailing = not digits[at:].strip("0")
            shown.append(_PADDING[token.text] if is_trailing else digits[at])
            at += 1
        elif token.kind != "comma":
            shown.append(token.text)
    return "".join(shown)


def _scientific(tokens: Sequence[Token], at: int, size: Decimal) -> str:
    """A mantissa and a power of ten, which is a multiple of the number of places before the point."""
    mantissa, after = Section(tuple(tokens[:at])), tokens[at + 1 :]
    kinds = {"digit", "literal", "point"}
    if mantissa.kinds - kinds or {token.kind for token in after} - {"digit", "literal"} or not after:
        raise NotUnderstoodError
    point = next((place for place, token in enumerate(mantissa.tokens) if token.kind == "point"), at)
    step = sum(token.kind == "digit" for token in mantissa.tokens[:point])
    decimals = sum(token.kind == "digit" for token in mantissa.tokens[point:])
    if not step:
        raise NotUnderstoodError
    power = _power(size, step)
    rounded = _rounded(size.scaleb(-power), decimals)
    if size and _power(rounded, step):
        power += step
        rounded = _rounded(size.scaleb(-power), decimals)
    sign = "-" if power < 0 else "+" if tokens[at].text == "e+" else ""
    exponent = _integer(after, str(abs(power)) if power else "", grouped=False)
    return f"{number(mantissa, rounded)}E{sign}{exponent}"


def _power(size: Decimal, step: int) -> int:
    return (size.adjusted() // step) * step if size else 0


def _rounded(size: Decimal, decimals: int) -> Decimal:
    return size.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
