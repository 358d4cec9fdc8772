"""What a build is doing, for a person at a terminal; nothing in a pipe."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TextIO


@dataclass(frozen=True)
class Progress:
    """A place to say what is happening."""

    stream: TextIO

    def say(self, what: str) -> None:
        """One line, if somebody is there to read it."""
        if self.stream.isatty():
            print(what, file=self.stream, flush=True)


def to_terminal() -> Progress:
    """Progress on standard error."""
    return Progress(sys.stderr)
