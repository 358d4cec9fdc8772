"""Drawing the charts that are not kept yet, in a process of its own, so that Altair is loaded beside other work."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from macros.chart import Chart
from macros.chart_store import ChartStore
from redaction.errors import AssessError


@dataclass(frozen=True)
class Drawer:
    """A process that draws charts into a store."""

    pool: ProcessPoolExecutor
    store: ChartStore

    def missing(self, charts: Iterable[tuple[Chart, str]]) -> list[tuple[Chart, str]]:
        """The charts that the store does not keep yet."""
        return [(chart, audience) for chart, audience in charts if not self.store.path(chart, audience).exists()]

    def draw(self, charts: Iterable[tuple[Chart, str]]) -> None:
        """Draw charts into the store; raises AssessError where the process ends before they are drawn."""
        asked: list[Future[str]] = [self.pool.submit(self.store.svg, chart, audience) for chart, audience in charts]
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
            pool.submit(int)
        yield Drawer(pool, store)
    finally:
        pool.shutdown(cancel_futures=True)


def _ready() -> None:
    """Load what draws; leave Ctrl-C to the process that asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import macros.drawing  # noqa: F401  # loaded before the first chart is asked for
