"""How much the scanner finds, and how often it is wrong: `python -m benchmarks.scanner`.

Recall: runs, single values and what follows from a table are planted in every channel and form, for packs of large
counts and of small ones. False alarms: packs of random numbers, with the labels of the sample or
of the public data, are looked for in the public site as it was built, where there is nothing to be found.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from assess.audit import Finding, Scanner, Verdict, Withheld, theme_digests

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests" / "leak"))

from planting import CHANNELS, FORMS, page  # noqa: E402  # after the line above

SEED = 20230518
RANGES = {"6 digits": (100_000, 999_999), "4 digits": (1000, 9999), "3 digits": (100, 999), "2 digits": (10, 99)}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site" / "public", help="the public site as it was built")
    parser.add_argument("--packs", type=int, default=20, help="random packs of each kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        recall(Path(folder))
        if options.site.is_dir():
            false_alarms(Path(folder), options.site, options.packs)


def scanner_of(pack: Path) -> Scanner:
    """A scanner of anybody's files for the public."""
    return Scanner(Withheld(ROOT, "public", (ROOT / "data" / "public",), (pack / "partner",)).fingerprints())


def random_pack(folder: Path, noise: random.Random, low: int, high: int, shapes: Sequence[Path]) -> list[list[int]]:
    """A pack with the labels, titles and shapes of some tables and random numbers; the columns of its first table."""
    (folder / "partner").mkdir(parents=True, exist_ok=True)
    columns: list[list[int]] = []
    for shape in shapes:
        rows = list(csv.reader(shape.read_text("utf-8").splitlines()))
        made = [[*row[:2], *(noise.randint(low, high) for _ in row[2:])] for row in rows[1:]]
        with (folder / "partner" / shape.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([rows[0], *made])
        shutil.copyfile(shape.with_suffix(".yaml"), folder / "partner" / shape.with_suffix(".yaml").name)
        columns = columns or [[int(cell) for cell in column] for column in list(zip(*made, strict=True))[2:]]
    return columns


def found(findings: Sequence[Finding], source: str) -> bool:
    """Whether a planted thing was told, by its own source."""
    return any(finding.verdict is Verdict.FAIL and source in finding.source for finding in findings)


def recall(folder: Path) -> None:
    """Print what share of what is planted is found."""
    shape = ROOT / "data" / "sample" / "partner" / "btp-offences-by-type.csv"
    print("Found of what was planted, in all channels and in all forms")
    for name, (low, high) in RANGES.items():
        noise = random.Random(SEED)  # noqa: S311  # the same numbers each time
        pack = folder / name.replace(" ", "-")
        columns = random_pack(pack, noise, low, high, [shape])
        scanner = scanner_of(pack)
        for what, cases in planted(columns, noise).items():
            hits = Counter[bool]()
            for file, content in cases:
                hits[found(scanner.findings_in(file, content), shape.name)] += 1
            print(f"  {name:9} {what:42} {hits[True]:4} of {hits.total():4}")


def planted(columns: Sequence[Sequence[int]], noise: random.Random) -> dict[str, list[tuple[str, bytes]]]:
    """Files with something of a table in them, by what it is."""
    column = list(columns[0])
    whole = sum(column)
    shares = [f"{100 * each / whole:.1f}%" for each in column]
    several = [noise.sample(column, 1)[0] for _ in range(20)]
    in_channels: list[tuple[str, Sequence[int]]] = [("three", column[:3]), ("five", column[:5])]
    made = {
        f"a run of {size}, each channel": [write("; ".join(map(str, run))) for write in CHANNELS.values()]
        for size, run in in_channels
    }
    made |= {
        f"a run of {size}, each form": [("a.html", page(f"<p>{form(run)}</p>")) for form in FORMS.values()]
        for size, run in in_channels
    }
    made["five in another order"] = [("a.txt", "; ".join(map(str, noise.sample(column[:5], 5))).encode())]
    made["a single number alone"] = [("a.txt", f"It was {each:,} then.".encode()) for each in several]
    made["a single number beside its open label"] = [
        ("a.txt", f"Theft came to {column[0]:,} there.".encode()),
        ("a.txt", f"There were {column[1]:,} cases of violence.".encode()),
    ]
    made["a single number beside an unknown label"] = [
        ("a.txt", f"Quillhaven Halt had {each:,}.".encode()) for each in several
    ]
    made["shares of a column, to a decimal"] = [("a.txt", ", ".join(shares).encode())]
    made["a column as bars, to a tenth of a pixel"] = [("a.svg", bars(column[:6], 0.1))]
    made["a column as bars, to a whole pixel"] = [("a.svg", bars(column[:6], 1))]
    return made


def bars(column: Sequence[int], step: float) -> bytes:
    """Bars of at most 400 pixels."""
    largest = max(column)
    widths = [round(400 * each / largest / step) * step for each in column]
    drawn = "".join(f'<rect width="{width:.1f}"/>' for width in widths)
    return f"<svg>{drawn}</svg>".encode()


def false_alarms(folder: Path, site: Path, packs: int) -> None:
    """Print how often a random pack is "found" in a site that has nothing of it."""
    shapes = {
        "the sample's tables": sorted((ROOT / "data" / "sample" / "partner").glob("*.csv")),
        "public tables' labels": sorted((ROOT / "data" / "public").glob("*.csv"))[:12],
    }
    print(f"False alarms in {site.name}, {packs} random packs each: packs with any, and findings by kind")
    for labels, tables in shapes.items():
        for name, (low, high) in RANGES.items():
            kinds = Counter[str]()
            wrong = 0
            for seed in range(packs):
                noise = random.Random(SEED + seed)  # noqa: S311  # as above
                pack = folder / f"{labels[:3]}-{low}-{seed}"
                random_pack(pack, noise, low, high, tables)
                scanner = scanner_of(pack)
                scanner.trusted = theme_digests()
                traces = set(_traces(scanner.scan(site).findings))
                wrong += bool(traces)
                kinds.update(kind for kind, _ in traces)
            told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
            print(f"  {labels:22} {name:9} {wrong:3} of {packs}  {told}", flush=True)


def _traces(findings: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    """What was found once, however many pages repeat it."""
    return ((finding.kind, finding.source) for finding in findings if finding.verdict is Verdict.FAIL)


if __name__ == "__main__":
    main()
