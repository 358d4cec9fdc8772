"""What `make bench` builds: part of this project, which must still pass its own check."""

from __future__ import annotations

from pathlib import Path

from building import run

from benchmarks.workbench import ours, peer


def test_the_part_that_is_measured_has_no_problems(tmp_path: Path) -> None:
    code, _, said = run(ours(tmp_path / "ours").command.folder, "check", "--restricted", "data/sample")
    assert (code, said) == (0, "")


def test_both_sides_have_the_same_pages(tmp_path: Path) -> None:
    one, other = ours(tmp_path / "ours").command.folder, peer(tmp_path / "peer").command.folder
    pages = {path.relative_to(one): path.read_bytes() for path in (one / "docs").rglob("*.md")}
    assert len(pages) > 8
    assert {path.relative_to(other): path.read_bytes() for path in (other / "docs").rglob("*.md")} == pages
