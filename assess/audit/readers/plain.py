"""Plain text, CSV, JSON and style sheets, and any text too large to hold."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterator
from functools import partial

from assess.audit.readers.source import Source
from assess.audit.text.decoding import as_read, css_read, data_uris, encoded_texts
from assess.audit.text.limits import Budget, UnreadableError
from assess.audit.text.passages import Nested, Part, Passage, Pieces, Place, Unread, in_columns, in_lines

_GEOMETRY = re.compile(r"""\s(?:d|transform|points|viewBox|[xyr]\d?|width|height|cx|cy)=(?:"[^"]*"|'[^']*')""")
_DIGEST = re.compile(r"(?<![^\W_])(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{16,}(?![^\W_])")  # its digits are no numbers
_TAG = re.compile(r"<[^<>]*>")
_COLUMNS = 1000
_STRIDES = 60  # in a large text, the most columns that are looked at by themselves
STRANGE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]|\x1b(?=\$)")  # the last begins letters of two bytes (ISO 2022)
_MEDIA = {"text/html": ".html", "image/svg+xml": ".svg", "application/json": ".json", "text/css": ".css"}


def source_passage(text: str, place: Place) -> Passage:
    """A piece of the source of markup, but for the numbers of its geometry."""
    return Passage("source", as_read(_GEOMETRY.sub(" ", text)), place, ordered=False)


def text_parts(text: str) -> Iterator[Part]:
    """A text, line by line as it stands, and the files it carries encoded."""
    plain = _DIGEST.sub(lambda digest: "x" * len(digest[0]), as_read(text))
    yield Passage("text", plain, in_lines(plain))
    yield from carried(text)


def rtf_parts(text: str) -> Iterator[Part]:
    """Rich text as it stands; what its commands put in it is not read."""
    yield Unread("rich text, read as plain text only")
    yield from text_parts(text)


def css_parts(text: str) -> Iterator[Part]:
    """A style sheet with its escapes undone."""
    plain = css_read(text)
    yield Passage("style", plain, in_lines(plain))
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
    for at, content in encoded_texts(text):
        if not any(at in span for span in taken):
            yield Nested("base64", content, f"{where(at)}, base64")


def csv_parts(text: str) -> Iterator[Part]:
    """A CSV by its rows and by its columns."""
    start = text.lstrip().split("\n", 1)[0]
    rows: list[list[str]] = []
    try:
        rows += csv.reader(text.splitlines(), delimiter=max(",;\t|", key=start.count))
    except csv.Error as error:
        yield Unread(f"read as plain text only: {error}")
        yield from text_parts(text)
        return
    places = [
        [(as_read(cell), partial(_cell, row, at)) for at, cell in enumerate(cells)] for row, cells in enumerate(rows)
    ]
    lines = Pieces()
    for cells in places:
        for cell, place in cells:
            lines.add(f"{cell} | ", place)
        lines.add("\n")
    yield lines.passage("rows")
    yield in_columns(places, _COLUMNS).passage("column")
    yield from carried(text)


def _cell(row: int, column: int) -> str:
    return f"row {row + 1}, column {column + 1}"


def json_parts(text: str, channel: str = "JSON") -> Iterator[Part]:
    """A JSON document as it stands, and the values under each key together."""
    yield from text_parts(text) if channel == "JSON" else ()
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        if isinstance(error, RecursionError):
            yield Unread("JSON nested too deep to read")
        return
    groups: dict[str, Pieces] = {}
    waiting: list[tuple[str, object]] = [("", content)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += reversed([(f"{path}/{_key(key)}", each) for key, each in value.items()])
        elif isinstance(value, list):
            waiting += reversed([(path, each) for each in value])
        elif value is not None and not isinstance(value, bool):
            shown = _TAG.sub("", value) if isinstance(value, str) else str(value)
            groups.setdefault(path, Pieces()).add(f"{as_read(shown)}\n", partial(_value, path))
    for group in groups.values():
        yield group.passage(f"{channel} values")


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
