"""A chart of the site as a picture for paper, or to be taken away: one width and its colours are written into it."""

from __future__ import annotations

from lxml import etree

from assess.pictures.colours import of_parts

FACE = "Inter"
SCALE = 0.75  # of a pixel on the screen: labels of 14 pixels are 7.9 points high
WIDE, MAP, MULTIPLE = 660.0, 520.0, 420.0  # in pixels, as on a wide screen

_SVG = "{http://www.w3.org/2000/svg}"
_ALONG = ("x", "width", "x1", "x2", "cx")
_SMALL = ("quiet", "small")
_SERIES = ("first", "second", "third", "fourth", "fifth")
_TITLES = (f"{_SVG}title", f"{_SVG}desc", "title", "desc")


def is_spark(chart: etree._Element) -> bool:
    """Whether a chart is a few small bars beside the words that say what they show."""
    return "spark" in chart.get("class", "").split()


def size_of(chart: etree._Element) -> tuple[float, float]:
    """How wide and how high a chart is drawn, in pixels."""
    kind = chart.get("class", "")
    if is_spark(chart):
        wide, high = (float(number) for number in chart.get("viewbox").split()[2:])  # as HTML spells it
        return wide, high
    wide = MAP if "chart-map" in kind else MULTIPLE if "chart-multiples" in kind else WIDE
    return wide, float(chart.get("height", "0"))


def words_about(chart: etree._Element) -> str:
    """What a chart shows, for those who do not see it: its title, and its description."""
    return " ".join(filter(None, (" ".join("".join(part.itertext()).split()) for part in chart if part.tag in _TITLES)))


def on_paper(chart: etree._Element, left: float = 0, wide: float | None = None) -> bytes:
    """The chart as an SVG that needs no stylesheet, of one width; so much of it at the `left` is not its marks'."""
    usual, high = size_of(chart)
    wide = usual if wide is None else wide
    kind = chart.get("class", "")
    drawn = etree.fromstring(etree.tostring(chart, with_tail=False))
    for part in list(drawn):
        if part.tag in _TITLES:
            drawn.remove(part)
    for part in drawn.iter(etree.Element):
        if part is not drawn:
            _place(part, wide - left)
            _colour(part, kind)
    for name in ("class", "role", "aria-labelledby", "aria-hidden", "id", "viewbox"):
        drawn.attrib.pop(name, None)
    drawn.set("width", _short(wide * SCALE))
    drawn.set("height", _short(high * SCALE))
    drawn.set("viewBox", f"0 0 {_short(wide)} {_short(high)}")
    drawn.set("font-family", FACE)
    drawn.set("fill", "#0b0c0c")
    return bytes(etree.tostring(drawn))


def _place(part: etree._Element, wide: float) -> None:
    """Give places along the width in pixels, and a nested picture as a group."""
    for name in _ALONG:
        value = part.get(name)
        if value and value.endswith("%"):
            part.set(name, _short(float(value[:-1]) / 100 * wide))
    beside = part.attrib.pop("dx", None)
    if beside:
        part.set("x", _short(float(part.get("x", "0")) + float(beside)))
    if part.tag in (f"{_SVG}svg", "svg"):
        part.tag = part.tag.removesuffix("svg") + "g"
        part.set("transform", f"translate({part.attrib.pop('x', '0')},{part.attrib.pop('y', '0')})")
        part.attrib.pop("overflow", None)


def _colour(part: etree._Element, kind: str) -> None:
    looks = part.attrib.pop("class", "").split()
    colour = next((of_parts()[look] for look in looks if look in of_parts()), None)
    tag = part.tag.removeprefix(_SVG)
    if tag == "line":
        part.set("stroke", colour or "#0b0c0c")
        part.set("stroke-width", "2" if set(looks) & set(_SERIES) else "1")
    elif tag == "rect" and "picked" in looks:
        part.set("fill", "none")
        part.set("stroke", "#0b0c0c")
        part.set("stroke-width", "3")
    elif colour:
        part.set("fill", colour)
    if tag == "rect" and "picked" not in looks and ("chart-stacked" in kind or "chart-map" in kind):
        part.set("stroke", "#ffffff")
    if tag == "text":
        small = bool(set(looks) & set(_SMALL)) or ("chart-stacked" in kind and any(look[:3] == "on-" for look in looks))
        part.set("font-size", "12" if small else "14")
        if {"strong", "title"} & set(looks):
            part.set("font-weight", "700")


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
