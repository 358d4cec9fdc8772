"""Faults of cells, those of one kind told together: a hundred in a column, or a row without numbers, are one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from redaction.diagnostics.errors import Problem, quoted

_TOLD = 3  # so many are told one by one; of more, the first three with how many there are


@dataclass(frozen=True)
class _Kind:
    rule: str
    column: str
    expected: str
    advice: str


@dataclass
class CellFaults:
    """What is wrong with cells of a file, gathered; a value is quoted only where everybody may see it."""

    file: str
    is_open: bool
    _found: dict[_Kind, list[tuple[int, str]]] = field(default_factory=dict)

    def add(self, rule: str, row: int, column: str, value: str, expected: str, advice: str = "") -> None:  # noqa: PLR0917  # the parts of a problem
        """Add a fault; `column` is how a message names it, such as `column B`."""
        self._found.setdefault(_Kind(rule, column, expected, advice), []).append((row, value))

    def problems(self) -> list[Problem]:
        """The problems, in the order in which their first cells were added."""
        found = []
        for kind, cells in self._across_columns():
            if len(cells) > _TOLD:
                found.append(self._together(kind, cells))
            else:
                found += [self._problem(kind, row, self._shown(value)) for row, value in cells]
        return found

    def _across_columns(self) -> Iterator[tuple[_Kind, list[tuple[int, str]]]]:
        """The kinds with their cells; the same cells in several columns, as in a row without numbers, are one."""
        columns: dict[tuple[str, str, str, tuple[tuple[int, str], ...]], list[str]] = {}
        for kind, found in self._found.items():
            columns.setdefault((kind.rule, kind.expected, kind.advice, tuple(found)), []).append(kind.column)
        for (rule, expected, advice, cells), (first, *others) in columns.items():
            also = f" and {len(others)} more" if others else ""
            yield _Kind(rule, f"{first}{also}", expected, advice), [*cells]

    def _together(self, kind: _Kind, cells: list[tuple[int, str]]) -> Problem:
        values = list(dict.fromkeys(self._shown(value) for _, value in cells[:_TOLD]))
        rows = ", ".join(str(row) for row, _ in cells[1:_TOLD])
        found = f"{', '.join(values)} and the like in {len(cells)} cells (also rows {rows}, ...)"
        return self._problem(kind, cells[0][0], found)

    def _problem(self, kind: _Kind, row: int, found: str) -> Problem:
        return Problem(kind.rule, self.file, row, found, kind.expected, kind.advice, place=f"row {row}, {kind.column}")

    def _shown(self, value: str) -> str:
        return quoted(value, is_open=self.is_open) if value else "nothing"
