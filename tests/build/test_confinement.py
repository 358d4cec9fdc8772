"""What a build says where the system cannot confine the part that renders."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from building import ROOT, environment

CONFINED = "    apart = _network_of_its_own()\n"


@pytest.fixture
def without_confinement(tmp_path: Path) -> Path:
    """The program as it is where the kernel offers neither Landlock nor networks of their own."""
    for package in ("redaction", "macros", "assess"):
        shutil.copytree(ROOT / package, tmp_path / "code" / package)
    module = tmp_path / "code" / "assess" / "processes" / "sandbox.py"
    text = module.read_text("utf-8")
    assert text.count(CONFINED) == 1
    nothing = "    return Confinement(files=False, network=False)\n"
    module.write_text(text.replace(CONFINED, nothing), "utf-8")
    return tmp_path / "code"


def test_where_the_renderer_is_not_confined_the_build_says_so(small: Path, without_confinement: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "assess.cli.main", "build", "public"],
        cwd=small,
        env=environment({"PYTHONPATH": str(without_confinement)}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    assert "This system cannot confine the renderer, which could read any file and use the network." in built.stdout
