"""Articles that a stage brings along: taken where all that made them is the same, and rendered anew where it is not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from building import differing, files

from assess.render.articles import FILE
from assess.render.worker import render

_SETTINGS = """
site_name: Two pages
theme: {name: mkdocs}
plugins: []
nav: [index.md, other.md]
markdown_extensions:
  abbr: {glossary: {GP: General practitioner}}
  toc: {permalink: true}
"""
_HOME = "# Home\n\nSee [the part](other.md#part) of a GP.\n\n## Here\n\nText.[^1]\n\n[^1]: A note.\n"
_OTHER = '# Other\n\n<p id="part">A part.</p>\n\n## Here\n'

Changed = Callable[[Path], None]


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stage of two pages that was rendered once, and holds what came of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    folder = tmp_path / "stage"
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_SETTINGS, "utf-8")
    (folder / "docs" / "index.md").write_text(_HOME, "utf-8")
    (folder / "docs" / "other.md").write_text(_OTHER, "utf-8")
    assert render(folder) == (True, [])
    return folder


def of_articles(site: Path) -> dict[str, bytes]:
    """The pages of a site; beside them lie files that MkDocs dates by the clock."""
    return {name: content for name, content in files(site).items() if name.endswith(".html")}


def rendered(stage: Path, *, kept: bool) -> dict[str, bytes]:
    """The pages of a stage, with what it brings along or without."""
    shutil.rmtree(stage / "site", ignore_errors=True)
    if not kept:
        (stage / FILE).unlink()
    assert render(stage) == (True, [])
    return of_articles(stage / "site")


def test_what_is_brought_along_gives_the_same_bytes(stage: Path) -> None:
    first, kept = of_articles(stage / "site"), (stage / FILE).read_bytes()
    assert differing(first, rendered(stage, kept=True)) == []
    assert (stage / FILE).read_bytes() == kept
    assert b'href="other/#part"' in first["index.html"]


def test_what_is_brought_along_is_what_is_shown(stage: Path) -> None:
    kept = json.loads((stage / FILE).read_bytes())
    for article in kept["articles"].values():
        article["content"] += "<p>Brought along.</p>"
    (stage / FILE).write_text(json.dumps(kept | {"served": {}}), "utf-8")
    assert all(b"Brought along." in page for page in rendered(stage, kept=True).values() if b"Here" in page)
    kept = json.loads((stage / FILE).read_bytes())
    served = {name: f"{page}<!-- As it was served. -->" for name, page in kept["served"].items()}
    (stage / FILE).write_text(json.dumps(kept | {"served": served}), "utf-8")
    assert all(b"As it was served." in page for page in rendered(stage, kept=True).values() if b"Here" in page)


def _text(stage: Path) -> None:
    (stage / "docs" / "index.md").write_text(_HOME.replace("Text", "Another text"), "utf-8")


def _settings(stage: Path) -> None:
    (stage / "mkdocs.yml").write_text(_SETTINGS.replace("General practitioner", "Family doctor"), "utf-8")


def _addresses(stage: Path) -> None:
    (stage / "mkdocs.yml").write_text(f"{_SETTINGS}use_directory_urls: false\n", "utf-8")


def _title(stage: Path) -> None:
    (stage / "docs" / "other.md").write_text(_OTHER.replace("# Other", "# Another title"), "utf-8")


@pytest.mark.parametrize("change", [_text, _settings, _addresses, _title])
def test_where_something_that_makes_an_article_changed_it_is_rendered(stage: Path, change: Changed) -> None:
    before = of_articles(stage / "site")
    change(stage)
    warm = rendered(stage, kept=True)
    assert differing(warm, before)
    assert differing(warm, rendered(stage, kept=False)) == []


def test_what_macros_know_is_among_what_makes_an_article(stage: Path) -> None:
    for name in ("view.json", "charts/one.svg", "glossary.yml"):
        before = json.loads((stage / FILE).read_bytes())["written"]
        (stage / name).parent.mkdir(exist_ok=True)
        (stage / name).write_text("Something else.", "utf-8")
        rendered(stage, kept=True)
        assert before.keys().isdisjoint(json.loads((stage / FILE).read_bytes())["written"])


def test_a_theme_of_its_own_may_ask_anything_of_any_page(stage: Path) -> None:
    (stage / "theme").mkdir()
    asking = (
        "{% extends 'base.html' %}{% block content %}{{ pages[0].page.content, pages[0].page.markdown }}{% endblock %}"
    )
    (stage / "theme" / "main.html").write_text(asking, "utf-8")
    own = _SETTINGS.replace("{name: mkdocs}", "{name: mkdocs, custom_dir: theme}")
    (stage / "mkdocs.yml").write_text(own, "utf-8")
    rendered(stage, kept=True)
    assert differing(rendered(stage, kept=True), rendered(stage, kept=False)) == []
    _text(stage)
    warm = rendered(stage, kept=True)
    assert b"Another text" in warm["other/index.html"]
    assert differing(warm, rendered(stage, kept=False)) == []


def test_an_article_that_was_warned_of_is_rendered_each_time(stage: Path) -> None:
    (stage / "docs" / "index.md").write_text(_HOME.replace("other.md#part", "lost.md"), "utf-8")
    for _ in range(2):
        ended, lines = render(stage)
        assert not ended
        assert any("lost.md" in line for line in lines)


def test_an_anchor_that_went_is_told_though_the_page_that_leads_to_it_is_kept(stage: Path) -> None:
    (stage / "docs" / "other.md").write_text(_OTHER.replace('id="part"', 'id="section"'), "utf-8")
    (stage / "mkdocs.yml").write_text(f"{_SETTINGS}validation: {{anchors: warn}}\n", "utf-8")
    cold = render(stage)
    assert cold == render(stage)
    assert not cold[0]
