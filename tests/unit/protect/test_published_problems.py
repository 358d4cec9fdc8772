"""Small problems that others published with their answers: ours are the same, or as few."""

from __future__ import annotations

from dataclasses import replace

from small_tables import question

from assess.protect.bounds import ranges
from assess.protect.cube import Tree, cube_of
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
