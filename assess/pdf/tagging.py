"""What WeasyPrint leaves out of a tagged PDF (ISO 14289-1, ISO 32000-1), and what no reader needs taken out of it."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pikepdf

_MARKED = re.compile(rb"/\w+\s+<</MCID (\d+)>>\s+BDC")
_ARTIFACT = b"/Artifact\nBMC"
_PRINTED = 4  # the flag of an annotation that is printed as it is shown (ISO 32000-1, table 165)
_LINK = pikepdf.Name("/Link")
_ROW, _COLUMN = pikepdf.Name("/Row"), pikepdf.Name("/Column")


def finished(content: bytes, continued: Collection[int]) -> bytes:
    """A PDF whose table headers have their scope and whose running heads are artifacts, and that says no time or tool.

    A table that goes on over the `continued` sheets is one again, whose head is read once.
    Nothing is in it but its pages, their tags, bookmarks, links and fonts, and its title and language.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        _join_tables(pdf.Root.StructTreeRoot, pages, continued)
        marks = _scopes(pdf.Root.StructTreeRoot)
        for page in pdf.pages:
            _running_heads(pdf, page, marks[page.obj.objgen])
            for link in page.get("/Annots", ()):
                _describe(pdf, link, pages)
        for key in {str(key) for key in pdf.docinfo.keys()} - {"/Title"}:  # noqa: SIM118  # a dictionary of a PDF
            del pdf.docinfo[key]
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
            for key in [each for each in said if each.endswith(("Producer", "CreatorTool"))]:
                del said[key]
        written = io.BytesIO()
        generated = pikepdf.ObjectStreamMode.generate
        pdf.save(written, deterministic_id=True, object_stream_mode=generated, recompress_flate=True)
        return written.getvalue()


def _join_tables(root: Any, pages: Mapping[tuple[int, int], int], continued: Collection[int]) -> None:
    """Put the rows of a table that goes on over a sheet beside those before them, and leave its repeated head out."""
    table, sheet = None, 0
    for each in [part for part in _parts(root) if part.get("/S") == "/Table"]:
        before, sheet = sheet, pages[each.Pg.objgen]
        if table is None or sheet not in continued or sheet == before:
            table = each
            continue
        heads = dict(zip(_heads(each), _heads(table).values(), strict=True))
        for part in _parts(each):
            if part.get("/S") == "/TD" and "/Headers" in part.A:
                part.A.Headers = pikepdf.Array(heads.get(bytes(head), head) for head in part.A.Headers)
        for group in list(each.K):
            if group.S == "/TBody":
                group.P = table
                table.K.append(group)
        _take_out(each)


def _parts(root: Any) -> Iterator[Any]:
    """The parts of a tree of tags in the order in which they are read."""
    for kid in root.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") != "/OBJR":
            yield kid
            yield from _parts(kid)


def _heads(table: Any) -> dict[bytes, Any]:
    """The names of the heads of the columns of a table."""
    groups = [group for group in table.K if isinstance(group, pikepdf.Dictionary) and group.S == "/THead"]
    return {bytes(part.ID): part.ID for group in groups for part in _parts(group) if part.S == "/TH"}


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


def _describe(pdf: pikepdf.Pdf, link: Any, pages: dict[tuple[int, int], int]) -> None:
    """Say where a link leads, in words, and let it be printed."""
    link.F = _PRINTED
    action = link.get("/A")
    if action is not None and "/URI" in action:
        link.Contents = action.URI
    elif "/Dest" in link:
        link.Contents = pikepdf.String(f"To page {_sheet(pdf, str(link.Dest), pages)}")


def _sheet(pdf: pikepdf.Pdf, name: str, pages: dict[tuple[int, int], int]) -> int:
    """The sheet of a named place."""
    found = pikepdf.NameTree(pdf.Root.Names.Dests)[name]
    return pages[found[0].objgen]
