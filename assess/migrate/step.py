"""A step of the way from an older version: what it changes in the files of a site, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Files = Mapping[str, bytes]  # by their paths in the site


@dataclass(frozen=True)
class Step:
    """A change of what a site is written as: the first version that has it, its name, what it changes, and why.

    `change` takes the files of a site and gives them as they are afterwards; where a site is so already, the same.
    """

    version: str
    name: str
    changes: str
    why: str
    change: Callable[[Files], Files]


def text_of(files: Files, name: str) -> str:
    """The text of a file; empty where there is none."""
    return files.get(name, b"").decode("utf-8")


def with_text(files: Files, name: str, text: str) -> Files:
    """The files with another text of one that is there."""
    return {**files, name: text.encode("utf-8")} if name in files else files
