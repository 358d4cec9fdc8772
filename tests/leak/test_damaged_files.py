"""Damaged files end in a verdict of the audit: it does not crash, takes bounded time, and passes nothing broken."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

from damaged_files import broken, damaged_files, scanner_in, wrong


def test_damaged_files_of_every_channel_end_in_a_verdict(tmp_path: Path) -> None:
    scanner = scanner_in(tmp_path)
    files = list(damaged_files(400, "a small sample"))
    assert len({each.channel for each in files}) > 300
    assert len({each.harm for each in files}) == 10
    assert sum(bool(broken(each.content)) for each in files) > 10
    found = [(each.channel, each.harm, fault) for each in files if (fault := wrong(scanner, each))]
    assert found == []


def test_an_audit_that_is_blind_or_falls_over_is_told() -> None:
    damaged = next(each for each in damaged_files(400, "a small sample") if broken(each.content))
    assert "passed as read" in wrong(Mock(findings_in=Mock(return_value=[])), damaged)
    assert "crashed" in wrong(Mock(findings_in=Mock(side_effect=ValueError)), damaged)
