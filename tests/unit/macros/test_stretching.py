"""What Vega draws on a canvas of fixed width, as a drawing that stretches."""

from __future__ import annotations

import pytest

from macros.charts.responsive_svg import stretched


def drawing(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="50"><g class="root">{inside}</g></svg>'


def layer(kind: str, mark: str, name: str = "layer_0") -> str:
    return drawing(f'<g class="mark-{kind} role-mark {name}_marks">{mark}</g>')


def body(svg: str) -> str:
    return svg.partition(">")[2].removesuffix("</svg>")


@pytest.mark.parametrize(
    ("kind", "mark", "expected"),
    [
        (
            "rect",
            '<path d="M250,10h500.125v16h-500.125Z" fill="chosen"/>',
            '<rect class="chosen" x="25%" y="10" width="50.01%" height="16"/>',
        ),
        (
            "text",
            '<text text-anchor="start" transform="translate(500,14)" fill="name" font-size="11px">5 &lt; "6"</text>',
            '<text class="name" x="50%" y="14" dx="6">5 &lt; "6"</text>',
        ),
        (
            "text",
            '<text text-anchor="end" transform="translate(500,14)" fill="name">5</text>',
            '<text class="name" text-anchor="end" x="50%" y="14" dx="-6">5</text>',
        ),
        (
            "rule",
            '<line transform="translate(100,1)" x2="0" y2="59" stroke="axis"/>',
            '<line class="axis" stroke="currentColor" x1="10%" y1="1" x2="10%" y2="60"/>',
        ),
        (
            "line",
            '<path d="M0,1L100,2M200,3L300,4" stroke="first"/>',
            (
                '<line class="first" stroke="currentColor" x1="0%" y1="1" x2="10%" y2="2"/>'
                '<line class="first" stroke="currentColor" x1="20%" y1="3" x2="30%" y2="4"/>'
            ),
        ),
        (
            "symbol",
            '<path transform="translate(100,7)" d="M1.2345,0L2,3Z" fill="first"/>',
            '<svg x="10%" y="7" overflow="visible"><path class="first" d="M1.23,0L2,3Z"/></svg>',
        ),
    ],
)
def test_places_become_per_cent_and_colours_classes(kind: str, mark: str, expected: str) -> None:
    assert body(stretched(layer(kind, mark), "ranked", 50)) == expected


def test_a_layer_in_pixels_stays_and_the_rest_makes_room_for_it() -> None:
    text = '<text text-anchor="end" transform="translate(92,14)" fill="name">North</text>'
    fixed = body(stretched(layer("text", text, "pixels_end"), "ranked", 50, 100))
    assert (
        fixed == '<g transform="translate(100,0)"></g><text class="name" text-anchor="end" x="92" y="14">North</text>'
    )


def test_it_is_as_wide_as_its_column_and_as_high_as_it_says() -> None:
    svg = stretched(drawing(""), "map", 128.5)
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" class="chart-map" width="100%" height="128.5"')


@pytest.mark.parametrize(("kind", "mark"), [("arc", "<path d='M0,0'/>"), ("rect", '<path d="M0,0L1,1" fill="x"/>')])
def test_a_mark_it_does_not_know_is_refused_and_not_left_out(kind: str, mark: str) -> None:
    with pytest.raises(ValueError, match=r"arc|M0,0L1,1"):
        stretched(layer(kind, mark), "ranked", 50)
