"""Telephone numbers that can be called, and numbers that are none."""

from __future__ import annotations

import pytest

from macros.html.telephone import with_calls


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("999", "999"),
        ("Call 101", "101"),
        ("0808 2000 247", "08082000247"),
        ("08000 121 700.", "08000121700"),
        ("0800 1111", "08001111"),
        ("116 123, day and night", "116123"),
        ("(01375 652 652)", "01375652652"),
    ],
)
def test_a_number_can_be_called(text: str, dialled: str) -> None:
    html = with_calls(text)
    assert html.count("<a ") == 1
    assert f'<a href="tel:{dialled}">' in html
    assert html.striptags() == text


@pytest.mark.parametrize(
    "text",
    ["www.example.org/101/999", "1,999", "999,000", "101.5", "0.999", "A101", "2101", "0123", "<b>", "Not given"],
)
def test_other_numbers_are_not_called_and_markup_is_escaped(text: str) -> None:
    html = with_calls(text)
    assert "<" not in html
    assert html.unescape() == text
