"""Every check of the project: `python -m tests`, which `make test` calls.

Without arguments the tests run in lanes, some of them side by side, and the dearest begin. With arguments it is one run
of pytest, which gets them.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
STATIC = {
    "lint": [TOOLS / "ruff", "check", "--quiet", "."],
    "format": [TOOLS / "ruff", "format", "--check", "--quiet", "."],
    "types": [TOOLS / "mypy", "--no-error-summary"],
    "architecture": [TOOLS / "lint-imports", "--no-logo"],
}
LANES = (  # what takes most of the processors first, so that none of them is left alone with it at the end
    ["tests/content"],
    ["tests/leak"],
    ["tests/site"],
    ["tests/build"],
    ["tests/unit"],
    ["tests/host", "tests/slips", "tests/golden", "tests/guide"],
    ["tests/package"],
)
AT_ONCE = 2 + (os.cpu_count() or 2)  # lanes wait for browsers, servers and each other's sites


def main() -> int:
    """Run the static checks beside the tests; say which failed.

    The program is compiled first: where Python is told to keep nothing, each of hundreds of commands would do it again.
    """
    for package in ("assess", "macros", "redaction"):
        compileall.compile_dir(ROOT / package, quiet=1)
    with ThreadPoolExecutor() as pool:
        static = pool.map(fails, STATIC)
        failed = [] if (passes(sys.argv[1:]) if sys.argv[1:] else all(in_lanes(LANES))) else ["tests"]
        failed += [name for name, each in zip(STATIC, static, strict=True) if each]
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def fails(name: str) -> bool:
    """Whether a static check fails; it is told when it ends, with what it found."""
    result = subprocess.run(list(map(str, STATIC[name])), cwd=ROOT, capture_output=True, text=True, check=False)
    found = result.stdout + result.stderr if result.returncode else ""
    print(f"{name}: {'failed' if result.returncode else 'passed'}\n{found}", end="", flush=True)
    return result.returncode != 0


def in_lanes(lanes: Sequence[Sequence[str]]) -> list[bool]:
    """Run pytest with each of these arguments, some at once, and tell each lane when it ends; whether each passed."""
    with tempfile.TemporaryDirectory(prefix="assess-tests-") as shared, ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda lane: tells(lane, shared), lanes))


def tells(lane: Sequence[str], shared: str) -> bool:
    """Run pytest and tell what it said when it ends; whether it passed."""
    with tempfile.TemporaryFile("w+") as said:
        passed = passes(lane, out=said, ASSESS_TESTS=shared)
        said.seek(0)
        print(f"{' '.join(lane)}\n{said.read()}", end="", flush=True)
    return passed


def passes(arguments: Sequence[str], out: IO[str] | None = None, **environment: str) -> bool:
    """Whether pytest with these arguments passes; the tests stay compiled, which takes as long as to collect them."""
    command = [sys.executable, "-m", "pytest", *arguments]
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return not subprocess.call(command, cwd=ROOT, env=inherited | environment, stdout=out, stderr=out)


if __name__ == "__main__":
    sys.exit(main())
