"""What WeasyPrint leaves out of the tags of a PDF (ISO 14289-1, ISO 32000-1)."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pikepdf

_MARKED = re.compile(rb"/\w+\s+<</MCID (\d+)>>\s+BDC")
_ARTIFACT = b"/Artifact\nBMC"
_LINK = pikepdf.Name("/Link")
_ROW, _COLUMN = pikepdf.Name("/Row"), pikepdf.Name("/Column")


def finished(content: bytes, continued: Collection[int]) -> bytes:
    """A PDF whose table headers have their scope and whose running heads are artifacts.

    A table that goes on over the `continued` sheets is one again, whose head is read once.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        _join_tables(pdf.Root.StructTreeRoot, pages, continued)
        for figure in [part for part in parts_of(pdf.Root.StructTreeRoot) if part.get("/S") == "/Figure"]:
            if "/Alt" not in figure:  # a picture that adds nothing to the words beside it
                _take_out(figure)
        marks = _scopes(pdf.Root.StructTreeRoot)
        for page in pdf.pages:
            _running_heads(pdf, page, marks[page.obj.objgen])
        written = io.BytesIO()
        pdf.save(written, deterministic_id=True)
        return written.getvalue()


def _join_tables(root: Any, pages: Mapping[tuple[int, int], int], continued: Collection[int]) -> None:
    """Put the rows of a table that goes on over a sheet beside those before them, and leave its repeated head out."""
    table, sheet = None, 0
    for each in [part for part in parts_of(root) if part.get("/S") == "/Table"]:
        before, sheet = sheet, pages[each.Pg.objgen]
        if table is None or sheet not in continued or sheet == before:
            table = each
            continue
        heads = dict(zip(_heads(each), _heads(table).values(), strict=False))  # a head is not always drawn again
        for part in parts_of(each):
            if part.get("/S") == "/TD" and "/Headers" in part.A:
                part.A.Headers = pikepdf.Array(heads.get(bytes(head), head) for head in part.A.Headers)
        for group in list(each.K):
            if group.S != "/THead":
                group.P = table
                table.K.append(group)
        _take_out(each)


def parts_of(root: Any) -> Iterator[Any]:
    """The parts of a tree of tags in the order in which they are read."""
    for kid in root.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") != "/OBJR":
            yield kid
            yield from parts_of(kid)


def _heads(table: Any) -> dict[bytes, Any]:
    """The names of the heads of the columns of a table."""
    groups = [group for group in table.K if isinstance(group, pikepdf.Dictionary) and group.S == "/THead"]
    return {bytes(part.ID): part.ID for group in groups for part in parts_of(group) if part.S == "/TH"}


def _take_out(part: Any) -> None:
    """Take a part out of the tree of tags, with what holds nothing else."""
    around = part.P
    around.K = pikepdf.Array(kid for kid in around.K if not _is_same(kid, part))
    if not len(around.K) and "/P" in around:
        _take_out(around)


def _is_same(kid: Any, part: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.objgen == part.objgen


def _scopes(root: Any) -> dict[tuple[int, int], set[int]]:
    """Give each table header the scope of its place; the marks that the tree of tags holds, by the page they are on."""
    marks: dict[tuple[int, int], set[int]] = defaultdict(set)
    waiting = [(root, _ROW)]
    while waiting:
        part, scope = waiting.pop()
        kind = part.get("/S")
        if kind == "/THead":
            scope = _COLUMN
        elif kind in ("/TBody", "/Table"):
            scope = _ROW
        elif kind == "/TH":
            part.A.Scope = scope
        kids = part.get("/K", ())
        for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
            if isinstance(kid, int):
                marks[part.Pg.objgen].add(kid)
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                part.S = _LINK  # also the words in bold within one
            elif isinstance(kid, pikepdf.Dictionary):
                waiting.append((kid, scope))
    return marks


def _running_heads(pdf: pikepdf.Pdf, page: pikepdf.Page, marks: set[int]) -> None:
    """Mark as an artifact what the tree of tags does not hold: heads and feet of sheets, and heads of tables again."""
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums
    place = next(at for at in range(0, len(parents), 2) if int(parents[at]) == int(page.obj.StructParents))

    def marked(found: re.Match[bytes]) -> bytes:
        mark = int(found[1])
        if mark in marks:
            return found[0]
        parents[place + 1][mark] = None
        return _ARTIFACT

    page.obj.Contents.write(_MARKED.sub(marked, page.obj.Contents.read_bytes()))
