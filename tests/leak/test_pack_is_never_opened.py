"""A build of the public edition opens, lists and stats nothing of a pack, although the environment names it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from leaking import Watch, run_python

Assess = Callable[..., subprocess.CompletedProcess[str]]

# Runs the command with everything that can look at a file noting what it was asked for.
_NOTING = """
import builtins, os, sys
asked = []

def noting(function):
    def call(path=".", *rest, **named):
        asked.append(os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else "")
        return function(path, *rest, **named)
    return call

for name in ("stat", "lstat", "access", "open", "listdir", "scandir", "readlink", "walk"):
    setattr(os, name, noting(getattr(os, name)))
builtins.open = noting(builtins.open)
sys.addaudithook(lambda event, found: asked.append(str(found[0])) if event in ("open", "os.listdir", "os.scandir") else None)
from release.command_line import main
code = main(sys.argv[2:])
print(*sorted({path for path in asked if os.path.abspath(path).startswith(sys.argv[1])}), sep="\\n", file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def outside(project: Path, tmp_path: Path) -> Path:
    """The pack where a real one lies: outside the project."""
    shutil.move(project / "data" / "sample", tmp_path / "pack")
    return tmp_path / "pack"


def test_no_process_opens_anything_of_the_pack(assess: Assess, outside: Path) -> None:
    watch = Watch().on(outside)
    built = assess("build", "public", environment={"ASSESS_RESTRICTED": str(outside)})
    assert (built.returncode, watch.opened()) == (0, set())


def test_nor_does_a_check_without_a_pack_or_mkdocs_at_the_root(assess: Assess, project: Path, outside: Path) -> None:
    watch = Watch().on(outside)
    assert assess("check").returncode == 0
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project,
        env={"ASSESS_RESTRICTED": str(outside)},
        capture_output=True,
        check=False,
    )
    assert (built.returncode, watch.opened()) == (0, set())


def test_the_watch_sees_the_partner_edition_read_its_folder_and_leave_the_internal_one(
    assess: Assess, outside: Path
) -> None:
    watch = Watch().on(outside)
    assert assess("build", "partner", environment={"ASSESS_RESTRICTED": str(outside)}).returncode == 0
    opened = watch.opened()
    read = {path for path in (outside / "partner").rglob("*") if path.suffix in (".csv", ".yaml", ".md")}
    assert len(read) > 20
    assert read <= opened
    assert {path for path in opened if outside / "internal" in (path, *path.parents)} == set()


@pytest.mark.parametrize(("edition", "looks"), [("public", False), ("partner", True)])
def test_the_command_does_not_as_much_as_ask_whether_the_pack_is_there(
    project: Path, outside: Path, edition: str, *, looks: bool
) -> None:
    built = run_python(_NOTING, outside, "build", edition, cwd=project, environment={"ASSESS_RESTRICTED": str(outside)})
    assert built.returncode == 0, built.stderr
    assert bool(built.stderr.strip()) == looks


@pytest.mark.skipif(not shutil.which("strace"), reason="what the kernel is asked can be seen only with strace")
@pytest.mark.parametrize(("edition", "looks"), [("public", False), ("partner", True)])
def test_no_process_asks_the_kernel_for_a_path_in_the_pack(
    project: Path, outside: Path, tmp_path: Path, edition: str, *, looks: bool
) -> None:
    log = tmp_path / "log"
    tracing = ["strace", "--seccomp-bpf", "-f", "-s", "4096", "-e", "trace=%file", "-o", log]
    command = [Path(sys.executable).with_name("assess"), "build", edition]
    traced = subprocess.run(
        [*tracing, *command],
        cwd=project,
        env={"ASSESS_RESTRICTED": str(outside)},
        capture_output=True,
        text=True,
        check=False,
    )
    if traced.returncode and "ptrace" in traced.stderr:
        pytest.skip("nothing may be traced here")
    assert traced.returncode == 0, traced.stderr
    calls = [line for line in log.read_text("utf-8", "replace").splitlines() if " execve(" not in line]
    assert any(re.search(rf'"{project}/data/public/asb-total\.csv"', line) for line in calls)
    assert any(str(outside) in line for line in calls) == looks
