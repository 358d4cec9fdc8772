"""How heavy and how large a picture is, from its own bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from redaction.diagnostics.errors import Problem

_KINDS = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_HEAVIEST = 300  # kB: a page weighs half of that
_WIDEST = 2400  # pixels: twice the widest column
_FRAMES = (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))


def picture_faults(name: str, content: bytes) -> Iterator[Problem]:
    """What is too much in a picture under docs/, with a command that makes it smaller."""
    if not name.endswith(_KINDS):
        return
    weight, size = len(content) / 1000, size_of(content)
    found = f"a picture of {weight:,.0f} kB" if weight > _HEAVIEST else ""
    if not found and size and max(size) > _WIDEST:
        found = f"a picture of {size[0]} by {size[1]} pixels"
    if found:
        expected = f"at most {_HEAVIEST} kB, and {_WIDEST} pixels on each side"
        advice = f"magick docs/{name} -resize {_WIDEST // 2}x{_WIDEST // 2}\\> -quality 80 docs/{name}"
        yield Problem("picture-size", f"docs/{name}", 0, found, expected, f"Make it smaller, for example: {advice}")


def size_of(content: bytes) -> tuple[int, int] | None:
    """The width and height in pixels of a PNG, a GIF or a JPEG; nothing for what is none of them."""
    if content.startswith(b"\x89PNG") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith(b"GIF8") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    return _of_jpeg(content) if content.startswith(b"\xff\xd8") else None


def _of_jpeg(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
