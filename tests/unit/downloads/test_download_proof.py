"""What is planted in a download is refused, in plain words that hold no value; what was written passes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from books import PUBLICATION, cell, downloads, members, packed, view_of, with_part

from assess.downloads import archive_name
from assess.downloads.bundle import WRITERS
from assess.downloads.readback import Expected, prove, prove_package
from assess.downloads.xlsx import xlsx
from redaction.diagnostics.errors import AssessError

VIEW = view_of([("North", "fortyfold"), ("South", "=x")], [cell("41872.5"), cell("-3 [p]")])
EXPECTED = Expected(VIEW, "things", PUBLICATION.signed)
ARCHIVE = archive_name(PUBLICATION.site, PUBLICATION.edition)
Plant = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return downloads(tmp_path_factory.mktemp("kept"), VIEW)


def changed(part: str, old: str, new: str) -> Plant:
    """One text of a part put in the place of another."""
    return lambda book: with_part(book, part, lambda text: text.replace(old, new, 1))


def added(part: str, content: str = "<a/>") -> Plant:
    """A part more."""
    return lambda book: with_part(book, part, lambda _: content)


def with_hidden_sheet(book: bytes) -> bytes:
    """A workbook with one more sheet, hidden, and all that makes it a part of the whole."""
    book = changed(
        "xl/workbook.xml", "</sheets>", '<sheet name="More" sheetId="9" state="hidden" r:id="rId9"/></sheets>'
    )(book)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relation = f'<Relationship Id="rId9" Type="{kind}" Target="worksheets/sheet9.xml"/></Relationships>'
    book = changed("xl/_rels/workbook.xml.rels", "</Relationships>", relation)(book)
    return with_part(book, "xl/worksheets/sheet9.xml", lambda _: members(book)["xl/worksheets/sheet1.xml"].decode())


def with_trailing_bytes(book: bytes) -> bytes:
    return book + b"more"


def with_leading_bytes(book: bytes) -> bytes:
    return b"more" + book


def with_comment(book: bytes) -> bytes:
    buffer = io.BytesIO(book)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"by A. Person"
    return buffer.getvalue()


def with_the_time(book: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members(book).items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 22, 1, 2, 4)), content)
    return buffer.getvalue()


def with_a_part_twice(book: bytes) -> bytes:
    buffer = io.BytesIO(book)
    with zipfile.ZipFile(buffer, "a") as archive:
        twice = zipfile.ZipInfo(archive.namelist()[-1], (1980, 1, 1, 0, 0, 0))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(twice, b"x")
    return buffer.getvalue()


RELS = "xl/_rels/workbook.xml.rels"
SHEET, BOOK, CORE, STYLES = "xl/worksheets/sheet3.xml", "xl/workbook.xml", "docProps/core.xml", "xl/styles.xml"
IN_XLSX: dict[str, Plant] = {
    "a hidden sheet": with_hidden_sheet,
    "a sheet that is hidden": changed(BOOK, 'name="Notes"', 'name="Notes" state="hidden"'),
    "a hidden row": changed(SHEET, '<row r="5"', '<row r="5" hidden="1"'),
    "a row of no height": changed(SHEET, '<row r="5"', '<row r="5" ht="0" customHeight="1"'),
    "a hidden column": changed(SHEET, "<col ", '<col hidden="1" '),
    "a defined name": changed(BOOK, "</sheets>", "</sheets><definedNames/>"),
    "comments": added("xl/comments1.xml"),
    "a link to another file": added("xl/externalLinks/externalLink1.xml"),
    "a macro": added("xl/vbaProject.bin"),
    "a pivot's cache": added("xl/pivotCache/pivotCacheRecords1.xml"),
    "XML of its own": added("customXml/item1.xml"),
    "properties of the program": added("docProps/app.xml"),
    "properties of its own": added("docProps/custom.xml"),
    "a picture": added("xl/media/image1.png"),
    "an author": changed(CORE, "<dc:language>", "<dc:creator>A. Person</dc:creator><dc:language>"),
    "who saved it": changed(CORE, "<dc:language>", "<cp:lastModifiedBy>A. Person</cp:lastModifiedBy><dc:language>"),
    "the day it was made": changed(CORE, "2023-05-18", "2026-11-22"),
    "a formula": changed(SHEET, "<v>", "<f>1+1</f><v>"),
    "another number": changed(SHEET, "<v>41872.5</v>", "<v>41872.6</v>"),
    "a number as text": changed(SHEET, "<v>41872.5</v>", "<is><t>41872.5</t></is>"),
    "another text": changed(SHEET, "fortyfold", "fiftyfold"),
    "a number that is not shown": changed(STYLES, 'formatCode="#,##0"', 'formatCode=";;;"'),
    "letters of a colour": changed(STYLES, '<sz val="12"/>', '<sz val="12"/><color rgb="FFFFFFFF"/>'),
    "a comment in a part": changed(SHEET, "<cols>", "<!-- A. Person --><cols>"),
    "an entity": changed(SHEET, "<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet'),
    "an instruction in a part": changed(SHEET, "<cols>", "<?a A. Person?><cols>"),
    "text between cells": changed(SHEET, "<cols>", "A. Person<cols>"),
    "a link out": changed(RELS, 'Target="styles.xml"', 'Target="https://example.org/"'),
    "a link marked as out": changed(RELS, 'Target="styles.xml"', 'Target="a" TargetMode="External"'),
    "no marking": changed("xl/worksheets/sheet1.xml", "OFFICIAL-SENSITIVE", "OFFICIAL"),
    "no handling": changed("xl/worksheets/sheet1.xml", "Do not copy", "Copy"),
    "a label that is not true": changed("xl/worksheets/sheet1.xml", "Things by area", "Synthetic: things"),
    "a note beside the table": changed(SHEET, "</row>", '<c r="H1" s="0" t="inlineStr"><is><t>x</t></is></c></row>'),
    "a part less": lambda book: packed({name: part for name, part in members(book).items() if name != CORE}),
    "no workbook": lambda _: b"not a workbook",
    "half a workbook": lambda book: book[: len(book) // 2],
}  # fmt: skip
RANGES = "<table:database-ranges>"
CONTENT, META = "content.xml", "meta.xml"
IN_ODS: dict[str, Plant] = {
    "a hidden sheet": changed(CONTENT, RANGES, f'<table:table table:name="a" table:style-name="b"/>{RANGES}'),
    "one more sheet": changed(CONTENT, RANGES, f'<table:table table:name="a"/>{RANGES}'),
    "a hidden row": changed(CONTENT, "<table:table-row>", '<table:table-row table:visibility="collapse">'),
    "a hidden column": changed(CONTENT, "<table:table-column ", '<table:table-column table:visibility="collapse" '),
    "a comment on a cell": changed(CONTENT, "<text:p>North", "<office:annotation/><text:p>North"),
    "a defined name": changed(CONTENT, RANGES, f"<table:named-expressions/>{RANGES}"),
    "a filter": changed(CONTENT, "<table:database-range ", '<table:database-range table:is-selection="true" '),
    "a formula": changed(CONTENT, 'office:value="41872.5"', 'office:value="41872.5" table:formula="of:=1+1"'),
    "another number": changed(CONTENT, 'office:value="41872.5"', 'office:value="41872.6"'),
    "another text": changed(CONTENT, "fortyfold", "fiftyfold"),
    "an author": changed(META, "<dc:language>", "<meta:initial-creator>A. Person</meta:initial-creator><dc:language>"),
    "the program": changed(META, "<dc:language>", "<meta:generator>A program</meta:generator><dc:language>"),
    "the day it was made": changed(META, "2023-05-18", "2026-11-22"),
    "settings": added("settings.xml"),
    "a macro": added("Basic/Standard/Module1.xml"),
    "a picture of it": added("Thumbnails/thumbnail.png"),
    "a comment in a part": changed(CONTENT, "<office:body>", "<!-- A. Person --><office:body>"),
    "no marking": changed(CONTENT, "OFFICIAL-SENSITIVE", "OFFICIAL"),
    "another type": changed("mimetype", "spreadsheet", "text"),
}  # fmt: skip
IN_ANY_ARCHIVE: dict[str, Plant] = {
    "bytes after it": with_trailing_bytes,
    "bytes before it": with_leading_bytes,
    "a comment on the archive": with_comment,
    "the time": with_the_time,
    "a part twice": with_a_part_twice,
}
IN_CSV: dict[str, Plant] = {
    "a formula": lambda text: text.replace(b"'=x", b"=x"),
    "another number": lambda text: text.replace(b"41872.5", b"41872.6"),
    "a row less": lambda text: text[: text.rindex(b"South")],
    "a column more": lambda text: text.replace(b"\r\n", b",x\r\n"),
    "other line ends": lambda text: text.replace(b"\r\n", b"\n"),
    "another title": lambda text: text.replace(b"Remark", b"Mark"),
    "what is not UTF-8": lambda text: text.replace(b"North", b"\xff"),
}


def edited(change: Callable[[dict[str, object]], object]) -> Plant:
    """Metadata with something done to them."""

    def plant(text: bytes) -> bytes:
        described = json.loads(text)
        change(described)
        return json.dumps(described).encode()

    return plant


IN_METADATA: dict[str, Plant] = {
    "another file": lambda text: text.replace(b"things.csv", b"others.csv"),
    "another type": lambda text: text.replace(b'"decimal"', b'"integer"', 1),
    "a code less": lambda text: text.replace(b'"decimal"', b'"string"', 1),
    "another day": lambda text: text.replace(b"2023-05-18", b"2026-11-22"),
    "a label that is not true": lambda text: text.replace(b"Things by area", b"Synthetic: things"),
    "no columns": edited(lambda told: told.pop("tableSchema")),
    "no JSON": lambda text: text[:-4],
}
PLANTED = {
    (kind, what): plant
    for kind, plants in (
        (".xlsx", IN_XLSX | IN_ANY_ARCHIVE),
        (".ods", IN_ODS | IN_ANY_ARCHIVE),
        (".csv", IN_CSV),
        (".csv-metadata.json", IN_METADATA),
    )
    for what, plant in plants.items()
}


@pytest.mark.parametrize(("kind", "what"), PLANTED, ids=" ".join)
def test_what_is_planted_is_refused(kind: str, what: str, files: dict[str, bytes]) -> None:
    name = f"things{kind}"
    planted = PLANTED[kind, what](files[name])
    assert planted != files[name]
    with pytest.raises(AssessError) as caught:
        prove(EXPECTED, {name: planted})
    said = str(caught.value)
    assert said.startswith(f"The download {name} is not what it should be: ")
    assert said.endswith(". The build stopped")
    assert not [value for value in ("41872", "fortyfold", "fiftyfold", "A. Person") if value in said]


def test_what_was_written_passes(files: dict[str, bytes]) -> None:
    prove(EXPECTED, {name: content for name, content in files.items() if name.startswith("things")})
    prove_package(files, "datapackage.json", ARCHIVE, ["things"])


@pytest.mark.parametrize("kind", [".xlsx", ".ods"])
def test_packing_anew_is_not_what_is_refused(kind: str, files: dict[str, bytes]) -> None:
    """The plants above are refused for what they plant."""
    prove(EXPECTED, {f"things{kind}": packed(members(files[f"things{kind}"]))})


@pytest.mark.parametrize("kind", [".csv", ".csv-metadata.json", ".xlsx", ".ods"])
def test_made_up_numbers_without_their_label_are_refused(kind: str, files: dict[str, bytes]) -> None:
    made_up = view_of([("North", "fortyfold"), ("South", "=x")], [cell("41872.5"), cell("-3 [p]")], synthetic=True)
    with pytest.raises(AssessError):
        prove(Expected(made_up, "things", PUBLICATION.signed), {f"things{kind}": files[f"things{kind}"]})


@pytest.mark.parametrize("what", ["a file more", "a file less", "another file", "a resource less"])
def test_a_package_that_is_not_the_edition_is_refused(what: str, files: dict[str, bytes]) -> None:
    planted = dict(files)
    inside = members(files[ARCHIVE])
    if what == "a file more":
        planted[ARCHIVE] = packed(inside | {"more.csv": b"x"})
    elif what == "a file less":
        planted[ARCHIVE] = packed({name: content for name, content in inside.items() if name != "things.csv"})
    elif what == "another file":
        planted[ARCHIVE] = packed(inside | {"things.csv": b"x"})
    else:
        planted["datapackage.json"] = files["datapackage.json"].replace(b'"things.csv"', b'"other.csv"')
    with pytest.raises(AssessError, match=f"The download {ARCHIVE} is not what it should be"):
        prove_package(planted, "datapackage.json", ARCHIVE, ["things"])


def test_a_writer_that_adds_something_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(WRITERS, ".xlsx", lambda workbook: with_hidden_sheet(xlsx(workbook)))
    with pytest.raises(AssessError, match=r"things\.xlsx is not what it should be: it holds xl/worksheets/sheet9\.xml"):
        downloads(tmp_path, VIEW)
    assert not list(tmp_path.rglob("*.xlsx")), "it was kept"


def test_every_kind_of_cell_is_compared(files: dict[str, bytes]) -> None:
    """Against a View with any one cell changed, each format is refused."""
    for text, number in (("North", "41872.6"), ("north", "41872.5")):
        other = view_of([(text, "fortyfold"), ("South", "=x")], [cell(number), cell("-3 [p]")])
        for kind in (".csv", ".xlsx", ".ods"):
            with pytest.raises(AssessError, match="does not read back"):
                prove(Expected(other, "things", PUBLICATION.signed), {f"things{kind}": files[f"things{kind}"]})
