"""The files of a dataset read as a build will read them, before they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assess.intake.declaration import Declaration
from assess.intake.tables import Table
from redaction.data.assemble import assemble
from redaction.data.csv_table import parse_csv
from redaction.data.descriptor import parse_descriptor
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.yaml_document import parse_yaml


def read_back(declared: Declaration, name: str, table: Table, audience: str) -> Iterator[Problem]:
    """What a build would say of a dataset, at the lines of the declaration that it comes from."""
    try:
        document = parse_yaml(f"{name}.yaml", table.yaml, is_open=False)
        descriptor = parse_descriptor(name, document)
        assemble(descriptor, document, parse_csv(f"{name}.csv", table.csv.encode(), is_open=False), audience)
    except ProblemsFoundError as error:
        for each in error.problems:
            keys = each.place.partition(", ")[2].split(" > ") if each.file.endswith(".yaml") else []
            path = ("datasets", name, *(["describe", *keys] if keys and keys[0] not in ("columns", "sums") else []))
            line = declared.document.line(path)
            place = f"line {line}, {' > '.join(path)}"
            yield replace(each, file=declared.document.file, line=line, place=place)
