"""Random tables with random formats are read as Excel shows them, or refused; `TABLES=2000` tries them all.

What is shown is worked out from the parts that each format was made of, and not by reading the format.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from sheets import grid

from redaction.diagnostics.errors import ProblemsFoundError

TABLES = int(os.environ.get("TABLES", "60"))
WORDS = ("[c]", "[x]", "none", "few")


@dataclass(frozen=True)
class Form:
    """A number format as it is written, and what it shows of a number: nothing for what no table can hold."""

    code: str
    shows: Callable[[Decimal], str | None]


def digits(value: Decimal, decimals: int, *, grouped: bool, least: int = 1) -> str:
    size = abs(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, part = f"{size:f}".partition(".")
    whole = whole.lstrip("0").rjust(least, "0")
    if grouped:
        whole = f"{int(whole):,}" if len(whole) > 3 else whole
    return f"{whole}.{part}" if decimals else whole


def plain(chance: random.Random) -> tuple[str, Callable[[Decimal], str]]:
    """The digits of a section and what they show of a size."""
    decimals, grouped, per_cent = chance.randrange(4), chance.random() < 0.4, chance.random() < 0.2
    unit = chance.choice(["", "", "", '" people"', "\\ \\m"])
    code = ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "") + ("%" if per_cent else "") + unit
    after = ("%" if per_cent else "") + {'" people"': " people", "\\ \\m": " m"}.get(unit, "")

    def shows(value: Decimal) -> str:
        return digits(value * 100 if per_cent else value, decimals, grouped=grouped) + after

    return code, shows


def signed(shows: Callable[[Decimal], str]) -> Callable[[Decimal], str | None]:
    def of(value: Decimal) -> str:
        text = shows(value)
        return f"-{text}" if value < 0 and any(digit in "123456789" for digit in text) else text

    return of


def one_section(chance: random.Random) -> Form:
    code, shows = plain(chance)
    return Form(chance.choice(["", "[Red]", "[Color 12]"]) + code, signed(shows))


def by_sign(chance: random.Random) -> Form:
    (first, above), word = plain(chance), chance.choice(WORDS)
    negative, shows_negative = chance.choice(
        [(f"-{first}", lambda value: f"-{above(value)}"), (f'"{word}"', lambda _: word), ("", lambda _: None)]
    )
    if not negative:
        return Form(f"{first};;0", lambda value: above(value) if value > 0 else "0" if not value else None)
    return Form(
        f'{first};{negative};"{word}"',
        lambda value: word if not value else above(value) if value > 0 else shows_negative(value),
    )


def by_condition(chance: random.Random) -> Form:
    (code, shows), word, bound = plain(chance), chance.choice(WORDS), chance.choice([3, 5, 10])
    return Form(
        f'[<{bound}]"{word}";{code}',
        lambda value: None if value < 0 else word if value < bound else shows(value),
    )


def by_two_conditions(chance: random.Random) -> Form:
    (code, shows), (other, also) = plain(chance), plain(chance)
    return Form(
        f'[=0]"[z]";[<5]{other};{code}',
        lambda value: None if value < 0 else "[z]" if not value else also(value) if value < 5 else shows(value),
    )


def padded(chance: random.Random) -> Form:
    least = chance.randrange(2, 6)
    return Form("0" * least, signed(lambda value: digits(value, 0, grouped=False, least=least)))


def nothing(_: random.Random) -> Form:
    return Form(";;;", lambda _: None)


def thousands(_: random.Random) -> Form:
    return Form("#,##0,", lambda _: None)  # refused: the heading does not say thousands


def accounting(_: random.Random) -> Form:
    return Form(
        '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
        lambda value: "-" if not value else ("-" if value < 0 else "") + digits(value, 0, grouped=True),
    )


FORMS = (one_section, one_section, by_sign, by_condition, by_two_conditions, padded, nothing, thousands, accounting)


def number(chance: random.Random) -> Decimal:
    kind = chance.randrange(5)
    if kind == 0:
        return Decimal(0)
    if kind == 1:
        return Decimal(chance.randrange(1, 12))
    size = Decimal(chance.randrange(10**6)).scaleb(-chance.randrange(5))
    return -size if kind == 2 else size


def told_apart(expected: str | None, found: str | None) -> bool:
    return found is not None and " ".join((expected or "").split()) != found


@pytest.mark.parametrize("start", range(0, TABLES, 20))
def test_no_number_is_read_that_excel_does_not_show(start: int, tmp_path: Path) -> None:
    silent = []
    read = 0
    for seed in range(start, min(start + 20, TABLES)):
        chance = random.Random(seed)  # noqa: S311  # a fixed seed is wanted, not a secret
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["Ward", "Offences"])
        cells = [(number(chance), chance.choice(FORMS)(chance)) for _ in range(chance.randrange(1, 5))]
        for at, (value, form) in enumerate(cells, start=2):
            sheet.cell(at, 1, f"Ward {at}")
            sheet.cell(at, 2, float(value)).number_format = form.code
        book.save(tmp_path / "table.xlsx")
        expected = [form.shows(value) for value, form in cells]
        try:
            found = [row.cells[1] for row in grid(tmp_path / "table.xlsx").rows[1:]]
        except ProblemsFoundError as error:
            if None not in expected:
                silent.append((seed, "refused without need", [form.code for _, form in cells], str(error)))
            continue
        read += 1
        silent += [
            (seed, value, form.code, shown, text)
            for (value, form), shown, text in zip(cells, expected, found, strict=True)
            if shown is None or told_apart(shown, text)
        ]
    assert silent == []
    assert read
