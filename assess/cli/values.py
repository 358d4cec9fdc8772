"""The kinds of values that options take: each says what was found and what was expected."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import click


class Expected(click.ParamType[Any]):
    """A kind of value: what reads it from a text, raising ValueError, and what is expected in words."""

    def __init__(self, name: str, expected: str, read: Callable[[str], Any]) -> None:
        self.name, self.expected, self.read = name, expected, read

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value; fails with what was found and what was expected."""
        try:
            return self.read(value)
        except ValueError:
            self.fail(f'found "{value}", expected {self.expected}.', param, ctx)


def _digest(text: str) -> str:
    if not re.fullmatch("[0-9a-fA-F]{40}([0-9a-fA-F]{24})?", text):
        raise ValueError
    return text


def _port(text: str) -> int:
    if int(text) not in range(65536):
        raise ValueError
    return int(text)


DAY = Expected("day", "a day such as 2026-12-24", dt.date.fromisoformat)
DIGEST = Expected("digest", "all 40 or 64 digits of it", _digest)
PORT = Expected("port", "a number from 0 to 65535", _port)
