"""What would give the pack away, read from its files by code of the tests' own; and ways to watch who opens them."""

from __future__ import annotations

import csv
import ctypes
import gzip
import html
import io
import os
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import material
import yaml
from building import ROOT, environment

PRINTED = {"eight", "january", "points", "taken"}  # words that the program writes itself, for any partnership
THEME = Path(material.__path__[0]) / "templates"
SCRIPTS = ROOT / "assess" / "theme" / "assets" / "javascripts"
PHRASES = ROOT / "macros" / "phrasebook"  # what the program writes on pages, by language
PUBLIC_INPUTS = ("docs", "data/public", "assess/theme", "redaction", "macros/html/templates", "mkdocs.yml")
_CREATED = 0x100  # IN_CREATE: a file was made in a folder
_OPENED, _READ = 0x20, 0x01  # IN_OPEN and IN_ACCESS of inotify(7): a file or a folder was opened; was read or listed


@dataclass(frozen=True)
class Content:
    """What is distinctive of a folder of a pack: cells of five or more digits, words, ids."""

    cells: frozenset[str]
    words: frozenset[str]
    ids: frozenset[str]

    def held_by(self, text: Text) -> set[str]:
        """What of this a text holds, however its numbers are grouped."""
        ids = {name for name in self.ids if name in text.whole}
        return ids | (self.cells & text.numbers) | (self.words & text.words)


@dataclass(frozen=True)
class Text:
    """A text, with its numbers and words."""

    whole: str
    numbers: frozenset[str]
    words: frozenset[str]


def text_of(whole: str) -> Text:
    """A text, read."""
    return Text(whole, frozenset(numbers_of(whole)), frozenset(words_of(whole)))


def numbers_of(text: str) -> set[str]:
    """The numbers of a text, plain: those that stand in it, and those it writes with their thousands apart."""
    text = html.unescape(text)
    grouped = re.findall(r"(?<!\d)\d{1,3}(?:[,_\s]\d{3})+(?:\.\d+)?", text)
    return {*re.findall(r"\d+(?:\.\d+)?", text), *(re.sub(r"[^\d.]", "", number) for number in grouped)}


def words_of(text: str) -> set[str]:
    """The words of a text, in lower case."""
    return {word.lower() for word in re.findall(r"[^\W\d_]+", text)}


def open_words(root: Path) -> set[str]:
    """Every word that the repository's public inputs or the themes' own files hold, or that the program writes."""
    places = [root / name if (root / name).exists() else ROOT / name for name in PUBLIC_INPUTS]
    paths = [path for place in places for path in ([place] if place.is_file() else place.rglob("*"))]
    kinds = (".md", ".yml", ".yaml", ".csv", ".html", ".css")
    text = [path.read_text("utf-8") for path in paths if path.is_file() and path.suffix in kinds]
    text += [path.read_text("utf-8") for path in THEME.rglob("*.html")]
    text += [path.read_text("utf-8") for path in SCRIPTS.rglob("*.js")]
    text += [path.read_text("utf-8") for path in PHRASES.glob("*.yml")]
    return words_of(" ".join(text)) | PRINTED


def all_words(folder: Path) -> set[str]:
    """Every word of the files of a folder."""
    return words_of(" ".join(path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()))


def content_of(folder: Path, known: set[str]) -> Content:
    """The distinctive content of a folder of a pack: its words less those that are known."""
    cells: set[str] = set()
    words: set[str] = set()
    for path in folder.rglob("*.csv"):
        for row in csv.DictReader(path.read_text("utf-8").splitlines()):
            words |= words_of(row["label"])
            numbers = [value.split(" ")[0] for name, value in row.items() if name not in ("id", "label")]
            cells |= {number for number in numbers if len(re.sub(r"\D", "", number)) >= 5}
    for path in folder.rglob("*.yaml"):
        words |= words_of(" ".join(_texts(yaml.safe_load(path.read_text("utf-8")))))
    for path in folder.rglob("*.md"):
        words |= words_of(_without_macros(path.read_text("utf-8").split("---\n", 2)[2]))
    ids = {path.stem for path in folder.rglob("*") if path.suffix in (".csv", ".md")}
    return Content(frozenset(cells), frozenset(words - known), frozenset(ids))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield _without_macros(value)


def _without_macros(text: str) -> str:
    return re.sub(r"{{.*?}}", " ", text, flags=re.DOTALL)


@cache
def texts_of(site: Path) -> tuple[tuple[str, Text], ...]:
    """Every file of a site as text with its path, archives opened; not what the theme brings along unchanged."""
    found = []
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not _is_the_themes(name, path.read_bytes()):
            found += [(name, text_of(f"{name}\n{text}")) for text in _opened(path.read_bytes())]
    return tuple(found)


def _is_the_themes(name: str, content: bytes) -> bool:
    return (THEME / name).is_file() and (THEME / name).read_bytes() == content


def _opened(content: bytes) -> Iterator[str]:
    if content.startswith(b"\x1f\x8b"):
        yield from _opened(gzip.decompress(content))
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from _opened(archive.read(name))
    else:
        yield content.decode("utf-8", "replace")


def given_away(content: Content, site: Path) -> dict[str, set[str]]:
    """Every file of a site that holds something distinctive, in its name or inside, and what it holds."""
    found: dict[str, set[str]] = {}
    for name, text in texts_of(site):
        if held := content.held_by(text):
            found[name] = found.get(name, set()) | held
    return found


def run_python(code: str, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a script of ours with the project's Python."""
    return subprocess.run(
        [sys.executable, "-P", "-c", code, *map(str, arguments)],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass
class Watch:
    """What any process of the system opens, reads or lists of some files and folders, by inotify(7)."""

    seen: set[Path] = field(default_factory=set)
    _queue: int = -1
    _until: int = -1
    _places: dict[int, Path] = field(default_factory=dict)

    def on(self, folder: Path, until: Path | None = None) -> Watch:
        """Watch a folder with everything in it, until a build says in its output that the bytes are made."""
        library = ctypes.CDLL(None, use_errno=True)
        self._queue = library.inotify_init1(os.O_NONBLOCK)
        assert self._queue >= 0, os.strerror(ctypes.get_errno())
        for path in [folder, *folder.rglob("*")]:
            number = library.inotify_add_watch(self._queue, bytes(path), _OPENED | _READ)
            assert number >= 0, os.strerror(ctypes.get_errno())
            self._places[number] = path
        if until is not None:
            self._until = library.inotify_add_watch(self._queue, bytes(until), _CREATED)
        return self

    def opened(self) -> set[Path]:
        """What has been opened since the last time, and the end of watching."""
        made = False
        try:
            while events := os.read(self._queue, 65536):
                while events:
                    number, _, _, length = struct.unpack_from("iIII", events)
                    name = events[16 : 16 + length].rstrip(b"\0").decode()
                    if number == self._until:
                        made = made or name.startswith(".assess-made-")
                    elif not made:
                        self.seen.add(self._places[number] / name)
                    events = events[16 + length :]
        except BlockingIOError:
            pass
        os.close(self._queue)
        return self.seen
