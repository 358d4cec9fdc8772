"""What a download of a dataset says, whatever the format: its table, and what a reader must know of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from macros.html.download_links import labelled
from macros.html.tables import TableColumn, meaning_of, table_columns
from macros.phrasebook.phrases import ENGLISH, Phrases, phrases_of
from macros.vocabulary.figures import credit, subtitle
from macros.vocabulary.sentences import in_plain_text
from redaction.data.arithmetic import Quantity
from redaction.data.dataset import LABEL, Dataset
from redaction.data.rounding import rounded
from redaction.data.shorthand import MEANINGS
from redaction.diagnostics.errors import AssessError
from redaction.view import View

ColumnType = Literal["text", "integer", "decimal"]
DownloadCell = str | Decimal

_LINE_END = re.compile(r"\r\n?")
_NOT_IN_XML = re.compile("[^\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Publication:
    """What every download of an edition says: the site, the day it was signed (ISO 8601), and how to handle it."""

    site: str
    signed: str
    edition: str
    edition_name: str
    marking: str
    handling: str


@dataclass(frozen=True)
class DownloadColumn:
    """A column: its name for machines, its title, what its cells are, and the unit of its numbers."""

    name: str
    title: str
    type: ColumnType = "text"
    unit: str = ""


@dataclass(frozen=True)
class DownloadSource:
    """A source that a dataset rests on."""

    credit: str
    owner: str
    period: str
    caveat: str
    link: str


@dataclass(frozen=True)
class Content:
    """One dataset as its readers download it.

    A cell of a numeric column is a number as its table shows it, or the code in its place. Codes after numbers have
    a column of their own, so that numbers stay numbers.
    """

    publication: Publication
    id: str
    title: str
    measure: str
    place: str
    period: str
    synthetic: bool
    sources: tuple[DownloadSource, ...]
    notes: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
    columns: tuple[DownloadColumn, ...]
    rows: tuple[tuple[DownloadCell, ...], ...]
    language: str = ENGLISH

    @property
    def say(self) -> Phrases:
        """The phrases of its language."""
        return phrases_of(self.language)


def content_of(publication: Publication, view: View, dataset: Dataset) -> Content:
    """What a dataset's downloads say in one edition; raises AssessError where no file could hold it."""
    descriptor, say = dataset.descriptor, phrases_of(view.language)
    columns: list[DownloadColumn] = []
    cells: list[list[DownloadCell]] = []
    for column in table_columns(dataset):
        for each, its_cells in _column(view, dataset, column):
            columns.append(each)
            cells.append(its_cells)
    if descriptor.synthetic:
        columns.append(DownloadColumn("kind_of_data", say("workbook.kind")))
        cells.append([say("workbook.is_synthetic") for _ in dataset.rows])
    rows = tuple(zip(*cells, strict=True))
    _check(dataset.id, columns, rows)
    used = " ".join(cell for column in cells for cell in column if isinstance(cell, str))
    sources = [view.sources[name] for name in descriptor.sources]
    return Content(
        publication,
        dataset.id,
        labelled(dataset, subtitle(dataset), say),
        descriptor.title,
        descriptor.place,
        descriptor.period,
        descriptor.synthetic,
        tuple(DownloadSource(credit(each), each.owner, each.period, each.caveat, each.link) for each in sources),
        tuple(in_plain_text(view, note) for note in dataset.notes.values()),
        tuple((code, meaning_of(code, say)) for code in MEANINGS if code in used),
        tuple(columns),
        rows,
        view.language,
    )


def _column(view: View, dataset: Dataset, column: TableColumn) -> list[tuple[DownloadColumn, list[DownloadCell]]]:
    """A column and its cells, and where a code follows a number, the column of those codes."""
    title = " ".join(column.title.split())
    name = column.name.replace("-", "_")
    if not column.numeric:
        texts = [_settled(row.cells[column.name].text) for row in dataset.rows]
        return [(DownloadColumn(name, title), [*texts])]
    quantities = [view.quantity(dataset.id, row.id, column.name) for row in dataset.rows]
    stored = dataset.column(column.name)
    whole = stored.kind == "count" if stored else all(each.decimals == 0 for each in quantities)
    unit = next((quantity.unit for quantity in quantities if quantity.unit), "")
    described = DownloadColumn(name, title, "integer" if whole else "decimal", unit)
    found: list[tuple[DownloadColumn, list[DownloadCell]]] = [(described, [_number(each) for each in quantities])]
    if any(each.value is not None and each.code for each in quantities):
        markers: list[DownloadCell] = ["" if each.value is None else each.code for each in quantities]
        found.append(
            (DownloadColumn(f"{name}_marker", phrases_of(view.language)("workbook.marker", column=title)), markers)
        )
    return found


def _settled(text: str) -> str:
    """A text with one kind of line end and spaces for tabs, which readers of ODS lose."""
    return _LINE_END.sub("\n", text).replace("\t", " ")


def _number(quantity: Quantity) -> DownloadCell:
    return quantity.code if quantity.value is None else rounded(quantity.value, quantity.decimals)


def _check(name: str, columns: list[DownloadColumn], rows: tuple[tuple[DownloadCell, ...], ...]) -> None:
    """Refuse what a spreadsheet would change or not open; no cell is quoted."""
    if columns[0].name != LABEL or len({column.title.lower() for column in columns}) < len(columns):
        raise AssessError(
            f'The dataset "{name}" has two columns of one title. A spreadsheet needs a title of its own for each'
        )
    if any(isinstance(cell, str) and _NOT_IN_XML.search(cell) for row in rows for cell in row):
        raise AssessError(
            f'The dataset "{name}" has a cell with a character that cannot be seen or printed. Remove it from its CSV'
        )
