"""Proof by differential builds: each edition in many worlds of what it may not know, and of what it may."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assess.processes.progress import Progress
from assess.project.layout import Project
from assess.prove import worlds
from assess.prove.comparison import Outcome, differences
from assess.prove.trial import Ended, Laboratory, Trial, laboratory
from assess.prove.worlds import Canary, Files, Mint, World
from macros.vocabulary.assurance import WORLDS
from redaction.data.dataset import Dataset
from redaction.diagnostics.errors import AssessError, ProblemsFoundError
from redaction.policy import Edition, Policy
from redaction.reader import read_folder

VERSION = 1
_SHOWN = 3
_LEDGER = ".ledger.csv"  # what it lists stands on the pages or in cells that nobody sees


@dataclass(frozen=True)
class Pack:
    """A restricted pack as it is: its files, its datasets by the path of their CSV, its folders, even empty ones."""

    files: Files
    datasets: Mapping[str, Dataset]
    folders: tuple[str, ...]

    def of(self, audiences: Iterable[str]) -> dict[str, Dataset]:
        """The datasets in the folders of some audiences."""
        chosen = set(audiences)
        return {path: dataset for path, dataset in self.datasets.items() if path.split("/", 1)[0] in chosen}

    def keeping_folders(self, world: World, but: Iterable[str] = ()) -> World:
        """A world that has each folder of this pack but some: one that is empty is there, and a build asks for it."""
        kept = [name for name in self.folders if name not in {*but, *world.folders}]
        return replace(world, folders=(*world.folders, *kept))


@dataclass(frozen=True)
class Beside:
    """What editions are built beside: a restricted pack, and the folder of what went out."""

    pack: Path
    released: Path


@dataclass(frozen=True)
class Line:
    """One line of the proof: what was tried of an edition, what came of it, and whether that is as it must be."""

    edition: str
    tried: str
    result: str
    holds: bool


@dataclass(frozen=True)
class Proof:
    """The lines of a proof, and the digest of each edition's files in every one of its worlds.

    `of_everything` are the editions that read every audience: there is nothing that they may not show.
    """

    lines: tuple[Line, ...]
    trees: Mapping[str, str]
    worlds: Mapping[str, int]
    of_everything: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every line is as it must be."""
        return all(line.holds for line in self.lines)

    def of(self, edition: str) -> dict[str, object]:
        """What stands in the file beside an edition: the files that were the same, and in how many worlds."""
        return {"proof": VERSION, "edition": edition, "tree": self.trees[edition], "worlds": self.worlds[edition]}


def prove(
    project: Project, policy: Policy, editions: Iterable[Edition], beside: Beside, *, count: int, progress: Progress
) -> Proof:
    """Build each of some editions in `count` worlds or more of what it may not know; raises AssessError."""
    read = _read_pack(project, policy, beside.pack)
    lines: list[Line] = []
    trees: dict[str, str] = {}
    tried: dict[str, int] = {}
    everything: list[str] = []
    with laboratory(project, policy, beside.released) as rooms:
        for edition in editions:
            unread = [name for name in policy.audiences if not edition.reads(name)]
            if unread:
                progress.say(f"{edition.id}: in {max(count, WORLDS)} worlds of {', '.join(unread)}")
                found, outcome = _same_everywhere(rooms, policy, edition, read, count)
                lines += found
                trees[edition.id] = outcome.tree(edition.id)
                tried[edition.id] = len(found)
            else:
                everything.append(edition.id)
            restricted = [name for name in edition.audiences if name != policy.open_audience]
            if restricted:
                progress.say(f"{edition.id}: in worlds of {', '.join(restricted)}, which it shows")
                lines += _follows_its_own(rooms, edition, read, restricted, progress)
    return Proof(tuple(lines), trees, tried, tuple(everything))


def _read_pack(project: Project, policy: Policy, pack: Path) -> Pack:
    files = {
        path.relative_to(pack).as_posix(): path.read_bytes()
        for audience in policy.audiences
        if audience != policy.open_audience
        for path in sorted((pack / audience).rglob("*"))
        if path.is_file()
    }
    datasets: dict[str, Dataset] = {}
    for audience in policy.audiences:
        if audience == policy.open_audience:
            continue
        folder = read_folder(pack / audience, project.shown(pack / audience), audience, policy)
        if folder.problems:
            raise ProblemsFoundError(folder.problems)
        datasets |= {f"{audience}/{dataset.id}.csv": dataset for dataset in folder.datasets}
    if not any(dataset.supplied for dataset in datasets.values()):
        raise AssessError(f"The restricted pack {pack} holds no numbers: nothing can be proved of it")
    folders = tuple(name for name in policy.audiences if name != policy.open_audience and (pack / name).is_dir())
    return Pack(files, datasets, folders)


def _same_everywhere(
    rooms: Laboratory, policy: Policy, edition: Edition, pack: Pack, count: int
) -> tuple[list[Line], Outcome]:
    unread = [name for name in policy.audiences if not edition.reads(name)]
    others = tuple(name for name, each in policy.editions.items() if set(each.audiences) - set(edition.audiences))
    trials = [
        Trial(edition.id, pack.keeping_folders(world, unread), watched=tuple(unread))
        for world in _worlds_not_known(pack, unread, max(count, WORLDS) - 1)
    ]
    itself = pack.keeping_folders(worlds.itself(pack.files, unread))
    trials.append(Trial(edition.id, itself, tuple(unread), before=others))
    (first,) = rooms.run(trials[:1])
    if first.outcome.code:
        raise AssessError(f"The {edition.id} edition does not build at all:\n{first.outcome.log.rstrip()}")
    rest = rooms.run(trials[1:])
    lines = [_baseline(first), *(_same(first.outcome, each) for each in rest)]
    return lines, first.outcome


def _worlds_not_known(pack: Pack, unread: Sequence[str], count: int) -> Iterator[World]:
    """The worlds of some folders that an edition never opens: the named ones, then more of the same kinds."""
    mint = Mint("worlds not known")
    of = pack.of(unread)

    def unheard_of() -> World:
        return worlds.under_other_names(worlds.canaries(pack.files, of, unread, mint)[0], unread, mint)

    yield worlds.absent(pack.files, unread)
    yield worlds.empty(pack.files, unread)
    yield worlds.itself(pack.files, unread)
    kinds = (
        lambda: worlds.changed(pack.files, of, mint),
        lambda: worlds.permuted(pack.files, of, mint),
        lambda: worlds.other_files(pack.files, unread, mint),
        unheard_of,
    )
    for number in range(count - 3):
        again = number // len(kinds)
        world = kinds[number % len(kinds)]()
        yield replace(world, name=f"{world.name}, again ({again})") if again else world


def _baseline(ended: Ended) -> Line:
    outcome = ended.outcome
    size = sum(map(len, outcome.files.values()))
    result = f"{len(outcome.files)} files, {size:,} bytes: what the others are compared with"
    return Line(ended.trial.edition, ended.trial.world.name, result, holds=not ended.opened)


def _same(baseline: Outcome, ended: Ended) -> Line:
    found = [*differences(baseline, ended.outcome), *(f"opened {path}" for path in ended.opened)]
    tried = ended.trial.world.name
    if ended.trial.before:
        tried += f", after {' and '.join(ended.trial.before)} in the same place"
    return Line(ended.trial.edition, tried, _listed(found) or "the same to the last byte; nothing opened", not found)


def _listed(found: Sequence[str]) -> str:
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return "; ".join(found[:_SHOWN]) + more


def _follows_its_own(
    rooms: Laboratory, edition: Edition, pack: Pack, restricted: Sequence[str], progress: Progress
) -> Iterator[Line]:
    """That an edition does depend on what it shows: otherwise that others do not would say nothing."""
    mint = Mint("worlds it shows")
    of = pack.of(restricted)
    planted, canaries = worlds.canaries(pack.files, of, restricted, mint)
    chosen = [
        worlds.itself(pack.files, ()),
        worlds.changed(pack.files, of, mint),
        worlds.permuted(pack.files, of, mint),
        planted,
    ]
    first, *rest = rooms.run([Trial(edition.id, pack.keeping_folders(world)) for world in chosen])
    for each in (first, *rest):
        if each.outcome.code:
            said = each.outcome.log.rstrip()
            raise AssessError(f"The {edition.id} edition does not build with {each.trial.world.name}:\n{said}")
    for each in rest:
        moved = sum(first.outcome.files.get(path) != content for path, content in each.outcome.files.items())
        yield Line(
            edition.id, f"its own data: {each.trial.world.name}", f"{moved} files differ, as they must", moved > 0
        )
    unseen, line = _cells(edition, canaries, rest[-1].outcome)
    if unseen:
        progress.say(f"{edition.id}: {len(unseen)} cells one by one")
        still = _moves_nothing(rooms, edition, pack, unseen)
        result = f"{line.result}; {len(still)} of the others nothing at all{': ' * bool(still)}{_listed(still)}"
        line = replace(line, result=result, holds=not still)
    yield line


def _cells(edition: Edition, canaries: Sequence[Canary], outcome: Outcome) -> tuple[list[Canary], Line]:
    """The restricted cells whose canary is not seen in an edition, and how many of them are."""
    pages, downloads = _numbers_in(outcome.files, ".html"), _numbers_in(outcome.files, ".csv")
    moved = [sum(canary.shown in shown for canary in canaries) for shown in (pages, downloads - pages)]
    tried = f"each of its {len(canaries)} cells, changed alone"
    line = Line(edition.id, tried, f"{moved[0]} move a page, {moved[1]} a download only", holds=True)
    return [canary for canary in canaries if canary.shown not in pages | downloads], line


def _numbers_in(files: Files, kind: str) -> set[str]:
    return {
        number.decode()
        for path, content in files.items()
        if path.endswith(kind) and not path.endswith(_LEDGER)
        for number in re.findall(rb"\d+(?:\.\d+)?", content)
    }


def _moves_nothing(rooms: Laboratory, edition: Edition, pack: Pack, cells: Sequence[Canary]) -> list[str]:
    """The cells that may be changed without any byte of the edition changing."""
    mint = Mint("one by one")
    paths = {dataset.id: path for path, dataset in pack.datasets.items()}
    trials = [Trial(edition.id, pack.keeping_folders(worlds.itself(pack.files, ())))]
    for canary in cells:
        name, row, column = canary.cell.split("/")
        path = paths[name]
        content = worlds.csv_of(worlds.with_one_cell(pack.datasets[path], row, column, mint))
        trials.append(Trial(edition.id, replace(trials[0].world, files={**pack.files, path: content})))
    first, *rest = rooms.run(trials)
    return [
        canary.cell
        for canary, each in zip(cells, rest, strict=True)
        if not any(differences(first.outcome, each.outcome))
    ]
