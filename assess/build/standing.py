"""What stands in the output, where a build of the same things would make just that again: then nothing is built.

What must not know a folder of the pack never looks whether that changed: whether such an edition may stand, its audit
says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from assess.audit import SENSITIVE
from assess.audit.kept import contents, digest_of, reader_digest
from assess.build.built import Built
from assess.build.manifest import LEAKS
from assess.build.plan import Plan
from assess.project.git import commit_of
from assess.store import Store, opened

_SAID = ("could", "unread", "remarks")
_BESIDE = ("manifest.json", "ledger.csv", "nginx.conf")


@dataclass(frozen=True)
class Standing:
    """What a build would be made from, and where what came of such a build is kept."""

    plan: Plan
    store: Store
    made_from: bytes

    def built(self) -> list[Built] | None:
        """What came of the same build before, where its output stands as it was left; nothing otherwise."""
        kept = self.store.read(_readership(self.plan), self.made_from)
        if kept is None:
            return None
        told = json.loads(kept)
        if told["output"] != _output(self.plan):
            return None
        return [
            Built(
                name,
                self.plan.out / name,
                pages,
                **{each: tuple(lines) for each, lines in said.items()},
            )
            for name, pages, said in told["built"]
        ]

    def keep(self, built: Iterable[Built]) -> None:
        """Keep what came of a build, unless something that it is made from changed meanwhile."""
        if _made_from(self.plan) != self.made_from:
            return
        said = [(each.edition, each.pages, {name: getattr(each, name) for name in _SAID}) for each in built]
        told = {"built": said, "output": _output(self.plan)}
        self.store.keep(_readership(self.plan), self.made_from, json.dumps(told).encode())


def standing(plan: Plan) -> Standing | None:
    """What a build would be made from now; nothing where nothing can be kept."""
    store = opened(plan.project.kept)
    return Standing(plan, store, _made_from(plan)) if store else None


def _readership(plan: Plan) -> str:
    return " and ".join(edition.id for edition in plan.editions)


def _made_from(plan: Plan) -> bytes:
    """One digest of all that decides what a build leaves: the program, what it is asked, every file that it reads."""
    places: list[Path] = [*plan.project.inputs().values(), plan.project.policy, *plan.folders().values()]
    places += plan.releases()
    places += [plan.pack / SENSITIVE] if plan.pack and plan.restricted() else []
    commit = commit_of(plan.project.root, [])
    asked = [repr(asdict(edition)) for edition in plan.editions]
    asked += [repr(plan.pdf), commit.id if commit else ""]
    read = (part for number, place in enumerate(places) for part in (str(number), *contents(place)))
    return digest_of([b"standing", reader_digest(), *asked, *read, *_checks(plan)])


def _checks(plan: Plan) -> Iterable[str | bytes]:
    """What came of the gauntlet and of proofs, which manifests repeat."""
    for name in (LEAKS, *(f"{edition.id}.proof.json" for edition in plan.editions)):
        yield from contents(plan.out / name)


def _output(plan: Plan) -> Mapping[str, str]:
    """Each file of the output of these editions, with its digest and who may do what with it."""
    places = [plan.out / edition.id for edition in plan.editions]
    places += [plan.out / f"{edition.id}.{ending}" for edition in plan.editions for ending in _BESIDE]
    found = {
        each.relative_to(plan.out).as_posix(): each
        for place in places
        for each in ([place, *place.rglob("*")] if place.is_dir() else [place])
    }
    return {name: _as_it_is(path) for name, path in sorted(found.items())}


def _as_it_is(path: Path) -> str:
    """How a file or a folder stands: its kind and rights, and what is in it."""
    if path.is_symlink() or not path.exists():
        return "not a file"
    mode = oct(path.stat().st_mode)
    if path.is_dir():
        return mode
    with path.open("rb") as file:
        return f"{mode} {hashlib.file_digest(file, 'sha256').hexdigest()}"
