"""Drawing the charts that are not kept yet, in a process of its own, so that Altair is loaded beside other work."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from macros.chart import Chart
from macros.chart_store import ChartStore
from redaction.errors import AssessError
from release.interruption import SIGNALS, undisturbed


@dataclass(frozen=True)
class Drawer:
    """A process that draws charts into a store."""

    pool: ProcessPoolExecutor
    store: ChartStore

    def missing(self, charts: Iterable[tuple[Chart, str]]) -> list[tuple[Chart, str]]:
        """The charts that the store does not keep yet."""
        return [(chart, audience) for chart, audience in charts if not self.store.path(chart, audience).exists()]

    @contextlib.contextmanager
    def drawing(self, charts: Iterable[tuple[Chart, str]]) -> Iterator[None]:
        """Have charts drawn into the store while other work goes on; they are drawn when it ends.

        Raises AssessError where the process ends before.
        """
        with undisturbed():
            asked: list[Future[str]] = [self.pool.submit(self.store.svg, chart, audience) for chart, audience in charts]
        yield
        try:
            for each in asked:
                each.result()
        except BrokenProcessPool:
            raise AssessError("The drawing of charts was stopped before it was done") from None


@contextlib.contextmanager
def drawer(store: ChartStore) -> Iterator[Drawer]:
    """A drawer; it starts at once where nothing is kept yet, else when it is first needed."""
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _ready)
    try:
        if not any(store.folder.glob("*/*.svg")):
            with undisturbed():
                pool.submit(int)
        yield Drawer(pool, store)
    finally:
        pool.shutdown(cancel_futures=True)


def _ready() -> None:
    """Load what draws; leave signals to the process that asked, and end when it is gone."""
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import macros.drawing  # noqa: F401  # loaded before the first chart is asked for


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
