"""Small problems that others published with their answers: ours are the same, or as few."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_tables import question

from assess.protect.bounds import ranges
from assess.protect.counts import Counts
from assess.protect.cube import Tree, cube_of
from assess.protect.policy import Measure, Table
from assess.protect.protect import protect
from assess.protect.suppress import suppressed


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
