"""Which reader reads a file: by how it begins, then by how its name ends."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assess.audit.readers.archives import bz2_parts, gzip_parts, tar_parts, xz_parts, zip_parts, zlib_parts
from assess.audit.readers.mail import is_mail, mail_parts
from assess.audit.readers.markup import html_parts, html_tables, svg_parts, xml_parts, xml_tables
from assess.audit.readers.pdf import legible, pdf_parts
from assess.audit.readers.pictures import jpeg_parts, letters, picture_parts, png_parts
from assess.audit.readers.plain import (
    STRANGE,
    calendar_parts,
    css_parts,
    csv_parts,
    json_parts,
    json_tables,
    old_table_parts,
    plotter_parts,
    postscript_parts,
    rtf_parts,
    script_parts,
    streamed,
    text_parts,
)
from assess.audit.readers.source import LARGEST, Source, of_bytes
from assess.audit.text.encodings import is_zlib
from assess.audit.text.limits import Budget, UnreadableError
from assess.audit.text.passages import Part, Unread

Reader = Callable[[Source, Budget], Iterator[Part]]
TextReader = Callable[[str], Iterator[Part]]

_BEGINNINGS: tuple[tuple[bytes, str, Reader], ...] = (
    (b"PK\x03\x04", "zip", zip_parts),
    (b"PK\x05\x06", "zip", zip_parts),
    (b"\x1f\x8b", "gzip", gzip_parts),
    (b"BZh", "bzip2", bz2_parts),
    (b"\xfd7zXZ\0", "xz", xz_parts),
    (b"\x89PNG\r\n\x1a\n", "png", png_parts),
    (b"\xff\xd8\xff", "jpeg", jpeg_parts),
    (b"GIF8", "gif", picture_parts),
    (b"RIFF", "webp", picture_parts),
    (b"II*\0", "tiff", picture_parts),
    (b"MM\0*", "tiff", picture_parts),
    (b"BM", "bmp", picture_parts),
)
_OFFICE = {"xlsx", "xlsm", "xltx", "docx", "docm", "pptx", "pptm", "ods", "odt", "odp", "epub"}
_ENDINGS: dict[str, tuple[str, TextReader]] = {
    **dict.fromkeys(("html", "htm", "xhtml"), ("html", html_parts)),
    "svg": ("svg", svg_parts),
    **dict.fromkeys(("xml", "rels", "rss", "atom", "kml", "gpx", "xsl", "vml", "fodt", "fods"), ("xml", xml_parts)),
    **dict.fromkeys(("json", "geojson", "webmanifest", "map", "ipynb"), ("json", json_parts)),
    "css": ("css", css_parts),
    **dict.fromkeys(("csv", "tsv"), ("csv", csv_parts)),
    **dict.fromkeys(("js", "mjs", "cjs", "ts"), ("script", script_parts)),
    **dict.fromkeys(("ics", "vcf", "ifb"), ("calendar", calendar_parts)),
    **dict.fromkeys(("slk", "sylk", "dif"), ("old table", old_table_parts)),
    **dict.fromkeys(("dxf", "plt", "hpgl", "gcode", "stl"), ("plotter's drawing", plotter_parts)),
}
_OF_TABLES: dict[TextReader, TextReader] = {  # those that read what a file has of tables in less time than all of it
    html_parts: html_tables,
    svg_parts: xml_tables,
    xml_parts: xml_tables,
    json_parts: json_tables,
}
_TEXT_KINDS = {"text", "rtf", "postscript", *(kind for kind, _ in _ENDINGS.values())}
_MAIL = {"eml", "mht", "mhtml", "mbox"}
_SAMPLE, _EMPTY = 32, 0.9
_EMPTY_AT: dict[tuple[bool, ...], str] = {
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = {*range(9), 11, 12, *range(14, 32)} - {27}
_CONTROLS = bytes((*range(9), *range(14, 32)))


def kind_of(source: Source) -> str:
    """What kind of file it is, in a word for a summary."""
    return _reader(source)[0]


def is_text(source: Source) -> bool:
    """Whether a file is text that its reader can certainly decode; only the bytes are looked at."""
    if _reader(source)[0] not in _TEXT_KINDS or source.size > LARGEST:
        return False
    try:
        source.content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def parts(source: Source, budget: Budget) -> Iterator[Part]:
    """Everything a file carries; raises UnreadableError where it cannot go on."""
    return _parts(source, *_reader(source), budget)


def tables(source: Source, budget: Budget) -> Iterator[Part]:
    """The tables that a file carries, of markup and JSON no more than them; raises UnreadableError as `parts` does."""
    kind, reader = _reader(source)
    if isinstance(reader, _TextFile):
        reader = replace(reader, read=_OF_TABLES.get(reader.read, reader.read))
    return _parts(source, kind, reader, budget)


def _parts(source: Source, kind: str, reader: Reader, budget: Budget) -> Iterator[Part]:
    refused = None
    try:
        yield from reader(source, budget)
    except UnreadableError as error:
        refused = error
    if kind == "pdf":
        bare = of_bytes(source.name, legible(source.content))
        yield from letters(bare, budget, ordered=False)  # what a PDF draws with are no neighbours
    elif kind not in _TEXT_KINDS and reader is not zip_parts:
        yield from letters(source, budget, ordered=True)
    if kind not in ("zip", *_OFFICE) and source.size and b"PK\x05\x06" in source.tail:
        yield from zip_parts(_from_first_member(source), budget)
    if refused:
        raise refused


def _from_first_member(source: Source) -> Source:
    """An archive that begins within other bytes, from where its first file begins; what stands before was read."""
    at = source.content.find(b"PK\x03\x04") if source.size <= LARGEST else -1
    return of_bytes(source.name, source.content[at:]) if at > 0 else source


def _reader(source: Source) -> tuple[str, Reader]:
    head, ending = source.head, source.name.rpartition(".")[2].lower()
    if head.startswith(_OLE):
        return "old office", _ole
    for beginning, kind, reader in _BEGINNINGS:
        if head.startswith(beginning):
            return (ending if kind == "zip" and ending in _OFFICE else kind), reader
    if b"%PDF-" in head[:1024]:
        return "pdf", pdf_parts
    if head[257:262] == b"ustar":
        return "tar", tar_parts
    return ("zlib", zlib_parts) if is_zlib(head) else _letter_or_text(head, ending)


def _letter_or_text(head: bytes, ending: str) -> tuple[str, Reader]:
    if ending in _MAIL or is_mail(head):
        return "mail", mail_parts
    return _text_reader(head, ending)


def _text_reader(head: bytes, ending: str) -> tuple[str, Reader]:
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):  # the first of which begins as UTF-16 does
        encoding = "utf-32"
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif unmarked := _unmarked(head):
        encoding = unmarked
    elif not _BINARY.isdisjoint(head):
        return "unknown", _unknown
    else:
        encoding = "utf-8-sig"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:256].lower()
    if ending in _ENDINGS:
        kind, reader = _ENDINGS[ending]
    elif start.startswith((b"<!doctype html", b"<html")):
        kind, reader = "html", html_parts
    elif start.startswith((b"<?xml", b"<svg")):
        kind, reader = "xml", xml_parts
    elif start.startswith((b"%!ps", b"\xc5\xd0\xd3\xc6")):
        kind, reader = "postscript", postscript_parts
    elif start.startswith(b"{\\rtf"):
        kind, reader = "rtf", rtf_parts
    else:
        kind, reader = "text", text_parts
    return kind, _TextFile(kind, encoding, reader)


def _unmarked(head: bytes) -> str:
    """The encoding of letters of two bytes or four that no mark announces: all of one place are empty in most."""
    sample = head[: len(head) // 4 * 4]
    if len(sample) < _SAMPLE or 0 not in sample:
        return ""
    empty = [sample[at::4].count(0) / (len(sample) // 4) >= _EMPTY for at in range(4)]
    return _EMPTY_AT.get(tuple(empty), "")


@dataclass(frozen=True)
class _TextFile:
    """The reader of a file that is text: its kind, its encoding, and who reads the text."""

    kind: str
    encoding: str
    read: TextReader

    def __call__(self, source: Source, budget: Budget) -> Iterator[Part]:
        if source.size > budget.limits.in_one_piece:
            yield from streamed(source, self.kind, self.encoding, budget)
            return
        try:
            text = source.content.decode(self.encoding)
        except UnicodeDecodeError:
            yield Unread("text that is not UTF-8")
            text = source.content.decode("cp1252", "replace")
        if _may_be_strange(source.content, self.encoding) and STRANGE.search(text):
            yield Unread("text with bytes in it that are none")
            text = STRANGE.sub("", text)
        yield from self.read(text)


def _may_be_strange(content: bytes, encoding: str) -> bool:
    """Whether a text may have bytes in it that are none: of UTF-8 the bytes tell, in less time than the letters."""
    return not encoding.startswith("utf-8") or len(content.translate(None, _CONTROLS)) != len(content)


def _ole(source: Source, _: Budget) -> Iterator[Part]:
    encrypted = "EncryptedPackage".encode("utf-16-le") in source.content
    yield Unread("an encrypted Office file" if encrypted else "an Office file of the old kind, which is not read")


def _unknown(_: Source, __: Budget) -> Iterator[Part]:
    raise UnreadableError("a kind of file the audit does not know")


def nested(name: str, content: bytes) -> Source:
    """A file found inside another."""
    return of_bytes(name, content)
