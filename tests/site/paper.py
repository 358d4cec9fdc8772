"""Pages printed on A4: the sheets, what is on them, and what is not."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from browser import fresh
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader

PORTRAIT, LANDSCAPE = (595, 842), (842, 595)  # A4, in points
MARGIN = 45  # points, of 16 mm
# The words of each table as a sheet has to have them, a letter beside the other.
CELLS = """() => [...document.querySelectorAll("article table")].flatMap(table =>
  [...table.querySelectorAll("th, td")].map(cell => cell.innerText.replace(/\\s+/g, "")).filter(Boolean))"""
CHARTS = """() => [...document.querySelectorAll(".figure:has(svg)")].map(figure => [
  figure.querySelector(".figure__headline").innerText,
  [...(figure.querySelector(".chart-multiples") ?? figure).querySelectorAll("text")].at(-1).textContent,
])"""


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper: its words, its size, and how far right the last of its letters begins."""

    text: str
    size: tuple[int, int]
    right: float


@dataclass(frozen=True)
class Printed:
    """A page on paper: where it is, its sheets, the words of its tables' cells, and the tables wider than a sheet.

    Of each chart the title, and the words that stand last in it; of several charts under one title, in the first.
    """

    url: str
    sheets: list[Sheet]
    cells: list[str]
    too_wide: list[str]
    charts: list[tuple[str, str]]

    @property
    def texts(self) -> list[str]:
        return [sheet.text for sheet in self.sheets]

    @property
    def sizes(self) -> set[tuple[int, int]]:
        return {sheet.size for sheet in self.sheets}

    @property
    def right(self) -> float:
        """How far right the last letter of all begins."""
        return max(sheet.right for sheet in self.sheets)

    @property
    def lost(self) -> list[str]:
        """What of the tables a reader of the sheets does not have: words of cells, and what is wider than a sheet."""
        letters = "".join(self.texts).replace(" ", "")
        return [*self.too_wide, *(cell for cell in self.cells if cell not in letters)]

    @property
    def parted(self) -> list[str]:
        """The titles that are not on one sheet with all of their chart."""
        return [
            title for title, last in self.charts if [last in text for text in self.texts if title in text] != [True]
        ]


Printer = Callable[[str, str], Printed]


def printer(browser: Browser, hosts: Mapping[str, str]) -> Printer:
    """What prints a page of an edition; one that was printed before is not printed again."""

    @cache
    def printed(edition: str, name: str) -> Printed:
        page = fresh(browser)
        page.goto(hosts[edition] + name)
        found = print_page(page)
        page.close()
        return found

    return printed


def print_page(page: Page) -> Printed:
    """An open page on paper."""
    charts: list[list[str]] = page.evaluate(CHARTS)
    too_wide = _overflow(page)
    sheets = [_sheet(sheet) for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    cells: list[str] = page.evaluate(CELLS)
    return Printed(page.url, sheets, cells, too_wide, [(" ".join(title.split()), last) for title, last in charts])


def _sheet(sheet: PageObject) -> Sheet:
    at: list[float] = []

    def note(text: str, now: Any, of_text: Any, _font: Any, _size: float) -> None:
        if text.strip():
            at.append(of_text[4] * now[0] + of_text[5] * now[2] + now[4])

    text = " ".join(sheet.extract_text(visitor_text=note).split())
    return Sheet(text, (round(sheet.mediabox.width), round(sheet.mediabox.height)), max(at))


def _overflow(page: Page) -> list[str]:
    """The tables that are wider than a sheet; one such makes a browser print all of a page smaller, and cut it."""
    page.set_viewport_size({"width": 673, "height": 1000})  # 178 mm
    page.emulate_media(media="print")
    wide: list[str] = page.evaluate("""() => [...document.querySelectorAll("article table")]
      .filter(table => table.getBoundingClientRect().right > 674).map(table => table.innerText.slice(0, 80))""")
    page.emulate_media(media="null")
    return wide
