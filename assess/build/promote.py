"""Putting finished editions in their place: by rename, all of them or none."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from assess.processes.signals import undisturbed
from redaction.diagnostics.errors import AssessError

_PREFIX = ".assess-"
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE


@contextlib.contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """A private folder on the disk of the output, gone when the build ends, however it ends.

    Folders that had to be made for it go too, unless something was put into them. Raises AssessError where the
    output cannot be written.
    """
    made = [folder for folder in (out, *out.parents) if not folder.exists()]
    folder = None
    try:
        with undisturbed():
            try:
                out.mkdir(parents=True, exist_ok=True)
                _sweep(out)
                folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=out))
            except OSError as error:
                raise AssessError(f"The output {out} cannot be written: {error.strerror}") from None
        yield folder
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        for each in made:
            with contextlib.suppress(OSError):
                each.rmdir()


def promote(out: Path, finished: Mapping[str, Path]) -> None:
    """Put each finished file or folder in its place in the output; on any failure, all are put back.

    What stood there is left where the finished one was. Raises AssessError, also for a folder no build made.
    """
    done: list[tuple[Path, Path]] = []
    with undisturbed():
        try:
            for name, made in finished.items():
                target = out / name
                _check_ours(target)
                _exchange(made, target)
                done.append((made, target))
        except OSError as error:
            for made, target in reversed(done):
                _exchange(target, made)
            raise AssessError(f"The output {out} cannot be changed: {error.strerror}") from None


def _check_ours(target: Path) -> None:
    """Refuse to replace a folder that no build made."""
    ours = any((target / name).exists() for name in ("index.html", "404.html"))
    if target.is_dir() and any(target.iterdir()) and not ours:
        raise AssessError(
            f"{target} is a folder that no build made, so it is not replaced. Move it, or name another output"
        )


def _exchange(made: Path, target: Path) -> None:
    """Put one path in the place of another, and the other in its own, in one step where the system can."""
    if not target.exists() and not target.is_symlink():
        made.rename(target)
    elif not _exchanged(made, target):
        kept = made.with_name(f"previous-{target.name}")
        target.rename(kept)
        try:
            made.rename(target)
        except OSError:
            kept.rename(target)
            raise
        kept.rename(made)


def _exchanged(made: Path, target: Path) -> bool:
    """Exchange two paths at once (renameat2(2) of Linux); whether it could be done."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return bool(rename(_HERE, os.fsencode(made), _HERE, os.fsencode(target), _EXCHANGE) == 0)


def _sweep(out: Path) -> None:
    """Remove what a build that was killed outright has left."""
    for folder in out.glob(f"{_PREFIX}*"):
        pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if pid.isdigit() and not _runs(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
