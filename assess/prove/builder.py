"""The process that trials are forked from: the program is loaded in it, and nothing of a project or a pack was read.

Each line on standard input asks for one build, and each on standard output is the exit code of one. A build is a fork
of its own: nothing that it reads is there for the next.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import pkgutil
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import assess
from assess.audit.open_text import words_of_program
from assess.pictures import outlined
from redaction.diagnostics.errors import AssessError

_LIMIT = 600
_COMMAND = ("assess.cli.main:main", "assess.cli.build:build")  # what is above this part, by name


@dataclass(frozen=True)
class Builder:
    """Such a process, for one build after another."""

    process: subprocess.Popen[str]

    def build(self, project: Path, pack: Path, said: Path, editions: Sequence[str]) -> int:
        """Run `assess build` in a project beside a pack: its exit code; what it prints and says goes into a file.

        Raises AssessError where it takes too long or is stopped.
        """
        assert self.process.stdin is not None and self.process.stdout is not None  # noqa: S101, PT018  # pipes
        self.process.stdin.write(json.dumps([str(project), str(pack), str(said), *editions]) + "\n")
        self.process.stdin.flush()
        if not select.select([self.process.stdout], [], [], _LIMIT)[0]:
            raise AssessError(f"A build took longer than {_LIMIT} seconds, and was stopped")
        answer = self.process.stdout.readline()
        if not answer:
            raise AssessError("A build of the proof was stopped before it was done")
        return int(answer)


@contextlib.contextmanager
def builder() -> Iterator[Builder]:
    """Start a builder with the code that runs now; end it after, and all that it started."""
    code = str(Path(assess.__path__[0]).parent)
    process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
        [sys.executable, "-P", "-m", __name__],
        env={key: value for key, value in os.environ.items() if not key.startswith("ASSESS_")} | {"PYTHONPATH": code},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield Builder(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def serve() -> None:
    """Build what is asked for until standard input ends."""
    for name in _COMMAND:
        pkgutil.resolve_name(name)
    words_of_program()
    outlined.load()
    gc.freeze()
    while line := sys.stdin.readline():
        pid = os.fork()
        if not pid:
            _build(*json.loads(line))
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _build(project: str, pack: str, said: str, *editions: str) -> NoReturn:
    """Be the command, with what it prints and says in one file, and end."""
    code = 1
    try:
        os.chdir(project)
        nothing, into = os.open(os.devnull, os.O_RDONLY), os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for standard, file in ((0, nothing), (1, into), (2, into)):
            os.dup2(file, standard)
        code = pkgutil.resolve_name(_COMMAND[0])(["build", *editions, "--restricted", pack])
        sys.stdout.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
