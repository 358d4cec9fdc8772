"""Numbers as readers see them: rounding, signs, codes, and the words that choose their own direction."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.html.number_format import (
    change_in_words,
    difference_in_words,
    grouped,
    in_prose,
    in_table,
    plain,
    rank_in_words,
    rounded,
)
from macros.phrasebook.phrases import phrases_of
from redaction.data.arithmetic import Quantity, change, difference, rank, share

MINUS = "\u2212"

ENGLISH = phrases_of("en")


def stored(value: str | None, *, code: str = "", unit: str = "incidents", decimals: int = 0) -> Quantity:
    return Quantity(None if value is None else Decimal(value), ("d/r/c",), "", code, unit, decimals)


def computed(by: str, value: str | None, *, code: str = "", unit: str = "%", decimals: int = 1) -> Quantity:
    return Quantity(None if value is None else Decimal(value), ("d/r/a", "d/r/b"), by, code, unit, decimals)


THREES = [
    ("2.04", "2.0"),
    ("2.05", "2.1"),
    ("2.06", "2.1"),
    ("2.0499999999999999", "2.0"),
    ("2.0500000000000001", "2.1"),
    ("2.14", "2.1"),
    ("2.15", "2.2"),
    ("2.16", "2.2"),
    ("2.24", "2.2"),
    ("2.25", "2.3"),
    ("2.26", "2.3"),
    ("9.94", "9.9"),
    ("9.95", "10.0"),
    ("9.96", "10.0"),
    ("999.94", "999.9"),
    ("999.95", "1000.0"),
    ("999.96", "1000.0"),
    ("0.04", "0.0"),
    ("0.05", "0.1"),
    ("0.06", "0.1"),
]


@pytest.mark.parametrize(("value", "expected"), THREES)
def test_rounds_half_away_from_zero(value: str, expected: str) -> None:
    assert plain(Decimal(value), 1) == expected


@pytest.mark.parametrize(("value", "expected"), [pair for pair in THREES if pair[1] != "0.0"])
def test_rounds_half_away_from_zero_below_it(value: str, expected: str) -> None:
    assert plain(-Decimal(value), 1) == f"-{expected}"


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [("0.5", 0, "1"), ("1.5", 0, "2"), ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("1.2345", 3, "1.235"), ("7", 2, "7.00")],
)
def test_rounds_to_the_decimals_asked_for(value: str, decimals: int, expected: str) -> None:
    assert plain(Decimal(value), decimals) == expected


@settings(deadline=None)
@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 4))
def test_rounding_agrees_with_exact_fractions(value: Decimal, decimals: int) -> None:
    scaled = abs(Fraction(value)) * 10**decimals
    away = int(scaled + Fraction(1, 2))
    expected = Fraction(away if value >= 0 else -away, 10**decimals)
    assert Fraction(rounded(value, decimals)) == expected


@pytest.mark.parametrize("value", ["-0", "-0.0", "-0.04", "-0.0499", "0", "-1E-9"])
def test_zero_never_has_a_sign(value: str) -> None:
    assert plain(Decimal(value), 1) == "0.0"
    assert grouped(Decimal(value), 1) == "0.0"
    for by in ("difference", "change", ""):
        assert in_table(computed(by, value)) == "0.0%"
    assert in_prose(computed("share", value)) == "0.0%"


@pytest.mark.parametrize(
    ("value", "decimals", "shown", "machine"),
    [
        ("2542", 0, "2,542", "2542"),
        ("999", 0, "999", "999"),
        ("1000", 0, "1,000", "1000"),
        ("1234567.891", 1, "1,234,567.9", "1234567.9"),
        ("-26318", 0, f"{MINUS}26,318", "-26318"),
        ("-1.25", 1, f"{MINUS}1.3", "-1.3"),
        ("47.394", 3, "47.394", "47.394"),
    ],
)
def test_people_read_groups_and_a_true_minus_and_machines_neither(
    value: str, decimals: int, shown: str, machine: str
) -> None:
    assert grouped(Decimal(value), decimals) == shown
    assert plain(Decimal(value), decimals) == machine


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (computed("change", "7.2"), "+7.2%"),
        (computed("change", "-52.7"), f"{MINUS}52.7%"),
        (computed("change", "0"), "0.0%"),
        (computed("change", "0.04"), "0.0%"),
        (computed("change", "-0.04"), "0.0%"),
        (computed("difference", "1151", unit="offences", decimals=0), "+1,151"),
        (computed("difference", "-2836", unit="offences", decimals=0), f"{MINUS}2,836"),
        (computed("difference", "0", unit="offences", decimals=0), "0"),
        (computed("share", "10.25"), "10.3%"),
        (computed("rank", "4", unit="", decimals=0), "4"),
        (computed("total", "401", unit="reports", decimals=0), "401"),
        (stored("2542"), "2,542"),
        (stored("-3.2", decimals=1), f"{MINUS}3.2"),
        (stored("5.7", unit="%", decimals=1), "5.7%"),
        (stored("5.7", unit="points", decimals=1), "5.7"),
        (stored("120", code="[p]"), "120 [p]"),
        (stored("18.3", code="[e]", unit="%", decimals=1), "18.3% [e]"),
        (stored(None, code="[c]"), "[c]"),
        (stored(None, code="[low]"), "[low]"),
        (computed("change", None, code="[z]"), "[z]"),
        (computed("difference", None, code="[x]"), "[x]"),
    ],
)
def test_a_table_cell(quantity: Quantity, expected: str) -> None:
    assert in_table(quantity) == expected


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (stored("2542"), "2,542"),
        (stored("-3", unit="points"), f"{MINUS}3"),
        (stored("18.3", unit="%", decimals=1), "18.3%"),
        (stored("18.3", code="[p]", unit="%", decimals=1), "18.3% [p]"),
        (computed("share", "10.3"), "10.3%"),
        (computed("change", "7.2"), "7.2%"),
        (stored(None, code="[x]"), "[x]"),
    ],
)
def test_a_number_in_a_sentence_has_no_plus(quantity: Quantity, expected: str) -> None:
    assert in_prose(quantity) == expected


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("5378", "2542", "down 52.7%"),
        ("15919", "17070", "up 7.2%"),
        ("50", "50", "unchanged"),
        ("1", "1001", "up 100,000.0%"),
        ("0", "5", "[z]"),
        ("0", "0", "[z]"),
        ("100000", "100049", "almost unchanged"),
        ("100000", "99951", "almost unchanged"),
        ("100000", "100050", "up 0.1%"),
        ("100000", "99950", "down 0.1%"),
    ],
)
def test_a_change_chooses_its_direction(earlier: str, later: str, expected: str) -> None:
    assert change_in_words(change(stored(earlier), stored(later)), ENGLISH) == expected


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [("5378", "2542", "2,836 fewer"), ("15919", "17070", "1,151 more"), ("7", "7", "no change"), ("7", "8", "1 more")],
)
def test_a_difference_chooses_its_direction(earlier: str, later: str, expected: str) -> None:
    assert difference_in_words(difference(stored(earlier), stored(later)), ENGLISH) == expected


@pytest.mark.parametrize("words", [change_in_words, difference_in_words])
@pytest.mark.parametrize("code", ["[x]", "[z]", "[c]"])
def test_words_without_a_number_are_its_code(words: object, code: str) -> None:
    assert callable(words)
    assert words(computed("change", None, code=code), ENGLISH) == code


def test_a_difference_too_small_to_show_is_not_called_none() -> None:
    assert difference_in_words(difference(stored("16.4"), stored("16.8")), ENGLISH) == "almost unchanged"


@pytest.mark.parametrize("code", ["[p]", "[e]", "[b]", "[u]"])
def test_what_follows_from_a_doubtful_number_is_doubtful(code: str) -> None:
    earlier, later = stored("200"), stored("300", code=code)
    assert change_in_words(change(earlier, later), ENGLISH) == f"up 50.0% {code}"
    assert in_table(change(earlier, later)) == f"+50.0% {code}"
    assert difference_in_words(difference(earlier, later), ENGLISH) == f"100 more {code}"
    assert in_prose(share(earlier, later)) == f"66.7% {code}"
    assert rank_in_words(rank(earlier, [earlier, later]), [earlier, later], earlier, ENGLISH) == f"lowest of 2 {code}"
    assert change_in_words(change(later, later), ENGLISH) == f"unchanged {code}"


def test_what_follows_from_a_revised_number_is_not_itself_revised() -> None:
    assert change_in_words(change(stored("200"), stored("300", code="[r]")), ENGLISH) == "up 50.0%"


def test_a_difference_of_percentages_is_not_a_percentage() -> None:
    gap = difference(stored("40", unit="%", decimals=1), stored("50", unit="%", decimals=1))
    assert not in_table(gap).endswith("%"), "from 40% to 50% is 10 percentage points, or 25%, and not +10.0%"


@settings(deadline=None)
@given(st.integers(1, 10**7), st.integers(0, 10**7))
def test_the_direction_is_that_of_the_counts(earlier: int, later: int) -> None:
    words = change_in_words(change(stored(str(earlier)), stored(str(later))), ENGLISH)
    difference_words = difference_in_words(difference(stored(str(earlier)), stored(str(later))), ENGLISH)
    if abs(later - earlier) * 2000 < earlier and later != earlier:
        assert words == "almost unchanged"
    if later > earlier:
        assert words.startswith("up ") or words == "almost unchanged"
        assert difference_words == f"{later - earlier:,} more"
    elif later < earlier:
        assert words.startswith("down ") or words == "almost unchanged"
        assert difference_words == f"{earlier - later:,} fewer"
    else:
        assert (words, difference_words) == ("unchanged", "no change")


@pytest.mark.parametrize(
    ("values", "own", "expected"),
    [
        ([5, 4, 3, 2], 5, "highest of 4"),
        ([5, 4, 3, 2], 4, "2nd highest of 4"),
        ([5, 4, 3, 2], 3, "3rd highest of 4"),
        ([5, 4, 3, 2], 2, "lowest of 4"),
        ([5, 5, 3, 2], 5, "joint highest of 4"),
        ([5, 4, 4, 2], 4, "joint 2nd highest of 4"),
        ([5, 4, 2, 2], 2, "joint lowest of 4"),
        ([3, 3, 3], 3, "joint highest of 3"),
        ([0, 0, 4], 0, "joint lowest of 3"),
        ([0, -1, 4], 0, "2nd highest of 3"),
        ([9, 7], 7, "lowest of 2"),
        (list(range(30)), 19, "11th highest of 30"),
        (list(range(30)), 9, "21st highest of 30"),
    ],
)
def test_a_rank_in_words(values: list[int], own: int, expected: str) -> None:
    peers = [stored(str(value)) for value in values]
    mine = stored(str(own))
    assert rank_in_words(rank(mine, peers), peers, mine, ENGLISH) == expected


def test_a_rank_counts_only_peers_with_a_number() -> None:
    peers = [stored("9"), stored(None, code="[x]"), stored("7"), stored("5")]
    assert rank_in_words(rank(peers[2], peers), peers, peers[2], ENGLISH) == "2nd highest of 3"


def test_a_rank_without_a_number_is_its_code() -> None:
    peers = [stored("9"), stored(None, code="[x]")]
    assert rank_in_words(rank(peers[1], peers), peers, peers[1], ENGLISH) == "[x]"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (10, "10th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (14, "14th"),
        (20, "20th"),
        (21, "21st"),
        (22, "22nd"),
        (23, "23rd"),
        (101, "101st"),
        (111, "111th"),
        (112, "112th"),
        (113, "113th"),
        (121, "121st"),
    ],
)
def test_ordinals(number: int, expected: str) -> None:
    assert ENGLISH.ordinal(number) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], ""),
        (["Tilbury"], "Tilbury"),
        (["Tilbury", "Belhus"], "Tilbury and Belhus"),
        (["Tilbury", "Belhus", "Chadwell St Mary"], "Tilbury, Belhus and Chadwell St Mary"),
    ],
)
def test_names_in_a_sentence(names: list[str], expected: str) -> None:
    assert ENGLISH.listed(names) == expected


def test_a_share_of_a_known_total() -> None:
    assert in_prose(share(stored("2790"), stored("17070"))) == "16.3%"
