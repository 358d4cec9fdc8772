"""Write made-up records for the worked example: the same bytes every time, and nothing real in them.

Run as ``python worked-example/data/sample/generate.py``. ``records/`` and ``lookups/`` beside this script are replaced.
"""

import csv
import random
from pathlib import Path

SEED = "synthetic records of a place that does not exist"
HERE = Path(__file__).resolve().parent
MONTHS = {"01": (31, 96, 64), "02": (28, 81, 57), "03": (31, 104, 71)}  # days, offences and calls of each
WARDS = {"Brackwater": 9, "Candlemere": 5, "Gullstrand": 14, "Netherquay": 3, "Oldstaithe": 7, "Ropewalk": 11}
OFFENCES = {"BUR": 4, "DAM": 6, "ROB": 1, "THE": 10}
AGES = ((10, 17, 1), (18, 39, 9), (40, 64, 7), (65, 90, 3))  # from, to, and how often


def main() -> None:
    """Write every file again."""
    postcodes = {f"ZZ{at} {end}ZZ": ward for at, ward in enumerate(WARDS, 1) for end in (1, 2)}
    _write("lookups/postcodes.csv", ["Postcode", "Ward"], [[*each] for each in postcodes.items()])
    for month, (days, many, often) in MONTHS.items():
        noise = random.Random(f"{SEED}/{month}")
        offences, calls = [], []
        for _ in range(many):
            postcode = noise.choices([*postcodes], [WARDS[ward] for ward in postcodes.values()])[0]
            offence = noise.choices([*OFFENCES], [*OFFENCES.values()])[0]
            offences.append([_day(noise, month, days), offence, postcode])
        for _ in range(often):
            youngest, oldest, _ = noise.choices(AGES, [weight for *_, weight in AGES])[0]
            calls.append([_day(noise, month, days), str(noise.randint(youngest, oldest))])
        _write(f"records/offences-2025-{month}.csv", ["Recorded on", "Offence", "Postcode"], offences)
        _write(f"records/calls-2025-{month}.csv", ["Called on", "Age of caller"], calls)


def _day(noise: random.Random, month: str, days: int) -> str:
    return f"{noise.randint(1, days):02}/{month}/2025"


def _write(name: str, heading: list[str], rows: list[list[str]]) -> None:
    path = HERE / name
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([heading, *rows])


if __name__ == "__main__":
    main()
