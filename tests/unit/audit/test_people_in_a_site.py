"""Records of people in what a site holds: found by their columns in any kind of file, declared safe, and never quoted.

All values are made up.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from assess.audit.findings import PEOPLE, Verdict
from assess.audit.fingerprints.index import Open, fingerprints
from assess.audit.people import declared_safe, looked_like
from assess.audit.scanner import Scanner
from assess.audit.text.limits import Limits

Rows = Sequence[Sequence[str]]


def _nhs(first: int) -> str:
    """A number of ten digits whose last proves the others."""
    while True:
        digits = f"{first:09d}"
        check = -sum((10 - at) * int(each) for at, each in enumerate(digits)) % 11
        if check < 10:
            return f"{digits[:3]} {digits[3:6]} {digits[6:]}{check}"
        first += 1


_MADE_UP: dict[str, Callable[[int], str]] = {
    "a postcode": lambda at: f"RM{at % 9 + 1} {at % 7}A{'BDEF'[at % 4]}",
    "a date of birth": lambda at: f"{at % 28 + 1:02d}/0{at % 9 + 1}/{1950 + at * 7 % 50}",
    "an NHS number": lambda at: _nhs(400_000_000 + 3917 * at),
    "a national insurance number": lambda at: f"QQ {10 + at} 34 5{at % 10} C".replace("QQ", "AB"),
    "a telephone number": lambda at: f"07700 9{at:05d}",
    "an e-mail address": lambda at: f"someone{at}@example.org",
    "a name": lambda at: f"{('Susan', 'Peter', 'Aisha', 'Owen')[at % 4]} {'ABCDEFG'[at % 7]}{'aeiou'[at % 5]}nley",
    "a crime reference": lambda at: f"42/{100_000 + at}/22",
}


def _table(what: str, rows: int = 30, heading: str = "Column") -> Rows:
    return [["Offence", heading, "Count"], *(["Burglary", _MADE_UP[what](at), str(at)] for at in range(rows))]


def _csv(rows: Rows) -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


def _xlsx(rows: Rows) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(file)
    return file.getvalue()


def _ods(rows: Rows) -> bytes:
    space = ' xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'
    cells = ("".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row) for row in rows)
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    spaces = "".join(map(space.format, ("office", "table", "text")))
    content = f"<office:document-content{spaces}><table:table>{table}</table:table></office:document-content>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
    return file.getvalue()


def _html(rows: Rows) -> bytes:
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<!doctype html><html><body><table>{table}</table></body></html>".encode()


def _index(rows: Rows) -> bytes:
    return json.dumps({"docs": [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]}).encode()


def _zipped(rows: Rows) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("all/table.csv", _csv(rows))
    return file.getvalue()


_FILES: dict[str, Callable[[Rows], bytes]] = {
    "table.csv": _csv,
    "table.xlsx": _xlsx,
    "table.ods": _ods,
    "page/index.html": _html,
    "search/search_index.json": _index,
    "all.zip": _zipped,
}


def _scanner(safe: frozenset[str] | None = frozenset()) -> Scanner:
    return Scanner(fingerprints((), {}, Open(frozenset(), str), ()), safe=safe)


def _found(name: str, content: bytes, safe: frozenset[str] = frozenset()) -> list[str]:
    findings = [each for each in _scanner(safe).findings_in(name, content) if each.kind == PEOPLE]
    assert all(each.verdict is Verdict.FAIL for each in findings)
    return [str(each) for each in findings]


@pytest.mark.parametrize("file", _FILES)
@pytest.mark.parametrize("what", _MADE_UP)
def test_records_are_found_in_any_file_and_never_quoted(what: str, file: str) -> None:
    if what == "a date of birth" and file in ("page/index.html", "search/search_index.json"):
        heading = "Date of birth"  # days of a page may be of anything
    else:
        heading = "Column"
    rows = _table(what, heading=heading)
    [told] = _found(file, _FILES[file](rows))
    assert what in told
    assert "30 cells" in told
    assert not any(row[1] in told for row in rows[1:])


@pytest.mark.parametrize("file", _FILES)
@pytest.mark.parametrize("what", _MADE_UP)
def test_a_steward_has_declared_the_column_safe(what: str, file: str) -> None:
    content = _FILES[file](_table(what, heading="Date of birth"))
    assert _found(file, content, frozenset({"date of birth"})) == []


def test_what_a_steward_declares_is_read_from_descriptors(tmp_path: Path) -> None:
    (tmp_path / "stations.yaml").write_text(
        "columns:\n  place: {title: Postcode, safe: {by: A steward, why: stations}}\n  label: {title: Name}\n", "utf-8"
    )
    (tmp_path / "broken.yaml").write_text("columns: [", "utf-8")
    assert declared_safe([tmp_path, tmp_path / "none"]) == {"place", "postcode"}


@pytest.mark.parametrize(
    "cells",
    [
        [f"E0500{at:04d}" for at in range(30)],
        [f"{at:,}" for at in range(10_000, 40_000, 1000)],
        [f"{year}-04-01" for year in range(1990, 2020)],  # days in order are a history
        ["Kingsway", "Queens Road", "Grace Park", "Victoria Avenue", "George Street", "Alexandra Ward"] * 5,
        ["01375 652652"] * 30,
        [f"{at}.25" for at in range(30)],
        [f"{at % 28 + 1:02d}/03/2022" for at in range(30)],
    ],
)
def test_what_tells_of_nobody_is_passed(cells: Sequence[str]) -> None:
    assert list(looked_like([["Column"], *([cell] for cell in cells)], frozenset(), of_a_page=False)) == []


def test_a_page_may_list_who_to_call_and_who_sits_on_a_board() -> None:
    for what in ("a telephone number", "an e-mail address", "a name", "a postcode"):
        assert _found("page/index.html", _html(_table(what, rows=12))) == []
        assert len(_found("table.csv", _csv(_table(what, rows=12)))) == 1


def test_a_table_that_is_read_in_pieces_is_looked_at_too() -> None:
    content = _csv([["Offence", "Reference"], *(["Theft", f"42/{100_000 + at}/22"] for at in range(3000))])
    scanner = Scanner(_scanner().known, limits=Limits(in_one_piece=1000, chunk=20_000), safe=frozenset())
    assert any("a crime reference" in each.message for each in scanner.findings_in("table.csv", content))


def test_two_columns_that_say_where_something_was_are_found() -> None:
    places = [[f"51.4{at:04d}", f"0.3{at:04d}"] for at in range(30)]
    [told] = _found("table.csv", _csv([["Latitude", "Longitude"], *places]))
    assert "coordinates" in told
    assert _found("table.csv", _csv([["Rate", "Longitude"], *places])) == []


def test_without_being_asked_nobody_is_looked_for() -> None:
    content = _csv(_table("a national insurance number"))
    assert [each for each in _scanner(None).findings_in("table.csv", content) if each.kind == PEOPLE] == []
