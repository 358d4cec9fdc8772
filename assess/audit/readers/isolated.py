"""Reading in a process of its own, which is ended when it takes too long and refused more memory than it is given."""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import resource
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from assess.audit.text.limits import Budget, UnreadableError
from assess.audit.text.passages import Part, Unread

_PAGE = resource.getpagesize()


def apart(read: Callable[[], Iterator[Part]], budget: Budget, what: str) -> Iterator[Part]:
    """The parts that a function gives, asked for in a child process.

    Raises UnreadableError where the child does not end in time or ends badly; what it gave before counts.
    """
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(read, theirs, budget.limits.apart_memory), daemon=True)
    child.start()
    theirs.close()
    try:
        while True:
            if not ours.poll(budget.seconds):
                raise UnreadableError(f"{what} that takes too long to read")
            part: Part | None = pickle.loads(ours.recv_bytes())  # noqa: S301  # our own child wrote it
            if part is None:
                return
            yield part
    except EOFError:
        raise UnreadableError(f"{what} that takes more memory than the scanner gives it") from None
    finally:
        child.kill()
        child.join()
        ours.close()


def _child(read: Callable[[], Iterator[Part]], to: Connection, memory: int) -> None:
    with contextlib.suppress(OSError, ValueError, IndexError):
        held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * _PAGE
        resource.setrlimit(resource.RLIMIT_AS, (held + memory, held + memory))
    try:
        for part in read():
            to.send_bytes(pickle.dumps(part))
    except UnreadableError as error:
        to.send_bytes(pickle.dumps(Unread(str(error))))
    except MemoryError:
        return
    to.send_bytes(pickle.dumps(None))
