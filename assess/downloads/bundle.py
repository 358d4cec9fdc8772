"""All downloads of an edition: made or found kept, proven, and its data packed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import msgspec

from assess.downloads.archive import archived
from assess.downloads.content import Content, Publication, content_of
from assess.downloads.ods import ods
from assess.downloads.readback import Expected, prove, prove_package
from assess.downloads.sheets import Workbook, workbook_of
from assess.downloads.text_files import csv_metadata, csv_text, data_package
from assess.downloads.xlsx import xlsx
from macros.charts.file_cache import KeptFiles
from redaction.view import View

PACKAGE = "datapackage.json"

WRITERS: dict[str, Callable[[Workbook], bytes]] = {".xlsx": xlsx, ".ods": ods}
_DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True)
class Downloads:
    """Where the workbooks of all editions are kept, a folder an edition."""

    kept: KeptFiles

    def of(self, publication: Publication, view: View) -> dict[str, bytes]:
        """Every download of an edition by its name; raises AssessError where one is not what it should be."""
        contents = [content_of(publication, view, dataset) for dataset in view.datasets.values() if dataset.supplied]
        files: dict[str, bytes] = {}
        for content in contents:
            files |= self._of_dataset(content, view)
        if not contents:
            return files
        archive = archive_name(publication.site, publication.edition)
        files[PACKAGE] = data_package(archive.removesuffix(".zip"), contents, files).encode()
        inside = {name: file for name, file in files.items() if name.endswith((".csv", ".json"))}
        files[archive] = archived(inside)
        prove_package(files, PACKAGE, archive, [content.id for content in contents])
        return files

    def _of_dataset(self, content: Content, view: View) -> dict[str, bytes]:
        expected = Expected(view, content.id, content.publication.signed)
        texts = {".csv": csv_text(content), ".csv-metadata.json": csv_metadata(content)}
        files = {f"{content.id}{kind}": text.encode() for kind, text in texts.items()}
        prove(expected, files)
        digest = _digest(content)
        for kind in WRITERS if view.dataset(content.id).has_workbooks else ():
            files[f"{content.id}{kind}"] = self._workbook(content, kind, digest, expected)
        return files

    def _workbook(self, content: Content, kind: str, digest: str, expected: Expected) -> bytes:
        """A workbook as it is kept, or made and proven now; what a disk has spoilt is made again."""
        edition, name = content.publication.edition, f"{digest}{kind}"
        kept = self.kept.read(edition, name)
        if kept and hashlib.sha256(kept[_DIGEST:]).digest() == kept[:_DIGEST]:
            return kept[_DIGEST:]
        made = WRITERS[kind](workbook_of(content))
        prove(expected, {f"{content.id}{kind}": made})
        self.kept.keep(edition, name, hashlib.sha256(made).digest() + made)
        return made


def archive_name(site: str, edition: str) -> str:
    """The name of the zip of all data of an edition."""
    return f"{'-'.join(re.findall(r'[a-z0-9]+', site.lower()))}-{edition}-data.zip"


def _digest(content: Content) -> str:
    """The SHA-256 of what a workbook says, its marking among it, and of everything that writes and proves it."""
    return hashlib.sha256(_tools() + msgspec.json.encode(content)).hexdigest()


@cache
def _tools() -> bytes:
    folder = Path(__file__).parent
    code = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".xml"))
    versions = " ".join(f"{name} {version(name)}" for name in ("jinja2", "python-calamine"))
    return b"\n".join([versions.encode(), *(path.read_bytes() for path in code)])
