"""Writing a correction down: in the file of the readers who may see what was wrong, after what stands there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from redaction.corrections import Corrected

_FIRST = "corrections: # what was published and was wrong; readers see it on its pages and in one list\n"


@dataclass(frozen=True)
class Said:
    """What a person says of a correction: its day, what was wrong, and how much that matters."""

    day: str
    wrong: str
    matters: str


def with_correction(text: str, said: Said, pages: Sequence[str], changes: Iterable[Corrected]) -> str:
    """The text of a file of corrections, none of whose lines change, with one more at its end."""
    lines = [
        f"  - date: {said.day}",
        f"    pages: [{', '.join(map(_scalar, pages))}]",
        f"    wrong: {_scalar(said.wrong)}",
        f"    matters: {_scalar(said.matters)}",
    ]
    listed = [*changes]
    lines += ["    changes:"] if listed else []
    for each in listed:
        told = {"of": each.of, "was": each.was, "now": each.now, "cells": " ".join(each.cells)}
        lines.append(f"      - {{{', '.join(f'{key}: {_scalar(value)}' for key, value in told.items() if value)}}}")
    return (text.rstrip("\n") + "\n" if text.strip() else _FIRST) + "\n".join([*lines, ""])


def _scalar(text: str) -> str:
    """A text as YAML, in quotation marks."""
    return json.dumps(text, ensure_ascii=False)
