"""After publication, all at once: a correction, a page that moved and a draft, as far as the host and the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from building import Run, ask_for_pdfs, release_public, replace, small_project
from hosts import Hosts, Reader, serving

PACK = ("--restricted", "data/sample")
WRONG = "Ten burglaries in a shop were left out."
DRAFT = """\
---
title: 1.2 Zebrawood outlook
description: What may come, by an invented Quillfeather method.
draft: true
after: disorder/crimes.md
---

The Marshgrave scheme is not decided.
"""
OF_THE_DRAFT = ("Zebrawood", "Quillfeather", "Marshgrave", "outlook")

pytestmark = [pytest.mark.usefixtures("typesetting"), pytest.mark.whole]


def after_the_release(project: Path) -> None:
    """Correct a number, rename its page, and begin another."""
    docs, settings = project / "docs", project / "mkdocs.yml"
    replace(project / "data/public/crime-by-kind.csv", "shop,520,440", "shop,520,450")
    replace(project / "data/public/crime-by-kind.csv", "13228,13589", "13228,13599")
    (docs / "disorder/crime.md").rename(docs / "disorder/crimes.md")
    replace(docs / "disorder/index.md", "(crime.md)", "(crimes.md)")
    replace(settings, "- disorder/crime.md", "- disorder/crimes.md")
    replace(settings, "crime-figures.md: disorder/crime.md", "crime-figures.md: disorder/crimes.md")
    replace(
        settings, "casualties.md: hospital.md", "casualties.md: hospital.md\n    disorder/crime.md: disorder/crimes.md"
    )
    (docs / "disorder/outlook.md").write_text(DRAFT, "utf-8")
    replace(settings, "  /attachments.yml\n", "  /attachments.yml\n  /disorder/outlook.md\n")


@pytest.fixture(scope="module")
def project(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run) -> Path:
    """A project whose editions went out, and were made again after all that."""
    made = small_project(tmp_path_factory.mktemp("after") / "project", chart_cache)
    release_public(made, assess_here)
    ask_for_pdfs(made)
    after_the_release(made)
    code, _, err = assess_here(made, "build", "public", *PACK, "--out", "site/refused")
    assert (code, "correction" in err) == (1, True)
    said = ("--wrong", WRONG, "--matters", "No finding changes.", "--on", "2023-09-04")
    assert assess_here(made, "correct", *said)[0] == 0
    replace(made / "mkdocs.yml", "release: {number: 1,", "release: {number: 2,")
    code, out, err = assess_here(made, "check")
    assert code == 0, out + err
    code, _, err = assess_here(made, "build", "public", "partner", *PACK)
    assert code == 0, err
    return made


@pytest.fixture(scope="module")
def reader(nginx: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with serving(nginx, project / "site", tmp_path_factory.mktemp("hosts")) as hosts:
        yield at_the_public_host(hosts)


def at_the_public_host(hosts: Hosts) -> Reader:
    return hosts.public.reader()


def test_the_audit_and_the_verification_pass_it(project: Path, assess_here: Run) -> None:
    assert assess_here(project, "audit", "site/public", *PACK)[0] == 0
    code, out, err = assess_here(project, "verify", "site/public", "--target", "public", "--source", ".")
    assert code == 0, out + err


def test_the_host_tells_of_the_correction_on_its_page_in_the_list_and_in_the_feed(reader: Reader) -> None:
    page = reader.ask("/disorder/crimes/").body.decode()
    assert 'class="correction" href="#correction-2023-09-04-1"' in page
    for address in ("/disorder/crimes/", "/corrections/", "/corrections.xml"):
        answer = reader.ask(address)
        assert (answer.status, WRONG in answer.body.decode()) == (200, True), address


def test_the_host_leads_readers_of_the_old_address_to_the_new_one(reader: Reader) -> None:
    answer = reader.ask("/disorder/crime/")
    assert (answer.status, answer.said("Location")) == (301, ["/disorder/crimes/"])


def test_the_pdf_has_the_number_as_it_is_now_and_the_day_of_its_correction(project: Path) -> None:
    [whole] = [path for path in (project / "site/public/pdf").glob("*.pdf") if "-section-" not in path.name]
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(whole).pages)
    assert "13,599" in text
    assert "4 September 2023" in text
    assert not [word for word in OF_THE_DRAFT if word in text]


def test_the_draft_is_nowhere_at_the_host_nor_in_what_went_there(project: Path, reader: Reader) -> None:
    assert reader.ask("/disorder/outlook/").status == 404
    files = [path for path in (project / "site").rglob("*") if path.is_file()]
    assert len(files) > 80
    told = [path for path in files for word in OF_THE_DRAFT if word.encode() in path.read_bytes() or word in str(path)]
    assert told == []
