"""The PDFs of this site, sheet by sheet, as `make site PDF=1` made them: `make papers` reads them back.

It needs the three editions built, which takes minutes; so it is a command of its own and no part of `make test`.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pypdf
import pytest
from blank_sheets import blank_at_the_foot
from building import ROOT
from papers import article, boxes, differences, faults, sheets, words

from assess.load.editions import policy_of
from assess.pdf.bindery import Arrangement, volumes
from assess.project.layout import Project
from assess.project.settings import read_settings
from macros.phrasebook.phrases import phrases_of

PROJECT = Project(ROOT)
SETTINGS = read_settings(PROJECT)
EDITIONS = policy_of(PROJECT).editions
ARRANGEMENT = Arrangement(SETTINGS.sections, SETTINGS.document.content["nav"], SETTINGS.after)
RUNNING = r"^.*OFFICIAL[\w-]*, \w+ edition(?:\. Synthetic data)?$|^.*Page \d+ of \d+$"
CODES = phrases_of("en")("table.codes", codes="")[:-1]  # what explains the codes of the table beneath it
MOST = 4_000_000  # bytes of the whole
FEWEST = 12  # words on a sheet
MOST_BLANK = 0.4  # of the room between the margins: what a chart or a short table takes that is not cut


def papers(edition: str) -> list[tuple[Path, list[Path]]]:
    """Each PDF of a built edition with the pages that are bound in it."""
    site = ROOT / "site" / edition
    found = []
    for volume in volumes(site, ARRANGEMENT):
        (path,) = (site / "pdf").glob(f"*-{edition}{'' if volume.name == 'whole' else f'-{volume.name}'}.pdf")
        found.append((path, [site / leaf.address / "index.html" for leaf in volume.leaves]))
    return found


ALL = [pytest.param(path, pages, id=path.stem) for edition in EDITIONS for path, pages in papers(edition)]


@pytest.mark.parametrize(("path", "pages"), ALL)
def test_a_pdf_says_what_its_pages_say_and_nothing_else(path: Path, pages: list[Path]) -> None:
    missing, more = differences(pypdf.PdfReader(path), pages, RUNNING)
    assert (missing, more) == (Counter(), set())


@pytest.mark.parametrize("path", [pytest.param(each.values[0], id=each.id) for each in ALL])
def test_every_sheet_is_marked_and_numbered_and_shows_no_box(path: Path) -> None:
    reader = pypdf.PdfReader(path)
    marking = re.compile(r"OFFICIAL[\w-]*, \w+ edition")
    read = sheets(reader)
    unmarked = [number for number, sheet in enumerate(read, 1) if not marking.search(sheet)]
    unnumbered = [number for number, sheet in enumerate(read, 1) if f"Page {number} of {len(read)}" not in sheet]
    assert (unmarked, unnumbered, boxes(reader)) == ([], [], [])
    assert path.stat().st_size < MOST


@pytest.mark.parametrize(("path", "pages"), ALL)
def test_two_checkers_of_accessibility_find_nothing_wrong(path: Path, pages: list[Path]) -> None:
    assert faults([path], pages) == []


@pytest.mark.parametrize(("path", "pages"), ALL)
def test_no_sheet_ends_with_a_heading_or_with_what_explains_a_table(path: Path, pages: list[Path]) -> None:
    articles = [article(page) for page in pages]
    headings = {words(head) for each in articles for head in each.xpath(".//h1 | .//h2 | .//h3 | .//h4")}
    headings -= {words(label) for each in articles for label in each.iter("text")}  # of a chart, which is read last
    running = re.compile(RUNNING, re.MULTILINE)
    last = {
        number: lines[-1]
        for number, sheet in enumerate(sheets(pypdf.PdfReader(path)), 1)
        if (lines := [line.strip() for line in running.sub("", sheet).splitlines() if line.strip(" \n•.0123456789")])
    }
    assert {number: line for number, line in last.items() if line in headings or line.startswith(CODES)} == {}


@pytest.mark.parametrize("path", [pytest.param(each.values[0], id=each.id) for each in ALL])
def test_no_sheet_is_half_blank_but_where_something_ends(path: Path) -> None:
    """Where a cover, the contents or a section ends, or the sheet is turned, what follows needs a sheet of its own."""
    reader = pypdf.PdfReader(path)
    opened = {reader.get_destination_page_number(mark) for mark in reader.outline if not isinstance(mark, list)}
    turned = [page.mediabox.width > page.mediabox.height for page in reader.pages]
    blank = blank_at_the_foot(path)
    ends = {0, len(blank) - 1, *(sheet - 1 for sheet in opened)}
    ends |= {sheet for sheet in range(len(blank) - 1) if turned[sheet] != turned[sheet + 1]}
    assert {sheet + 1: share for sheet, share in enumerate(blank) if share > MOST_BLANK and sheet not in ends} == {}


@pytest.mark.parametrize("path", [pytest.param(each.values[0], id=each.id) for each in ALL])
def test_no_sheet_has_nothing_but_a_title_or_addresses(path: Path) -> None:
    running = re.compile(RUNNING, re.MULTILINE)
    said = [running.sub("", sheet).split() for sheet in sheets(pypdf.PdfReader(path))]
    few = {number: " ".join(each) for number, each in enumerate(said, 1) if len(each) < FEWEST}
    alone = {number: "addresses" for number, each in enumerate(said, 1) if each[:3] == ["Addresses", "of", "links"]}
    assert few | alone == {}
