from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.data.rounding import cut_short, rounded
from redaction.reconciliation.printed_number import PrintedNumber, printed_number, with_digits_swapped


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("2,836", "2836", 0),
        ("6.74% increase", "6.74", 2),
        ("a decrease of 1.3%", "-1.3", 1),
        ("a reduction of -2,836", "-2836", 0),
        ("+25%", "25", 0),
        ("-47.06%", "-47.06", 2),
        ("\u22127", "-7", 0),
        ("281 less victims", "-281", 0),
        ("4th highest of all 14 areas", "4", 0),
        ("second only to another", "2", 0),
        ("the lowest number", "1", 0),
        ("N/C", "0", 0),
        ("-20%", "-20", 0),
    ],
)
def test_a_printed_number_has_its_sign_and_its_decimals(text: str, value: str, decimals: int) -> None:
    assert printed_number(text) == PrintedNumber(Decimal(value), decimals)


@pytest.mark.parametrize("text", ["", "compares favourably", "decreased"])
def test_words_alone_are_no_number(text: str) -> None:
    assert printed_number(text) is None


@given(st.decimals(-1000, 1000, places=2))
def test_a_number_written_with_its_sign_is_read_back(number: Decimal) -> None:
    assert printed_number(f"{number:+,f}") == PrintedNumber(number, 2)


@pytest.mark.parametrize(
    ("text", "swapped"), [("78", {"87"}), ("8.9%", {"9.8"}), ("-12", {"-21"}), ("7", set()), ("110", {"101"})]
)
def test_two_neighbouring_digits_are_exchanged(text: str, swapped: set[str]) -> None:
    number = printed_number(text)
    assert number is not None
    assert {each.value for each in with_digits_swapped(number)} == {Decimal(each) for each in swapped}


@pytest.mark.parametrize(
    ("value", "to_nearest", "off"),
    [("11.74", "11.7", "11.7"), ("11.75", "11.8", "11.7"), ("11.76", "11.8", "11.7"), ("-0.05", "-0.1", "0.0")],
)
def test_cutting_short_is_not_rounding(value: str, to_nearest: str, off: str) -> None:
    assert (rounded(Decimal(value), 1), cut_short(Decimal(value), 1)) == (Decimal(to_nearest), Decimal(off))
