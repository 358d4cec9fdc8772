"""Every check of the project: `python -m tests`, which `make test` calls.

Without arguments the tests run in lanes side by side, which take about as long as each other. With arguments it is
one run of pytest, which gets them.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
STATIC = {
    "lint": [TOOLS / "ruff", "check", "--quiet", "."],
    "format": [TOOLS / "ruff", "format", "--check", "--quiet", "."],
    "types": [TOOLS / "mypy", "--no-error-summary"],
    "architecture": [TOOLS / "lint-imports", "--no-logo"],
}
LANES = (
    ["tests/site", "tests/content", "tests/golden"],
    ["tests/build", "tests/host", "tests/package"],
    ["tests/unit", "tests/slips", "tests/leak"],  # the first needs no built site, which the others wait for
)


def main() -> int:
    """Run the static checks beside the tests; say which failed.

    The program is compiled first: where Python is told to keep nothing, each of hundreds of commands would do it again.
    """
    for package in ("assess", "macros", "redaction"):
        compileall.compile_dir(ROOT / package, quiet=1)
    with ThreadPoolExecutor() as pool:
        static = pool.map(fails, STATIC)
        failed = [] if all(in_lanes([sys.argv[1:]] if sys.argv[1:] else LANES)) else ["tests"]
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
    """Run pytest with each of these arguments at once, and tell one lane after the other; whether each passed."""
    with ExitStack() as stack:
        shared = stack.enter_context(tempfile.TemporaryDirectory(prefix="assess-tests-"))
        told = [stack.enter_context(tempfile.TemporaryFile("w+")) for _ in lanes[1:]]
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "pytest", *lane],
                cwd=ROOT,
                env={**os.environ, "ASSESS_TESTS": shared},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
            for lane, out in zip(lanes, [None, *told], strict=True)
        ]
        passed = [lane.wait() == 0 for lane in running]
        for out in told:
            out.seek(0)
            print(out.read(), flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main())
