"""Laying out volumes in a process apart: parts, then covers, each only where it was not laid out before as it is."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assess.pdf import libraries
from assess.pdf.article import key_of
from assess.pdf.sheets import Sheets
from assess.pdf.typeset import Place, Typeset, cover_of, part_of
from assess.pdf.volume import Imprint, Laid, Leaf, Volume
from assess.pdf.worker import CONTENT, DOCUMENT, PARTS, PICTURES, RESULT, WEB
from assess.render.renderer import apart
from macros.charts.file_cache import KeptFiles
from macros.charts.typeface import FILES, letter_widths
from redaction.diagnostics.errors import AssessError

_OWN = Path(__file__).parent
_SPACES = "\n\t\r"


@dataclass(frozen=True)
class Press:
    """Where volumes of one edition are laid out and kept.

    `work` is a folder that goes when the build ends; `clock` is the day of signing in seconds since 1970.
    """

    edition: str
    kept: KeptFiles
    work: Path
    clock: int

    def lay(self, volumes: Iterable[Volume], imprint: Imprint) -> dict[str, Laid]:
        """Each volume laid out, by its name; raises AssessError where one cannot be, without a word that is in it."""
        lacking = libraries.lacking()
        if lacking:
            raise AssessError(lacking)
        volumes = list(volumes)
        parts = {volume.name: [self._asked(volume, leaves, imprint) for leaves in volume.parts] for volume in volumes}
        with contextlib.ExitStack() as opened:
            start = functools.cache(lambda: opened.enter_context(apart("assess.pdf.worker", self.clock)))
            self._print((each for every in parts.values() for each in every), start)
            whole = {volume.name: self._bound(volume, parts[volume.name], imprint) for volume in volumes}
            self._print(whole.values(), start)
        return {volume.name: self._laid(volume, parts[volume.name], whole[volume.name]) for volume in volumes}

    def _asked(self, volume: Volume, leaves: Sequence[Leaf], imprint: Imprint) -> _Asked:
        """What is asked for to have a part of a volume."""
        return _asked(volume.name, part_of(volume, leaves, imprint))

    def _bound(self, volume: Volume, parts: Sequence[_Asked], imprint: Imprint) -> _Asked:
        """What is asked for to have a volume, whose parts are laid out."""
        kept = [self._kept(part) for part in parts]
        places = [
            place for part, (_, sheets) in zip(parts, kept, strict=True) for place in places_on(part.document, sheets)
        ]
        cover = cover_of(volume, imprint, [part.document for part in parts], places)
        return _asked(volume.name, cover, tuple(content for content, _ in kept), imprint.address)

    def _kept(self, asked: _Asked) -> tuple[bytes, Sheets]:
        content, told = (self.kept.read(self.edition, f"{asked.digest}.{kind}") for kind in ("pdf", "json"))
        if content is None or told is None:
            raise AssessError(f"The PDF {asked.name} was not laid out: its process stopped before it was done")
        return content, Sheets.read(told)

    def _laid(self, volume: Volume, parts: Sequence[_Asked], whole: _Asked) -> Laid:
        content, sheets = self._kept(whole)
        told = [self._kept(part)[1] for part in parts]
        before = sheets.count - sum(each.count for each in told)
        addresses = {key_of(leaf.address): leaf.address for leaf in volume.leaves}
        beyond = list(sheets.beyond)
        numbers = {}
        for each in told:
            beyond += [before + sheet for sheet in each.beyond]
            for mark, sheet in each.numbers.items():
                key, place = mark.split(" ")
                numbers[addresses[key], int(place)] = before + sheet
            before += each.count
        if beyond:
            raise AssessError(
                f"The PDF {volume.name} cannot show all of its pages: something is too wide for sheet "
                f"{', '.join(map(str, beyond))}. Look there for a table with many columns, or a word without spaces, "
                "and give it fewer or shorter ones"
            )
        return Laid(content, sheets.count, numbers)

    def _print(self, asked: Iterable[_Asked], start: Callable[[], subprocess.Popen[str]]) -> None:
        """Have what is not kept laid out in a process, the longest first, and keep what comes of it."""
        missing = {each.digest: each for each in asked if self.kept.read(self.edition, f"{each.digest}.json") is None}
        if not missing:
            return
        folders = {digest: self.work / f"{self.edition}.{digest}" for digest in missing}
        for digest, folder in folders.items():
            _stage(missing[digest], folder)
        order = sorted(missing.values(), key=lambda each: -len(each.document.document))
        _ask(start(), [folders[each.digest] for each in order])
        for digest, folder in folders.items():
            if (folder / RESULT).is_file():
                self.kept.keep(self.edition, f"{digest}.pdf", (folder / CONTENT).read_bytes())
                self.kept.keep(self.edition, f"{digest}.json", (folder / RESULT).read_bytes())


@dataclass(frozen=True)
class _Asked:
    """A document to be laid out, by the digest of all that decides its bytes; as a cover with its parts and address."""

    name: str
    digest: str
    document: Typeset
    parts: tuple[bytes, ...]
    web: str


def _asked(name: str, document: Typeset, parts: tuple[bytes, ...] = (), web: str = "") -> _Asked:
    _check_letters(name, document)
    digest = hashlib.sha256(f"{libraries.versions()} {sorted(FILES.values())}\0{web}\0{document.document}".encode())
    for title, held in (*sorted(document.pictures.items()), *((str(at), part) for at, part in enumerate(parts))):
        digest.update(f"\0{title}\0".encode() + held)
    for path in sorted(_OWN.glob("*.py")):
        digest.update(path.read_bytes())
    return _Asked(name, digest.hexdigest(), document, parts, web)


def _ask(process: subprocess.Popen[str], folders: Sequence[Path]) -> None:
    """Have the documents of some folders laid out; of a process that ended before, those that it left lack a result."""
    assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018  # opened as pipes
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write("".join(f"{folder}\n" for folder in folders) + "\n")
        process.stdin.flush()
        process.stdout.readline()


def places_on(part: Typeset, sheets: Sheets) -> list[Place]:
    """What a cover has to know of the sheets of a part."""
    words = {heading: said for _, heading, said in part.headings}
    places, title = [], ""
    for sheet in range(1, sheets.count + 1):
        on = tuple(heading for heading in words if sheets.places.get(heading) == sheet)
        opened = [heading for heading in on if heading in part.opened]
        title = words[opened[0]] if opened else title
        places.append(Place(on, title, sheet in sheets.landscape))
    return places


def _stage(asked: _Asked, folder: Path) -> None:
    (folder / PICTURES).mkdir(parents=True, mode=0o700)
    (folder / DOCUMENT).write_text(asked.document.document, "utf-8")
    for name, picture in asked.document.pictures.items():
        (folder / PICTURES / name).write_bytes(picture)
    if asked.parts:
        (folder / PARTS).mkdir(mode=0o700)
        (folder / WEB).write_text(asked.web, "utf-8")
    for number, part in enumerate(asked.parts):
        (folder / PARTS / f"{number:04}.pdf").write_bytes(part)


def _check_letters(name: str, document: Typeset) -> None:
    """Refuse letters that the typeface lacks: paper would show boxes in their place."""
    known = {*letter_widths("regular").known, *_SPACES}
    text = document.document.rpartition("</style>")[2]
    strange = sorted({*text} - known)
    if strange:
        signs = ", ".join(f"U+{ord(sign):04X}" for sign in strange)
        raise AssessError(
            f"The PDF {name} would show boxes in the place of {signs}, which the site's typeface does not have. Write "
            "something else on the page, or cut the typeface with it (assess/theme/assets/fonts/subset.py)"
        )
