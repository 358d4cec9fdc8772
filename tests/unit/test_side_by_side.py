"""Work in forks: what it gives, what it read, how its errors are told, and that nothing of it is left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from assess.processes.forks import side_by_side
from assess.processes.opened_files import recorder
from redaction.diagnostics.errors import AssessError, Problem, ProblemsFoundError

_ASLEEP = 60
_KILLED = """
import os, pathlib, sys, time
from assess.processes.forks import side_by_side

def work():
    told = pathlib.Path(sys.argv[1])
    told.with_suffix(".new").write_text(str(os.getpid()))
    told.with_suffix(".new").rename(told)
    time.sleep(60)

side_by_side([work])
"""


def _raised(error: Exception) -> None:
    raise error


def _asleep_with_a_child(told: Path) -> None:
    child = subprocess.Popen([shutil.which("sleep") or "sleep", str(_ASLEEP)])
    told.with_suffix(".new").write_text(f"{os.getpid()} {child.pid}")
    told.with_suffix(".new").rename(told)
    child.wait()


def _pids(told: Path) -> list[int]:
    return [int(each) for each in told.read_text().split()]


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _runs(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.is_file() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_answers_come_in_the_order_in_which_work_was_started(tmp_path: Path) -> None:
    def after(wait: Path | None, number: int) -> int:
        if wait:
            _wait_for(wait)
        (tmp_path / str(number)).touch()
        return number

    assert side_by_side([partial(after, tmp_path / "2", 1), partial(after, None, 2)]) == [1, 2]


def test_work_is_started_as_soon_as_it_is_named(tmp_path: Path) -> None:
    first = tmp_path / "first"

    def named() -> Iterator[Callable[[], None]]:
        yield first.touch
        _wait_for(first)
        yield lambda: None

    side_by_side(named())


def test_what_a_fork_reads_is_recorded_here_and_what_was_read_before_is_not_forgotten(tmp_path: Path) -> None:
    before, within = tmp_path / "before", tmp_path / "within"
    before.touch()
    within.touch()
    recorder()
    before.read_bytes()
    assert side_by_side([within.read_bytes]) == [b""]
    assert {str(before), str(within)} <= recorder().paths


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (AssessError("A sentence"), "A sentence"),
        (
            ProblemsFoundError([Problem("cell-value", "a.csv", 1, "one", "two")]),
            "a.csv, line 1: found one, expected two",
        ),
        (
            ValueError("4711"),
            r"This is a fault in the program, not in your files: ValueError in test_side_by_side\.py, line \d+",
        ),
    ],
)
def test_an_error_is_told_as_it_would_be_without_a_fork(error: Exception, told: str) -> None:
    with pytest.raises(AssessError, match=f"^{told}$"):
        side_by_side([partial(_raised, error)])


def test_a_file_that_cannot_be_used_is_told_as_that(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        side_by_side([(tmp_path / "missing").read_bytes])


def test_a_fork_that_is_killed_gives_no_answer_and_says_so() -> None:
    with pytest.raises(AssessError, match="stopped before it was done"):
        side_by_side([lambda: os.kill(os.getpid(), signal.SIGKILL)])


def test_nothing_that_was_started_outlives_its_use(tmp_path: Path) -> None:
    told = tmp_path / "told"

    def named() -> Iterator[Callable[[], None]]:
        yield partial(_asleep_with_a_child, told)
        _wait_for(told)
        assert all(map(_runs, _pids(told)))
        raise KeyboardInterrupt

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        side_by_side(named())
    assert time.monotonic() - started < _ASLEEP / 2
    assert not any(map(_runs, _pids(told)))


def test_work_ends_when_what_asked_for_it_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "told"
    with subprocess.Popen([sys.executable, "-c", _KILLED, str(told)]) as asking:
        _wait_for(told)
        asking.kill()
    deadline = time.monotonic() + 20
    while _runs(pid := int(told.read_text())):
        assert time.monotonic() < deadline, f"{pid} runs on"
        time.sleep(0.01)
