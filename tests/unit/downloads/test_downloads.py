"""Downloads hold what the View says: in CSV, XLSX and ODS alike, whatever the texts."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from books import EDITION, PUBLICATION, cell, downloads, members, view_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from assess.downloads import archive_name
from redaction.data.dataset import Cell
from redaction.diagnostics.errors import AssessError

TRIGGERS = "=+-@\t\r\n"
INJECTED = (
    "=1+1",
    "+44 1375 000000",
    "-none",
    "@SUM(A1)",
    "\t=x",
    "\r=x",
    "\nx",
    "=cmd|' /C calc'!A0",
    " =1+1",
    "'=1+1",
    "''@x",
    '=HYPERLINK("https://example.org","x")',
)
TEXTS = st.text(
    st.one_of(st.sampled_from(TRIGGERS + "'\";, _x&<>"), st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
    min_size=1,
    max_size=20,
).filter(lambda text: not re.search("[\ufffe\uffff]", text))


def table(book: bytes) -> list[list[object]]:
    """The table of a workbook, its header first."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name("Data").to_python()
    return rows[3:]


def records(text: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.decode(), newline="")))


def lines(text: str) -> str:
    """A text as every format keeps it: one kind of line end, spaces for tabs."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3))
@example([("_x0041_", "_x000D_"), ("  two  spaces ", "a\tb\r\nc")])
@example([(text, text) for text in INJECTED])
def test_texts_come_back_from_every_format_as_they_were(texts: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = downloads(Path(folder), view_of(texts))
    wanted = [[lines(text) for text in pair] for pair in texts]
    for kind in (".xlsx", ".ods"):
        assert [row[:2] for row in table(files[f"things{kind}"])[1:]] == wanted, kind
    found = [row[:2] for row in records(files["things.csv"])[1:]]
    assert [
        [text[1:] if text != said else text for text, said in zip(*pair, strict=True)]
        for pair in zip(found, wanted, strict=True)
    ] == wanted
    assert not [text for row in found for text in row if text.strip()[:1] in set("=+-@")]


@pytest.mark.parametrize("text", INJECTED)
def test_no_spreadsheet_runs_a_text_of_the_csv(text: str, tmp_path: Path) -> None:
    _, row = records(downloads(tmp_path, view_of([(text, "x")]))["things.csv"])
    assert row[0] == f"'{lines(text)}"


def test_a_title_is_no_formula_either(tmp_path: Path) -> None:
    view = view_of([("North", "x")])
    dataset = view.datasets["things"]
    columns = (replace(dataset.descriptor.columns[0], title="=Area"), *dataset.descriptor.columns[1:])
    changed = replace(dataset, descriptor=replace(dataset.descriptor, columns=columns))
    files = downloads(tmp_path, replace(view, datasets={"things": changed}))
    assert records(files["things.csv"])[0][0] == "'=Area"
    assert table(files["things.xlsx"])[0][0] == "=Area"


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    numbers = [cell("-1.50"), cell("-0.04"), cell("1234567"), Cell("[low]", code="[low]")]
    files = downloads(tmp_path, view_of([(str(place), "x") for place in range(4)], numbers))
    assert [row[2] for row in records(files["things.csv"])[1:]] == ["-1.50", "-0.04", "1234567", "[low]"]
    for kind in (".xlsx", ".ods"):
        assert [row[2] for row in table(files[f"things{kind}"])[1:]] == [-1.5, -0.04, 1234567, "[low]"]


def test_a_code_after_a_number_has_a_column_of_its_own(tmp_path: Path) -> None:
    files = downloads(tmp_path, view_of([("a", "x"), ("b", "x")], [cell("12.5 [p]"), cell("11")]))
    header, first, second = records(files["things.csv"])
    assert header[2:4] == ["Change (points)", "Change (points): marker"]
    assert (first[2:4], second[2:4]) == (["12.5", "[p]"], ["11", ""])
    columns = json.loads(files["things.csv-metadata.json"])["tableSchema"]["columns"]
    assert [column["datatype"] for column in columns[2:4]] == ["decimal", "string"]


def sheets(book: bytes) -> dict[str, list[str]]:
    """Every line of text of a workbook, by sheet."""
    opened = CalamineWorkbook.from_filelike(io.BytesIO(book))
    return {
        name: [" ".join(map(str, row)).strip() for row in opened.get_sheet_by_name(name).to_python()]
        for name in opened.sheet_names
    }


@pytest.mark.parametrize("kind", [".xlsx", ".ods"])
def test_a_workbook_says_what_it_is_and_how_to_handle_it(kind: str, tmp_path: Path) -> None:
    found = sheets(downloads(tmp_path, view_of([("North", "x"), ("South", "y")]))[f"things{kind}"])
    assert list(found) == ["Cover", "Notes", "Data"]
    handling = "Marking: OFFICIAL-SENSITIVE. Do not copy & do not <forward>."
    assert found["Cover"][:2] == ["Things by area, Anyshire, 2022", handling]
    assert "The Anyshire assessment 2022/23, Partner edition" in found["Cover"][2]
    assert "Note 1 Some things are counted twice." in found["Notes"]
    assert "[x] not available" in found["Notes"]
    assert any("Few and uneven." in line for line in found["Notes"])
    assert found["Data"][1] == "This sheet holds one table. [x] means not available."


def test_made_up_numbers_say_so_in_every_file(tmp_path: Path) -> None:
    files = downloads(tmp_path, view_of([("North", "x")], synthetic=True))
    assert all(row[-1] == "Synthetic" for row in records(files["things.csv"])[1:])
    assert json.loads(files["things.csv-metadata.json"])["dc:title"].startswith("Synthetic")
    assert json.loads(files["datapackage.json"])["resources"][0]["title"].startswith("Synthetic")
    for kind in (".xlsx", ".ods"):
        found = sheets(files[f"things{kind}"])
        assert all(found[name][0].count("Synthetic") == 1 for name in found)
        assert "made up" in found["Cover"][1]


def test_a_title_that_says_so_itself_is_not_labelled_twice(tmp_path: Path) -> None:
    files = downloads(tmp_path, view_of([("North", "x")], synthetic=True, title="Synthetic: things"))
    assert json.loads(files["things.csv-metadata.json"])["dc:title"] == "Synthetic: things, Anyshire, 2022"


def test_the_package_lists_every_file_and_the_zip_holds_them(tmp_path: Path) -> None:
    files = downloads(tmp_path, view_of([("North", "x")]))
    name = archive_name(PUBLICATION.site, PUBLICATION.edition)
    assert name == "the-anyshire-assessment-2022-23-partner-data.zip"
    inside = members(files[name])
    assert set(inside) == {"things.csv", "things.csv-metadata.json", "datapackage.json"}
    assert all(files[each] == content for each, content in inside.items())
    package = json.loads(files["datapackage.json"])
    (resource,) = package["resources"]
    assert resource["path"] == "things.csv"
    assert [field["type"] for field in resource["schema"]["fields"]] == ["string", "string", "number", "number"]
    assert "licenses" not in package


def test_an_edition_without_data_has_no_downloads(tmp_path: Path) -> None:
    assert downloads(tmp_path, replace(view_of([("North", "x")]), datasets={})) == {}


@pytest.mark.parametrize("text", ["a\x01b", "a\x0cb", "\ufffe"])
def test_a_character_that_no_spreadsheet_holds_stops_the_build_without_its_cell(text: str, tmp_path: Path) -> None:
    with pytest.raises(AssessError, match='The dataset "things" has a cell with a character') as caught:
        downloads(tmp_path, view_of([(text, "x")]))
    assert text not in str(caught.value)


def test_two_columns_of_one_title_stop_the_build(tmp_path: Path) -> None:
    view = view_of([("North", "x")])
    dataset = view.datasets["things"]
    columns = (dataset.descriptor.columns[0], replace(dataset.descriptor.columns[1], title="AREA"))
    changed = replace(dataset, descriptor=replace(dataset.descriptor, columns=columns))
    with pytest.raises(AssessError, match="two columns of one title"):
        downloads(tmp_path, replace(view, datasets={"things": changed}))


# What is kept.


def kept(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_workbooks_are_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view = view_of([("North", "x")])
    first = downloads(tmp_path, view)
    assert sorted(Path(name).suffix for name in kept(tmp_path)) == [".ods", ".xlsx"]
    monkeypatch.setattr("assess.downloads.bundle.workbook_of", None)
    assert downloads(tmp_path, view) == first


CHANGES = {
    "the marking": replace(PUBLICATION, marking="OFFICIAL"),
    "the handling": replace(PUBLICATION, handling="For the team only."),
    "the name of the edition": replace(PUBLICATION, edition_name="Health edition"),
    "the day": replace(PUBLICATION, signed="2024-05-18"),
    "the site": replace(PUBLICATION, site="Another assessment"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_a_cover_says_makes_another_workbook(what: str, tmp_path: Path) -> None:
    publication = CHANGES[what]
    told = {"name": publication.edition_name, "marking": publication.marking, "handling": publication.handling}
    before = downloads(tmp_path, view_of([("North", "x")]))
    after = downloads(tmp_path, view_of([("North", "x")], edition=replace(EDITION, **told)), publication)
    assert after["things.xlsx"] != before["things.xlsx"]
    assert after["things.ods"] != before["things.ods"]
    assert len(kept(tmp_path)) == 4


def test_a_number_more_or_less_makes_another_workbook(tmp_path: Path) -> None:
    for number in ("1", "1.0", "2"):
        downloads(tmp_path, view_of([("North", "x")], [cell(number)]))
    assert len(kept(tmp_path)) == 6


def test_one_edition_never_looks_into_the_folder_of_another(tmp_path: Path) -> None:
    downloads(tmp_path, view_of([("North", "x")]))
    (tmp_path / "partner").rename(tmp_path / "internal")
    for path in (tmp_path / "internal").iterdir():
        path.write_bytes(b"of another edition")
    assert b"of another" not in b"".join(downloads(tmp_path, view_of([("North", "x")])).values())
    assert {Path(name).parts[0] for name in kept(tmp_path)} == {"partner", "internal"}


@pytest.mark.parametrize("spoilt", [b"", b"PK", b"x" * 4000])
def test_what_a_disk_has_spoilt_is_made_anew(spoilt: bytes, tmp_path: Path) -> None:
    view = view_of([("North", "x")])
    first = downloads(tmp_path, view)
    for path in (tmp_path / "partner").iterdir():
        path.write_bytes(spoilt)
    assert downloads(tmp_path, view) == first
    assert spoilt not in kept(tmp_path).values()


def test_numbers_beyond_what_a_spreadsheet_holds_stop_the_build(tmp_path: Path) -> None:
    with pytest.raises(AssessError, match="does not read back"):
        downloads(tmp_path, view_of([("North", "x")], [Cell("x", Decimal("12345678901234567.25"))]))
