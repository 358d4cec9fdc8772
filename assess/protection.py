"""Small counts protected: from the counts of a pack to the tables that may be shown, with the witnesses."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assess.load.sources import Sources
from assess.new.writer import write_over
from assess.project.layout import WITNESSES, Project
from assess.protect.counts import labels_of, parse_counts
from assess.protect.policy import FILE, Measure, Table
from assess.protect.protect import Protected, protect
from assess.protect.rounding import UnroundableError
from assess.protect.suppress import UnprotectableError
from assess.protect.tables import addresses, as_csv, as_descriptor
from assess.protect.witnesses import witnesses
from redaction.data.dataset import ID, LABEL
from redaction.diagnostics.errors import AssessError, Problem, ProblemsFoundError
from redaction.diagnostics.suggestions import expected_one_of
from redaction.policy import Policy
from redaction.reader import read_text


@dataclass(frozen=True)
class Wanted:
    """How measures are protected: with a further search for fewer cells, and with the exact range of each."""

    thorough: bool = False
    exact: bool = False


@dataclass(frozen=True)
class Written:
    """A protected measure: its files with what they hold, and those lines of descriptors that are not written yet."""

    protected: Protected
    files: dict[Path, str]
    missing: dict[str, str]


def protect_measures(
    project: Project, policy: Policy, pack: Path, names: Sequence[str], wanted: Wanted
) -> list[Written]:
    """The measures of some names, all where none is named, as they may be shown; raises AssessError."""
    measures = Sources(project, policy, pack).protection
    if not measures:
        raise AssessError(f"There is no {FILE}: it names the measures whose small counts are protected")
    known = {measure.id: measure for measure in measures}
    for name in names:
        if name not in known:
            raise AssessError(f'There is no measure "{name}"; expected {expected_one_of(name, "measure", known)}')
    return [_protected(project, policy, pack, known[name], wanted) for name in names or known]


def differences(project: Project, written: Iterable[Written]) -> list[Problem]:
    """The tables that are not what the policy gives."""
    return [
        Problem(
            "protected-table",
            project.shown(path),
            0,
            "a table that is not what its policy and its counts give" if path.exists() else "no such file",
            f"what {FILE} gives",
            "Run `assess protect`",
        )
        for each in written
        for path, text in each.files.items()
        if path.suffix == ".csv" and not (path.exists() and path.read_text("utf-8") == text)
    ]


def write(written: Iterable[Written]) -> None:
    """Write the files of some measures, in place of those that are there; raises AssessError."""
    files = {path: text for each in written for path, text in each.files.items()}
    for path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_over(files)


def summary(written: Written) -> str:
    """What came of a measure, in words."""
    found, measure = written.protected, written.protected.measure
    cells = len(found.shown)
    if measure.base:
        return f"{measure.id}: {cells:,} cells rounded to multiples of {measure.base}, and every sum of them holds"
    if not found.ranges:
        return f"{measure.id}: {cells:,} cells, none withheld"
    return (
        f"{measure.id}: {cells:,} cells, {found.primaries:,} withheld for their own sake and {found.secondaries:,} "
        f"so that these cannot be worked out. Each leaves a range of at least {measure.width}, as two worlds show"
    )


def _protected(project: Project, policy: Policy, pack: Path, measure: Measure, wanted: Wanted) -> Written:
    place = (pack / measure.counts).resolve()
    if pack not in place.parents:
        raise AssessError(
            f'The counts of "{measure.id}" lie outside the restricted pack. Name a file inside it in {FILE}'
        )
    shown = project.shown(place)
    if not place.is_file():
        raise ProblemsFoundError([Problem("missing-file", shown, 0, "no such file", f"the counts of {measure.id}")])
    counts = parse_counts(measure, shown, read_text(place, shown))
    try:
        found = protect(measure, counts, thorough=wanted.thorough, exact=wanted.exact)
    except (UnprotectableError, UnroundableError):
        expected = "a smaller width, larger categories, or another mode"
        raise ProblemsFoundError(
            [Problem("protection-policy", FILE, 0, f'"{measure.id}", which cannot be protected', expected)]
        ) from None
    files: dict[Path, str] = {}
    missing: dict[str, str] = {}
    for table in found.measure.tables:
        path = _folder(project, policy, pack, table) / f"{table.dataset}.csv"
        files[path] = as_csv(found, table, _labels(place, path) | dict(measure.labels))
        if not path.with_suffix(".yaml").exists():
            missing[project.shown(path.with_suffix(".yaml"))] = as_descriptor(
                found, table, measure.id.replace("-", " ")
            )
    proof = witnesses(found.publication, found.ranges, measure.width, addresses(found))
    return Written(found, {**files, pack / WITNESSES / f"{measure.id}.witnesses.json": proof}, missing)


def _folder(project: Project, policy: Policy, pack: Path, table: Table) -> Path:
    return project.open_data(policy) if table.audience == policy.open_audience else pack / table.audience


def _labels(counts: Path, table: Path) -> dict[str, str]:
    """What rows are called: as in the table that is there, or in what an intake left beside its counts."""
    beside = counts.with_suffix(".json")
    labels = labels_of(beside.read_text("utf-8")) if beside.is_file() else {}
    if table.is_file():
        rows = csv.DictReader(io.StringIO(read_text(table, table.name)))
        labels |= {row[ID]: row[LABEL] for row in rows if row.get(ID) and row.get(LABEL)}
    return labels
