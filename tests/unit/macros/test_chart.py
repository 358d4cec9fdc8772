"""What a chart shows, and what is said of it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_view import datasets, small_view, with_descriptor

from macros.charts.chart import MOST_SERIES, Chart, Mark, charts_of
from macros.charts.description import described
from macros.html.number_format import in_prose
from macros.html.tables import table_rows
from macros.phrasebook.phrases import phrases_of
from redaction.data.arithmetic import share
from redaction.data.dataset import Cell, Column, Dataset, Descriptor, Row
from redaction.diagnostics.errors import LookupFailedError

NAMES = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Holly")

ENGLISH = phrases_of("en")


def measured(values: list[Decimal | None], *, decimals: int | None = None, highlight: str = "") -> Dataset:
    """A dataset of one column, a row for each value."""
    columns = (Column("label", "Tree"), Column("height", "Height", "number", "metres", decimals))
    descriptor = Descriptor(
        "trees", "Trees", "Trees are tall", "Anyshire", "2022", ("police",), columns, highlight=highlight
    )
    rows = tuple(
        Row(
            name.lower(),
            {"label": Cell(name), "height": Cell(str(value), value) if value is not None else Cell("[x]", code="[x]")},
        )
        for name, value in zip(NAMES, values, strict=False)
    )
    return Dataset(descriptor, "public", rows)


def chart(dataset: str, kind: str, columns: list[str], *more: Dataset) -> Chart:
    [only] = charts_of(small_view("public", *more), dataset, kind, columns)
    return only


def test_it_shows_neither_totals_nor_rows_that_are_part_of_others() -> None:
    for kind in ("ranked", "change", "grouped", "months"):
        shown = chart("incidents", kind, ["2022"])
        assert {mark.category for mark in shown.marks} == {"North", "South", "East", "West"}


def test_a_ranked_chart_has_the_highest_first_and_ties_by_name() -> None:
    marks = chart("incidents", "ranked", ["2022"]).marks
    assert [(mark.category, mark.value, mark.label) for mark in marks] == [
        ("North", 1500, "1,500"),
        ("South", 1000, "1,000"),
        ("East", 500, "500"),
        ("West", 500, "500"),
    ]


def test_a_change_chart_has_the_highest_first_and_what_has_no_number_last() -> None:
    shown = chart("incidents", "change", ["change"])
    assert [(mark.category, mark.value, mark.label) for mark in shown.marks] == [
        ("North", 50.0, "+50.0%"),
        ("East", 0.0, "0.0%"),
        ("South", -50.0, "\u221250.0%"),
        ("West", None, "[z]"),
    ]
    assert shown.measure == "Change"


@pytest.mark.parametrize("kind", ["grouped", "months"])
def test_other_charts_keep_the_order_of_the_table_and_the_columns(kind: str) -> None:
    marks = chart("incidents", kind, ["2022", "2021"]).marks
    assert [(mark.series, mark.category) for mark in marks] == [
        (series, area) for series in ("2022", "2021") for area in ("North", "South", "East", "West")
    ]


@pytest.mark.parametrize("kind", ["grouped", "months"])
def test_without_columns_it_shows_every_stored_one(kind: str) -> None:
    assert chart("incidents", kind, []) == chart("incidents", kind, ["2021", "2022"])


@pytest.mark.parametrize("kind", ["ranked", "change"])
@pytest.mark.parametrize("columns", [[], ["2021", "2022"]])
def test_a_ranked_or_change_chart_takes_one_column(kind: str, columns: list[str]) -> None:
    with pytest.raises(LookupFailedError, match=r"2 columns for a \w+ chart, expected one, as of='COLUMN'"):
        chart("incidents", kind, columns)


@pytest.mark.parametrize(("kind", "near"), [("rank", "ranked"), ("month", "months"), ("Grouped", "grouped")])
def test_a_misspelt_kind_is_told_the_nearest(kind: str, near: str) -> None:
    with pytest.raises(LookupFailedError, match=f'the chart "{kind}", expected "{near}"'):
        chart("incidents", kind, ["2022"])


def test_a_misspelt_column_is_told_the_nearest() -> None:
    with pytest.raises(LookupFailedError, match='unknown column "202", expected "2022" in dataset "incidents"'):
        chart("incidents", "ranked", ["202"])


def test_a_dataset_without_numbers_has_no_chart() -> None:
    with pytest.raises(LookupFailedError):
        chart("help-routes", "grouped", [])


def test_the_measure_is_the_shared_unit_or_the_title_of_the_column() -> None:
    assert chart("incidents", "ranked", ["2022"]).measure == "Incidents"
    assert chart("rates", "ranked", ["rate"]).measure == "Rate"


def test_the_row_picked_out_is_named_as_in_the_table() -> None:
    assert chart("incidents", "ranked", ["2022"]).highlight == "South"
    assert chart("rates", "ranked", ["rate"]).highlight == ""


def test_a_value_is_what_its_label_says() -> None:
    marks = chart("rates", "ranked", ["rate"]).marks
    assert [(mark.category, mark.value, mark.label) for mark in marks] == [
        ("North", 47.394, "47.394"),
        ("East", 3.2, "3.2"),
        ("South", None, "[low]"),
    ]
    assert chart("trees", "ranked", ["height"], measured([Decimal("2.25")], decimals=1)).marks[0].value == 2.3


def test_a_provisional_number_has_its_code_in_its_label() -> None:
    marks = {mark.category: mark.label for mark in chart("rates", "ranked", ["people"]).marks}
    assert marks == {"North": "31,650", "South": "29,000 [p]", "East": "[x]"}


@pytest.mark.parametrize("column", ["2021", "2022", "difference", "change", "share", "rank"])
def test_labels_are_the_numbers_of_the_table(column: str) -> None:
    view = small_view("public")
    found = view.datasets["incidents"]
    names = ["2021", "2022", *(each.name for each in found.descriptor.derived)]
    place = names.index(column)
    table = {row.label: row.cells[place].text for row in table_rows(view, found)}
    [shown] = charts_of(view, "incidents", "grouped", [column])
    for mark in shown.marks:
        assert mark.label == table[mark.category]


# --- the description -----------------------------------------------------------------------------------


def test_a_description_names_the_extremes_and_the_row_picked_out() -> None:
    assert described(chart("incidents", "ranked", ["2022"])) == (
        "Bar chart of 4 categories. It shows: Incidents. "
        "North highest at 1,500, East and West lowest at 500. South is at 1,000."
    )


def test_a_description_does_not_say_the_row_picked_out_twice() -> None:
    original = with_descriptor(datasets()["incidents"], highlight="north")
    assert described(chart("incidents", "ranked", ["2022"], original)).endswith("lowest at 500.")


def test_a_description_of_several_series_takes_each_in_turn() -> None:
    assert described(chart("incidents", "grouped", ["2021", "2022"])) == (
        "Grouped bar chart of 4 categories. It shows: Incidents. "
        "2021: South highest at 2,000, West lowest at 0. "
        "2022: North highest at 1,500, East and West lowest at 500. South is at 1,000."
    )


def test_a_description_of_changes_keeps_their_signs() -> None:
    assert described(chart("incidents", "change", ["change"])) == (
        "Bar chart around zero of 4 categories. It shows: Change. "
        "North highest at +50.0%, South lowest at \u221250.0%. No number for West [z]."
    )


def test_a_description_names_things_as_they_are_named() -> None:
    """A name or an acronym in a column's title keeps its capitals: "Change in North", not "change in north"."""
    original = datasets()["incidents"]
    derived = tuple(
        replace(each, title="Change in ASB in North") if each.name == "change" else each
        for each in original.descriptor.derived
    )
    shown = described(chart("incidents", "change", ["change"], with_descriptor(original, derived=derived)))
    assert "ASB in North." in shown


def test_a_chart_without_any_number_is_described_without_extremes() -> None:
    shown = described(chart("trees", "ranked", ["height"], measured([None, None])))
    assert "highest" not in shown
    assert "lowest" not in shown
    assert shown.endswith("No number for Ash [x] and Birch [x].")


_VALUE = st.decimals(-1000, 1000, places=2)


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), _VALUE), min_size=1, max_size=6), st.sampled_from([0, 1, 2]))
def test_the_extremes_described_are_those_of_the_data(values: list[Decimal | None], decimals: int) -> None:
    shown = described(chart("trees", "ranked", ["height"], measured(values, decimals=decimals)))
    unit = Decimal(1).scaleb(-decimals)
    rounded = {
        name: value.quantize(unit, ROUND_HALF_UP)
        for name, value in zip(NAMES, values, strict=False)
        if value is not None
    }
    missing = [f"{name} [x]" for name, value in zip(NAMES, values, strict=False) if value is None]
    shown, _, without = shown.partition(" No number for ")
    assert without == (f"{ENGLISH.listed(missing)}." if missing else "")
    found = re.search(r"Metres\. (.+) highest at (\S+), (.+) lowest at (\S+)\.$", shown)
    if not rounded:
        assert found is None
        return
    assert found is not None
    for names, number, extreme in ((found[1], found[2], max), (found[3], found[4], min)):
        value = extreme(rounded.values())
        assert Decimal(number.replace(",", "").replace("\u2212", "-")) == value
        assert set(names.replace(" and ", ", ").split(", ")) == {
            name for name, each in rounded.items() if each == value
        }


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), _VALUE), min_size=1, max_size=6))
def test_a_ranked_chart_shows_every_row_once_from_the_top_down(values: list[Decimal | None]) -> None:
    marks = chart("trees", "ranked", ["height"], measured(values)).marks
    assert sorted(mark.category for mark in marks) == list(NAMES[: len(values)])
    numbers = [mark.value for mark in marks if mark.value is not None]
    assert numbers == sorted(numbers, reverse=True)
    assert all(mark.value is None for mark in marks[len(numbers) :])


def test_equal_bars_with_different_codes_each_have_their_label() -> None:
    marks = (Mark("Ash", "s", 5.0, "5 [p]"), Mark("Birch", "s", 5.0, "5"), Mark("Cedar", "s", 1.0, "1"))
    shown = described(Chart("ranked", marks, "", "Metres"))
    assert "Ash and Birch highest at 5 [p] and 5, Cedar lowest at 1." in shown


def test_one_category_is_not_said_to_be_several() -> None:
    assert described(chart("trees", "ranked", ["height"], measured([Decimal(1)]))).startswith(
        "Bar chart of 1 category."
    )


EVERY_KIND = (
    ("ranked", ["2022"], ""),
    ("change", ["change"], ""),
    ("grouped", ["2021", "2022"], ""),
    ("months", ["2021", "2022"], ""),
    ("stacked", ["2021", "2022"], ""),
    ("map", ["2022"], "places"),
    ("multiples", ["2021", "2022"], ""),
    ("gap", ["2021", "2022"], ""),
)


@pytest.mark.parametrize(("kind", "columns", "grid"), EVERY_KIND)
def test_each_number_and_name_of_a_description_is_on_the_chart(kind: str, columns: list[str], grid: str) -> None:
    """What is left without the names and labels of its marks is the frame of the sentences, which holds neither."""
    for shown in charts_of(small_view("public", places()), "incidents", kind, columns, grid):
        said = described(shown)
        counted = f" of {len({mark.category for mark in shown.marks})} categories"
        assert counted in said
        said = said.replace(counted, "")
        own = {each for mark in shown.marks for each in (mark.label, mark.category, mark.series)} | {shown.measure}
        for each in sorted(own, key=len, reverse=True):
            said = said.replace(each, "")
        assert not re.search(
            r"\d|[A-Z](?!ar chart|tacked bar|rouped bar|ime chart|ot chart, two|ile map|t shows|o number for)", said
        ), said


def test_measures_of_different_units_are_all_named() -> None:
    assert chart("rates", "grouped", ["people", "rate"]).measure == "People and Rate"


# --- stacked shares ------------------------------------------------------------------------------------


def test_parts_of_counts_are_shares_of_their_sum() -> None:
    shown = chart("incidents", "stacked", ["2021"])
    assert [(mark.category, mark.series, mark.value, mark.label) for mark in shown.marks] == [
        ("North", "2021", 28.6, "28.6%"),
        ("South", "2021", 57.1, "57.1%"),
        ("East", "2021", 14.3, "14.3%"),
        ("West", "2021", 0.0, "0.0%"),
    ]
    assert shown.measure == "Percentage of incidents"
    assert described(shown) == (
        "Stacked bar chart of 4 categories. It shows: Percentage of incidents. "
        "2021: North 28.6%, South 57.1%, East 14.3% and West 0.0%."
    )


def test_parts_that_are_percentages_stay_as_they_are() -> None:
    original = with_descriptor(datasets()["rates"])
    cells = {"north": "61.25", "east": "50"}
    rows = tuple(row for row in original.rows if row.id in cells)
    shown = chart("rates", "stacked", ["satisfied"], replace(original, rows=rows))
    assert [(mark.value, mark.label) for mark in shown.marks] == [(61.3, "61.3%"), (50.0, "50.0%")]
    assert shown.measure == "Percentage"


def test_without_one_number_no_part_has_a_share() -> None:
    shown = chart("trees", "stacked", ["height"], measured([Decimal(3), None]))
    assert [(mark.value, mark.label) for mark in shown.marks] == [(None, "[x]"), (None, "[x]")]


def test_negative_numbers_are_no_parts_of_a_whole() -> None:
    with pytest.raises(LookupFailedError, match='stacked chart of "height", which has negative numbers'):
        chart("trees", "stacked", ["height"], measured([Decimal(3), Decimal(-1)]))


def test_more_parts_or_series_than_there_are_colours_are_refused() -> None:
    with pytest.raises(LookupFailedError, match=f"a stacked chart of 6 rows, expected {MOST_SERIES} at most"):
        chart("trees", "stacked", ["height"], measured([Decimal(1)] * 6))
    with pytest.raises(LookupFailedError, match=f"6 columns for a grouped chart, expected {MOST_SERIES} at most"):
        chart("incidents", "grouped", ["2021", "2022"] * 3)


@settings(deadline=None)
@given(st.lists(st.decimals(0, 1000, places=1), min_size=1, max_size=MOST_SERIES))
def test_shares_are_those_of_the_data(values: list[Decimal]) -> None:
    view = small_view("public", measured(list(values)))
    whole = view.total("trees", "height")
    [shown] = charts_of(view, "trees", "stacked", ["height"])
    for mark, (row, quantity) in zip(shown.marks, view.column("trees", "height"), strict=True):
        assert (mark.category, mark.label) == (row.label, in_prose(share(quantity, whole)))
        assert f"{row.label} {mark.label}" in described(shown)


# --- maps ----------------------------------------------------------------------------------------------

PLACES = {"north": ("1", "1"), "south": ("2", "3"), "east": ("2", "1"), "west": ("1", "2")}


def places(found: dict[str, tuple[str, str]] = PLACES) -> Dataset:
    """A grid: a column and a row for each area."""
    columns = (
        Column("label", "Area"),
        Column("column", "Column", "count", "tiles"),
        Column("row", "Row", "count", "tiles"),
    )
    rows = tuple(
        Row(
            name,
            {"label": Cell(name)}
            | {
                key: Cell(text, Decimal(text)) if text != "[x]" else Cell(text, code=text)
                for key, text in zip(("column", "row"), at, strict=True)
            },
        )
        for name, at in found.items()
    )
    return Dataset(Descriptor("places", "Places", "Places", "Anyshire", "2022", ("police",), columns), "public", rows)


def test_a_map_has_each_row_on_the_tile_of_its_grid() -> None:
    [shown] = charts_of(small_view("public", places()), "incidents", "map", ["2022"], "places")
    assert dict(zip((mark.category for mark in shown.marks), shown.places, strict=True)) == {
        "North": (1, 1),
        "South": (2, 3),
        "East": (2, 1),
        "West": (1, 2),
    }
    assert described(shown).startswith("Tile map of 4 categories. It shows: Incidents. North highest at 1,500,")


def test_a_map_without_a_grid_or_a_place_is_told_so() -> None:
    for grid, found in (
        ("", 'a map of "incidents" without a grid'),
        ("plces", 'unknown dataset "plces", expected "places"'),
        ("rates", 'unknown row "west"|unknown column "column"'),
    ):
        with pytest.raises(LookupFailedError, match=found):
            charts_of(small_view("public", places()), "incidents", "map", ["2022"], grid)
    for lacking in ({name: at for name, at in PLACES.items() if name != "west"}, PLACES | {"west": ("[x]", "1")}):
        with pytest.raises(LookupFailedError, match='row "west"'):
            charts_of(small_view("public", places(lacking)), "incidents", "map", ["2022"], "places")


# --- small multiples -----------------------------------------------------------------------------------


def test_small_multiples_have_a_panel_for_each_row_with_parts_and_one_scale() -> None:
    panels = charts_of(small_view("public"), "incidents", "multiples", ["2021", "2022"])
    assert [panel.title for panel in panels] == ["North"]
    assert [(mark.category, mark.series, mark.label) for mark in panels[0].marks] == [
        ("Hill", "2021", "600"),
        ("Vale", "2021", "400"),
        ("Hill", "2022", "900"),
        ("Vale", "2022", "600"),
    ]
    assert panels[0].scale == panels[0].marks


def test_a_table_without_parts_has_no_small_multiples() -> None:
    with pytest.raises(LookupFailedError, match='small multiples of "rates", where no row has parts'):
        charts_of(small_view("public"), "rates", "multiples", ["rate"])


def test_marks_and_charts_cannot_be_changed() -> None:
    mark = Mark("a", "b", 1.0, "1")
    with pytest.raises(AttributeError):
        mark.value = 2.0  # type: ignore[misc]
