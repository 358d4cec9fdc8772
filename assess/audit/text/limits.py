"""How much the scanner reads of one file, so that a hostile one ends in bounded time and memory."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

MEGABYTE = 1024 * 1024
_A_WHILE = 0.02  # seconds on the clock in which the processor is not asked, which takes longer than to read a word


class UnreadableError(ValueError):
    """Something that could not be read; its text ends the sentence "NAME is ..."."""


@dataclass(frozen=True)
class Limits:
    """The bounds of one file with all that is packed inside it."""

    seconds: float = 30.0
    seconds_a_megabyte: float = 1.5
    unpacked: int = 512 * MEGABYTE
    ratio: int = 200
    in_one_piece: int = 8 * MEGABYTE
    chunk: int = MEGABYTE
    overlap: int = 4096
    depth: int = 4
    members: int = 50_000
    pages: int = 2000
    cells: int = 400_000
    apart_memory: int = 1024 * MEGABYTE

    def budget(self, size: int) -> Budget:
        """What may be spent on a file of a size."""
        return Budget(self, time.process_time() + self.seconds + self.seconds_a_megabyte * size / MEGABYTE)


@dataclass
class Budget:
    """What is left to spend on one file: time of the processor, and bytes out of archives."""

    limits: Limits
    deadline: float
    unpacked: int = field(default=0)
    _asked: float = field(default=0.0)

    @property
    def seconds(self) -> float:
        """The time that is left."""
        return max(0.1, self.deadline - time.process_time())

    def check(self) -> None:
        """Raise UnreadableError where the time is up."""
        now = time.monotonic()
        if now < self._asked + _A_WHILE:
            return
        self._asked = now
        if time.process_time() > self.deadline:
            raise UnreadableError("read in part only: it took too long")

    def unpack(self, size: int) -> None:
        """Count bytes that came out of an archive; raises UnreadableError where they are too many in all."""
        self.check()
        self.unpacked += size
        if self.unpacked > self.limits.unpacked:
            raise UnreadableError("read in part only: it unpacks to more than the scanner reads")
