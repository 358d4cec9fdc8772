"""Widths of texts, and where they are broken into lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.charts.text_width import broken, width


@pytest.mark.parametrize("bold", [False, True])
def test_figures_are_as_wide_as_each_other_and_a_text_as_its_letters(bold: bool) -> None:  # noqa: FBT001
    figures = {width(figure, 1000, bold=bold) for figure in "0123456789"}
    assert len(figures) == 1
    assert width("2,542", 1000, bold=bold) == pytest.approx(4 * figures.pop() + width(",", 1000, bold=bold))
    assert width("2,542", 14, bold=bold) == pytest.approx(width("2,542", 1000, bold=bold) * 0.014)
    assert width("", 14, bold=bold) == 0


def test_bold_is_wider_and_an_unknown_letter_the_widest() -> None:
    assert width("Tharrowe", 14, bold=True) > width("Tharrowe", 14)
    for known in ("W", "\u0174", "\u2195"):
        assert width("\u4e00", 14) >= width(known, 14) > width("n", 14)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), max_size=8), st.integers(20, 200))
def test_lines_hold_every_word_in_order_within_the_limit(words: list[str], limit: int) -> None:
    lines = broken(" ".join(words), 14, limit)
    assert [word for line in lines for word in line.split()] == words
    for line in lines:
        assert width(line, 14) <= limit or " " not in line


def test_a_line_is_broken_only_where_it_must_be() -> None:
    assert broken("Epping Forest", 12, 80) == ["Epping Forest"]
    assert broken("Epping Forest", 12, 60) == ["Epping", "Forest"]
