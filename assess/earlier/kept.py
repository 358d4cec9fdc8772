"""What is kept of an earlier year: the site of each edition as it went out, its manifest and its ledger."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assess.project.layout import YEAR_FILE, year_folders
from assess.verify import Question, unlike_its_manifest
from redaction.diagnostics.errors import AssessError
from redaction.policy import Edition

MARK = "kept-edition"  # what each page of an earlier year has, as it is served
_INDEX = "index.html"
_SHOWN = 5
BESIDE = ("manifest.json", "ledger.csv", "nginx.conf")  # what a build leaves beside a site


@dataclass(frozen=True)
class Kept:
    """An edition of an earlier year: its folder's name, the year as people write it, the day of signing, its files."""

    folder: str
    year: str
    signed: str
    site: Path
    manifest: Path
    ledger: Path
    files: tuple[str, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """The addresses of its pages, the home page as an empty one."""
        names = (name for name in self.files if name == _INDEX or name.endswith(f"/{_INDEX}"))
        return tuple(name.removesuffix(_INDEX) for name in names)


def folder_of_year(year: str) -> str:
    """The name of the folder of a year, which is also its address: 2022-23, of 2022/23."""
    return re.sub(r"[^a-z0-9]+", "-", year.lower()).strip("-")


def kept_years(released: Path, edition: Edition) -> tuple[Kept, ...]:
    """What is kept of the earlier years of an edition, the last year first; raises AssessError for what is not whole.

    An edition that a year did not have has nothing there.
    """
    return tuple(sorted(_kept(released, edition), key=lambda each: (each.signed, each.folder), reverse=True))


def _kept(released: Path, edition: Edition) -> Iterator[Kept]:
    for folder in year_folders(released):
        manifest = folder / f"{edition.id}.manifest.json"
        if manifest.is_file():
            yield read_kept(folder, manifest, edition.id)


def read_kept(folder: Path, manifest: Path, edition: str) -> Kept:
    """What is kept of an edition in the folder of its year; raises AssessError where it is not what went out."""
    shown = f"{folder.parent.name}/{folder.name}/{edition}"
    site, ledger = folder / edition, folder / f"{edition}.ledger.csv"
    check_release(site, manifest, edition, shown)
    if not ledger.is_file():
        raise AssessError(f"{shown}: found no {ledger.name} beside it, expected the one of the same release")
    told = json.loads(manifest.read_bytes())
    try:
        year = str(json.loads((folder / YEAR_FILE).read_bytes())["year"])
    except (OSError, ValueError, LookupError, TypeError):
        raise AssessError(f"{folder.name}/{YEAR_FILE}: found no year, expected the one that the folder is of") from None
    return Kept(folder.name, year, str(told["release"]["signed"]), site, manifest, ledger, tuple(sorted(told["files"])))


def check_release(site: Path, manifest: Path, edition: str, shown: str) -> None:
    """Refuse a site that is not, file by file, what its manifest says; raises AssessError."""
    problems = unlike_its_manifest(Question(site, edition, manifest))
    if problems:
        more = f"\n  and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        told = "\n".join(f"  {problem}" for problem in problems[:_SHOWN])
        raise AssessError(f"{shown} is not the release that went out:\n{told}{more}")


def inputs_of(root: Path, every: Iterable[Kept]) -> dict[str, Path]:
    """The manifests and ledgers of what is kept inside a project, by the names that they have in a manifest."""
    found = [path for each in every for path in (each.manifest, each.ledger)]
    return {path.relative_to(root).as_posix(): path for path in found if root in path.parents}
