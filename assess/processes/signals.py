"""Ctrl-C, a request to end and a closed terminal: held back for a moment, passed on once, or not heard."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Hold signals back until this ends; a process started inside begins with them held back."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def stop_once() -> None:
    """Make the first signal stop the command, and those after it wait for what it has to put away."""
    for each in SIGNALS:
        signal.signal(each, _stop)


def stop_no_more() -> None:
    """Make signals from now on, and those held back, change nothing: the work is done."""
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)


def _stop(*_: object) -> None:
    stop_no_more()
    raise KeyboardInterrupt


def heed_the_parent_alone() -> None:
    """Leave signals to the process that started this one, and end when it is gone."""
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
