"""What may show digits the other way round than they are written, and what only looks like it."""

from __future__ import annotations

import pytest

from assess.audit.text.turned import overrides, turned, turns

TURNING = [
    '<p style="FLOAT : Right">',
    "<style>b{float:inline-end}</style>",
    '<b style="order:-1">',
    '<b style="order: 2">',
    "<p dir=rtl>",
    '<p style="direction:rtl">',
    '<p style="unicode-bidi:bidi-override">',
    '<p style="unicode-bidi:ISOLATE-override">',
    '<p style="unicode-bidi:bidi-\\6F verride">',
    '<p style="unicode-bidi:b\\idi\\-override">',
    '<p style="flex-direction:row-reverse">',
    "<bdo dir=RTL>",
    "&#X202E;341",
    "&#8238;341",
    "&#8238;341 and a \\6 beside it",
    "\u202e341",
]
PLAIN = [
    "",
    '<p style="border: 1px; border-image: 2">',
    '<p style="float: left">',
    '<table style="--cell-order: 3">',
    "<p>Order of 2</p>",
    "<p>The shirtless and the turtle</p>",
    "C:\\6files and \\n",
]


@pytest.mark.parametrize("source", TURNING)
def test_what_may_turn_digits_has_a_document_read_both_ways(source: str) -> None:
    assert turns(source)


@pytest.mark.parametrize("source", PLAIN)
def test_what_turns_nothing_is_read_one_way(source: str) -> None:
    assert not turns(source)


@pytest.mark.parametrize(("style", "found"), [("p{unicode-bidi:BIDI-override}", True), ("p{direction:rtl}", False)])
def test_a_style_sheet_turns_letters_by_an_override_alone(style: str, *, found: bool) -> None:
    assert overrides(style) is found


def test_each_number_is_read_from_the_right_and_stays_where_it_was() -> None:
    assert turned("341, 7 and 5.34 of 002,1 in A12") == "143, 7 and 43.5 of 1,200 in A21"
