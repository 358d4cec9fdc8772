"""Files of settings, policy and data that lie where nothing reads them, under names that are nearly right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from assess.project.layout import Project
from redaction.diagnostics.errors import Problem
from redaction.diagnostics.suggestions import nearest
from redaction.file_names import copies_among, is_litter
from redaction.policy import Policy
from redaction.reader import copied_file

_UNREAD = "a file that nothing reads"
_YAML = (".yml", ".yaml")
_TABLES = (".csv", ".xlsx", ".xls", ".ods", *_YAML)
_POLICY = ("editions.yml", "protection.yml", "sources.yml")
_SETTINGS = ("glossary.yml", "mkdocs.yml", "search.yml", "style.yml", "wording.yml")


def unread_faults(project: Project, policy: Policy) -> Iterator[Problem]:
    """Files that somebody wrote for this site and that nothing reads, each with where it belongs or what it copies."""
    root = _names(project.root)
    yield from _misnamed(root, _SETTINGS, "")
    place = project.shown(project.policy)
    read = _names(project.policy)
    yield from _misnamed(read, _POLICY, f"{place}/")
    found = {*copies_among(read), *_likely(read, _POLICY)}
    for name in sorted(read - found - {*_POLICY}):
        if PurePosixPath(name).suffix in _YAML:
            expected = f"{', '.join(_POLICY[:-1])} and {_POLICY[-1]} alone"
            yield Problem("stray-file", f"{place}/{name}", 0, _UNREAD, expected, "Move it elsewhere")
    data = project.open_data(policy)
    for name in sorted(_names(data.parent)):
        if PurePosixPath(name).suffix.lower() in _TABLES:
            expected = f"it in {project.shown(data)}/, or in the restricted pack"
            file = f"{project.shown(data.parent)}/{name}"
            yield Problem("stray-file", file, 0, _UNREAD, expected, "Move it there")


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file() and not is_litter(path.name)}


def _misnamed(names: set[str], read: Iterable[str], folder: str) -> Iterator[Problem]:
    """Copies of files that are read, and names that are nearly theirs."""
    for name, original in sorted(copies_among(names).items()):
        if original in read:
            yield copied_file(f"{folder}{name}", f"{folder}{original}")
    for name, right in sorted(_likely(names, read).items()):
        yield Problem("file-name", f"{folder}{name}", 0, _UNREAD, f"{folder}{right}", "Rename it")


def _likely(names: set[str], read: Iterable[str]) -> dict[str, str]:
    """Each name that is nearly that of a file which is read, with that one: its stem, or close to one that is lost."""
    stems = {PurePosixPath(each).stem: each for each in read}
    lost = [stem for stem, each in stems.items() if each not in names]
    found = {}
    for name in names - {*read} - copies_among(names).keys():
        stem, _, end = name.lower().partition(".")
        close = stem if stem in stems else nearest(stem, lost)
        if end in ("yml", "yaml", "yml.txt", "yaml.txt", "yml.yml", "yaml.yml", "yml.yaml", "txt") and close:
            found[name] = stems[close]
    return found
