"""Cuts the typeface of the site out of Inter: two weights, the letters and signs that the site may need, as WOFF2.

Run by `make typeface`, with the path of Inter's variable font. Each file bears the digest of its content in its name.
"""

from __future__ import annotations

import hashlib
import sys
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = {"regular": 400, "bold": 700}
SMALLEST = 14  # the optical size that is drawn for small text
RANGES = (
    (0x20, 0x7E),  # Basic Latin
    (0xA0, 0xAC),
    (0xAE, 0x17F),  # Latin-1 and Latin Extended-A: names in Welsh, Polish, Romanian, Turkish and most others
    (0x218, 0x21B),  # Romanian, with a comma below
    (0x1E80, 0x1E85),  # Welsh, with a grave, an acute or a diaeresis on w
    (0x1EF2, 0x1EF3),  # and a grave on y
    (0x2007, 0x200A),  # spaces: as wide as a figure or a point, and thin ones
    (
        0x2012,
        0x2015,
    ),  # dashes; other hyphens share a glyph with "-", and would stand for it in what is copied from paper
    (0x2018, 0x201E),  # quotation marks
)
SIGNS = "†‡•…\u202f‰′″‹›⁄€№™←↑→↓↔↕↗↘−∙≈≠≤≥■▲▼●✓✗"  # noqa: RUF001  # the very signs are wanted
FEATURES = ["ccmp", "kern", "locl", "mark", "tnum"]
WITH_A_TAIL = "cv05"  # an l that nobody takes for a capital I or a 1
LEGAL = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # names of the font, its copyright and its licence


def cut(source: Path, weight: int) -> bytes:
    """One weight of the font, as WOFF2; the same source always gives the same bytes."""
    font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), {"opsz": SMALLEST, "wght": weight})
    with_a_tail = _alternates(font, WITH_A_TAIL)
    for table in font["cmap"].tables:
        table.cmap = {letter: with_a_tail.get(glyph, glyph) for letter, glyph in table.cmap.items()}
    options = Options(layout_features=FEATURES, name_IDs=LEGAL, hinting=False, notdef_outline=True, flavor="woff2")
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[each for first, last in RANGES for each in range(first, last + 1)], text=SIGNS)
    subsetter.subset(font)
    font.flavor = "woff2"
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def _alternates(font: TTFont, feature: str) -> dict[str, str]:
    """The glyphs that a feature puts in place of others."""
    table = font["GSUB"].table
    features = [each.Feature for each in table.FeatureList.FeatureRecord if each.FeatureTag == feature]
    lookups = [table.LookupList.Lookup[at] for each in features for at in each.LookupListIndex]
    return {glyph: other for lookup in lookups for part in lookup.SubTable for glyph, other in part.mapping.items()}


def main() -> None:
    """Cut each weight, in place of those that are there."""
    folder = Path(__file__).parent
    for old in folder.glob("*.woff2"):
        old.unlink()
    for name, weight in WEIGHTS.items():
        content = cut(Path(sys.argv[1]), weight)
        digest = hashlib.sha256(content).hexdigest()
        (folder / f"inter-{name}.{digest[:8]}.woff2").write_bytes(content)
        print(f"inter-{name}.{digest[:8]}.woff2  {len(content)} bytes  SHA-256 {digest}")


if __name__ == "__main__":
    main()
