"""All leaks and all seeded faults, and what came of them beside the sites, for their manifests: `make leaks`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "content"), str(ROOT / "tests" / "leak"), str(ROOT / "tests")]

import gauntlet  # noqa: E402  # after the line above
import mutants  # noqa: E402  # as above
from abridged import abridged  # noqa: E402  # after the line above
from workshop import workshop  # noqa: E402  # as above

from assess.build.manifest import LEAKS, program_digest  # noqa: E402  # as above


def main(arguments: Sequence[str] | None = None) -> int:
    """Run both, print both tables, keep the counts; 1 where a leak was not stopped or a fault survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "site", help="where the sites stand")
    options = parser.parse_args(arguments)
    before = program_digest()
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="assess-leaks-") as folder, workshop(Path(folder), abridged) as at:
        results = gauntlet.run(at)
    print("\n".join(gauntlet.table(results)))
    print(f"in {time.monotonic() - start:.0f} s\n", flush=True)
    seeded = mutants.listed()
    ended = list(mutants.told(seeded, os.cpu_count() or 1))
    told = {
        "program": before,
        "tried": len(results),
        "stopped": sum(each.stopped for each in results),
        "faults": len(seeded),
        "killed": sum(bool(each.killer) for each in ended),
    }
    if before != program_digest():
        print("The program was changed meanwhile, so nothing is kept", file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / LEAKS).write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return int(not results or told["stopped"] < told["tried"] or told["killed"] < told["faults"])


if __name__ == "__main__":
    sys.exit(main())
