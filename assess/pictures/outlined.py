"""A picture with its letters as outlines, so that what draws it needs no font and no machine draws it otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"

_FONTS = Path(__file__).parents[1] / "theme/assets/fonts"
_ABOUT = ("title", "desc")
_SHAPES = {
    "svg": {"width", "height", "viewBox", "font-family", "fill", "role"},
    "g": {"transform", "fill", "font-family", "stroke-linecap"},
    "rect": {"x", "y", "width", "height", "fill", "stroke", "stroke-width"},
    "line": {"x1", "y1", "x2", "y2", "stroke", "stroke-width"},
    "path": {"d", "fill"},
    "text": {"x", "y", "fill", "font-size", "font-weight", "text-anchor", "textLength", "lengthAdjust"},
    "title": set(),
    "desc": set(),
}
_MOST_PIXELS = 20_000_000  # of the SVG: what is larger is no figure, and would take all memory to draw
_MARK = "letters"
_LETTERS_HERE = f">{_MARK}</g>"
_REGULAR = "regular"
_WEIGHTS = {None: _REGULAR, "700": "bold"}  # by what a text says of it
_STARTS = {"start": 0.0, "middle": 0.5, "end": 1.0}


class NotOfAFigureError(ValueError):
    """A picture holds something that no picture of a figure holds."""


@dataclass(frozen=True)
class _Letters:
    """One weight of the typeface: the outline and the advance width of each letter, in units of the font."""

    units: int
    known: dict[str, str]
    glyphs: Any
    widths: Any
    drawn: dict[str, str] = field(default_factory=dict)

    def glyph(self, letter: str) -> str:
        return self.known.get(letter, ".notdef")

    def outline(self, glyph: str) -> str:
        """The outline of a letter as a path, worked out once: texts hold the same few letters again and again."""
        from fontTools.pens.svgPathPen import SVGPathPen  # needed only where a picture is drawn

        if glyph not in self.drawn:
            pen = SVGPathPen(self.glyphs)
            self.glyphs[glyph].draw(pen)
            self.drawn[glyph] = pen.getCommands()
        return self.drawn[glyph]


def outlined(svg: str) -> str:
    """The same picture without a text: each letter is a path, in a group for each text.

    Raises NotOfAFigureError for anything but plain shapes.
    """
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=False, remove_pis=False)
        whole = etree.fromstring(svg.encode(), parser)
    except etree.XMLSyntaxError:
        raise NotOfAFigureError("no SVG") from None
    if whole.getroottree().docinfo.doctype or whole.getprevious() is not None or whole.getnext() is not None:
        raise NotOfAFigureError("something around the picture")
    if not 0 < float(whole.get("width", "0")) * float(whole.get("height", "0")) <= _MOST_PIXELS:
        raise NotOfAFigureError("no size, or too large a one")
    texts: list[str] = []
    for part in list(whole.iter()):
        _check(part)
        name = part.tag.removeprefix(SVG)
        if name in _ABOUT:
            part.getparent().remove(part)
        elif name == "text":
            texts.append(_paths(part))
            part.getparent().replace(part, _group(part))
    # Only a group of letters has a text by now, and no attribute is written with a bracket in it.
    around = str(etree.tostring(whole, encoding="unicode")).split(_LETTERS_HERE)
    if len(around) != len(texts) + 1:
        raise NotOfAFigureError("names with a prefix")
    written = [f"{before}>{paths}</g>" for before, paths in zip(around, texts, strict=False)]
    return "".join([*written, around[-1]])


def load() -> None:
    """Load the typeface, for all that is forked from this process: each would take a fifth of a second for it."""
    for weight in _WEIGHTS.values():
        _letters(weight)


def _check(part: etree._Element) -> None:
    """Hold that an element is a plain shape, and that only a text holds text."""
    name = part.tag.removeprefix(SVG) if isinstance(part.tag, str) and part.tag.startswith(SVG) else ""
    if name not in _SHAPES or set(part.attrib) - _SHAPES[name]:
        raise NotOfAFigureError("an element or an attribute that no figure has")
    says = name == "text" or name in _ABOUT
    if (part.tail or "").strip() or (not says and (part.text or "").strip()) or (says and len(part)):
        raise NotOfAFigureError("a text outside its element")


def _group(text: etree._Element) -> etree._Element:
    """The group that stands in the place of a text, of its colour, with a mark where its letters belong."""
    group = etree.Element(f"{SVG}g")
    if "fill" in text.attrib:
        group.set("fill", text.get("fill", ""))
    group.text = _MARK
    return group


def _paths(text: etree._Element) -> str:
    """A text as one path a letter, beside each other without kerning, as wide as charts are laid out for.

    They are written as they stand: a tree of so many takes longer to make than all else of a picture.
    """
    letters = _letters(_WEIGHTS.get(text.get("font-weight"), _REGULAR))
    size = float(text.get("font-size", "14")) / letters.units
    names = [letters.glyph(letter) for letter in text.text or ""]
    whole = sum(letters.widths[name][0] for name in names) * size
    x = float(text.get("x", "0")) - whole * _STARTS[text.get("text-anchor", "start")]
    y = float(text.get("y", "0"))
    scaled, line = f"matrix({size:.6f} 0 0 {-size:.6f}", f"{y:.4f}"
    paths: list[str] = []
    for name in names:
        if outline := letters.outline(name):
            paths.append(f'<path d="{outline}" transform="{scaled} {x:.4f} {line})"/>')
        x += letters.widths[name][0] * size
    return "".join(paths)


@cache
def _letters(weight: str) -> _Letters:
    """The letters of one weight, figures as wide as each other."""
    from fontTools.ttLib import TTFont  # as above

    [file] = _FONTS.glob(f"inter-{weight}.*.woff2")
    font = TTFont(file)
    table = font["GSUB"].table
    lookups = {
        at
        for each in table.FeatureList.FeatureRecord
        if each.FeatureTag == "tnum"
        for at in each.Feature.LookupListIndex
    }
    wide = {
        glyph: other
        for at in lookups
        for part in table.LookupList.Lookup[at].SubTable
        for glyph, other in part.mapping.items()
    }
    known = {chr(letter): wide.get(glyph, glyph) for letter, glyph in font.getBestCmap().items()}
    return _Letters(font["head"].unitsPerEm, known, font.getGlyphSet(), font["hmtx"].metrics)
