"""Confirm a file of witnesses: python check_witnesses.py WITNESSES.json [FOLDER of the CSVs that were published].

It stands alone on purpose, with nothing but the standard library: what it confirms was found by other code.
"""

import csv
import json
import sys
from pathlib import Path
from typing import Any


def faults(file: str, folder: str | None = None) -> list[str]:
    """What is wrong with a file of witnesses, in words: nothing where each pair of worlds is one."""
    said = json.loads(Path(file).read_text("utf-8"))
    numbers, unknown, found = said["numbers"], said["unknown"], list[str]()
    for at, values in enumerate(said["worlds"]):
        world = {**numbers, **dict(zip(unknown, values, strict=True))}
        if not all(isinstance(value, int) and value >= 0 for value in world.values()):
            found.append(f"world {at} has counts that are no whole numbers from 0 on")
        for each in said["statements"]:
            value = sum(weight * world[cell] for cell, weight in each["terms"].items())
            if (each["least"] is not None and value < each["least"]) or (
                each["most"] is not None and value > each["most"]
            ):
                found.append(f"world {at} does not agree with: {each['says']}")
    for cell, pair in said["withheld"].items():
        one, other = (said["worlds"][at][unknown.index(cell)] for at in pair["worlds"])
        if cell in numbers or abs(one - other) < said["width"]:
            found.append(f"{cell}: its two worlds do not differ by {said['width']}")
    return found + (_unlike(said, Path(folder)) if folder else [])


def _unlike(said: dict[str, Any], folder: Path) -> list[str]:
    """Published cells that the file has otherwise."""
    found, read = list[str](), dict[str, dict[str, dict[str, str]]]()
    for address, cell in said["tables"].items():
        dataset, row, column = address.split("/")
        if dataset not in read:
            with (folder / f"{dataset}.csv").open(encoding="utf-8-sig", newline="") as lines:
                read[dataset] = {each["id"]: each for each in csv.DictReader(lines)}
        shown = read[dataset][row][column]
        if shown != ("[c]" if cell in said["withheld"] else str(said["numbers"].get(cell, shown))):
            found.append(f"{address} is published otherwise")
    return found


if __name__ == "__main__":
    problems = faults(*sys.argv[1:])
    print("\n".join(problems) or "Every pair of worlds agrees with what is published and differs by the width.")
    sys.exit(bool(problems))
