"""`assess intake`: count records, and write datasets of the counts into the restricted pack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.here import project_here
from assess.cli.options import opened_pack, restricted
from assess.cli.outcome import DONE, UsageError
from assess.load.editions import policy_of
from redaction.diagnostics.errors import AssessError
from redaction.diagnostics.yaml_document import parse_yaml
from redaction.policy import Policy
from redaction.reader import read_text

if TYPE_CHECKING:
    from assess.intake.declaration import Declaration
    from assess.intake.run import Made

_FILE = "intake.yml"


@click.command(short_help="Count records into datasets of the restricted pack.")
@click.argument("file", metavar="[FILE]", default="")
@restricted
@click.option(
    "--engine", metavar="ENGINE", default="duckdb", help="duckdb (default), or Spark: spark://HOST:7077, local[2]."
)
@click.option("--memory", metavar="SIZE", default="1GB", help="How much DuckDB may hold in memory (default: 1GB).")
def intake(file: str, restricted: str | None, engine: str, memory: str) -> int:
    """Count the records that FILE declares (default: intake.yml of the pack), and write the datasets that it names.

    Everything is read from the restricted pack and written to it. What was counted is not counted again unless its
    file or the declaration changed.
    """
    project = project_here()
    pack = opened_pack(restricted)
    if pack is None:
        raise UsageError("Records lie in a restricted pack. Name it with --restricted DIR")
    path = Path(file).resolve() if file else pack / _FILE
    if not path.is_file() or not path.is_relative_to(pack):
        raise AssessError(f"There is no {file or _FILE} in the restricted pack")
    try:
        from assess.intake.chosen import Engines
    except ImportError:
        raise AssessError(
            'What counts records is not installed. Install it with: pip install "assess[records]"'
        ) from None
    from assess.intake.run import intake as count  # here, since the engines take a second to import
    from assess.intake.schema import parse_declaration
    from assess.intake.workspace import Workspace

    document = parse_yaml(path.name, read_text(path, path.name), is_open=False)
    declared = parse_declaration(document)
    if project.root in pack.parents and not declared.synthetic:
        raise AssessError(
            f"{project.shown(pack)} lies in this repository, which counts as public. Keep records in a pack outside it"
        )
    workspace = Workspace(pack)
    with workspace.in_use():
        made = count(declared, workspace, policy_of(project), Engines(workspace, engine, memory))
    print("\n".join([*_told(declared, made), "", *_next(policy_of(project), declared, made)]))
    return DONE


def _told(declared: Declaration, made: Made) -> Iterator[str]:
    """What became of the records, and what was written; nothing that a record holds."""
    from assess.intake.run import total_of
    from assess.intake.tally import in_words

    for name, counted in made.counted.items():
        tally = total_of(counted)
        kept = sum(each.was_kept for each in counted)
        before = f", {kept} of them counted before" if kept else ""
        yield f"{name}  {len(counted)} file{'s' * (len(counted) != 1)}{before}: {tally.read} records"
        yield f"  {tally.counted} counted, {tally.left_out} left out by the filters, {tally.refused} refused"
        yield from (
            f"  {records} with {in_words(reason, declared.sources[name])}" for reason, records in tally.reasons.items()
        )
        if tally.refused:
            yield f"  the refused ones are in intake/rejects/{name}/"
        yield from (f"  {records} whose {each} is not known" for each, records in tally.unmatched.items() if records)
    for name, table in made.tables.items():
        place = f"{made.audiences[name]}/{name}"
        yield f"{place}.csv  {table.rows} rows, {table.columns} column{'s' * (table.columns != 1)} of numbers"
        if name in made.adjusted:
            yield f"  {made.adjusted[name].cells} cells adjusted by {made.adjusted[name].file}"


def _next(policy: Policy, declared: Declaration, made: Made) -> Iterator[str]:
    """What is left to do."""
    for name in made.tables:
        for source in declared.datasets[name].describe["sources"]:
            found = policy.sources.get(source)
            if found and not policy.is_open(found) and name not in found.datasets:
                yield f"Add {name} to `datasets:` of {source} in redaction/sources.yml."
    yield "Then run `assess check`."
