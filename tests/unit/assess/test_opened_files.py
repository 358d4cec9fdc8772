"""What a process may read beside what it was given: programs, and what says which of them are installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assess.processes.opened_files import Recorder, installation


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which Python looks for programs, looked through when a test asks."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])
    installation.cache_clear()
    yield folder
    installation.cache_clear()


@pytest.mark.parametrize("about", ["assess.egg-info", "UNKNOWN.egg-info", "other_name-1.0.dist-info"])
@pytest.mark.parametrize("file", ["PKG-INFO", "METADATA", "entry_points.txt", "top_level.txt"])
def test_what_an_installation_leaves_beside_programs_is_no_stray(programs: Path, about: str, file: str) -> None:
    (programs / about).mkdir()
    assert Recorder({str(programs / about / file), str(programs)}).outside([]) == []


@pytest.mark.parametrize("file", ["assess.egg-info/thefts.csv", "assess.egg-info", "pack/PKG-INFO", "thefts.csv"])
def test_any_other_file_beside_programs_is(programs: Path, file: str) -> None:
    (programs / "assess.egg-info").mkdir()
    (programs / "pack").mkdir()
    path = str(programs / file)
    assert Recorder({path}).outside([]) == [path]


def test_a_link_called_so_leads_nowhere(programs: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "PKG-INFO").write_text("7", "utf-8")
    (programs / "assess.egg-info").symlink_to(pack)
    (programs / "other.egg-info").mkdir()
    (programs / "other.egg-info" / "PKG-INFO").symlink_to(pack / "PKG-INFO")
    for place in ("assess.egg-info", "other.egg-info"):
        assert Recorder({str(programs / place / "PKG-INFO")}).outside([]) == [str(pack / "PKG-INFO")]
