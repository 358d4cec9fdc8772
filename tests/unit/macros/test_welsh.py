"""Welsh: phrases in which nothing mutates, its alphabet, its days, and a page of its own in an English site."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_view import small_view, vocabulary

from macros.pages.validation import dataset_faults
from macros.phrasebook.phrases import phrases_of
from macros.vocabulary.vocabulary import Vocabulary, in_language
from redaction.data.dataset import Selection, Words
from redaction.data.telling import told_in

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


def with_words(words: Words) -> Vocabulary:
    """The macros in Welsh, over incidents that have these words in it."""
    view = small_view("public")
    incidents = view.datasets["incidents"]
    told = replace(incidents, descriptor=replace(incidents.descriptor, languages={"cy": words}))
    return in_language(vocabulary(replace(view, datasets={**view.datasets, "incidents": told})), "cy")


def test_a_page_takes_the_words_that_data_has_in_its_language_and_marks_the_rest() -> None:
    spoken = with_words(
        Words(
            title="Digwyddiadau",
            headline="Cafodd {{ highest('incidents', '2022') }} fwy na neb arall",
            period="2021, 2022",
            titles={"label": "Ardal"},
            units={"2021": "digwyddiadau", "2022": "digwyddiadau"},
            rows={"north": {"label": "Y Gogledd"}},
        )
    )
    table = spoken.table("incidents")
    assert 'id="fig-1-headline">Cafodd <data' in table
    assert "Digwyddiadau, Anyshire, 2021, 2022. Uned: digwyddiadau" in table
    assert '<th scope="col">Ardal</th>' in table
    assert '<th scope="row">Y Gogledd</th>' in table
    assert '<th scope="row" lang="en">South</th>' in table
    assert "<table>" in table
    assert ">Y Gogledd</data>" in spoken.highest("incidents", "2022") + spoken.lowest("incidents", "2022")


def test_a_headline_without_words_is_told_as_the_site_tells_it_names_of_rows_too() -> None:
    spoken = with_words(Words(rows={"north": {"label": "Y Gogledd"}}))
    assert spoken.view.teller("incidents", "headline").dataset("incidents").rows[0].label == "North"
    assert 'id="fig-1-headline" lang="en">' in spoken.table("incidents")


def test_what_lacks_words_is_neither_a_number_nor_the_name_of_a_place() -> None:
    words = Words("Teitl", "Pennawd", period="2021", titles={"label": "Ardal"})
    lacking = with_words(words).view.untold("incidents")
    assert {"columns > 2021 > unit", "rows > north > label"} <= lacking
    assert not {"title", "headline", "place", "period", "columns > label", "columns > 2021"} & lacking


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (Words(titles={"2020": "2020"}), 'unknown column "2020"'),
        (Words(units={"2020": "digwyddiadau"}), 'unknown column "2020"'),
        (Words(rows={"nort": {"label": "Y Gogledd"}}), 'unknown row "nort"'),
        (Words(rows={"north": {"2021": "1"}}), 'unknown column "2021"'),
        (Words(notes=("Nodyn",) * 9), "9 notes"),
        (Words(caveat="Gofal"), "a caveat"),
        (Words(headline="{{ n('incidents', 'nort', '2022') }}"), 'unknown row "nort"'),
        (Words(headline="{{ says('cododd', 'higher incidents/north/2021 incidents/north/2021') }}"), "is not true"),
    ],
)
def test_words_for_what_is_not_there_and_a_false_sentence_in_any_language_are_told(words: Words, found: str) -> None:
    spoken = with_words(words)
    told = [
        each.found
        for each in dataset_faults(spoken.view.datasets["incidents"], in_language(spoken, "en"), ())
        if found in each.found
    ]
    assert len(told) == 1


@pytest.mark.parametrize("language", ["de", "en"])
def test_words_in_the_language_of_the_site_or_in_one_that_is_not_known_are_told(language: str) -> None:
    view = small_view("public")
    incidents = view.datasets["incidents"]
    told = replace(incidents, descriptor=replace(incidents.descriptor, languages={language: Words("Title")}))
    found = [each.found for each in dataset_faults(told, vocabulary(view), ())]
    assert found == [f'unknown language "{language}"']


def test_rows_of_another_dataset_have_its_names() -> None:
    own = with_words(Words(rows={"north": {"label": "Y Gogledd"}})).view.datasets["incidents"]
    few = replace(own, descriptor=replace(own.descriptor, id="few", selection=Selection("incidents"), languages={}))
    told = told_in({"incidents": own, "few": few}, "cy")
    assert [each.rows[0].label for each in told.values()] == ["Y Gogledd", "Y Gogledd"]


def test_a_language_of_its_own_leaves_the_vocabulary_as_it_is() -> None:
    own = vocabulary(replace(small_view("public"), language="cy", written="cy"))
    assert in_language(own, "cy") is own
    assert " lang=" not in own.table("incidents")
