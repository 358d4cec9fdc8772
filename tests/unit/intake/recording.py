"""A small pack with records, a look-up and a declaration, all made up; what its intake makes and says."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from assess.intake.chosen import Engines
from assess.intake.run import Made, intake
from assess.intake.schema import parse_declaration
from assess.intake.workspace import Workspace
from redaction.diagnostics.errors import ProblemsFoundError
from redaction.diagnostics.yaml_document import parse_yaml
from redaction.policy_files import parse_policy

DESCRIBE = "{title: Offences, headline: A finding, place: Nowhere, period: 2024/25, sources: [records]}"
SOURCE = """\
sources:
  offences:
    files: records/*.csv
    columns:
      reference: {heading: Reference}
      recorded: {heading: Recorded on, kind: day, written: DD/MM/YYYY}
      offence: {heading: Offence, codes: {BUR: Burglary, THE: Theft, VIO: Violence}}
      age: {heading: Age, kind: whole, blank: true}
      loss: {heading: Loss, kind: number, blank: true}
      postcode: {heading: Postcode}
    derived:
      month: {by: month, of: recorded}
      age-band: {by: bands, of: age, starts: [10, 18, 25]}
      group: {by: group, of: offence, values: {BUR: Acquisitive, THE: Acquisitive, VIO: Violent}}
      ward: {by: lookup, of: postcode, lookup: wards, title: Ward}
    refused_at_most: 50
lookups:
  wards: {file: lookups/wards.csv, key: Postcode, value: Ward, unmatched_at_most: 50}
datasets:
"""
BY_OFFENCE = f"""\
  by-offence:
    from: offences
    rows: offence
    columns: month
    totals: true
    measures: {{offences: {{count: records, title: Offences, unit: offences}}}}
    describe: {DESCRIBE}
"""
HEADER = "Reference,Recorded on,Offence,Age,Loss,Postcode"
RECORDS = (
    "1,01/04/2024,BUR,17,10.50,ZZ1 1ZZ",
    "2,30/04/2024,BUR,18,0.25,zz11zz",
    "3,01/06/2024,VIO,,,ZZ2 2ZZ",
    "3,29/02/2024,THE,9,1,ZZ9 9ZZ",
)
WARDS = "Postcode,Ward\nZZ1 1ZZ,Upper\nZZ2 2ZZ,Lower\n"
_SHARED = "owner: An owner, marking: OFFICIAL, handling: As it says, period: '2024', caveat: none stated"
_SOURCES = f"""\
records: {{name: Records, audience: internal, notice: Withheld., datasets: [by-offence], prose: [], {_SHARED}}}
open: {{name: Open, audience: public, {_SHARED}}}
"""
_EDITIONS = """\
open: public
audiences: {public: All, internal: Some}
editions:
  public: {name: Public, readers: all, audiences: [public], marking: OFFICIAL}
  internal: {name: Internal, readers: some, audiences: [public, internal], marking: OFFICIAL}
"""


def dataset(name: str = "by-offence", **lines: str) -> str:
    """The declaration of a dataset, with some lines in place of the usual ones; an empty one takes its line away."""
    usual = {
        "from": "offences",
        "rows": "offence",
        "columns": "month",
        "totals": "true",
        "measures": "{offences: {count: records, title: Offences, unit: offences}}",
        "describe": DESCRIBE,
    }
    said = {key: value for key, value in (usual | lines).items() if value}
    return f"  {name}:\n" + "".join(f"    {key}: {value}\n" for key, value in said.items())


def pack(folder: Path, records: Iterable[str] = RECORDS, declared: str = SOURCE + BY_OFFENCE) -> Path:
    """A pack with a file of records."""
    (folder / "records").mkdir(parents=True, exist_ok=True)
    (folder / "records" / "2024.csv").write_text("\n".join([HEADER, *records]) + "\n", "utf-8")
    (folder / "lookups").mkdir(exist_ok=True)
    (folder / "lookups" / "wards.csv").write_text(WARDS, "utf-8")
    (folder / "intake.yml").write_text(declared, "utf-8")
    return folder


def made(folder: Path, engine: str = "duckdb") -> Made:
    """What an intake makes of a pack."""
    document = parse_yaml("intake.yml", (folder / "intake.yml").read_text("utf-8"), is_open=False)
    declared = parse_declaration(document)
    policy = parse_policy(parse_yaml("sources.yml", _SOURCES), parse_yaml("editions.yml", _EDITIONS))
    workspace = Workspace(folder)
    with workspace.in_use():
        return intake(declared, workspace, policy, Engines(workspace, engine))


def messages(folder: Path) -> list[str]:
    """What is wrong with a pack, a message a problem, each with its rule."""
    with pytest.raises(ProblemsFoundError) as caught:
        made(folder)
    return [problem.line_of_report for problem in caught.value.problems]


def rows(folder: Path, name: str = "by-offence") -> dict[str, list[str]]:
    """The rows of a dataset by id, without label and parent; `id` is the header."""
    with (folder / "internal" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        found = [*csv.reader(file)]
    skipped = [at for at, name in enumerate(found[0]) if name in ("id", "label", "parent")]
    return {row[0]: [cell for at, cell in enumerate(row) if at not in skipped] for row in found}


def refused(folder: Path) -> list[list[str]]:
    """The rows and reasons of the records that were refused."""
    [path] = (folder / "intake" / "rejects" / "offences").glob("*.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [row[:2] for row in csv.reader(file)][1:]
