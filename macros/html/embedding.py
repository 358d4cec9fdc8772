"""How a chart is shown on another site: the address of its own page, and the code to copy."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from markupsafe import Markup

from macros.html.templating import html
from macros.phrasebook.phrases import Phrases

FOLDER = "embed"

_CHART = re.compile(r'<svg\b[^>]*? class="chart-(?P<kind>[a-z]+)[^"]*"[^>]*? height="(?P<height>[\d.]+)"')
_WORDS = 280  # what stands above and below the charts, in pixels of a narrow column
_GAP, _STEP = 20, 20


def embed_address(dataset: str) -> str:
    """The address of the page of a chart alone, from the top of its site."""
    return f"{FOLDER}/{dataset}/"


def embedding_html(say: Phrases, dataset: str, title: str, charts: str, *, top: str, address: str) -> Markup:
    """The code that shows a chart on another site, and a link to what it shows.

    `top` is the way from the page to the top of its site, `address` that of the site, empty where it has none yet.
    """
    place = embed_address(dataset)
    source = urljoin(address, place) if address else place
    return html(
        "embedding.html",
        say,
        title=title,
        href=f"{top}{place}",
        source=source,
        height=_height(charts),
        unknown=not address,
    )


def _height(charts: str) -> int:
    """How high a frame must be for charts and their words; what does not fit is scrolled to."""
    heights = [float(found["height"]) + _GAP for found in _CHART.finditer(charts)]
    return _WORDS + round(sum(heights) / _STEP) * _STEP
