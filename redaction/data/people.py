"""What a dataset says of people: records of them, which are refused."""

from __future__ import annotations

from redaction.data.csv_table import CsvTable
from redaction.data.dataset import ID, PARENT, Descriptor
from redaction.data.personal import PERSON_A_ROW, Finding, personal_findings
from redaction.diagnostics.errors import Problem

REFUSED = "counts, and nothing that is about one person"


def people_faults(descriptor: Descriptor, table: CsvTable) -> list[Problem]:
    """Columns that look like records of people and are not declared safe. No cell of them is quoted."""
    columns = {name: table.cells(name) for name in table.places if name not in (ID, PARENT)}
    safe = {column.name for column in descriptor.columns if column.safe}
    titles = {column.name: column.title for column in descriptor.columns}
    declared = f"`safe: {{by: WHO, why: REASON}}` in {descriptor.id}.yaml"
    return [
        Problem(
            "personal-data",
            table.file,
            0,
            told(each),
            REFUSED,
            f"Publish counts. If this is about no person, a data steward declares {declared}",
            place=f'column "{each.column}"' if each.column else "",
        )
        for each in personal_findings(titles, columns, safe)
        if not (each.looks_like == PERSON_A_ROW and descriptor.safe)
    ]


def told(finding: Finding) -> str:
    """What was found, for a message."""
    if not finding.column:
        return f"what looks like {finding.looks_like}, {finding.cells} in all"
    return f"what looks like {finding.looks_like}, in {finding.cells} cell{'s' * (finding.cells != 1)}"
