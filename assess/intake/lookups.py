"""Look-ups: which area each key lies in, from a file that the user has, each key once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assess.intake.declaration import Declaration, Lookup, Source
from assess.intake.engines import DuckDb, telling
from assess.intake.expressions import AREA, KEY, as_key
from assess.intake.files import RecordFile, record_file
from assess.intake.workspace import Workspace
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.suggestions import nearest


@dataclass(frozen=True)
class Areas:
    """A look-up that can be used: its keys and areas as Parquet, and the digest of all it rests on."""

    path: Path
    digest: str


def areas_of(declared: Declaration, workspace: Workspace, local: DuckDb) -> dict[str, Areas]:
    """Every look-up that some dataset uses, by its name; raises ProblemsFoundError with every fault."""
    areas: dict[str, Areas] = {}
    problems: list[Problem] = []
    for name in sorted({each for source in declared.sources for each in declared.looked_up(source).values()}):
        lookup = declared.lookups[name]
        try:
            file = _file(declared, lookup, workspace)
        except ProblemsFoundError as error:
            problems += error.problems
            continue
        found = [*_heading_faults(lookup, file)]
        if not found:
            with telling(file.name, local.name):
                areas[name], twice = _written(lookup, file, workspace, local)
            found = [*_two_areas(lookup, file, twice)]
        problems += found
    if problems:
        raise ProblemsFoundError(problems)
    return areas


def _file(declared: Declaration, lookup: Lookup, workspace: Workspace) -> RecordFile:
    path = workspace.pack / lookup.file
    if not path.is_file():
        place, expected = ("lookups", lookup.name, "file"), "a file, from the folder of the pack"
        raise ProblemsFoundError([declared.document.problem("records-file", place, "no such file", expected)])
    return record_file(Source(lookup.name, {}, {}, (), lookup.unmatched), path, workspace)


def _heading_faults(lookup: Lookup, file: RecordFile) -> Iterator[Problem]:
    for key, heading in (("key", lookup.key), ("value", lookup.value)):
        if not file.is_parquet and heading not in file.headings:
            close = nearest(heading, file.headings)
            expected = f'"{close}" as the `{key}:` of {lookup.name}' if close else f"the `{key}:` of {lookup.name}"
            yield Problem("records-heading", file.name, 1, f'no heading "{heading}"', expected)


def _two_areas(lookup: Lookup, file: RecordFile, keys: int) -> Iterator[Problem]:
    """A look-up in which a key has two areas, so that chance would choose one."""
    if keys:
        found = f"{keys} key{'s' * (keys != 1)} with more than one value"
        yield Problem("records-lookup", file.name, 0, found, f'one "{lookup.value}" for each "{lookup.key}"')


def _written(lookup: Lookup, file: RecordFile, workspace: Workspace, local: DuckDb) -> tuple[Areas, int]:
    """The area of each key as Parquet, and how many keys have two."""
    read = local.records(file, {KEY: lookup.key, AREA: lookup.value})
    clean = read.select(**{KEY: as_key(read[KEY].strip()), AREA: read[AREA].strip()})
    filled = clean.filter((clean[KEY] != "") & (clean[AREA] != ""))
    path = workspace.temporary / f"lookup_{lookup.name.replace('-', '_')}.parquet"
    grouped = filled.group_by(KEY).agg(areas=filled[AREA].nunique(), **{AREA: filled[AREA].min()})
    local.write(grouped, path)
    where = str(path).replace("'", "''")
    [(twice,)] = local.rows(f"SELECT count(*) FROM '{where}' WHERE areas > 1")  # noqa: S608  # a path of our own
    digest = f"{file.digest} {lookup.key} {lookup.value}"
    return Areas(path, digest), int(twice)
