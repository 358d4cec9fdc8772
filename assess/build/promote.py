"""Putting finished editions in their place: by rename, all of them or none."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from assess.build.ownership import check_ours
from assess.processes.signals import undisturbed
from redaction.diagnostics.errors import AssessError

_PREFIX = ".assess-"
_JOURNAL = ".assess-promotion.json"  # in the workplace of a build, from before its first exchange until after its last
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

    What stood there is left where the finished one was. Where the machine stops in between, the next build puts all
    back. Raises AssessError, also for what no build made.
    """
    done: list[tuple[Path, Path]] = []
    for name in finished:
        check_ours(out / name)
    with undisturbed():
        try:
            journal = _journal(finished)
            for name, made in finished.items():
                target = out / name
                _exchange(made, target)
                done.append((made, target))
            journal.unlink()
        except OSError as error:
            for made, target in reversed(done):
                _exchange(target, made)
            raise AssessError(f"The output {out} cannot be changed: {error.strerror}") from None


def announce(out: Path, edition: str) -> None:
    """Tell whoever watches the output that the bytes of an edition are made: a file comes, and goes at once."""
    file = out / f"{_PREFIX}made-{edition}"
    file.touch(mode=0o600)
    file.unlink()


def _journal(finished: Mapping[str, Path]) -> Path:
    """Write down, for a build that finds the output half changed, what is about to be exchanged."""
    journal = Path(os.path.commonpath([made.parent for made in finished.values()])) / _JOURNAL
    told = {name: [str(made), os.lstat(made).st_ino] for name, made in finished.items()}
    with journal.open("w", encoding="utf-8") as file:
        file.write(json.dumps(told))
        file.flush()
        os.fsync(file.fileno())
    return journal


def _mend(out: Path, folder: Path) -> None:
    """Put back what a build that was killed had exchanged, where it had not exchanged all."""
    try:
        told = json.loads(next(folder.rglob(_JOURNAL)).read_bytes())
        entries = [(out / name, Path(made), int(number)) for name, (made, number) in told.items()]
    except (StopIteration, OSError, ValueError, TypeError):
        return
    for target, made, number in reversed(entries):
        kept = _kept(made, target)
        if os.path.lexists(kept) and not os.path.lexists(target):
            kept.rename(target)
        elif os.path.lexists(target) and os.lstat(target).st_ino == number:
            _exchange(target, kept if os.path.lexists(kept) else made)


def _exchange(made: Path, target: Path) -> None:
    """Put one path in the place of another, and the other in its own, in one step where the system can."""
    if not target.exists() and not target.is_symlink():
        made.rename(target)
    elif not _exchanged(made, target):
        kept = _kept(made, target)
        target.rename(kept)
        try:
            made.rename(target)
        except OSError:
            kept.rename(target)
            raise
        kept.rename(made)


def _kept(made: Path, target: Path) -> Path:
    """Where what stood in the place of a finished path waits, where the two cannot be exchanged at once."""
    return made.with_name(f"previous-{target.name}")


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
            _mend(out, folder)
            shutil.rmtree(folder, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
