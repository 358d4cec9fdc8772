"""What an earlier build read of the pages of an edition: those that are the same since are not read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import msgspec

from assess.audit.kept import digest_of, reader_digest
from assess.lineage.ledger import Entry, Origins, trace
from assess.lineage.page_reader import Bound, Page, read_page
from assess.project.layout import Project
from assess.search.entries import Entry as Found
from assess.search.index import found_on
from assess.store import Store, opened

_Value = TypeVar("_Value")
_READINGS = b"readings"


@dataclass
class _Kept:
    """Pages by address and bytes, what a search finds on them likewise, and ledgers by page and what it rests on."""

    pages: dict[str, Page] = field(default_factory=dict)
    found: dict[str, tuple[Found, ...]] = field(default_factory=dict)
    traced: dict[str, tuple[Entry, ...]] = field(default_factory=dict)


@dataclass
class Readings:
    """What is read of the pages of an edition, each by whoever reads it but for those that were the same before.

    Of a page that shows a number which its data does not give nothing is kept: it is found and told each time.
    """

    store: Store | None
    edition: str
    _now: _Kept = field(default_factory=_Kept)

    @cached_property
    def _before(self) -> _Kept:
        kept = (self.store.read(self.edition, _READINGS) if self.store else None) or b""
        program = reader_digest()  # inside, so that what each program kept takes the place of what another did
        return msgspec.msgpack.decode(kept[len(program) :], type=_Kept) if kept.startswith(program) else _Kept()

    def page(self, address: str, html: str) -> Page:
        """A page as `read_page` gives it."""
        return _given(self._now.pages, self._before.pages, [address, html], lambda: read_page(address, html))

    def found(self, name: str, html: str) -> tuple[Found, ...]:
        """What a search finds on a page, as `found_on` gives it."""
        return _given(self._now.found, self._before.found, [name, html], lambda: found_on(name, html))

    def trace(
        self, pages: Iterable[Page], origins: Origins, cited: Mapping[Bound, str]
    ) -> tuple[list[Entry], list[str]]:
        """The ledger of some pages, and what is wrong with their numbers, as `trace` gives them."""
        rests_on = digest_of([msgspec.msgpack.encode(origins)])
        keyed = [(_key([rests_on, msgspec.msgpack.encode(page), *_citing(page, cited)]), page) for page in pages]
        before = self._before.traced
        entries, problems = trace([page for key, page in keyed if key not in before], origins, cited)
        fresh: dict[str, list[Entry]] = {}
        for entry in entries:
            fresh.setdefault(entry.page, []).append(entry)
        traced = {key: before[key] if key in before else tuple(fresh.get(page.address, ())) for key, page in keyed}
        if not problems:
            self._now.traced |= traced
        return [entry for found in traced.values() for entry in found], problems

    def keep(self) -> None:
        """Keep what was read this time, which is all that the next build of the same edition may ask for."""
        if self.store and self._now != self._before:
            self.store.keep(self.edition, _READINGS, reader_digest() + msgspec.msgpack.encode(self._now))


def readings(project: Project, edition: str) -> Readings:
    """What is read of the pages of an edition, with what was kept of them before for no other edition."""
    return Readings(opened(project.kept), edition)


def _given(
    now: dict[str, _Value], before: Mapping[str, _Value], of: Iterable[str | bytes], make: Callable[[], _Value]
) -> _Value:
    key = _key(of)
    now[key] = before[key] if key in before else make()
    return now[key]


def _citing(page: Page, cited: Mapping[Bound, str]) -> Iterable[str]:
    return (cited.get(number, "") for number in page.numbers) if cited else ()


def _key(of: Iterable[str | bytes]) -> str:
    return digest_of(of).hex()
