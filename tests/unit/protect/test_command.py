"""`assess protect` turns the counts of a pack into tables that may be shown, with witnesses, and says what it did."""

from __future__ import annotations

from pathlib import Path

import pytest
from smallest_site import write_site
from test_modes import NUMBERS

from assess.cli.main import main

EDITIONS = """\
open: public
audiences: {public: Everybody, internal: The team}
editions:
  public: {name: Public edition, readers: everybody, audiences: [public], marking: OFFICIAL, indexed: true}
  internal: {name: Internal edition, readers: the team, audiences: [public, internal], marking: OFFICIAL}
"""
POLICY = """\
rescues:
  threshold: 5
  width: 3
  mode: suppress
  counts: counts/rescues.csv
  trees:
    ward: {all: [north, south], north: [a, b, c], south: [d, e]}
    year: {all: ["2024", "2025"]}
  tables:
    rescues-by-ward: {rows: ward, columns: year}
    rescues-whole: {rows: ward, columns: year, audience: internal, whole: true}
"""


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack with the counts, beside a site with a policy in which the command is run."""
    site = write_site(tmp_path / "site")
    (site / "redaction/editions.yml").write_text(EDITIONS, "utf-8")
    (site / "redaction/protection.yml").write_text(POLICY, "utf-8")
    counts = tmp_path / "pack/counts/rescues.csv"
    counts.parent.mkdir(parents=True)
    lines = (f"{ward},{year},{number}\n" for (ward, year), number in NUMBERS.items())
    counts.write_text("ward,year,rescues\n" + "".join(lines), "utf-8")
    monkeypatch.chdir(site)
    return tmp_path / "pack"


def run(pack: Path, *more: str) -> int:
    return main(["protect", "--restricted", str(pack), *more])


def test_it_writes_the_public_table_the_whole_one_and_the_witnesses(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(pack) == 0
    shown = Path("data/public/rescues-by-ward.csv").read_text("utf-8")
    assert "[c]" in shown
    whole = (pack / "internal/rescues-whole.csv").read_text("utf-8")
    assert "[c]" not in whole
    assert (pack / "protect/rescues.witnesses.json").is_file()
    said = capsys.readouterr().out
    assert "rescues: 24 cells, 1 withheld for their own sake and 3 so that these cannot be worked out" in said
    assert "data/public/rescues-by-ward.yaml" in said
    assert "sums:\n  - {total: all, parts: others}\n  - {total: north, parts: children}" in said


def test_a_second_run_writes_the_same_bytes_and_a_check_finds_nothing(pack: Path) -> None:
    table = Path("data/public/rescues-by-ward.csv")
    assert run(pack) == 0
    first = table.read_bytes(), (pack / "protect/rescues.witnesses.json").read_bytes()
    assert run(pack) == 0
    assert (table.read_bytes(), (pack / "protect/rescues.witnesses.json").read_bytes()) == first
    assert run(pack, "--check") == 0


def test_a_number_that_was_put_back_by_hand_is_found(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(pack) == 0
    table = Path("data/public/rescues-by-ward.csv")
    table.write_text(table.read_text("utf-8").replace("[c]", "3", 1), "utf-8")
    assert run(pack, "--check") == 1
    said = capsys.readouterr().err
    assert "data/public/rescues-by-ward.csv" in said
    assert "[protected-table]" in said


def test_counts_outside_the_pack_are_refused(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = Path("redaction/protection.yml")
    policy.write_text(POLICY.replace("counts/rescues.csv", "../site/data/public/fires.csv"), "utf-8")
    assert run(pack) == 1
    assert "outside the restricted pack" in capsys.readouterr().err


def test_a_measure_that_cannot_be_protected_is_a_problem_of_its_policy(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pack / "counts/rescues.csv").write_text("ward,year,rescues\na,2024,3\n", "utf-8")
    policy = Path("redaction/protection.yml")
    policy.write_text(POLICY.replace("mode: suppress", "mode: coarsen\n  coarsen: [ward]"), "utf-8")
    assert run(pack) == 1
    said = capsys.readouterr().err
    assert '"rescues", which cannot be protected' in said
    assert "Traceback" not in said


def test_a_measure_that_is_not_there_is_named_with_the_nearest(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(pack, "rescue") == 1
    assert 'There is no measure "rescue"' in capsys.readouterr().err


def test_without_a_policy_it_says_where_one_is_written(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("redaction/protection.yml").unlink()
    assert run(pack) == 1
    assert "There is no redaction/protection.yml" in capsys.readouterr().err
