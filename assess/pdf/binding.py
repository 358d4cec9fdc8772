"""Binding a volume: the sheets of its parts take the places that its cover keeps for them, and its links are led.

The cover has, after its own sheets, an empty one for each sheet of the parts, which has their running heads.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

import pikepdf

from assess.pdf.tagging import parts_of
from assess.pdf.volume import FURTHER

_MARKS = re.compile(rb"/\w+\s+(?:<<[^>]*>>\s+BDC|BMC)|\bEMC\b")
_PRINTED = 4  # the flag of an annotation that is printed as it is shown (ISO 32000-1, table 165)


def bind(cover: bytes, parts: Sequence[bytes], web: str) -> bytes:
    """A volume of its cover and its parts; a link to a page that it lacks leads to the web where that has an address.

    Nothing is in it but its pages, their tags, bookmarks, links and fonts, and its title and language.
    """
    with contextlib.ExitStack() as opened:
        book, *held = (opened.enter_context(pikepdf.open(io.BytesIO(each))) for each in (cover, *parts))
        count = sum(len(part.pages) for part in held)
        front = len(book.pages) - count
        _forget(book, front)
        with book.open_outline() as outline:
            for number, part in enumerate(held, 1):
                _add(book, part, number, outline)
        for place in range(front, front + count):
            _give_heads(book, book.pages[place + count], book.pages[place])
        del book.pages[front : front + count]
        _lead(book, web)
        return _written(book)


def _forget(book: pikepdf.Pdf, front: int) -> None:
    """Take the empty sheets out of the tree of tags."""
    tree = book.Root.StructTreeRoot
    empty = {page.obj.objgen for page in book.pages[front:]}
    keys = {int(page.obj.StructParents) for page in book.pages[front:]}
    document = tree.K[0]
    document.K = pikepdf.Array(kid for kid in document.K if kid.Pg.objgen not in empty)
    nums = list(tree.ParentTree.Nums)
    kept = [pair for pair in zip(nums[::2], nums[1::2], strict=True) if int(pair[0]) not in keys]
    tree.ParentTree.Nums = pikepdf.Array(each for pair in kept for each in pair)


def _add(book: pikepdf.Pdf, part: pikepdf.Pdf, number: int, outline: pikepdf.Outline) -> None:
    """Put the pages of a part behind all others, with their tags, places and bookmarks."""
    _name_heads(part, str(number))
    places = {page.obj.objgen: len(book.pages) + at for at, page in enumerate(part.pages)}
    for page in list(part.pages):
        book.pages.append(page)

    def there(destination: Any) -> pikepdf.Array:
        page, *at = destination
        return pikepdf.Array([book.pages[places[page.objgen]].obj, *at])

    tree, tags = book.Root.StructTreeRoot, part.Root.StructTreeRoot
    first = max((int(key) for key in list(tree.ParentTree.Nums)[::2]), default=-1) + 1
    nums = list(tags.ParentTree.Nums)
    for key, held in zip(nums[::2], nums[1::2], strict=True):
        tree.ParentTree.Nums.append(int(key) + first)
        tree.ParentTree.Nums.append(book.copy_foreign(part.make_indirect(held)))
    for place in places.values():
        sheet = book.pages[place].obj
        sheet.StructParents = int(sheet.StructParents) + first
        for link in sheet.get("/Annots", ()):
            link.StructParent = int(link.StructParent) + first
    for kid in tags.K[0].K:
        copied = book.copy_foreign(kid)
        copied.P = tree.K[0]
        tree.K[0].K.append(copied)
    names = pikepdf.NameTree(book.Root.Names.Dests)
    for name, destination in pikepdf.NameTree(part.Root.Names.Dests).items():
        names[name] = there(destination)

    def bookmarks(marks: Sequence[pikepdf.OutlineItem]) -> list[pikepdf.OutlineItem]:
        copied = []
        for mark in marks:
            item = pikepdf.OutlineItem(mark.title, there(mark.destination))
            item.is_closed = mark.is_closed
            item.children.extend(bookmarks(mark.children))
            copied.append(item)
        return copied

    with part.open_outline() as marked:
        outline.root.extend(bookmarks(marked.root))


def _name_heads(part: pikepdf.Pdf, before: str) -> None:
    """Make the names of table heads those of a part: another names its own the same."""
    for each in parts_of(part.Root.StructTreeRoot):
        if "/ID" in each:
            each.ID = pikepdf.String(f"{before}-{each.ID}")
        if each.get("/S") == "/TD" and "/Headers" in each.A:
            each.A.Headers = pikepdf.Array(pikepdf.String(f"{before}-{head}") for head in each.A.Headers)


def _give_heads(book: pikepdf.Pdf, page: pikepdf.Page, empty: pikepdf.Page) -> None:
    """Draw what an empty sheet has, its running heads, on a page, as an artifact."""
    empty.obj.Contents = book.make_stream(_MARKS.sub(b"", empty.obj.Contents.read_bytes()))
    resources = pikepdf.Dictionary(dict(page.obj.Resources.items()))
    drawings = pikepdf.Dictionary(dict(resources.XObject.items()) if "/XObject" in resources else {})
    drawings.Heads = empty.as_form_xobject()
    resources.XObject = drawings
    page.obj.Resources = resources
    drawn = page.obj.Contents.read_bytes()
    page.obj.Contents = book.make_stream(b"q\n" + drawn + b"\nQ\n/Artifact <</Type /Pagination>> BDC\n/Heads Do\nEMC\n")


def _lead(book: pikepdf.Pdf, web: str) -> None:
    """Lead each link to its sheet, or else to the web, and say where that is; what leads nowhere is words alone."""
    names = pikepdf.NameTree(book.Root.Names.Dests)
    sheets = {page.obj.objgen: number for number, page in enumerate(book.pages, 1)}
    for page in book.pages:
        for link in list(page.obj.get("/Annots", ())):
            link.F = _PRINTED
            to = str(link.A.URI) if "/A" in link else ""
            if to.startswith(FURTHER):
                key, _, place = unquote(to.removeprefix(FURTHER)).partition(":")
                there = next((each for each in (f"{key}:{place}", key) if each in names), "")
                if there:
                    del link["/A"]
                    link.Dest = pikepdf.String(there)
                elif web:
                    page_there = "" if key == "." else f"{key}/"
                    link.A.URI = pikepdf.String(f"{web}{page_there}{f'#{place}' if place else ''}")
                else:
                    _unlink(book, page, link)
                    continue
            if "/Dest" in link:
                link.Contents = pikepdf.String(f"To page {sheets[names[str(link.Dest)][0].objgen]}")
            else:
                link.Contents = link.A.URI


def _unlink(book: pikepdf.Pdf, page: pikepdf.Page, link: Any) -> None:
    """Leave the words of a link, and take the link itself out."""
    tree = book.Root.StructTreeRoot.ParentTree
    nums = list(tree.Nums)
    at = next(place for place in range(0, len(nums), 2) if int(nums[place]) == int(link.StructParent))
    said = nums[at + 1]
    said.S = pikepdf.Name("/Span")
    said.K = pikepdf.Array(kid for kid in said.K if not isinstance(kid, pikepdf.Dictionary) or "/Obj" not in kid)
    tree.Nums = pikepdf.Array(nums[:at] + nums[at + 2 :])
    page.obj.Annots = pikepdf.Array(each for each in page.obj.Annots if each.objgen != link.objgen)


def _written(book: pikepdf.Pdf) -> bytes:
    """A book without a word of when and by what it was made."""
    for key in {str(key) for key in book.docinfo.keys()} - {"/Title"}:  # noqa: SIM118  # a dictionary of a PDF
        del book.docinfo[key]
    with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        for key in [each for each in said if each.endswith(("Producer", "CreatorTool"))]:
            del said[key]
    written = io.BytesIO()
    generated = pikepdf.ObjectStreamMode.generate
    book.save(written, deterministic_id=True, object_stream_mode=generated, recompress_flate=True)
    return written.getvalue()
