"""Measure a dataset of 50,000 rows by 10 columns: as a new one, in a check with a page, and in a public build.

`python -m benchmarks.large_table` copies the site beside it to a temporary folder and leaves that alone.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import Command, CommandFailedError, run, tree_memory

ROOT = Path(__file__).resolve().parent.parent
SITE = ("mkdocs.yml", "docs", "redaction", "glossary.yml", "style.yml", "wording.yml")
SAID = {
    "source": "essex-police-performance",
    "title": "Offences by area (synthetic)",
    "headline": "All quiet",
    "place": "Thurrock",
    "period": "2014 to 2021",
    "unit": "offences",
}
ROWS, YEARS = 50_000, range(2014, 2022)


def main() -> int:
    """Measure and print; 1 where a command fails."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--build", action="store_true", help="measure a public build as well")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="assess-large-") as folder:
        site = Path(folder) / "site"
        _copy_site(site)
        table = Path(folder) / "large.csv"
        _write_table(table)
        assess = str(Path(sys.executable).with_name("assess"))
        given = [part for name, text in SAID.items() for part in (f"--{name}", text)]
        try:
            _measure("new", Command([assess, "new", "dataset", str(table), *given], site))
            descriptor = site / "data" / "public" / "large.yaml"
            descriptor.write_text(f"{descriptor.read_text('utf-8')}synthetic: true\n", "utf-8")
            page = next(path for path in sorted((site / "docs").glob("*/*.md")) if path.name != "index.md")
            page.write_text(f"{page.read_text('utf-8')}\n{{{{ table('large') }}}}\n", "utf-8")
            _measure("check", Command([assess, "check"], site), memory=True)
            if asked.build:
                _measure("build", Command([assess, "build", "public"], site), memory=True)
        except CommandFailedError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


def _copy_site(site: Path) -> None:
    site.mkdir()
    for name in SITE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, site / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        elif source.exists():
            shutil.copyfile(source, site / name)
    shutil.copytree(ROOT / "data" / "public", site / "data" / "public")


def _write_table(path: Path) -> None:
    """A table of made-up numbers: a name, a code of an area, and a count for each of eight years."""
    chance = random.Random(1)  # noqa: S311  # a fixed seed is wanted, not a secret
    with path.open("w", encoding="utf-8") as file:
        print("Area", "Code", *YEARS, sep=",", file=file)
        for row in range(ROWS):
            print(f"Area {row}", f"E{10_000_000 + row}", *(chance.randrange(5000) for _ in YEARS), sep=",", file=file)


def _measure(name: str, command: Command, *, memory: bool = False) -> None:
    found = run(command)
    held = f", {tree_memory(command):.0f} MB in all processes" if memory else ""
    print(f"{name}: {found.wall:.1f} s, {found.processor:.1f} s of processor, {found.largest:.0f} MB{held}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
