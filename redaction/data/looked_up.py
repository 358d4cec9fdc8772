"""A table that notes all that is learnt of it, so that whoever learnt it knows when to ask again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, TypeVar, TypeVarTuple

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")
Given = TypeVarTuple("Given")
Learnt = dict[tuple[Callable[..., object], tuple[Hashable, ...]], Any]
Same = Callable[[object, object], bool]


class LookedUp(Mapping[K, V]):
    """A table over another, with each question that was asked of it and the answer.

    That a name is not there is an answer too. Whoever goes through all names has learnt them and their order, and
    through all values each of them. What many ask of the same table is answered by one `LookedUp` below theirs, once.
    """

    def __init__(self, table: Mapping[K, V]) -> None:
        self._table = table
        self.learnt: Learnt = {}
        self._found: dict[object, V] = {}  # of what was learnt, to be at hand

    def ask(self, question: Callable[[Mapping[K, V], *Given], T], *given: *Given) -> T:
        """What a pure function says of the whole table and some values, of which nothing else is learnt."""
        asked = question, given
        if asked not in self.learnt:
            self.learnt[asked] = of_all(self._table, question, *given)
        return self.learnt[asked]  # type: ignore[no-any-return]  # of this very question

    def part(self, _: Hashable, judge: Callable[[Mapping[K, V]], T], *_given: object) -> T:
        """What a pure function of this table and of what it is given comes to: a part that others may have by name."""
        return judge(self)

    def still(self, learnt: Learnt, same: Same) -> bool:
        """Whether all that was learnt of another table is learnt of this one."""
        return all(same(self.ask(question, *given), answer) for (question, given), answer in learnt.items())

    def __getitem__(self, name: K) -> V:
        if name not in self._found:
            entry = self.ask(_entry, name)
            if not entry:
                raise KeyError(name)
            self._found[name] = entry[0]
        return self._found[name]

    def __contains__(self, name: object) -> bool:
        return name in self._found or self.ask(_has, name)

    def __iter__(self) -> Iterator[K]:
        return iter(self.ask(_names))

    def __len__(self) -> int:
        return len(self.ask(_names))


def of_all(table: Mapping[K, V], question: Callable[[Mapping[K, V], *Given], T], *given: *Given) -> T:
    """What a pure function says of a whole table; where that notes what is learnt of it, the answer alone is."""
    return table.ask(question, *given) if isinstance(table, LookedUp) else question(table, *given)


def _has(table: Mapping[K, V], name: object) -> bool:
    return name in table


def _entry(table: Mapping[K, V], name: K) -> tuple[V, ...]:
    return (table[name],) if name in table else ()


def _names(table: Mapping[K, V]) -> tuple[K, ...]:
    return tuple(table)
