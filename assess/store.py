"""Results kept between commands by all that made them: a folder a readership, each sealed, none worth a guarantee less.

An entry is worth as much as its seal: an HMAC over its readership, its name and its content, by a key that lies with
the settings of whoever builds, apart from the project. What was planted, swapped, cut short or copied from another
machine bears none, is taken away when it is asked for, and the work is done once more.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

_KEY_BYTES = _SEAL_BYTES = hashlib.sha256().digest_size
_MOST = 32  # entries of a readership: the oldest go first


@dataclass(frozen=True)
class Store:
    """A folder of kept results, and the key that they are sealed with."""

    folder: Path
    key: bytes = field(repr=False)

    def read(self, readership: str, made_from: bytes) -> bytes | None:
        """What was kept of what this was made from; nothing where it is not kept, or not as it was."""
        path = self._path(readership, made_from)
        try:
            kept = path.read_bytes()
        except OSError:
            return None
        seal, content = kept[:_SEAL_BYTES], kept[_SEAL_BYTES:]
        sound = hmac.compare_digest(seal, self._seal(readership, path.name, content))
        with contextlib.suppress(OSError):
            if sound:
                os.utime(path)
            else:
                path.unlink()
        return content if sound else None

    def keep(self, readership: str, made_from: bytes, content: bytes) -> None:
        """Keep a result, of which a reader never sees half; one that cannot be written is made again next time."""
        path = self._path(readership, made_from)
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent)
            try:
                with open(handle, "wb") as file:  # noqa: PTH123  # a handle has no path
                    file.write(self._seal(readership, path.name, content) + content)
                Path(temporary).replace(path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
            by_age = sorted(path.parent.iterdir(), key=lambda each: -each.stat().st_mtime_ns)
            for oldest in by_age[_MOST:]:
                oldest.unlink(missing_ok=True)

    def _path(self, readership: str, made_from: bytes) -> Path:
        """Where a result is kept: its name tells nothing of what it was made from to whoever has no key."""
        return self.folder / readership / hmac.digest(self.key, b"name\0" + made_from, "sha256").hex()

    def _seal(self, readership: str, name: str, content: bytes) -> bytes:
        return hmac.digest(self.key, f"{readership}\0{name}\0".encode() + content, "sha256")


def opened(folder: Path) -> Store | None:
    """The store in a folder; none where its key has no place, so that nothing is kept."""
    path = key_file()
    try:
        return Store(folder, _key(path)) if path else None
    except OSError:
        return None


def key_file() -> Path | None:
    """Where the key of whoever builds lies (XDG Base Directory Specification); nowhere where they have no home."""
    named = Path(os.environ.get("XDG_STATE_HOME", ""))
    try:
        state = named if named.is_absolute() else Path.home().resolve(strict=True) / ".local" / "state"
    except (OSError, RuntimeError):
        return None
    return state / "assess" / "store.key"


def _key(path: Path) -> bytes:
    """A key of its owner alone, made where there is none; raises OSError where there can be none."""
    with contextlib.suppress(FileExistsError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "wb") as file:  # noqa: PTH123  # a handle has no path
            file.write(secrets.token_bytes(_KEY_BYTES))
    key = path.read_bytes()
    if len(key) != _KEY_BYTES:
        raise OSError(f"{path} holds no key")  # as while another build writes it
    return key
