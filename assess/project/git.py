"""The commit that a checkout stands at, and whether the files of a build are those of it; no hook of git is run."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path

from redaction.diagnostics.errors import AssessError

_LIMIT = 30
_SHOWN = 5
_QUIET = ("--no-optional-locks", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")


@dataclass(frozen=True)
class Commit:
    """A commit by its id, and whether any of the files that were asked about is not as it stands there."""

    id: str
    modified: bool


def commit_of(root: Path, places: Iterable[Path]) -> Commit | None:
    """The commit of a checkout, compared with some files and folders under it; none where it is no checkout."""
    if not (root / ".git").exists():
        return None
    head = _git(root, "rev-parse", "--verify", "HEAD^{commit}")
    tree = _git(root, "ls-tree", "-r", "-z", "--full-tree", "HEAD") if head else None
    if head is None or tree is None:
        return None
    committed = dict(_entry(line) for line in tree.decode("utf-8", "surrogateescape").split("\0") if line)
    return Commit(head.decode().strip(), any(_differs(root, place, committed) for place in places))


def uncommitted(root: Path) -> list[str] | None:
    """What git says of each file of a checkout that is not as it was committed; none where it is no checkout."""
    if not (root / ".git").exists():
        return None
    said = _git(root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
    return None if said is None else [each[3:] for each in said.decode("utf-8", "replace").split("\0") if each]


def check_committed(root: Path, names: Container[str] | None = None) -> None:
    """Refuse a checkout in which some files, or any, are not as they were committed: git could not undo a change."""
    found = uncommitted(root)
    if found is None:
        raise AssessError(
            "This site is no checkout of git, by which all can be undone. Run `git init` and commit it first"
        )
    changed = [each for each in found if names is None or each in names]
    if changed:
        more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
        raise AssessError(
            f"These files are not as they were committed: {', '.join(changed[:_SHOWN])}{more}. Commit them first, so "
            "that all can be undone by git"
        )


def _differs(root: Path, place: Path, committed: dict[str, str]) -> bool:
    """Whether a file, or what a folder holds, is not what was committed; what lies elsewhere is no matter of git."""
    if root not in place.parents:
        return False
    name = place.relative_to(root).as_posix()
    there = {path for path in committed if path == name or path.startswith(f"{name}/")}
    here = {path.relative_to(root).as_posix() for path in _files(place)}
    return any(_blob(root / path, committed.get(path, "")) != committed.get(path) for path in here | there)


def _files(place: Path) -> Iterable[Path]:
    found = place.rglob("*") if place.is_dir() else [place]
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]


def _blob(path: Path, like: str) -> str:
    """The id that git gives to the content of a file, by the kind of digest that another id has."""
    if not path.is_file():
        return ""
    content = path.read_bytes()
    made = hashlib.sha256() if len(like) == 64 else hashlib.sha1(usedforsecurity=False)
    made.update(b"blob %d\0" % len(content) + content)
    return made.hexdigest()


def _entry(line: str) -> tuple[str, str]:
    about, _, path = line.partition("\t")
    return path, about.split(" ")[2]


def _git(root: Path, *arguments: str) -> bytes | None:
    """What git says, without the settings of a hook that may be running; nothing where it cannot tell."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603  # no shell, and no argument from outside
            ["git", *_QUIET, "-C", str(root), *arguments],  # noqa: S607  # the git of whoever builds
            env=environment,
            capture_output=True,
            check=False,
            timeout=_LIMIT,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
