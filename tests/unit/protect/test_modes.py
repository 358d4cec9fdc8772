"""A measure is shown as its policy says: withheld, rounded or merged, with dominance and zeros taken into account."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import cube, question

from assess.protect.counts import Counts, parse_counts
from assess.protect.cube import Tree
from assess.protect.policy import Measure, Mode, Table
from assess.protect.primaries import Counted, primaries
from assess.protect.protect import protect
from assess.protect.rounding import rounded_cells
from assess.protect.suppress import UnprotectableError
from redaction.diagnostics.errors import ProblemsFoundError

WARDS = Tree("ward", {"all": ("north", "south"), "north": ("a", "b", "c"), "south": ("d", "e")})
YEARS = Tree("year", {"all": ("2024", "2025")})
TABLE = Table("by-ward", "ward", "year", {}, "public", whole=False)
NUMBERS = {
    ("a", "2024"): 3,
    ("a", "2025"): 14,
    ("b", "2024"): 21,
    ("b", "2025"): 9,
    ("c", "2024"): 17,
    ("c", "2025"): 26,
    ("d", "2024"): 31,
    ("d", "2025"): 12,
    ("e", "2024"): 8,
    ("e", "2025"): 40,
}


def measure(mode: Mode, **more: object) -> Measure:
    made = Measure("crime", 5, 2, mode, "counts.csv", "", (WARDS, YEARS), (TABLE,))
    return replace(made, **more)  # type: ignore[arg-type]


def test_small_cells_are_withheld_with_others_and_totals_are_shown_where_they_can_be() -> None:
    found = protect(measure("suppress"), Counts(NUMBERS, {}), exact=True)
    assert found.shown["a", "2024"] is None
    assert found.shown["all", "all"] == sum(NUMBERS.values())
    assert (found.primaries, found.secondaries) == (1, 3)
    assert all(each.exact and not each.is_narrower_than(2) for each in found.ranges)


@pytest.mark.parametrize("base", [3, 5])
def test_rounded_numbers_are_multiples_that_add_up(base: int) -> None:
    found = protect(measure("round", base=base), Counts(NUMBERS, {}))
    shown = {key: number for key, number in found.shown.items() if number is not None}
    assert len(shown) == len(WARDS.nodes) * len(YEARS.nodes)
    assert all(number % base == 0 for number in shown.values())
    assert all(abs(number - found.whole[key]) < base for key, number in shown.items())
    for year in YEARS.nodes:
        assert shown["all", year] == shown["north", year] + shown["south", year]
        assert shown["south", year] == shown["d", year] + shown["e", year]
    for ward in WARDS.nodes:
        assert shown[ward, "all"] == shown[ward, "2024"] + shown[ward, "2025"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=3, max_size=3), st.sampled_from([3, 5]))
def test_any_flat_table_can_be_rounded_by_less_than_the_base(rows: list[list[int]], base: int) -> None:
    table = question(cube(rows), 1)
    shown, furthest = rounded_cells(table.numbers, table.sums, base)
    assert furthest == base - 1
    assert all(each.holds(shown) for each in table.sums)
    assert all(abs(shown[cell] - number) < base and shown[cell] % base == 0 for cell, number in table.numbers.items())


def test_a_level_is_merged_where_its_cells_are_small() -> None:
    found = protect(measure("coarsen", coarsened=("ward",)), Counts(NUMBERS, {}))
    assert found.measure.trees[0].nodes == ("all", "north", "south")
    assert found.shown["north", "2024"] == 41
    assert None not in found.shown.values()


def test_what_is_small_at_its_top_cannot_be_merged() -> None:
    with pytest.raises(UnprotectableError):
        protect(measure("coarsen", coarsened=("ward", "year")), Counts({("a", "2024"): 2}, {}))


@pytest.mark.parametrize(("threshold", "numbers"), [(4, []), (5, [4]), (6, [4, 5])])
def test_a_number_above_zero_and_below_the_threshold_is_small(threshold: int, numbers: list[int]) -> None:
    cells = {str(number): Counted(number) for number in (0, 4, 5, 6)}
    assert primaries(measure("suppress", threshold=threshold), cells) == tuple(map(str, numbers))


def test_a_zero_may_be_withheld_beside_others_unless_the_policy_shows_all() -> None:
    trees = (Tree("ward", {"all": ("a", "b", "c")}), Tree("kind", {"every": ("x", "y")}))
    counts = Counts({("a", "x"): 2, ("a", "y"): 9, ("b", "x"): 80, ("c", "x"): 70, ("c", "y"): 60}, {})
    tables = (Table("rescues", "ward", "kind", {}, "public", whole=False),)
    asked = Measure("rescues", 5, 2, "suppress", "", "", trees, tables)
    assert protect(asked, counts).shown["b", "y"] is None
    found = protect(replace(asked, zeros_shown=True), counts)
    assert found.shown["b", "y"] == 0
    assert min(world[each.cell] for each in found.ranges for world in each.worlds) >= 1


def test_zeros_are_withheld_where_the_policy_protects_them() -> None:
    assert primaries(measure("suppress", zeros_protected=True), {"none": Counted(0), "many": Counted(90)}) == ("none",)


@pytest.mark.parametrize(("percent", "is_withheld"), [(79, True), (80, False), (81, False)])
def test_a_cell_is_withheld_where_the_largest_contributors_have_more_than_their_percentage(
    percent: int, *, is_withheld: bool
) -> None:
    cell = {"calls": Counted(100, {"care home": 50, "station": 30, "others": 20})}
    found = primaries(measure("suppress", largest=2, largest_percent=percent), cell)
    assert bool(found) == is_withheld


@pytest.mark.parametrize(("p", "is_withheld"), [(19, False), (20, False), (21, True)])
def test_a_cell_is_withheld_where_the_second_contributor_could_tell_the_first(p: int, *, is_withheld: bool) -> None:
    cell = {"calls": Counted(100, {"care home": 50, "station": 40, "others": 10})}
    assert bool(primaries(measure("suppress", p_percent=p), cell)) == is_withheld


def test_counts_are_read_with_the_part_of_each_contributor() -> None:
    text = "ward,year,contributor,calls\na,2024,home,3\na,2024,shop,4\nb,2025,shop,5\n"
    found = parse_counts(measure("suppress"), "counts.csv", text)
    assert found.numbers == {("a", "2024"): 7, ("b", "2025"): 5}
    assert found.by["shop"] == {("a", "2024"): 4, ("b", "2025"): 5}


def test_every_fault_of_a_table_of_counts_is_named_by_its_line_and_without_its_value() -> None:
    text = "ward,year,calls\na,2024,3\nnowhere,2024,secret\nall,2025,5\n"
    with pytest.raises(ProblemsFoundError) as error:
        parse_counts(measure("suppress"), "counts.csv", text)
    assert [(each.rule, each.line) for each in error.value.problems] == [("counts-table", 3)] * 2 + [
        ("counts-table", 4)
    ]
    assert "secret" not in str(error.value)
    assert "nowhere" not in str(error.value)


def test_a_table_without_a_dimension_is_refused_once() -> None:
    with pytest.raises(ProblemsFoundError, match='no column "year"'):
        parse_counts(measure("suppress"), "counts.csv", "ward,calls\na,3\n")
