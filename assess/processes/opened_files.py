"""Which files a build opens: recorded in each of its processes, and compared with what it is said to be made from."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_PROGRAM = Path(__file__).parents[2]
_SEEN = ("open", "os.listdir", "os.scandir")
_KINDS = ("dist-info", "egg-info")  # the endings of the folders that describe a package
_METADATA = (  # and what importlib.metadata reads there
    *("METADATA", "PKG-INFO", "RECORD", "SOURCES.txt", "direct_url.json"),
    *("entry_points.txt", "installed-files.txt", "requires.txt", "top_level.txt"),
)
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
        installed, folders = installation_without_links()
        allowed = [os.path.realpath(place) for place in places]
        looked_through = {os.path.realpath(place) for place in sys.path}  # importing lists each of them
        within = (*folders, *(f"{place}{os.sep}" for place in allowed))
        read = {*_real(self.paths)} - looked_through - installed - {*allowed}
        return sorted(path for path in read if not path.startswith(within))

    def outside_since(self, places: Iterable[Path]) -> list[str]:
        """The same of what was read since this was last asked: of what was judged, only what was read again."""
        found = self.outside(places)
        self.paths.clear()
        return found


def _real(paths: Iterable[str]) -> Iterator[str]:
    """Paths without links; what leads to the folder of several is looked up once."""
    folders: dict[str, str] = {}
    for path in paths:
        folder, name = os.path.split(path)
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        real = os.path.join(folders[folder], name)  # noqa: PTH118  # of texts, thousands of them
        yield os.path.realpath(real) if os.path.islink(real) else real  # noqa: PTH114  # as above


@cache
def recorder() -> Recorder:
    """The recorder of this process, started when first asked for; there is no stopping it."""
    started = Recorder()
    sys.addaudithook(started)
    return started


@cache
def installation() -> tuple[Path, ...]:
    """Where programs lie: this project's packages, Python with what is installed beside it, and the system.

    What building or installing a package leaves in a folder of programs says what is installed: Python reads it there.
    It is looked up once, since a process that is confined can look no more.
    """
    own = [_PROGRAM / name for name in ("redaction", "macros", "assess")]  # a site has a folder `redaction` too
    paths = sysconfig.get_paths()
    installed = [Path(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    beside = [Path(path) for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    prefixes = [Path(sys.prefix), Path(sys.base_prefix)]
    described = [path for folder in dict.fromkeys(sys.path) for path in _described(Path(folder))]
    return tuple(dict.fromkeys([*own, *installed, *beside, *prefixes, *described, *map(Path, _SYSTEM)]))


def installation_without_links() -> tuple[frozenset[str], tuple[str, ...]]:
    """Where programs lie, without links, and how the path of whatever lies there begins; looked up once."""
    return _without_links(installation())


@lru_cache(maxsize=1)
def _without_links(places: tuple[Path, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    real = frozenset(map(os.path.realpath, places))
    return real, tuple(f"{place}{os.sep}" for place in real if os.path.isdir(place))  # noqa: PTH112  # of texts


def _described(folder: Path) -> list[Path]:
    """The files in a folder that say which packages are installed in it, and none that lies elsewhere."""
    about = (path for kind in _KINDS for path in folder.glob(f"*.{kind}") if not path.is_symlink())
    return [path / name for path in about for name in _METADATA if not (path / name).is_symlink()]
