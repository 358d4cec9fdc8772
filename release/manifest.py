"""The manifest of an edition: digests of what went in, of the tools, and of every file that came out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

_TOOLS = ("altair", "jinja2", "markdown", "mkdocs", "mkdocs-macros-plugin", "mkdocs-material", "vl-convert-python")


def manifest(edition: str, inputs: Iterable[tuple[str, Path]], site: Path) -> str:
    """The manifest as JSON; `inputs` are named files or folders that the edition may know, no others."""
    content = {
        "edition": edition,
        "inputs": {name: digest for name, path in inputs for name, digest in _digests(name, path)},
        "tools": {tool: version(tool) for tool in _TOOLS},
        "files": dict(_digests("", site)),
    }
    return json.dumps(content, indent=1, sort_keys=True) + "\n"


def _digests(name: str, path: Path) -> list[tuple[str, str]]:
    if path.is_file():
        return [(name, _sha256(path))]
    return [
        ("/".join(filter(None, (name, each.relative_to(path).as_posix()))), _sha256(each))
        for each in sorted(path.rglob("*"))
        if each.is_file() and "__pycache__" not in each.parts
    ]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
