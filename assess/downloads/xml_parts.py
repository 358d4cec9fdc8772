"""The XML of office documents from the templates beside this module, every value escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from macros.html.templating import template

_FOLDER = Path(__file__).with_name("templates")


def part(name: str, /, **values: Any) -> bytes:
    """A template filled in."""
    return template(_FOLDER, name).render(**values).encode()
