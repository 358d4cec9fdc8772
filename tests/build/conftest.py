"""What the tests of building share: a project with a last good site, and builds that must leave it alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from building import (
    Run,
    ended,
    last_good_site,
    nothing_changes,
    nothing_is_left,
    small_project,
    start,
)

Fails = Callable[..., str]


@pytest.fixture
def small(tmp_path: Path, chart_cache: Path) -> Path:
    """A small project, to change as a test likes."""
    return small_project(tmp_path / "project", chart_cache)


@pytest.fixture
def standing(small: Path) -> Path:
    """A small project whose output holds a last good site of each edition."""
    last_good_site(small / "site")
    return small


@pytest.fixture
def fails(standing: Path, tmp_path: Path, chart_cache: Path) -> Fails:
    """A build that must fail with one clear message, and leave every file as it was and nothing behind."""

    def check(*arguments: str | Path, says: str, within: tuple[str, ...] = ()) -> str:
        temporary = tmp_path / "temporary"
        temporary.mkdir(exist_ok=True)
        with nothing_is_left(tmp_path):
            process = start(standing, *arguments, changes={"TMPDIR": str(temporary)}, within=within)
            code, out, err = ended(process)
        assert "Traceback" not in err
        assert (code, out) == (1, ""), err
        assert re.search(says, err), err
        kept = [path.name for path in chart_cache.parent.glob("*/*/*")]
        assert all(re.fullmatch(r"[0-9a-f]{64}(\.(svg|png|xlsx|ods))?", name) for name in kept)
        return err

    return check


@pytest.fixture
def refuses(standing: Path, tmp_path: Path, assess_here: Run) -> Fails:
    """The same in this process, which is quicker, and of wrong usage too."""

    def check(*arguments: str | Path, says: str) -> str:
        with nothing_changes(tmp_path):
            code, out, err = assess_here(standing, *arguments)
        assert (code in (1, 2), out) == (True, ""), err
        assert re.search(says, err), err
        return err

    return check
