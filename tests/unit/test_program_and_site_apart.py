"""Tests of the program read no file of the site that lies in this repository: another partnership brings its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import OF_A_SITE, THIS_PLACE

PROGRAM = ("build", "golden", "guide", "host", "leak", "site", "slips", "unit")
OF_THE_SITE = re.compile(
    r'\bROOT / "(?:docs|data|glossary\.yml|mkdocs\.yml|style\.yml|wording\.yml|redaction/\w+\.yml)\b'
    r"|built_sites\(\w+, ROOT\b"
)


PARTS = ("assess", "macros", "redaction", "deploy", "worked-example", "tests")
# Where it may be named: the tests of its content, the leaks of its own pack, and the list of names.
MAY_NAME_IT = ("tests/content/", "tests/leak/leaks.py", "tests/building.py")


def reads(text: str) -> list[str]:
    return OF_THE_SITE.findall(text)


@pytest.mark.parametrize("folder", PROGRAM)
def test_no_test_of_the_program_names_a_file_of_the_site(root: Path, folder: str) -> None:
    found = {path.name: reads(path.read_text("utf-8")) for path in (root / "tests" / folder).rglob("*.py")}
    assert [name for name, said in found.items() if said and name != Path(__file__).name] == []


def test_no_file_of_the_program_nor_of_its_tests_names_this_partnership(root: Path) -> None:
    files = [path for part in PARTS for path in (root / part).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    named = {path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8", "ignore") for path in files}
    assert len(named) > 1000
    found = [name for name, text in named.items() if THIS_PLACE.search(f"{name}\n{text}")]
    assert [name for name in found if name not in OF_A_SITE and not name.startswith(MAY_NAME_IT)] == []


def test_one_that_did_would_be_found() -> None:
    assert reads('table = ROOT / "data" / "public" / "asb-total.csv"') != []
    assert reads("sites = built_sites(shared, ROOT)") != []
    assert reads('theme = ROOT / "assess" / "theme"') == []
