"""A draft is in the preview and in a folder to show, which opens by a double click; no edition knows of it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from building import Run, small_project
from playwright.sync_api import Browser

DRAFT = """\
---
title: 1.2 Zebrawood outlook
description: What may come, by an invented Quillfeather method.
draft: true
after: disorder/crime.md
---

The Marshgrave scheme is not decided.

{{ table('zebra-outlook') }}
"""
DESCRIPTOR = """\
title: Outlook of zebrawood thefts by area
headline: Zebrawood thefts by area
place: Areas of Wolder
period: October 2021 to September 2022
sources: [county-incidents]
columns:
  label: {title: Area}
  count: {title: Number, kind: count, unit: incidents}
notes: [Every number here is invented.]
"""


def add_draft(project: Path) -> None:
    """Put a draft with data of its own into a project."""
    (project / "docs" / "disorder" / "outlook.md").write_text(DRAFT, "utf-8")
    data = project / "data" / "public"
    (data / "zebra-outlook.yaml").write_text(DESCRIPTOR, "utf-8")
    (data / "zebra-outlook.csv").write_text("id,label,count\neastlow,Eastlow,87651\nlarkmoor,Larkmoor,87652\n", "utf-8")
    settings = project / "mkdocs.yml"
    left_out = "  /attachments.yml\n"
    text = settings.read_text("utf-8").replace(left_out, f"{left_out}  /disorder/outlook.md\n")
    settings.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def project(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run) -> Path:
    """A project with a draft: its public edition, and that edition's draft to show."""
    project = small_project(tmp_path_factory.mktemp("drafts") / "project", chart_cache)
    add_draft(project)
    code, _, err = assess_here(project, "build", "public")
    assert code == 0, err
    code, out, err = assess_here(project, "review")
    assert code == 0, err
    assert "site/draft-public/index.html with a double click" in out
    return project


def test_the_check_asks_that_mkdocs_leaves_a_draft_out(project: Path, tmp_path: Path, assess_here: Run) -> None:
    assert assess_here(project, "check")[0] == 0
    copy = tmp_path / "project"
    shutil.copytree(project, copy, symlinks=True)
    settings = copy / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("  /disorder/outlook.md\n", ""), "utf-8")
    code, _, err = assess_here(copy, "check")
    assert (code, err.count("no line for disorder/outlook.md"), err.count("\n")) == (1, 1, 3), err
    in_the_menu = "      - stations.md\n      - disorder/outlook.md\n"
    settings.write_text(text.replace("      - stations.md\n", in_the_menu), "utf-8")
    code, _, err = assess_here(copy, "check")
    assert (code, "a draft, disorder/outlook.md" in err) == (1, True), err


def test_a_link_to_a_draft_is_told(project: Path, tmp_path: Path, assess_here: Run) -> None:
    copy = tmp_path / "project"
    shutil.copytree(project, copy, symlinks=True)
    page = copy / "docs" / "stations.md"
    page.write_text(f"{page.read_text('utf-8')}\n[Outlook](disorder/outlook.md)\n", "utf-8")
    code, _, err = assess_here(copy, "check")
    assert (code, "a page that the public edition does not have" in err) == (1, True), err


def test_data_that_another_page_shows_too_is_published(project: Path, tmp_path: Path, assess_here: Run) -> None:
    copy = tmp_path / "project"
    shutil.copytree(project, copy, symlinks=True)
    page = copy / "docs" / "stations.md"
    page.write_text(f"{page.read_text('utf-8')}\n{{{{ table('zebra-outlook') }}}}\n", "utf-8")
    code, _, err = assess_here(copy, "build", "public", "--out", tmp_path / "out")
    assert code == 0, err
    assert (tmp_path / "out" / "public" / "downloads" / "zebra-outlook.csv").is_file()


def test_the_draft_says_so_on_every_page(project: Path) -> None:
    pages = [*(project / "site" / "draft-public").rglob("*.html")]
    assert len(pages) >= 10
    for page in pages:
        assert page.read_text("utf-8").count("<strong>DRAFT OFFICIAL</strong>") == 2, page
        assert re.search(r'<meta name="robots" content="noindex', page.read_text("utf-8")), page


def test_no_host_accepts_it(project: Path, assess_here: Run) -> None:
    for target in ("public", "partner"):
        code, _, err = assess_here(project, "verify", "site/draft-public", "--target", target, "--on", "2024-01-01")
        assert (code, f"It is the draft-public edition, and the host is for the {target} edition" in err) == (1, True)


def test_every_link_leads_to_a_file(project: Path) -> None:
    site = project / "site" / "draft-public"
    tried = 0
    for page in site.rglob("*.html"):
        if page.name == "404.html":
            continue
        for link in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text("utf-8")):
            if not re.match(r"[a-z]+:", link):
                assert (page.parent / link).is_file(), (page, link)
                tried += 1
    assert tried > 100


def test_it_opens_by_a_double_click_and_can_be_walked_through(project: Path, browser: Browser) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto((project / "site" / "draft-public" / "index.html").as_uri())
    page.get_by_role("link", name="Disorder").first.click()
    page.get_by_role("link", name="Zebrawood outlook").first.click()
    assert page.url.endswith("/disorder/outlook/index.html")
    assert "The Marshgrave scheme is not decided." in page.inner_text("article")
    assert page.locator(".marking").first.inner_text().startswith("DRAFT OFFICIAL")
    assert page.evaluate("getComputedStyle(document.querySelector('.marking')).fontFamily").startswith("Inter")
    assert not page.get_by_role("search").is_visible()
    page.close()
    assert wrong == []


def test_the_audit_reads_the_draft_too(project: Path, tmp_path: Path, assess_here: Run) -> None:
    copy = tmp_path / "project"
    shutil.copytree(project, copy, symlinks=True)
    sentence = "The Larkspurrow Infirmary saw patients after the Candlewhistle regatta"
    page = copy / "docs" / "disorder" / "outlook.md"
    page.write_text(f"{page.read_text('utf-8')}\n{sentence}.\n", "utf-8")
    code, _, err = assess_here(copy, "review", "--restricted", "data/sample", "--out", tmp_path / "out")
    assert (code, "did not pass its audit" in err) == (1, True), err


def test_the_manifest_of_the_draft_is_its_own(project: Path) -> None:
    told = json.loads((project / "site" / "draft-public.manifest.json").read_text("utf-8"))
    assert (told["edition"], told["marking"], told["indexed"]) == ("draft-public", "DRAFT OFFICIAL", False)
