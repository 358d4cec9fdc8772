"""Numbers that programs, Romans and Welsh prose write: each in digits at its place, and everything else left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.audit.text.respelled import respelled

WRITTEN = {
    "cant pedwar deg tri": "143",
    "dau ddeg pedwar": "24",
    "tri ar ddeg": "13",
    "un ar hugain": "21",
    "deugain a thri": "43",
    "pedwar ugain": "80",
    "Un deg saith": "17",
    "deunaw": "18",
    "tri chant pedwar deg": "340",
    "mil naw cant naw deg naw": "1999",
    "0x8F": "143",
    "0o217": "143",
    "0b10001111n": "143",
    "1_43": "143",
    "'1' + '4' + '3'": "143",
    '"1"."43"': "143",
    "PT143M": "143",
    "P2W": "2",
    "PT2H23M": "143",
    "PT1M30S": "90",
    "PT2H3S": "7203",
    "0x8Fu": "143",
    "&H8F": "143",
    "parseInt('8f', 16)": "143",
    'parseInt("3z",36)': "143",
    "'1' || '43'": "143",
    "pedwar ar bymtheg a phedwar ugain": "99",
}


@pytest.mark.parametrize(("written", "digits"), WRITTEN.items())
def test_a_number_stands_in_digits_where_it_was_written(written: str, digits: str) -> None:
    text = f"Riverside: {written}; Hilltop"
    assert respelled(text) == f"Riverside: {digits.ljust(len(written))}; Hilltop"


@pytest.mark.parametrize(
    "text",
    [
        *("", "143 reports", "a significant degree of applicants", "chanted", "turned by 90deg"),
        *("Phase II of Henry IV", "CV", "I", "version 1_2a", "a_1", "XPT1M", "SHA 0xyz", "'1' + x"),
        *("parseInt('9', 8)", "parseInt('7', base)", "fixed taxi and six texts"),
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert respelled(text) is None


def test_roman_numbers_are_read_where_there_are_several() -> None:
    assert respelled("CXLIII; XC; V; IV") == "143   ; 90; 5; 4 "
    assert respelled("cxliii; lxx; xc; iv") == "143   ; 70 ; 90; 4 "
    assert respelled("Part IV, of the XC") is None
    assert respelled("I was a VICTIM; CCTV, an EXIT and LIVING TAXI drivers: so was I") is None


@given(st.integers(0, 2**30 - 1), st.sampled_from([hex, oct, bin]))
def test_a_number_in_any_base_is_the_same_number(number: int, write: Callable[[int], str]) -> None:
    assert respelled(write(number)) == str(number).ljust(len(write(number)))


@given(st.text())
def test_the_length_of_a_text_and_so_every_place_in_it_stays(text: str) -> None:
    other = respelled(text)
    assert other is None or len(other) == len(text)
