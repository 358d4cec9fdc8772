"""The files that records come in: which they are, how their cells are set apart, and what their headings are."""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from assess.intake.declaration import Declaration, Source
from assess.intake.workspace import Workspace
from assess.new.dataset import read_grid
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.suggestions import nearest

TEXTS, PARQUET = (".csv", ".tsv", ".txt"), ".parquet"
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_DELIMITERS = ",;\t|"
_ENCODINGS = {"latin-1": "latin-1", "utf-16": "utf-16", "utf-8": "utf-8-sig"}
_LONGEST = 1 << 20  # characters of a row of headings


@dataclass(frozen=True)
class RecordFile:
    """A file of records: its name in messages, where it can be read, its headings, and its digest.

    `read` is the file itself, or a CSV that was made of a workbook; `headings` are none for Parquet, which has its own.
    """

    name: str
    read: Path
    digest: str
    headings: tuple[str, ...] = ()
    delimiter: str = ","
    encoding: str = "utf-8"

    @property
    def is_parquet(self) -> bool:
        """Whether it is a table of columns, and no text."""
        return self.read.suffix == PARQUET

    @property
    def slug(self) -> str:
        """Its name as a part of the name of another file."""
        return self.name.replace("/", "-")


def files_of(declared: Declaration, source: Source, workspace: Workspace) -> list[RecordFile]:
    """The files of a source, in the order of their names; raises ProblemsFoundError with every fault."""
    found: dict[Path, None] = {}
    problems: list[Problem] = []
    place = ("sources", source.name, "files")
    for at, pattern in enumerate(source.files):
        matches = sorted(path for path in _matching(workspace.pack, pattern) if path.is_file())
        found |= dict.fromkeys(matches)
        if not matches:
            where = (*place, at) if len(source.files) > 1 else place
            expected = "a file, or a pattern that fits some, from the folder of the pack"
            problems.append(declared.document.problem("records-file", where, "no such file", expected))
    files = []
    for path in found:
        try:
            files.append(record_file(source, path, workspace))
        except ProblemsFoundError as error:
            problems += error.problems
    for each in files:
        problems += _heading_faults(declared, source, each)
    if problems:
        raise ProblemsFoundError(problems)
    return files


def record_file(source: Source, path: Path, workspace: Workspace) -> RecordFile:
    """A file with its headings; raises ProblemsFoundError where it has none that can be read."""
    name = workspace.shown(path)
    kind = path.with_suffix("").suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()
    if path.is_symlink():
        raise _unreadable(name, "a link to another place", "a copy of the file")
    if kind == PARQUET:
        return RecordFile(name, path, digest(path))
    if kind in _WORKBOOKS and path.suffix.lower() != ".gz":
        written = _as_csv(source, path, workspace)
        return RecordFile(name, written, digest(path), _headings(name, written, "utf-8", ",")[0])
    if kind not in TEXTS:
        expected = "one of .csv, .csv.gz, .parquet, .xlsx, .xls, .xlsb or .ods"
        raise _unreadable(name, f"a file that ends in {path.suffix or 'nothing'}", expected)
    headings, delimiter = _headings(name, path, source.encoding)
    return RecordFile(name, path, digest(path), headings, delimiter, source.encoding)


def digest(path: Path) -> str:
    """What a file holds, in a word."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _matching(pack: Path, pattern: str) -> Iterable[Path]:
    path = Path(pattern)
    return Path(path.anchor).glob(str(path.relative_to(path.anchor))) if path.is_absolute() else pack.glob(pattern)


def _opened(path: Path, encoding: str) -> IO[str]:
    if path.suffix.lower() == ".gz":
        return gzip.open(path, "rt", encoding=_ENCODINGS[encoding], newline="")
    return path.open(encoding=_ENCODINGS[encoding], newline="")


def _headings(name: str, path: Path, encoding: str, delimiter: str = "") -> tuple[tuple[str, ...], str]:
    """The headings of a text file, and what sets its cells apart."""
    try:
        with _opened(path, encoding) as file:
            first = file.readline(_LONGEST)
            while first.count('"') % 2 and (more := file.readline(_LONGEST)):
                first += more
    except (OSError, UnicodeError, EOFError):
        expected = f"text in the encoding {encoding}, as `encoding:` says"
        raise _unreadable(name, "what cannot be read as text", expected) from None
    chosen = delimiter or max(_DELIMITERS, key=first.count)
    rows = [*csv.reader([first], delimiter=chosen)] if first.strip() else []
    headings = tuple(heading.strip() for heading in rows[0]) if rows else ()
    if not any(headings):
        raise _unreadable(name, "no headings", "headings in the first row")
    return headings, chosen


def _as_csv(source: Source, path: Path, workspace: Workspace) -> Path:
    """A sheet of a workbook as a CSV of what Excel shows."""
    grid = read_grid(path, source.sheet or None, is_open=False)
    written = workspace.temporary / f"{digest(path)[:16]}.csv"
    with written.open("w", encoding="utf-8", newline="") as file:
        width = max((len(row.cells) for row in grid.rows), default=0)
        csv.writer(file, lineterminator="\n").writerows(
            [*row.cells, *[""] * (width - len(row.cells))] for row in grid.rows
        )
    return written


def _heading_faults(declared: Declaration, source: Source, file: RecordFile) -> Iterator[Problem]:
    """Headings that a used column needs, and that are not there, or twice."""
    if file.is_parquet:
        return
    for column in declared.used(source.name):
        times = file.headings.count(column.heading)
        if times != 1:
            found = f'{"no heading" if not times else "two headings"} "{column.heading}"'
            close = nearest(column.heading, file.headings)
            expected = f'"{close}" as the `heading:` of {column.name}' if close and not times else "it once"
            yield Problem("records-heading", file.name, 1, found, expected)


def _unreadable(name: str, found: str, expected: str) -> ProblemsFoundError:
    return ProblemsFoundError([Problem("records-file", name, 0, found, expected)])
