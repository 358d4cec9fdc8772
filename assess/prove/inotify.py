"""Which files any process of the system opens, reads or lists, by inotify(7): the kernel's own word."""

from __future__ import annotations

import ctypes
import os
import struct
from dataclasses import dataclass, field
from pathlib import Path

_CREATED = 0x100  # IN_CREATE: a file was made in a folder
_MADE = ".assess-made-"  # the name that a build gives a file once the bytes of an edition are made
_OPENED, _READ = 0x20, 0x01  # IN_OPEN and IN_ACCESS: a file or a folder was opened; was read or listed


@dataclass
class Watch:
    """What is opened under a folder from when it is watched; nothing is known where the system has no inotify."""

    seen: set[Path] = field(default_factory=set)
    _queue: int = -1
    _until: int = -1
    _places: dict[int, Path] = field(default_factory=dict)

    def on(self, folder: Path, until: Path | None = None) -> Watch:
        """Watch a folder with everything in it; raises OSError where the system cannot.

        `until` is where a build puts what it makes: once it tells there that its bytes are made, nothing more counts.
        """
        try:
            library = ctypes.CDLL(None, use_errno=True)
            self._queue = library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        except AttributeError:
            raise OSError("this system cannot tell which files are opened") from None
        for path in [folder, *folder.rglob("*")]:
            number = library.inotify_add_watch(self._queue, bytes(path), _OPENED | _READ)
            if number < 0:
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
            self._places[number] = path
        if until is not None:
            self._until = library.inotify_add_watch(self._queue, bytes(until), _CREATED)
        return self

    def opened(self) -> set[Path]:
        """What has been opened since, and the end of watching."""
        made = False
        try:
            while events := os.read(self._queue, 65536):
                while events:
                    number, _, _, length = struct.unpack_from("iIII", events)
                    name = events[16 : 16 + length].rstrip(b"\0").decode()
                    if number == self._until:
                        made = made or name.startswith(_MADE)
                    elif not made:
                        self.seen.add(self._places[number] / name)
                    events = events[16 + length :]
        except BlockingIOError:
            pass
        os.close(self._queue)
        return self.seen
