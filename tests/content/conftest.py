"""What holds the site in this repository to the document that it restates: another partnership brings its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from abridged import abridged
from building import ROOT, Run, copy_project, workers_at_hand

from tests.conftest import built_sites, cache_beside

pytest.register_assert_rewrite("html_tables", "cells_one_by_one", "prose_mutations")


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


@pytest.fixture(scope="session")
def copy_of_project(chart_cache: Path) -> Callable[[Path], Path]:
    """What copies the assessment to a folder."""
    return lambda target: copy_project(target, chart_cache, ROOT)


@pytest.fixture
def project(tmp_path: Path, copy_of_project: Callable[[Path], Path]) -> Path:
    """A copy of the assessment, to change as a test likes."""
    return copy_of_project(tmp_path / "project")


@pytest.fixture
def small(tmp_path: Path, chart_cache: Path) -> Path:
    """The assessment with a few of its pages and datasets, to change as a test likes."""
    return abridged(tmp_path / "project", chart_cache)
