from __future__ import annotations

import pytest
from specimens import HIDDEN

from redaction.diagnostics.errors import LookupFailedError, Problem, ProblemsFoundError, quoted


@pytest.mark.parametrize(
    ("place", "advice", "message"),
    [
        ("row 3", "Use 1", "asb.csv, row 3: found 2, expected 1. Use 1"),
        ("row 3", "", "asb.csv, row 3: found 2, expected 1"),
        ("", "", "asb.csv, line 3: found 2, expected 1"),
    ],
)
def test_a_problem_says_where_what_and_what_to_do(place: str, advice: str, message: str) -> None:
    assert str(Problem("cell-value", "asb.csv", 3, "2", "1", advice, place)) == message


def test_problems_are_reported_once_each_by_file_and_line() -> None:
    places = [("a", 2), ("a", 10), ("b", 1)]
    second, tenth, other = (Problem("cell-value", file, line, "x", "y") for file, line in places)
    error = ProblemsFoundError([other, tenth, second, tenth])
    assert error.problems == (second, tenth, other)
    assert str(error).splitlines() == [str(second), str(tenth), str(other)]


def test_a_value_is_quoted_only_where_everybody_may_see_it() -> None:
    assert (quoted("120", is_open=True), quoted("120", is_open=False)) == ('"120"', HIDDEN)


def test_a_failed_lookup_becomes_a_problem_of_the_page_that_asked() -> None:
    error = LookupFailedError("unknown-name", 'unknown row "x"', '"y"', "See the CSV")
    assert str(error) == 'found unknown row "x", expected "y". See the CSV'
    assert str(error.at("docs/asb.md", 7)) == 'docs/asb.md, line 7: found unknown row "x", expected "y". See the CSV'
    assert str(error.at("docs/asb.md", 7, "findings")).startswith("docs/asb.md, findings: found ")
