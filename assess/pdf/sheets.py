"""What came of laying a document out: its sheets, and what is on which of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Self


@dataclass(frozen=True)
class Sheets:
    """A document on sheets, which are numbered from one.

    `numbers` has the sheet of each bound number by its mark, `places` that of each part with an id. Something reaches
    `beyond` the margins of some sheets, a table is `continued` at the head of some, and some are `landscape`.
    """

    count: int
    numbers: Mapping[str, int]
    places: Mapping[str, int]
    beyond: Sequence[int]
    continued: Sequence[int]
    landscape: Sequence[int]

    def written(self) -> str:
        """As a line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, content: bytes) -> Self:
        """What was written."""
        return cls(**json.loads(content))
