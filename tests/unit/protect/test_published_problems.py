"""Small problems that others published with their answers: ours are the same, or as few."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_tables import question, suppressed

from assess.protect.bounds import ranges
from assess.protect.counts import Counts
from assess.protect.cube import Key, Tree, cube_of, name_of, sum_statements
from assess.protect.policy import Measure, Table
from assess.protect.primaries import Counted, primaries
from assess.protect.protect import protect
from assess.protect.suppress import Question


def test_the_example_of_fischetti_and_salazar() -> None:
    """Investment by activity and region, in "Solving the cell suppression problem", Management Science 47 (2001), 1."""
    trees = (Tree("activity", {"all": ("i", "ii", "iii")}), Tree("region", {"all": ("a", "b", "c")}))
    rows = {"i": (20, 50, 10), "ii": (8, 19, 22), "iii": (17, 32, 12)}
    counts = {
        (row, region): number for row, numbers in rows.items() for region, number in zip("abc", numbers, strict=True)
    }
    table = question(cube_of(trees, counts), 5)
    printed = [f"activity={row}, region={region}" for row in ("ii", "iii") for region in "ac"]
    found = {each.cell: (each.least, each.most) for each in ranges(table.publication(printed))}
    assert found["activity=ii, region=c"] == (5, 30)
    withheld = suppressed(table, ["activity=ii, region=c"])
    assert len(withheld) == len(printed)
    assert not any(each.is_narrower_than(5) for each in ranges(table.publication(withheld)))


def test_the_first_example_of_gauss_suppression() -> None:
    """`example1` of 2014 with maxN = 1, in the vignette on small counts: zeros and ones, and three others."""
    trees = (Tree("age", {"all": ("young", "old")}), Tree("geo", {"all": ("spain", "iceland", "portugal")}))
    rows = {"young": (5, 2, 0), "old": (6, 3, 4)}
    counts = {
        (age, geo): number
        for age, numbers in rows.items()
        for geo, number in zip(trees[1].leaves, numbers, strict=True)
    }
    table = question(cube_of(trees, counts), 1, zeros_shown=False)
    withheld = suppressed(table, [cell for cell, number in table.numbers.items() if number <= 1])
    assert set(withheld) == {f"age={age}, geo={geo}" for age in ("young", "old") for geo in ("iceland", "portugal")}


def test_a_small_total_is_withheld_with_its_parts() -> None:
    """A total of 4 gives away the range of its parts, so that it is a primary cell as they are."""
    trees = (Tree("row", {"all": ("a", "b", "c")}), Tree("column", {"all": ("x", "y")}))
    counts = {("a", "x"): 1, ("a", "y"): 3, ("b", "x"): 20, ("b", "y"): 30, ("c", "x"): 25, ("c", "y"): 40}
    table = question(cube_of(trees, counts), 4)
    withheld = suppressed(table, ["row=a", "row=a, column=x", "row=a, column=y"])
    shown = ranges(replace(table, width=4).publication(withheld))
    assert all(each.most is None or each.most - each.least >= 4 for each in shown)


def test_the_test_problem_of_the_heuristic_of_sdc_table() -> None:
    """Nine cells withheld, two or more in each row and column, of which one is known all the same: `w` in `b`, 47.

    In sdcTable's tests of its simple heuristic, with the range that its attacker finds once one more is withheld.
    """
    rows = {"w": (30, 47, 64, 89), "x": (90, 124, 5, 31), "y": (92, 100, 59, 85), "z": (800, 991, 651, 685)}
    trees = (Tree("v1", {"tot": ("w", "x", "y", "z")}), Tree("v2", {"tot": ("a", "b", "c", "d")}))
    counts = {
        (row, column): number for row, found in rows.items() for column, number in zip("abcd", found, strict=True)
    }
    table = question(cube_of(trees, counts), 5)
    withheld = [f"v1={row}, v2={column}" for row, column in ("wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd")]
    known = {each.cell: (each.least, each.most) for each in ranges(table.publication(withheld))}
    assert known["v1=w, v2=b"] == (47, 47)
    more = suppressed(table, withheld)
    assert set(more) == {*withheld, "v1=x, v2=d"}
    found = {each.cell: (each.least, each.most) for each in ranges(table.publication(more))}
    assert found["v1=w, v2=b"] == (0, 78)


@pytest.mark.parametrize(("shown", "withheld"), [(True, {"a", "b", "c"}), (False, {"a", "c"})])
def test_two_ones_of_sdc_table_are_no_secret_where_zeros_are_shown(*, shown: bool, withheld: set[str]) -> None:
    """Regions of 1, 2, 1 and 0 people: with `detectSingletons` sdcTable withholds the 2 as well, without it not."""
    tree = Tree("region", {"tot": ("a", "b", "c", "d")})
    counts = {("a", "all"): 1, ("b", "all"): 2, ("c", "all"): 1}
    measure = Measure(
        *("people", 2, 1, "suppress", "", "", (tree, Tree("all", {"every": ("all",)}))),
        tables=(Table("people", "region", "all", {}, "public", whole=False),),
        zeros_shown=shown,
    )
    found = protect(measure, Counts(counts, {}))
    assert {key[0] for key, number in found.shown.items() if number is None} == withheld


RECORDS = {  # sdcTable's `microdata1`: records, their values, and the two largest of these, by region and gender
    ("a", "female"): (2, 20, 11, 9),
    ("a", "male"): (18, 178, 18, 15),
    ("b", "female"): (19, 204, 18, 16),
    ("b", "male"): (14, 140, 15, 14),
    ("c", "female"): (10, 106, 19, 12),
    ("c", "male"): (12, 118, 18, 12),
    ("d", "female"): (14, 152, 18, 16),
    ("d", "male"): (11, 366, 280, 11),
}


def test_a_single_cell_of_sdc_table_takes_the_three_that_its_optimiser_takes() -> None:
    """Of its test of `protectTable`: women of region A, then men of A and both of C, by four of its methods alike."""
    trees = (Tree("region", {"total": ("a", "b", "c", "d")}), Tree("gender", {"total": ("male", "female")}))
    table = question(cube_of(trees, {key: records for key, (records, *_) in RECORDS.items()}), 1)
    withheld = suppressed(table, ["region=a, gender=female"], thorough=True)
    assert set(withheld) == {f"region={each}, gender={gender}" for each in "ac" for gender in ("male", "female")}


@pytest.mark.parametrize(
    ("rule", "cells"),
    [
        ({"threshold": 3}, {("a", "female")}),
        ({"largest": 2, "largest_percent": 75}, {("a", "female"), ("d", "male")}),
        ({"p_percent": 70}, {("a", "female"), ("d", "male")}),
    ],
)
def test_the_rules_of_sdc_table_for_single_cells_find_what_its_tests_say(
    rule: dict[str, int], cells: set[tuple[str, str]]
) -> None:
    """Its test of `primarySuppression`: at most 2 records; (n,k) of 2 and 75%; p of 70%."""
    policy = replace(Measure("m", 2, 1, "suppress", "", "", (), ()), **rule)  # type: ignore[arg-type]
    is_of_records = "threshold" in rule
    counted = {
        f"{region} {gender}": Counted(
            records if is_of_records else value,
            {} if is_of_records else {"first": first, "second": second, **_rest(value - first - second)},
        )
        for (region, gender), (records, value, first, second) in RECORDS.items()
    }
    assert primaries(policy, counted) == tuple(f"{region} {gender}" for region, gender in sorted(cells))


def _rest(value: int) -> dict[str, int]:
    """Contributors who have 1 each: no rule asks how the rest is shared."""
    return {f"other {at}": 1 for at in range(value)}


LINKED = (
    Tree("age", {"all": ("young", "old")}),
    Tree("geo", {"every": ("eu", "non-eu"), "eu": ("spain", "portugal"), "non-eu": ("iceland",)}),
    Tree("year", {"total": ("2014", "2015", "2016")}),
)
LINKED_COUNTS = {
    ("young", "spain", "2014"): 6,
    ("young", "iceland", "2014"): 8,
    ("old", "spain", "2014"): 9,
    ("old", "portugal", "2014"): 1,
    ("young", "iceland", "2015"): 2,
    ("old", "spain", "2015"): 4,
    ("old", "portugal", "2015"): 3,
    ("young", "spain", "2016"): 7,
    ("young", "iceland", "2016"): 2,
    ("young", "portugal", "2016"): 2,
}


def _linked() -> tuple[Question, dict[str, Key]]:
    """Two linked tables of one cube, age by EU and geo alone, by year; zeros are known, and the rest is not shown."""
    cube = cube_of(LINKED, LINKED_COUNTS)
    names = {name_of(LINKED, key): key for key in cube.numbers}
    numbers = {name: cube.numbers[key] for name, key in names.items()}
    hidden = {
        name for name, (age, geo, _) in names.items() if age != "all" and geo in LINKED[1].leaves and numbers[name]
    }
    fixed = frozenset(name for name, number in numbers.items() if not number)
    return Question(numbers, sum_statements(LINKED, cube), 1, fixed, frozenset(hidden)), names


def test_linked_tables_of_gauss_suppression_are_as_safe_as_it_says() -> None:
    """Its vignette on linked tables: `super-consistent` leaves no cell that can be worked out; `consistent` does."""
    table, names = _linked()
    theirs = {
        *(("all", "every", year) for year in ("2015", "2016")),
        *((age, geo, year) for age in ("all", "young") for geo in ("non-eu",) for year in ("2015", "2016")),
        *(("all", "iceland", year) for year in ("2015", "2016")),
        *(("young", "every", year) for year in ("2015", "2016")),
        *(("all", geo, year) for geo in ("portugal", "spain") for year in ("2014", "2016")),
    }
    withheld = [name for name, key in names.items() if key in theirs]
    assert len(withheld) == len(theirs)
    assert not any(each.is_narrower_than(1) for each in ranges(table.publication(withheld)))
    spain = "geo=spain, year=2015"
    found = {each.cell: (each.least, each.most) for each in ranges(table.publication([*withheld, spain]))}
    assert found[spain] == (4, 4)
    small = [name for name, key in names.items() if key in theirs and table.numbers[name] < 3]
    assert len(suppressed(table, small, thorough=True)) <= len(theirs)
