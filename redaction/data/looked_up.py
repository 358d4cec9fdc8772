"""Values that note what is learnt of them, so that whoever learnt it knows when to ask again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, Generic, TypeVar, TypeVarTuple

K = TypeVar("K")
V = TypeVar("V")
W = TypeVar("W")
T = TypeVar("T")
Given = TypeVarTuple("Given")
Learnt = dict[tuple[Callable[..., object], tuple[Hashable, ...]], Any]
Same = Callable[[object, object], bool]


class Asked(Generic[W]):
    """A value with each question that was asked of it, and the answer.

    What many ask of the same value is answered by one `Asked` below theirs, once.
    """

    def __init__(self, of: W | Asked[W]) -> None:
        self._of = of
        self.learnt: Learnt = {}

    def ask(self, question: Callable[[W, *Given], T], *given: *Given) -> T:
        """What a pure function, which must not fail, says of the value and of some others."""
        asked = question, given
        if asked not in self.learnt:
            self.learnt[asked] = ask(self._of, question, *given)
        return self.learnt[asked]  # type: ignore[no-any-return]  # of this very question

    def anew(self) -> Asked[W]:
        """The same, of which nothing is learnt yet."""
        return type(self)(self)

    @property
    def whole(self) -> W:
        """The value itself, of which nothing is noted."""
        return self._of.whole if isinstance(self._of, Asked) else self._of

    def still(self, learnt: Learnt, same: Same) -> bool:
        """Whether all that was learnt of another value is learnt of this one."""
        return all(same(self.ask(question, *given), answer) for (question, given), answer in learnt.items())


def ask(of: W | Asked[W], question: Callable[[W, *Given], T], *given: *Given) -> T:
    """What a pure function says of a value; where that notes what is learnt of it, the answer alone is."""
    return of.ask(question, *given) if isinstance(of, Asked) else question(of, *given)


class LookedUp(Asked[Mapping[K, V]], Mapping[K, V]):
    """A table over another, of which each entry that is looked up is learnt.

    That a name is not there is learnt too. Whoever goes through all names learns them and their order, and through all
    values each of them.
    """

    def __init__(self, of: Mapping[K, V]) -> None:
        super().__init__(of)
        self._found: dict[object, V] = {}  # of what was learnt, to be at hand

    def part(self, _: Hashable, judge: Callable[[Mapping[K, V]], T], *_given: object) -> T:
        """What a pure function of this table and of what it is given comes to: a part that others may have by name."""
        return judge(self)

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


def _has(table: Mapping[K, V], name: object) -> bool:
    return name in table


def _entry(table: Mapping[K, V], name: K) -> tuple[V, ...]:
    return (table[name],) if name in table else ()


def _names(table: Mapping[K, V]) -> tuple[K, ...]:
    return tuple(table)
