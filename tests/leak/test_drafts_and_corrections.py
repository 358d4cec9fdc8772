"""Nothing of a draft, and nothing of what was wrong in a restricted number, is in an edition that may not know it."""

from __future__ import annotations

import gzip
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import small_project, workers_at_hand

TITLE, METHOD, SCHEME, TABLE = "Zebrawood", "Quillfeather", "Marshgrave", "Larchmont"
OF_THE_DRAFT = (TITLE, METHOD, SCHEME, TABLE, "87651", "87,651", "zebra-outlook", "outlook", "heronfield")
WRONG, MATTERS = "Moorhen returns were counted twice", "Thistledown matters little"
EDITIONS = ("public", "partner", "internal")
PAGE = f"""\
---
title: 1.2 {TITLE} outlook
description: What may come, by an invented {METHOD} method.
draft: true
after: disorder/crime.md
findings:
  - "The {SCHEME} plan has {{{{ n('zebra-outlook', 'eastlow', 'count') }}}} parts."
---

The {SCHEME} scheme is not decided.

{{{{ figure('zebra-outlook', chart='ranked', of='count') }}}}
"""
DESCRIPTOR = f"""\
title: {TABLE} thefts by area
headline: {TABLE} thefts by area
place: Areas of Wolder
period: October 2021 to September 2022
sources: [county-incidents]
columns:
  label: {{title: Area}}
  count: {{title: Number, kind: count, unit: incidents}}
notes: [Every number here is invented.]
"""
CORRECTION = f"""\
corrections:
  - date: 2023-09-04
    pages: [stations.md]
    wrong: {WRONG}.
    matters: {MATTERS}.
    changes: [{{of: Grebe Halt, was: "61234", now: "61235", cells: rail-offences-by-type/total/all}}]
"""
OF_THE_CORRECTION = (WRONG, MATTERS, "Grebe Halt", "61234", "61235", "2023-09-04")


def read_whole(name: str, content: bytes) -> Iterator[str]:
    """A file as text, and what is packed in it."""
    yield f"{name}\n{content.decode('utf-8', 'replace')}"
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from read_whole(member, archive.read(member))
    elif content[:2] == b"\x1f\x8b":
        yield gzip.decompress(content).decode("utf-8", "replace")


def holding(site: Path, edition: str, words: tuple[str, ...]) -> list[str]:
    """The words that an edition, or what lies beside it, holds anywhere: in names, in text, packed."""
    beside = [path for path in site.glob(f"{edition}.*") if path.is_file()]
    inside = [path for path in (site / edition).rglob("*") if path.is_file()]
    assert len(beside) >= 3
    files = [(path.relative_to(site).as_posix(), path.read_bytes()) for path in (*beside, *inside)]
    texts = [text for name, content in files for text in read_whole(name, content)]
    return [word for word in words if any(re.search(re.escape(word), text, re.IGNORECASE) for text in texts)]


@pytest.fixture(scope="module")
def site(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All editions of a project with a draft, its data and a redirect to it, and of a pack with a correction."""
    folder = tmp_path_factory.mktemp("unpublished")
    project = small_project(folder / "project", chart_cache)
    pack = folder / "pack"
    shutil.copytree(project / "data" / "sample", pack)
    (pack / "partner" / "corrections.yml").write_text(CORRECTION, "utf-8")
    (project / "docs" / "disorder" / "outlook.md").write_text(PAGE, "utf-8")
    data = project / "data" / "public"
    (data / "zebra-outlook.yaml").write_text(DESCRIPTOR, "utf-8")
    (data / "zebra-outlook.csv").write_text("id,label,count\neastlow,Eastlow,87651\nlarkmoor,Larkmoor,12\n", "utf-8")
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("  /attachments.yml\n", "  /attachments.yml\n  /disorder/outlook.md\n")
    to_the_draft = "    heronfield.md: disorder/outlook.md\n    crime-figures.md:"
    settings.write_text(text.replace("    crime-figures.md:", to_the_draft), "utf-8")
    with workers_at_hand(chart_cache) as run:
        for command in (("build",), ("review", "internal")):
            code, _, err = run(project, *command, "--restricted", pack)
            assert code == 0, err
    return project / "site"


@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_of_a_draft_is_in_an_edition_or_beside_it(site: Path, edition: str) -> None:
    assert holding(site, edition, OF_THE_DRAFT) == []


def test_what_is_looked_for_is_found_in_the_draft_itself(site: Path) -> None:
    assert {*holding(site, "draft-internal", OF_THE_DRAFT)} >= {TITLE, METHOD, SCHEME, TABLE, "87,651", "zebra-outlook"}


def test_a_correction_of_restricted_numbers_stays_with_its_readers(site: Path) -> None:
    assert holding(site, "public", OF_THE_CORRECTION) == []
    for edition in ("partner", "internal"):
        assert {*holding(site, edition, OF_THE_CORRECTION)} == {*OF_THE_CORRECTION}
