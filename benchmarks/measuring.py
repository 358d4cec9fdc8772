"""Whole commands, each in a process of its own: how long they take and how much memory they hold."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.02
_MEGABYTE = 1024  # in the kilobytes that Linux counts in
_PROC = Path("/proc")


class CommandFailedError(RuntimeError):
    """A command that was to be measured did not end well."""


@dataclass(frozen=True)
class Run:
    """Seconds on the wall, seconds of processor in all its processes, and megabytes of the largest of them."""

    wall: float
    processor: float
    largest: float


@dataclass(frozen=True)
class Command:
    """A command as a user gives it, and the folder it is given in."""

    arguments: Sequence[str]
    folder: Path


def run(command: Command, watch: Callable[[int], None] | None = None) -> Run:
    """Run a command once; `watch` is called with its process id again and again while it runs."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603  # commands of this benchmark
            command.arguments, cwd=command.folder, env=_environment(), stdout=said, stderr=subprocess.STDOUT
        )
        while watch is not None and os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            watch(process.pid)
            time.sleep(_EVERY)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            words = said.read().decode("utf-8", "replace")
            raise CommandFailedError(f"{' '.join(command.arguments)} ended with {process.returncode}:\n{words}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _MEGABYTE)


def tree_memory(command: Command) -> float:
    """The most memory that a command's processes held at one time, in megabytes; 0 where Linux does not tell.

    Pages that several processes share are divided among them (PSS), so a fork is not counted twice. The run
    is one of its own: looking slows it down.
    """
    peaks = [0.0]
    run(command, lambda process: peaks.append(_held(process)))
    return max(peaks)


def _held(process: int) -> float:
    return sum(_shared_out(each) for each in _family(process)) / _MEGABYTE


def _family(process: int) -> set[int]:
    """A process and all that descend from it."""
    parents = {int(path.name): _parent(path) for path in _PROC.glob("[0-9]*")}
    family = {process}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return family


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _shared_out(process: int) -> int:
    try:
        lines = (_PROC / str(process) / "smaps_rollup").read_text("utf-8").splitlines()
    except OSError:  # it has just ended
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _environment() -> dict[str, str]:
    """The caller's environment, without what would favour one side: a pack, or Python told to work otherwise."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("ASSESS_", "PYTHON"))}
