"""An address that a page had sends its readers on: in each edition that holds the new page, on every kind of host."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from building import Run, small_project

PAGE = "crime-figures/index.html"


@pytest.fixture(scope="module")
def public(sites: Path) -> Path:
    """The public edition; its mkdocs.yml sends the readers of three old addresses on."""
    return sites / "public"


def test_the_old_address_forwards_without_a_script_and_can_be_followed_by_hand(public: Path) -> None:
    page = (public / PAGE).read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../disorder/crime/">' in page
    assert '<a href="../disorder/crime/">' in page
    assert "<script" not in page
    assert (public / "disorder" / "crime" / "index.html").is_file()


def test_it_is_kept_from_search_engines_which_are_shown_the_new_address(public: Path) -> None:
    page = (public / PAGE).read_text("utf-8")
    assert re.search(r'<meta name="robots" content="noindex\b', page)
    assert '<link rel="canonical" href="../disorder/crime/">' in page
    assert "crime-figures" not in (public / "sitemap.xml").read_text("utf-8")
    assert "crime-figures" not in (public / "search" / "search_index.json").read_text("utf-8")


def test_it_says_its_policy_first_and_carries_the_mark_of_its_edition(sites: Path) -> None:
    for edition, marking in (("public", "OFFICIAL"), ("partner", "OFFICIAL-SENSITIVE")):
        page = (sites / edition / PAGE).read_text("utf-8")
        assert page.index("Content-Security-Policy") < page.index("refresh")
        assert "script-src 'self';" in page
        assert page.count(f'<meta name="edition" content="{edition}">') == 1
        assert page.count(f"<strong>{marking}</strong>") == 2


def test_a_redirect_can_lead_to_a_place_on_a_page(public: Path) -> None:
    assert 'url=../#incidents-by-area">' in (public / "disorder" / "ranks" / "index.html").read_text("utf-8")


def test_static_hosts_and_nginx_are_told_of_each(sites: Path) -> None:
    assert (sites / "public" / "_redirects").read_text("utf-8") == (
        "/casualties/ /hospital/ 301\n"
        "/crime-figures/ /disorder/crime/ 301\n"
        "/disorder/ranks/ /disorder/#incidents-by-area 301\n"
    )
    server = (sites / "public.nginx.conf").read_text("utf-8")
    assert server.count("return 301 /") == server.count("location = /") == 3


def test_the_manifest_lists_the_pages_that_forward(sites: Path) -> None:
    assert PAGE in json.loads((sites / "public.manifest.json").read_text("utf-8"))["files"]


@pytest.fixture(scope="module")
def moved(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run) -> Path:
    """A project whose page of crime was renamed, and whose page of hospitals is for partners alone; with its sites."""
    project = small_project(tmp_path_factory.mktemp("moved") / "project", chart_cache)
    assert assess_here(project, "build", "public", "--out", "site/before")[0] == 0
    (project / "docs" / "disorder" / "crime.md").rename(project / "docs" / "disorder" / "crimes.md")
    index = project / "docs" / "disorder" / "index.md"
    index.write_text(index.read_text("utf-8").replace("(crime.md)", "(crimes.md)"), "utf-8")
    hospital = project / "docs" / "hospital.md"
    hospital.write_text(hospital.read_text("utf-8").replace("---\n", "---\naudience: partner\nafter: stations.md\n", 1))
    settings = (project / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("- disorder/crime.md", "- disorder/crimes.md").replace("      - hospital.md\n", "")
    settings = settings.replace("  /attachments.yml\n", "  /attachments.yml\n  /hospital.md\n")
    settings = settings.replace("crime-figures.md: disorder/crime.md", "crime-figures.md: disorder/crimes.md")
    (project / "mkdocs.yml").write_text(settings, "utf-8")
    assert assess_here(project, "build", "public", "partner", "--restricted", "data/sample")[0] == 0
    return project


def test_a_page_that_an_edition_does_not_hold_has_no_redirect_there(moved: Path) -> None:
    assert (moved / "site" / "partner" / "casualties" / "index.html").is_file()
    public = [*(moved / "site").glob("public.*"), *(moved / "site" / "public").rglob("*")]
    assert [path for path in public if path.is_file() and b"casualties" in path.read_bytes()] == []
    assert not (moved / "site" / "public" / "casualties").exists()


def test_a_difference_names_the_addresses_that_would_lead_nowhere(moved: Path, assess_here: Run) -> None:
    code, out, _ = assess_here(moved, "diff", "site/before/public", "site/public")
    assert code == 1
    lost = out.partition("Addresses that lead nowhere now")[2].partition("\n\n")[0]
    assert lost.split("\n")[1:] == ["  casualties/", "  disorder/crime/", "  hospital/"]


def test_a_renamed_page_with_a_redirect_loses_no_address(moved: Path, assess_here: Run) -> None:
    settings = moved / "mkdocs.yml"
    before = settings.read_text("utf-8")
    lines = "disorder/crime.md: disorder/crimes.md\n    casualties/: stations.md"
    settings.write_text(before.replace("casualties.md: hospital.md", lines), "utf-8")
    assert assess_here(moved, "build", "public", "--out", "site/after")[0] == 0
    settings.write_text(before, "utf-8")
    _, out, _ = assess_here(moved, "diff", "site/before/public", "site/after/public")
    assert "  disorder/crime/ to disorder/crimes/\n" in out
    lost = out.partition("Addresses that lead nowhere now")[2].partition("\n\n")[0]
    assert lost.split("\n")[1:] == ["  hospital/"]
