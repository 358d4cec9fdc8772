"""The scanner: files, folders and archives compared with a pack through every channel they have."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

from assess.audit.findings import PEOPLE, Finding, Verdict
from assess.audit.fingerprints.index import Fingerprints
from assess.audit.fingerprints.inference import inferred
from assess.audit.fingerprints.labelled import labelled
from assess.audit.fingerprints.matching import Hit, drawn, hits, in_proportion
from assess.audit.people import looked_like
from assess.audit.readers import Source, is_text, kind_of, parts, tables
from assess.audit.readers.plain import carried, source_passage
from assess.audit.readers.source import of_bytes, of_path
from assess.audit.text.decoding import as_read
from assess.audit.text.limits import Budget, Limits, UnreadableError
from assess.audit.text.passages import Drawing, Nested, Part, Passage, Pieces, Raw, Table, Unread
from assess.audit.text.respelled import respelled
from assess.audit.twins import is_redrawn, twin_of

ASTRAY = "damaged in a way that the audit does not know, and read in part only"
_AN = ("id", "order")
_REMEMBERED = 2_000_000  # lines and passages without a finding that are not searched twice
_SMALL = 2_000_000
_DECIMAL_IN_NAME = re.compile(r"(?<=\d)[-_](?=\d)")  # 16.3 is 16-3 where a name may have no points
_MASK = "a name that is withheld too"


@dataclass
class Report:
    """What was read, by kind of file, and what was found."""

    findings: list[Finding] = field(default_factory=list)
    read: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, findings: Iterable[Finding]) -> None:
        """Count one file."""
        self.read[kind] += 1
        self.findings += findings


@dataclass
class _Found:
    """One kind of trace of one origin in one file: its first place, and how many more."""

    place: str
    value: str
    more: int = 0


# By the kind of a trace and its origin, by the reason and its place, and by what a column looks like and its place.
_Into = tuple[dict[tuple[str, str], _Found], dict[tuple[str, str], Unread], dict[tuple[str, str], int]]


@dataclass
class Scanner:
    """Compares files with fingerprints.

    `closed` says that every word of what is read should come from the open text: so it is with a site of this
    project, and not with anybody's letter. `trusted` are the SHA-256 of files that need no reading. `clean` are
    digests of lines, passages and drawings in which these fingerprints were not found. `safe` are the headings of
    columns that are declared to be about no person; without them records of people are not looked for.
    """

    known: Fingerprints
    closed: bool = False
    limits: Limits = field(default_factory=Limits)
    trusted: frozenset[bytes] = frozenset()
    clean: set[int] = field(default_factory=set)
    safe: frozenset[str] | None = None
    _excused: set[int] = field(default_factory=set)  # of these, those that what is open was asked about
    _nested: int = 0  # files inside others that were come upon

    def scan(self, path: Path) -> Report:
        """A file, or everything in a folder; links are not followed, and said."""
        report = Report()
        if path.is_symlink() or not path.is_dir():
            self._add(report, path.name, path)
            return report
        for each in self._within(path, report):
            name = each.relative_to(path).as_posix()
            if each.name == ".git":
                report.findings.append(_unread(name, Unread("a Git repository; audit it with --git")))
            elif (each.is_symlink() or not each.is_dir()) and ".git" not in each.relative_to(path).parts:
                self._add(report, name, each)
        return report

    def _within(self, folder: Path, report: Report) -> list[Path]:
        """Everything in a folder, sorted; one that cannot be listed is said, and the name of an empty one is read."""
        found: list[Path] = []

        def unlisted(error: OSError) -> None:
            name = Path(error.filename).relative_to(folder).as_posix()
            report.findings.append(_unread(name, Unread(f"a folder that cannot be listed: {error.strerror}")))

        for place, folders, files in os.walk(folder, onerror=unlisted):
            found += [Path(place) / name for name in (*folders, *files)]
            if not folders and not files:
                report.findings += self.findings_in(Path(place).relative_to(folder).as_posix(), b"")
        return sorted(found)

    def _add(self, report: Report, name: str, path: Path) -> None:
        if path.is_symlink() or not path.is_file():
            what = "a link to another place" if path.is_symlink() else "neither a file nor a folder"
            report.add("not read", [_unread(name, Unread(what))])
            return
        try:
            source = of_path(name, path)
            if self.trusted and source.size <= _SMALL and hashlib.sha256(source.content).digest() in self.trusted:
                report.add("trusted", [])
            elif source.size <= _SMALL and _is_picture_of(path, source.content):
                report.add(kind_of(source), self.findings_in(name, b""))
            else:
                report.add(kind_of(source), self.findings(source))
        except OSError as error:
            report.add("not read", [_unread(name, Unread(f"a file that cannot be opened: {error.strerror}"))])

    def findings_in(self, name: str, content: bytes) -> list[Finding]:
        """What is found in a file that lies in memory."""
        return self.findings(of_bytes(name, content))

    def findings(self, source: Source) -> list[Finding]:
        """What is found in one file, its name, and all that is packed inside it."""
        if self.known.empty and self.safe is None and is_text(source):
            return []
        found: dict[tuple[str, str], _Found] = {}
        unread: dict[tuple[str, str], Unread] = {}
        people: dict[tuple[str, str], int] = {}
        budget = self.limits.budget(source.size)
        nested, consulted = self._nested, self.known.open.consulted
        for written in dict.fromkeys((source.name, _DECIMAL_IN_NAME.sub(".", source.name))):
            name = Passage("file name", as_read(written), lambda _: "its name")
            if self._note(found, hits(name, self.known, closed=self.closed), name, ""):
                break
        try:
            self._read(source, "", budget, self.limits.depth, (found, unread, people))
        except UnreadableError as error:
            unread.setdefault((str(error), ""), Unread(str(error)))
        except Exception:  # noqa: BLE001  # whatever it is, one file is not read and the others are
            unread.setdefault((ASTRAY, ""), Unread(ASTRAY))
        if not (found or unread or people) and self._nested == nested and source.size <= _SMALL:
            self._keep(_alone(source.name, source.content), since=consulted)
        told = [*self._told(source.name, found), *(_of_people(source.name, *each) for each in people.items())]
        return sorted([*told, *(_unread(source.name, each) for each in unread.values())])

    def _read(self, source: Source, within: str, budget: Budget, depth: int, into: _Into) -> None:
        """Read one file into findings; raises UnreadableError where it cannot go on."""
        unread = into[1]
        waiting = [(tables if self.known.empty else parts)(source, budget)]
        while waiting:
            part = next(waiting[-1], None)
            budget.check()
            if part is None:
                waiting.pop()
                continue
            if isinstance(part, Unread):
                place = _join(within, part.place)
                unread.setdefault((part.reason, within), Unread(part.reason, place))
            elif isinstance(part, Nested):
                self._inside(part, within, budget, depth, into)
            elif isinstance(part, Table):
                self._table(part, within, into)
            elif self.known.empty:
                continue
            elif isinstance(part, Drawing):
                self._drawing(part, within, into)
            elif isinstance(part, Raw):
                waiting.append(self._source(part.text, within, into))
            else:
                self._passage(part, within, into)

    def _inside(self, part: Nested, within: str, budget: Budget, depth: int, into: _Into) -> None:
        self._nested += 1
        place = _join(within, self._hidden(part.place))
        reason = None
        if depth <= 1:
            reason = "archives in archives, too deep to read"
        else:
            try:
                self._member(part, place, budget, depth - 1, into)
            except UnreadableError as error:
                budget.check()
                reason = str(error)
        if reason:
            into[1].setdefault((reason, place), Unread(reason, place))

    def _member(self, part: Nested, place: str, budget: Budget, depth: int, into: _Into) -> None:
        """Read a file inside another into findings; one that was clean elsewhere is so here.

        As the styles of workbooks are in each of them, and every CSV of a site is in its archive too.

        Raises UnreadableError where it cannot go on.
        """
        key = hash((part.name, part.content, depth))
        if self._is_clean(key) or self._is_clean(_alone(part.name, part.content)):
            return
        consulted = self.known.open.consulted
        own: _Into = ({}, {}, {})
        try:
            self._read(of_bytes(part.name, part.content), place, budget, depth, own)
            if not any(own):
                self._keep(key, since=consulted)
        finally:
            for trace, found in own[0].items():
                first = into[0].setdefault(trace, found)
                first.more += 0 if first is found else 1 + found.more
            into[1].update((reason, each) for reason, each in own[1].items() if reason not in into[1])
            into[2].update((what, cells) for what, cells in own[2].items() if what not in into[2])

    def _table(self, table: Table, within: str, into: _Into) -> None:
        """Look for records of people in a table."""
        if self.safe is None:
            return
        for each in looked_like(table.rows, self.safe, of_a_page=table.of_a_page):
            place = _join(_join(within, self._hidden(table.place)), f"column {each.column + 1}")
            into[2].setdefault((each.what, place), each.cells)

    def _passage(self, passage: Passage, within: str, into: _Into) -> None:
        key = hash((passage.text, passage.ordered, passage.strides))
        if self._is_clean(key):
            return
        consulted = self.known.open.consulted
        other = respelled(passage.text)
        read = (passage,) if other is None else (passage, replace(passage, text=other))
        if not self._note(into[0], chain.from_iterable(map(self._traces, read)), passage, within):
            self._keep(key, since=consulted)

    def _traces(self, passage: Passage) -> Iterator[Hit]:
        """Everything that each of those who compare finds in a passage."""
        yield from hits(passage, self.known, closed=self.closed)
        yield from inferred(passage, self.known)
        yield from labelled(passage, self.known)
        yield from in_proportion(passage, self.known)

    def _source(self, text: str, within: str, into: _Into) -> Iterator[Part]:
        """Search the source of a document but for lines searched before; the files that it carries are given."""
        lines = _fresh(text, self._is_clean)
        if not lines.texts:
            return
        fresh, consulted = lines.text(), self.known.open.consulted
        passage = source_passage(fresh, lines.place)
        carries = list(carried(fresh))
        if not self._note(into[0], hits(passage, self.known, closed=self.closed), passage, within) and not carries:
            for line in fresh.splitlines(keepends=True):
                self._keep(hash(line), since=consulted)
        yield from carries

    def _is_clean(self, key: int) -> bool:
        """Whether something was searched in vain before; what open data was asked then is asked for this file too."""
        if key in self._excused:
            self.known.open.consulted += 1
        return key in self.clean

    def _keep(self, key: int, *, since: int) -> None:
        if len(self.clean) < _REMEMBERED:
            self.clean.add(key)
            if self.known.open.consulted != since:
                self._excused.add(key)

    def _drawing(self, drawing: Drawing, within: str, into: _Into) -> None:
        key, consulted = hash((drawing.numbers, drawing.far)), self.known.open.consulted
        if not self._is_clean(key) and not self._note(into[0], drawn(drawing, self.known), drawing, within):
            self._keep(key, since=consulted)

    def _note(
        self, found: dict[tuple[str, str], _Found], traces: Iterator[Hit], part: Passage | Drawing, within: str
    ) -> bool:
        """Put traces among what was found; whether there were any."""
        any_ = False
        for hit in traces:
            any_ = True
            key = (hit.kind, hit.source)
            if key in found:
                found[key].more += 1
                continue
            channel, place = (
                ("drawing", part.place) if isinstance(part, Drawing) else (part.channel, part.place(hit.at))
            )
            told = f"{self._hidden(place)} ({channel})" if place else channel
            found[key] = _Found(_join(within, told), hit.value)
        return any_

    def _hidden(self, text: str) -> str:
        """A place, unless an element, an attribute or a key in it is itself named after something restricted."""
        passage = Passage("", text, ordered=False)
        return _MASK if any(hits(passage, self.known, closed=True)) else text

    def _told(self, name: str, found: Mapping[tuple[str, str], _Found]) -> Iterator[Finding]:
        for (kind, source), each in found.items():
            more = f", and in {each.more} more place{'s' if each.more > 1 else ''}" if each.more else ""
            place = f"{each.place}{more}"
            message = f"holds {'an' if kind in _AN else 'a'} {kind} of {source}, which this edition may not show"
            yield Finding(name, kind, message, Verdict.FAIL, place, source, each.value)


def _alone(name: str, content: bytes) -> int:
    """What a file comes to that holds no other: of its name, only its ending says how it is read."""
    return hash((name.rpartition(".")[2].lower(), content))


def _is_picture_of(path: Path, content: bytes) -> bool:
    """Whether a file is what the SVG beside it comes to, which is read as every other file."""
    twin = path.with_name(twin_of(path.name) or path.name)
    return twin != path and twin.is_file() and not twin.is_symlink() and is_redrawn(content, twin.read_bytes())


def _fresh(text: str, is_clean: Callable[[int], bool]) -> Pieces:
    """The lines of a text that are not known to be clean."""
    lines = Pieces()
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if not is_clean(hash(line)):
            lines.add(line, partial("line {}".format, number))
    return lines


def _join(within: str, place: str) -> str:
    return f"{within}, {place}" if within and place else within or place


def _of_people(name: str, looks_like: tuple[str, str], cells: int) -> Finding:
    what, place = looks_like
    message = f"holds what looks like {what}, in {cells} cells of a column that nobody declared safe"
    return Finding(name, PEOPLE, message, Verdict.FAIL, place)


def _unread(name: str, unread: Unread) -> Finding:
    return Finding(name, "unreadable", f"is {unread.reason}; a person must look", Verdict.REVIEW, unread.place)
