"""What everybody may see already: the open data, the words of the pages, the theme as it was installed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import material

from release.audit.fingerprints import Fingerprints, Open, fingerprints
from release.audit.pack import apart, digest, rows_of
from release.audit.policy_rules import withheld_ids
from release.audit.shingles import words_of

_OPEN_INPUTS = ("macros", "redaction", "release/downloads")
_WRITTEN = ("docs", "theme", "mkdocs.yml", "glossary.yml")
_WORDS_IN = (".md", ".yml", ".yaml", ".csv", ".html", ".py", ".css", ".xml")


@dataclass(frozen=True)
class Withheld:
    """What an edition may not know: the folders of a pack; and what it may: the folders of data it shows."""

    root: Path
    edition: str
    open_data: tuple[Path, ...]
    folders: tuple[Path, ...]

    def fingerprints(self) -> Fingerprints:
        """What gives the withheld folders away, less what is open; kept while none of the files changes."""
        return _fingerprints(self, self._state())

    def prepare(self) -> None:
        """Work all of it out now, while something else is waited for."""
        self.fingerprints().prepare()

    def _state(self) -> str:
        return " ".join(digest(place) for place in (*self.folders, *self._open(), *self._written()) if self.folders)

    def _open(self) -> tuple[Path, ...]:
        return (*(self.root / name for name in _OPEN_INPUTS), *self.open_data)

    def _written(self) -> tuple[Path, ...]:
        return tuple(self.root / name for name in _WRITTEN)

    def known(self) -> Fingerprints:
        """The fingerprints, made anew."""
        ids = withheld_ids(self.root / "redaction", self.edition)
        if not self.folders:
            return fingerprints((), ids, Open(frozenset(), str), ())
        text = _words_in(self._open())
        words = frozenset(words_of(text)) | _words_of_theme()
        return fingerprints(
            self.folders, ids, Open(words, lambda: text, self.open_data), words_of(_words_in(self._written()))
        )


@lru_cache(maxsize=8)
def _fingerprints(withheld: Withheld, _: str) -> Fingerprints:
    return withheld.known()


def material_theme() -> Path:
    """The folder of the theme as it was installed."""
    return Path(material.__path__[0]) / "templates"


@cache
def theme_digests() -> frozenset[bytes]:
    """The SHA-256 of every file that the installed theme copies into a site."""
    files = (path for path in (material_theme() / "assets").rglob("*") if path.is_file())
    return frozenset(hashlib.sha256(path.read_bytes()).digest() for path in files)


@cache
def _words_of_theme() -> frozenset[str]:
    """The words of the installed theme's pages, which do not change while a build runs."""
    theme = material_theme()
    return frozenset(words_of(_words_in((theme / "partials", *theme.glob("*.html")))))


def _words_in(places: Iterable[Path]) -> str:
    """Everything in words in some files and folders."""
    parts = []
    for place in places:
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.suffix in _WORDS_IN:
                text = path.read_bytes().decode("utf-8", "replace")
                parts.append(apart(rows_of(text)) if path.suffix == ".csv" else text)
    return "\n".join(parts)
