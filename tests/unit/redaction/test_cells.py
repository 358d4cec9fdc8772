from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.data.cells import CellError, are_plain, parse_cell
from redaction.data.dataset import Cell, Column
from redaction.data.shorthand import AFTER_A_NUMBER, IN_PLACE_OF_A_NUMBER

TEXT = Column("label", "Area")
COUNT = Column("count", "Number", "count", "incidents")
NUMBER = Column("rate", "Rate", "number", "offences")
PERCENT = Column("share", "Share", "percent", "per cent")
EXAMPLES = {
    "count": "a whole number such as 120",
    "number": "a number such as 16.7",
    "percent": "a percentage such as 18.3",
}

secret = st.text("QXZJKVW79", min_size=6).filter(lambda text: not text.isdigit())


def refused(text: str, column: Column) -> CellError:
    with pytest.raises(CellError) as caught:
        parse_cell(text, column)
    return caught.value


@pytest.mark.parametrize("text", ["Tharrowe", "120", "[x]", "12 [p]"])
def test_a_text_stands_as_it_is(text: str) -> None:
    assert parse_cell(text, TEXT) == Cell(text)


@pytest.mark.parametrize("text", ["Oct-21", "1-Oct", "12-Jan", "########"])
def test_a_month_that_a_spreadsheet_shortened_is_refused_and_told_how_to_undo(text: str) -> None:
    error = refused(text, TEXT)
    assert error.expected == "a month in full, such as October 2021"
    assert error.advice == "The spreadsheet shortened it: format the cells as Text"


@pytest.mark.parametrize("text", ["October 2021", "Oct-2021", "123-Oct", "1-October", "# of reports", "18-24"])
def test_a_text_that_no_spreadsheet_shortened_stands(text: str) -> None:
    assert parse_cell(text, TEXT) == Cell(text)


def test_a_text_is_never_blank() -> None:
    assert refused("", TEXT).expected == "a text"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1", "1"),
        ("999", "999"),
        ("1,000", "1000"),
        ("1,234,567", "1234567"),
        ("12.0", "12"),
        ("+5", "5"),
    ],
)
def test_a_count_is_a_whole_number_with_commas_or_without(text: str, value: str) -> None:
    assert parse_cell(text, COUNT) == Cell(text, Decimal(value))


@pytest.mark.parametrize(
    "text", ["-1", "\u22121", "0.5", "12o", "#REF!", "(123)", "12%", "12 34", "\u00a35", "..", "-", "1.2.3", "NaN"]
)
def test_a_count_is_nothing_else(text: str) -> None:
    assert refused(text, COUNT).expected == "a whole number such as 120"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("(301)", "with a minus sign, without brackets"),
        ("<5", "Write [c] for a number that is withheld"),
        ("*", "Write [c] for a number that is withheld"),
        ("..", "or 0 for a true zero"),
        ("n/a", "[x] for one that is not available"),
        ("\u00a31,234.50", "without the pound sign"),
        ("$12", "without the sign of the currency"),
        ("#DIV/0!", "Correct the formula"),
        ("12\u200b", "an invisible character"),
        ("12 [p] [r]", "Write one code"),
        ("12 [note 1]", "Put a note beside the name"),
        ("412\u00b9", "a note as [note 1]"),
        ("1.2E+05", "The spreadsheet shortened the number"),
        ("16,7", "Use a full stop for decimals"),
    ],
)
def test_what_people_write_in_place_of_a_number_is_answered_with_what_to_write(text: str, advice: str) -> None:
    assert advice in refused(text, COUNT).advice


@pytest.mark.parametrize("mark", [",", "'", "\u2019", " ", "\u00a0", "\u2007", "\u2009", "\u202f"])
def test_thousands_are_parted_by_commas_apostrophes_and_spaces_of_any_width(mark: str) -> None:
    assert parse_cell(f"1{mark}234{mark}567", COUNT).number == Decimal(1234567)
    assert refused(f"1{mark}23", COUNT).expected == "a whole number such as 120"


@pytest.mark.parametrize(
    ("text", "value"), [("-1", "-1"), ("\u22121.5", "-1.5"), ("0", "0"), (".5", "0.5"), ("1,234.5", "1234.5")]
)
def test_a_number_may_be_negative_and_have_decimals(text: str, value: str) -> None:
    assert parse_cell(text, NUMBER).number == Decimal(value)


@pytest.mark.parametrize("text", ["18.3", "18.3%", "18.3 %"])
def test_a_percentage_is_the_same_with_its_sign_or_without(text: str) -> None:
    assert parse_cell(text, PERCENT).number == Decimal("18.3")


@pytest.mark.parametrize("column", [COUNT, NUMBER, PERCENT])
class TestEveryKindOfNumber:
    @pytest.mark.parametrize("text", ["1,00", "1,0000", "12,34,567", "1234,567", "16,7"])
    def test_refuses_a_comma_that_does_not_mark_thousands(self, text: str, column: Column) -> None:
        error = refused(text, column)
        assert (error.expected, error.advice) == (EXAMPLES[column.kind], "Use a full stop for decimals")

    @pytest.mark.parametrize("text", ["1.2E+05", "1E6", "1.2e-3"])
    def test_refuses_what_a_spreadsheet_shortened_and_says_how_to_undo_it(self, text: str, column: Column) -> None:
        error = refused(text, column)
        assert error.expected == EXAMPLES[column.kind]
        assert error.advice == "The spreadsheet shortened the number: format the column as Number"

    def test_refuses_a_blank_cell_and_says_how_a_missing_number_is_written(self, column: Column) -> None:
        assert refused("", column).expected == "a number, or a code such as [x] (not available)"

    @pytest.mark.parametrize("code", IN_PLACE_OF_A_NUMBER)
    def test_may_be_a_code_in_place_of_the_number(self, code: str, column: Column) -> None:
        assert parse_cell(code, column) == Cell(code, None, code)

    @pytest.mark.parametrize("space", ["", " "])
    @pytest.mark.parametrize("code", AFTER_A_NUMBER)
    def test_may_have_a_code_after_the_number(self, code: str, space: str, column: Column) -> None:
        text = f"1,200{space}{code}"
        assert parse_cell(text, column) == Cell(text, Decimal(1200), code)

    @pytest.mark.parametrize("code", AFTER_A_NUMBER)
    def test_refuses_a_code_that_follows_numbers_on_its_own(self, code: str, column: Column) -> None:
        refused(code, column)

    @pytest.mark.parametrize("code", IN_PLACE_OF_A_NUMBER)
    def test_refuses_a_code_that_stands_for_a_number_after_one(self, code: str, column: Column) -> None:
        refused(f"12 {code}", column)

    @pytest.mark.parametrize("text", ["[q]", "12 [q]", "[]", "*", ":", "[p] 12", "12 [p] [r]"])
    def test_refuses_what_is_no_code(self, text: str, column: Column) -> None:
        refused(text, column)

    def test_suggests_the_code_that_was_meant(self, column: Column) -> None:
        assert refused("[X]", column).expected == '"[x]"'

    @given(text=secret, shape=st.sampled_from(["{}", "[{}]", "12 [{}]", "{} [p]", "1,{}", "({})", "{}%"]))
    def test_never_says_what_it_refused(self, text: str, shape: str, column: Column) -> None:
        error = refused(shape.format(text), column)
        assert text not in str(error) + error.expected + error.advice


@given(st.integers(0, 10**12))
def test_a_count_means_the_same_with_its_thousands_marked(value: int) -> None:
    assert parse_cell(f"{value:,}", COUNT).number == parse_cell(str(value), COUNT).number == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_number_keeps_the_decimals_it_is_written_with(value: Decimal) -> None:
    cell = parse_cell(f"{value:,.3f}", NUMBER)
    assert (cell.number, cell.decimals) == (value, 3)


@given(st.text(max_size=8), st.sampled_from([TEXT, COUNT, NUMBER, PERCENT]))
def test_any_cell_is_a_value_or_an_error_of_ours(text: str, column: Column) -> None:
    with suppress(CellError):
        cell = parse_cell(text, column)
        assert cell.text == text
        assert column.is_numeric == (cell.number is not None or cell.code in IN_PLACE_OF_A_NUMBER)


@given(
    st.lists(st.one_of(st.text(max_size=6), st.sampled_from(["Grays", "Jan-21", "##", "A & B", "a_x000D_", "\\u00e9"])))
)
def test_words_that_are_plain_together_are_what_they_are_one_by_one(texts: list[str]) -> None:
    if are_plain(texts):
        assert [parse_cell(text, TEXT) for text in texts] == [Cell(text) for text in texts]


def test_one_odd_word_among_plain_ones_is_looked_at() -> None:
    assert are_plain(["Grays", "Tilbury"])
    for odd in ("", "Jan-21", "1-Apr", "###", "Caf&eacute;", "\\u00e9", "West_x000D_", "Gra\u200bys"):
        for texts in ([odd, "Grays"], ["Grays", odd, "Tilbury"], ["Grays", odd]):
            assert not are_plain(texts), texts
