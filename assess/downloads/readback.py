"""The proof of a download: it is opened again, by other means than it was written, before anybody may have it.

It reads back as the View says, cell by cell; and it holds nothing beside that. Every part, element and attribute of a
workbook that is not known here is refused, so a hidden sheet, a comment, a defined name, a link to another file, a
macro or the name of a person has no place to be in. Nothing here writes, and nothing here is shared with what does.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import Any
from xml.etree import ElementTree as ET

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from redaction.data.dataset import LABEL
from redaction.diagnostics.errors import AssessError
from redaction.view import View

_Cell = str | Decimal

_FORMULA = re.compile(r"['\s]*[=+\-@]|'*[\t\r\n]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_WHOLE = re.compile(r"-?\d+")
_LINE_END = re.compile(r"\r\n?")
_NUMBER_FORMAT = re.compile(r'#,##0(\.0+)?("%")?')
# By language: how properties name it, the sheets of a workbook, what is in every label of synthetic numbers, and their
# column and what it says.
_IN_LANGUAGE = {
    "en": ("en-GB", ["Cover", "Notes", "Data"], "ynthetic", ("Kind of data", "Synthetic")),
    "cy": ("cy", ["Clawr", "Nodiadau", "Data"], "ynthetig", ("Math o ddata", "Synthetig")),
}
_NO_TIME = (1980, 1, 1, 0, 0, 0)

_XLSX_PARTS = {
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    *(f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3)),
    *(f"xl/worksheets/_rels/sheet{number}.xml.rels" for number in (2, 3)),
    *(f"xl/tables/table{number}.xml" for number in (1, 2)),
}
_ODS_PARTS = {"mimetype", "META-INF/manifest.xml", "meta.xml", "content.xml"}

# What a part may hold: its elements by their own names, and the attributes of each.
_RELATIONS = {"Relationships": "", "Relationship": "Id Type Target"}
_TABLE_PART = {
    "table": "id name displayName ref totalsRowShown",
    "tableColumns": "count",
    "tableColumn": "id name",
    "tableStyleInfo": "showFirstColumn showLastColumn showRowStripes showColumnStripes",
}
_SHEET_PART = {
    "worksheet": "",
    "cols": "",
    "col": "min max width customWidth",
    "sheetData": "",
    "row": "r",
    "c": "r s t",
    "v": "",
    "is": "",
    "t": "space",
    "tableParts": "count",
    "tablePart": "id",
}
_STYLES_PART = {
    "styleSheet": "",
    **dict.fromkeys(("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"), "count"),
    "numFmt": "numFmtId formatCode",
    "font": "",
    "b": "",
    "sz": "val",
    "name": "val",
    "fill": "",
    "patternFill": "patternType",
    "border": "",
    "xf": "numFmtId fontId fillId borderId xfId applyFont applyAlignment applyNumberFormat",
    "alignment": "vertical wrapText",
    "cellStyle": "name xfId builtinId",
}
_MAY_HOLD: dict[str, dict[str, str]] = {
    "[Content_Types].xml": {
        "Types": "",
        "Default": "Extension ContentType",
        "Override": "PartName ContentType",
    },
    "docProps/core.xml": {"coreProperties": "", "title": "", "language": "", "created": "type"},
    "xl/workbook.xml": {"workbook": "", "sheets": "", "sheet": "name sheetId id"},
    "xl/styles.xml": _STYLES_PART,
    "META-INF/manifest.xml": {"manifest": "version", "file-entry": "full-path version media-type"},
    "meta.xml": {"document-meta": "version", "meta": "", "title": "", "language": "", "creation-date": ""},
    "content.xml": {
        "document-content": "version",
        **dict.fromkeys(("automatic-styles", "body", "spreadsheet", "table-header-rows", "table-row"), ""),
        "style": "name family data-style-name",
        "table-column-properties": "column-width",
        "table-cell-properties": "wrap-option vertical-align",
        "text-properties": "font-family font-size font-weight",
        "number-style": "name",
        "number": "decimal-places min-decimal-places min-integer-digits grouping",
        "text": "",
        "table": "name",
        "table-column": "style-name",
        "table-cell": "value-type value style-name",
        "p": "",
        "s": "c",
        "database-ranges": "",
        "database-range": "name target-range-address contains-header display-filter-buttons",
    },
}


@dataclass(frozen=True)
class Expected:
    """What the View, the policy and the settings say that a download must hold."""

    view: View
    dataset: str
    signed: str

    @property
    def synthetic(self) -> bool:
        """Whether it must be labelled so."""
        return self.view.datasets[self.dataset].descriptor.synthetic

    @cached_property
    def titles(self) -> list[str]:
        """How the title of each column begins."""
        return [" ".join(title.split()) for title, _ in self._columns]

    @cached_property
    def rows(self) -> list[tuple[_Cell, ...]]:
        """Every cell, row by row: texts, and numbers or the codes in their place."""
        return list(zip(*(cells for _, cells in self._columns), strict=True))

    @cached_property
    def _columns(self) -> list[tuple[str, list[_Cell]]]:
        dataset = self.view.datasets[self.dataset]
        descriptor = dataset.descriptor
        columns: list[tuple[str, list[_Cell]]] = []
        texts = {column.name for column in descriptor.columns if not column.is_numeric}
        for name, title in sorted(descriptor.shown_columns.items(), key=lambda column: column[0] != LABEL):
            if name in texts:
                columns.append((title, [_settled(row.cells[name].text) for row in dataset.rows]))
                continue
            found = [self.view.quantity(dataset.id, row.id, name) for row in dataset.rows]
            columns.append((title, [q.code if q.value is None else _rounded(q.value, q.decimals) for q in found]))
            if any(q.code for q in found if q.value is not None):
                columns.append((title, [q.code if q.value is not None else "" for q in found]))
        if descriptor.synthetic:
            title, kind = _IN_LANGUAGE[self.view.language][3]
            columns.append((title, [kind] * len(dataset.rows)))
        return columns


class UnprovenError(ValueError):
    """Why a download may not go out, without a value of it."""


_NOT_AS_EXPECTED = (CalamineError, ET.ParseError, LookupError, TypeError, ValueError, zipfile.BadZipFile)


def prove(expected: Expected, files: Mapping[str, bytes]) -> None:
    """Open the downloads of a dataset again; raises AssessError, which says what is wrong with which."""
    opened = {".csv": _prove_csv, ".csv-metadata.json": _prove_metadata, ".xlsx": _prove_xlsx, ".ods": _prove_ods}
    for name, content in files.items():
        check = opened[name.removeprefix(expected.dataset)]
        try:
            check(expected, content)
        except _NOT_AS_EXPECTED as error:
            raise _refused(name, error) from None


def prove_package(files: Mapping[str, bytes], package: str, archive: str, datasets: Sequence[str]) -> None:
    """Open the package of an edition and its zip again; raises AssessError.

    They hold the CSV of each dataset with its metadata, and nothing else.
    """
    try:
        described = json.loads(files[package])
        _same([each["path"] for each in described["resources"]], [f"{name}.csv" for name in datasets], "its resources")
        _same([each["bytes"] for each in described["resources"]], [len(files[f"{name}.csv"]) for name in datasets], "")
        parts = _parts(files[archive])
        inside = [f"{name}{kind}" for name in datasets for kind in (".csv", ".csv-metadata.json")]
        _same(sorted(parts), sorted([package, *inside]), "its files")
        for name, content in parts.items():
            _same(content, files[name], f"{name} in it")
    except _NOT_AS_EXPECTED as error:
        raise _refused(archive, error) from None


def _refused(name: str, error: Exception) -> AssessError:
    reason = str(error) if isinstance(error, UnprovenError) else "it cannot be opened again"
    return AssessError(f"The download {name} is not what it should be: {reason}. The build stopped")


def _settled(text: str) -> str:
    return _LINE_END.sub("\n", text).replace("\t", " ")


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _same(found: object, expected: object, what: str) -> None:
    if found != expected:
        raise UnprovenError(f"{what or 'something in it'} is not what was to be written")


# CSV and its metadata.


def _prove_csv(expected: Expected, content: bytes) -> None:
    text = content.decode("utf-8")
    if text.count("\r\n") != len(expected.rows) + 1 or not text.endswith("\r\n"):
        raise UnprovenError("its lines do not end as RFC 4180 says")
    records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    _prove_table(expected, [[_unquoted(cell) for cell in record] for record in records], as_text=True)
    for cell in (cell for record in records for cell in record):
        if (cell.lstrip()[:1] in set("=+-@") and not _NUMBER.fullmatch(cell)) or cell[:1] in set("\t\r\n"):
            raise UnprovenError("a spreadsheet would run a cell of it as a formula")


def _unquoted(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _prove_metadata(expected: Expected, content: bytes) -> None:
    described = json.loads(content)
    _same(described["url"], f"{expected.dataset}.csv", "the file that it describes")
    _labelled(expected, [described["dc:title"], described["dc:description"]])
    _same(described["dc:issued"]["@value"], expected.signed, "its date")
    columns = described["tableSchema"]["columns"]
    _begin([_unquoted(column["titles"]) for column in columns], expected.titles)
    for place, column in enumerate(columns):
        cells = [row[place] for row in expected.rows]
        numeric = [cell for cell in cells if isinstance(cell, Decimal)]
        shape = {"integer": _WHOLE, "decimal": _NUMBER}.get(column["datatype"])
        if (shape is None and numeric) or (shape and not all(shape.fullmatch(f"{cell:f}") for cell in numeric)):
            raise UnprovenError("it calls a column what it is not")
        if shape and not {cell for cell in cells if isinstance(cell, str)} <= set(column["null"]):
            raise UnprovenError("it does not name every code of a column")


def _labelled(expected: Expected, texts: Iterable[str]) -> None:
    """Synthetic numbers say so in every text that stands for a file; others never do."""
    _, _, label, _ = _IN_LANGUAGE[expected.view.language]
    for text in texts:
        if (label in text) != expected.synthetic:
            raise UnprovenError("it does not say rightly whether its numbers are synthetic")


def _prove_table(expected: Expected, records: Sequence[Sequence[Any]], *, as_text: bool = False) -> None:
    """Hold that records are the header and the rows that the View gives, each cell the same."""
    header, *rows = records
    _begin(header, expected.titles)
    wanted = expected.rows
    _same(len(rows), len(wanted), "the number of its rows")
    for row, cells in zip(rows, wanted, strict=True):
        _same(len(row), len(cells), "the number of cells in a row")
        for found, cell in zip(row, cells, strict=True):
            if isinstance(cell, Decimal):
                right = found == f"{cell or abs(cell):f}" if as_text else _is_number(found, cell)
            else:
                right = found == cell
            if not right:
                raise UnprovenError("a cell does not read back as it was written")


def _is_number(found: object, cell: Decimal) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool) and Decimal(repr(found)) == cell


def _begin(found: Sequence[Any], titles: Sequence[str]) -> None:
    """Hold that every title begins as its column is called, and that none is there twice."""
    begun = [str(one)[: len(title)] for one, title in zip(found, titles, strict=False)]
    if len(found) != len(titles) or begun != list(titles):
        raise UnprovenError("its columns are not those of the table")
    if len({str(title).lower() for title in found}) < len(found):
        raise UnprovenError("two of its columns have one title")


# Workbooks: their cells by a reader of office documents, their parts one by one.


def _prove_xlsx(expected: Expected, content: bytes) -> None:
    parts = _parts(content)
    if set(parts) != _XLSX_PARTS:
        raise UnprovenError(f"it holds {_first_other(parts, _XLSX_PARTS)}")
    trees = {name: _tree(name, part) for name, part in parts.items()}
    formats = [each.get("formatCode", "") for each in trees["xl/styles.xml"].iter() if _own(each.tag) == "numFmt"]
    if not all(map(_NUMBER_FORMAT.fullmatch, formats)):
        raise UnprovenError("a number format would not show its numbers")
    for name, tree in trees.items():
        if name.endswith(".rels"):
            for each in tree:
                if "://" in each.get("Target", ""):
                    raise UnprovenError("it points to another place")
    _prove_properties(expected, trees["docProps/core.xml"], "created")
    _prove_sheets(expected, content)


def _prove_ods(expected: Expected, content: bytes) -> None:
    parts = _parts(content)
    if set(parts) != _ODS_PARTS:
        raise UnprovenError(f"it holds {_first_other(parts, _ODS_PARTS)}")
    mimetype = parts.pop("mimetype")
    _same(mimetype, b"application/vnd.oasis.opendocument.spreadsheet", "its type")
    trees = {name: _tree(name, part) for name, part in parts.items()}
    _prove_properties(expected, trees["meta.xml"], "creation-date")
    _prove_sheets(expected, content)


def _prove_properties(expected: Expected, tree: ET.Element, created: str) -> None:
    """Hold that the properties are a title, a language and the day of signing."""
    said = {_own(each.tag): each.text or "" for each in tree.iter() if not len(each)}
    _labelled(expected, [said["title"]])
    _same(said["language"], _IN_LANGUAGE[expected.view.language][0], "its language")
    _same(said[created], dt.date.fromisoformat(expected.signed).strftime("%Y-%m-%dT00:00:00Z"), "its date")


def _prove_sheets(expected: Expected, content: bytes) -> None:
    edition, (_, sheets, *_) = expected.view.edition, _IN_LANGUAGE[expected.view.language]
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        _same(workbook.sheet_names, sheets, "the list of its sheets")
        if any(each.visible is not SheetVisibleEnum.Visible for each in workbook.sheets_metadata):
            raise UnprovenError("it has a hidden sheet")
        cover, notes, data = (workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in sheets)
    first = " ".join(str(cell) for row in cover for cell in row)
    for needed in (edition.name, edition.marking, edition.handling, expected.signed):
        if needed not in first:
            raise UnprovenError("its cover does not say how it is to be handled")
    _labelled(expected, [first, str(notes[0][0]), str(data[0][0])])
    _prove_table(expected, data[len(data) - len(expected.rows) - 1 :])
    above = data[: len(data) - len(expected.rows) - 1]
    _same([cell for row in above for cell in row[1:] if cell != ""], [], "what stands above its table")


def _parts(content: bytes) -> dict[str, bytes]:
    """The files of an archive that holds them one after the other, and neither times nor anything between them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        end = 0
        for member in members:
            if member.header_offset != end or member.extra or member.comment or member.date_time != _NO_TIME:
                raise UnprovenError("its archive holds more than its parts")
            end += 30 + len(member.filename.encode()) + member.compress_size
        listed = sum(46 + len(member.filename.encode()) for member in members)
        if (
            archive.comment
            or end + listed + 22 != len(content)
            or len({each.filename for each in members}) < len(members)
        ):
            raise UnprovenError("its archive holds more than its parts")
        return {member.filename: archive.read(member) for member in members}


def _first_other(parts: Mapping[str, bytes], known: set[str]) -> str:
    other = sorted(parts.keys() - known)
    return f"{other[0]}, which has no place in it" if other else "less than it should"


@lru_cache(maxsize=64)
def _tree(name: str, content: bytes) -> ET.Element:
    """A part of a workbook as XML; raises where it holds anything that a part of its name may not.

    Workbooks have most of their parts in common.
    """
    text = content.decode("utf-8")
    if "<!" in text or text.count("<?") != 1:
        raise UnprovenError(f"{name} holds something that is not shown")
    tree = ET.fromstring(text)  # noqa: S314  # without <! it can declare no entity
    may_hold = _may_hold(name)
    for element in tree.iter():
        own = _own(element.tag)
        if own not in may_hold:
            raise UnprovenError(f"{name} holds {own}, which has no place in it")
        for attribute in map(_own, element.attrib):
            if attribute not in may_hold[own].split():
                raise UnprovenError(f"{name} holds {own} with {attribute}, which has no place in it")
        after = "" if own in _AMID_TEXT else element.tail
        if (own not in _WITH_TEXT and (element.text or "").strip()) or (after or "").strip():
            raise UnprovenError(f"{name} holds text where it is not shown")
    return tree


_AMID_TEXT = {"s"}
_WITH_TEXT = {"v", "t", "p", "text", "title", "language", "created", "creation-date"}


def _may_hold(name: str) -> dict[str, str]:
    if name.endswith(".rels"):
        return _RELATIONS
    if name.startswith("xl/worksheets/"):
        return _SHEET_PART
    return _TABLE_PART if name.startswith("xl/tables/") else _MAY_HOLD[name]


def _own(name: str) -> str:
    """The own name of an element or attribute, without its namespace."""
    return name.rpartition("}")[2]
