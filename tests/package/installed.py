"""Running a program of the environment that has the wheel alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

from building import environment

PACKAGES = ("assess", "macros", "redaction")


def run(programs: Path, site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the environment in the site, with nothing of this checkout on its path."""
    return subprocess.run(
        [programs / arguments[0], *arguments[1:]],
        cwd=site,
        env={key: value for key, value in environment().items() if key != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
    )
