"""How wide a text is in Arial, and in every font with its widths, so that a chart leaves room for its words."""

from __future__ import annotations

# The advance widths of Arial and Helvetica, in thousandths of the size, from space to tilde.
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_SPACE = 32
_OTHER = {"\u2212": 584, "\u2013": 556, "\u2019": 222}
_WIDEST = 1015
_BOLD = 1.12


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in pixels; never too small, since letters it does not know count as the widest."""
    total = sum(map(_advance, text))
    return total * size / 1000 * (_BOLD if bold else 1)


def broken(text: str, size: float, limit: float, *, bold: bool = False) -> list[str]:
    """A text in lines that are no wider than a limit, broken between words; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size, bold=bold) <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _advance(letter: str) -> int:
    place = ord(letter) - _SPACE
    return _WIDTHS[place] if 0 <= place < len(_WIDTHS) else _OTHER.get(letter, _WIDEST)
