"""The renderer as the build sees it: a process with an empty environment that is asked to render stages."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import assess
from redaction.diagnostics.errors import AssessError


@dataclass(frozen=True)
class Rendered:
    """How rendering a stage ended, what the renderer warned of, and what it could do, for want of confinement."""

    stage: Path
    ended: bool
    lines: tuple[str, ...]
    could: tuple[str, ...] = ()


@dataclass(frozen=True)
class Renderer:
    """A running renderer."""

    process: subprocess.Popen[str]

    def ask(self, stage: Path) -> None:
        """Ask for a stage to be rendered."""
        assert self.process.stdin is not None  # noqa: S101  # opened as a pipe below
        try:
            self.process.stdin.write(f"{stage}\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise AssessError("The renderer stopped before it could render") from None

    def answers(self, count: int) -> Iterator[Rendered]:
        """The next answers, in the order in which rendering ends."""
        assert self.process.stdout is not None  # noqa: S101  # opened as a pipe below
        for _ in range(count):
            line = self.process.stdout.readline()
            if not line:
                raise AssessError("The renderer stopped before it had rendered every edition")
            answer = json.loads(line)
            yield Rendered(
                Path(answer["stage"]), answer["ended"], tuple(answer["lines"]), tuple(answer.get("could", ()))
            )


@contextlib.contextmanager
def renderer(signed: int) -> Iterator[Renderer]:
    """Start a renderer whose clock is the day the assessment was signed (seconds since 1970); end it after."""
    with apart("assess.render.worker", signed) as process:
        yield Renderer(process)


@contextlib.contextmanager
def apart(module: str, signed: int) -> Iterator[subprocess.Popen[str]]:
    """Run a module of ours in a process that takes requests on its standard input; end it after, and all it started.

    Its environment holds nothing of the caller's, and no place where programs are found: rendering runs none.
    """
    environment = {
        "PATH": "/nonexistent",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": str(signed),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(Path(assess.__path__[0]).parent),
    }
    process = subprocess.Popen(  # noqa: S603  # our own interpreter and modules
        [sys.executable, "-s", "-P", "-m", module],
        env=environment,
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
