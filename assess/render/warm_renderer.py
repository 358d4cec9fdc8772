"""A warm renderer as the preview sees it: the process of one edition, asked again and again."""

from __future__ import annotations

import contextlib
import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assess.render.renderer import apart
from redaction.diagnostics.errors import AssessError


@dataclass(frozen=True)
class Page:
    """A page that was rendered: its path under docs/, and its file in the site."""

    path: str
    file: str


@dataclass(frozen=True)
class Ended:
    """How a request ended: the file in the site of every page, and what was warned of, by page or under no name."""

    well: bool
    lines: tuple[str, ...]
    files: Mapping[str, str]
    warnings: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class WarmRenderer:
    """The running renderer of one edition."""

    process: subprocess.Popen[str]

    def whole(self, stage: Path) -> Iterator[Page | Ended]:
        """Render a stage from its beginning."""
        return self._asked(stage=str(stage))

    def again(self, changed: Sequence[str], *, everywhere: bool) -> Iterator[Page | Ended]:
        """Render what comes out otherwise since some pages of the stage changed, or what all macros know."""
        return self._asked(changed=list(changed), everywhere=everywhere)

    def _asked(self, **request: object) -> Iterator[Page | Ended]:
        _write(self.process, json.dumps(request))
        assert self.process.stdout is not None  # noqa: S101  # opened as a pipe
        last: dict[str, Any] = {"files": {}, "warnings": {}}
        while line := self.process.stdout.readline():
            answer = json.loads(line)
            if "page" in answer:
                yield Page(answer["page"], answer["file"])
            elif "ended" in answer:
                yield Ended(answer["ended"], tuple(answer["lines"]), last["files"], last["warnings"])
                return
            else:
                last = answer
        raise AssessError("A renderer of the preview stopped. Start the preview again")


@contextlib.contextmanager
def warm_renderer(folder: Path, signed: int) -> Iterator[WarmRenderer]:
    """Start the renderer of an edition, confined to a folder of its own; end it after."""
    with apart("assess.render.warm_worker", signed) as process:
        _write(process, str(folder))
        yield WarmRenderer(process)


def _write(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin is not None  # noqa: S101  # opened as a pipe
    try:
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
    except BrokenPipeError:
        raise AssessError("A renderer of the preview stopped. Start the preview again") from None
