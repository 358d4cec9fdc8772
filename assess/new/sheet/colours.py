"""Whether letters can be told from what is behind them, as somebody who looks at the sheet would see it."""

from __future__ import annotations

WHITE, BLACK = "FFFFFF", "000000"
_LEAST = 1.35  # of contrast, by WCAG 2.2: light grey that a person still reads on white has 1.6


def are_unseen(letters: str, behind: str) -> bool:
    """Whether letters of one colour can hardly be seen on another; colours are six hexadecimal digits."""
    lighter, darker = sorted((_luminance(letters), _luminance(behind)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05) < _LEAST


def tinted(grey: str, tint: float) -> str:
    """White or black, made darker by a tint below 0 or lighter by one above, as a theme of Excel does it."""
    light = int(grey[:2], 16) / 255
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return f"{round(255 * light):02X}" * 3


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
