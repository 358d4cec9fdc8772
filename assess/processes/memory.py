"""Memory that a process holds and uses no more."""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """Give what nothing uses any more back to the system, before processes are forked that would hold it too.

    A C library may keep what was freed for later, between what is in use. It is asked where it can be
    (glibc, malloc_trim(3)).
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
