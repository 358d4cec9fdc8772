"""Every text that somebody typed and that readers see: of pages, the settings, the glossary and the open data."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from macros.pages.page import PageFile
from redaction.data.dataset import LABEL, Dataset
from redaction.diagnostics.yaml_document import Path as KeyPath
from redaction.diagnostics.yaml_document import Value, YamlDocument

_AREA_CODE = re.compile(r"[EWSNJKLM]\d{8}")  # of the Government Statistical Service
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-]\d{2})?")
CHECKED = ("en",)  # the languages whose words are checked: of others only numbers, links and calls are
SETTINGS = ("site_name", "site_description", "copyright", "nav", "extra")
GLOSSARY = ("markdown_extensions",)
_NO_TEXT = frozenset(
    ["page", "assess", "release", "signed", "year", "edition", "number", "redirects", "contact", "made_for"]
)
_KEYS_ARE_TEXT = (("nav",), ("markdown_extensions",))


@dataclass(frozen=True)
class Text:
    """A text, its file, and its first line there; in a CSV file that is its row, as Excel counts them."""

    file: str
    text: str
    line: int


def texts(
    settings: YamlDocument,
    glossary: YamlDocument,
    pages: Iterable[PageFile],
    data: Iterable[tuple[YamlDocument, Dataset]],
    quoted: Collection[str],
) -> Iterator[Text]:
    """All of them; `data` is the open data, and `quoted` the columns, as DATASET/COLUMN, that are left out."""
    for page in pages:
        yield from (Text(page.name, text, line) for text, line in page.texts)
    yield from texts_under(settings, SETTINGS)
    yield from texts_under(glossary, GLOSSARY)
    for descriptor, dataset in data:
        yield from texts_of_descriptor(descriptor)
        yield from _texts_of_cells(f"{descriptor.file.removesuffix('.yaml')}.csv", dataset, quoted)


def texts_of_descriptor(document: YamlDocument) -> Iterator[Text]:
    """Its title, headline, place, period, its notes, and the titles and units of its columns; any may be missing."""
    paths: list[KeyPath] = [(key,) for key in ("title", "headline", "place", "period", "awaiting")]
    paths += [("columns", name, key) for name in _keys(document, "columns") for key in ("title", "unit")]
    paths += [("derived", name, "title") for name in _keys(document, "derived")]
    paths += [("notes", place) for place in _keys(document, "notes")]
    paths += [("sums", place, "note") for place in _keys(document, "sums")]
    for path in paths:
        text: Any = document.content
        for step in path:
            if isinstance(text, dict):
                text = text.get(step, "")
            else:
                text = text[step] if isinstance(text, list) and isinstance(step, int) else ""
        if text and isinstance(text, str):
            yield Text(document.file, text, document.line(path))


def texts_of_answers(document: YamlDocument) -> Iterator[Text]:
    """The titles and sentences of the answers that the search gives; its words and its addresses are no text."""
    answers: Any = document.content.get("answers", [])
    for number, answer in enumerate(answers):
        for key in ("title", "says"):
            yield Text(document.file, answer[key], document.line(("answers", number, key)))


def _keys(document: YamlDocument, key: str) -> Iterable[Any]:
    """The keys of a table, or the places of a list."""
    value = document.content.get(key)
    return value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()


def _texts_of_cells(file: str, dataset: Dataset, quoted: Collection[str]) -> Iterator[Text]:
    """Its cells of text, but for labels and codes: those name its rows, as the data does."""
    columns = [each.name for each in dataset.descriptor.columns if not each.is_numeric and each.name != LABEL]
    read = [name for name in columns if f"{dataset.id}/{name}" not in quoted and not _are_codes(dataset, name)]
    for line, row in enumerate(dataset.rows, start=2):
        yield from (Text(file, row.cells[name].text, line) for name in read)


def _are_codes(dataset: Dataset, column: str) -> bool:
    """Whether a column holds codes of areas, digits with zeros at the front, or years, and nothing else."""
    cells = {row.cells[column].text for row in dataset.rows}
    if all(_AREA_CODE.fullmatch(cell) for cell in cells) or all(_YEAR.fullmatch(cell) for cell in cells):
        return True
    padded = any(cell.startswith("0") and len(cell) > 1 for cell in cells)
    return padded and all(map(str.isdecimal, cells)) and len({*map(len, cells)}) == 1


def texts_under(document: YamlDocument, keys: Iterable[str]) -> Iterator[Text]:
    """Every text under some keys of the settings or the glossary."""

    def texts_in(value: Value, path: KeyPath) -> Iterator[Text]:
        if isinstance(value, str):
            if not value.endswith(".md") and path[:1] != ("nav",):  # there a value is a page or an address
                yield Text(document.file, value, document.line(path))
        elif isinstance(value, list):
            for index, each in enumerate(value):
                yield from texts_in(each, (*path, index))
        else:
            for key, each in value.items():
                if path[:1] in _KEYS_ARE_TEXT:
                    yield Text(document.file, key, document.line((*path, key)))
                if key not in _NO_TEXT or path[:1] == ("nav",):
                    yield from texts_in(each, (*path, key))

    for key in keys:
        if key in document.content:
            yield from texts_in(document.content[key], (key,))
