"""The audit reads workbooks, and archives in archives, as it reads any other text."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import cell, downloads, packed, view_of, with_part

from release.audit.channels import UnreadableError, texts
from release.audit.fingerprints import Fingerprints

SECRET = Fingerprints(
    {"41872.5": "a"}, {"fortyfold": "b"}, {("one", "two", "three", "four", "five", "six"): "c"}, {"ctlp": "d"}
)
VIEW = view_of([("North", "fortyfold"), ("one two three four five six", "ctlp")], [cell("41872.5")])


def found(name: str, content: bytes) -> set[str]:
    return {kind for text in texts(name, content) for kind, _ in SECRET.found_in(text)}


@pytest.mark.parametrize("kind", [".csv", ".xlsx", ".ods"])
def test_what_a_download_holds_is_found(kind: str, tmp_path: Path) -> None:
    content = downloads(tmp_path, VIEW)[f"things{kind}"]
    assert found(f"things{kind}", content) == {"number", "word", "run of words", "id"}
    assert found("all.zip", packed({f"things{kind}": content})) == {"number", "word", "run of words", "id"}


def test_what_is_harmless_is_not(tmp_path: Path) -> None:
    for name, content in downloads(tmp_path, view_of([("North", "x")])).items():
        assert found(name, content) == set(), name


@pytest.mark.parametrize("part", ["xl/_rels/workbook.xml.rels", "docProps/core.xml", "xl/sheet9.xml"])
def test_every_part_of_a_workbook_is_read(part: str, tmp_path: Path) -> None:
    book = downloads(tmp_path, view_of([("North", "x")]))["things.xlsx"]
    assert found("things.xlsx", with_part(book, part, lambda text: f"{text}<a>fortyfold</a>")) == {"word"}


def test_a_part_of_a_kind_that_is_not_known_needs_a_person(tmp_path: Path) -> None:
    book = downloads(tmp_path, view_of([("North", "x")]))["things.xlsx"]
    with pytest.raises(UnreadableError):
        found("things.xlsx", with_part(book, "xl/vbaProject.bin", lambda _: "x"))
