"""Corrections: what was published and was wrong, in the file `corrections.yml` of the folder of an audience."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import voluptuous as vol

from redaction.diagnostics.errors import Problem
from redaction.diagnostics.schema import faults, list_of, mapping_of, optional, text
from redaction.diagnostics.yaml_document import YamlDocument

FILE = "corrections.yml"
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_CELL = re.compile(r"[^\s/]+/[^\s/]+/[^\s/]+")


@dataclass(frozen=True)
class Corrected:
    """A number or a sentence: what it was, what it is now, and the cells it came from, none for words alone.

    `of` says in words which number it is.
    """

    was: str
    now: str
    cells: tuple[str, ...] = ()
    of: str = ""


@dataclass(frozen=True)
class Correction:
    """A correction: its day (ISO 8601), the pages under docs/ it is on, what was wrong, and how much that matters."""

    id: str
    audience: str
    day: str
    pages: tuple[str, ...]
    wrong: str
    matters: str
    changes: tuple[Corrected, ...]


def _day(value: Any) -> str:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise vol.Invalid("a day such as 2023-09-04")
    return value


def _words(value: Any) -> str:
    """A text for readers, which no template may take for its own."""
    said = text(value)
    if "{{" in said or "{%" in said:
        raise vol.Invalid("words without {{ or {%")
    return said


def _cells(value: Any) -> str:
    if not isinstance(value, str) or not all(map(_CELL.fullmatch, value.split())):
        raise vol.Invalid("cells such as DATASET/ROW/COLUMN, with spaces between them")
    return value


_CHANGE = mapping_of({optional("of"): _words, "was": _words, "now": _words, optional("cells"): _cells})
SHAPE = mapping_of(
    {
        "corrections": list_of(
            mapping_of(
                {
                    "date": _day,
                    "pages": list_of(text),
                    "wrong": _words,
                    "matters": _words,
                    optional("changes"): list_of(_CHANGE),
                }
            )
        )
    }
)


def parse_corrections(
    document: YamlDocument, audience: str, *, is_open: bool
) -> tuple[tuple[Correction, ...], list[Problem]]:
    """The corrections of a folder, and what is wrong with their file; where something is, there are none."""
    problems = faults(document, SHAPE)
    if problems:
        return (), problems
    written: Any = document.content["corrections"]
    found: list[Correction] = []
    for each in written:
        number = sum(one.day == each["date"] for one in found) + 1
        name = f"{each['date']}-{number}" if is_open else f"{each['date']}-{audience}-{number}"
        changes = tuple(_corrected(change) for change in each.get("changes", ()))
        words = (each["wrong"].strip(), each["matters"].strip())
        found.append(Correction(name, audience, each["date"], tuple(each["pages"]), *words, changes))
    return tuple(found), []


def _corrected(change: Mapping[str, str]) -> Corrected:
    cells, of = tuple(change.get("cells", "").split()), change.get("of", "").strip()
    return Corrected(change["was"].strip(), change["now"].strip(), cells, of)
