"""Work that goes on beside this process, in forks of it: what they read is recorded, and none outlives its use."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any, TypeVar

from assess.processes.opened_files import recorder
from assess.processes.signals import heed_the_parent_alone, undisturbed
from redaction.diagnostics.errors import AssessError, own_fault

Answer = TypeVar("Answer")


def side_by_side(work: Iterable[Callable[[], Answer]]) -> list[Answer]:
    """What each piece of work gives, in their order; each is started as soon as it is named.

    It is done in a process that begins with all that this one knows; what it changes in memory is not seen here.
    Raises what the first that failed raised, as AssessError or OSError; AssessError where it was stopped.
    """
    forks: list[tuple[ForkProcess, Connection]] = []
    try:
        for each in work:
            with undisturbed():
                forks.append(_started(each))
        return [_answer(connection) for _, connection in forks]
    finally:
        for process, connection in forks:
            _end(process)
            connection.close()


def apart(work: Callable[[], Answer]) -> tuple[Answer, frozenset[str]]:
    """What a piece of work gives in a process of its own, and what that opened, which is not counted as read here.

    Raises what `side_by_side` raises.
    """
    with undisturbed():
        process, connection = _started(work)
    try:
        return _received(connection)
    finally:
        _end(process)
        connection.close()


def _started(work: Callable[[], Answer]) -> tuple[ForkProcess, Connection]:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, theirs))
    process.start()
    theirs.close()
    return process, ours


def _do(work: Callable[[], Answer], to: Connection) -> None:
    """Work, and send what it gave with what was read."""
    gc.disable()  # it ends before there is much to collect
    os.setsid()
    heed_the_parent_alone()
    reads = recorder()
    reads.paths.clear()
    answer: Answer | Exception
    try:
        answer = work()
    except AssessError as error:
        answer = AssessError(str(error))
    except OSError as error:
        answer = error
    except Exception as error:  # noqa: BLE001  # whatever it is, it is reported without the values it may hold
        answer = own_fault(error)
    to.send((answer, reads.paths))


def _answer(connection: Connection) -> Any:  # what a pipe gives; its work says its type
    answer, read = _received(connection)
    recorder().paths.update(read)
    return answer


def _received(connection: Connection) -> tuple[Any, frozenset[str]]:
    try:
        answer, read = connection.recv()
    except EOFError:
        raise AssessError("A process of the build was stopped before it was done") from None
    if isinstance(answer, Exception):
        recorder().paths.update(read)
        raise answer
    return answer, frozenset(read)


def _end(process: ForkProcess) -> None:
    """End a process if it still runs, and all that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.ident or 0, signal.SIGKILL)
    process.kill()
    process.join()
