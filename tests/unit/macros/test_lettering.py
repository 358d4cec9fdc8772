"""Widths of texts, and where they are broken into lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.charts.text_width import broken, width


@pytest.mark.parametrize(
    ("text", "thousandths"), [("", 0), ("i", 222), ("W", 944), ("0123456789", 5560), ("2,542", 2502), ("\u22121", 1140)]
)
def test_widths_are_those_of_arial(text: str, thousandths: int) -> None:
    assert width(text, 1000) == thousandths
    assert width(text, 14) == pytest.approx(thousandths * 0.014)


def test_bold_is_wider_and_an_unknown_letter_the_widest() -> None:
    assert width("Thurrock", 14, bold=True) > width("Thurrock", 14)
    assert width("\u4e00", 14) >= width("W", 14)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), max_size=8), st.integers(20, 200))
def test_lines_hold_every_word_in_order_within_the_limit(words: list[str], limit: int) -> None:
    lines = broken(" ".join(words), 14, limit)
    assert [word for line in lines for word in line.split()] == words
    for line in lines:
        assert width(line, 14) <= limit or " " not in line


def test_a_line_is_broken_only_where_it_must_be() -> None:
    assert broken("Epping Forest", 12, 80) == ["Epping Forest"]
    assert broken("Epping Forest", 12, 60) == ["Epping", "Forest"]
