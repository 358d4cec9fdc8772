"""What a pack declares: the names to be looked for, the files that were released, and the folders that it may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from assess.audit.text.names import not_to_be_found

SENSITIVE = "sensitive.yml"
RELEASED = "released"
IGNORED = (".", "~$", "Thumbs.db", "desktop.ini")
_BESIDE = (SENSITIVE, "README.md", "intake.yml", "generate.py", "tables.toml")  # the last two make a synthetic pack
# What datasets of the pack are made from, and what is kept of that: no edition reads it; the datasets are searched for.
_WORKING = ("counts", "intake", "lookups", "protect", "records")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def decoded(content: bytes) -> str:
    """The text of a file of a pack, in whichever encoding a spreadsheet wrote it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_yaml(path: Path) -> Any:
    """What a YAML file of a pack holds; raises yaml.YAMLError."""
    return yaml.load(decoded(path.read_bytes()), Loader=_Loader)  # noqa: S506  # a safe one


def names_for(pack: Path, audience: str) -> dict[str, str]:
    """The names that a pack declares sensitive for an audience, each with where it is declared."""
    content = _declared(pack)
    declared = content.get(audience) if isinstance(content, dict) else None
    return {str(name): f"{SENSITIVE}, {audience}" for name in _leaves(declared)}


def released_by(pack: Path) -> frozenset[str]:
    """The open files whose agreement with the pack was approved: a list under `released` in its list of names."""
    content = _declared(pack)
    return frozenset(str(name) for name in _leaves(content.get(RELEASED))) if isinstance(content, dict) else frozenset()


def pack_faults(pack: Path, audiences: Sequence[str]) -> list[str]:
    """What keeps a pack from being searched for as a whole, a sentence each: what its folders and its list may hold.

    No sentence repeats a name that the pack declares.
    """
    faults = []
    for path in sorted(pack.iterdir()) if pack.is_dir() else ():
        if path.name.startswith(IGNORED):
            continue
        if path.is_dir() and path.name not in (*audiences, *_WORKING):
            faults.append(f"{_shown(path.name)}/ is a folder of no readers{_meant(path.name, audiences)}")
        elif not path.is_dir() and path.name not in _BESIDE:
            faults.append(
                f"{_shown(path.name)} lies beside the folders of the pack, so nothing would be compared with it. "
                "Move it into the folder of its readers, or away"
            )
    return faults + (_list_faults(pack / SENSITIVE, audiences) if (pack / SENSITIVE).is_file() else [])


def _list_faults(path: Path, audiences: Sequence[str]) -> list[str]:
    text = decoded(path.read_bytes())
    try:
        root = yaml.compose(text, Loader=_Loader)
        content = yaml.load(text, Loader=_Loader)  # noqa: S506  # a safe one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return [f"{SENSITIVE}{f', line {mark.line + 1}' if mark else ''}: found no YAML, expected lists of names"]
    if content is None:
        return []
    if not isinstance(content, dict) or not isinstance(root, yaml.MappingNode):
        return [f"{SENSITIVE}: found no keys, expected a list of names under each of {', '.join(audiences)}"]
    faults = []
    lines = [(str(key.value), key.start_mark.line + 1) for key, _ in root.value]
    for at, (key, line) in enumerate(lines):
        if key not in (*audiences, RELEASED):
            faults.append(f"{SENSITIVE}, line {line}: found a key that no readers have{_meant(key, audiences)}")
        elif any(key == before for before, _ in lines[:at]):
            faults.append(f"{SENSITIVE}, line {line}: found {key} twice. Put its names into one list")
    for key in audiences:
        faults += [f"{SENSITIVE}, {key}, {fault}" for fault in _name_faults(list(_leaves(content.get(key))))]
    return faults


def _name_faults(names: Sequence[object]) -> Iterator[str]:
    for at, name in enumerate(names, 1):
        if not isinstance(name, str):
            yield f"name {at}: YAML reads it as something else than a text. Put it in quotation marks"
    for at, reason in not_to_be_found(map(str, names)):
        yield f"name {at}: it {reason}"


def _meant(name: str, audiences: Iterable[str]) -> str:
    chosen = list(audiences)
    near = get_close_matches(name.strip().lower(), chosen, n=1)
    return f". Did you mean {near[0]}?" if near else f". Expected one of {', '.join(chosen)}"


def _shown(name: str) -> str:
    return name if name.isprintable() else ascii(name)[1:-1]


def _declared(pack: Path) -> Any:
    path = pack / SENSITIVE
    try:
        return read_yaml(path) if path.is_file() else None
    except yaml.YAMLError:
        return None  # which is a fault of the pack


def _leaves(value: object) -> Iterator[object]:
    """Everything that is neither a list nor a mapping inside one."""
    if isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    elif value is not None:
        yield value
