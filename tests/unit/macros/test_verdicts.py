"""Verdicts are taken where all that they rest on is the very same, and only those of the last round are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from macros.pages.verdicts import Verdicts, same


@dataclass(frozen=True)
class Thing:
    name: str
    line: int = field(default=0, compare=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (Decimal("2.5"), Decimal("2.50")),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": 1}, {"a": 1.0}),
        ((1, 2), [1, 2]),
        ((1, 2), (1, 2, 3)),
        (Thing("a", 1), Thing("a", 2)),
        ({"a": (Thing("a"),)}, {"a": (Thing("b"),)}),
        (lambda: 1, lambda: 1),
        ("", None),
    ],
)
def test_what_a_function_could_tell_apart_is_not_the_same(one: object, other: object) -> None:
    assert not same(one, other)
    assert not same(other, one)


@pytest.mark.parametrize("make", [lambda: 2, lambda: Decimal("2.50"), lambda: {"a": [Thing("a", 3)]}, lambda: None])
def test_what_is_made_twice_in_one_way_is_the_same(make: object) -> None:
    assert callable(make)
    assert same(make(), make())


def test_a_function_is_asked_again_where_one_value_changed_and_only_there() -> None:
    asked, kept = [], Verdicts()

    def judge(text: str, number: int) -> str:
        asked.append((text, number))
        return f"{text}{number}"

    for text, number in (("a", 1), ("a", 1), ("a", 2), ("b", 2), ("b", 2)):
        assert kept.of("page", judge, text, number) == f"{text}{number}"
        kept.forget()
    assert asked == [("a", 1), ("a", 2), ("b", 2)]


def test_verdicts_of_another_thing_and_of_another_function_are_others() -> None:
    kept = Verdicts()
    assert [kept.of(what, judge, "ab") for what in (1, 2) for judge in (str.upper, str.title)] == ["AB", "Ab"] * 2


def test_a_value_stays_the_one_before_while_it_is_the_same() -> None:
    kept, first = Verdicts(), Thing("a", 1)
    assert kept.as_before("thing", first) is first
    assert kept.as_before("thing", Thing("a", 1)) is first
    assert kept.as_before("thing", Thing("a", 2)) is not first


def test_what_the_last_round_did_not_ask_for_is_gone() -> None:
    kept, asked = Verdicts(), []
    for things in (["a", "b"], ["a"], ["a", "b"]):
        for each in things:
            kept.of(each, asked.append, each)
        kept.forget()
    assert asked == ["a", "b", "b"]
