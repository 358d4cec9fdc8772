"""Articles that an earlier build rendered: brought to the stage of their edition as they were kept, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assess.build.kept_articles import bring_articles, keep_articles
from assess.project.layout import Project
from assess.render.articles import FILE

EDITIONS = ("public", "internal")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project where the articles of two editions are kept."""
    own = Project(tmp_path / "project")
    for edition in EDITIONS:
        stage = tmp_path / edition
        stage.mkdir()
        (stage / FILE).write_text(f'{{"of": "{edition}"}}', "utf-8")
        keep_articles(own, edition, stage)
        (stage / FILE).unlink()
    return own


def test_an_edition_is_brought_its_own_articles(project: Project, tmp_path: Path) -> None:
    for edition in EDITIONS:
        bring_articles(project, edition, tmp_path / edition)
        assert json.loads((tmp_path / edition / FILE).read_bytes()) == {"of": edition}


def test_articles_that_were_planted_swapped_or_damaged_are_not_brought(project: Project, tmp_path: Path) -> None:
    public, internal = (next((project.kept / edition).iterdir()) for edition in EDITIONS)
    good = public.read_bytes()
    planted = good.replace(b'"of": "public"', b'"of": "secret"')
    assert planted != good
    for content in (planted, internal.read_bytes(), good[:-1], good[:8], b"", json.dumps({"of": "secret"}).encode()):
        public.write_bytes(content)
        bring_articles(project, "public", tmp_path / "public")
        assert not (tmp_path / "public" / FILE).exists()
    public.write_bytes(good)
    bring_articles(project, "public", tmp_path / "public")
    assert (tmp_path / "public" / FILE).exists()


def test_a_damaged_entry_that_cannot_be_taken_away_is_not_brought_either(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, **_: bool) -> None:
        raise PermissionError(path)

    public = next((project.kept / "public").iterdir())
    public.write_bytes(public.read_bytes()[:-1])
    monkeypatch.setattr(Path, "unlink", refuse)
    bring_articles(project, "public", tmp_path / "public")
    assert public.exists()
    assert not (tmp_path / "public" / FILE).exists()


def test_articles_that_another_program_made_are_not_brought(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assess.build.kept_articles.reader_digest", lambda: b"another program")
    bring_articles(project, "public", tmp_path / "public")
    assert not (tmp_path / "public" / FILE).exists()
