"""A site on disk taken to this version: what would change is shown, and all of it is written or nothing."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from assess import __version__
from assess.init.program import pinned, wheel, wheel_name
from assess.migrate.migration import REQUIREMENTS, Migration, migrated
from assess.migrate.step import Files
from assess.new.writer import write_all
from assess.project.git import check_committed
from assess.project.layout import PAGES, SHARED, Project
from redaction.diagnostics.yaml_document import parse_yaml
from redaction.reader import read_text

_FILES = (*SHARED, PAGES, "redaction", "style.yml", REQUIREMENTS)
_KINDS = (".yml", ".yaml", ".md", ".txt")


def migrate(project: Project, *, write: bool) -> list[str]:
    """Say what changes in a site on its way to this version, and change it where that is asked; raises AssessError."""
    text = read_text(project.config, "mkdocs.yml")
    parse_yaml("mkdocs.yml", text)  # which says what is wrong with it, if something is
    found = migrated(_files(project), wheel_name(), pinned())
    made = f"assess {found.made_for}" if found.made_for else "an older version of assess than 0.3.0"
    if not found.changed:
        return [f"This site is made for assess {__version__}, and nothing is to be changed"]
    told = [f"This site was made for {made}. On the way to {__version__}:", "", *_steps(found)]
    if not write:
        return [*told, *_difference(found), "", "Nothing was written. Add --write to change the site so"]
    check_committed(project.root, found.changed)
    write_all({project.root / name: content for name, content in found.changed.items()})
    _leave_no_empty_folder(project.root, found.changed)
    return [*told, *_left(project, found)]


def _files(project: Project) -> Files:
    """The files of a site that a step may change, by their paths."""
    paths = [project.root / name for name in _FILES]
    every = [each for path in paths for each in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    wanted = [path for path in every if path.is_file() and (path.suffix in _KINDS or project.theme in path.parents)]
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in wanted}


def _steps(found: Migration) -> Iterator[str]:
    for each in found.steps:
        yield f"{each.name} ({each.version}): {each.changes}"
        yield f"  Why: {each.why}"
    if REQUIREMENTS in found.changed:
        yield f"{REQUIREMENTS} pins this version, and what it depends on"
    yield f"mkdocs.yml says that it is made for {__version__}"
    yield ""


def _difference(found: Migration) -> Iterator[str]:
    """What changes in each file, line by line; files that have another place alone are named."""
    new = {name: content for name, content in found.changed.items() if name not in found.before}
    places = {content: name for name, content in new.items() if content is not None}
    for name, content in found.changed.items():
        before = found.before.get(name)
        if content is None and before in places:
            yield f"{name} is moved to {places[before]}"
        elif name not in found.before and content in found.before.values():
            continue
        else:
            yield from difflib.unified_diff(_lines(before), _lines(content), name, name, lineterm="", n=1)


def _lines(content: bytes | None) -> list[str]:
    return (content or b"").decode("utf-8", "replace").splitlines()


def _left(project: Project, found: Migration) -> Iterator[str]:
    """What is left to do, and how what was done is undone."""
    made = [name for name in found.changed if name not in found.before]
    yield f"Written: {', '.join(found.changed)}"
    if REQUIREMENTS in found.changed:
        yield from _wheel(project.root / "wheels")
    clean = f" && git clean -f {' '.join(made)}" if made else ""
    yield f"To undo it before you commit: git restore .{clean}"
    yield "Now run `assess check`: it lists what only a person can decide"


def _wheel(place: Path) -> Iterator[str]:
    """The wheel that the site pins, put beside it where it is known."""
    source = wheel()
    if (place / wheel_name()).is_file():
        return
    if source is None:
        yield f"Put {wheel_name()} into wheels/"
        return
    place.mkdir(exist_ok=True)
    shutil.copyfile(source, place / source.name)
    yield f"wheels/{source.name} is there"


def _leave_no_empty_folder(root: Path, names: Iterable[str]) -> None:
    """Take away the folders that files were moved out of."""
    folders = {each for name in names for each in (root / name).parents if root in each.parents}
    for folder in sorted(folders, reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
