"""A following year for the tables of this assessment: synthetic, three times the latest one."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from pathlib import Path

import yaml

FACTOR = 3
LATEST, NEXT = "2022", "2023"
_A_MONTH = re.compile(r"\b(September|October) (20\d\d)\b")
NAMED_YEARS = ("population",)  # a census, told by the years it was held


def add_a_year(
    data: Path, chosen: Collection[str] = (), cells: Mapping[tuple[str, str], int] | None = None
) -> list[str]:
    """Give each table of years, or those that are chosen, a synthetic following year.

    It is three times the latest, one more for a percentage, and for some rows, by DATASET and ROW, what `cells` says.
    """
    changed = []
    for path in sorted(data.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        if LATEST not in header or path.stem in NAMED_YEARS or (chosen and path.stem not in chosen):
            continue
        descriptor = path.with_suffix(".yaml")
        text = descriptor.read_text("utf-8")
        column = yaml.safe_load(text)["columns"][LATEST]
        at = header.index(LATEST)
        own = {row: str(number) for (dataset, row), number in (cells or {}).items() if dataset == path.stem}
        new = [own.get(row[0]) or _following(row[at], column["kind"]) for row in rows]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(
                [[*row, added] for row, added in zip([header, *rows], [NEXT, *new], strict=True)]
            )
        (declared,) = re.findall(rf'(?m)^  "{LATEST}": {{.*}}$', text)
        title = column["title"].replace(LATEST, NEXT) if LATEST in column["title"] else NEXT
        line = f'  "{NEXT}": {{title: "{title}", kind: {column["kind"]}, unit: "{column.get("unit", "")}"}}'
        if not column.get("unit"):
            line = f'  "{NEXT}": {{title: "{title}", kind: {column["kind"]}}}'
        text = text.replace(declared, f"{declared}\n{line}")
        text = re.sub(
            rf'(differs: {{[^}}]*"{LATEST}": )(-?\d+)',
            lambda found: f'{found[1]}{found[2]}, "{NEXT}": {int(found[2]) * FACTOR}',
            text,
        )
        text = re.sub("(?m)^period: .*$", lambda found: found[0].replace(LATEST, NEXT), text)
        descriptor.write_text(text, "utf-8")
        changed.append(path.stem)
    return changed


def _following(cell: str, kind: str) -> str:
    number = Decimal(cell.split(maxsplit=1)[0].rstrip("%"))
    return str(number + 1 if kind == "percent" else number * FACTOR)


def bring_up_to_date(project: Path, told: str) -> int:
    """Write the next year into each line of which the check says that its period is left behind, and count them."""
    places = {(found[1], int(found[2])) for found in re.finditer(r"(?m)^(\S+), line (\d+): .*\[stale-period\]$", told)}
    for file, line in places:
        path = project / file
        lines = path.read_text("utf-8").splitlines(keepends=True)
        lines[line - 1] = _A_MONTH.sub(lambda found: f"{found[1]} {int(found[2]) + 1}", lines[line - 1])
        path.write_text("".join(lines), "utf-8")
    wording = project / "wording.yml"
    text = wording.read_text("utf-8")
    dates = "  - {reason: Next year., texts: [1 October 2022, 30 September 2023, 31 October 2023]}\n"
    wording.write_text(text.replace("\ndates:\n", f"\ndates:\n{dates}"), "utf-8")
    return len(places)
