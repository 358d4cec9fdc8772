"""A measure as it may be shown: its cells withheld, rounded or merged, and what readers can work out of the rest."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assess.protect.bounds import Range, ranges
from assess.protect.counts import Counts
from assess.protect.cube import Cube, Key, Tree, cube_of, name_of, slices_of, sum_statements
from assess.protect.policy import COARSEN, ROUND, Measure, cells_of
from assess.protect.primaries import Counted, primaries
from assess.protect.rounding import rounded_cells, rounding_statements
from assess.protect.statements import Publication
from assess.protect.suppress import Question, UnprotectableError, suppression

Shown = Mapping[Key, int | None]  # a number, or none where it is withheld


@dataclass(frozen=True)
class Protected:
    """What is shown of a measure, and the proof: `measure` has the trees as they are shown.

    `whole` is every number as it is. `primaries` and `secondaries` count the cells that are withheld for their own sake
    and for that of others.
    """

    measure: Measure
    shown: Shown
    whole: Mapping[Key, int]
    publication: Publication
    ranges: tuple[Range, ...]
    primaries: int
    secondaries: int


def protect(measure: Measure, counts: Counts, *, thorough: bool = False, exact: bool = False) -> Protected:
    """What may be shown of a measure, decided once for all its tables; raises UnprotectableError, UnroundableError.

    With `thorough`, further searches are made for fewer cells to withhold; with `exact`, every range is exact.
    """
    cube = cube_of(measure.trees, counts.numbers)
    if measure.mode == COARSEN:
        measure, cube = _merged(measure, counts)
    if measure.mode == ROUND:
        return _rounded(measure, cube, exact=exact)
    return _suppressed(measure, cube, counts, thorough=thorough, exact=exact)


def _published(measure: Measure) -> frozenset[Key]:
    """The cells that some table shows protected."""
    tables = [table for table in measure.tables if not table.whole]
    return frozenset(key for table in tables for key in cells_of(table, measure.trees).values())


def _suppressed(measure: Measure, cube: Cube, counts: Counts, *, thorough: bool, exact: bool) -> Protected:
    names = {key: name_of(measure.trees, key) for key in cube.numbers}
    published = _published(measure)
    cells = {
        names[key]: Counted(cube.numbers[key], by)
        for key, by in _contributions(measure, cube, counts)
        if key in published
    }
    first = primaries(measure, cells)
    numbers = {names[key]: number for key, number in cube.numbers.items()}
    zeros = frozenset(name for name, cell in cells.items() if measure.zeros_shown and not cell.number)
    unseen = frozenset(names[key] for key in cube.numbers if key not in published)
    sums, slices = sum_statements(measure.trees, cube), slices_of(measure.trees)
    question = Question(numbers, sums, measure.width, zeros, unseen, int(measure.zeros_shown), slices)
    withheld, known = suppression(question, first, thorough=thorough)
    publication = question.publication(withheld)
    found = ranges(publication, None if exact else measure.width, known)
    hidden = frozenset(withheld)
    shown = {key: None if names[key] in hidden else number for key, number in cube.numbers.items() if key in published}
    return Protected(measure, shown, cube.numbers, publication, (*found,), len(first), len(withheld) - len(first))


def _contributions(measure: Measure, cube: Cube, counts: Counts) -> Iterator[tuple[Key, dict[str, int]]]:
    """What each contributor has of each cell; nothing where the table names none."""
    cubes = {name: cube_of(measure.trees, numbers).numbers for name, numbers in counts.by.items()}
    for key in cube.numbers:
        yield key, {name: numbers[key] for name, numbers in cubes.items() if numbers[key]}


def _rounded(measure: Measure, cube: Cube, *, exact: bool) -> Protected:
    names = {key: name_of(measure.trees, key) for key in cube.numbers}
    published = _published(measure)
    numbers = {names[key]: number for key, number in cube.numbers.items() if key in published}
    sums = sum_statements(measure.trees, cube)
    within = [each for each in sums if all(cell in numbers for cell, _ in each.terms)]
    rounded, furthest = rounded_cells(numbers, within, measure.base)
    unseen = tuple(names[key] for key in cube.numbers if key not in published)
    said = (*sums, *rounding_statements(rounded, measure.base, furthest))
    publication = Publication({}, (*numbers,), said, unseen)
    found = ranges(publication, None if exact else measure.width)
    narrow = [each for each in found if each.is_narrower_than(measure.width)]
    if narrow:
        raise UnprotectableError(narrow[0].cell)
    shown = {key: rounded[names[key]] for key in cube.numbers if key in published}
    return Protected(measure, shown, cube.numbers, publication, (*found,), 0, 0)


def _merged(measure: Measure, counts: Counts) -> tuple[Measure, Cube]:
    """A measure with the lowest levels of its trees left out, one by one, until no cell that it shows is primary.

    Raises UnprotectableError where the tops are small.
    """
    trees, order = measure.trees, itertools.cycle(measure.coarsened)
    while True:
        merged = replace(measure, trees=trees)
        cube = cube_of(trees, [(_within(trees, measure.trees, key), number) for key, number in counts.numbers.items()])
        by = {name: {_within(trees, measure.trees, key): 0 for key in numbers} for name, numbers in counts.by.items()}
        for name, numbers in counts.by.items():
            for key, number in numbers.items():
                by[name][_within(trees, measure.trees, key)] += number
        published = _published(merged)
        cells = {
            name_of(trees, key): Counted(cube.numbers[key], parts)
            for key, parts in _contributions(merged, cube, Counts({}, by))
            if key in published
        }
        if not primaries(merged, cells):
            return merged, cube
        if not any(_depth(tree) > 1 for tree in trees if tree.name in measure.coarsened):
            raise UnprotectableError(measure.id)
        name = next(name for name in order if any(tree.name == name and _depth(tree) > 1 for tree in trees))
        trees = tuple(_shallower(tree) if tree.name == name else tree for tree in trees)


def _depth(tree: Tree) -> int:
    return max(len(tree.above[node]) for node in tree.nodes) - 1


def _shallower(tree: Tree) -> Tree:
    """A tree without its lowest level."""
    deepest = _depth(tree)
    kept = {node for node in tree.nodes if len(tree.above[node]) - 1 < deepest}
    return Tree(tree.name, {node: parts for node, parts in tree.parts.items() if kept.issuperset(parts)})


def _within(trees: tuple[Tree, ...], before: tuple[Tree, ...], key: Key) -> Key:
    """The cell of merged trees that holds a single cell of the trees as they were."""
    return tuple(
        next(node for node in old.above[each] if node in tree.nodes)
        for tree, old, each in zip(trees, before, key, strict=True)
    )
