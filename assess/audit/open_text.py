"""What everybody may see already: the open data, the words of the pages, the theme as it was installed."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import material

from assess.audit.fingerprints.declared import SENSITIVE, read_yaml
from assess.audit.fingerprints.index import Fingerprints, Open, fingerprints
from assess.audit.fingerprints.pack import apart, digest, read_folder, rows_of
from assess.audit.kept import contents, digest_of, reader_digest
from assess.audit.text.shingles import words_of
from assess.audit.withheld_ids import withheld_ids

_INSTALLED = Path(__file__).parents[2]  # where the program was installed, from a wheel or a checkout
_TEMPLATES = _INSTALLED / "macros" / "html" / "templates"
_PHRASEBOOK = _INSTALLED / "macros" / "phrasebook"  # what stands on pages in each language
_PRINTING = ("macros", "assess/downloads", "redaction")  # the code that writes what stands on pages and in downloads
_SILENT = (  # what only refuses; its lists of words, of given names too, excuse none
    "redaction/diagnostics",
    *(f"redaction/data/{name}.py" for name in ("personal", "people", "given_names", "small_counts", "lone_codes")),
)
_THEME = _INSTALLED / "assess" / "theme"
_POLICY = ("redaction/sources.yml", "redaction/editions.yml")
_WRITTEN = ("docs", "theme", "mkdocs.yml", "glossary.yml", "search.yml")
# The SHA-256 of the typeface as it was cut: no reader reads letters drawn as curves, so any other font needs a person.
_TYPEFACE = (
    "86415cdf804cee4d5b0f31c004260452994203e5e5e27a2c3e5f4d350d6371a2",
    "4dbad39f6f1594a0cf5c857e15a98bfb13290464d3d5a935ed46df7e7c7d7633",
)
_WORDS_IN = (".md", ".yml", ".yaml", ".csv", ".html", ".css", ".xml")


@dataclass(frozen=True)
class Withheld:
    """What an edition may not know: the folders of a pack; and what it may: the folders of data it shows.

    `words_only` says that what is open gives no more away than its words, and those where two tables have them. So it
    is where the open files themselves are asked about: what stands in one of them is no excuse for itself.
    """

    root: Path
    edition: str
    open_data: tuple[Path, ...]
    folders: tuple[Path, ...]
    words_only: bool = False

    def fingerprints(self) -> Fingerprints:
        """What gives the withheld folders away, less what is open; kept while none of the files changes."""
        return _fingerprints(self, self._state())

    def prepare(self) -> None:
        """Work all of it out now, while something else is waited for."""
        self.fingerprints().prepare()

    def question(self) -> bytes:
        """A digest of all that the fingerprints rest on, and of what compares them: while it is the same, so are they.

        Of the words that people wrote on pages only those count that the withheld folders have too: no other changes
        what is looked for.
        """
        withheld = {word for folder in self.folders for text in _texts(folder) for word in words_of(text)}
        written = sorted(withheld.intersection(words_of(_words_in(self._written())))) if withheld else []
        places = (*self.folders, *(folder.parent / SENSITIVE for folder in self.folders), *self._open())
        asked = (self.edition, "words" if self.words_only else "all", str(len(self.folders)), " ".join(written))
        return digest_of([reader_digest(), *asked, *(digest_of(contents(place)) for place in places)])

    def lasting(self) -> bytes:
        """A digest of the fingerprints themselves, of the open words, and of what compares them.

        While it is the same, whatever is clean without what else is open having been consulted stays so: a number of
        the open data that changed, and stands in no fingerprint, makes no other reading of it.
        """
        known = self.fingerprints()
        places = (*self.folders, *(folder.parent / SENSITIVE for folder in self.folders))
        runs = (f"{' '.join(run)} {' '.join(of)}" for each in known.runs.values() for run, of in each.items())
        held = (known.words.items(), known.ids.items(), sorted(runs), sorted(known.open.words), known.bases)
        asked = (repr(sorted(each)) for each in held)
        return digest_of(
            [
                "lasting",
                reader_digest(),
                self.edition,
                "words" if self.words_only else "all",
                *asked,
                *(digest_of(contents(place)) for place in places),
            ]
        )

    def _state(self) -> str:
        return " ".join(digest(place) for place in (*self.folders, *self._open(), *self._written()) if self.folders)

    def _open(self) -> tuple[Path, ...]:
        return (_TEMPLATES, *(self.root / name for name in _POLICY), *self.open_data)

    def _written(self) -> tuple[Path, ...]:
        return (_THEME, *(self.root / name for name in _WRITTEN))

    def known(self) -> Fingerprints:
        """The fingerprints, made anew."""
        ids = withheld_ids(self.root / "redaction", self.edition)
        if not self.folders:
            return fingerprints((), ids, Open(frozenset(), str), ())
        if self.words_only:
            known = Open(_words_in_two(self._open()) | words_of_program(), str)
        else:
            text = _words_in(self._open())
            known = Open(frozenset(words_of(text)) | words_of_program(), lambda: text, self.open_data)
        return fingerprints(self.folders, ids, known, words_of(_words_in(self._written())))


def _texts(folder: Path) -> Iterable[str]:
    return read_folder(folder).texts.values()


@lru_cache(maxsize=8)
def _fingerprints(withheld: Withheld, _: str) -> Fingerprints:
    return withheld.known()


def material_theme() -> Path:
    """The folder of the theme as it was installed."""
    return Path(material.__path__[0]) / "templates"


@cache
def theme_digests() -> frozenset[bytes]:
    """The SHA-256 of every file that the installed theme copies into a site, and of the program's own."""
    files = (path for path in (material_theme() / "assets").rglob("*") if path.is_file())
    return own_digests() | {hashlib.sha256(path.read_bytes()).digest() for path in files}


@cache
def own_digests() -> frozenset[bytes]:
    """The SHA-256 of each file of the site's typeface, and of each script of the program's theme as it is installed."""
    scripts = (_THEME / "assets" / "javascripts").iterdir()
    return frozenset(map(bytes.fromhex, _TYPEFACE)) | {hashlib.sha256(path.read_bytes()).digest() for path in scripts}


@cache
def words_of_program() -> frozenset[str]:
    """The words that the program itself prints, for whichever partnership: those of the theme, and of its own texts.

    What its code is called, and what is explained in it, stands on no page and is no excuse. Nothing of it excuses a
    number or a sentence.
    """
    theme = material_theme()
    words = set(words_of(_words_in((theme / "partials", *theme.glob("*.html")))))
    for folder in _PRINTING:
        for path in sorted((_INSTALLED / folder).rglob("*.py")):
            if not path.relative_to(_INSTALLED).as_posix().startswith(_SILENT):
                words.update(words_of("\n".join(_texts_in(path.read_text("utf-8")))))
    for path in sorted(_PHRASEBOOK.glob("*.yml")):
        words.update(words_of("\n".join(_phrases_in(read_yaml(path)))))
    return frozenset(words)


def _phrases_in(content: Any) -> Iterator[str]:
    """The texts of a phrasebook, without what they are called."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping | list):
        for each in content.values() if isinstance(content, Mapping) else content:
            yield from _phrases_in(each)


def _texts_in(code: str) -> Iterator[str]:
    """The texts that a module holds, but for those that explain it."""
    waiting: list[object] = [ast.parse(code)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                yield node.value
        elif isinstance(node, ast.AST) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            waiting += [getattr(node, name) for name in node._fields]


def _words_in_two(places: Iterable[Path]) -> frozenset[str]:
    """The words that at least two of some files hold; a table and what describes it are one."""
    held: dict[str, set[str]] = {}
    for place in places:
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            for word in words_of(_words_in([path])) if path.is_file() else ():
                held.setdefault(word, set()).add(path.stem)
    return frozenset(word for word, stems in held.items() if len(stems) > 1)


def _words_in(places: Iterable[Path]) -> str:
    """Everything in words in some files and folders."""
    parts = []
    for place in places:
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.suffix in _WORDS_IN:
                text = path.read_bytes().decode("utf-8", "replace")
                parts.append(apart(rows_of(text)) if path.suffix == ".csv" else text)
    return "\n".join(parts)
