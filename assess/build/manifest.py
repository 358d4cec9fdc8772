"""The manifest of an edition: digests of what went in, of the tools, and of every file that came out."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import assess
import macros
import redaction
from assess.load.attachments import Attachment
from assess.pdf.publish import FOLDER as PDFS
from assess.project.contact import Contact
from assess.project.git import Commit
from assess.project.settings import Release
from redaction.corrections import Correction
from redaction.policy import Edition

VERSION = 4
LEAKS = "leaks.json"
_COUNTED = ("tried", "stopped", "faults", "killed")
TOOLS = (  # what the pages, charts and downloads are made with
    "altair",
    "fonttools",
    "jinja2",
    "lxml",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-macros-plugin",
    "mkdocs-material",
    "msgspec",
    "pyyaml",
    "vl-convert-python",
    "voluptuous",
)
TOOLS_OF_PDF = ("lxml", "pikepdf", "weasyprint")
_PROGRAM = (assess, macros, redaction)
_version = cache(metadata.version)  # of a tool, looked up once for all editions
_NOT_OF_THE_PROGRAM = ("redaction/editions.yml", "redaction/sources.yml")  # the policy is an input


@dataclass(frozen=True)
class Origin:
    """What an edition was made from: the digests of files that it may know, no others, and its attachments.

    `beside` is the folder that it is put into, where what came of the checks of it and of the program may stand.
    `contact` is what it says of its owner.
    """

    inputs: Mapping[str, str]
    beside: Path
    attachments: tuple[Attachment, ...] = ()
    commit: Commit | None = None
    corrections: tuple[Correction, ...] = ()
    contact: Contact = field(default_factory=lambda: Contact("", "", ""))


def manifest(edition: Edition, number: Release, origin: Origin, site: Path, *, ledger: Path, server: Path) -> str:
    """The manifest as JSON; the ledger and the part for nginx lie beside the site, and are named by their digests."""
    files = {name: {"bytes": len(content), "sha256": _sha256(content)} for name, content in _contents("", site)}
    content = {
        "manifest": VERSION,
        "edition": edition.id,
        "marking": edition.marking,
        "indexed": edition.indexed,
        "release": {
            "number": number.number,
            "signed": number.signed.isoformat(),
            "valid_until": number.valid_until.isoformat() if number.valid_until else None,
        },
        "contact": asdict(origin.contact),
        "commit": asdict(origin.commit) if origin.commit else None,
        "attachments": {
            each.path: {
                "audience": each.audience,
                "approved_by": each.approved_by,
                "approved_on": each.approved_on.isoformat(),
            }
            for each in origin.attachments
        },
        "corrections": {each.id: {"date": each.day, "pages": [*each.pages]} for each in origin.corrections},
        "inputs": dict(origin.inputs),
        "program": dict(_program()),
        "tools": {
            "assess": assess.__version__,
            "python": platform.python_version(),
            **{tool: _version(tool) for tool in (*TOOLS, *(TOOLS_OF_PDF if (site / PDFS).is_dir() else ()))},
        },
        "files": files,
        "ledger": _sha256(ledger.read_bytes()),
        "server": _sha256(server.read_bytes()),
        "tree": tree_digest(files),
        "checks": {
            "leaks": _leaks(origin.beside / LEAKS),
            "worlds": _worlds(origin.beside / f"{edition.id}.proof.json", tree_digest(files)),
        },
    }
    return json.dumps(content, indent=1, sort_keys=True) + "\n"


def digests(named: Mapping[str, Path]) -> dict[str, str]:
    """The SHA-256 of named files, and of every file in named folders, by the name it has in a manifest."""
    return {name: _sha256(content) for each, path in named.items() for name, content in _contents(each, path)}


def tree_digest(files: Mapping[str, Mapping[str, Any]]) -> str:
    """One SHA-256 over the path and the SHA-256 of every file, in the order of the paths."""
    whole = hashlib.sha256()
    for path in sorted(files):
        whole.update(f"{path}\0{files[path]['sha256']}\n".encode())
    return whole.hexdigest()


def program_digest() -> str:
    """One SHA-256 over this project's own packages, as they run."""
    return tree_digest({name: {"sha256": _sha256(content)} for name, content in program_files()})


@cache
def _program() -> Mapping[str, str]:
    """The SHA-256 of each file of this project's own packages, looked up once: a process runs what it has loaded."""
    return {name: _sha256(content) for name, content in program_files()}


def _leaks(path: Path) -> dict[str, int] | None:
    """What the gauntlet came to with this very program; none where it was not run, or with another one."""
    told = _told(path)
    if not all(isinstance(told.get(key), int) for key in _COUNTED) or told.get("program") != program_digest():
        return None
    return {key: told[key] for key in _COUNTED}


def _worlds(path: Path, tree: str) -> int | None:
    """In how many worlds these very files came out; none where nobody tried."""
    told = _told(path)
    return told["worlds"] if told.get("tree") == tree and isinstance(told.get("worlds"), int) else None


def _told(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def program_files() -> Iterable[tuple[str, bytes]]:
    """The files of this project's own packages, as they run."""
    for package in _PROGRAM:
        for name, content in _contents(package.__name__, Path(package.__file__ or "").parent):
            if name not in _NOT_OF_THE_PROGRAM:
                yield name, content


def _contents(name: str, path: Path) -> Iterable[tuple[str, bytes]]:
    """A file, or every file of a folder, by the name it has in a manifest."""
    if path.is_file():
        yield name, path.read_bytes()
    for each in sorted(path.rglob("*")):
        if each.is_file() and "__pycache__" not in each.parts:
            yield "/".join(filter(None, (name, each.relative_to(path).as_posix()))), each.read_bytes()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
