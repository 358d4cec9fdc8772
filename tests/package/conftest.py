"""The wheel, and an environment in which it is installed by itself: what every test of the package stands on."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

pytest.register_assert_rewrite("building", "installed")

from building import ROOT  # noqa: E402  # after the line above
from installed import PACKAGES  # noqa: E402  # as above

IN_A_CHECKOUT = (*PACKAGES, "pyproject.toml", "README.md", "LICENSE")
QUIET = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-index")


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program's source in which a wheel was built, with all that this leaves behind."""
    folder = tmp_path_factory.mktemp("source") / "checkout"
    folder.mkdir()
    for name in IN_A_CHECKOUT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, folder / name)
    wheel = [sys.executable, "-m", "pip", "wheel", *QUIET, "--no-build-isolation", "--wheel-dir", folder / "dist", "."]
    subprocess.run(wheel, cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def wheel(checkout: Path) -> Path:
    [built] = (checkout / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="session")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel alone, which finds what the wheel depends on among our own."""
    folder = tmp_path_factory.mktemp("empty") / "environment"
    venv.create(folder, symlinks=True)
    place = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
    (Path(place) / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    python = folder / "bin" / "python"
    installing = [sys.executable, "-m", "pip", "--python", python, "install", *QUIET, wheel]
    subprocess.run(installing, check=True, capture_output=True)
    return folder / "bin"
