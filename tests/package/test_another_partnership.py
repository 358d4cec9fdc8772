"""The tests of the program pass where another partnership has replaced the site in this repository."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from building import OF_A_SITE, ROOT, THIS_PLACE, copy_checkout, copy_project, environment

EXAMPLES = "tests/guide/test_guides.py::test_examples_in_the_guide_give_what_it_says"
SAMPLE = ("tests/golden", EXAMPLES, "tests/unit/lineage", "tests/build/test_commit.py")
WHOLE = tuple(
    f"tests/{name}" for name in ("build", "golden", "guide", "host", "leak", "package", "site", "slips", "unit")
)


def elsewhere(checkout: Path) -> Path:
    """A repository of the program with the partnership that does not exist, and no tests of this site's content."""
    copy_checkout(checkout)
    for name in OF_A_SITE:
        path = checkout / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    copy_project(checkout)
    shutil.rmtree(checkout / "tests" / "content")
    (checkout / ".venv").symlink_to(ROOT / ".venv")
    for command in (("init", "--quiet"), ("add", "--all")):
        subprocess.run(["git", *command], cwd=checkout, check=True)
    return checkout


@pytest.mark.parametrize("chosen", [SAMPLE, pytest.param(WHOLE, marks=pytest.mark.whole)], ids=["some", "all"])
def test_the_tests_of_the_program_pass_with_another_partnership_in_the_place_of_this_one(
    tmp_path: Path, partnership_sites: Path, shared: Path, chosen: Sequence[str]
) -> None:
    assert partnership_sites.is_relative_to(shared)
    checkout = elsewhere(tmp_path / "checkout")
    pages = [path.read_text("utf-8") for path in (checkout / "docs").rglob("*.md")]
    assert pages
    assert [page for page in pages if THIS_PLACE.search(page)] == []
    this_one = f"--deselect=tests/package/{Path(__file__).name}"  # which would copy the copy
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", this_one, *chosen],
        cwd=checkout,
        env=environment({"PYTHONPATH": str(checkout), "ASSESS_TESTS": str(shared)}),  # where its own sites stand
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-8000:]
    assert " passed" in run.stdout
