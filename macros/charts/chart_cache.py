"""Charts kept by the digest of all that made them, apart for each audience.

A folder an audience: what a restricted dataset drew is never looked up for an edition that may not see it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from json import dumps
from pathlib import Path

from macros.charts.chart import Chart
from macros.charts.file_cache import KeptFiles

DRAWING = tuple(sorted(Path(__file__).parent.glob("*.py")))


@dataclass(frozen=True)
class ChartStore:
    """A folder of drawn charts."""

    folder: Path

    def path(self, chart: Chart, audience: str) -> Path:
        """Where the SVG of a chart of an audience's data is kept."""
        return self._kept.path(audience, _name(chart))

    def svg(self, chart: Chart, audience: str) -> str:
        """The SVG of a chart, drawn now where it is not kept yet."""
        kept = self._kept.read(audience, _name(chart))
        return self.keep(chart, audience, _drawer()) if kept is None else kept.decode()

    def keep(self, chart: Chart, audience: str, draw: Callable[[Chart], str]) -> str:
        """Draw a chart and keep it."""
        svg = draw(chart)
        self._kept.keep(audience, _name(chart), svg.encode())
        return svg

    @property
    def _kept(self) -> KeptFiles:
        return KeptFiles(self.folder)


def _name(chart: Chart) -> str:
    return f"{digest(chart)}.svg"


def digest(chart: Chart) -> str:
    """The SHA-256 of a chart and of everything that draws it."""
    content = dumps(asdict(chart), sort_keys=True, ensure_ascii=True)
    whole = _begun(_tools()).copy()
    whole.update(f"\n{content}".encode())
    return whole.hexdigest()


@cache
def _tools() -> str:
    versions = (f"{name} {version(name)}" for name in ("altair", "vl-convert-python"))
    return "\n".join([*versions, *(path.read_text("utf-8") for path in DRAWING)])


@cache
def _begun(tools: str) -> hashlib._Hash:
    """The digest of what draws, a copy of which goes on with what is drawn."""
    return hashlib.sha256(tools.encode())


def _drawer() -> Callable[[Chart], str]:
    from macros.charts.drawing import draw  # importing Altair takes longer than a whole edition without it

    return draw
