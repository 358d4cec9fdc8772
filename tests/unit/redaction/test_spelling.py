from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.diagnostics.suggestions import expected_one_of, nearest, unknown

AREAS = ["basildon", "braintree", "brentwood", "tharrowe"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [("tharowe", "tharrowe"), ("Tharrowe", "tharrowe"), ("BASILDON", "basildon"), ("brentwod", "brentwood")],
)
def test_a_misspelt_name_is_near_the_one_that_was_meant(name: str, meant: str) -> None:
    assert nearest(name, AREAS) == meant


@pytest.mark.parametrize("name", ["kent", "", "zzzz"])
def test_a_name_like_none_is_near_to_none(name: str) -> None:
    assert nearest(name, AREAS) is None


@given(st.sampled_from(AREAS), st.permutations(AREAS))
def test_a_right_name_is_nearest_to_itself_in_whatever_order(name: str, known: list[str]) -> None:
    assert nearest(name, known) == name


def test_the_nearest_name_is_what_is_expected() -> None:
    assert expected_one_of("tharowe", "row", AREAS) == '"tharrowe"'


def test_without_a_near_name_the_names_are_listed_in_order() -> None:
    assert expected_one_of("kent", "row", reversed(AREAS)) == "one of basildon, braintree, brentwood, tharrowe"


@pytest.mark.parametrize(
    ("count", "listed"),
    [(7, "1, 2, 3, 4, 5, 6, 7"), (8, "1, 2, 3, 4, 5, 6, 7, 8"), (9, "1, 2, 3, 4, 5, 6, 7, 8, ...")],
)
def test_a_list_of_names_stops_at_eight(count: int, listed: str) -> None:
    assert expected_one_of("zzz", "row", map(str, range(1, count + 1))) == f"one of {listed}"


def test_where_there_are_no_names_that_is_said() -> None:
    assert expected_one_of("kent", "row", []) == "no row here"


def test_an_unknown_name_says_what_it_is_and_where_it_was_looked_for() -> None:
    error = unknown("row", "tharowe", AREAS, 'in dataset "asb"')
    assert str(error) == 'found unknown row "tharowe", expected "tharrowe" in dataset "asb"'
