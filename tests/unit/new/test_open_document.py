"""An OpenDocument spreadsheet is read as it is shown, and a cell that shows another number than it holds is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from sheets import grid

from redaction.diagnostics.errors import ProblemsFoundError

_OF = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(f'xmlns:{name}="{_OF}:{name}:1.0"' for name in ("office", "table", "text", "style"))
_STYLES = """
<style:style style:name="white" style:family="table-cell"><style:text-properties fo:color="#FFFFFF"/></style:style>
<style:style style:name="black" style:family="table-cell"><style:table-cell-properties fo:background-color="#000000"/>
</style:style>
<style:style style:name="red" style:family="table-cell"><style:table-cell-properties fo:background-color="#ff0000"/>
<style:text-properties fo:color="#ff0000"/></style:style>
<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:background-color="#000080"/>
<style:text-properties fo:color="#ffffff"/></style:style>
"""

NAMED = """
<style:style style:name="Pale" style:family="table-cell"><style:text-properties fo:color="#fefefe"/></style:style>
<style:style style:name="Heir" style:family="table-cell" style:parent-style-name="Pale"/>
<style:style style:name="Code" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="Struck" style:family="table-cell">
<style:text-properties style:text-line-through-style="solid"/>
</style:style>
<style:style style:name="own" style:family="table-cell">
<style:map style:condition="cell-content()&lt;5" style:apply-style-name="Pale"/></style:style>
<style:style style:name="Red" style:family="table-cell"><style:text-properties fo:color="#c00000"/></style:style>
"""


def cell(shown: str, stored: str = "", style: str = "") -> str:
    kind = f'office:value-type="float" office:value="{stored}"' if stored else 'office:value-type="string"'
    named = f' table:style-name="{style}"' if style else ""
    return f"<table:table-cell {kind}{named}><text:p>{shown}</text:p></table:table-cell>"


def spreadsheet(
    path: Path, shown: str, stored: str = "", style: str = "", *, head: str = "", conditions: str = ""
) -> Path:
    rows = [cell("Ward", style=head) + cell("2022", style=head), cell("Belhus") + cell(shown, stored, style)]
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = (
        f'<office:document-content {_NAMES} xmlns:fo="{_OF}:xsl-fo-compatible:1.0"><office:automatic-styles>{_STYLES}'
        f'</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Table">{table}'
        f"{conditions}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        styles = f"<office:styles>{NAMED}</office:styles>"
        space = f'{_NAMES} xmlns:fo="{_OF}:xsl-fo-compatible:1.0"'
        archive.writestr("styles.xml", f"<office:document-styles {space}>{styles}</office:document-styles>")
    return path


@pytest.mark.parametrize(
    ("shown", "stored"),
    [
        ("12", "12.4"), ("13", "12.5"), ("1,235", "1234.5"), ("0", "0.4"), ("12.5%", "0.125"), ("13%", "0.125"),
        ("-3", "-3"), ("(3)", "-3"), ("[c]", "3"), ("0101", "101"), ("4.3", "4.25"), ("1.2E+05", "120000"),
    ],
)  # fmt: skip
def test_a_cell_is_what_it_shows(tmp_path: Path, shown: str, stored: str) -> None:
    assert grid(spreadsheet(tmp_path / "table.ods", shown, stored)).rows[1].cells == ("Belhus", shown)


@pytest.mark.parametrize(("shown", "stored"), [("12", "12345"), ("1.2", "1234567"), ("99", "3"), ("12", "0.12")])
def test_a_cell_that_shows_another_number_than_it_holds_is_refused(tmp_path: Path, shown: str, stored: str) -> None:
    with pytest.raises(ProblemsFoundError, match="row 2, column B: found a number that is shown in thousands"):
        grid(spreadsheet(tmp_path / "table.ods", shown, stored))


@pytest.mark.parametrize("style", ["white", "black", "red"])
def test_letters_of_the_colour_behind_them_are_refused(tmp_path: Path, style: str) -> None:
    with pytest.raises(ProblemsFoundError, match="column B: found a cell with letters of the colour behind them"):
        grid(spreadsheet(tmp_path / "table.ods", "3", "3", style))


def test_white_letters_on_a_dark_heading_are_read(tmp_path: Path) -> None:
    assert grid(spreadsheet(tmp_path / "table.ods", "3", "3", head="head")).rows[0].cells == ("Ward", "2022")


_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"


def condition(style: str, place: str = "Table.B2:Table.B2") -> str:
    rule = f'<c:condition c:apply-style-name="{style}" c:value="&lt;5"/>'
    of_place = f'<c:conditional-format c:target-range-address="{place}">{rule}</c:conditional-format>'
    return f'<c:conditional-formats xmlns:c="{_CALC}">{of_place}</c:conditional-formats>'


@pytest.mark.parametrize("style", ["Pale", "Heir"])
def test_letters_whose_named_style_hides_them_are_refused(tmp_path: Path, style: str) -> None:
    with pytest.raises(ProblemsFoundError, match="letters of the colour behind them"):
        grid(spreadsheet(tmp_path / "table.ods", "3", "3", style))


@pytest.mark.parametrize("style", ["Pale", "Heir", "Code", "Struck", "unknown"])
def test_a_condition_that_may_hide_a_number_is_refused(tmp_path: Path, style: str) -> None:
    with pytest.raises(ProblemsFoundError, match="column B: found a cell whose conditional format changes the number"):
        grid(spreadsheet(tmp_path / "table.ods", "3", "3", conditions=condition(style)))


@pytest.mark.parametrize(("style", "place"), [("Red", "Table.B2:Table.B2"), ("Pale", "Table.C1:Table.D9")])
def test_a_condition_that_only_colours_or_is_elsewhere_is_no_fault(tmp_path: Path, style: str, place: str) -> None:
    path = spreadsheet(tmp_path / "table.ods", "3", "3", conditions=condition(style, place))
    assert grid(path).rows[1].cells == ("Belhus", "3")


def test_a_style_that_applies_another_on_a_condition_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFoundError, match="a cell whose conditional format changes the number"):
        grid(spreadsheet(tmp_path / "table.ods", "3", "3", "own"))
