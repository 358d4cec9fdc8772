"""That `make test` runs every test there is."""

from __future__ import annotations

from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.__main__ import LANES

OF_THE_SITE = "tests/content"


def test_every_folder_of_tests_is_in_one_lane(root: Path) -> None:
    folders = {path.relative_to(root).parts[1] for path in (root / "tests").glob("*/**/test_*.py")}
    lanes = Counter(folder for lane in LANES for folder in lane)
    if not (root / OF_THE_SITE).exists():  # where another partnership has replaced the site, and its tests
        del lanes[OF_THE_SITE]
    assert Counter(f"tests/{name}" for name in folders) == lanes


def test_no_folder_of_tests_is_passed_over(root: Path, pytestconfig: pytest.Config) -> None:
    folders = {path.parent.name for path in (root / "tests").rglob("test_*.py")}
    passed_over = pytestconfig.getini("norecursedirs")
    assert [name for name in folders if any(fnmatch(name, pattern) for pattern in passed_over)] == []


def test_no_two_files_of_tests_have_the_same_name(root: Path) -> None:
    named = Counter(path.name for path in (root / "tests").rglob("test_*.py"))
    assert [name for name, times in named.items() if times > 1] == []
