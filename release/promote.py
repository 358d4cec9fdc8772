"""Putting finished editions in their place: by rename, all of them or none."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from redaction.errors import AssessError

_PREFIX = ".assess-"


@contextlib.contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """A private folder on the disk of the output, gone when the build ends, however it ends.

    Raises AssessError where the output cannot be written.
    """
    existed = out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        _sweep(out)
        folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=out))
    except OSError as error:
        raise AssessError(f"The output {out} cannot be written: {error.strerror}") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if not existed:
            with contextlib.suppress(OSError):
                out.rmdir()


def promote(out: Path, finished: Mapping[str, Path], work: Path) -> None:
    """Rename each finished file or folder to its name in the output; on any failure, all are put back."""
    replaced: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    with _undisturbed():
        try:
            for name, made in finished.items():
                target, kept = out / name, work / f"previous-{name}"
                if target.exists() or target.is_symlink():
                    target.rename(kept)
                    replaced.append((kept, target))
                made.rename(target)
                placed.append(target)
        except OSError as error:
            for target in placed:
                _remove(target)
            for kept, target in replaced:
                kept.rename(target)
            raise AssessError(f"The output {out} cannot be changed: {error.strerror}") from None


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back Ctrl-C and a request to end, for the moment that the renames take."""
    signals = {signal.SIGINT, signal.SIGTERM}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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


def _remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
