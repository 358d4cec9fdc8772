"""A dataset as an accessible HTML table: stored columns, then what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from markupsafe import Markup

from macros.html.data_element import bound
from macros.html.number_format import in_table
from macros.html.templating import html
from macros.phrasebook.phrases import Phrases, phrases_of
from redaction.data.dataset import LABEL, Column, Dataset, Descriptor, Row
from redaction.data.shorthand import MEANINGS
from redaction.view import View

Shading = Mapping[tuple[str, str], int]

_BESIDE_EACH_OTHER = 3  # columns of words that a phone has room for; with more, each row stands as a block there


@dataclass(frozen=True)
class TableColumn:
    """A column as it is shown."""

    name: str
    title: str
    numeric: bool


@dataclass(frozen=True)
class TableCell:
    """A cell as it is shown; `text` is what it says without markup, `shade` how dark a heat table makes it."""

    column: str
    content: Markup
    text: str
    numeric: bool
    shade: int | None = None


@dataclass(frozen=True)
class ShownRow:
    """A row as it is shown; `kind` is total, sub-row or sub-row-2."""

    id: str
    label: str
    kind: str
    cells: tuple[TableCell, ...]


@dataclass(frozen=True)
class OwnWords:
    """Marks words of data that a page has in another language than its own, for whoever reads them out.

    WCAG 2.2, 3.1.2. `untold` are their places in the descriptor.
    """

    mark: Markup
    untold: frozenset[str]

    def __call__(self, *places: str) -> Markup:
        """The mark of what stands at some places; nothing where all of it is in the language of the page."""
        return self.mark if self.untold.intersection(places) else Markup("")

    @property
    def of_subtitle(self) -> Markup:
        """The mark of a title with its period and unit."""
        return self("title", "period", *(place for place in self.untold if place.endswith(" > unit")))

    def of_column(self, name: str) -> Markup:
        """The mark of the title of a column, with its unit."""
        return self(f"columns > {name}", f"columns > {name} > unit")


def table_columns(dataset: Dataset) -> tuple[TableColumn, ...]:
    """The columns of a table, the row header first, then stored and derived ones; units where they differ."""
    descriptor = dataset.descriptor
    stored = [
        TableColumn(column.name, _titled(column, descriptor), column.is_numeric)
        for column in sorted(descriptor.columns, key=lambda column: column.name != LABEL)
    ]
    return (*stored, *(TableColumn(column.name, column.title, numeric=True) for column in descriptor.derived))


def _titled(column: Column, descriptor: Descriptor) -> str:
    """The title of a column, with its unit where neither the table nor the title says it."""
    said = descriptor.unit or not column.unit or column.unit.lower() in column.title.lower()
    return column.title if said else f"{column.title} ({column.unit})"


def table_rows(view: View, dataset: Dataset, shading: Shading | None = None) -> tuple[ShownRow, ...]:
    """The rows of a table that pages show, every number bound to its cells."""
    columns = [column for column in table_columns(dataset) if column.name != LABEL]
    return tuple(
        ShownRow(
            row.id,
            row.label,
            _kind(dataset, row),
            tuple(
                replace(_cell(view, dataset, row, column), shade=(shading or {}).get((row.id, column.name)))
                for column in columns
            ),
        )
        for row in dataset.page_rows
    )


def table_html(
    view: View, dataset: Dataset, html_id: str, caption: str, *, heat: bool = False, titled: bool = False
) -> Markup:
    """The table of a dataset in its own scrolling region, with the codes it uses explained above it.

    As a heat table, each cell of a stored number is shaded by where it lies among all of them. The caption of a table
    that is `titled` already, above its chart, names it for those who do not see it.
    """
    rows = table_rows(view, dataset, _shading(dataset) if heat else {})
    text = " ".join(cell.text for row in rows for cell in row.cells if cell.numeric)
    say = phrases_of(view.language)
    codes = [say.html("table.code", code=code, meaning=meaning_of(code, say)) for code in MEANINGS if code in text]
    every = len(dataset.rows)
    cut = (f"{len(rows):,}", f"{every:,}", downloads_id(dataset)) if len(rows) < every else None
    columns = table_columns(dataset)
    in_words = len(columns) > _BESIDE_EACH_OTHER and not any(column.numeric for column in columns)
    has_words = dataset is not view.datasets[dataset.id]
    own, mark = own_words(view, dataset), language_of_own_words(view)
    every_word, each_word = (Markup(""), own) if has_words else (mark, OwnWords(mark, frozenset()))
    shown = {"every_word": every_word, "own": each_word} | {
        "columns": columns,
        "labels": {column.name: column.title for column in columns} if in_words else {},
        "rows": rows,
        "codes": codes,
        "cut": cut,
    }
    return html("table.html", say, id=html_id, caption=caption, titled=titled, **shown)


def own_words(view: View, dataset: Dataset) -> OwnWords:
    """What marks those words of a dataset that a View has in the language of the site alone."""
    return OwnWords(language_of_own_words(view), view.untold(dataset.id))


def language_of_own_words(view: View) -> Markup:
    """What marks the words of data on a page in another language."""
    return Markup("") if view.language == view.written else Markup(' lang="{}"').format(view.written)


def meaning_of(code: str, say: Phrases) -> str:
    """What a code of the shorthand means."""
    return say(f"code.{code.strip('[]')}")


def downloads_id(dataset: Dataset) -> str:
    """The id of the downloads of a dataset whose table is cut, which its table links to."""
    return f"{dataset.id}-downloads"


def _shading(dataset: Dataset) -> Shading:
    """The shade, 0 to 4, of each stored number by its row and column: where it lies among all of them."""
    names = [column.name for column in dataset.descriptor.numeric_columns]
    numbers = {(row.id, name): row.cells[name].number for row in dataset.rows for name in names}
    known = {cell: number for cell, number in numbers.items() if number is not None}
    low, high = min(known.values(), default=Decimal(0)), max(known.values(), default=Decimal(0))
    return {cell: round((number - low) / ((high - low) or 1) * 4) for cell, number in known.items()}


def _kind(dataset: Dataset, row: Row) -> str:
    if row.id in dataset.totals:
        return "total"
    if not row.parent:
        return ""
    return "sub-row-2" if dataset.parent_of(row.parent) else "sub-row"


def _cell(view: View, dataset: Dataset, row: Row, column: TableColumn) -> TableCell:
    if not column.numeric:
        text = row.cells[column.name].text
        return TableCell(column.name, Markup.escape(text), text, numeric=False)
    quantity = view.quantity(dataset.id, row.id, column.name)
    text = in_table(quantity)
    return TableCell(column.name, bound(quantity, text, f"{dataset.id}/{row.id}/{column.name}"), text, numeric=True)
