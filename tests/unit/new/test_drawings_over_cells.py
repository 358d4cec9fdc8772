"""A number under a picture, a chart or a shape is not seen, and is refused; what lies beside a table does no harm."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from binary_workbook import write_xlsb
from openpyxl.chart import BarChart
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.worksheet.worksheet import Worksheet
from sheets import PLAIN, Rows, grid, workbook
from test_open_document import spreadsheet

from redaction.diagnostics.errors import ProblemsFoundError

TITLED: Rows = (("Burglary by ward, 2022",), (), *PLAIN)
COVERED = "found a number with a picture, chart or shape over it"
_OF = "urn:oasis:names:tc:opendocument:xmlns"
_DRAWING = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:twoCellAnchor>
<xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>
<xdr:to><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>
<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Box"{hidden}/></xdr:nvSpPr></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"""
_RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="{target}"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"/></Relationships>"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def chart(place: str, wide: float = 6, high: float = 2) -> Callable[[Worksheet], object]:
    """A chart at a cell, so many centimetres wide and high."""

    def add(sheet: Worksheet) -> None:
        drawn = BarChart()
        drawn.width, drawn.height = wide, high
        sheet.add_chart(drawn, place)

    return add


def between(*corners: int) -> Callable[[Worksheet], object]:
    """A chart from a column and row to another column and row, from 0; it ends where those begin."""

    def add(sheet: Worksheet) -> None:
        drawn = BarChart()
        left, top, right, bottom = corners
        drawn.anchor = TwoCellAnchor(
            _from=AnchorMarker(col=left, row=top), to=AnchorMarker(col=right, row=bottom), editAs="twoCell"
        )
        sheet.add_chart(drawn)

    return add


@pytest.mark.parametrize("drawn", [chart("B2"), chart("A1"), between(1, 1, 2, 2), between(2, 3, 5, 9)])
def test_a_number_under_a_chart_is_refused(book: Path, drawn: Callable[[Worksheet], object]) -> None:
    with pytest.raises(ProblemsFoundError, match=COVERED):
        grid(workbook(book, change=drawn))


def test_each_covered_cell_is_named_and_no_value(book: Path) -> None:
    with pytest.raises(ProblemsFoundError) as raised:
        grid(workbook(book, change=between(1, 1, 3, 2)))
    assert f"row 2, column B: {COVERED}, and in C2" in str(raised.value)
    assert "Move what lies over the table, or delete it" in str(raised.value)
    assert "40" not in str(raised.value)


@pytest.mark.parametrize("drawn", [chart("E2"), chart("A7"), between(3, 0, 9, 9), between(0, 4, 3, 9)])
def test_a_chart_beside_or_below_a_table_is_no_fault(book: Path, drawn: Callable[[Worksheet], object]) -> None:
    assert grid(workbook(book, change=drawn)).rows[1].cells[:3] == ("Belhus", "40", "38")


def test_a_logo_over_the_title_is_no_fault(book: Path) -> None:
    found = grid(workbook(book, TITLED, chart("A1", high=1)))
    assert [row.cells[:3] for row in found.rows][-1] == ("Total", "91", "98")


@pytest.mark.parametrize("target", ["../drawings/drawing1.xml", "/xl/drawings/drawing1.xml"])
def test_a_shape_of_a_binary_workbook_covers_too(tmp_path: Path, target: str) -> None:
    path = tmp_path / "book.xlsb"
    _draw_on(write_xlsb(path, PLAIN), target, "")
    with pytest.raises(ProblemsFoundError, match=f"row 2, column B: {COVERED}, expected"):
        grid(path)


def test_a_shape_that_is_not_shown_covers_nothing(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsb"
    _draw_on(write_xlsb(path, PLAIN), "../drawings/drawing1.xml", ' hidden="1"')
    assert grid(path).rows[1].cells == ("Belhus", "40", "38")


def _draw_on(path: Path, target: str, hidden: str) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/worksheets/_rels/sheet1.bin.rels", _RELATIONS.format(target=target))
        archive.writestr("xl/drawings/drawing1.xml", _DRAWING.format(hidden=hidden))


def hung(places: str, kind: str = "custom-shape") -> str:
    """A shape on the page of an OpenDocument spreadsheet."""
    names = f'xmlns:draw="{_OF}:drawing:1.0" xmlns:svg="{_OF}:svg-compatible:1.0"'
    return f"<table:shapes><draw:{kind} {names} {places}/></table:shapes>"


@pytest.mark.parametrize(
    "places",
    [
        'table:end-cell-address="Table.C3" svg:x="0cm" svg:y="0cm"',
        'svg:x="2.3cm" svg:y="0.5cm" svg:width="1cm" svg:height="4mm"',
        'svg:x="0.9in" svg:y="0.2in" svg:width="20pt" svg:height="5pt"',
    ],
)
def test_a_shape_of_an_open_document_covers_too(tmp_path: Path, places: str) -> None:
    with pytest.raises(ProblemsFoundError, match=f"column B: {COVERED}"):
        grid(spreadsheet(tmp_path / "table.ods", "3", "3", conditions=hung(places)))


def test_a_shape_beside_a_table_of_an_open_document_is_no_fault(tmp_path: Path) -> None:
    away = hung('svg:x="8cm" svg:y="0cm" svg:width="5cm" svg:height="5cm"')
    assert grid(spreadsheet(tmp_path / "table.ods", "3", "3", conditions=away)).rows[1].cells == ("Belhus", "3")


def test_a_shape_that_hangs_on_a_cell_covers_those_up_to_its_end(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path / "table.ods", "3", "3")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    shape = f'<draw:frame xmlns:draw="{_OF}:drawing:1.0" table:end-cell-address="Table.B2"/>'
    parts["content.xml"] = parts["content.xml"].replace("<text:p>Belhus</text:p>", f"<text:p>Belhus</text:p>{shape}")
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    with pytest.raises(ProblemsFoundError, match=f"row 2, column B: {COVERED}"):
        grid(path)
