"""A dataset as CSV, and its description for programs: CSV on the Web, and a Data Package for a whole edition.

RFC 4180; W3C Metadata Vocabulary for Tabular Data; Frictionless Data Package.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from assess.downloads.content import Content, DownloadCell, DownloadColumn
from macros.phrasebook.phrases import Phrases
from redaction.data.shorthand import IN_PLACE_OF_A_NUMBER

# What a spreadsheet would run as a formula, also behind the apostrophes that this module would put before it.
_FORMULA = re.compile(r"['\s]*[=+\-@]|'*[\t\r\n]")


def csv_text(content: Content) -> str:
    """The table: numbers plain, and every text such that no spreadsheet takes it for a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([inert(column.title) for column in content.columns])
    writer.writerows([_written(cell) for cell in row] for row in content.rows)
    return buffer.getvalue()


def inert(text: str) -> str:
    """A text with an apostrophe before it where a spreadsheet would run it; taking one away gives it back."""
    return f"'{text}" if _FORMULA.match(text) else text


def _written(cell: DownloadCell) -> str:
    return f"{cell:f}" if isinstance(cell, Decimal) else inert(cell)


def csv_metadata(content: Content) -> str:
    """What the columns of the CSV beside it are, where they come from, and what their codes mean."""
    publication = content.publication
    described: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": content.language}],
        "url": f"{content.id}.csv",
        "dc:title": content.title,
        "dc:description": description(content),
        "dc:issued": {"@value": publication.signed, "@type": "xsd:date"},
        "dc:isPartOf": f"{publication.site}, {publication.edition_name}",
        "dc:creator": list(dict.fromkeys(source.owner for source in content.sources)),
        "dc:source": [source.credit for source in content.sources],
        "dc:temporal": content.period,
        "dc:spatial": content.place,
        "dc:accessRights": handling(content),
        "notes": [{"rdfs:comment": note} for note in remarks(content)],
        "dialect": {"lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": [_csvw_column(column, content.say) for column in content.columns]},
    }
    return _json(described)


def _csvw_column(column: DownloadColumn, say: Phrases) -> dict[str, Any]:
    described: dict[str, Any] = {"name": column.name, "titles": inert(column.title)}
    if column.type == "text":
        return described | {"datatype": "string"}
    described |= {"datatype": column.type, "null": list(IN_PLACE_OF_A_NUMBER)}
    return described | ({"dc:description": say("file.unit", unit=column.unit)} if column.unit else {})


def data_package(name: str, contents: Sequence[Content], files: Mapping[str, bytes]) -> str:
    """The data of an edition as one package; `files` holds the CSV of each dataset by its name."""
    publication, say = contents[0].publication, contents[0].say
    synthetic = any(content.synthetic for content in contents)
    label = say("file.package_synthetic") if synthetic else ""
    described: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": name,
        "title": say("file.package", site=publication.site, edition=publication.edition_name),
        "description": f"{say('file.package_holds')}{label} {handling(contents[0])}",
        "created": f"{publication.signed}T00:00:00Z",
        "resources": [_resource(content, files[f"{content.id}.csv"]) for content in contents],
    }
    return _json(described)


def _resource(content: Content, file: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": content.id,
        "path": f"{content.id}.csv",
        "title": content.title,
        "description": " ".join([description(content), *remarks(content)]),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(file),
        "hash": f"sha256:{hashlib.sha256(file).hexdigest()}",
        "sources": [
            {"title": source.credit} | ({"path": source.link} if source.link else {}) for source in content.sources
        ],
        "schema": {
            "fields": [_field(column, content.say) for column in content.columns],
            "missingValues": ["", *IN_PLACE_OF_A_NUMBER],
        },
    }


def _field(column: DownloadColumn, say: Phrases) -> dict[str, Any]:
    kind = {"text": "string", "integer": "integer", "decimal": "number"}[column.type]
    described = {"name": inert(column.title), "type": kind}
    return described | ({"description": say("file.unit", unit=column.unit)} if column.unit else {})


def description(content: Content) -> str:
    """What a dataset measures, in a sentence or two."""
    label = content.say("file.synthetic") if content.synthetic else ""
    titles = ", ".join(column.title for column in content.columns[1:])
    named = {"measure": content.measure, "place": content.place, "period": content.period}
    return label + content.say("file.described", **named, row=content.columns[0].title, columns=titles)


def handling(content: Content) -> str:
    """The marking of the edition, and how it is to be handled."""
    publication = content.publication
    return f"{content.say('file.marking', marking=publication.marking)} {publication.handling}".strip()


def remarks(content: Content) -> list[str]:
    """Everything a reader must know of a table: its notes, its codes, the quality of its sources."""
    say = content.say
    quality = [
        say("file.quality", source=source.credit, quality=source.caveat)
        for source in content.sources
        if source.caveat != "none stated"
    ]
    texts = [cell for row in content.rows for cell in row if isinstance(cell, str)]
    changed = (
        [say("file.apostrophe")]
        if any(map(_FORMULA.match, [*texts, *(each.title for each in content.columns)]))
        else []
    )
    return [
        *content.notes,
        *(say("file.code", code=code, meaning=meaning) for code, meaning in content.codes),
        *quality,
        *changed,
    ]


def _json(described: Mapping[str, Any]) -> str:
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"
