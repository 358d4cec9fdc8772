"""Laying a document out on sheets with WeasyPrint: from its text, its pictures and the typeface alone."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from typing import Any

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from assess.pdf.article import NUMBER
from assess.pdf.sheets import Sheets
from macros.charts.typeface import FILES, TYPEFACE

_VARIANT = "pdf/ua-1"  # ISO 14289-1
_TOLERANCE = 1.0  # pixels that a word may reach into a margin


def laid_out(document: str, pictures: Mapping[str, bytes]) -> tuple[bytes, Sheets]:
    """A document as a PDF, and what is on its sheets."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    html = HTML(string=document, base_url=None, url_fetcher=_fetcher(pictures))
    laid = html.render(font_config=FontConfiguration(), pdf_variant=_VARIANT)
    written = io.BytesIO()
    told = _told(laid.pages)
    laid.write_pdf(written, pdf_variant=_VARIANT)
    return written.getvalue(), told


def _told(pages: list[Any]) -> Sheets:
    """What is on the sheets; WeasyPrint says nowhere but in its own boxes what stands on a page."""
    numbers: dict[str, int] = {}
    places: dict[str, int] = {}
    beyond, continued, landscape = [], [], []
    table = None
    for sheet, page in enumerate(pages, 1):
        box = page._page_box  # noqa: SLF001  # as it says above
        first = True
        for part in _boxes(box):
            if part.element is not None and part.element.get(NUMBER):
                numbers.setdefault(part.element.get(NUMBER), sheet)
            if type(part).__name__ == "TableBox":
                if first and part.element is table:
                    continued.append(sheet)
                first, table = False, part.element
        for place in page.anchors:
            places.setdefault(place, sheet)
        if _reaches_beyond(box):
            beyond.append(sheet)
        if page.width > page.height:
            landscape.append(sheet)
    return Sheets(len(pages), numbers, places, beyond, continued, landscape)


def _fetcher(pictures: Mapping[str, bytes]) -> Any:
    """What gives WeasyPrint our typeface and the pictures of a document, and nothing else."""

    class OnlyOurs(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Opens neither files nor connections."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002  # WeasyPrint gives it
            """A picture, or a file of the typeface; raises LookupError for whatever else is asked for."""
            kind, _, name = url.partition(":")
            if kind == "font":
                return URLFetcherResponse(url, (TYPEFACE / FILES[name]).read_bytes(), {"Content-Type": "font/woff2"})
            return URLFetcherResponse(url, pictures[name], {"Content-Type": "image/svg+xml"})

        __call__ = fetch

    return OnlyOurs(fail_on_errors=True)


def _boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(getattr(child, "_box", child))


def _reaches_beyond(page: Any) -> bool:
    """Whether a word or a picture of a page reaches beyond its margins."""
    left, right = page.content_box_x() - _TOLERANCE, page.content_box_x() + page.width + _TOLERANCE
    foot = page.content_box_y() + page.height + _TOLERANCE
    for child in page.children:
        if type(child).__name__ == "MarginBox":
            continue
        for part in _boxes(child):
            kind = type(part).__name__
            if kind != "TextBox" and not kind.endswith("ReplacedBox"):
                continue
            if part.position_x < left or part.position_x + part.width > right or part.position_y + part.height > foot:
                return True
    return False
