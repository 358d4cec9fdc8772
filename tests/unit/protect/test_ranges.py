"""The range of a withheld cell is exactly what every world that agrees with the publication leaves of it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import cube, question

from assess.protect.bounds import ContradictionError, ranges
from assess.protect.statements import Publication, Statement

COUNTS = st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=2, max_size=3)


@st.composite
def publications(draw: st.DrawFn) -> Publication:
    """A table with its totals, at most eight cells withheld, and now and then a percentage or an order beside it."""
    table = question(cube(draw(COUNTS)), 1)
    cells = [*table.numbers]
    withheld = draw(st.lists(st.sampled_from(cells[1:]), min_size=1, max_size=8, unique=True))
    publication = table.publication(withheld)
    said = [*publication.statements]
    for part, whole in draw(st.lists(st.tuples(st.sampled_from(cells), st.sampled_from(cells)), max_size=3)):
        if part != whole and table.numbers[whole]:
            percent = (200 * table.numbers[part] + table.numbers[whole]) // (2 * table.numbers[whole])
            said.append(Statement("a share", ((part, 200), (whole, 1 - 2 * percent)), 0, None))
            said.append(Statement("a share", ((part, 200), (whole, -1 - 2 * percent)), None, -1))
        elif part != whole:
            said.append(Statement("an order", ((part, 1), (whole, -1)), 0, None))
    return Publication(publication.numbers, publication.withheld, tuple(said))


def worlds(publication: Publication) -> list[dict[str, int]]:
    """Every world, tried one by one: no cell of these tables exceeds the number of people in them."""
    known = publication.numbers
    most = known["the grand total"]
    free = list(publication.withheld)
    found = []

    def fill(world: dict[str, int], left: list[str]) -> None:
        open_now = [each for each in publication.statements if any(c in left for c, _ in each.terms)]
        done = [each for each in publication.statements if each not in open_now]
        if not all(each.holds(world) for each in done):
            return
        for each in open_now:  # a sum with one cell left gives it
            missing = [(c, w) for c, w in each.terms if c in left]
            if len(missing) == 1 and each.least == each.most is not None:
                cell, weight = missing[0]
                rest = each.least - sum(w * world[c] for c, w in each.terms if c != cell)
                if rest % weight or rest // weight < 0:
                    return
                fill(world | {cell: rest // weight}, [c for c in left if c != cell])
                return
        if not left:
            found.append(world)
            return
        for value in range(most + 1):
            fill(world | {left[0]: value}, left[1:])

    fill(dict(known), free)
    return found


@settings(max_examples=40, deadline=None)
@given(publications())
def test_it_is_what_trying_every_world_gives(publication: Publication) -> None:
    every = worlds(publication)
    for found in ranges(publication):
        values = [world[found.cell] for world in every]
        assert (found.least, found.most) == (min(values), max(values))
        assert found.exact
        for world, value in zip(found.worlds, (found.least, found.most), strict=True):
            assert world[found.cell] == value
            assert all(each.holds({**publication.numbers, **world}) for each in publication.statements)


def test_whole_numbers_leave_less_than_a_program_over_real_numbers_says() -> None:
    parity = Publication({}, ("a", "b"), (Statement("twice a and twice b", (("a", 2), ("b", 2)), 3, 5),))
    assert [(each.least, each.most) for each in ranges(parity)] == [(0, 2), (0, 2)]
    [odd] = ranges(Publication({}, ("a",), (Statement("three times a", (("a", 3),), 4, 8),)))
    assert (odd.least, odd.most) == (2, 2)


def test_a_cell_of_which_nothing_is_said_has_no_limit() -> None:
    [found] = ranges(Publication({}, ("a",), ()))
    assert (found.least, found.most) == (0, None)
    assert not found.is_narrower_than(1000)


def test_statements_that_no_world_agrees_with_are_named_by_their_cells() -> None:
    said = (Statement("at least 3", (("a", 1),), 3, None), Statement("at most 2", (("a", 1),), None, 2))
    with pytest.raises(ContradictionError) as error:
        ranges(Publication({}, ("a",), said))
    assert error.value.cells == ("a",)


@pytest.mark.parametrize("width", [1, 3, 6])
def test_a_width_that_is_reached_is_enough(width: int) -> None:
    table = question(cube([[3, 20, 9], [12, 4, 30], [8, 15, 2]]), width)
    publication = table.publication(table.numbers)
    for found in ranges(publication, width):
        low, high = (world[found.cell] for world in found.worlds)
        assert high - low >= width


def test_cells_that_nothing_ties_together_are_asked_apart() -> None:
    said = tuple(Statement("a sum", ((f"{each}1", 1), (f"{each}2", 1)), 5, 5) for each in "abc")
    cells = tuple("".join(each) for each in itertools.product("abc", "12"))
    found = ranges(Publication({}, cells, said))
    assert {(each.least, each.most) for each in found} == {(0, 5)}
    assert all(set(each.worlds[0]) == set(cells) for each in found)
