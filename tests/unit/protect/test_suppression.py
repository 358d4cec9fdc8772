"""What is withheld beside the small cells leaves each withheld cell a range of the width, and is little."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import cube, question, small, suppressed

from assess.protect import suppress
from assess.protect.bounds import ranges
from assess.protect.cube import Tree, cube_of
from assess.protect.suppress import UnprotectableError

COUNTS = st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=3, max_size=4)


@settings(max_examples=25, deadline=None)
@given(COUNTS, st.integers(1, 5))
def test_every_withheld_cell_is_left_a_range_of_the_width(rows: list[list[int]], width: int) -> None:
    table = question(cube(rows), width)
    first = small(table.numbers, 5)
    try:
        withheld = suppressed(table, first)
    except UnprotectableError:
        return
    assert set(first) <= set(withheld)
    assert not any(table.numbers[cell] == 0 for cell in withheld)
    assert not any(each.is_narrower_than(width) for each in ranges(table.publication(withheld)))


def test_a_single_small_cell_takes_three_others() -> None:
    table = question(cube([[3, 20, 30], [25, 40, 50], [35, 45, 55]]), 5)
    withheld = suppressed(table, small(table.numbers, 5))
    assert len(withheld) == 4
    assert "row=a, column=x" in withheld


def test_two_small_cells_in_each_of_two_rows_need_no_other() -> None:
    table = question(cube([[3, 4, 30], [4, 3, 50], [35, 45, 55]]), 3)
    assert len(suppressed(table, small(table.numbers, 5))) == 4


def test_a_small_cell_beside_nothing_that_could_be_withheld_cannot_be_protected() -> None:
    table = question(cube([[3, 20, 30], [25, 40, 50], [35, 45, 55]]), 5)
    first = small(table.numbers, 5)
    with pytest.raises(UnprotectableError):
        suppressed(replace(table, fixed=frozenset(table.numbers) - {*first}), first)


def test_cells_that_are_known_already_stay_shown() -> None:
    table = question(cube([[3, 20, 30], [25, 40, 50], [35, 45, 55]]), 5)
    known = frozenset(["row=a, column=y"])
    withheld = suppressed(replace(table, fixed=known), small(table.numbers, 5))
    assert known.isdisjoint(withheld)


def test_a_tree_in_a_third_dimension_is_protected_along_each() -> None:
    trees = (
        Tree("ward", {"all": ("north", "south", "east")}),
        Tree("offence", {"all": ("violence", "theft"), "violence": ("knife", "assault"), "theft": ("shop", "car")}),
        Tree("year", {"all": ("2024", "2025")}),
    )
    numbers = iter([3, 12, 40, 22, 31, 17, 25, 19, 14, 28, 33, 2, 45, 21, 18, 26, 37, 11, 23, 29, 16, 34, 13, 24])
    counts = {
        (ward, offence, year): next(numbers)
        for ward in trees[0].leaves
        for offence in trees[1].leaves
        for year in trees[2].leaves
    }
    table = question(cube_of(trees, counts), 5)
    first = small(table.numbers, 5)
    for thorough in (False, True):
        withheld = suppressed(table, first, thorough=thorough)
        assert not any(each.is_narrower_than(5) for each in ranges(table.publication(withheld)))
    assert len(suppressed(table, first, thorough=True)) <= len(suppressed(table, first))


def test_very_many_cells_are_moved_together_and_protected_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = random.Random(3)  # noqa: S311  # the same numbers each time
    trees = tuple(Tree(name, {f"all-{name}": tuple(f"{name}{at}" for at in range(5))}) for name in "abc")
    counts = {key: round(noise.expovariate(0.1)) for key in itertools.product(*(tree.leaves for tree in trees))}
    asked = question(cube_of(trees, counts), 5)
    primaries = small(asked.numbers, 5)
    assert len(primaries) > 20
    one_by_one = suppressed(asked, primaries)
    monkeypatch.setattr(suppress, "_MANY", 10)
    together = suppressed(asked, primaries)
    assert set(primaries) <= set(together) != set(one_by_one)
    assert together == suppressed(asked, primaries)
    assert not any(each.is_narrower_than(5) for each in ranges(asked.publication(together), 5))
