"""A binary workbook (.xlsb) is read as Excel shows it, or refused: its formats count as they do elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from binary_workbook import Shown, write_xlsb
from python_calamine import CalamineWorkbook
from sheets import grid

from redaction.diagnostics.errors import ProblemsFoundError

ROWS = (("Ward", "2021", "Rate"), ("Belhus", 40, -1), ("Tilbury", 51, 12.5), ("Grays", 7, True))


def refusal(path: Path, *, is_open: bool = True) -> str:
    with pytest.raises(ProblemsFoundError) as raised:
        grid(path, is_open=is_open)
    return str(raised.value)


def test_what_the_tests_write_is_such_a_workbook_for_another_reader(tmp_path: Path) -> None:
    path = write_xlsb(tmp_path / "book.xlsb", ROWS)
    found = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert [tuple(row) for row in found] == [tuple(row) for row in ROWS]


def test_plain_cells_are_read(tmp_path: Path) -> None:
    found = grid(write_xlsb(tmp_path / "book.xlsb", ROWS))
    assert [row.cells for row in found.rows] == [
        ("Ward", "2021", "Rate"), ("Belhus", "40", "-1"), ("Tilbury", "51", "12.5"), ("Grays", "7", "TRUE"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Shown(3, '[<5]"[c]";#,##0'), "[c]"),
        (Shown(1234.4, "#,##0"), "1,234"),
        (Shown(0.115, "0.0%"), "11.5%"),
        (Shown(101, "0000"), "0101"),
        (Shown(44562, "mmm yyyy"), "January 2022"),
    ],
)
def test_a_number_is_what_its_format_shows(tmp_path: Path, cell: Shown, shown: str) -> None:
    found = grid(write_xlsb(tmp_path / "book.xlsb", (("Ward", "2021"), ("Belhus", cell))))
    assert found.rows[1].cells == ("Belhus", shown)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (Shown(3, ";;;"), "a number that its format hides"),
        (Shown(3, "[White]0"), "a number format of which it is not certain"),
        (Shown(3, struck=True), "a cell with letters of several kinds"),
    ],
)
@pytest.mark.parametrize("is_open", [True, False])
def test_a_cell_that_shows_something_else_is_refused(tmp_path: Path, cell: Shown, says: str, *, is_open: bool) -> None:
    path = write_xlsb(tmp_path / "book.xlsb", (("Ward", "2021"), ("Belhus", cell)))
    assert f"row 2, column B: found {says}" in refusal(path, is_open=is_open)


def test_what_is_hidden_is_known(tmp_path: Path) -> None:
    found = grid(write_xlsb(tmp_path / "book.xlsb", ROWS, hidden_row=3, hidden_column=2))
    assert (found.hidden_rows, found.hidden_columns) == ({3}, {1})


def test_a_sheet_with_conditional_formats_is_refused(tmp_path: Path) -> None:
    says = refusal(write_xlsb(tmp_path / "book.xlsb", ROWS, conditional=True))
    assert "a cell of a sheet with conditional formats, which may change what it shows, and in 11 other cells" in says


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_damaged_one_is_refused_by_that_name(tmp_path: Path, cut: float) -> None:
    path = write_xlsb(tmp_path / "book.xlsb", ROWS)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * cut)])
    assert "a damaged workbook" in refusal(path)
