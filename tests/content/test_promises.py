"""The annual report's own page lists each promise that its nine pages call not done, or not reported."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

REPORT = "docs/11-appendices/11-2-annual-performance-report.md"
LISTS = {"not-done": "What was not done", "not-reported": "What the report does not mention again"}


def listed(report: str, heading: str) -> Counter[str]:
    """How often a list leads to each page."""
    part = report.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return Counter(re.findall(r"^- .*\(\[priority \d\]\((\S+)\)\)$", part, re.MULTILINE))


def marked(root: Path, state: str) -> Counter[str]:
    """How many promises of each page have a state."""
    pages = sorted((root / REPORT).parent.glob("11-2-[1-9]-*.md"))
    assert len(pages) == 9
    return +Counter({page.name: page.read_text("utf-8").count(f"{{ .{state} }} |") for page in pages})


@pytest.mark.parametrize("state", LISTS)
def test_every_promise_that_was_not_kept_or_not_reported_is_listed(root: Path, state: str) -> None:
    found = listed((root / REPORT).read_text("utf-8"), LISTS[state])
    assert found
    assert found == marked(root, state)
