"""Drawing the charts that are not kept yet, in a process of its own, so that Altair is loaded beside other work.

The process is confined to what is installed and to the kept charts, where the kernel can; what it opens elsewhere
fails the build.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from assess.pictures.png import png
from assess.processes.opened_files import installation, recorder
from assess.processes.sandbox import confine
from assess.processes.signals import heed_the_parent_alone, undisturbed
from macros.charts.chart import Chart
from macros.charts.chart_cache import ChartStore
from redaction.diagnostics.errors import AssessError

_Answer = TypeVar("_Answer")
_STOPPED = "The drawing of charts was stopped before it was done"


@dataclass(frozen=True)
class Drawer:
    """A process that draws charts into a store; it is there from when it is first needed."""

    store: ChartStore

    @cached_property
    def pool(self) -> ProcessPoolExecutor:
        """The process; it is asked for before signals are held back.

        To prepare for it starts another process, and after that Python lets in the signals that were held back.
        """
        return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _ready, (self.store.folder,))

    def end(self) -> None:
        """End the process, if it was needed."""
        if "pool" in self.__dict__:
            self.pool.shutdown(cancel_futures=True)

    def missing(self, charts: Iterable[tuple[Chart, str]]) -> list[tuple[Chart, str]]:
        """The charts that the store does not keep yet."""
        return [(chart, audience) for chart, audience in charts if not self.store.path(chart, audience).exists()]

    @contextlib.contextmanager
    def drawing(self, charts: Iterable[tuple[Chart, str]]) -> Iterator[None]:
        """Have charts drawn into the store while other work goes on; they are drawn when it ends.

        Raises AssessError where the process ends before, or a chart cannot be drawn; OSError where it cannot be kept.
        """
        asked = self._asked(charts)
        yield
        strays: dict[str, None] = {}
        for each in asked:
            read = _answer(each)
            strays |= dict.fromkeys(read)
        _refuse(strays)

    def pictures(self, svgs: Sequence[str]) -> list[bytes]:
        """The PNG of each of some SVGs; raises AssessError where one cannot be drawn, or the process ends before."""
        if not svgs:
            return []
        pool = self.pool
        try:
            with undisturbed():
                asked = [pool.submit(_picture, self.store, svg) for svg in svgs]
        except BrokenProcessPool:
            raise AssessError(_STOPPED) from None
        answers = [_answer(each) for each in asked]
        _refuse(dict.fromkeys(path for _, strays in answers for path in strays))
        return [content for content, _ in answers]

    def warm_up(self, chart: Chart) -> None:
        """Have a chart drawn and kept nowhere, so that the next one takes no longer than it must."""
        pool = self.pool
        with undisturbed():
            pool.submit(_draw_for_nothing, chart)

    def _asked(self, charts: Iterable[tuple[Chart, str]]) -> list[Future[list[str]]]:
        wanted = [*charts]
        if not wanted:
            return []
        pool = self.pool
        try:
            with undisturbed():
                return [pool.submit(_draw, self.store, chart, audience) for chart, audience in wanted]
        except BrokenProcessPool:
            raise AssessError(_STOPPED) from None


@contextlib.contextmanager
def drawer(store: ChartStore) -> Iterator[Drawer]:
    """A drawer; it starts at once where nothing is kept yet, else when it is first needed."""
    drawing = Drawer(store)
    try:
        if not any(store.folder.glob("*/*.svg")):
            store.folder.mkdir(parents=True, exist_ok=True)  # the process is confined to what is there when it starts
            pool = drawing.pool
            with undisturbed():
                pool.submit(int)
        yield drawing
    finally:
        drawing.end()


def _refuse(strays: Iterable[str]) -> None:
    """Raise AssessError where something was read astray."""
    told = [f"The drawing of charts read {path}, which is not an input" for path in strays]
    if told:
        raise AssessError("\n".join(told))


def _answer(asked: Future[_Answer]) -> _Answer:
    """What came of one chart; raises AssessError, which never says what the chart shows."""
    try:
        return asked.result()
    except BrokenProcessPool:
        raise AssessError(_STOPPED) from None
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever it is, it is reported without the values it may hold
        raise AssessError(f"A chart could not be drawn ({type(error).__name__})") from None


def _draw(store: ChartStore, chart: Chart, audience: str) -> list[str]:
    """Draw a chart into a store; the files that were read and are neither installed nor kept."""
    store.svg(chart, audience)
    return recorder().outside_since([store.folder])


def _picture(store: ChartStore, svg: str) -> tuple[bytes, list[str]]:
    """The PNG of a picture, and the files that were read and are neither installed nor kept."""
    return png(svg), recorder().outside_since([store.folder])


def _draw_for_nothing(chart: Chart) -> None:
    from macros.charts.drawing import draw  # as below

    draw(chart)


def _ready(kept: Path) -> None:
    """Load what draws, confined, in no folder that may go; what asked hears the signals, and outlives this process."""
    os.chdir("/")
    recorder()
    confine(installation(), [kept])
    heed_the_parent_alone()
    import macros.charts.drawing  # noqa: F401  # loaded before the first chart is asked for
