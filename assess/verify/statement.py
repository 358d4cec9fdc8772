"""What was verified, as an in-toto statement (version 1) that a service may sign; it is not signed here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_TYPE = "https://in-toto.io/Statement/v1"
_PREDICATE = "urn:assess:edition:v1"
_STATED = ("edition", "marking", "release", "commit", "inputs", "program", "tools", "checks")


def statement(name: str, manifest: Mapping[str, Any], digest: str) -> str:
    """A statement of a manifest by its SHA-256 and of every file that it lists, with what they were made from."""
    subjects = [{"name": name, "digest": {"sha256": digest}}]
    subjects += [
        {"name": f"{manifest['edition']}/{file}", "digest": {"sha256": entry["sha256"]}}
        for file, entry in sorted(manifest["files"].items())
    ]
    content = {
        "_type": _TYPE,
        "subject": subjects,
        "predicateType": _PREDICATE,
        "predicate": {key: manifest[key] for key in _STATED if key in manifest},
    }
    return json.dumps(content, indent=1, sort_keys=True) + "\n"
