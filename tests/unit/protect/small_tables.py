"""Small tables of counts, made up or typed in from what is published of other programs, for the tests of protection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assess.protect.cube import Cube, Key, Tree, cube_of, name_of, sum_statements
from assess.protect.suppress import Question, suppression

ROWS = Tree("row", {"all": ("a", "b", "c")})
COLUMNS = Tree("column", {"all": ("x", "y", "z")})


def cube(rows: Sequence[Sequence[int]]) -> Cube:
    """A table of two dimensions, with its totals."""
    return cube_of(*_flat(rows))


def _flat(rows: Sequence[Sequence[int]]) -> tuple[tuple[Tree, Tree], dict[Key, int]]:
    down = Tree("row", {"all": tuple("abcdefgh"[: len(rows)])})
    across = Tree("column", {"all": tuple("stuvwxyz"[-len(rows[0]) :])})
    cells = {
        (row, column): number
        for row, numbers in zip(down.leaves, rows, strict=True)
        for column, number in zip(across.leaves, numbers, strict=True)
    }
    return (down, across), cells


def question(table: Cube, width: int, *, zeros_shown: bool = True) -> Question:
    """The question of a table all of which is published."""
    names = {key: name_of(table.trees, key) for key in table.numbers}
    numbers = {names[key]: number for key, number in table.numbers.items()}
    fixed = frozenset(name for name, number in numbers.items() if number == 0 and zeros_shown)
    return Question(numbers, sum_statements(table.trees, table), width, fixed)


def suppressed(question: Question, primaries: Iterable[str], *, thorough: bool = False) -> tuple[str, ...]:
    """The cells to withhold."""
    return suppression(question, primaries, thorough=thorough)[0]


def small(numbers: Mapping[str, int], threshold: int) -> list[str]:
    """The cells above 0 and below a threshold."""
    return [name for name, number in numbers.items() if 0 < number < threshold]
