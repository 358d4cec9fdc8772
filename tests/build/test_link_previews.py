"""What is shown of a page where its address is shared: words of that page, and the picture of its first figure."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from building import Run

ADDRESS = "https://safer.example.org/saltmere/"
ADDRESSES = {"public": ADDRESS, "partner": "https://partners.example.org/", "internal": "https://team.example.org/"}
TAG = re.compile(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)">')
FIGURE = re.compile(r'<figure class="figure" id="[^"]*"[^>]* data-dataset="([^"]+)".*?</figure>', re.DOTALL)


def told(page: Path) -> dict[str, str]:
    found = TAG.findall(page.read_text("utf-8"))
    assert len(found) == len(dict(found)), "something is told twice"
    return {name: unescape(content) for name, content in found}


def first_pictured(page: Path) -> str:
    """The dataset of the first figure that offers its picture."""
    figures = FIGURE.finditer(page.read_text("utf-8"))
    return next((each[1] for each in figures if f"downloads/{each[1]}.png" in each[0]), "")


@pytest.fixture
def addressed(small: Path, assess_here: Run) -> Path:
    """All editions of a project, each with an address of its own."""
    policy = small / "redaction" / "editions.yml"
    text = policy.read_text("utf-8")
    for edition, address in ADDRESSES.items():
        name = f"    name: {edition.capitalize()} edition\n"
        assert name in text
        text = text.replace(name, f"{name}    address: {address}\n")
    policy.write_text(text, "utf-8")
    code, out, told_of = assess_here(small, "build", "--restricted", "data/sample")
    assert code == 0, out + told_of
    return small / "site"


def test_each_page_shows_its_own_words_and_its_first_figure(addressed: Path) -> None:
    pictured = 0
    for page in (addressed / "public").rglob("index.html"):
        if 'http-equiv="refresh"' in page.read_text("utf-8") or "embed" in page.relative_to(addressed).parts:
            continue
        said, dataset = told(page), first_pictured(page)
        place = page.parent.relative_to(addressed / "public").as_posix()
        assert said["og:url"] == (ADDRESS if place == "." else f"{ADDRESS}{place}/")
        assert said["og:title"]
        description = re.search('<meta name="description" content="([^"]*)">', page.read_text("utf-8"))
        assert description
        assert said["og:description"] == unescape(description[1])
        assert ("og:image" in said) == bool(dataset), page
        if dataset:
            pictured += 1
            assert said["og:image"] == f"{ADDRESS}downloads/{dataset}.png"
            path = addressed / "public" / urlsplit(said["og:image"]).path.removeprefix("/saltmere/")
            size = path.read_bytes()[16:24]
            assert (int(said["og:image:width"]), int(said["og:image:height"])) == (
                int.from_bytes(size[:4]),
                int.from_bytes(size[4:]),
            )
            headline = re.search(rf'data-dataset="{dataset}".*?<h3[^>]*>(.*?)</h3>', page.read_text("utf-8"), re.DOTALL)
            assert headline
            assert said["og:image:alt"].startswith(unescape(re.sub("<[^>]*>", "", headline[1])))
    assert pictured >= 1


def test_an_edition_for_some_readers_tells_no_service_of_itself(addressed: Path) -> None:
    for edition in ("partner", "internal"):
        pages = [*(addressed / edition).rglob("*.html")]
        assert len(pages) > 5
        assert [page for page in pages if told(page)] == []


def test_without_an_address_no_picture_is_named(sites: Path) -> None:
    said = [told(page) for page in (sites / "public").rglob("index.html")]
    assert any("og:description" in each for each in said)
    assert [each for each in said if "og:image" in each or "og:url" in each] == []
