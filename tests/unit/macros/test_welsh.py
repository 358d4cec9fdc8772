"""Welsh: phrases in which nothing mutates, its alphabet, its days, and a page of its own in an English site."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_view import small_view, vocabulary

from macros.phrasebook.phrases import phrases_of
from macros.vocabulary.vocabulary import in_language

WELSH = phrases_of("cy")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        *((1, "1af"), (2, "2il"), (3, "3ydd"), (4, "4ydd"), (5, "5ed"), (6, "6ed"), (7, "7fed"), (10, "10fed")),
        *((11, "11eg"), (12, "12fed"), (15, "15fed"), (16, "16eg"), (18, "18fed"), (19, "19eg"), (20, "20fed")),
        *((21, "21ain"), (30, "30ain"), (31, "31ain"), (39, "39ain"), (40, "40fed"), (41, "41ain")),
        *((99, "99ain"), (100, "100fed"), (101, "101af")),
    ],
)
def test_ordinals(number: int, expected: str) -> None:
    assert WELSH.ordinal(number) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-11-29", "29 Tachwedd 2026"), ("2026-01-01", "1 Ionawr 2026"), ("2026-12-31", "31 Rhagfyr 2026")],
)
def test_days(day: str, expected: str) -> None:
    assert WELSH.day(day) == expected


@pytest.mark.parametrize(
    "names",
    [
        ["Cwm", "Cymer", "Chwilog", "Dinas", "Ddol"],
        ["Fach", "Ffair", "Gwent", "Nefyn", "Ogwr"],
        ["Lampeter", "Lliw", "Llwyn", "Pwll", "Phil", "Rwyth", "Rhyl", "Sarn", "Tywyn", "Thomas", "Usk"],
        ["Wrecsam", "Ŵyl", "Ynys", "Ŷs"],
        ["Jones", "Kent", "Llan"],  # a letter that Welsh borrows stands where other alphabets have it
    ],
)
def test_letters_of_two_signs_come_after_those_that_they_begin_with(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(backwards, key=WELSH.in_order) == names


def test_english_sorts_sign_by_sign() -> None:
    names = ["Cymer", "Chwilog", "Cwm"]
    assert sorted(names, key=phrases_of("en").in_order) == sorted(names)


def test_macros_speak_the_language_of_the_page_and_data_keeps_its_own() -> None:
    spoken = in_language(vocabulary(small_view("public")), "cy")
    assert ">cynnydd o 50.0%<" in spoken.change("incidents", "north", "2021", "2022")
    assert spoken.view.as_written.language == "en"
    assert "Ffynhonnell: " in spoken.table("incidents")
    assert '<h3 class="figure__headline" id="fig-1-headline" lang="en">' in spoken.table("incidents")
    assert " lang=" not in vocabulary(small_view("public")).table("incidents")


def test_a_language_of_its_own_leaves_the_vocabulary_as_it_is() -> None:
    own = vocabulary(replace(small_view("public"), language="cy", written="cy"))
    assert in_language(own, "cy") is own
    assert " lang=" not in own.table("incidents")
