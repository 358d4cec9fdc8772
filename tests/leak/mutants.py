"""Faults seeded in this project's own code, one at a time, and the test or gate that killed each: `make leaks`.

Each fault is put into a copy of the tree; the tests that should notice it are run there. The test that fails must pass
in the copy without the fault. A fault that none of them notices survives, and fails the command.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import queue
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # where this is run by itself

from building import copy_checkout  # after the line above

LISTED = Path(__file__).with_name("mutants.toml")
_LIMIT = 600
_FAILED = 1
_BY = re.compile(r"^(?:FAILED|ERROR) ([^\s\[]+)", re.MULTILINE)  # a test, whichever its parameters


@dataclass(frozen=True)
class Mutant:
    """A fault: what it is, the text of a file that it takes away, what it puts there, and who should notice."""

    what: str
    file: str
    old: str
    new: str
    killers: tuple[str, ...]

    def applies(self, root: Path) -> bool:
        """Whether the text that it takes away stands in its file exactly once."""
        return (root / self.file).read_text("utf-8").count(self.old) == 1


@dataclass(frozen=True)
class Fate:
    """What became of a fault: the test that killed it, or why it was not killed."""

    mutant: Mutant
    killer: str = ""
    why: str = ""


def listed() -> list[Mutant]:
    """Every fault of the list."""
    return [
        Mutant(**{**entry, "killers": tuple(entry["killers"])})
        for entry in tomllib.loads(LISTED.read_text("utf-8"))["mutant"]
    ]


def fates(mutants: Sequence[Mutant], at_once: int) -> Iterator[Fate]:
    """What becomes of each fault, in the order of the list."""
    with tempfile.TemporaryDirectory(prefix="assess-mutants-") as folder:
        copies: queue.Queue[Path] = queue.Queue()
        for number in range(at_once):
            copies.put(copy_checkout(Path(folder) / str(number)))

        sound: dict[str, bool] = {}

        def fate(mutant: Mutant) -> Fate:
            copy = copies.get()
            try:
                with _faulty(copy, mutant):
                    found = _fate(copy, mutant)
                killer = found.killer
                if killer and killer not in sound:
                    sound[killer] = _run(copy, [killer]).returncode == 0
                return found if not killer or sound[killer] else Fate(mutant, why=f"{killer} fails without it too")
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(at_once) as pool:
            yield from pool.map(fate, mutants)


@contextlib.contextmanager
def _faulty(copy: Path, mutant: Mutant) -> Iterator[None]:
    path = copy / mutant.file
    before = path.read_text("utf-8")
    if before.count(mutant.old) != 1:
        raise SystemExit(f"{mutant.file} does not hold the text of the fault once: {mutant.what}")
    path.write_text(before.replace(mutant.old, mutant.new), "utf-8")
    try:
        yield
    finally:
        path.write_text(before, "utf-8")


def _fate(copy: Path, mutant: Mutant) -> Fate:
    try:
        ended = _run(copy, mutant.killers)
    except subprocess.TimeoutExpired:
        return Fate(mutant, why="the tests did not end")
    by = _BY.search(ended.stdout)
    if ended.returncode == _FAILED and by:
        return Fate(mutant, killer=by[1])
    return Fate(mutant, why="no test noticed it" if ended.returncode == 0 else f"the tests broke ({ended.returncode})")


def _run(copy: Path, killers: Iterable[str]) -> subprocess.CompletedProcess[str]:
    """The tests of a copy, with its own code and nothing compiled kept."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-x", *killers],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=_LIMIT,
    )


def told(chosen: Sequence[Mutant], at_once: int) -> Iterator[Fate]:
    """The same, each printed as it ends, and the count at last."""
    start, killed = time.monotonic(), 0
    for number, fate in enumerate(fates(chosen, at_once), 1):
        killed += bool(fate.killer)
        by = f"killed by {fate.killer.rpartition('/')[2]}" if fate.killer else f"SURVIVED: {fate.why}"
        print(f"{number:3}  {fate.mutant.file:34}  {fate.mutant.what}\n     {by}", flush=True)
        yield fate
    print(f"\n{killed} of {len(chosen)} seeded faults killed, in {time.monotonic() - start:.0f} s")


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the faults, print the table; 1 where one survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="TEXT", default="", help="those whose description or file holds a text")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="how many side by side")
    options = parser.parse_args(arguments)
    chosen = [each for each in listed() if options.only in f"{each.what} {each.file}"]
    ended = list(told(chosen, options.at_once))
    return int(not ended or not all(each.killer for each in ended))


if __name__ == "__main__":
    sys.exit(main())
