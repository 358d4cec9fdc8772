"""How often the scanner is wrong about files of others: `python -m benchmarks.clean_files FOLDER`.

A pack of small counts is looked for in files that have nothing to do with it. Every trace is a false alarm. What is for
review is counted by itself: a picture is, in whatever folder it lies.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from assess.audit import Scanner, Verdict, Withheld

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests" / "leak"))

from small_counts import grids, write_open, write_pack  # noqa: E402  # after the line above

LARGEST = 2_000_000


def main() -> None:
    """Print the traces that are none, and how many files were read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="+", help="files of other projects")
    parser.add_argument("--files", type=int, default=1500, help="as many, by chance")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        scanner = _scanner(Path(place))
        found: Counter[str] = Counter()
        for path in _chosen(options.folder, options.files):
            findings = scanner.findings_in(path.name, path.read_bytes())
            traces = [each for each in findings if each.verdict is Verdict.FAIL]
            found["false alarms" if traces else "for review" if findings else "passed"] += 1
            for each in traces:
                print(f"{path}: {each.kind} [{each.place}] = {each.value}")
    print(", ".join(f"{count} {what}" for what, count in found.most_common()), f"of {found.total()} files")


def _chosen(folders: list[Path], count: int) -> list[Path]:
    paths = [
        path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()
    ]
    small = [path for path in paths if 0 < path.stat().st_size <= LARGEST]
    return random.Random("clean files").sample(small, min(count, len(small)))  # noqa: S311  # the same each time


def _scanner(place: Path) -> Scanner:
    (place / "redaction").mkdir()
    for name in ("sources.yml", "editions.yml"):
        shutil.copyfile(ROOT / "redaction" / name, place / "redaction" / name)
    write_open(place / "data" / "public")
    write_pack(place / "pack", grids("clean files"))
    folders = (place / "pack" / "partner", place / "pack" / "internal")
    return Scanner(Withheld(place, "public", (place / "data" / "public",), folders).fingerprints())


if __name__ == "__main__":
    main()
