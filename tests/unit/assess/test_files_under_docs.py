"""Files beside the pages: pictures that are too heavy, and names that work on one machine only."""

from __future__ import annotations

import struct

import pytest

from assess.load.file_names import plain_name
from assess.load.pictures import picture_faults, size_of
from redaction.file_names import copies_among, is_litter


def png(width: int, height: int, weight: int = 100) -> bytes:
    return (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)).ljust(weight, b"\0")


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08" + struct.pack(">HH", height, width) + b"\0" * 12


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (png(2399, 10), ""),
        (png(2400, 2400), ""),
        (png(2401, 10), "2401 by 10 pixels"),
        (jpeg(2400, 10), ""),
        (jpeg(10, 2401), "10 by 2401 pixels"),
        (b"GIF89a" + struct.pack("<HH", 2401, 1), "2401 by 1 pixels"),
        (png(10, 10, 299_999), ""),
        (png(10, 10, 300_000), ""),
        (png(10, 10, 301_000), "301 kB"),
        (b"no picture", ""),
    ],
)
def test_a_picture_is_told_where_it_is_too_large_with_a_command_that_makes_it_smaller(
    content: bytes, told: str
) -> None:
    found = list(picture_faults("map.png", content))
    assert [told in each.found and "docs/map.png" in each.advice for each in found] == ([True] if told else [])


def test_a_file_that_is_no_picture_may_be_of_any_size() -> None:
    assert not list(picture_faults("plan.pdf", b"x" * 400_000))
    assert size_of(b"\xff\xd8\xff") is None


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "a/.git/b.md", "Thumbs.db", "~$plan.docx", ".page.md.swp", "page.md~", "a/#b.md#", "__MACOSX/a.md"],
)
def test_what_programs_leave_behind_is_passed_over(name: str) -> None:
    assert is_litter(name)


@pytest.mark.parametrize(
    ("name", "plain"),
    [("My Page.md", "my-page.md"), ("Café (2).PDF", "cafe-2.pdf"), ("a/Tŷ.md", "a/ty.md"), ("a.md", "a.md")],
)
def test_a_name_is_offered_that_works_everywhere(name: str, plain: str) -> None:
    assert plain_name(name) == plain
    assert not is_litter(name)


@pytest.mark.parametrize(
    "name",
    [
        "page (1).md", "page(2).md", "page - Copy.md", "page - Copy (3).md", "page copy.md", "page copy 2.md",
        "page-copy.md", "page_copy.md", "Copy of page.md", "Copy (2) of page.md", "page - Kopie.md",
        "Kopie von page.md", "page - Copi.md",
        "page (Jo's conflicted copy 2026-01-02).md", "page.sync-conflict-20260102-101112-ABC.md",
    ],
)  # fmt: skip
def test_a_copy_is_known_by_its_name_beside_its_original(name: str) -> None:
    assert copies_among({f"a/{name}", "a/page.md"}) == {f"a/{name}": "a/page.md"}
    assert copies_among({f"a/{name}", "page.md"}) == {}


@pytest.mark.parametrize("name", ["photocopy.md", "copyright.md", "page-2.md", "pages.md", "copy.md"])
def test_a_name_that_only_has_the_word_is_no_copy(name: str) -> None:
    assert copies_among({name, "page.md", "photo.md", "right.md"}) == {}
