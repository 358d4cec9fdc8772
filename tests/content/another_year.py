"""A following year for the tables of this assessment: synthetic, three times the latest one."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

FACTOR = 3
LATEST, NEXT = "2022", "2023"
_SAYS = re.compile(r"says\(.*?\) \}\}")
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


@dataclass(frozen=True)
class Told:
    """What the check tells of a line: its file, its number, the rule, and what was found."""

    file: str
    line: int
    rule: str
    found: str


def told_in(output: str) -> list[Told]:
    """What the command tells."""
    lines = re.findall(r"(?m)^(\S+), line (\d+)[^:]*: found (.*) \[([a-z-]+)\]$", output)
    return [Told(file, int(line), rule, found) for file, line, found, rule in lines]


def bring_up_to_date(project: Path, places: Iterable[Told]) -> None:
    """Do what an author does with each place of which the check tells something.

    A period that is left behind becomes the next one. Words that compare and are no longer true name the year that they
    are about, for readers and for the check.
    """
    for place in places:
        path = project / place.file
        lines = path.read_text("utf-8").splitlines(keepends=True)
        edit = {"stale-period": _next_period, "untrue-sentence": _dated, "other-year": _with_next}[place.rule]
        at = place.line - 1
        if place.rule == "other-year":  # a long period begins below its key
            at = next(below for below in range(at, len(lines)) if LATEST in lines[below])
        lines[at] = edit(lines[at], place.found)
        path.write_text("".join(lines), "utf-8")
    wording = project / "wording.yml"
    text = wording.read_text("utf-8")
    dates = "  - {reason: Next year., texts: [1 October 2022, 30 September 2023, 31 October 2023]}\n"
    wording.write_text(text.replace("\ndates:\n", f"\ndates:\n{dates}"), "utf-8")


def _with_next(line: str, _found: str) -> str:
    """The period of a source with the next year in it."""
    return line.replace(LATEST, NEXT)


def _next_period(line: str, found: str) -> str:
    """A line with the next period in place of the one that was found, and of where that begins."""
    (said,) = re.findall(r'^(?:the period )?"([^"]*)"', found)
    period = re.compile(rf"(?:(?:\d\d? )?[A-Z][a-z]+ 20\d\d to (?:\d\d? )?)?{re.escape(said)}")
    return period.sub(lambda old: re.sub(r"20\d\d", lambda year: str(int(year[0]) + 1), old[0]), line)


def _dated(line: str, _: str) -> str:
    named = _SAYS.sub(lambda call: call[0].replace("/latest", f"/{LATEST}").replace("/previous", "/2021"), line)
    return re.sub(rf"(?<!in {LATEST} )\{{\{{ says\(", f"in {LATEST} {{{{ says(", named)
