"""The policy files read anew, by nothing but YAML: which ids an edition may not know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def withheld_ids(policy: Path, edition: str) -> dict[str, str]:
    """The ids of datasets and prose that an edition may not know, each with the source that lists it."""
    rules = _read(policy / "editions.yml")
    seen = set(rules["editions"][edition]["audiences"])
    return {
        name: source
        for source, entry in _read(policy / "sources.yml").items()
        if entry["audience"] not in seen
        for name in [*entry.get("datasets", []), *entry.get("prose", [])]
    }


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # both are safe
    return content
