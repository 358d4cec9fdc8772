"""Memory that was freed goes back to the system."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from assess.processes.memory import give_back

_STATUS = Path("/proc/self/statm")
_PAGE = 4096
MEGABYTE = 1024 * 1024


def _held() -> int:
    return int(_STATUS.read_text("ascii").split()[1]) * _PAGE


@pytest.mark.skipif(not _STATUS.exists(), reason="only Linux says how much a process holds")
def test_what_was_freed_between_what_is_in_use_is_given_back() -> None:
    used = [bytes(2048) for _ in range(40_000)]  # of a size that Python leaves to the C library
    kept, used = used[:: len(used) // 50], []
    gc.collect()
    before = _held()
    give_back()
    assert len(kept) >= 50
    assert before - _held() > 40 * MEGABYTE
