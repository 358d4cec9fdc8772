"""An intake: files found, counted where they are new, checked against its limits, and written as datasets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from functools import reduce
from operator import add
from pathlib import Path

from assess.intake.chosen import Engines
from assess.intake.counting import Counted, Counting
from assess.intake.declaration import Declaration
from assess.intake.engines import DuckDb
from assess.intake.files import RecordFile, files_of
from assess.intake.levels import cube_of
from assess.intake.lookups import areas_of
from assess.intake.read_back import read_back
from assess.intake.tables import MADE, Adjusted, Table, table_of, with_amounts
from assess.intake.tally import Tally, in_words
from assess.intake.workspace import Workspace
from assess.new.writer import write_over
from redaction.diagnostics.errors import AssessError, Problem, ProblemsFoundError
from redaction.policy import Policy

_PERCENT = 100


@dataclass(frozen=True)
class Made:
    """What an intake made: what became of the records of each source, and the files of each dataset."""

    counted: Mapping[str, list[Counted]]
    tables: Mapping[str, Table]
    audiences: Mapping[str, str]
    adjusted: Mapping[str, Adjusted] = field(default_factory=dict)


def intake(declared: Declaration, workspace: Workspace, policy: Policy, engines: Engines) -> Made:
    """Count what is declared and write its datasets; raises ProblemsFoundError, and then no dataset was written."""
    audiences = {name: _audience(declared, policy, name) for name in declared.datasets}
    _check_free(workspace, audiences)
    lookups = areas_of(declared, workspace, engines.local)
    files = _files(declared, workspace)
    counted: dict[str, list[Counted]] = {}
    for name, source in declared.sources.items():
        counting = Counting(declared, workspace, engines.of(source), engines.local, lookups)
        counted[name] = [counting.count_table(source)] if source.table else counting.count(source, files[name])
    problems = [problem for name, each in counted.items() for problem in _over_limits(declared, name, each)]
    if problems:
        raise ProblemsFoundError(problems)
    made = _tables(declared, workspace, counted, audiences, engines.local)
    _write(workspace, made, engines.chosen.name)
    return made


def _files(declared: Declaration, workspace: Workspace) -> dict[str, list[RecordFile]]:
    files: dict[str, list[RecordFile]] = {}
    problems: list[Problem] = []
    for name, source in declared.sources.items():
        try:
            files[name] = files_of(declared, source, workspace) if source.files else []
        except ProblemsFoundError as error:
            problems += error.problems
    if problems:
        raise ProblemsFoundError(problems)
    return files


def total_of(counted: Iterable[Counted]) -> Tally:
    """What became of all records of some files."""
    return reduce(add, (each.tally for each in counted), Tally())


def _over_limits(declared: Declaration, name: str, counted: Iterable[Counted]) -> Iterator[Problem]:
    """More refused, or more without an area, than the declaration allows."""
    source, tally = declared.sources[name], total_of(counted)
    if _share(tally.refused, tally.read) > source.refused:
        reasons = ", ".join(f"{records} with {in_words(reason, source)}" for reason, records in tally.reasons.items())
        found = f"{tally.refused} of {tally.read} records that cannot be counted: {reasons}"
        expected = f"at most {source.refused}%"
        advice = f"The pack has them in intake/rejects/{name}/. Mend the records, or say `refused_at_most:`"
        yield declared.document.problem("records-refused", ("sources", name), found, expected, advice)
    for dimension, records in tally.unmatched.items():
        lookup = declared.lookups[source.derived[dimension].lookup]
        if _share(records, tally.counted) > lookup.unmatched:
            found = f"{records} of {tally.counted} records whose {dimension} is not known"
            expected, advice = f"at most {lookup.unmatched}%", f"See that {lookup.file} is the right one, and whole"
            place = ("lookups", lookup.name)
            yield declared.document.problem("records-unmatched", place, found, expected, advice)


def _share(part: int, whole: int) -> Decimal:
    return Decimal(part * _PERCENT) / whole if whole else Decimal(0)


def _audience(declared: Declaration, policy: Policy, name: str) -> str:
    """The folder of the pack for a dataset: the one declared, else the least trusted that may see its sources."""
    counts, place = declared.datasets[name], ("datasets", name)
    restricted = [each for each in policy.audiences if each != policy.open_audience]
    named = counts.describe["sources"]
    known = [policy.sources[each] for each in named if each in policy.sources] if isinstance(named, list) else []
    cleared = [each for each in restricted if all(policy.cleared(source, each) for source in known)]
    wanted = counts.audience or next(iter(cleared), "")
    if wanted not in cleared:
        expected = f"one of {', '.join(cleared)}" if cleared else "sources that one audience may see"
        found = "an audience that may not see its sources" if wanted in restricted else "no restricted audience"
        advice = "Counts of records stay in the pack until they are protected"
        problem = declared.document.problem("records-declaration", (*place, "audience"), found, expected, advice)
        raise ProblemsFoundError([problem])
    return wanted


def _check_free(workspace: Workspace, audiences: Mapping[str, str]) -> None:
    """Refuse to write over what an intake did not make; raises AssessError."""
    for name, audience in audiences.items():
        path = workspace.pack / audience / f"{name}.yaml"
        if path.exists() and not path.read_text("utf-8", "replace").startswith(MADE):
            raise AssessError(
                f"{audience}/{name}.yaml of the pack was not made by an intake, and stays. Name the dataset otherwise"
            )


def _tables(
    declared: Declaration,
    workspace: Workspace,
    counted: Mapping[str, list[Counted]],
    audiences: Mapping[str, str],
    local: DuckDb,
) -> Made:
    tables: dict[str, Table] = {}
    changes: dict[str, Adjusted] = {}
    problems: list[Problem] = []
    for name, counts in declared.datasets.items():
        try:
            cube = cube_of(declared, counts, [each.cube for each in counted[counts.source]], local)
            if counts.adjust:
                from assess.intake.adjustment import adjusted  # here, since pandas takes a while to import

                amounts, changes[name] = adjusted(cube, workspace.pack / counts.adjust)
                cube = with_amounts(cube, amounts)
            tables[name] = table_of(declared, cube, audiences[name])
            problems += read_back(declared, name, tables[name], audiences[name])
        except ProblemsFoundError as error:
            problems += error.problems
    if problems:
        raise ProblemsFoundError(problems)
    return Made(counted, tables, audiences, changes)


def _write(workspace: Workspace, made: Made, engine: str) -> None:
    """Write every dataset, its counts in long form, and the report."""
    files: dict[Path, str] = {}
    for name, table in made.tables.items():
        place = workspace.pack / made.audiences[name] / name
        files |= {place.with_suffix(".csv"): table.csv, place.with_suffix(".yaml"): table.yaml}
        counts = workspace.counts(name)
        files |= {counts.with_suffix(".csv"): table.long, counts.with_suffix(".json"): table.about}
    files[workspace.report] = _report(made, engine)
    for path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_over(files)


def _report(made: Made, engine: str) -> str:
    """What was read, refused, left out and counted, file by file, and what was adjusted, as JSON."""
    sources = {
        name: [{"file": each.file, "sha256": each.digest, **asdict(each.tally)} for each in counted]
        for name, counted in made.counted.items()
    }
    adjustments = {name: asdict(each) for name, each in made.adjusted.items()}
    said = {"engine": engine, "sources": sources, "datasets": dict(made.audiences), "adjusted": adjustments}
    return json.dumps(said, indent=1) + "\n"
