"""Ctrl-C, a request to end and a closed terminal: held back for a moment, passed on once, or not heard."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Hold signals back until this ends; a process started inside begins with them held back.

    A mask is one thread's alone: what reaches another thread meanwhile is noted, and raised at the end.
    """
    held: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        held.append(number)

    heard = {each: signal.getsignal(each) for each in SIGNALS} if _in_main_thread() else {}
    heard = {each: handler for each, handler in heard.items() if handler not in (None, signal.SIG_IGN)}
    for each in heard:
        signal.signal(each, note)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        for each, handler in heard.items():
            if signal.getsignal(each) is note:
                signal.signal(each, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for number in dict.fromkeys(held):
            signal.raise_signal(number)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


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
