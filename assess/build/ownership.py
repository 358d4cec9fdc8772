"""Whether a folder in the output is one that a build made: its manifest lies beside it, and its files are those."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from redaction.diagnostics.errors import AssessError

_SHOWN = 3


def check_ours(target: Path) -> None:
    """Refuse to replace a folder that holds what no build made; raises AssessError.

    Ours is every file that the manifest beside the folder lists, with its digest. A folder without a file is nobody's.
    """
    if not target.is_dir() or target.is_symlink():
        if os.path.lexists(target) and target.name.partition(".")[2] not in _BESIDE:
            raise AssessError(f"{target} is no folder that a build made, so it is not replaced. Move it away")
        return
    found = {path.relative_to(target).as_posix(): path for path in target.rglob("*") if not _is_folder(path)}
    if not found:
        return
    manifest = target.with_name(f"{target.name}.manifest.json")
    listed = _listed(manifest)
    if listed is None:
        raise AssessError(
            f"{target} is a folder that no build made, so it is not replaced: there is no manifest {manifest.name} "
            "beside it. Move it, or name another output"
        )
    strange = sorted(name for name, path in found.items() if not _is(path, listed.get(name)))
    if strange:
        shown = ", ".join(name if name.isprintable() else ascii(name)[1:-1] for name in strange[:_SHOWN])
        more = f" and {len(strange) - _SHOWN} more" if len(strange) > _SHOWN else ""
        raise AssessError(
            f"{target} holds what no build made, so it is not replaced: {shown}{more}. Move what you want to keep, "
            "remove the folder, and build again"
        )


_BESIDE = ("manifest.json", "ledger.csv", "nginx.conf", "proof.json")  # what lies beside an edition, by its endings


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is(path: Path, digest: str | None) -> bool:
    """Whether a file is an ordinary one with some digest."""
    if digest is None or path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest


def _listed(manifest: Path) -> dict[str, str] | None:
    """The files of a manifest with their digests; nothing where it cannot be read."""
    try:
        told = json.loads(manifest.read_bytes())
        return {str(name): str(entry["sha256"]) for name, entry in told["files"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
