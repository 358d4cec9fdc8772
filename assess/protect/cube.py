"""Counts along dimensions, each a tree: every cell from the single one to the grand total, and how they add up."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assess.protect.statements import Statement, sum_statement

Key = tuple[str, ...]  # a node of each dimension


@dataclass(frozen=True)
class Tree:
    """A dimension: the parts of each node that has some. Its top is the one node that is part of no other."""

    name: str
    parts: Mapping[str, tuple[str, ...]]

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Every node, the top first, each before its parts."""
        return tuple(self._below(self.top))

    @cached_property
    def top(self) -> str:
        """The node that holds all others."""
        below = {part for parts in self.parts.values() for part in parts}
        return next(node for node in self.parts if node not in below)

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The nodes without parts."""
        return tuple(node for node in self.nodes if node not in self.parts)

    @cached_property
    def above(self) -> dict[str, tuple[str, ...]]:
        """Each node with all that hold it, itself first."""
        parent = {part: node for node, parts in self.parts.items() for part in parts}
        found = {}
        for node in self.nodes:
            line = [node]
            while line[-1] in parent:
                line.append(parent[line[-1]])
            found[node] = tuple(line)
        return found

    def _below(self, node: str) -> Iterator[str]:
        yield node
        for part in self.parts.get(node, ()):
            yield from self._below(part)


@dataclass(frozen=True)
class Cube:
    """Counts of the same things along some trees: a number for each combination of nodes."""

    trees: tuple[Tree, ...]
    numbers: Mapping[Key, int]

    def sums(self) -> Iterator[tuple[Key, tuple[Key, ...]]]:
        """Every cell that has parts along a dimension, with these parts; once for each such dimension."""
        for at, tree in enumerate(self.trees):
            others = [other.nodes if place != at else ("",) for place, other in enumerate(self.trees)]
            for key in itertools.product(*others):
                for node, parts in tree.parts.items():
                    yield _with(key, at, node), tuple(_with(key, at, part) for part in parts)


def cube_of(trees: Sequence[Tree], counts: Mapping[Key, int] | Iterable[tuple[Key, int]]) -> Cube:
    """The cube of counts of single cells; what has none is zero."""
    numbers: Counter[Key] = Counter(dict.fromkeys(itertools.product(*(tree.nodes for tree in trees)), 0))
    for key, count in counts.items() if isinstance(counts, Mapping) else counts:
        for above in itertools.product(*(tree.above[node] for tree, node in zip(trees, key, strict=True))):
            numbers[above] += count
    return Cube(tuple(trees), dict(numbers))


def name_of(trees: Sequence[Tree], key: Key) -> str:
    """What a cell is called: `ward=belhus, year=2025`, without the dimensions of which it holds all."""
    said = [f"{tree.name}={node}" for tree, node in zip(trees, key, strict=True) if node != tree.top]
    return ", ".join(said) or "the grand total"


def sum_statements(trees: Sequence[Tree], cube: Cube) -> list[Statement]:
    """That each cell is the sum of its parts."""
    names = {key: name_of(trees, key) for key in cube.numbers}
    return [
        sum_statement(names[total], (names[part] for part in parts), f"the sum of the parts of {names[total]}")
        for total, parts in cube.sums()
    ]


def slices_of(trees: Sequence[Tree], prefix: str = "") -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The slices of a cube, by name: for each node that has parts those of its parts, and that of itself and above."""
    found = []
    for at, tree in enumerate(trees):
        of: dict[str, list[str]] = {node: [] for node in tree.nodes}
        for key in itertools.product(*(each.nodes for each in trees)):
            of[key[at]].append(prefix + name_of(trees, key))
        for node, parts in tree.parts.items():
            above = tuple(name for each in tree.above[node] for name in of[each])
            found.append((*(tuple(of[part]) for part in parts), above))
    return tuple(found)


def _with(key: Key, at: int, node: str) -> Key:
    return (*key[:at], node, *key[at + 1 :])
