"""A chart on a sheet: names that stand above their bars on the screen stand beside them, and nothing else changes."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from lxml import etree

from assess.pdf.names_beside import with_names_beside
from assess.pictures.one_width import SCALE, WIDE, on_paper
from macros.charts.chart import Chart, ChartKind, Mark
from macros.charts.drawing import draw
from macros.charts.text_width import width

NAMES = ("West Tharrowe/ Purfleet & Lakeside", "Ockendon", "Death or Serious Injury caused by unlawful driving", "ASB")
TWICE: tuple[ChartKind, ...] = ("grouped", "gap")


def chart(
    kind: ChartKind, names: tuple[str, ...] = NAMES, series: tuple[str, ...] = ("2021", "2022")
) -> etree._Element:
    """A chart as it stands on a page, with a low and a negative number where its kind has them."""
    marks = [
        Mark(name, each, value, f"{value:+.1f}%" if kind == "change" else f"{value:,.0f}")
        for place, name in enumerate(names)
        for at, each in enumerate(series if kind in TWICE else series[:1])
        for value in [(-40.0 if kind == "change" and place == 1 else 1300.0 / (place + 1) ** 2) + 90 * at]
    ]
    return etree.fromstring(draw(Chart(kind, tuple(marks), names[1], "Offences")).encode())


def words(drawn: bytes | etree._Element) -> Counter[str]:
    """The words of a chart."""
    whole = etree.fromstring(drawn) if isinstance(drawn, bytes) else drawn
    return Counter(" ".join(whole.itertext()).split())


def placed(drawn: bytes) -> list[tuple[etree._Element, float, float]]:
    """Each part of a chart with its place, its own and that of the group around it."""
    found = []
    for part in etree.fromstring(drawn).iter("{*}text", "{*}rect", "{*}line"):
        x, y = (float(part.get(name) or part.get(f"{name}1")) for name in "xy")
        for group in part.iterancestors("{*}g"):
            over, down = map(float, re.findall(r"-?[\d.]+", group.get("transform")))
            x, y = x + over, y + down
        found.append((part, x, y))
    return found


KINDS: tuple[ChartKind, ...] = ("ranked", "change", "grouped", "gap")


@pytest.mark.parametrize("kind", KINDS)
def test_names_stand_beside_their_bars_and_the_chart_is_lower(kind: ChartKind) -> None:
    drawn = chart(kind)
    high = on_paper(drawn)
    low = on_paper(drawn, with_names_beside(drawn))
    assert words(low) == words(high)
    tall, before = (float(etree.fromstring(each).get("height")) for each in (low, high))
    assert tall < 0.75 * before
    names = {word for name in NAMES for word in name.split()}
    parts = placed(low)
    said = [each for each in parts if each[0].text and set(each[0].text.split()) <= names]
    ends = {x for _, x, _ in said}
    assert len(ends) == 1
    (end,) = ends
    assert all(part.get("text-anchor") == "end" for part, _, _ in said)
    marks = [(part, x) for part, x, y in parts if part.tag.endswith("rect") and y > min(y for _, _, y in said) - 20]
    assert marks
    assert all(end < x and x + float(part.get("width")) < WIDE for part, x in marks)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_reaches_out_of_the_chart_or_into_the_next_row(kind: ChartKind) -> None:
    beside = chart(kind)
    drawn = etree.fromstring(on_paper(beside, with_names_beside(beside)))
    wide, high = float(drawn.get("width")) / SCALE, float(drawn.get("height")) / SCALE
    texts: list[tuple[float, float, float]] = []
    for part, x, y in placed(etree.tostring(drawn)):
        if not part.tag.endswith("text"):
            continue
        long = width(part.text or "", float(part.get("font-size")), bold=part.get("font-weight") == "700")
        left = x - long * {"end": 1, "middle": 0.5}.get(part.get("text-anchor") or "", 0)
        assert left > -1
        assert left + long < wide + 1
        assert y < high
        assert all(abs(y - other) > 11 or left > after or left + long < first for first, after, other in texts), (
            part.text
        )
        texts.append((left, left + long, y))


OTHERS: dict[str, Any] = {
    "ranked with names beside already": chart("ranked", ("Grays", "Tilbury")),
    "months": chart("months", ("April 2022", "May 2022")),
    "stacked": chart("stacked", ("Yes", "No")),
}


@pytest.mark.parametrize("drawn", OTHERS.values(), ids=OTHERS)
def test_a_chart_without_names_above_is_left_as_it_is(drawn: etree._Element) -> None:
    before = etree.tostring(drawn)
    assert with_names_beside(drawn) == 0
    assert etree.tostring(drawn) == before
