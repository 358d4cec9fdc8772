"""Every check of the project: `python -m tests`, which `make test` calls."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
STATIC = {
    "lint": [TOOLS / "ruff", "check", "--quiet", "."],
    "format": [TOOLS / "ruff", "format", "--check", "--quiet", "."],
    "types": [TOOLS / "mypy", "--no-error-summary"],
    "architecture": [TOOLS / "lint-imports", "--no-logo"],
}


def main() -> int:
    """Run the static checks, then the tests; say which failed."""
    failed = []
    for name, command in STATIC.items():
        result = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, check=False)
        print(f"{name}: {'failed' if result.returncode else 'passed'}", flush=True)
        if result.returncode:
            failed.append(name)
            print(result.stdout + result.stderr, flush=True)
    tests = subprocess.run([sys.executable, "-m", "pytest", *sys.argv[1:]], cwd=ROOT, check=False)
    if tests.returncode:
        failed.append("tests")
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
