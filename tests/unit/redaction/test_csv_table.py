from __future__ import annotations

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from specimens import messages

from redaction.data.csv_table import CsvTable, parse_csv
from redaction.diagnostics.errors import ProblemsFoundError

TOO_MANY = "A number such as 1,234 needs quotation marks around it, or no comma"
SAVE_AS = 'In Excel, choose "Save as", then "CSV UTF-8 (comma delimited)"'
POUND_AND_DASH = "\u00a35 \u2013 \u201cfine\u201d"

# Letters of Latin-1 in a row may look like UTF-8 that was read twice.
printable = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8).filter(
    lambda text: not any("\x80" <= letter <= "\xff" or letter == "\ufffd" for letter in text)
)
# A cell that another sign divides into as many as there are columns may be a row that was divided by it.
undivided = printable.filter(lambda text: not any(text.count(sign) == 2 for sign in ",;|"))
secret = st.text("QXZJKVW", min_size=6, max_size=12)


def read(text: str, *, is_open: bool = True) -> CsvTable:
    return parse_csv("asb.csv", text.encode(), is_open=is_open)


def trimmed(cell: str) -> str:
    return cell.replace("\u00a0", " ").strip()


def cells(table: CsvTable) -> list[tuple[str, ...]]:
    return [table.header, *(row.cells for row in table.rows)]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_reads_the_same_in_whatever_way_a_spreadsheet_saved_it(
    encoding: str, delimiter: str, newline: str
) -> None:
    lines = [["id", "label", "count"], ["fine", POUND_AND_DASH, "120"]]
    content = newline.join(delimiter.join(line) for line in lines).encode(encoding)
    assert cells(parse_csv("asb.csv", content)) == [tuple(line) for line in lines]


def test_utf_16_is_read_in_either_byte_order() -> None:
    content = b"\xfe\xff" + f"id,label\nfine,{POUND_AND_DASH}".encode("utf-16-be")
    assert cells(parse_csv("asb.csv", content))[1] == ("fine", POUND_AND_DASH)


@given(
    st.lists(st.lists(undivided, min_size=3, max_size=3).filter(lambda row: any(map(trimmed, row[1:])))),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_every_cell_that_a_spreadsheet_writes_comes_back_trimmed(
    rows: list[list[str]], delimiter: str, newline: str, encoding: str
) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=newline).writerows([["id", "label", "count"], *rows])
    table = parse_csv("asb.csv", buffer.getvalue().encode(encoding))
    assert [row.cells for row in table.rows] == [tuple(trimmed(cell) for cell in row) for row in rows]


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_bytes_whatever_cause_anything_but_a_table_or_problems(content: bytes) -> None:
    with suppress(ProblemsFoundError):
        table = parse_csv("asb.csv", content)
        assert all(len(row.cells) == len(table.header) for row in table.rows)


def test_a_number_with_a_comma_in_quotation_marks_is_one_cell() -> None:
    assert cells(read('id,label,count\neldor,Eldor,"1,234"\n'))[1] == ("eldor", "Eldor", "1,234")


def test_a_number_with_a_comma_and_no_quotation_marks_is_one_cell_too_many() -> None:
    assert messages(lambda: read("id,label,count\neldor,Eldor,1,234\n")) == [
        f"asb.csv, row 2: found 4 cells, expected 3, one for each column. {TOO_MANY}"
    ]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("eldor,Eldor", ("eldor", "Eldor", "")),
        ("eldor,Eldor,1", ("eldor", "Eldor", "1")),
        ("eldor,Eldor,1,", ("eldor", "Eldor", "1")),
        ("eldor,Eldor,1,,, ", ("eldor", "Eldor", "1")),
    ],
)
def test_a_row_has_a_cell_for_each_column(line: str, row: tuple[str, ...]) -> None:
    assert cells(read(f"id,label,count\n{line}\n"))[1] == row


@pytest.mark.parametrize(("rows", "told"), [(3, ["row 2", "row 3", "row 4"]), (4, ["row 2"])])
def test_rows_with_too_many_cells_are_told_one_by_one_or_where_they_are_many_at_once(
    rows: int, told: list[str]
) -> None:
    found = messages(lambda: read("id,label\n" + "a,b,c\n" * rows))
    assert [message.split(": ")[0] for message in found] == [f"asb.csv, {row}" for row in told]


@pytest.mark.parametrize("line", ["burglary;Burglary;12", "burglary\tBurglary\t12", "burglary|Burglary|12"])
def test_a_row_that_another_sign_divides_is_one_problem(line: str) -> None:
    (message,) = messages(lambda: read(f"id,label,count\ntheft,Theft,3\narson,Arson,4\n{line}\n"))
    assert "row 4: found 1 cell, expected 3, one for each column" in message
    assert "Divide it by the same sign as the other rows" in message


def test_a_row_with_its_id_alone_is_left_to_be_told_of_its_empty_cells() -> None:
    assert cells(read("id,label,count\ntheft,Theft,3\narson,,\n"))[2] == ("arson", "", "")


def test_the_advice_to_quote_a_number_is_given_only_where_the_cells_look_like_one() -> None:
    [found] = messages(lambda: read("id,label\na,late, and more\n"))
    assert "A text with a comma in it needs quotation marks" in found


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nid;label\na;A\n",
        'id, label\na, "A"\n',
        "id,label\r\r\na,A\r\r\n",
        "id,label\ra,A\r",
        "id|label\na|A\n",
    ],
)
def test_the_shapes_that_programs_give_a_csv_are_read(text: str) -> None:
    assert cells(read(text)) == [("id", "label"), ("a", "A")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Burglary\nid,label\na,A\n", "a title above the headings"),
        ("id,2021,,2022\n,Offences,Rate,Offences\na,1,2,3\n", "a second row of headings"),
    ],
)
def test_what_stands_around_the_headings_is_named(text: str, found: str) -> None:
    assert [found in message for message in messages(lambda: read(text))] == [True]


@pytest.mark.parametrize("blanks", ["", ",", ", ,", ",,,"])
def test_trailing_blank_columns_are_left_out(blanks: str) -> None:
    assert cells(read(f"id,label{blanks}\neldor,Eldor{blanks}\n")) == [("id", "label"), ("eldor", "Eldor")]


def test_the_header_says_what_separates_cells_whatever_else_stands_in_them() -> None:
    assert cells(read("id;label\na;one, two, three\n"))[1] == ("a", "one, two, three")


def test_a_blank_column_between_others_is_kept_for_its_fault_to_be_reported() -> None:
    assert read("id,,label\n").header == ("id", "", "label")


def test_blank_rows_are_left_out_and_the_others_keep_the_numbers_a_spreadsheet_shows() -> None:
    table = read("id,label\na,A\n,\n\n \t,\nb,B\n,\n,\n")
    assert [(row.number, row.cells[0]) for row in table.rows] == [(2, "a"), (6, "b")]


def test_a_cell_of_two_lines_is_one_row_of_the_spreadsheet() -> None:
    table = read('id,label\r\na,"two\r\nlines"\r\nb,B\r\n')
    assert [(row.number, row.cells[0]) for row in table.rows] == [(2, "a"), (3, "b")]


@pytest.mark.parametrize("cell", [" 12 ", "12\u00a0", "\u00a012", "\u202f12\t"])
def test_space_around_a_cell_is_no_part_of_it(cell: str) -> None:
    assert cells(read(f"id,label,count\na,A,{cell}\n"))[1] == ("a", "A", "12")


def test_a_no_break_space_within_a_cell_is_a_space() -> None:
    assert cells(read("id,label\na,South\u00a0Eldor\n"))[1] == ("a", "South Eldor")


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert cells(read("id,label\n")) == [("id", "label")]


@pytest.mark.parametrize(
    ("content", "found", "expected"),
    [
        (b"PK\x03\x04\x14\x00", "an Excel workbook", f"a CSV file. {SAVE_AS}"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel workbook", f"a CSV file. {SAVE_AS}"),
        (b"%PDF-1.7", "a PDF", f"a CSV file. {SAVE_AS}"),
        (b"id,label\na,\x00\x01", "bytes that are not text", f"a CSV file in UTF-8. {SAVE_AS}"),
        ("id,label".encode("utf-16") + b"x", "bytes that are not text", f"a CSV file in UTF-8. {SAVE_AS}"),
        (
            b'id,label\na,"A\nb,B',
            "a quotation mark that is never closed",
            "quotation marks around a whole cell, or none",
        ),
        (b"", "no header", "column names in the first row"),
        (b"\xef\xbb\xbf", "no header", "column names in the first row"),
        (b",,\nid,label,count\n", "no header", "column names in the first row"),
    ],
)
def test_a_file_that_is_no_table_says_what_it_is(content: bytes, found: str, expected: str) -> None:
    [message] = messages(lambda: parse_csv("asb.csv", content))
    assert message.startswith("asb.csv")
    assert f": found {found}, expected {expected}" in message


@given(st.lists(secret, min_size=3, max_size=6))
def test_a_row_with_too_many_cells_in_a_restricted_file_shows_none_of_them(row: list[str]) -> None:
    [message] = messages(lambda: read("id,label\n" + ",".join(row), is_open=False))
    assert not [cell for cell in row if cell in message]
