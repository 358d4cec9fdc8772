"""Which files a build opens: recorded in each of its processes, and held against what it is said to be made from."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import assess
import macros
import redaction

_SEEN = ("open", "os.listdir", "os.scandir")
_SYSTEM = ("/bin", "/dev", "/etc", "/lib", "/lib64", "/proc", "/sys", "/usr", "/var/cache/fontconfig")


@dataclass
class Recorder:
    """Every file that this process opens to read, and every folder that it lists, from when it was started."""

    paths: set[str] = field(default_factory=set)

    def __call__(self, event: str, found: tuple[Any, ...]) -> None:
        """An audit hook (PEP 578)."""
        if event not in _SEEN or isinstance(found[0], int):
            return
        if event == "open" and isinstance(found[2], int) and found[2] & os.O_ACCMODE == os.O_WRONLY:
            return
        self.paths.add(os.path.abspath(os.fsdecode(found[0] or ".")))  # noqa: PTH100  # a path of bytes too

    def outside(self, places: Iterable[Path]) -> list[str]:
        """What was read outside some places, the installation and the system, sorted."""
        allowed = [os.path.realpath(place) for place in (*places, *installation())]
        looked_through = {os.path.realpath(place) for place in sys.path}  # importing lists each of them
        return sorted(
            path
            for path in {os.path.realpath(each) for each in self.paths} - looked_through
            if not any(path == place or path.startswith(f"{place}{os.sep}") for place in allowed)
        )


@cache
def recorder() -> Recorder:
    """The recorder of this process, started when first asked for; there is no stopping it."""
    started = Recorder()
    sys.addaudithook(started)
    return started


def installation() -> tuple[Path, ...]:
    """Where programs lie: this project's packages, Python with what is installed beside it, and the system."""
    own = [Path(package.__path__[0]) for package in (redaction, macros, assess)]
    paths = sysconfig.get_paths()
    installed = [Path(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    beside = [Path(path) for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    prefixes = [Path(sys.prefix), Path(sys.base_prefix)]
    return tuple(dict.fromkeys([*own, *installed, *beside, *prefixes, *map(Path, _SYSTEM)]))
