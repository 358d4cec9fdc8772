"""Laying out volumes in a process apart, each only where it was not laid out before just as it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assess.pdf import libraries
from assess.pdf.typeset import Typeset, typeset
from assess.pdf.volume import Imprint, Laid, Volume
from assess.pdf.worker import CONTENT, DOCUMENT, PICTURES, RESULT
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
        documents = {volume.name: typeset(volume, imprint) for volume in volumes}
        named = {
            volume.name: {f"p{place}": leaf.address for place, leaf in enumerate(volume.leaves, 1)}
            for volume in volumes
        }
        for name, document in documents.items():
            _check_letters(name, document)
        digests = {name: _digest(document) for name, document in documents.items()}
        missing = {name: documents[name] for name, digest in digests.items() if self._kept(digest) is None}
        if missing:
            self._print(missing, digests)
        return {name: self._laid(name, digest, named[name]) for name, digest in digests.items()}

    def _kept(self, digest: str) -> tuple[bytes, bytes] | None:
        content = self.kept.read(self.edition, f"{digest}.pdf")
        told = self.kept.read(self.edition, f"{digest}.json")
        return None if content is None or told is None else (content, told)

    def _laid(self, name: str, digest: str, addresses: Mapping[str, str]) -> Laid:
        kept = self._kept(digest)
        if kept is None:
            raise AssessError(f"The PDF {name} was not laid out: its process stopped before it was done")
        told = json.loads(kept[1])
        if told["beyond"]:
            sheets = ", ".join(map(str, told["beyond"]))
            raise AssessError(
                f"The PDF {name} cannot show all of its pages: something is too wide for sheet {sheets}. Look there "
                "for a table with many columns, or a word without spaces, and give it fewer or shorter ones"
            )
        numbers = {}
        for mark, sheet in told["numbers"].items():
            key, place = mark.split(" ")
            numbers[addresses[key], int(place)] = int(sheet)
        return Laid(kept[0], told["sheets"], numbers)

    def _print(self, missing: Mapping[str, Typeset], digests: Mapping[str, str]) -> None:
        """Have volumes laid out, the longest first, and keep what comes of it."""
        folders = {name: self.work / f"{self.edition}.{name}" for name in missing}
        for name, folder in folders.items():
            _stage(missing[name], folder)
        with apart("assess.pdf.worker", self.clock) as process:
            order = sorted(folders, key=lambda name: -len(missing[name].document))
            process.communicate("".join(f"{folders[name]}\n" for name in order))
        for name, folder in folders.items():
            if (folder / RESULT).is_file():
                self.kept.keep(self.edition, f"{digests[name]}.pdf", (folder / CONTENT).read_bytes())
                self.kept.keep(self.edition, f"{digests[name]}.json", (folder / RESULT).read_bytes())


def _stage(document: Typeset, folder: Path) -> None:
    (folder / PICTURES).mkdir(parents=True, mode=0o700)
    (folder / DOCUMENT).write_text(document.document, "utf-8")
    for name, picture in document.pictures.items():
        (folder / PICTURES / name).write_bytes(picture)


def _digest(document: Typeset) -> str:
    """The SHA-256 of all that decides the bytes of a volume."""
    whole = hashlib.sha256(f"{libraries.versions()} {sorted(FILES.values())}\0{document.document}".encode())
    for name, picture in sorted(document.pictures.items()):
        whole.update(f"\0{name}\0".encode() + picture)
    for path in sorted(_OWN.glob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()


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
