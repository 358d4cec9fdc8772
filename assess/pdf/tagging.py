"""What WeasyPrint leaves out of a tagged PDF (ISO 14289-1, ISO 32000-1), and what no reader needs taken out of it."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from typing import Any

import pikepdf

_MARKED = re.compile(rb"/\w+\s+<</MCID (\d+)>>\s+BDC")
_ARTIFACT = b"/Artifact\nBMC"
_PRINTED = 4  # the flag of an annotation that is printed as it is shown (ISO 32000-1, table 165)
_LINK = pikepdf.Name("/Link")
_ROW, _COLUMN = pikepdf.Name("/Row"), pikepdf.Name("/Column")


def finished(content: bytes) -> bytes:
    """A PDF whose table headers have their scope and whose running heads are artifacts, and that says no time or tool.

    Nothing is in it but its pages, their tags, bookmarks, links and fonts, and its title and language.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        marks = _scopes(pdf.Root.StructTreeRoot)
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
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
