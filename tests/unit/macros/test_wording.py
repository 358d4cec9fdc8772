"""A text is read as its readers see it, and every number and comparison that is typed in it is found."""

from __future__ import annotations

from decimal import Decimal

import pytest

from macros.language.words import CALL, Words, source_of, typed_numbers, value_of, words_of
from macros.vocabulary.vocabulary import MACROS


def words(text: str) -> Words:
    found = words_of(text, MACROS)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("There were 2,543 incidents, 52.7% of all, or £1.2m.", ["2,543", "52.7%", "£1.2m"]),
        ("It fell by 10 per cent, from the 11th place to S59.", ["10 per cent", "11th", "S59"]),
        (
            "Thirty-five of them, two thirds, a quarter; it doubled twice.",
            ["Thirty-five", "two thirds", "quarter", "doubled", "twice"],
        ),
        ("Nobody stands and often weights; the scores of a sixtyish tenant.", []),
        ("See [page 7](5-1-crime.md#part-3) and ![12 towers](a9.png).", ["7", "12"]),
        ('<a href="x1" title="9">A 4</a> <!-- 8 --> https://example.org/2022', ["4"]),
        ("{{ n('a1', 'b2', '2022') }} of {{ total('c', '2021') }} and 3", ["3"]),
        ("1. First step\n2. Then 40 more", ["First", "40"]),
        ("It was [x] in May, but see [low](low.md).", ["[x]"]),
        ("Offences [note 1] and [note 12], see [note 3](notes.md)", ["3"]),
    ],
)
def test_every_typed_number_is_found_and_nothing_that_readers_do_not_see(text: str, numbers: list[str]) -> None:
    assert [each.text for each in typed_numbers(words(text).seen)] == numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,543", "2543"),
        ("52.7%", "0.527"),
        ("10 per cent", "0.1"),
        ("thirty-five", "35"),
        ("a quarter", "0.25"),
        ("three quarters", "0.75"),
        ("Both", "2"),
        ("none", "0"),
    ],
)
def test_a_number_is_worth_the_same_however_it_is_written(text: str, value: str) -> None:
    assert value_of(text) == Decimal(value)


def test_what_is_no_number_has_no_value() -> None:
    assert value_of("several") is None


def test_what_is_blanked_keeps_its_place_and_its_line() -> None:
    text = "A [link](a/very/long/address.md)\nand {{ n('a', 'b',\n'c') }} then 7."
    read = words(text)
    assert len(read.seen) == len(text)
    (seven,) = typed_numbers(read.seen)
    assert text[seven.start] == "7"
    assert read.line(seven.start) == 3


def test_sentences_end_where_readers_see_an_end() -> None:
    read = words(
        "One. Two, say {{ n('a', 'b', 'c') }} more.\n\n- Item {{ n('a', 'b', 'd') }}\n- Next\n\n## Head\n\nEnd"
    )
    assert [source_of(read, each) for each in read.sentences] == [
        "One.",
        "Two, say {{ n('a', 'b', 'c') }} more.",
        "- Item {{ n('a', 'b', 'd') }}",
        "- Next",
        "## Head",
        "End",
    ]
    assert [len(each.calls) for each in read.sentences] == [0, 1, 1, 0, 0, 0]
    assert read.sentences[1].seen.count(CALL) == 1
    assert [source_of(read, each) for each in read.beside(read.sentences[1])] == [
        "One.",
        "Two, say {{ n('a', 'b', 'c') }} more.",
    ]
    assert len(read.beside(read.sentences[2])) == 1


def test_a_text_that_cannot_be_parsed_is_not_read_as_it_is_told_elsewhere() -> None:
    assert words_of("{{ figur('x') }} 12", MACROS) is None
