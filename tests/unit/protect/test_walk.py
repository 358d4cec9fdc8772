"""A walk through worlds in whole numbers proves of a large table what a program over all its cells would."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from small_tables import small, suppressed

from assess.protect import bounds
from assess.protect.bounds import ranges, widened
from assess.protect.cube import Cube, Tree, cube_of, name_of, slices_of, sum_statements
from assess.protect.solver import Row
from assess.protect.statements import Publication
from assess.protect.suppress import Question
from assess.protect.walk import Walk

TREES = (
    Tree("ward", {"all": tuple("abcdef")}),
    Tree("kind", {"all": ("theft", "harm"), "theft": ("bike", "shop", "car"), "harm": ("rob", "hit", "bite")}),
    Tree("month", {"all": tuple("uvwxyz")}),
)
WIDTH = 3


@pytest.fixture
def table() -> Cube:
    noise = random.Random(4)  # noqa: S311  # the same numbers each time
    keys = itertools.product(*(tree.leaves for tree in TREES))
    return cube_of(TREES, {key: round(noise.lognormvariate(1.5, 1.0)) for key in keys})


@pytest.fixture
def publication(table: Cube, monkeypatch: pytest.MonkeyPatch) -> Publication:
    numbers = {name_of(TREES, key): number for key, number in table.numbers.items()}
    question = Question(numbers, sum_statements(TREES, table), WIDTH, slices=slices_of(TREES))
    withheld = suppressed(question, small(numbers, 3))
    monkeypatch.setattr(bounds, "_VERY_MANY", 50)
    assert len(withheld) > 50
    return question.publication(withheld)


def test_every_slice_of_a_family_is_named_and_the_last_is_that_of_what_they_add_up_to(table: Cube) -> None:
    families = slices_of(TREES)
    assert [len(family) for family in families] == [7, 3, 4, 4, 7]
    assert {name for each in families[0] for name in each} == {name_of(TREES, key) for key in table.numbers}
    assert all("kind=theft" in name or "kind=" not in name for name in families[2][-1])


def test_a_walk_from_what_is_true_finds_worlds_for_nearly_each_cell(publication: Publication, table: Cube) -> None:
    truth = {name_of(TREES, key): number for key, number in table.numbers.items()}
    near, worlds = widened(publication, WIDTH, [truth])
    assert len(near) <= len(publication.withheld) // 20
    for world in worlds:
        whole = {**truth, **world}
        assert min(whole.values()) >= 0
        assert all(each.holds(whole) for each in publication.statements)
    for cell in frozenset(publication.withheld) - frozenset(near):
        values = [world[cell] for world in worlds if cell in world]
        assert max(values) - min(values) >= WIDTH


def test_a_walk_that_does_not_know_what_is_true_does_too(publication: Publication) -> None:
    for each in ranges(publication, WIDTH):
        low, high = (world[each.cell] for world in each.worlds)
        assert high - low >= WIDTH
        assert not each.exact or each.most is None or each.most - each.least >= WIDTH


def test_what_a_walk_does_not_find_is_asked_exactly(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Walk, "worlds", lambda *_: iter(()))
    assert not any(each.is_narrower_than(WIDTH) for each in ranges(publication, WIDTH))


def test_worlds_that_contradict_what_is_published_are_not_taken_over(publication: Publication) -> None:
    wrong = dict.fromkeys(publication.withheld, 1)
    assert all(world != wrong for each in ranges(publication, WIDTH, [wrong]) for world in each.worlds)


def test_a_step_never_leaves_what_is_said() -> None:
    rows = [Row([(0, 1), (1, 1)], 5, 5), Row([(2, 1), (3, 1)], 4, 6), Row([(0, 1), (2, 2)], None, 9)]
    walk = Walk(4, rows, [[[0, 1], [2], [3]]], 100)
    worlds = [*walk.worlds(np.array([2, 3, 1, 4]), lambda: np.ones(4, dtype=bool))]
    assert len({tuple(world) for world in worlds}) > 2
    for a, b, c, d in worlds:
        assert min(a, b, c, d) >= 0
        assert (a + b, 4 <= c + d <= 6, a + 2 * c <= 9) == (5, True, True)


def test_a_walk_that_brings_no_more_ends() -> None:
    walk = Walk(2, [Row([(0, 1), (1, 1)], 1, 1)], [[[0], [1]]], 100)
    assert len([*walk.worlds(np.array([0, 1]), lambda: np.array([True, False]))]) < 100
