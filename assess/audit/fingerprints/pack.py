"""A restricted pack read anew, by nothing but csv and YAML: its tables, its words, and the names it declares."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from assess.audit.fingerprints.declared import IGNORED, SENSITIVE, decoded, names_for, read_yaml

_CELL = re.compile(
    r"^\s*[-+\u2212]?[\u00a3$\u20ac]?\s*(\d[\d,'\u2019\u00a0\u2007\u2009\u202f ]*(?:\.\d+)?|\.\d+)"
    r"\s*%?\s*(?:\[\w+\])?\s*$"
)
_MACRO = re.compile(r"{[{%].*?[}%]}", re.DOTALL)
_TEXTS = (".csv", ".md", ".yaml", ".yml", ".txt", ".json", "")

Cell = Decimal | None


@dataclass(frozen=True)
class Table:
    """A CSV: the labels of its rows and columns, its numbers, None where a cell is not one, and what it is called."""

    source: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    title: str = ""

    def column(self, index: int) -> tuple[Cell, ...]:
        """The numbers of one column, from the top."""
        return tuple(row[index] for row in self.cells)


@dataclass(frozen=True)
class Folder:
    """What lies in some folders of a pack: tables, texts by the file they stand in, names, and files not understood."""

    tables: tuple[Table, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


def read_folder(folder: Path) -> Folder:
    """One audience's folder of a pack, or a folder of open data."""
    tables: list[Table] = []
    texts: dict[str, str] = {}
    unread: list[str] = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name.startswith(IGNORED):
            continue
        origin = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        text = _MACRO.sub(" . ", decoded(path.read_bytes()))
        if path.suffix == ".csv":
            rows = rows_of(text)
            tables += (
                replace(table_of(origin, said.of(rows), said.columns), title=said.title)
                for said in _descriptions(path.with_suffix(".yaml"))
            )
            text = apart(rows)
        elif path.suffix not in _TEXTS:
            unread.append(origin)
        texts[origin] = text
    return Folder(tuple(tables), texts, names_for(folder.parent, folder.name), tuple(unread))


def digest(folder: Path) -> str:
    """What a folder or file holds, in a word: while it stays the same, so do its fingerprints."""
    found = hashlib.sha256()
    for path in (folder.parent / SENSITIVE, folder, *sorted(folder.rglob("*"))):
        if path.is_file() and "__pycache__" not in path.parts:
            content = path.read_bytes()
            found.update(f"{path}\0{len(content)}\0".encode())
            found.update(content)
    return found.hexdigest()


def rows_of(text: str) -> list[list[str]]:
    """The rows of a CSV, whichever delimiter it uses."""
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    return list(csv.reader(text.splitlines(), delimiter=delimiter))


def apart(rows: Iterable[Iterable[str]]) -> str:
    """Rows as text with the cells set apart, so that neighbours are not read as one number or one sentence."""
    return "\n".join(" . ".join(row) for row in rows)


def table_of(source: str, rows: list[list[str]], titles: Mapping[str, str]) -> Table:
    """A table of the numbers in some rows, the first of which names the columns; `titles` are better names."""
    head = rows[0] if rows else []
    cells = [[_number(cell) for cell in row] for row in rows[1:]]
    labels = [at for at, name in enumerate(head) if name.strip() in ("id", "label")]
    numeric = [
        at
        for at in range(len(head))
        if at not in labels and any(at < len(row) and row[at] is not None for row in cells)
    ]
    named = next((at for at in range(len(head)) if at not in numeric and head[at].strip() != "id"), 0)
    return Table(
        source,
        tuple(row[named].strip() if named < len(row) else "" for row in rows[1:]),
        tuple(titles.get(head[at].strip(), head[at].strip()) for at in numeric),
        tuple(tuple(row[at] if at < len(row) else None for at in numeric) for row in cells),
    )


def _number(cell: str) -> Cell:
    match = _CELL.match(cell)
    return Decimal(re.sub(r"[^\d.]", "", match[1])) if match else None


@dataclass(frozen=True)
class _Description:
    """What a descriptor calls a table in one language: its title, its columns by name, and the labels of rows by id."""

    title: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)

    def of(self, rows: list[list[str]]) -> list[list[str]]:
        """The rows of a CSV with their labels in this language."""
        head = [name.strip() for name in rows[0]] if self.rows and rows else []
        if not {"id", "label"} <= set(head):
            return rows
        at, label = head.index("id"), head.index("label")
        return [
            [*row[:label], self.rows.get(row[at].strip(), row[label]), *row[label + 1 :]]
            if len(row) > max(at, label)
            else row
            for row in rows
        ]


def _descriptions(descriptor: Path) -> list[_Description]:
    """What a table is called in each language, that of the site first, where its descriptor can be understood."""
    try:
        content = read_yaml(descriptor)
        own = _Description(str(content.get("title", "")), _titles(content["columns"]))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, LookupError, TypeError, AttributeError):
        return [_Description()]
    try:
        others = [_in_another(words, own) for words in content.get("languages", {}).values()]
    except (LookupError, TypeError, AttributeError):
        others = []
    return [own, *others]


def _in_another(words: Mapping[str, Any], own: _Description) -> _Description:
    labels = {
        name: said.get("label") if isinstance(said, dict) else said for name, said in words.get("rows", {}).items()
    }
    return _Description(
        str(words.get("title", own.title)),
        {**own.columns, **_titles(words.get("columns", {}))},
        {str(name): str(label) for name, label in labels.items() if label},
    )


def _titles(columns: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    return {str(name): str(entry["title"]) for name, entry in columns.items() if "title" in entry}
