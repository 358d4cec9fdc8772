"""Whatever way a number is written, its reader gets it back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planting import FORMS, in_words

from assess.audit.text.decoding import as_read
from assess.audit.text.numerals import canonical, from_words, readings, values

LOSSY = {"reversed", "with years between", "nearest hundred", "thousands"}
CARRIED = {"base64", "an element a digit", "base64 in an address", "hexadecimal"}  # which the readers of files undo
OF_FOUR_DIGITS = {"digit by digit"}
WRITTEN = sorted(FORMS.keys() - LOSSY - CARRIED - OF_FOUR_DIGITS)


def read(text: str) -> set[str]:
    """Every value in any reading of a text."""
    return {numeral.value for reading in readings(as_read(text)) for numeral in reading}


@given(st.integers(10, 10**9 - 1))
@pytest.mark.parametrize("form", WRITTEN)
def test_a_whole_number_is_read_in_every_form(form: str, number: int) -> None:
    assert str(number) in read(f"It was {FORMS[form]([number])} then.")


def test_a_line_that_ends_in_a_string_of_a_program_ends_for_its_reader() -> None:
    assert as_read(r"Alderbrook,12\nAshcombe\t13") == "Alderbrook,12\nAshcombe\n13"
    assert as_read(r"C:\new\table") == r"C:\new\table"


@given(st.integers(1000, 10**9 - 1))
@pytest.mark.parametrize("form", sorted(OF_FOUR_DIGITS))
def test_a_number_of_four_digits_is_read_in_more_forms(form: str, number: int) -> None:
    assert str(number) in read(f"It was {FORMS[form]([number])} then.")


@given(st.decimals(0, 10**7, places=3), st.integers(0, 3))
def test_a_decimal_is_read_with_and_without_groups(number: Decimal, places: int) -> None:
    rounded = round(number, places) if places else Decimal(int(number))
    for text in (f"{rounded:f}", f"{rounded:,f}", f"{rounded:f}%", f"({rounded:,f} per cent)", f"-{rounded:f}."):
        assert canonical(rounded) in read(f"It was {text} then.")


@given(st.integers(1, 9999), st.sampled_from([("k", 3), (" thousand", 3), ("m", 6), (" million", 6), ("bn", 9)]))
def test_a_suffix_multiplies(tenths: int, suffix: tuple[str, int]) -> None:
    name, power = suffix
    assert str(tenths * 10 ** (power - 1)) in read(f"about {tenths / 10:.1f}{name} in all")


@given(st.integers(0, 10**9 - 1))
def test_words_are_read(number: int) -> None:
    assert from_words(in_words(number)) == number
    assert number < 10 or str(number) in read(f"There were {in_words(number).upper()} of them")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twelve hundred", "1200"),
        ("one thousand two hundred and thirty-four", "1234"),
        ("twelve point three", "12.3"),
        ("1.5 million", "1500000"),
        ("1.234e5", "123400"),
        ("47.39399999999999", "47.394"),
        ("1'234'567", "1234567"),
        ("1.234.567", "1234567"),
        ("12.345,6", "12345.6"),
        ("\uff11\uff12\uff13\uff14", "1234"),
        ("1234\u00b9", "1234"),
        ("12\u00ad34", "1234"),
    ],
)
def test_a_number_is_read(text: str, value: str) -> None:
    assert value in read(text)


@given(st.lists(st.sampled_from(["1,234", "twelve", "7", "1.5m", "12 345", "3rd", "two", ";", "x"]), max_size=8))
def test_the_values_are_those_of_the_readings(words: list[str]) -> None:
    text = " | ".join(words)
    assert values(text) == [[numeral.value for numeral in reading] for reading in readings(text)]


@given(st.lists(st.integers(0, 999), min_size=2, max_size=6))
def test_neighbours_are_read_in_order_whatever_parts_them(numbers: list[int]) -> None:
    for joint in (", ", " | ", ";", "\n", ","):
        written = joint.join(map(str, numbers))
        read_back = [[each.value for each in reading] for reading in readings(written)]
        assert [str(number) for number in numbers] in read_back
