"""What an earlier build checked and found without fault: where all that it rests on is the same, it is so still."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from secrets import token_hex
from types import FunctionType
from typing import Any, TypeVar, TypeVarTuple

import msgspec

from assess.audit.kept import reader_digest
from assess.lint.wording import apply
from assess.lint.wording.apply import Read
from assess.lint.wording.declarations import Exemption
from assess.project.layout import Project
from assess.store import Store, opened
from macros.charts.chart import Chart
from macros.pages import validation
from macros.pages.validation import Checked
from macros.pages.verdicts import Alone, Over, same
from redaction.data.dataset import Dataset
from redaction.policy import Edition
from redaction.view import View

T = TypeVar("T")
W = TypeVar("W")
Given = TypeVarTuple("Given")
_CHECKS = b"checks"
_JUDGES = frozenset([*validation.JUDGES, *apply.JUDGES])


@dataclass
class _Kept:
    """By all that a check rests on: the charts that were asked for meanwhile, or the exemptions that were needed."""

    charts: dict[str, tuple[tuple[Chart, str], ...]] = field(default_factory=dict)
    used: dict[str, frozenset[Exemption]] = field(default_factory=dict)

    def of(self, key: str) -> Checked | Read | None:
        """What a check came to that found no fault; nothing where that is not known."""
        if key in self.charts:
            return Checked((), self.charts[key])
        return Read((), self.used[key]) if key in self.used else None

    def keep(self, key: str, found: Checked | Read) -> None:
        """Keep what a check came to, where it found no fault."""
        if isinstance(found, Checked) and not found.problems and _lasts(found.charts):
            self.charts[key] = found.charts
        elif isinstance(found, Read) and not found.problems:
            self.used[key] = found.used


@dataclass
class KeptChecks(Alone):
    """The checks of one build, of which those are taken from the build before that found nothing in the very same.

    Only that there was no fault is kept: whatever there is to say is found and said each time.
    """

    store: Store | None = None
    readership: str = ""
    taken: int = 0  # how many were taken
    _found: _Kept = field(default_factory=_Kept)
    _digests: dict[int, tuple[object, str]] = field(default_factory=dict)

    def of(self, what: Any, judge: Callable[[*Given], T], *given: *Given) -> T:
        """What a function comes to."""
        return self._taken(judge, given, lambda: super(KeptChecks, self).of(what, judge, *given))

    def over(self, what: Any, judge: Callable[[W, *Given], T], of: Over[W], *given: *Given) -> T:
        """The same of a value over a table."""
        return self._taken(judge, (of.whole, *given), lambda: super(KeptChecks, self).over(what, judge, of, *given))

    def seal(self) -> None:
        """Keep what was found this time, which is all that the next build of the same editions may ask for."""
        if self.store and self._found != self._earlier:
            self.store.keep(self.readership, _CHECKS, reader_digest() + msgspec.json.encode(self._found))

    @cached_property
    def _earlier(self) -> _Kept:
        kept = (self.store.read(self.readership, _CHECKS) if self.store else None) or b""
        program = reader_digest()
        return msgspec.json.decode(kept[len(program) :], type=_Kept) if kept.startswith(program) else _Kept()

    def _taken(self, judge: Callable[..., T], given: tuple[object, ...], make: Callable[[], T]) -> T:
        if judge not in _JUDGES or not self.store:
            return make()
        key = self._digest((judge, *given))
        found: Any = self._earlier.of(key)
        self.taken += found is not None
        found = make() if found is None else found
        self._found.keep(key, found)
        return found  # type: ignore[no-any-return]  # of this very function

    def _digest(self, given: tuple[object, ...]) -> str:
        """A digest of some values, which no pure function could tell from others with the same."""
        return hashlib.sha256("\n".join(map(self._part, given)).encode()).hexdigest()

    def _part(self, value: object) -> str:
        """A digest of one of them, taken once of each that many checks are given."""
        if id(value) not in self._digests:
            self._digests[id(value)] = (value, hashlib.sha256(msgspec.json.encode(_plain(value))).hexdigest())
        return self._digests[id(value)][1]


def kept_checks(project: Project, editions: Iterable[Edition]) -> KeptChecks:
    """The checks of some editions, with what a build of the very same ones kept before."""
    return KeptChecks(store=opened(project.kept), readership=" and ".join(edition.id for edition in editions))


def _lasts(charts: tuple[tuple[Chart, str], ...]) -> bool:
    """Whether charts that are kept come back as the very same."""
    return same(msgspec.json.decode(msgspec.json.encode(charts), type=tuple[tuple[Chart, str], ...]), charts)


def _plain(value: object) -> object:
    """A value as JSON that says of what kind each part is, and in which order; Views and datasets have types for that.

    Of a function it has the name: those that checks are given rest on nothing but what they are given themselves.
    """
    return [type(value).__name__, _inside(value)]


def _inside(value: object) -> object:
    found: object = value
    if isinstance(value, View | Dataset):
        found = msgspec.Raw(msgspec.json.encode(value))
    elif isinstance(value, Mapping):
        found = [(_plain(key), _plain(each)) for key, each in value.items()]
    elif isinstance(value, AbstractSet):
        found = sorted(map(_plain, value), key=msgspec.json.encode)
    elif isinstance(value, tuple | list):
        found = [*map(_plain, value)]
    elif isinstance(value, re.Pattern):
        found = value.pattern, value.flags
    elif isinstance(value, FunctionType):
        found = value.__module__, value.__qualname__
    elif is_dataclass(value):
        found = [_plain(getattr(value, each.name)) for each in fields(value)]
    elif value is not None and not isinstance(value, str | int | float):
        found = token_hex()  # nothing says how it is told from others, so it is another each time
    return found
