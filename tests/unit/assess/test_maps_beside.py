"""A map of the areas that bars show stands beside them on a sheet, where both have the room that they are drawn for."""

from __future__ import annotations

import pytest
from lxml import etree, html

from assess.pdf.article import Bound, bound
from assess.pdf.volume import Leaf, Volume
from assess.pdf.wide_tables import PORTRAIT
from macros.charts.chart import Chart, ChartKind, Mark
from macros.charts.drawing import draw
from macros.charts.text_width import width

POINT = 0.75  # of a pixel of a stylesheet
AREAS = ("Braintree", "Chelmsford", "Epping Forest", "Southend")
LONG = ("Braintree", "Chelmsford", "Epping Forest, with the villages to the north", "Southend")


def figure(names: tuple[str, ...], second: ChartKind = "map") -> Bound:
    """A page with bars and a second chart of some areas."""
    marks = tuple(Mark(name, "Number", 21_225.0 / at, f"{21_225 / at:,.0f}") for at, name in enumerate(names, 1))
    places = ((1, 1), (2, 1), (3, 2), (4, 2))
    kinds: tuple[ChartKind, ...] = ("ranked", second)
    drawn = "".join(draw(Chart(kind, marks, names[1], "Offences", places=places)) for kind in kinds)
    charts = f'<div class="figure__chart">{drawn}</div>'
    leaf = Leaf("page/", f'<article><h1>A page</h1><figure class="figure">{charts}</figure></article>', 1)
    return bound(Volume("section-1", "A section", ((leaf,),)), (leaf,), leaf, "", "en")


@pytest.mark.parametrize(
    ("names", "second", "look"),
    [(AREAS, "map", "beside"), (LONG, "map", "several"), (AREAS, "ranked", "several")],
    ids=["bars and a map", "bars whose names take the room", "bars and bars"],
)
def test_bars_and_a_map_are_beside_each_other_where_there_is_room(
    names: tuple[str, ...], second: ChartKind, look: str
) -> None:
    page = figure(names, second)
    (charts,) = html.fromstring(page.content).find_class("figure__chart")
    assert charts.get("class").split() == ["figure__chart", look]
    together = sum(float(etree.fromstring(drawn).get("width")) * POINT for drawn in page.pictures.values())
    assert (together < PORTRAIT) == (look == "beside")


def test_nothing_reaches_out_of_bars_or_a_map_that_stand_beside_each_other() -> None:
    for drawn in map(etree.fromstring, figure(AREAS).pictures.values()):
        wide = float(drawn.get("viewBox").split()[2])
        for text in drawn.iter("{*}text"):
            left = float(text.get("x")) + sum(
                float(group.get("transform").removeprefix("translate(").partition(",")[0])
                for group in text.iterancestors("{*}g")
            )
            long = width(text.text or "", float(text.get("font-size")), bold=text.get("font-weight") == "700")
            left -= long * {"end": 1, "middle": 0.5}.get(text.get("text-anchor") or "", 0)
            assert left > -1
            assert left + long < wide + 1
