"""What is keyed by the program's own files covers all of them: a change of any one is seen."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from assess.build.manifest import program_files
from assess.check.pack_comparison import SCANNER
from macros.charts.chart_cache import DRAWING

PROGRAM = ("assess", "macros", "redaction")
POLICY = ("redaction/editions.yml", "redaction/sources.yml")


def tracked(root: Path, *places: str) -> set[str]:
    listed = subprocess.run(["git", "ls-files", "-z", *places], cwd=root, capture_output=True, text=True, check=True)
    return {name for name in listed.stdout.split("\0") if name and (root / name).is_file()}


def test_a_manifest_names_every_file_of_the_program_by_its_digest(root: Path) -> None:
    named = {name: hashlib.sha256(content).hexdigest() for name, content in program_files()}
    expected = tracked(root, *PROGRAM) - set(POLICY)
    assert expected <= named.keys()
    assert all(named[name] == hashlib.sha256((root / name).read_bytes()).hexdigest() for name in expected)


def test_the_mark_of_a_clean_history_rests_on_every_file_of_the_scanner(root: Path) -> None:
    covered = {path.relative_to(root).as_posix() for place in SCANNER for path in place.rglob("*.py")}
    assert covered >= {name for name in tracked(root, "assess/audit") if name.endswith(".py")}


def test_a_kept_chart_rests_on_every_module_that_draws(root: Path) -> None:
    covered = {path.relative_to(root).as_posix() for path in DRAWING}
    assert covered >= {name for name in tracked(root, "macros/charts") if name.endswith(".py")}
