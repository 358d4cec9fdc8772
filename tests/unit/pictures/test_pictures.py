"""The PNG of a picture: made of its SVG alone, without a font of the machine, and of nothing that no figure has."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from hashlib import sha256

import pytest
from lxml import etree

from assess.audit.twins import is_redrawn, twin_of
from assess.pictures.outlined import NotOfAFigureError, outlined
from assess.pictures.png import SCALE, png

OPENING = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40" viewBox="0 0 120 40">'
GROUND = '<rect width="120" height="40" fill="#ffffff"/>'
SVG = f'{OPENING}<title>Of things</title>{GROUND}<text x="4" y="20" font-size="14">Tilbury 12.5%</text></svg>'


def _starts(drawn: str) -> list[float]:
    """Where each letter stands, from the left."""
    return [float(place) for place in re.findall(r'transform="matrix\(\S+ 0 0 \S+ (\S+) \S+\)"', drawn)]


def test_letters_are_outlines_and_titles_are_not_drawn() -> None:
    drawn = outlined(SVG)
    assert "<text" not in drawn
    assert "<title" not in drawn
    assert len(re.findall(r'<path d="M[^"]+"', drawn)) == len("Tilbury12.5%")


def test_a_text_that_ends_or_has_its_middle_at_a_place_is_moved_by_its_width() -> None:
    def first(anchor: str) -> float:
        text = SVG.replace("<text ", f'<text text-anchor="{anchor}" ')
        return _starts(outlined(text))[0]

    start, middle, end = map(first, ("start", "middle", "end"))
    assert start > middle > end
    assert abs((start - middle) - (middle - end)) < 0.05


def test_figures_are_as_wide_as_each_other() -> None:
    def ends(text: str) -> float:
        moved = SVG.replace("Tilbury 12.5%", text).replace("<text ", '<text text-anchor="end" ')
        return _starts(outlined(moved))[0]

    assert abs(ends("H1111") - ends("H8888")) < 0.01


def test_the_picture_has_a_size_and_nothing_but_pixels() -> None:
    picture = png(SVG)
    assert int.from_bytes(picture[16:20]) == 120 * SCALE
    assert int.from_bytes(picture[20:24]) == 40 * SCALE
    kinds, at = [], 8
    while at < len(picture):
        kinds.append(picture[at + 4 : at + 8])
        at += 12 + int.from_bytes(picture[at : at + 4])
    assert set(kinds) == {b"IHDR", b"pHYs", b"IDAT", b"IEND"}


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_svg_gives_the_same_bytes_in_another_process_and_place(seed: str) -> None:
    program = (
        "import sys, hashlib; from assess.pictures.png import png; "
        "print(hashlib.sha256(png(sys.stdin.read())).hexdigest())"
    )
    around = {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C", "HOME": "/nowhere", "PYTHONPATH": os.getcwd()}  # noqa: PTH109
    told = subprocess.run(
        [sys.executable, "-c", program], input=SVG, env=around, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == sha256(png(SVG)).hexdigest()


@pytest.mark.parametrize(
    "more",
    [
        '<image href="file:///etc/hostname" width="9" height="9"/>',
        '<rect width="9" height="9" style="fill:url(#x)"/>',
        "<style>rect{fill:red}</style>",
        '<rect width="9" height="9" filter="url(#x)"/>',
        "<script>1</script>",
        "<text>one <tspan>two</tspan></text>",
        "<!-- words -->",
        "<?words?>",
        "<g>words</g>",
        '<g xmlns="http://www.w3.org/1999/xhtml"/>',
        '<use href="#x"/>',
    ],
)
def test_what_no_figure_has_is_refused(more: str) -> None:
    with pytest.raises(NotOfAFigureError):
        outlined(SVG.replace("</svg>", f"{more}</svg>"))


@pytest.mark.parametrize(
    "svg",
    [
        "words",
        "",
        SVG.replace('width="120" height="40" view', 'width="90000" height="90000" view'),
        SVG.replace('width="120" height="40" view', "view"),
        SVG.replace('width="120" height="40" view', 'width="-1" height="40" view'),
        f"<!-- words -->{SVG}",
        f"{SVG}<!-- words -->",
        f'<!DOCTYPE svg [<!ENTITY x "words">]>{SVG}',
    ],
)
def test_what_is_no_picture_of_a_size_is_refused(svg: str) -> None:
    with pytest.raises(NotOfAFigureError):
        outlined(svg)


def test_a_picture_is_judged_by_the_svg_of_its_name() -> None:
    assert twin_of("downloads/asb-total.png") == "downloads/asb-total.svg"
    assert twin_of("downloads/asb-total.csv") == twin_of("downloads/asb-total.svg") == ""


def test_a_picture_is_what_its_svg_comes_to_bit_for_bit() -> None:
    picture = png(SVG)
    other = png(SVG.replace("12.5%", "12.6%"))
    assert is_redrawn(picture, SVG.encode())
    assert not is_redrawn(other, SVG.encode())
    assert not is_redrawn(picture + b"text after its end", SVG.encode())
    assert not is_redrawn(picture[:-12] + b"\0\0\0\4tEXtwords" + picture[-12:], SVG.encode())
    assert not is_redrawn(picture, b"\xff no text")
    assert not is_redrawn(picture, SVG.replace("<text ", '<text x="many" ').replace(' x="4"', "").encode())
    assert not is_redrawn(picture, SVG.replace("<text", "<script/><text").encode())


@pytest.mark.parametrize("name", ["p", "svg"])
def test_names_with_a_prefix_are_refused(name: str) -> None:
    opening = f'<{name}:svg xmlns:{name}="http://www.w3.org/2000/svg" width="9" height="9">'
    svg = f"{opening}<{name}:text>7</{name}:text></{name}:svg>"
    with pytest.raises(NotOfAFigureError, match="prefix"):
        outlined(svg)


def test_what_a_text_says_of_where_letters_belong_moves_none() -> None:
    opening = OPENING.replace(">", ' role="&gt;letters&lt;/g&gt;">')
    svg = f"{opening}<text>letters</text></svg>"
    given = etree.fromstring(outlined(svg))
    assert given.get("role") == ">letters</g>"
    assert [len(group) for group in given] == [len("letters")]
