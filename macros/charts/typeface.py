"""The site's typeface: where its files are, and how wide they make each letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

TYPEFACE = Path(__file__).parents[2] / "assess/theme/assets/fonts"  # the very files that pages load
# Each bears the digest of its content, so that charts drawn with other letters are drawn again.
FILES = {"regular": "inter-regular.86415cdf.woff2", "bold": "inter-bold.4dbad39f.woff2"}

Weight = Literal["regular", "bold"]


@dataclass(frozen=True)
class LetterWidths:
    """The advance width of each letter that the typeface has, and of the widest, as shares of the size."""

    known: Mapping[str, float]
    widest: float


@cache
def letter_widths(weight: Weight) -> LetterWidths:
    """The letters of one weight, with figures as charts set them, all as wide as each other.

    Charts are set without kerning, so that the width of a text is the sum of these.
    """
    from fontTools.ttLib import TTFont  # needed only where a chart is drawn

    font = TTFont(TYPEFACE / FILES[weight])
    tabular = _tabular(font["GSUB"].table)
    known = {
        chr(letter): font["hmtx"][tabular.get(glyph, glyph)][0] / font["head"].unitsPerEm
        for letter, glyph in font.getBestCmap().items()
    }
    return LetterWidths(known, max(known.values()))


def _tabular(substitutions: Any) -> dict[str, str]:
    """The glyphs of one width, by the glyphs that they stand for (OpenType, `tnum`)."""
    features = [each.Feature for each in substitutions.FeatureList.FeatureRecord if each.FeatureTag == "tnum"]
    lookups = {at for feature in features for at in feature.LookupListIndex}
    parts = [part for at in lookups for part in substitutions.LookupList.Lookup[at].SubTable]
    return {glyph: other for part in parts for glyph, other in part.mapping.items()}
