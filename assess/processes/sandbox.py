"""Confining a process to what it may read and write: Landlock (landlock(7)) and a network of its own, on Linux."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446  # the same numbers on every architecture
_ASK_VERSION, _PATH_BENEATH = 1, 1
_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS of prctl(2)
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000  # CLONE_NEWNET and CLONE_NEWUSER of unshare(2)

_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_READ = _READ_FILE | _READ_FOLDER
_OF_A_FILE = (1 << 1) | _READ_FILE | (1 << 14)
_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}  # by version of the interface
_CONNECTIONS, _SIGNALS_AND_SOCKETS = 0b11, 0b11


@dataclass(frozen=True)
class Confinement:
    """What holds a process back: whether its files are confined, and whether it is cut off from networks."""

    files: bool
    network: bool

    @property
    def lacking(self) -> tuple[str, ...]:
        """What the process may do all the same, in words."""
        could = {"read any file": not self.files, "use the network": not self.network}
        return tuple(words for words, can in could.items() if can)


def confine(readable: Iterable[Path], writable: Iterable[Path]) -> Confinement:
    """Confine this process, for good, to reading some files and folders, and to reading and writing some others.

    What the kernel does not offer is left as it was, and the answer says so.
    """
    apart = _network_of_its_own()
    library = ctypes.CDLL(None, use_errno=True)
    version = library.syscall(_CREATE, None, 0, _ASK_VERSION)
    if version < 1:
        return Confinement(files=False, network=apart)
    rights = _RIGHTS[max(known for known in _RIGHTS if known <= version)]
    wanted = [rights]
    if version >= 4:
        wanted.append(_CONNECTIONS)
    if version >= 6:
        wanted.append(_SIGNALS_AND_SOCKETS)
    attributes = struct.pack(f"={len(wanted)}Q", *wanted)
    rules = library.syscall(_CREATE, attributes, len(attributes), 0)
    if rules < 0:
        return Confinement(files=False, network=apart)
    try:
        for path in readable:
            _allow(library, rules, path, _READ & rights)
        for path in writable:
            _allow(library, rules, path, rights)
        library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        confined = library.syscall(_RESTRICT, rules, 0) == 0
    finally:
        os.close(rules)
    return Confinement(files=confined, network=apart or (confined and version >= 4))


def _allow(library: ctypes.CDLL, rules: int, path: Path, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        allowed = rights if path.is_dir() else rights & _OF_A_FILE
        library.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", allowed, place), 0)
    finally:
        os.close(place)


def _network_of_its_own() -> bool:
    """Leave every network, as root or in a user namespace; whether the system lets this process."""
    try:
        leave = ctypes.CDLL(None, use_errno=True).unshare
    except (AttributeError, OSError):
        return False
    return bool(leave(_NEW_NETWORK) == 0 or leave(_NEW_USER | _NEW_NETWORK) == 0)
