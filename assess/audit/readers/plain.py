"""Plain text, CSV, JSON and style sheets, and any text too large to hold."""

from __future__ import annotations

import codecs
import contextlib
import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from assess.audit.readers.drawings import Sizes
from assess.audit.readers.mail import unfolded
from assess.audit.readers.source import Source
from assess.audit.text.columns import columns_in
from assess.audit.text.decoding import as_read, css_read
from assess.audit.text.encodings import data_uris, encoded_texts, numbers_of
from assess.audit.text.limits import Budget, UnreadableError
from assess.audit.text.passages import Nested, Part, Passage, Pieces, Place, Table, Unread, in_lines
from assess.audit.text.turned import overrides

_GEOMETRY = re.compile(r"""\s(?:d|transform|points|viewBox|[xyr]\d?|width|height|cx|cy)=(?:"[^"]*"|'[^']*')""")
_DIGEST = re.compile(r"(?<![^\W_])(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{16,}(?![^\W_])")  # its digits are no numbers
_DIGEST_LENGTH = 16
_DIGIT = re.compile(r"\d")
_TAG = re.compile(r"<[^<>]*>")
_COLUMNS = 1000
STRIDES_OF_VALUES = tuple(range(1, 9))  # measures that may follow each other in one column, as in a tidy table
_STRIDES = 60  # in a large text, the most columns that are looked at by themselves
STRANGE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]|\x1b(?=\$)")  # the last begins letters of two bytes (ISO 2022)
_CONTROL = re.compile(r"\\[a-z]+-?\d* ?|[{}]")
_FEW_LINES = 400  # of texts in JSON that may be lines of one table
_MEDIA = {"text/html": ".html", "image/svg+xml": ".svg", "application/json": ".json", "text/css": ".css"}

_Columns = dict[tuple[str, str], list[list[str]]]  # the values of each key, which stands before them, by its path


def source_passage(text: str, place: Place) -> Passage:
    """A piece of the source of markup, but for the numbers of its geometry."""
    return Passage("source", as_read(_GEOMETRY.sub(" ", text)), place, ordered=False)


def text_parts(text: str) -> Iterator[Part]:
    """A text, line by line as it stands, and the files it carries encoded."""
    whole = _as_it_stands(text)
    yield whole
    yield from laid_out(whole.text)
    yield from carried(text)


def _as_it_stands(text: str) -> Passage:
    plain = _without_digests(as_read(text))
    return Passage("text", plain, in_lines(plain))


def _without_digests(text: str) -> str:
    """A text with each digest of a file in it as letters: one in ten of its runs of digits is a number by chance."""
    return _DIGEST.sub(lambda digest: "x" * len(digest[0]), text)


def laid_out(plain: str) -> Iterator[Part]:
    """The columns of tables that a text lays out with signs and spaces."""
    columns = columns_in(plain)
    if columns:
        yield Passage("column", "\n\n".join("\n".join(column) for column in columns))


def script_parts(text: str) -> Iterator[Part]:
    """A script as it stands, and what it draws."""
    yield from text_parts(text)
    yield from _sizes(Sizes.script, text)


def postscript_parts(text: str) -> Iterator[Part]:
    """PostScript as it stands, with the sizes that it draws; what its program comes to is not read."""
    yield Unread("PostScript, a program that draws, read as plain text only")
    yield from text_parts(text)
    yield from _sizes(Sizes.operators, text)


def old_table_parts(text: str) -> Iterator[Part]:
    """A table in a form of which only the text is read, and not where its cells stand."""
    yield Unread("a table of an old kind, read as plain text only")
    yield from text_parts(text)


def plotter_parts(text: str) -> Iterator[Part]:
    """A drawing for a plotter or a machine as it stands; the sizes that it draws are not read."""
    yield Unread("a drawing for a plotter, read as plain text only")
    yield from text_parts(text)


def calendar_parts(text: str) -> Iterator[Part]:
    """A calendar or a card of addresses, its lines put together."""
    yield from text_parts(unfolded(text))


def _sizes(note: Callable[[Sizes, str], None], text: str) -> Iterator[Part]:
    sizes = Sizes()
    note(sizes, text)
    yield from sizes.given()


def rtf_parts(text: str) -> Iterator[Part]:
    """Rich text as it stands; what its commands put in it is not read."""
    yield Unread("rich text, read as plain text only")
    yield from text_parts(text)
    yield from laid_out(as_read(_CONTROL.sub(" ", text.replace("\\row", "\n").replace("\\cell", "\t"))))


def css_parts(text: str) -> Iterator[Part]:
    """A style sheet with its escapes undone."""
    plain = css_read(text)
    if overrides(text):
        yield Unread("a style sheet that sets letters the other way round")
    yield Passage("style", plain, in_lines(plain))
    yield from _sizes(Sizes.style, plain)
    yield from carried(text)


def carried(text: str) -> Iterator[Part]:
    """The files that a text carries as data: addresses or as base64, and what it says of those it cannot decode."""
    where = in_lines(text)
    taken: list[range] = []
    for at, kind, content in data_uris(text):
        place = f"{where(at)}, data address"
        if content is None:
            yield Unread("a data address that is damaged", place)
        else:
            taken.append(range(at, at + 2 * len(content)))
            yield Nested(f"data{_MEDIA.get(kind.lower(), '')}", content, place)
    for each in encoded_texts(text):
        if any(each.at in span for span in taken):
            continue
        place = f"{where(each.at)}, {each.name}"
        if each.content is None:
            yield Unread("text with long data in it that is no file the audit knows", place)
        else:
            yield Nested(each.name, each.content, place)


def csv_parts(text: str) -> Iterator[Part]:
    """A CSV by its rows and by its columns."""
    try:
        rows = _rows_of(text)
    except csv.Error as error:
        yield Unread(f"read as plain text only: {error}")
        yield from text_parts(text)
        return
    rows = [[*map(as_read, cells)] for cells in rows]
    lines = ("".join(f"{cell} | " for cell in cells) for cells in rows)
    yield Passage("rows", "".join(f"{line}\n" for line in lines), partial(_in_rows, rows))
    width = min(max(map(len, rows), default=0), _COLUMNS)
    columns = ("".join(f"{cells[at]}\n" for cells in rows if len(cells) > at) for at in range(width))
    text = "".join(f"{column}\n" for column in columns)
    yield Passage("column", text, partial(_in_column, rows), strides=STRIDES_OF_VALUES)
    yield Table(rows)
    yield from carried(text)


def _rows_of(text: str) -> list[list[str]]:
    """The rows of a CSV, divided by the sign that its first line has most; raises csv.Error."""
    start = text.lstrip().split("\n", 1)[0]
    return [*csv.reader(text.splitlines(), delimiter=max(",;\t|", key=start.count))]


def _in_rows(rows: Sequence[Sequence[str]], offset: int) -> str:
    """The cell of an offset in the text of a table row by row, worked out only when asked: few places ever are."""
    end = 0
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells, 1):
            end += len(cell) + len(" | ")
            if offset < end:
                return f"row {row}, column {column}"
        end += 1
    return ""


def _in_column(rows: Sequence[Sequence[str]], offset: int) -> str:
    """The same of a text column by column."""
    end = 0
    for column in range(max(map(len, rows), default=0)):
        for row, cells in enumerate(rows, 1):
            if len(cells) > column:
                end += len(cells[column]) + 1
                if offset < end:
                    return f"row {row}, column {column + 1}"
        end += 1
    return ""


def json_parts(text: str, channel: str = "JSON") -> Iterator[Part]:
    """A JSON document as it stands, and the values under each key together."""
    faults, held = _loaded(text)
    yield from faults
    if not held:
        yield from text_parts(text) if channel == "JSON" else ()
        return
    if channel == "JSON":
        yield _as_it_stands(text)
        yield from carried(text)
    groups: dict[str, Pieces] = {}
    columns: _Columns = {}
    for path, key, value in _values_in(*held):
        if isinstance(value, dict):
            yield from _typed(value)
        else:
            shown = _shown(value)
            groups.setdefault(path, Pieces()).add(f"{shown}\n", partial(_value, path))
            columns.setdefault((path, key), [[key]]).append([shown])
    for group in groups.values():
        yield group.passage(f"{channel} values", strides=STRIDES_OF_VALUES)
        yield from laid_out(group.text()) if len(group.texts) < _FEW_LINES else ()
    yield from _by_key(columns)
    yield from _as_tables(columns)


def json_tables(text: str) -> Iterator[Part]:
    """The values of a JSON document as tables, a key each, and the files that it carries."""
    yield from tables_of_json(text)
    yield from carried(text)


def tables_of_json(text: str) -> Iterator[Part]:
    """The values of JSON as tables, a key each."""
    faults, held = _loaded(text)
    yield from faults
    columns: _Columns = {}
    for path, key, value in (each for content in held for each in _values_in(content)):
        if not isinstance(value, dict):
            columns.setdefault((path, key), [[key]]).append([_shown(value)])
    yield from _as_tables(columns)


def _loaded(text: str) -> tuple[list[Part], list[object]]:
    """What is to be said of a JSON document, and what it holds, which is one thing, or none where it is damaged."""
    try:
        return [], [json.loads(text)]
    except RecursionError:
        return [Unread("JSON nested too deep to read")], []
    except ValueError:
        return [], []


def _values_in(content: object) -> Iterator[tuple[str, str, object]]:
    """The numbers and texts of a JSON document and its objects, in order, each with its path and its key."""
    waiting: list[tuple[str, str, object]] = [("", "", content)]
    while waiting:
        path, key, value = waiting.pop()
        if isinstance(value, dict):
            yield path, key, value
            waiting += reversed([(f"{path}/{_key(own)}", own, each) for own, each in value.items()])
        elif isinstance(value, list):
            rows = [each for each in value if isinstance(each, list)]
            if len(rows) > 1:
                waiting += reversed([(f"{path}/{at}", "", each) for row in rows for at, each in enumerate(row)])
            waiting += reversed([(path, key, each) for each in value])
        elif value is not None and not isinstance(value, bool):
            yield path, key, value


def _shown(value: object) -> str:
    """A number or a text of a JSON document as its reader sees it."""
    shown = as_read(_TAG.sub("", value) if isinstance(value, str) else str(value))
    return _without_digests(shown) if len(shown) >= _DIGEST_LENGTH and " " not in shown else shown


def _as_tables(columns: _Columns) -> Iterator[Part]:
    for (path, _), column in columns.items():
        yield Table(column, _value(path), of_a_page=True)


def _by_key(columns: _Columns) -> Iterator[Part]:
    """The values of each key that stands in several places, as that of records which stand under names of their own."""
    keys: dict[str, list[str]] = {}
    for (_, key), column in columns.items():
        keys.setdefault(key, []).extend(f"{cell}\n" for [cell] in column[1:])
    alone = Counter(key for _, key in columns)
    texts = ("".join(values) for key, values in keys.items() if alone[key] > 1)
    found = "\n".join(text for text in texts if _DIGIT.search(text))
    if found:
        yield Passage("JSON values by key", found)


def _typed(value: Mapping[str, object]) -> Iterator[Part]:
    """The numbers of an array that is written as base64 with its type beside it, as libraries of charts do."""
    kind = value.get("dtype") or value.get("type")
    for key in ("bdata", "data", "value", "values", "buffer"):
        data = value.get(key)
        if isinstance(kind, str) and isinstance(data, str):
            numbers = numbers_of(data, kind)
            if numbers:
                yield Passage("typed array", "\n".join(numbers))


def _key(key: str) -> str:
    """A key as a path shows it; one with digits or spaces may itself be what must not be shown."""
    return key if key.isascii() and key.replace("_", "").replace("-", "").isalpha() else "*"


def _value(path: str) -> str:
    return f"the values at {path or '/'}"


def streamed(source: Source, kind: str, encoding: str, budget: Budget) -> Iterator[Part]:
    """A large text in pieces that overlap, each as it stands, so that memory stays bounded."""
    limits = budget.limits
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    kept, line, damaged = "", 1, False
    strides: tuple[int, ...] = (1, 2, 3)
    with source.open() as file:
        while content := file.read(limits.chunk):
            budget.check()
            fresh = decoder.decode(content)
            damaged = damaged or "\ufffd" in fresh or STRANGE.search(fresh) is not None
            text = kept + STRANGE.sub("", fresh)
            plain = as_read(_TAG.sub(" ", text) if kind in ("html", "xml", "svg") else text)
            if line == 1 and kind == "csv":
                width = max(plain.split("\n", 1)[0].count(mark) for mark in ",;\t") + 1
                strides = tuple(range(1, max(4, min(width, _STRIDES) + 1)))
            yield Passage("text, in pieces", plain, partial(_from_line, line, in_lines(plain)), strides=strides)
            if kind == "csv":
                with contextlib.suppress(csv.Error):  # what is no CSV is read as text all the same
                    yield Table(_rows_of(text))
            if kind in ("html", "xml", "svg"):
                yield Passage("attributes and comments, in pieces", *_in_tags(text, line))
            yield from carried(text)
            kept = text[-limits.overlap :]
            line += text.count("\n", 0, len(text) - len(kept))
    if damaged:
        raise UnreadableError("text that is not UTF-8, or has bytes in it that are none")


def _in_tags(text: str, first: int) -> tuple[str, Place]:
    """What stands between the brackets of markup, but for its geometry; and the places of it."""
    inside = as_read("\n".join(_TAG.findall(_GEOMETRY.sub(" ", text))))
    return inside, lambda _: f"from line {first} on"


def _from_line(first: int, place: Place, offset: int) -> str:
    line, _, column = place(offset).removeprefix("line ").partition(",")
    return f"line {int(line) + first - 1},{column}"
