"""The picture of a figure as one SVG: what it says above its charts, the charts, and where it comes from below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from assess.pictures.colours import variables
from assess.pictures.one_width import on_paper, size_of
from assess.pictures.outlined import SVG
from macros.charts.text_width import broken, width

FACE = "Inter, Arial, Helvetica, sans-serif"

_INK, _PAPER = "#0b0c0c", "#ffffff"
_MARGIN, _BETWEEN = 24, 28
_LEAST = 420  # words need some width, however narrow a chart is


@dataclass(frozen=True)
class Line:
    """A text above or below the charts: its size in pixels, how far its lines are apart, and how it looks."""

    text: str
    size: int
    apart: int
    bold: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class FigureWords:
    """What the picture of a figure says beside its charts, each a text that its figure says too."""

    headline: str
    title: str
    synthetic: str
    caveat: str
    source: str
    edition: str
    described: str

    @property
    def above(self) -> tuple[Line, ...]:
        """What stands above the charts."""
        lines = (
            Line(self.headline, 19, 25, bold=True),
            Line(self.title, 14, 19, quiet=True),
            Line(self.synthetic, 14, 19, bold=True),
        )
        return tuple(line for line in lines if line.text)

    @property
    def below(self) -> tuple[Line, ...]:
        """What stands below them."""
        caveat = (Line(self.caveat, 14, 19),) if self.caveat else ()
        return (*caveat, *(Line(text, 12, 17, quiet=True) for text in (self.source, self.edition)))


def composed(words: FigureWords, charts: Sequence[str]) -> str:
    """One SVG of a figure from its charts as the site draws them; it needs no stylesheet and has one width."""
    drawn = [etree.fromstring(chart.encode()) for chart in charts]
    whole = etree.Element(f"{SVG}svg", nsmap={None: SVG.strip("{}")})
    etree.SubElement(whole, f"{SVG}title").text = words.title
    etree.SubElement(whole, f"{SVG}desc").text = words.described
    ground = etree.SubElement(whole, f"{SVG}rect", fill=_PAPER)
    in_rows = _rows(drawn)
    wide = max(_LEAST, *(sum(size_of(each)[0] + _BETWEEN for each in row) - _BETWEEN for row in in_rows))
    y = _written(whole, words.above, _MARGIN, wide) + 8
    for row in in_rows:
        x, tall = float(_MARGIN), 0.0
        for chart in row:
            group = etree.SubElement(whole, f"{SVG}g", transform=f"translate({_short(x)},{_short(y)})")
            group.set("stroke-linecap", "round")
            group.extend(list(etree.fromstring(on_paper(chart))))
            x += size_of(chart)[0] + _BETWEEN
            tall = max(tall, float(chart.get("height", "0")))
        y += tall + 16
    y = _written(whole, words.below, y, wide) + _MARGIN - 4
    size = {"width": _short(wide + 2 * _MARGIN), "height": _short(y)}
    for name, value in size.items():
        ground.set(name, value)
        whole.set(name, value)
    whole.set("viewBox", f"0 0 {size['width']} {size['height']}")
    whole.set("font-family", FACE)
    whole.set("fill", _INK)
    whole.set("role", "img")
    for text in whole.iter(f"{SVG}text"):
        _held(text)
    etree.cleanup_namespaces(whole)
    return str(etree.tostring(whole, encoding="unicode"))


def _rows(charts: Sequence[etree._Element]) -> list[list[etree._Element]]:
    """Charts from the top down; small multiples in pairs, side by side."""
    rows: list[list[etree._Element]] = []
    for chart in charts:
        is_small = "chart-multiples" in chart.get("class", "")
        if is_small and rows and len(rows[-1]) == 1 and "chart-multiples" in rows[-1][0].get("class", ""):
            rows[-1].append(chart)
        else:
            rows.append([chart])
    return rows


def _written(whole: etree._Element, lines: Sequence[Line], y: float, wide: float) -> float:
    """Write texts from a height downwards, broken to a width; how far down they reach."""
    for line in lines:
        for text in broken(line.text, line.size, wide, bold=line.bold):
            y += line.apart
            at = {"x": str(_MARGIN), "y": _short(y - line.apart / 4), "font-size": str(line.size)}
            written = etree.SubElement(whole, f"{SVG}text", at)
            if line.bold:
                written.set("font-weight", "700")
            if line.quiet:
                written.set("fill", variables()["--assess-quiet"])
            written.text = text
        y += 4
    return y


def _held(text: etree._Element) -> None:
    """Keep a text as wide as it is laid out for, also where a reader's machine has a wider typeface."""
    words, size = text.text or "", float(text.get("font-size", "14"))
    if words.strip():
        text.set("textLength", _short(width(words, size, bold=text.get("font-weight") == "700")))
        text.set("lengthAdjust", "spacingAndGlyphs")


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
