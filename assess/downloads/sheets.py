"""The sheets of a workbook: a cover, the notes, and one table, as the Analysis Function asks for them.

Every sheet starts with its title in A1. A table is marked as one, has one header row, and no empty, merged, hidden or
frozen cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assess.downloads.content import Content, DownloadCell, DownloadColumn
from assess.downloads.text_files import handling

COVER, NOTES, DATA = "Cover", "Notes", "Data"
_NARROWEST, _WIDEST, _NUMBER = 12, 60, 18


@dataclass(frozen=True)
class SheetTable:
    """A table that starts under the lines of its sheet; `percent` tells which columns hold percentages."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[tuple[DownloadCell, ...], ...]
    percent: tuple[bool, ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its lines from A1 down, the first being its title, and its table."""

    name: str
    lines: tuple[str, ...]
    table: SheetTable | None = None

    @property
    def header(self) -> int:
        """The row of the table's header, counted from 1."""
        return len(self.lines) + 1

    @property
    def corners(self) -> tuple[str, str]:
        """The first and the last cell of its table, its header among them."""
        table = self.table or SheetTable("", ("",), (), (), ())
        return f"A{self.header}", f"{letters(len(table.titles) - 1)}{self.header + len(table.rows)}"

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths of its columns, in characters."""
        return self.table.widths if self.table else (_WIDEST + 20,)


@dataclass(frozen=True)
class Workbook:
    """The sheets of a workbook, and what its properties say: a title and the day of signing."""

    title: str
    signed: str
    sheets: tuple[Sheet, ...]


def workbook_of(content: Content) -> Workbook:
    """A dataset as a workbook."""
    return Workbook(content.title, content.publication.signed, (_cover(content), _notes(content), _data(content)))


def _cover(content: Content) -> Sheet:
    publication = content.publication
    lines = [
        content.title,
        *(
            ["These numbers are synthetic: made up to show how the table works. They describe nothing real."]
            if content.synthetic
            else []
        ),
        handling(content),
        f"This workbook belongs to: {publication.site}, {publication.edition_name}.",
        f"Signed on {publication.signed} (year-month-day).",
        f"Source: {', '.join(dict.fromkeys(source.credit for source in content.sources))}.",
        f"The sheet {NOTES} holds the notes. The sheet {DATA} holds the table.",
    ]
    return Sheet(COVER, tuple(lines))


def _notes(content: Content) -> Sheet:
    rows = [(f"Note {number}", note) for number, note in enumerate(content.notes, start=1)]
    rows += content.codes
    for source in content.sources:
        rows.append((f"Source: {source.credit}", f"Owner: {source.owner}. Period: {source.period}."))
        rows.append((f"Quality: {source.credit}", source.caveat))
    rows += [(f"Unit: {column.title}", column.unit) for column in content.columns if column.unit]
    table = SheetTable(
        "notes", ("What it is about", "What it says"), tuple(rows), (False, False), (_WIDEST // 2, _WIDEST)
    )
    return Sheet(NOTES, (f"{NOTES}: {content.title}", "This sheet holds one table."), table)


def _data(content: Content) -> Sheet:
    codes = [f"{code} means {meaning}." for code, meaning in content.codes]
    markers = any(column.name.endswith("_marker") for column in content.columns)
    explained = [*codes, *(["An empty marker means that nothing marks the number."] if markers else [])]
    lines = (content.title, " ".join(["This sheet holds one table.", *explained]), handling(content))
    table = SheetTable(
        f"table_{content.id.replace('-', '_')}",
        tuple(column.title for column in content.columns),
        content.rows,
        tuple(column.unit == "%" for column in content.columns),
        tuple(_width(content, place, column) for place, column in enumerate(content.columns)),
    )
    return Sheet(DATA, lines, table)


def _width(content: Content, place: int, column: DownloadColumn) -> int:
    """The width of a column: its longest text, or room for a number under a title that wraps."""
    if column.type != "text":
        return _NUMBER
    longest = max((len(str(row[place])) for row in content.rows), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 2, len(column.title) + 2))


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is shown with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def letters(column: int) -> str:
    """The letters of a column, counted from 0: A, B, ..., Z, AA."""
    rest, last = divmod(column, 26)
    return (letters(rest - 1) if rest else "") + chr(ord("A") + last)
