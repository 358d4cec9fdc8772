"""The worked example of the guide does what its page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from smallest_site import write_site
from test_command import EDITIONS

from assess.cli.main import main
from assess.protect.check_witnesses import faults

_BLOCK = re.compile(r'^```\w+ title="(?P<file>[^"]+)"\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)


@pytest.fixture
def blocks(root: Path) -> dict[str, str]:
    """The files of the page, by their names."""
    page = (root / "guide/how-to/small-counts.md").read_text("utf-8")
    return {each["file"]: each["text"] for each in _BLOCK.finditer(page)}


def test_its_counts_and_its_policy_give_its_table(
    blocks: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, pack = write_site(tmp_path / "site"), tmp_path / "pack"
    (site / "redaction/editions.yml").write_text(EDITIONS, "utf-8")
    (site / "redaction/protection.yml").write_text(blocks["redaction/protection.yml"], "utf-8")
    (pack / "counts").mkdir(parents=True)
    (pack / "counts/rescues.csv").write_text(blocks["PACK/counts/rescues.csv"], "utf-8")
    monkeypatch.chdir(site)
    assert main(["protect", "--restricted", str(pack)]) == 0
    table = "data/public/rescues-by-ward.csv"
    assert Path(table).read_text("utf-8") == blocks[table]
    assert faults(str(pack / "protect/rescues.witnesses.json"), "data/public") == []
