"""How wide a text is in the site's typeface, so that a chart leaves room for its words."""

from __future__ import annotations

from macros.charts.typeface import letter_widths


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in pixels; never too small, since letters that the typeface lacks count as the widest."""
    letters = letter_widths("bold" if bold else "regular")
    return size * sum(letters.known.get(letter, letters.widest) for letter in text)


def broken(text: str, size: float, limit: float, *, bold: bool = False) -> list[str]:
    """A text in lines that are no wider than a limit, broken between words; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size, bold=bold) <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
