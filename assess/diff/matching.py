"""Which numbers, pages and sentences of two sides are the same one, and what changed in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher

from assess.diff.sides import NotComparableError, Number, Side
from redaction.data.periods import period_of

_COLUMN = re.compile(r"/([a-z0-9-]+)")
_PERCENTAGES = ("change", "share")
_NAMES = ("highest", "lowest")
_POINTS_A_PLACE = 10


@dataclass(frozen=True)
class Place:
    """Where a number stands: its page, its figure or section, and its sentence, then and now."""

    page: str
    where: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """A number that says something else now, once for all the places where it stands.

    `movement` tells the change in words. `swing` is how large it is: in per cent of the old number, in points
    between percentages, ten for each place of a rank; None where no number says it, or a rise became a fall.
    `cells` are those it comes from now.
    """

    how: str
    formula: str
    was: str
    now: str
    movement: str
    swing: Decimal | None
    places: tuple[Place, ...]
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rewording:
    """A page whose sentences changed, other than in their numbers, which are left out as an ellipsis."""

    page: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two sides; `prose_compared` says whether both had their pages.

    `lost` are the addresses that led somewhere and lead nowhere now, `forwarded` those that send their readers on now,
    each with where to. Of a ledger neither is known.
    """

    edition: str
    marking: str
    changed: tuple[Change, ...]
    added: tuple[Number, ...]
    removed: tuple[Number, ...]
    pages_added: tuple[str, ...]
    pages_removed: tuple[str, ...]
    forwarded: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]
    reworded: tuple[Rewording, ...]
    prose_compared: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        pages = self.pages_added or self.pages_removed or self.lost or self.reworded
        return not (self.changed or self.added or self.removed or pages)


def difference(old: Side, new: Side, *, across: bool = False) -> Difference:
    """What changed from one side to the other; raises NotComparableError for two editions, unless `across`."""
    if old.edition != new.edition and not across:
        raise NotComparableError(
            f"One is the {old.edition or 'unknown'} edition and the other the {new.edition or 'unknown'} one. "
            "Add --across to compare them anyway"
        )
    pairs, removed, added = _matched(old.numbers, new.numbers)
    with_prose = old.pages is not None and new.pages is not None
    pages = [set(side.pages or ()) if with_prose else {number.page for number in side.numbers} for side in (old, new)]
    return Difference(
        edition=" and ".join(dict.fromkeys((old.edition, new.edition))),
        marking=" and ".join(filter(None, dict.fromkeys((old.marking, new.marking)))),
        changed=_changes(pairs),
        added=tuple(added),
        removed=tuple(removed),
        pages_added=tuple(sorted(pages[1] - pages[0])),
        pages_removed=tuple(sorted(pages[0] - pages[1])),
        forwarded=tuple((old_page, new.forwards[old_page]) for old_page in sorted(pages[0] & new.forwards.keys())),
        lost=tuple(sorted((pages[0] | old.forwards.keys()) - pages[1] - new.forwards.keys())) if with_prose else (),
        reworded=tuple(_reworded(old, new)),
        prose_compared=with_prose,
    )


def _matched(
    old: Sequence[Number], new: Sequence[Number]
) -> tuple[list[tuple[Number, Number]], list[Number], list[Number]]:
    """Numbers that are the same one, then those of the old side alone, then those of the new side alone.

    The same one is what was asked for in the same words (`latest` is asked for each year, whichever it is) on the
    same page; then, for sentences, the same but for years it names; then the same on another page.
    """
    pairs: list[tuple[Number, Number]] = []
    keys: tuple[Callable[[Number], Hashable], ...] = (
        lambda number: (number.page, number.scope, number.formula),
        lambda number: (number.page, number.scope, _undated(number.formula)) if number.scope == "prose" else None,
        lambda number: (number.scope, number.formula),
    )
    left, right = list(old), list(new)
    for key in keys:
        waiting: dict[Hashable, list[Number]] = defaultdict(list)
        for number in right:
            waiting[key(number)].append(number)
        found, unmatched = [], []
        for number in left:
            same = waiting[key(number)] if key(number) is not None else []
            if same:
                found.append((number, same.pop(0)))
            else:
                unmatched.append(number)
        taken = {id(number) for _, number in found}
        pairs += found
        left, right = unmatched, [number for number in right if id(number) not in taken]
    return pairs, left, right


def _undated(formula: str) -> str:
    """A formula without the columns in it that are named after periods."""
    return _COLUMN.sub(lambda found: "" if period_of(found[1]) else found[0], formula)


def _changes(pairs: Iterable[tuple[Number, Number]]) -> tuple[Change, ...]:
    """Each change once, the most telling first: what turned or has a new name, then by the size of the swing."""
    grouped: dict[tuple[str, ...], list[tuple[Number, Number]]] = defaultdict(list)
    for old, new in pairs:
        if old.says != new.says:
            grouped[old.how, old.cells, new.cells, old.says, new.says].append((old, new))
    changes = []
    for each in grouped.values():
        old, new = each[0]
        movement, swing = _movement(old, new)
        places = tuple(Place(after.page, after.where, before.sentence, after.sentence) for before, after in each)
        cells = tuple(new.cells.split())
        changes.append(Change(old.how, new.formula, old.says, new.says, movement, swing, places, cells))
    changes.sort(key=lambda change: (change.swing is not None, -(change.swing or 0), change.places[0].page))
    return tuple(changes)


def _movement(old: Number, new: Number) -> tuple[str, Decimal | None]:
    """A change in words, and its swing."""
    before, after = _number(old.value), _number(new.value)
    if old.how in _NAMES:
        return "another name", None
    if before is None or after is None:
        return "a code became a number" if before is None else "a number became a code", None
    if old.how == "rank":
        return _rank_movement(int(after - before))
    if old.how in (*_PERCENTAGES, "difference") and before * after < 0:
        return "a rise became a fall" if before > 0 else "a fall became a rise", None
    return _amount_movement(before, after, in_points=old.how in _PERCENTAGES or "%" in old.says)


def _rank_movement(moved: int) -> tuple[str, Decimal]:
    places = abs(moved)
    swing = Decimal(places * _POINTS_A_PLACE)
    if not places:
        return "the same place, in other words", swing
    return f"{places} place{'s' * (places > 1)} further {'down' if moved > 0 else 'up'}", swing


def _amount_movement(before: Decimal, after: Decimal, *, in_points: bool) -> tuple[str, Decimal]:
    moved = after - before
    if in_points:
        return f"{moved:+f} percentage points", abs(moved)
    if not before:
        return f"{moved:+,f}", abs(moved)
    relative = moved / abs(before) * 100
    return f"{moved:+,f} ({relative:+.1f}%)", abs(relative)


def _number(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _reworded(old: Side, new: Side) -> Iterable[Rewording]:
    if old.pages is None or new.pages is None:
        return
    for page in sorted(old.pages.keys() & new.pages.keys()):
        before, after = old.pages[page], new.pages[page]
        if before == after:
            continue
        gone: list[str] = []
        come: list[str] = []
        for what, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if what != "equal":
                gone += before[first:last]
                come += after[start:end]
        yield Rewording(page, tuple(gone), tuple(come))
