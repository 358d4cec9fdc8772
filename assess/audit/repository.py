"""The objects of a Git repository: everything that was ever committed, and what is about to be."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from assess.audit.readers.source import LARGEST
from assess.audit.text.limits import UnreadableError

_SHORT = 10
_OF_GIT = re.compile(  # what holds objects, which are asked for one by one, and indexes, whose names are
    r"objects/(?:[0-9a-f]{2}/[0-9a-f]{38,62}|pack/(?:pack-|multi-pack-index).*|info/commit-graph.*)"
    r"|(?:worktrees/[^/]+/)?(?:index|sharedindex\..*)|(?:modules|lfs)/.*"
)
_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n")
_SUBMODULE = b"160000"
_LARGE = "large file"
_ELSEWHERE = ("GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_NAMESPACE")  # of another repository than the one named
_WHOLE = {"commit": "message of commit", "tag": "message of tag"}  # with the people and the name above it


@dataclass(frozen=True)
class Blob:
    """A file or a message in a repository; the content is None where there is too much of it."""

    name: str
    content: bytes | None


def every_object(repository: Path) -> Iterator[Blob]:
    """Every file, folder, commit and tag of a repository once, also those that no branch leads to any more.

    Raises UnreadableError where there is no repository.
    """
    listed = _git(repository, "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)")
    kinds = dict(line.split(" ") for line in listed.decode("ascii").splitlines())
    named = _git(repository, "rev-list", "--objects", "--all", "--reflog")
    names: dict[str, str] = {}
    for line in named.decode("utf-8", "surrogateescape").splitlines():
        name, _, path = line.partition(" ")
        if path:
            names.setdefault(name, path)
    yield references(repository)
    pointers: set[str] = set()
    for blob in _read(repository, [(name, names.get(name, "a file without a name")) for name in kinds]):
        pointer = _POINTER.match(blob.content or b"")
        pointers |= {f"{_LARGE} {pointer[1].decode()[:_SHORT]}"} if pointer else set()
        yield blob
    yield from _beside(repository, pointers)


def _beside(repository: Path, named: Iterable[str]) -> Iterator[Blob]:
    """What a repository keeps that is no object of its own: large files (LFS), names in its index, every other file.

    What lies elsewhere, or is not here at all, comes as a Blob without content: submodules, other working folders,
    objects that a partial copy left with its origin, and large files that are `named` and that nothing here holds.
    """
    common = Path(_git(repository, "rev-parse", "--path-format=absolute", "--git-common-dir").decode().strip())
    indexed = _git(repository, "ls-files", "--cached", "-z").replace(b"\0", b"\n")
    yield Blob("names of files that are about to be committed", indexed)
    here: set[str] = set()
    for path in dict.fromkeys((*_files(common / "lfs"), *_files(_large_files(repository, common)))):
        blob = Blob(f"{_LARGE} {path.name[:_SHORT]}", _held(path))
        here.add(blob.name)
        yield blob
    for path in _files(common):
        name = path.relative_to(common).as_posix()
        if not _OF_GIT.fullmatch(name):
            yield Blob(f".git/{name}", _held(path))
    elsewhere = {f"submodule {path.name}" for path in _folders(common / "modules")}
    elsewhere |= {f"working folder {path.name}" for path in _folders(common / "worktrees")}
    elsewhere |= {"objects that a partial or shallow copy left behind"} if _is_partial(common) else set()
    for name in sorted(elsewhere.union(named) - here):
        yield Blob(name, None)


def _large_files(repository: Path, common: Path) -> Path:
    """Where a repository keeps its large files (LFS), which its settings may put in another place."""
    return common / _git(
        repository, "config", "--type=path", "--default", "lfs", "--get", "lfs.storage"
    ).decode().rstrip("\n")


def _files(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file())


def _held(path: Path) -> bytes | None:
    return path.read_bytes() if path.stat().st_size <= LARGEST else None


def _folders(place: Path) -> list[Path]:
    return sorted(path for path in place.iterdir() if path.is_dir()) if place.is_dir() else []


def _is_partial(common: Path) -> bool:
    """Whether some objects of a repository are not here."""
    packs = common / "objects" / "pack"
    return any(path.is_file() for path in (common / "shallow", *packs.glob("*.promisor")))


def objects_since(repository: Path, known: Sequence[str]) -> Iterator[Blob]:
    """Every file, folder, commit and tag that leads up to where a repository stands, but not up to some commits.

    Raises UnreadableError where there is no repository.
    """
    since = ["--not", *known] if known else []
    listed = _git(repository, "rev-list", "--objects", "--ignore-missing", "--all", "--reflog", *since)
    names = [line.partition(" ") for line in listed.decode("utf-8", "surrogateescape").splitlines()]
    yield from _read(repository, [(name, path or "a file without a name") for name, _, path in names])


def references(repository: Path) -> Blob:
    """What the branches and tags of a repository are called."""
    return Blob("names of branches and tags", _git(repository, "for-each-ref", "--format=%(refname)"))


def tips(repository: Path) -> list[str]:
    """The commits that branches and tags of a repository stand at."""
    return sorted(set(_git(repository, "for-each-ref", "--format=%(objectname)").decode("ascii").split()))


def tracked_files(repository: Path) -> Iterator[Blob]:
    """Every tracked file as it stands on disk; a link is read as where it leads. Raises UnreadableError."""
    for name in _git(repository, "ls-files", "-z").decode("utf-8", "surrogateescape").split("\0"):
        path = repository / name
        if name and path.is_symlink():
            yield Blob(name, os.fsencode(path.readlink()))
        elif name and path.is_file():
            yield Blob(name, path.read_bytes() if path.stat().st_size <= LARGEST else None)


def staged_files(repository: Path) -> Iterator[Blob]:
    """Every file as it is about to be committed, where the commit changes it; raises UnreadableError."""
    listed = _git(repository, "diff", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "--diff-filter=ACMT")
    fields = listed.decode("utf-8", "surrogateescape").split("\0")
    pairs = [(entry.split(" ")[3], path) for entry, path in zip(fields[::2], fields[1::2], strict=False)]
    yield from _read(repository, pairs)


@cache
def _entry(digits: int) -> re.Pattern[bytes]:
    """What a folder says of each thing in it: its mode, its name, its digest of so many hexadecimal digits."""
    return re.compile(rb"([0-7]{5,6}) ([^\0]+)\0.{%d}" % (digits // 2), re.DOTALL)


def _git(repository: Path, *arguments: str) -> bytes:
    command = ["git", "--no-replace-objects", "-C", str(repository), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True, env=_environment()).stdout  # noqa: S603  # no shell, our own words
    except FileNotFoundError:
        raise UnreadableError("not to be read: there is no git command") from None
    except subprocess.CalledProcessError:
        raise UnreadableError("not a Git repository that can be read") from None


def _environment() -> dict[str, str]:
    """The environment, without what would lead git to another repository than the one that is asked about."""
    return {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}


def _read(repository: Path, wanted: Sequence[tuple[str, str]]) -> Iterator[Blob]:
    """The contents of objects, asked for one by one."""
    command = ["git", "--no-replace-objects", "-C", str(repository), "cat-file", "--batch"]
    linked: set[bytes] = set()
    with subprocess.Popen(  # noqa: S603  # as above
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
    ) as git:
        asking, answers = git.stdin, git.stdout
        if asking is None or answers is None:
            raise UnreadableError("not to be read: git gives no answer")
        for name, path in wanted:
            asking.write(f"{name}\n".encode())
            asking.flush()
            answer = answers.readline().split()
            if len(answer) != 3:  # name, kind, size; a submodule's commit is "missing"
                continue
            kind, size = answer[1].decode(), int(answer[2])
            content = _content(answers, size)
            if kind == "blob":
                yield Blob(f"{path} ({name[:_SHORT]})", content)
            elif kind == "tree":
                entries = _entry(len(name)).findall(content or b"")  # one file may lie there under many names
                yield Blob(f"names in folder {name[:_SHORT]}", b"\n".join(entry for _, entry in entries))
                submodules = {entry for mode, entry in entries if mode == _SUBMODULE} - linked
                linked |= submodules
                yield from (Blob(f"submodule {os.fsdecode(entry)}", None) for entry in sorted(submodules))
            else:
                yield Blob(f"{_WHOLE[kind]} {name[:_SHORT]}", content)
        asking.close()


def _content(answers: IO[bytes], size: int) -> bytes | None:
    if size <= LARGEST:
        content = answers.read(size)
        answers.read(1)
        return content
    left = size + 1
    while left > 0:
        left -= len(answers.read(min(left, 1 << 20))) or left
    return None
