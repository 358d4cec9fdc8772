"""The audit reads workbooks, and archives in archives, as it reads any other text."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import cell, downloads, packed, view_of, with_part

from assess.audit import Scanner, Verdict, Withheld
from assess.pictures.png import png

VIEW = view_of([("North", "Gorsewhistle, where the marmalade kiosk draws a crowd")], [cell("473126")])
KINDS = {"number", "name", "run of words"}


@pytest.fixture(scope="module")
def scanner(partnership: Path) -> Scanner:
    """What looks for the sample pack in anybody's files."""
    pack = partnership / "data" / "sample"
    return Scanner(
        Withheld(partnership, "public", (partnership / "data" / "public",), (pack / "partner",)).fingerprints()
    )


def found(scanner: Scanner, name: str, content: bytes) -> set[str]:
    return {finding.kind for finding in scanner.findings_in(name, content)}


@pytest.mark.parametrize("kind", [".csv", ".xlsx", ".ods"])
def test_what_a_download_holds_is_found(scanner: Scanner, kind: str, tmp_path: Path) -> None:
    content = downloads(tmp_path, VIEW)[f"things{kind}"]
    assert found(scanner, f"things{kind}", content) >= KINDS
    assert found(scanner, "all.zip", packed({f"things{kind}": content})) >= KINDS


def test_what_is_harmless_is_not(scanner: Scanner, tmp_path: Path) -> None:
    for name, content in downloads(tmp_path, view_of([("North", "x")])).items():
        assert found(scanner, name, content) == set(), name


@pytest.mark.parametrize("part", ["xl/_rels/workbook.xml.rels", "docProps/core.xml", "xl/sheet9.xml"])
def test_every_part_of_a_workbook_is_read(scanner: Scanner, part: str, tmp_path: Path) -> None:
    book = downloads(tmp_path, view_of([("North", "x")]))["things.xlsx"]
    planted = "<!-- 473126 -->"
    assert "number" in found(scanner, "things.xlsx", with_part(book, part, lambda text: f"{text}{planted}"))


def test_a_part_of_a_kind_that_is_not_known_needs_a_person(scanner: Scanner, tmp_path: Path) -> None:
    book = downloads(tmp_path, view_of([("North", "x")]))["things.xlsx"]
    findings = scanner.findings_in("things.xlsx", with_part(book, "xl/vbaProject.bin", lambda _: "\0\1x"))
    assert {finding.verdict for finding in findings} == {Verdict.REVIEW}


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60" viewBox="0 0 300 60">'
    '<rect width="300" height="60" fill="#ffffff"/><text x="9" y="30" font-size="14">North {}</text></svg>'
)


def test_a_picture_in_a_folder_is_judged_by_the_svg_beside_it(scanner: Scanner, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(SVG.format("12"), "utf-8")
    (tmp_path / "a.png").write_bytes(png(SVG.format("12")))
    report = scanner.scan(tmp_path)
    assert (report.findings, dict(report.read)) == ([], {"svg": 1, "png": 1})
    (tmp_path / "a.png").write_bytes(png(SVG.format("473126")))
    assert [(each.file, each.verdict) for each in scanner.scan(tmp_path).findings] == [("a.png", Verdict.REVIEW)]
    (tmp_path / "a.svg").write_text(SVG.format("473126"), "utf-8")
    told = {(each.file, each.verdict) for each in scanner.scan(tmp_path).findings}
    assert told == {("a.svg", Verdict.FAIL)}, "what both show is told where it can be read"
    (tmp_path / "a.svg").unlink()
    assert [(each.file, each.verdict) for each in scanner.scan(tmp_path).findings] == [("a.png", Verdict.REVIEW)]


def test_the_name_of_a_picture_is_read_also_where_its_svg_speaks_for_it(scanner: Scanner, tmp_path: Path) -> None:
    for kind, content in ((".svg", SVG.format("12").encode()), (".png", png(SVG.format("12")))):
        (tmp_path / f"north-473126{kind}").write_bytes(content)
    assert {each.file for each in scanner.scan(tmp_path).findings} == {"north-473126.svg", "north-473126.png"}
