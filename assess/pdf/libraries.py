"""What laying out a PDF needs beside the program: two packages, and the libraries of the system that set text."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec

_PACKAGES = ("weasyprint", "pikepdf")
LIBRARIES = {  # by the name of each in a sentence: its files on Linux and macOS
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0.0.dylib"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0.0.dylib"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.dylib", "libharfbuzz.0.dylib"),
    "HarfBuzz-Subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", "libharfbuzz-subset.0.dylib"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.dylib", "libfontconfig.1.dylib"),
}
_DEBIAN = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


def lacking() -> str:
    """What is missing here, and how to get it, in one sentence; empty where nothing is."""
    packages = [name for name in _PACKAGES if find_spec(name) is None]
    if packages:
        return f"To make PDFs, {' and '.join(packages)} must be installed: pip install 'assess[pdf]'"
    libraries = [name for name, files in LIBRARIES.items() if _opened(files) is None]
    if libraries:
        return (
            f"To make PDFs, this system lacks {', '.join(libraries)}; have an administrator run "
            f"apt-get install {' '.join(_DEBIAN)}, or on a Mac brew install pango"
        )
    return ""


@cache
def versions() -> str:
    """The versions of all that decides the bytes of a PDF beside what it is made from."""
    named = [f"{name} {version(name)}" for name in (*_PACKAGES, "pydyf", "fonttools")]
    pango, harfbuzz = (_opened(LIBRARIES[name]) for name in ("Pango", "HarfBuzz"))
    for name, function in ((pango, "pango_version_string"), (harfbuzz, "hb_version_string")):
        asked = getattr(name, function)
        asked.restype = ctypes.c_char_p
        named.append(f"{function.partition('_')[0]} {asked().decode()}")
    return ", ".join(named)


def _opened(files: tuple[str, ...]) -> ctypes.CDLL | None:
    for name in files:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def main() -> int:
    """Install what is missing where that is allowed; say what to do where it is not: what needs it says so again."""
    if lacking() and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *_DEBIAN]):
            subprocess.run(["apt-get", *command], check=False, stdout=subprocess.DEVNULL)  # noqa: S603, S607  # by its name on any system
    print(lacking() or f"PDFs will be made with {versions()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
