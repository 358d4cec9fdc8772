"""What `make bench` builds: part of this project, and a peer that shows as much."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from building import differing, files

from benchmarks.measuring import run
from benchmarks.workbench import UnequalError, check_equal, ours, peer


def test_both_sides_build_the_same_pages_with_as_many_charts_and_tables(tmp_path: Path, chart_cache: Path) -> None:
    own, other = ours(tmp_path / "ours"), peer(tmp_path / "peer")
    pages = files(own.command.folder / "docs")
    assert [name for name in differing(pages, files(other.command.folder / "docs")) if name.endswith(".md")] == []
    shutil.copytree(chart_cache.parent, own.command.folder / ".cache")
    own.edit()
    other.edit()
    run(replace(own.command, arguments=(*own.command.arguments[:2], "public")))
    run(other.command)
    held = check_equal(own.site, other.site)
    assert held["pages"] == len([name for name in pages if name.endswith(".md")]) > 8
    assert min(held.values()) > 8
    (other.site / "index.html").unlink()
    with pytest.raises(UnequalError, match=r"The peer is no peer any more: it holds .* 8, .* our public edition .* 9"):
        check_equal(own.site, other.site)
