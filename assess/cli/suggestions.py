"""A command line that answers a misspelt command or option with the nearest right one."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import NoReturn

from redaction.diagnostics.suggestions import nearest

_WRONG = re.compile(r"invalid choice: '(?P<choice>[^']*)'|unrecognized arguments: (?P<option>-\S+)")


class Parser(argparse.ArgumentParser):
    """A parser whose errors name what was probably meant."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong, and end with exit code 2."""
        wrong = _WRONG.search(message)
        close = nearest(wrong["choice"] or wrong["option"], _words_of(self)) if wrong else None
        super().error(f"{message}. Did you mean {close}?" if close else message)


def _words_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Every option of a parser, and every command with its options."""
    for action in parser._actions:  # noqa: SLF001  # argparse lists them nowhere else
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001  # as above
            for name, inner in action.choices.items():
                yield name
                yield from _words_of(inner)
