"""A picture of a figure as PNG, from nothing but its SVG; the same SVG always gives the same bytes."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path

from assess.pictures.outlined import outlined

SCALE = 1.5  # pixels of the PNG for each of the SVG: as wide as a slide or a post shows it, and half as heavy as at 2


def png(svg: str) -> bytes:
    """The PNG of a picture; raises NotOfAFigureError where the SVG is none of a figure."""
    import vl_convert  # slow to load, and needed only where a picture is drawn

    return bytes(vl_convert.svg_to_png(outlined(svg), scale=SCALE))


@cache
def tools() -> bytes:
    """All that a PNG depends on beside its SVG."""
    fonts = Path(__file__).parents[1] / "theme/assets/fonts"
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    versions = " ".join(f"{name} {version(name)}" for name in ("fonttools", "lxml", "vl-convert-python"))
    return b"\n".join([versions.encode(), *(path.name.encode() for path in sorted(fonts.glob("*.woff2"))), *code])
