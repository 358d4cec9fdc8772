"""Numbers that macros put into sentences: exact HTML, by what was asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from asking import PAIR, asked, words, written
from hypothesis import given, settings
from hypothesis import strategies as st
from small_view import (
    EDITIONS,
    datasets,
    small_view,
    vocabulary,
)

from macros.language.template import MacroCall
from redaction.data.dataset import Cell
from redaction.diagnostics.errors import LookupFailedError

MINUS = "\u2212"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ n('incidents', 'north', '2022') }}", '<data value="1500" data-cell="incidents/north/2022">1,500</data>'),
        ("{{ n('rates', 'north', 'rate') }}", '<data value="47.394" data-cell="rates/north/rate">47.394</data>'),
        (
            "{{ n('rates', 'north', 'satisfied') }}",
            '<data value="61.3" data-cell="rates/north/satisfied">61.3%</data>',
        ),
        (
            "{{ n('rates', 'south', 'satisfied') }}",
            f'<data value="-0.1" data-cell="rates/south/satisfied">{MINUS}0.1%</data>',
        ),
        ("{{ n('rates', 'south', 'people') }}", '<data value="29000" data-cell="rates/south/people">29,000 [p]</data>'),
        (
            "{{ difference('rates', 'north', 'people', 'people') }}",
            '<data value="0" data-cell="rates/north/people rates/north/people" data-by="difference">no change</data>',
        ),
        (
            "{{ share('rates', 'south', 'people', of='north') }}",
            '<data value="91.6" data-cell="rates/south/people rates/north/people" data-by="share">91.6% [p]</data>',
        ),
        (
            "{{ rank('rates', 'north', 'people') }}",
            (
                '<data value="1" data-cell="rates/north/people rates/south/people rates/east/people" data-by="rank">'
                "highest of 2 [p]</data>"
            ),
        ),
        ("{{ n('rates', 'south', 'rate') }}", '<data value="[low]" data-cell="rates/south/rate">[low]</data>'),
        ("{{ n('rates', 'east', 'people') }}", '<data value="[x]" data-cell="rates/east/people">[x]</data>'),
        (
            "{{ n(dataset='incidents', row='south', column='change') }}",
            f'<data value="-50.0" data-cell="{PAIR.format("south")}" data-by="change">{MINUS}50.0%</data>',
        ),
        (
            "{{ n('incidents', 'total', 'rank') }}",
            '<data value="[z]" data-cell="" data-by="rank">[z]</data>',
        ),
        (
            "{{ change('incidents', 'north', '2021', '2022') }}",
            f'<data value="50.0" data-cell="{PAIR.format("north")}" data-by="change">up 50.0%</data>',
        ),
        (
            "{{ change('incidents', 'south', '2021', '2022') }}",
            f'<data value="-50.0" data-cell="{PAIR.format("south")}" data-by="change">down 50.0%</data>',
        ),
        (
            "{{ change('incidents', 'south', from_='2022', to='2021') }}",
            (
                '<data value="100.0" data-cell="incidents/south/2022 incidents/south/2021" data-by="change">'
                "up 100.0%</data>"
            ),
        ),
        (
            "{{ change('incidents', 'east', '2021', '2022') }}",
            f'<data value="0.0" data-cell="{PAIR.format("east")}" data-by="change">unchanged</data>',
        ),
        (
            "{{ change('incidents', 'west', '2021', '2022') }}",
            f'<data value="[z]" data-cell="{PAIR.format("west")}" data-by="change">[z]</data>',
        ),
        (
            "{{ difference('incidents', 'south', '2021', '2022') }}",
            f'<data value="-1000" data-cell="{PAIR.format("south")}" data-by="difference">1,000 fewer</data>',
        ),
        (
            "{{ difference('incidents', 'west', '2021', '2022') }}",
            f'<data value="500" data-cell="{PAIR.format("west")}" data-by="difference">500 more</data>',
        ),
        (
            "{{ share('incidents', 'north', '2022', of='total') }}",
            '<data value="42.9" data-cell="incidents/north/2022 incidents/total/2022" data-by="share">42.9%</data>',
        ),
        (
            "{{ share('incidents', 'north', '2022', of='north/2021') }}",
            '<data value="150.0" data-cell="incidents/north/2022 incidents/north/2021" data-by="share">150.0%</data>',
        ),
        (
            "{{ share('incidents', 'north', '2022', of='rates/north/people') }}",
            '<data value="4.7" data-cell="incidents/north/2022 rates/north/people" data-by="share">4.7%</data>',
        ),
        (
            "{{ share('incidents', 'north', '2022', of='*') }}",
            (
                '<data value="42.9" data-cell="incidents/north/2022 incidents/north/2022 incidents/south/2022 '
                'incidents/east/2022 incidents/west/2022" data-by="share">42.9%</data>'
            ),
        ),
        (
            "{{ rank('incidents', 'south', '2022') }}",
            (
                '<data value="2" data-cell="incidents/south/2022 incidents/north/2022 incidents/east/2022 '
                'incidents/west/2022" data-by="rank">2nd highest of 4</data>'
            ),
        ),
        (
            "{{ rank('incidents', 'west', '2022') }}",
            (
                '<data value="3" data-cell="incidents/west/2022 incidents/north/2022 incidents/south/2022 '
                'incidents/east/2022" data-by="rank">joint lowest of 4</data>'
            ),
        ),
        (
            "{{ rank('incidents', 'north-vale', '2022') }}",
            (
                '<data value="2" data-cell="incidents/north-vale/2022 incidents/north-hill/2022" data-by="rank">'
                "lowest of 2</data>"
            ),
        ),
        (
            "{{ total('incidents', '2022') }}",
            (
                '<data value="3500" data-cell="incidents/north/2022 incidents/south/2022 incidents/east/2022 '
                'incidents/west/2022" data-by="total">3,500</data>'
            ),
        ),
        (
            "{{ total('incidents', '2022', rows=['north', 'south']) }}",
            '<data value="2500" data-cell="incidents/north/2022 incidents/south/2022" data-by="total">2,500</data>',
        ),
        (
            "{{ total('rates', 'people') }}",
            (
                '<data value="[x]" data-cell="rates/north/people rates/south/people rates/east/people" data-by="total">'
                "[x]</data>"
            ),
        ),
        (
            "{{ highest('incidents', '2022') }}",
            (
                '<data value="north" data-cell="incidents/north/2022 incidents/south/2022 incidents/east/2022 '
                'incidents/west/2022 incidents/north/label" data-by="highest">North</data>'
            ),
        ),
        (
            "{{ lowest('rates', 'people') }}",
            (
                '<data value="south" data-cell="rates/north/people rates/south/people rates/east/people '
                'rates/south/label" data-by="lowest">South</data>'
            ),
        ),
        ("{{ period('incidents') }}", "2021 and 2022"),
    ],
)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_number_on_a_page(text: str, expected: str, edition: str) -> None:
    assert written(f"In all, {text}.", edition) == f"In all, {expected}."


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("{{ n('incidents', 'north', '2022') }}", []),
        ("{{ n('incidents', 'north', 'latest') }}", ["incidents/north/latest"]),
        ("{{ n('incidents', 'north', 'change') }}", ["incidents/north/change"]),
        (
            "{{ change('incidents', 'north', 'previous', 'latest') }}",
            ["change(incidents/north/previous, incidents/north/latest)"],
        ),
        (
            "{{ difference('incidents', 'north', '2021', '2022') }}",
            ["difference(incidents/north/2021, incidents/north/2022)"],
        ),
        (
            "{{ share('incidents', 'north', 'latest', of='total') }}",
            ["share(incidents/north/latest, incidents/total/latest)"],
        ),
        ("{{ share('incidents', 'north', '2022', of='*') }}", ["share(incidents/north/2022, incidents/*/2022)"]),
        (
            "{{ share('incidents', 'north', '2022', of='rates/north/people') }}",
            ["share(incidents/north/2022, rates/north/people)"],
        ),
        ("{{ rank('incidents', 'north', '2022') }}", ["rank(incidents/north/2022)"]),
        ("{{ total('incidents', '2022') }}", ["total(incidents/*/2022)"]),
        (
            "{{ total('incidents', '2022', rows=['north', 'south']) }}",
            ["total(incidents/north/2022, incidents/south/2022)"],
        ),
        (
            "{{ highest('incidents', '2022', 2) }}",
            ["1 of highest(incidents/*/2022, 2)", "2 of highest(incidents/*/2022, 2)"],
        ),
    ],
)
def test_a_number_says_what_was_asked_for_where_its_cell_does_not(text: str, formulas: list[str]) -> None:
    assert re.findall(r'data-formula="([^"]*)"', asked(text)) == formulas


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{ highest('incidents', '2022', 2) }}", "North and South"),
        ("{{ highest('incidents', '2022', count=3) }}", "North, South, East and West"),
        ("{{ highest('incidents', '2022', 99) }}", "North, South, East and West"),
        ("{{ lowest('incidents', '2022') }}", "East and West"),
        ("{{ lowest('incidents', '2022', 2) }}", "East and West"),
        ("{{ lowest('incidents', '2022', 3) }}", "East, West and South"),
        ("{{ lowest('incidents', '2021') }}", "West"),
        ("{{ highest('incidents', 'change') }}", "North"),
        ("{{ lowest('incidents', 'change') }}", "South"),
        ("{{ highest('rates', 'satisfied') }}", "North"),
        ("{{ lowest('rates', 'satisfied') }}", "South"),
    ],
)
def test_extremes_take_ties_in_and_totals_and_parts_out(text: str, names: str) -> None:
    assert words(written(text)) == names


@settings(deadline=None)
@given(
    st.lists(st.integers(-50, 50), min_size=4, max_size=4), st.integers(1, 6), st.sampled_from(["highest", "lowest"])
)
def test_extremes_are_those_of_the_data(values: list[int], count: int, by: str) -> None:
    view = small_view("public", numbered(values))
    shown = words(vocabulary(view).text(f"{{{{ {by}('incidents', '2022', {count}) }}}}"))
    ordered = sorted(values, reverse=by == "highest")
    cut = ordered[min(count, 4) - 1]
    chosen = {value for value in values if (value >= cut if by == "highest" else value <= cut)}
    names = dict(zip(("North", "South", "East", "West"), values, strict=True))
    found = shown.replace(" and ", ", ").split(", ")
    assert {names[name] for name in found} == chosen
    assert [names[name] for name in found] == sorted((names[name] for name in found), reverse=by == "highest")
    assert len(found) == sum(value in chosen for value in values)


def numbered(values: list[int]) -> object:
    """The incidents with other numbers for 2022."""
    original = datasets()["incidents"]
    new = dict(zip(("north", "south", "east", "west"), values, strict=True))
    rows = tuple(
        replace(row, cells={**row.cells, "2022": Cell(str(new[row.id]), Decimal(new[row.id]))})
        if row.id in new
        else row
        for row in original.rows
    )
    return replace(original, rows=rows)


def test_the_change_between_percentages_is_told_in_points() -> None:
    with pytest.raises(LookupFailedError, match="in percentage points") as refused:
        vocabulary(small_view()).call(MacroCall("change", ("rates", "north", "satisfied", "satisfied"), {}, 1))
    assert refused.value.rule == "column-kind"
