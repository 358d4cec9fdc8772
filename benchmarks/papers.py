"""Measure the PDFs of built editions, each laid out cold: the whole with all sections, and each section alone.

`python -m benchmarks.papers` needs `make site PDF=1` before it. It also says whether it got the same bytes again. With
`--memory` each whole is laid out once more, to see what all its processes hold at one time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from assess.build.pdf import imprint_of
from assess.load.editions import policy_of
from assess.pdf.bindery import WHOLE, Arrangement, volumes
from assess.pdf.press import Press
from assess.pdf.volume import Laid, Volume
from assess.project.layout import Project
from assess.project.settings import read_settings
from benchmarks.measuring import Command, CommandFailedError, Run, run, tree_memory
from macros.charts.file_cache import KeptFiles

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Measure and print; 1 where an edition cannot be laid out."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("editions", nargs="*", default=[*policy_of(Project(ROOT)).editions])
    options.add_argument("--memory", action="store_true", help="see what the processes hold at one time as well")
    options.add_argument("--section", help=argparse.SUPPRESS)  # what a process of its own lays out
    asked = options.parse_args()
    if asked.section is not None:
        return 0 if _lay(asked.editions[0], asked.section) else 1
    try:
        for edition in asked.editions:
            _measure(edition, memory=asked.memory)
    except CommandFailedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _measure(edition: str, *, memory: bool) -> None:
    """The whole, and each section in a process of its own."""
    whole = _command(edition, WHOLE)
    found = run(whole)
    held = f", {tree_memory(whole):.0f} MB at one time" if memory else ""
    print(f"{edition}: {_said(found)}{held}")
    for name in (name for name in _volumes(edition) if name != WHOLE):
        print(f"{edition}, {name}: {_said(run(_command(edition, name)))}", flush=True)


def _said(found: Run) -> str:
    return f"processor {found.processor:.1f} s, wall {found.wall:.1f} s, largest process {found.largest:.0f} MB"


def _command(edition: str, section: str) -> Command:
    return Command([sys.executable, "-m", "benchmarks.papers", edition, "--section", section], ROOT)


def _volumes(edition: str) -> dict[str, Volume]:
    settings = read_settings(Project(ROOT))
    arrangement = Arrangement(settings.sections, settings.document.content["nav"], settings.after)
    return {volume.name: volume for volume in volumes(ROOT / "site" / edition, arrangement)}


def _lay(edition: str, name: str) -> bool:
    """Lay a section out, or the whole and all sections; whether the bytes are those of the built edition."""
    settings, found = read_settings(Project(ROOT)), _volumes(edition)
    imprint = imprint_of(settings, policy_of(Project(ROOT)).editions[edition], synthetic=edition != "public")
    with tempfile.TemporaryDirectory(prefix="assess-papers-") as folder:
        press = Press(edition, KeptFiles(Path(folder) / "kept"), Path(folder), settings.clock)
        laid = press.lay(found.values() if name == WHOLE else [found[name]], imprint)
    return all(_is_as_built(edition, each, made) for each, made in laid.items())


def _is_as_built(edition: str, name: str, made: Laid) -> bool:
    (path,) = (ROOT / "site" / edition / "pdf").glob(f"*-{edition}{'' if name == WHOLE else f'-{name}'}.pdf")
    if path.read_bytes() == made.content:
        return True
    print(f"{path.relative_to(ROOT)} has other bytes when it is laid out again", file=sys.stderr)
    return False


if __name__ == "__main__":
    sys.exit(main())
