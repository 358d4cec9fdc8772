"""Which program a new site is made with: its wheel, and the versions of all that it depends on."""

from __future__ import annotations

import json
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from assess import __version__

NAME = "assess"


def wheel_name() -> str:
    """What the wheel of this version is called."""
    return f"{NAME}-{__version__}-py3-none-any.whl"


def wheel() -> Path | None:
    """The wheel that the program was installed from, where it still lies there."""
    try:
        told = distribution(NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    address = urlsplit(json.loads(told or "{}").get("url", ""))
    path = Path(unquote(address.path))
    return path if address.scheme == "file" and path.name == wheel_name() and path.is_file() else None


def pinned() -> list[str]:
    """Each package that the program depends on here, as pip pins it."""
    versions: dict[str, str] = {}
    ahead = _needed(NAME)
    while ahead:
        name = ahead.pop()
        if name not in versions and (found := _installed(name)):
            versions[name] = found.version
            ahead += _needed(name)
    return [f"{name}=={version}" for name, version in sorted(versions.items())]


def _needed(name: str) -> list[str]:
    found = _installed(name)
    needed = [Requirement(each) for each in (found.requires or [])] if found else []
    return [
        canonicalize_name(each.name) for each in needed if each.marker is None or each.marker.evaluate({"extra": ""})
    ]


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None
