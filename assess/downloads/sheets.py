"""The sheets of a workbook: a cover, the notes, and one table, as the Analysis Function asks for them.

Every sheet starts with its title in A1. A table is marked as one, has one header row, and no empty, merged, hidden or
frozen cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assess.downloads.content import Content, DownloadCell, DownloadColumn
from assess.downloads.text_files import handling

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
    """The sheets of a workbook, and what its properties say: a title, the day of signing and a language."""

    title: str
    signed: str
    sheets: tuple[Sheet, ...]
    language: str


def workbook_of(content: Content) -> Workbook:
    """A dataset as a workbook."""
    sheets = (_cover(content), _notes(content), _data(content))
    return Workbook(content.title, content.publication.signed, sheets, content.say.tag)


def _cover(content: Content) -> Sheet:
    publication, say = content.publication, content.say
    lines = [
        content.title,
        *([say("workbook.synthetic")] if content.synthetic else []),
        handling(content),
        say("workbook.belongs", site=publication.site, edition=publication.edition_name),
        say("workbook.signed", day=publication.signed),
        say("workbook.source", sources=", ".join(dict.fromkeys(source.credit for source in content.sources))),
        say("workbook.sheets", notes=say("workbook.notes"), data=say("workbook.data")),
    ]
    return Sheet(say("workbook.cover"), tuple(lines))


def _notes(content: Content) -> Sheet:
    say = content.say
    rows = [(say("workbook.note", number=number), note) for number, note in enumerate(content.notes, start=1)]
    rows += content.codes
    for source in content.sources:
        owner = say("register.owner", owner=source.owner, period=source.period)
        rows.append((say("workbook.of_source", source=source.credit), owner))
        rows.append((say("workbook.quality", source=source.credit), source.caveat))
    rows += [(say("workbook.unit", column=column.title), column.unit) for column in content.columns if column.unit]
    titles = (say("workbook.about"), say("workbook.says"))
    table = SheetTable("notes", titles, tuple(rows), (False, False), (_WIDEST // 2, _WIDEST))
    name = say("workbook.notes")
    lines = (say("workbook.title", sheet=name, title=content.title), say("workbook.one_table"))
    return Sheet(name, lines, table)


def _data(content: Content) -> Sheet:
    say = content.say
    codes = [say("file.code", code=code, meaning=meaning) for code, meaning in content.codes]
    markers = any(column.name.endswith("_marker") for column in content.columns)
    explained = [*codes, *([say("workbook.no_marker")] if markers else [])]
    lines = (content.title, " ".join([say("workbook.one_table"), *explained]), handling(content))
    table = SheetTable(
        f"table_{content.id.replace('-', '_')}",
        tuple(column.title for column in content.columns),
        content.rows,
        tuple(column.unit == "%" for column in content.columns),
        tuple(_width(content, place, column) for place, column in enumerate(content.columns)),
    )
    return Sheet(say("workbook.data"), lines, table)


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
