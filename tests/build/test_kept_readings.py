"""What an earlier build read of pages: taken as it was kept, for the same pages and data, by the same edition alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

import assess.build.kept_readings
from assess.build.kept_readings import Readings, readings
from assess.lineage.ledger import Entry, Origins
from assess.lineage.page_reader import Page, read_page
from assess.project.layout import Project
from assess.search.index import found_on

EDITIONS = ("public", "internal")
NAME = "5/index.html"


def _page(says: str) -> str:
    return (
        '<html lang="en"><body><article><h1>Crime</h1><p>There were '
        f'<data value="{says}" data-cell="crime/total/n">{says}</data> crimes.</p></article></body></html>'
    )


PAGE, OTHER = _page("12"), _page("13")
NOWHERE = Origins("public", {}, {}, {}, ("public",))


def _read(read: Readings, page: str = PAGE) -> None:
    """Read a page and keep what came of it."""
    read.page("5/", page)
    read.found(NAME, page)
    read.keep()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project where what was read of a page is kept, of another page in each edition."""
    own = Project(tmp_path / "project")
    for edition, page in zip(EDITIONS, (PAGE, OTHER), strict=True):
        _read(readings(own, edition), page)
    return own


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is read anew."""
    found: list[str] = []

    def noting(name: str, reader: Callable[..., object]) -> Callable[..., object]:
        def read(*of: object) -> object:
            found.append(name)
            return reader(*of)

        return read

    for name in ("read_page", "found_on"):
        monkeypatch.setattr(assess.build.kept_readings, name, noting(name, getattr(assess.build.kept_readings, name)))
    return found


def test_a_page_that_is_the_same_is_not_read_again_and_reads_the_same(project: Project, asked: list[str]) -> None:
    again = readings(project, "public")
    assert again.page("5/", PAGE) == read_page("5/", PAGE)
    assert again.found(NAME, PAGE) == found_on(NAME, PAGE)
    assert asked == []


def test_another_page_another_address_and_another_edition_are_read(project: Project, asked: list[str]) -> None:
    again = readings(project, "public")
    assert again.page("5/", OTHER) == read_page("5/", OTHER)
    assert again.page("6/", PAGE).address == "6/"
    assert again.found("6/index.html", PAGE)[0].location == "6/"
    assert asked == ["read_page", "read_page", "found_on"]
    assert readings(project, "internal").page("5/", PAGE).numbers[0].text == "12"
    assert asked == ["read_page", "read_page", "found_on", "read_page"]


def test_what_was_planted_swapped_or_damaged_is_read_again(project: Project, asked: list[str]) -> None:
    public, internal = (next((project.kept / edition).iterdir()) for edition in EDITIONS)
    good = public.read_bytes()
    planted = good.replace(b"crimes.", b"thefts.")
    assert planted != good
    for at, content in enumerate((planted, internal.read_bytes(), good[:-1], good[:8], b""), 1):
        public.write_bytes(content)
        assert readings(project, "public").page("5/", PAGE) == read_page("5/", PAGE)
        assert asked == ["read_page"] * at


def test_what_another_program_read_is_read_again(
    project: Project, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assess.build.kept_readings.reader_digest", lambda: b"another program")
    readings(project, "public").page("5/", PAGE)
    assert asked == ["read_page"]


def test_only_what_was_read_this_time_is_kept(project: Project, asked: list[str]) -> None:
    _read(readings(project, "public"), OTHER)
    asked.clear()
    readings(project, "public").page("5/", PAGE)
    assert asked == ["read_page"]


def test_a_number_that_its_data_does_not_give_is_told_each_time(project: Project) -> None:
    for _ in range(2):
        read = readings(project, "public")
        entries, problems = read.trace([read.page("5/", PAGE)], NOWHERE, {})
        assert [entry.says for entry in entries] == ["12"]
        assert len(problems) == 1
        read.keep()


def test_a_ledger_rests_on_the_page_the_data_and_the_corrections(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    traced: list[str] = []
    own = readings(project, "public").page("5/", PAGE)
    entry = Entry("public", "5/", 1, *[""] * 12)

    def trace(pages: list[Page], *_: object) -> tuple[list[Entry], list[str]]:
        traced.extend(page.numbers[0].text for page in pages)
        return [entry for _ in pages], []

    def ledger(page: Page, origins: Origins = NOWHERE, correction: str = "") -> list[str]:
        traced.clear()
        read = readings(project, "public")
        entries, problems = read.trace([page], origins, {page.numbers[0]: correction} if correction else {})
        assert (entries, problems) == ([entry], [])
        read.keep()
        return traced

    monkeypatch.setattr(assess.build.kept_readings, "trace", trace)
    assert ledger(own) == ["12"]
    assert ledger(own) == []
    changed = dataclasses.replace(NOWHERE, digests={"crime": "0"})
    assert ledger(own, changed) == ["12"]
    assert ledger(own, changed, correction="misread") == ["12"]
    assert ledger(own, changed, correction="misread") == []
    assert ledger(readings(project, "public").page("5/", OTHER)) == ["13"]
