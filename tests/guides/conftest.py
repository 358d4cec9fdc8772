"""The command as a new user gives it, in this process, which is quicker; the guides speak of the site beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from abridged import abridged
from building import ROOT, Run, copy_project, workers_at_hand

from tests.conftest import built_sites, cache_beside

Says = Callable[..., str]


@pytest.fixture(scope="session")
def sites(shared: Path) -> Path:
    """The three editions of the assessment, built once with the sample pack: a folder an edition."""
    return built_sites(shared, ROOT)


@pytest.fixture(scope="session")
def chart_cache(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Charts drawn once for all copies of the assessment; beside them lie the workbooks made for them."""
    return cache_beside(sites, tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def assess_here(chart_cache: Path) -> Iterator[Run]:
    """The command in this process, with a renderer and a drawer that run already."""
    with workers_at_hand(chart_cache, ROOT) as run:
        yield run


@pytest.fixture
def project(tmp_path: Path, chart_cache: Path) -> Path:
    """A copy of the assessment, to change as a test likes."""
    return copy_project(tmp_path / "project", chart_cache, ROOT)


@pytest.fixture
def small(tmp_path: Path, chart_cache: Path) -> Path:
    """A small project, held to the committed wording."""
    project = abridged(tmp_path / "project", chart_cache)
    wording = (ROOT / "wording.yml").read_text("utf-8")
    (project / "wording.yml").write_text(re.sub(r"(?ms)^exempt:\n.*", "exempt: []\n", wording), "utf-8")
    return project


@pytest.fixture
def assess_in(assess_here: Run) -> Says:
    """What a command says in a project, all of it; its exit code must be as expected."""

    def run(project: Path, *arguments: str | Path, code: int = 0, changes: Mapping[str, str] | None = None) -> str:
        ended, out, err = assess_here(project, *arguments, changes=changes)
        assert ended == code, out + err
        return out + err

    return run
