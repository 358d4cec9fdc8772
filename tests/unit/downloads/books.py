"""A dataset with whatever cells a test likes, its downloads, and workbooks with something added."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from assess.downloads import Downloads, Publication
from macros.charts.file_cache import KeptFiles
from redaction.data.dataset import Cell, Column, Dataset, Descriptor, Row
from redaction.policy import Edition, Policy, Source
from redaction.redact import redact
from redaction.view import View

EDITION = Edition(
    "partner", "Partner edition", "partners", ("public",), "OFFICIAL-SENSITIVE", "Do not copy & do not <forward>."
)
SOURCE = Source("police", "Records", "County Police", "public", "OFFICIAL", "Published.", "2022", "Few and uneven.")
PUBLICATION = Publication(
    "The Anyshire assessment 2022/23", "2023-05-18", EDITION.id, EDITION.name, EDITION.marking, EDITION.handling
)
COLUMNS = (
    Column("label", "Area"),
    Column("remark", "Remark"),
    Column("change", "Change", "number", "points"),
    Column("rate", "Rate", "percent", "per cent"),
)


def view_of(
    texts: Sequence[tuple[str, str]],
    numbers: Sequence[Cell] = (),
    *,
    synthetic: bool = False,
    edition: Edition = EDITION,
    title: str = "Things by area",
) -> View:
    """A View with one dataset: a row for each pair of texts, and numbers in turn."""
    given = numbers or (cell("-1.5"), cell("0"), Cell("[x]", code="[x]"))
    rows = tuple(
        Row(
            f"row-{place}",
            {
                "label": Cell(label),
                "remark": Cell(remark),
                "change": given[place % len(given)],
                "rate": given[(place + 1) % len(given)],
            },
        )
        for place, (label, remark) in enumerate(texts)
    )
    descriptor = Descriptor(
        "things", title, "Things differ", "Anyshire", "2022", ("police",), COLUMNS,
        notes=("Some things are counted twice.",), synthetic=synthetic,
    )  # fmt: skip
    policy = Policy({"public": "everybody"}, "public", {"police": SOURCE}, {edition.id: edition})
    return redact([Dataset(descriptor, "public", rows)], [], policy, edition)


def cell(text: str) -> Cell:
    """A stored number, with the code after it where there is one."""
    from decimal import Decimal

    number, _, code = text.partition(" ")
    return Cell(text, Decimal(number), code)


def downloads(folder: Path, view: View, publication: Publication = PUBLICATION) -> dict[str, bytes]:
    """The downloads of a View."""
    return Downloads(KeptFiles(folder)).of(publication, view)


def members(archive: bytes) -> dict[str, bytes]:
    """The files of an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive as the downloads are, of other files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def with_part(archive: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """An archive with one of its files changed, or one more."""
    parts = members(archive)
    before = parts.get(name, b"").decode()
    after = change(before)
    assert after != before, "nothing was planted"
    return packed(parts | {name: after.encode()})
