"""Manifests and proofs, read from their files and held against the shape that they must have."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assess.verify.folder import shown

_VERSION = 4
_PROOF_VERSION = 1
_LARGEST = 64 << 20  # in bytes
_DIGEST = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


class RefusedError(Exception):
    """A manifest or a proof that cannot be relied on."""


def read_manifest(path: Path) -> tuple[Mapping[str, Any], str]:
    """A manifest and its SHA-256; raises RefusedError where it is not wholly as a manifest must be."""
    told = _json(path)
    _shaped(told, path.name, _MANIFEST)
    return told, hashlib.sha256(path.read_bytes()).hexdigest()


def read_proof(path: Path) -> Mapping[str, Any]:
    """A proof; raises RefusedError as above."""
    told: Mapping[str, Any] = _json(path)
    _shaped(told, path.name, _PROOF)
    return told


def _json(path: Path) -> Any:
    if path.is_symlink() or not path.is_file():
        raise RefusedError(f"{path}: there is no such file")
    try:
        if path.stat().st_size > _LARGEST:
            return None
        return json.loads(path.read_bytes(), object_pairs_hook=_each_once)
    except OSError as error:
        raise RefusedError(f"{path}: cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError):
        raise RefusedError(f"{path.name}: is not JSON with each key once") from None


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key twice")
    return made


_Check = Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and value.isprintable()


def _is_name(value: Any) -> bool:
    return _is_text(value) and "/" not in value


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) and bool(_DIGEST.fullmatch(value))


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_from_one(value: Any) -> bool:
    return _is_number(value) and value >= 1


def _is_day(value: Any) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == str(value)
    except (TypeError, ValueError):
        return False


def _is_key(value: str) -> bool:
    """Whether a key is the name of a file, which need be no text but must be one that a system can have."""
    try:
        return b"\0" not in value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False


def _table(check: _Check) -> _Check:
    return lambda value: isinstance(value, dict) and all(map(check, value.values())) and all(map(_is_key, value))


def _record(shape: Mapping[str, _Check]) -> _Check:
    return lambda value: (
        isinstance(value, dict)
        and value.keys() == shape.keys()
        and all(check(value[key]) for key, check in shape.items())
    )


_FILE = _record({"bytes": _is_number, "sha256": _is_digest})
_COMMIT_SHAPE = _record(
    {"id": lambda value: bool(_COMMIT.fullmatch(str(value))), "modified": lambda value: isinstance(value, bool)}
)
_SCORE = _record(dict.fromkeys(("tried", "stopped", "faults", "killed"), _is_number))
_MANIFEST: Mapping[str, _Check] = {
    "manifest": lambda value: value == _VERSION,
    "edition": _is_name,
    "ledger": _is_digest,
    "server": _is_digest,
    "marking": _is_text,
    "indexed": lambda value: isinstance(value, bool),
    "release": _record(
        {
            "number": _is_from_one,
            "signed": _is_day,
            "valid_until": lambda value: value is None or _is_day(value),
        }
    ),
    "contact": _record(dict.fromkeys(("owner", "reach", "accessibility"), lambda value: isinstance(value, str))),
    "commit": lambda value: value is None or _COMMIT_SHAPE(value),
    "corrections": _table(
        _record({"date": _is_day, "pages": lambda value: isinstance(value, list) and all(map(_is_text, value))})
    ),
    "inputs": _table(_is_digest),
    "attachments": _table(_record({"audience": _is_text, "approved_by": _is_text, "approved_on": _is_day})),
    "program": _table(_is_digest),
    "tools": _table(_is_text),
    "files": _table(_FILE),
    "tree": _is_digest,
    "checks": _record(
        {
            "leaks": lambda value: value is None or _SCORE(value),
            "worlds": lambda value: value is None or _is_from_one(value),
        }
    ),
}
_LATER = {"contact", "corrections"}  # what manifests had not from the first
_PROOF: Mapping[str, _Check] = {
    "proof": lambda value: value == _PROOF_VERSION,
    "edition": _is_text,
    "tree": _is_digest,
    "worlds": _is_from_one,
}


def _shaped(told: Any, name: str, shape: Mapping[str, _Check]) -> None:
    if not isinstance(told, dict):
        raise RefusedError(f"{name}: is not what it should be: it holds no keys")
    other = sorted((told.keys() ^ shape.keys()) - (_LATER - told.keys()))
    wrong = [key for key in shape if key in told and not shape[key](told[key])]
    if other or wrong:
        raise RefusedError(f"{name}: is not what it should be, at {', '.join(map(shown, [*other, *wrong]))}")
