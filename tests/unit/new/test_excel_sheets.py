"""A workbook from an analyst is read as Excel shows it, or refused with the reason; what is hidden is always said."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet
from sheets import PLAIN, Rows, grid, workbook

from assess.new.sheet.table import SheetTable, table_of
from redaction.diagnostics.errors import ProblemsFoundError

HEADED: Rows = (
    ("Burglary by ward, extracted 4 May",),
    (),
    *PLAIN,
    (),
    ("Source: the records system",),
    ("Not for publication before 1 June",),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def table(path: Path) -> SheetTable:
    return table_of(grid(path))


def refusal(path: Path, sheet: str | None = None, *, is_open: bool = True) -> str:
    with pytest.raises(ProblemsFoundError) as raised:
        table_of(grid(path, sheet, is_open=is_open))
    return str(raised.value)


def cells(path: Path) -> list[tuple[str, ...]]:
    return [row.cells for row in table(path).rows]


def test_a_plain_sheet_is_a_heading_and_rows(book: Path) -> None:
    found = table(workbook(book))
    assert found.headings == ("Ward", "2021", "2022")
    assert [row.cells for row in found.rows] == [("Belhus", "40", "38"), ("Tilbury", "51", "60"), ("Total", "91", "98")]
    assert found.remarks == ()


def test_a_title_and_notes_around_the_table_are_left_out_and_said(book: Path) -> None:
    found = table(workbook(book, HEADED, lambda sheet: sheet.merge_cells("A1:C1")))
    assert found.headings == ("Ward", "2021", "2022")
    assert len(found.rows) == 3
    assert [each.partition(":")[0] for each in found.remarks] == [
        "row 1, above the headings",
        "rows 8 to 9, below the table",
    ]


def test_headings_merged_over_others_are_read_with_them(book: Path) -> None:
    rows: Rows = (
        ("Area", "2021", None, "2022", None),
        (None, "Male", "Female", "Male", "Female"),
        ("North", 1, 2, 3, 4),
    )

    def merge(sheet: Worksheet) -> None:
        for place in ("A1:A2", "B1:C1", "D1:E1"):
            sheet.merge_cells(place)

    found = table(workbook(book, rows, merge))
    assert found.headings == ("Area", "2021 Male", "2021 Female", "2022 Male", "2022 Female")
    assert [row.cells for row in found.rows] == [("North", "1", "2", "3", "4")]


def test_a_heading_merged_over_all_columns_of_numbers_is_no_part_of_their_names(book: Path) -> None:
    rows: Rows = ((None, "Offences", None), ("Ward", "2021", "2022"), ("Belhus", 40, 38))
    found = table(workbook(book, rows, lambda sheet: sheet.merge_cells("B1:C1")))
    assert found.headings == ("Ward", "2021", "2022")
    assert "row 1, above the headings" in found.remarks[0]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (1234, "#,##0", "1,234"),
        (0.527342, "0.0%", "52.7%"),
        (0.125, "0%", "13%"),
        (16.666666666666668, "0.0", "16.7"),
        (0.1 + 0.2, "General", "0.3"),
        (12, "General", "12"),
        (1500.5, "£#,##0.00", "£1,500.50"),
        ("12 [p]", "General", "12 [p]"),
        (-4, "#,##0;[Red]-#,##0", "-4"),
    ],
)
def test_a_number_is_read_as_excel_shows_it(book: Path, value: object, form: str, shown: str) -> None:
    def set_format(sheet: Worksheet) -> None:
        sheet["B2"].number_format = form

    assert cells(workbook(book, (("Ward", "2022"), ("Belhus", value)), set_format)) == [("Belhus", shown)]


def test_a_zero_that_a_sheet_is_set_not_to_show_is_refused(book: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.sheet_view.showZeros = False

    with_zero = (("Ward", "2021"), ("Belhus", 0), ("Tilbury", 51))
    assert cells(workbook(book, with_zero)) == [("Belhus", "0"), ("Tilbury", "51")]
    assert "row 2, column B: found a zero that the sheet is set not to show" in refusal(workbook(book, with_zero, hide))
    assert len(cells(workbook(book, PLAIN, hide))) == 3


def test_a_day_with_its_time_beside_texts_is_a_text_that_excel_changed(book: Path) -> None:
    day = dt.datetime(2021, 4, 1)  # noqa: DTZ001  # a workbook has no time zones
    rows = (("Age", "2021"), (day, 3), ("10-14", 7), ("15-19", 9))
    assert "a date beside texts" in refusal(workbook(book, rows))


def test_months_that_excel_made_dates_of_are_months_again(book: Path) -> None:
    def set_format(sheet: Worksheet) -> None:
        sheet["A2"].number_format = "mmm-yy"
        sheet["A3"].number_format = "dd/mm/yyyy"

    rows: Rows = (("Month", "Fires"), (dt.datetime(2021, 10, 1), 3), (dt.datetime(2021, 11, 2), 4))  # noqa: DTZ001  # Excel has no zones
    assert [row[0] for row in cells(workbook(book, rows, set_format))] == ["October 2021", "2 November 2021"]


def test_hidden_sheets_are_said_and_never_read(book: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        for name, state in (("Victims", "hidden"), ("Codes", "veryHidden")):
            other = sheet.parent.create_sheet(name)
            other["A1"] = "a name"
            other.sheet_state = state

    found = table(workbook(book, PLAIN, hide))
    assert [each.partition(":")[0] for each in found.remarks] == [
        'sheet 1 "Sheet" was read',
        'sheet 2 "Victims" is hidden',
        'sheet 3 "Codes" is hidden',
    ]
    assert "hidden sheet" in refusal(book, "Victims")
    assert all("Victims" not in each for each in grid(book, is_open=False).remarks)


@pytest.mark.parametrize("place", ["row", "column"])
def test_what_is_hidden_in_the_table_is_refused(book: Path, place: str) -> None:
    def hide(sheet: Worksheet) -> None:
        if place == "row":
            sheet.row_dimensions[3].hidden = True
        else:
            sheet.column_dimensions["B"].hidden = True

    said = refusal(workbook(book, PLAIN, hide))
    assert f"a hidden {place} in the table" in said
    assert ("row 3" if place == "row" else "column B") in said


@pytest.mark.parametrize(("points", "is_read"), [(3.9, False), (4, True), (4.1, True)])
def test_a_row_too_low_to_be_read_is_as_good_as_hidden(book: Path, points: float, *, is_read: bool) -> None:
    workbook(book, PLAIN, lambda sheet: setattr(sheet.row_dimensions[3], "height", points))
    assert (table(book).remarks == ()) if is_read else ("a hidden row in the table" in refusal(book))


@pytest.mark.parametrize(("letters", "is_read"), [(0.9, False), (1, True), (1.1, True)])
def test_a_column_too_narrow_for_a_letter_is_as_good_as_hidden(book: Path, letters: float, *, is_read: bool) -> None:
    workbook(book, PLAIN, lambda sheet: setattr(sheet.column_dimensions["B"], "width", letters))
    assert (table(book).remarks == ()) if is_read else ("a hidden column in the table" in refusal(book))


def test_what_is_hidden_outside_the_table_is_said(book: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions["F"].hidden = True

    assert table(workbook(book, HEADED, hide)).remarks[-1] == "hidden, outside the table: row 9, column F: not read"


def test_comments_in_cells_are_said(book: Path) -> None:
    def comment(sheet: Worksheet) -> None:
        sheet["B2"].comment = Comment("who this was", "somebody")

    assert table(workbook(book, PLAIN, comment)).remarks == ("1 comment in cells: not read",)


def _merge_rows(sheet: Worksheet) -> None:
    sheet.merge_cells("A2:A3")


def _merge_heading(sheet: Worksheet) -> None:
    sheet.merge_cells("B1:C1")


def _formula(sheet: Worksheet) -> None:
    sheet["B2"] = "=1+1"


def _thousands(sheet: Worksheet) -> None:
    sheet["B2"].number_format = "#,##0,"


HIDDEN_LETTERS = {
    "white on white": (Font(color="FFFFFFFF"), None, "white letters on white"),
    "white by the theme": (Font(color=Color(theme=0)), None, "white letters on white"),
    "white on a white fill": (Font(color="FFFFFFFF"), "FFFFFFFF", "white letters on white"),
    "black on black": (Font(color="FF000000"), "FF000000", "letters of the colour behind them"),
    "plain on black": (Font(), "FF000000", "letters of the colour behind them"),
    "red on red": (Font(color="FFFF0000"), "FFFF0000", "letters of the colour behind them"),
    "of one point": (Font(size=1), None, "letters too small to be read"),
    "struck out": (Font(strike=True), None, "letters that are struck out"),
    "raised": (Font(vertAlign="superscript"), None, "raised marks"),
}


@pytest.mark.parametrize("name", HIDDEN_LETTERS)
def test_letters_that_nobody_sees_are_refused_and_never_quoted(book: Path, name: str) -> None:
    font, fill, says = HIDDEN_LETTERS[name]

    def hide(sheet: Worksheet) -> None:
        sheet["B2"].font = font
        if fill:
            sheet["B2"].fill = PatternFill("solid", fgColor=fill)

    found = refusal(workbook(book, PLAIN, hide))
    assert f"row 2, column B: found a cell with {says}" in found
    assert "40" not in found


@pytest.mark.parametrize("fill", ["FF000000", "FF1F4E78"])
def test_white_letters_on_a_dark_heading_are_read(book: Path, fill: str) -> None:
    def head(sheet: Worksheet) -> None:
        for cell in sheet[1]:
            cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor=fill)

    assert table(workbook(book, PLAIN, head)).headings == ("Ward", "2021", "2022")


def test_a_number_format_that_writes_in_white_is_refused(book: Path) -> None:
    def white(sheet: Worksheet) -> None:
        sheet["B2"].number_format = "[White]0"

    assert "row 2, column B: found a number format of which it is not certain" in refusal(workbook(book, PLAIN, white))


@pytest.mark.parametrize(
    ("rows", "change", "says"),
    [
        (PLAIN, _merge_rows, "row 2: found cells that are merged, in column A"),
        (PLAIN, _merge_heading, "row 1: found a heading over column B to column C"),
        (PLAIN, _formula, "row 2, column B: found a formula without its result"),
        (PLAIN, _thousands, "row 2, column B: found a number that Excel shows in thousands"),
        ((*PLAIN, (), ("Ward", "2021", "2022"), ("Belhus", 1, 2)), None, "row 7: found a second table"),
        ((*PLAIN[:2], ("South",), ("Tilbury", 51, 60)), None, "row 4: found numbers below a row without any"),
        ((("Ward", None, "2022"), ("Belhus", 40, 38)), None, "column B without a heading"),
        ((("Area", "Notes"), *PLAIN), None, "row 2: found two rows of headings"),
        ((("Only words",), ("and more",)), None, "found no table"),
        ((), None, "found no sheet that shows something"),
    ],
)
def test_what_is_not_clear_is_refused_with_its_place(book: Path, rows: Rows, change: object, says: str) -> None:
    assert says in refusal(workbook(book, rows, change))  # type: ignore[arg-type]


def test_of_several_sheets_one_is_named(book: Path) -> None:
    made = Workbook()
    for name in ("Notes", "Table"):
        sheet = made.create_sheet(name)
        for row in PLAIN:
            sheet.append(list(row))
    made.save(book)
    assert 'found 2 sheets: "Notes", "Table", expected one of them, by --sheet' in refusal(book)
    assert 'expected "Table"' in refusal(book, "Tabel")
    assert len(table_of(grid(book, "Table")).rows) == len(table_of(grid(book, "3")).rows) == 3
    assert "Notes" not in refusal(book, is_open=False)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04 and nothing else", "a damaged workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a damaged Excel workbook of the old kind"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a workbook with a password"),
        (b"<html><table><tr><td>Ward</td></tr></table></html>", "a web page that calls itself a workbook"),
        (b"", "an empty file"),
        (b"not a table", "a file that is no workbook"),
        (b"Ward,2022\nBelhus,40\n", "a text file that calls itself a workbook"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "spreadsheet of 2003",
        ),
    ],
)
def test_what_is_no_workbook_is_refused(book: Path, content: bytes, says: str) -> None:
    book.write_bytes(content)
    assert says in refusal(book)


def test_a_spreadsheet_of_opendocument_with_a_password_is_refused_by_that_name(tmp_path: Path) -> None:
    path = tmp_path / "locked.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b"\x00\x01")
        archive.writestr("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>")
    assert "found a workbook with a password" in refusal(path)


LOOKS = {
    "a number format": DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode='"[c]"')),
    "white letters": DifferentialStyle(font=Font(color="FFFFFFFF")),
    "letters that are nearly white": DifferentialStyle(font=Font(color="FFF2F2F2")),
    "a black box": DifferentialStyle(fill=PatternFill(bgColor="FF000000")),
    "letters of the colour of its box": DifferentialStyle(
        font=Font(color="FFC00000"), fill=PatternFill(bgColor="FFC00000")
    ),
    "struck-out letters": DifferentialStyle(font=Font(strike=True)),
}


def with_condition(look: DifferentialStyle) -> Callable[[Worksheet], object]:
    rule = Rule(type="cellIs", operator="lessThan", formula=["5"], dxf=look)
    return lambda sheet: sheet.conditional_formatting.add("B2:C3", rule)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_conditional_format_that_may_hide_a_number_is_refused(book: Path, look: DifferentialStyle) -> None:
    workbook(book, change=with_condition(look))
    found = "row 2, column B: found a cell whose conditional format changes the number that it shows"
    with pytest.raises(ProblemsFoundError, match=f"{found}, and in 3 other cells"):
        grid(book)


@pytest.mark.parametrize(
    "look",
    [DifferentialStyle(font=Font(color="FFFF0000")), DifferentialStyle(fill=PatternFill(bgColor="FFFFC7CE"))],
    ids=["red letters", "a light red box"],
)
def test_a_conditional_format_that_only_colours_is_no_fault(book: Path, look: DifferentialStyle) -> None:
    workbook(book, change=with_condition(look))
    assert grid(book).rows[1].cells == ("Belhus", "40", "38")


@pytest.mark.parametrize(
    "font",
    [Font(color="FFF2F2F2"), Font(color=Color(theme=0, tint=-0.05)), Font(color="FFFFFFCC")],
    ids=["very light grey", "a tint of white", "very light yellow"],
)
def test_letters_that_can_hardly_be_told_from_white_are_refused(book: Path, font: Font) -> None:
    workbook(book, change=lambda sheet: setattr(sheet["B2"], "font", font))
    with pytest.raises(ProblemsFoundError, match="letters of the colour behind them"):
        grid(book)


@pytest.mark.parametrize("color", ["FF808080", "FFA6A6A6", "FFBFBFBF"])
def test_grey_letters_are_read(book: Path, color: str) -> None:
    workbook(book, change=lambda sheet: setattr(sheet["B2"], "font", Font(color=color)))
    assert grid(book).rows[1].cells == ("Belhus", "40", "38")


def test_a_merged_name_is_one_problem(book: Path) -> None:
    workbook(
        book,
        (("Ward", "Sex", "2022"), ("Belhus", "F", 4), ("", "M", 6), ("Grays", "F", 6)),
        lambda sheet: sheet.merge_cells("A2:A3"),
    )
    with pytest.raises(ProblemsFoundError) as raised:
        table_of(grid(book))
    assert [each.rule for each in raised.value.problems] == ["intake-merged"]
