"""Pictures that can be judged though their pixels are not read: each is, bit for bit, what an SVG beside it comes to.

The SVG is read as every other file is. It is drawn again here, and whatever else was put into the picture, a pixel or
a text, makes it another one, which a person must look at.
"""

from __future__ import annotations

from assess.pictures.outlined import NotOfAFigureError
from assess.pictures.png import png

_PNG, _SVG = ".png", ".svg"
_LARGEST = 2_000_000


def twin_of(name: str) -> str:
    """The name of the SVG that a picture would be drawn from; nothing for a file that is none."""
    return f"{name.removesuffix(_PNG)}{_SVG}" if name.endswith(_PNG) else ""


def is_redrawn(picture: bytes, twin: bytes) -> bool:
    """Whether a picture is what its SVG comes to."""
    if max(len(picture), len(twin)) > _LARGEST:
        return False
    try:
        return png(twin.decode()) == picture
    except (NotOfAFigureError, ValueError):  # no picture of ours, and what its numbers cannot be read from
        return False
