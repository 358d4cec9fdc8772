"""The downloads of a figure: links for readers, and schema.org `Dataset` for search engines."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from macros.html.tables import downloads_id, table_columns
from macros.html.templating import html
from macros.phrasebook.phrases import Phrases, phrases_of
from redaction.data.dataset import Dataset
from redaction.view import View

SVG, PNG = ".svg", ".png"

_CSV = ("CSV", ".csv", "text/csv")
_WORKBOOKS = (
    ("Excel (XLSX)", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("OpenDocument (ODS)", ".ods", "application/vnd.oasis.opendocument.spreadsheet"),
)
_METADATA = (".csv-metadata.json", "application/csvm+json")
_PICTURES = (("PNG", PNG), ("SVG", SVG))
_ENDS_A_SCRIPT = re.compile("[<>&\u2028\u2029]")


def downloads_html(
    view: View, dataset: Dataset, title: str, notes: Sequence[str], folder: str, *, pictured: bool = False
) -> Markup:
    """The links to the files of a dataset in a folder, and its description for programs, notes included.

    `pictured` says whether its chart can be taken away as a picture too.
    """
    say = phrases_of(view.language)
    links = [(label, f"{folder}{dataset.id}{ending}") for label, ending, _ in _formats(dataset, say)]
    described = _script(_described(view, dataset, title, notes, folder))
    pictures = [(label, f"{folder}{dataset.id}{ending}") for label, ending in _PICTURES if pictured]
    html_id = downloads_id(dataset) if len(dataset.page_rows) < len(dataset.rows) else ""
    return html("downloads.html", say, id=html_id, links=links, pictures=pictures, title=title, described=described)


def _formats(dataset: Dataset, say: Phrases) -> tuple[tuple[str, str, str], ...]:
    """The files of a dataset: what each is called, how its name ends, and its media type."""
    return (_CSV, *(_WORKBOOKS if dataset.has_workbooks else ()), (say("download.metadata"), *_METADATA))


def _described(view: View, dataset: Dataset, title: str, notes: Sequence[str], folder: str) -> dict[str, Any]:
    """A dataset in the words of schema.org; a licence is not known, so none is given."""
    descriptor, address, say = dataset.descriptor, view.edition.address, phrases_of(view.language)
    place = urljoin(address, "downloads/") if address else folder
    columns = [column.title for column in table_columns(dataset)]
    described = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": (name := labelled(dataset, title, say)),
        "description": " ".join(
            [say("download.described", title=name, row=columns[0], columns=", ".join(columns[1:])), *notes]
        ),
        "temporalCoverage": descriptor.period,
        "spatialCoverage": descriptor.place,
        "variableMeasured": columns[1:],
        "creator": [
            {"@type": "Organization", "name": owner}
            for owner in dict.fromkeys(view.sources[name].owner for name in descriptor.sources)
        ],
        "inLanguage": say.tag,
        "isAccessibleForFree": view.edition.indexed,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{place}{dataset.id}{ending}"}
            for _, ending, kind in _formats(dataset, say)
        ],
    }
    handling = f"{view.edition.marking}. {view.edition.handling}".strip()
    return described if view.edition.indexed else described | {"conditionsOfAccess": handling}


def labelled(dataset: Dataset, title: str, say: Phrases) -> str:
    """The title of a dataset, which says first that its numbers are synthetic where they are."""
    said = not dataset.descriptor.synthetic or title.lower().startswith(say("workbook.is_synthetic").lower())
    return title if said else say("download.synthetic", title=title)


def _script(described: dict[str, Any]) -> Markup:
    """JSON that no text in it can end, as the content of a script element."""
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    return Markup(_ENDS_A_SCRIPT.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text))  # noqa: S704  # no sign is left that ends it
