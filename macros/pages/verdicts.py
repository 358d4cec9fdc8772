"""What was found of each thing, kept by whoever follows edits for as long as all that it rests on stays as it was.

A verdict is what a pure function came to. It is looked up by what it is of, and it is taken where each value that the
function is given is the very same as then: so it is what the function would come to now, and takes less time. Of a
table that the function asks, it need be the same only in what was learnt of it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from functools import partial
from typing import Any, Generic, TypeVar, TypeVarTuple

from redaction.data.looked_up import Asked, Learnt, LookedUp

T = TypeVar("T")
W = TypeVar("W")
Given = TypeVarTuple("Given")


@dataclass(frozen=True)
class Over(Generic[W]):
    """A value that rests on a table, without that table, and how it is made over another one.

    Whatever it works out from the table and keeps, it works out anew over each.
    """

    whole: W
    bare: W
    table: LookedUp[Any, Any]
    remade: Callable[[W, Mapping[Any, Any]], W]


@dataclass
class Verdicts:
    """The verdicts of one round of checks, and those of the rounds before that this one has not asked for yet.

    A check on its own begins with none. Whoever checks again and again passes the same ones, and has `forget` leave
    none but those of the last round.
    """

    _now: dict[Hashable, _Verdict] = field(default_factory=dict)
    _before: dict[Hashable, _Verdict] = field(default_factory=dict)

    def of(self, what: Hashable, judge: Callable[[*Given], T], *given: *Given) -> T:
        """What a pure function comes to for some values; `what` tells this verdict of it from its others."""
        key = judge, what
        kept = self._now.get(key) or self._before.get(key)
        if kept is None or not same(kept.given, given):
            asked = _anew(given)
            kept = _Verdict(asked, judge(*asked))
        self._now[key] = kept
        return kept.came_to  # type: ignore[no-any-return]  # of this very function

    def over(self, what: Hashable, judge: Callable[[W, *Given], T], of: Over[W], *given: *Given) -> T:
        """The same of a value over a table, for as long as all that was learnt of that table is so."""
        return self._over(of, (judge, what), lambda table, *asked: judge(of.remade(of.bare, table), *asked), given)

    def _over(
        self,
        of: Over[Any],
        key: Hashable,
        judge: Callable[..., T],
        given: tuple[object, ...],
        by: _Followed | None = None,
    ) -> T:
        """The same by its key; `by` is the table of a verdict that it is part of."""
        kept, given = self._now.get(key) or self._before.get(key), (of.bare, *given)
        if kept is None or not same(kept.given, given) or not of.table.still(kept.learnt, same):
            table, asked = _Followed(of.table, partial(self._over, of)), _anew(given[1:])
            try:
                kept = _Verdict((of.bare, *asked), judge(table, *asked), table.learnt, table.parts)
            finally:  # what led to a failure was learnt too, and whoever asked may do without
                if by is not None:
                    by.learnt |= table.learnt
        elif by is not None:
            by.learnt |= kept.learnt
        self._keep(key, kept)
        return kept.came_to  # type: ignore[no-any-return]  # of this very function

    def _keep(self, key: Hashable, kept: _Verdict) -> None:
        """Keep a verdict, and its parts, which are asked for again once it is no longer taken."""
        self._now[key] = kept
        for part in kept.parts:
            if part not in self._now and part in self._before:
                self._keep(part, self._before[part])

    def asked(self, value: W) -> W | Asked[W]:
        """A value that verdicts need be the same only in what they asked of it."""
        return Asked(value)

    def names(self, names: Iterable[str]) -> Container[str]:
        """Names of which verdicts rest on those that they asked for, whether they are there or not."""
        return LookedUp(dict.fromkeys(names))

    def as_before(self, what: Hashable, value: T) -> T:
        """A value, or the one before where that is the very same: what is worked out from it is then at hand."""
        return self.of(what, _itself, value)

    def forget(self) -> None:
        """End a round: what it did not ask for is gone."""
        self._now, self._before = {}, self._now


class _Followed(LookedUp[Any, Any]):
    """What a verdict learns of a table, with what its parts have learnt, which are verdicts that others find too."""

    def __init__(self, table: LookedUp[Any, Any], over: Callable[..., Any]) -> None:
        super().__init__(table)
        self.parts: dict[Hashable, None] = {}
        self._over = over

    def part(self, what: Hashable, judge: Callable[[Mapping[Any, Any]], T], *given: object) -> T:
        """The verdict of a part."""
        self.parts[what] = None
        return self._over(what, lambda table, *_: judge(table), given, self)  # type: ignore[no-any-return]  # of this very function


class Alone(Verdicts):
    """The verdicts of one round that none follows: nothing is kept, and nothing noted."""

    def of(self, _: Hashable, judge: Callable[[*Given], T], *given: *Given) -> T:
        """What a function comes to."""
        return judge(*given)

    def asked(self, value: W) -> W:
        """The value itself."""
        return value

    def names(self, names: Iterable[str]) -> Container[str]:
        """The names themselves."""
        return frozenset(names)

    def over(self, _: Hashable, judge: Callable[[W, *Given], T], of: Over[W], *given: *Given) -> T:
        """The same, of the value as it is, which all share with what was worked out from it."""
        return judge(of.whole, *given)


@dataclass(frozen=True)
class _Verdict:
    """What a function was given, what it came to, and meanwhile learnt of a table; and the keys of its parts."""

    given: tuple[object, ...]
    came_to: Any
    learnt: Learnt = field(default_factory=dict)
    parts: Iterable[Hashable] = ()


def _itself(value: T) -> T:
    return value


def _anew(given: tuple[*Given]) -> tuple[*Given]:
    """The same values; of those that note what is learnt, nothing is yet."""
    anew = (each.anew() if isinstance(each, Asked) else each for each in given)
    return tuple(anew)  # type: ignore[return-value]  # each of its own kind


def same(one: object, other: object) -> bool:
    """Whether no pure function can tell two values apart; of one that notes what it was asked, whether it would again.

    Values may be equal and not the same: 1 and 1.0, 2.5 and 2.50, tables in another order, and dataclasses that differ
    in a field that they do not compare.
    """
    if one is other or type(one) is not type(other):
        return one is other
    if isinstance(one, Asked) and isinstance(other, Asked):
        return one.whole is other.whole or other.still(one.learnt, same)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        one, other = [*one.items()], [*other.items()]
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one.as_tuple() == other.as_tuple()
    if is_dataclass(one):
        return all(same(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))
    return one == other
