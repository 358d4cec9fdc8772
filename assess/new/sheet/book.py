"""A sheet of a workbook of any kind: its title, and how its cells are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assess.new.sheet.cells import SheetCells


class EncryptedError(ValueError):
    """A workbook that opens with a password alone."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, whether Excel shows it, whether anything is in it; `read` gives its cells."""

    title: str
    is_hidden: bool
    is_empty: bool
    read: Callable[[], SheetCells]
