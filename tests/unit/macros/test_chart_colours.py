"""The colours of charts: told from the page, from the words on them and from each other, also by the colour-blind."""

from __future__ import annotations

import colorsys
import re
from itertools import combinations, pairwise
from pathlib import Path

import material
import pytest

from macros.charts.drawing import SERIES, SHADES

ROOT = Path(__file__).parents[3]
STYLES = (ROOT / "assess/theme/assets/stylesheets/assessment.css").read_text("utf-8")
SCHEMES = {"light": [":root"], "dark": [":root", '[data-md-color-scheme="slate"]']}
MARKS = ("--assess-chosen", "--assess-other", *(f"--chart-{name}" for name in SERIES))
LEAST_APART = 0.12

Colour = tuple[float, float, float]

# Machado, Oliveira and Fernandes (2009), severity 1, on linear light.
SIGHTS = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
# Ottosson's OKLab, from linear light.
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.793617785, -0.0040720468),
    (1.9779984951, -2.428592205, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.808675766),
)


def variables(scheme: str) -> dict[str, str]:
    """The custom properties of the stylesheet in a scheme."""
    found: dict[str, str] = {}
    for selector in SCHEMES[scheme]:
        blocks = re.findall(rf"^ *{re.escape(selector)} \{{(.*?)\}}", STYLES, re.DOTALL | re.MULTILINE)
        assert blocks
        found |= dict(re.findall(r"(--[\w-]+): ([^;]+);", "".join(blocks)))
    return found


def background(scheme: str) -> Colour:
    """What our stylesheet puts behind a page, or else Material's."""
    own = variables(scheme).get("--md-default-bg-color")
    if own:
        return shown(own)
    styles = "".join(
        path.read_text("utf-8")
        for path in (Path(material.__file__).parent / "templates/assets/stylesheets").glob("*.min.css")
    )
    wanted = r"\[data-md-color-scheme=slate\]\{[^}]*?" if scheme == "dark" else r":root[^{}]*\{[^}]*?"
    found = re.search(wanted + r"--md-default-bg-color:([^;}]+)", styles)
    assert found is not None
    if found[1] in ("#fff", "#ffffff"):
        return (1.0, 1.0, 1.0)
    hsl = re.fullmatch(r"hsla\(var\(--md-hue\),(\d+)%,(\d+)%,1\)", found[1].replace(" ", ""))
    assert hsl is not None, found[1]
    return linear(colorsys.hls_to_rgb(int(variables(scheme)["--md-hue"]) / 360, int(hsl[2]) / 100, int(hsl[1]) / 100))


def linear(colour: Colour) -> Colour:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return red, green, blue


def shown(value: str) -> Colour:
    """A colour of the stylesheet, as linear light."""
    assert re.fullmatch(r"#[0-9a-f]{6}", value), value
    red, green, blue = (int(value[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return linear((red, green, blue))


def times(matrix: tuple[Colour, ...] | tuple[tuple[int, ...], ...], colour: Colour) -> Colour:
    first, second, third = (sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix)
    return first, second, third


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of WCAG 2.2."""
    dark, light = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), each, strict=True)) for each in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def lab(colour: Colour) -> Colour:
    clipped = tuple(min(1.0, max(0.0, part)) for part in colour)
    cones = times(TO_CONES, clipped)  # type: ignore[arg-type]
    return times(TO_LAB, tuple(part ** (1 / 3) for part in cones))  # type: ignore[arg-type]


def apart(one: Colour, other: Colour, sight: str) -> float:
    """How far two colours are apart in OKLab to somebody's sight."""
    pair = [lab(times(SIGHTS[sight], each)) for each in (one, other)]
    return float(sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5)


def test_the_measures_are_right_for_known_pairs() -> None:
    black, white, red = (shown(each) for each in ("#000000", "#ffffff", "#ff0000"))
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(red, white) == pytest.approx(3.998, abs=0.01)
    assert apart(black, white, "full") == pytest.approx(1, abs=0.001)
    dark_red, olive = shown("#c00000"), shown("#6b6b00")
    assert apart(dark_red, olive, "protanopia") < 0.6 * apart(dark_red, olive, "full")
    assert background("light") == (1.0, 1.0, 1.0)
    assert max(background("dark")) < 0.05


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", MARKS)
def test_marks_stand_out_from_the_page(scheme: str, name: str) -> None:
    assert contrast(shown(variables(scheme)[name]), background(scheme)) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_small_words_are_readable_on_the_page(scheme: str) -> None:
    assert contrast(shown(variables(scheme)["--assess-quiet"]), background(scheme)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", SERIES)
def test_labels_are_readable_on_their_part(scheme: str, name: str) -> None:
    found = variables(scheme)
    assert contrast(shown(found[f"--chart-on-{name}"]), shown(found[f"--chart-{name}"])) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("shade", range(SHADES))
def test_words_are_readable_on_each_shade(scheme: str, shade: int) -> None:
    [ink] = {
        ink
        for chosen, ink in re.findall(r":is\(([^)]*on-shade[^)]*)\) \{ color: var\((--[\w-]+)\)", STYLES)
        if f".on-shade-{shade}" in chosen
    }
    assert f".heat-{shade} {{ background-color: var(--shade-{shade}); color: var({ink}); }}" in STYLES
    found = variables(scheme)
    assert contrast(shown(found[ink]), shown(found[f"--shade-{shade}"])) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_each_shade_is_darker_than_the_one_before(scheme: str) -> None:
    lightness = [lab(shown(variables(scheme)[f"--shade-{shade}"]))[0] for shade in range(SHADES)]
    assert all(darker < lighter - 0.05 for lighter, darker in pairwise(lightness))


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_series_differ_to_every_sight(scheme: str, sight: str) -> None:
    found = variables(scheme)
    pairs = [
        *combinations([f"--chart-{name}" for name in SERIES], 2),
        ("--assess-chosen", "--assess-other"),
    ]
    near = [pair for pair in pairs if apart(shown(found[pair[0]]), shown(found[pair[1]]), sight) < LEAST_APART]
    assert near == []
