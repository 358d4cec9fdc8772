"""Tests of the program read no file of the site that lies in this repository: another partnership brings its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PROGRAM = ("build", "golden", "guide", "host", "leak", "site", "slips", "unit")
OF_THE_SITE = re.compile(
    r'\bROOT / "(?:docs|data|glossary\.yml|mkdocs\.yml|style\.yml|wording\.yml|redaction/\w+\.yml)\b'
    r"|built_sites\(\w+, ROOT\b"
)


def reads(text: str) -> list[str]:
    return OF_THE_SITE.findall(text)


@pytest.mark.parametrize("folder", PROGRAM)
def test_no_test_of_the_program_names_a_file_of_the_site(root: Path, folder: str) -> None:
    found = {path.name: reads(path.read_text("utf-8")) for path in (root / "tests" / folder).rglob("*.py")}
    assert [name for name, said in found.items() if said and name != Path(__file__).name] == []


def test_one_that_did_would_be_found() -> None:
    assert reads('table = ROOT / "data" / "public" / "asb-total.csv"') != []
    assert reads("sites = built_sites(shared, ROOT)") != []
    assert reads('theme = ROOT / "assess" / "theme"') == []
