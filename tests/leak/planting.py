"""Files with something planted in them: one writer a channel, made here byte by byte, and the forms a value takes."""

from __future__ import annotations

import base64
import bz2
import csv
import gzip
import html
import io
import json
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Sequence
from urllib.parse import quote

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

Planted = tuple[str, bytes]
Writer = Callable[[str], Planted]

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ONES += [f"{stem}teen" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine")]
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """A whole number in British words."""
    if number >= 1_000_000:
        return _large(number, 1_000_000, "million")
    if number >= 1000:
        return _large(number, 1000, "thousand")
    if number >= 100:
        rest = number % 100
        return f"{_ONES[number // 100]} hundred" + (f" and {in_words(rest)}" if rest else "")
    if number >= 20:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    return _ONES[number]


def _large(number: int, size: int, name: str) -> str:
    rest = number % size
    joint = " and " if 0 < rest < 100 else " "
    return f"{in_words(number // size)} {name}" + (f"{joint}{in_words(rest)}" if rest else "")


def arabic(text: str) -> str:
    """A text with its digits in Arabic-Indic script."""
    return text.translate({48 + digit: 0x660 + digit for digit in range(10)})


def _each(write: Callable[[int], str]) -> Callable[[Sequence[int]], str]:
    return lambda numbers: "; ".join(map(write, numbers))


# The forms of numbers; those that hold markup of their own only make sense where it is undone.
FORMS: dict[str, Callable[[Sequence[int]], str]] = {
    "plain": _each(str),
    "commas": _each("{:,}".format),
    "spaces": _each(lambda number: f"{number:,}".replace(",", " ")),
    "thin spaces": _each(lambda number: f"{number:,}".replace(",", "\u2009")),
    "points": _each(lambda number: f"{number:,}".replace(",", ".")),
    "thousands": _each(lambda number: f"{number / 1000:.1f}k"),
    "nearest hundred": _each(lambda number: f"{round(number, -2):,}"),
    "words": _each(in_words),
    "other digits": _each(lambda number: arabic(str(number))),
    "reversed": lambda numbers: "; ".join(map(str, reversed(numbers))),
    "with years between": lambda numbers: "; ".join(f"{2015 + at}: {each}" for at, each in enumerate(numbers)),
    "percent-encoded": _each(lambda number: "".join(f"%{ord(digit):02x}" for digit in str(number))),
    "entities": _each(lambda number: "".join(f"&#{ord(digit)};" for digit in str(number))),
    "unicode escapes": _each(lambda number: "".join(f"\\u{ord(digit):04x}" for digit in str(number))),
    "digit by digit": _each(lambda number: " ".join(str(number))),
    "raised point": _each(lambda number: f"{number:,}".replace(",", "\u00b7")),
    "marks of direction": _each(lambda number: "\u2066".join(str(number))),
    "keys": _each(lambda number: "".join(f"{digit}\ufe0f\u20e3" for digit in str(number))),
    "struck out": _each(lambda number: "".join(f"{digit}\u0336" for digit in str(number))),
    "words with other hyphens": _each(lambda number: in_words(number).replace("-", "\u2011")),
    "words beside a capital I with a dot": lambda numbers: "\u0130: " + "; ".join(map(in_words, numbers)),
    "percent-encoded twice": _each(lambda number: "".join(f"%25{ord(digit):02x}" for digit in str(number))),
    "an element a digit": _each(lambda number: "".join(f"<x-digit>{digit}</x-digit>" for digit in str(number))),
    "hexadecimal": lambda numbers: f"the numbers are {numbers}".encode().hex(),
    "base64 in an address": lambda numbers: (
        "https://host/a/path/?d=" + base64.b64encode(f"the numbers are {numbers}".encode()).decode()
    ),
    "base64": lambda numbers: base64.b64encode(f"the numbers are {numbers}".encode()).decode(),
}


def page(body: str, head: str = "") -> bytes:
    """A whole page."""
    return f"<!doctype html><html><head><title>A page</title>{head}</head><body>{body}</body></html>".encode()


def zipped(members: dict[str, bytes | str], comment: bytes = b"") -> bytes:
    """A zip of some members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def book(
    cells: str = "",
    *,
    sheet: str = "",
    state: str = "visible",
    more: dict[str, bytes | str] | None = None,
    names: str = "",
) -> bytes:
    """A workbook of two sheets: the second has a row for each of the cells that a text names with `;`."""
    shown = "visible" if state == "rows" else state
    rows = "".join(
        f'<row r="{at}" hidden="{int(state == "rows")}"><c r="B{at}" t="inlineStr">'
        f"<is><t>{html.escape(cell)}</t></is></c></row>"
        for at, cell in enumerate(cells.split("; "), 1)
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>'
            f'<sheet name="One" sheetId="1" r:id="a"/><sheet name="Two" sheetId="2" state="{shown}" r:id="b"/>'
            f"</sheets>{names}</workbook>",
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/>'
            '<Relationship Id="b" Target="worksheets/sheet2.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>',
            "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{sheet}</worksheet>',
            **(more or {}),
        }
    )


def word(body: str, more: dict[str, bytes | str] | None = None) -> bytes:
    """A Word document."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
            **(more or {}),
        }
    )


def _runs(text: str, tag: str = "w:t", extra: str = "") -> str:
    half = len(text) // 2
    parts = (html.escape(text[:half]), html.escape(text[half:]))
    return "<w:p>" + "".join(f"<w:r>{extra}<{tag}>{part}</{tag}></w:r>" for part in parts) + "</w:p>"


def pdf(text: str = "", *, title: str = "", attachment: str = "", note: str = "", box: bool = False) -> bytes:
    """A PDF of one page."""
    writer = PdfWriter()
    sheet = writer.add_blank_page(width=600, height=800)
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    drawn = f"BT /F1 12 Tf 50 700 Td ({escaped}) Tj ET" + (" 0 0 0 rg 40 690 500 30 re f" if box else "")
    stream = DecodedStreamObject()
    stream.set_data(drawn.encode("latin-1", "replace"))
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(named)})  # noqa: SLF001  # no other way to add one
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    sheet[NameObject("/Contents")] = writer._add_object(stream)  # noqa: SLF001  # as above
    if title:
        writer.add_metadata({"/Title": title})
    if attachment:
        writer.add_attachment("data.csv", attachment.encode())
    if note:
        writer.add_annotation(0, FreeText(text=note, rect=(10, 10, 100, 100)))
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def revised(text: str) -> bytes:
    """A PDF whose first revision drew a text that the second does not."""
    first = pdf(text)
    writer = PdfWriter(io.BytesIO(first), incremental=True)
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 12 Tf 50 700 Td (nothing) Tj ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)  # noqa: SLF001  # as above
    file = io.BytesIO()
    writer.write(file)
    assert "nothing" in PdfReader(io.BytesIO(file.getvalue())).pages[0].extract_text()
    return file.getvalue()


def png(*chunks: tuple[bytes, bytes], after: bytes = b"") -> bytes:
    """A PNG of one pixel with more chunks."""
    head = b"\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0\0")), *chunks, (b"IEND", b"")]
    written = (len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4) for kind, data in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(written) + after


def jpeg(marker: int, data: bytes, after: bytes = b"") -> bytes:
    """What begins and ends as a JPEG does, with one segment before the picture."""
    return b"\xff\xd8\xff" + bytes([marker]) + (len(data) + 2).to_bytes(2) + data + b"\xff\xda\0\2\0\xff\xd9" + after


def tarred(name: str, content: bytes) -> bytes:
    """A tar of one file."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def table_file(rows: Sequence[Sequence[object]]) -> bytes:
    """A CSV of some rows."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()


def scripted(stream: bytes, key: str) -> bytes:
    """A PDF with a packed stream that the catalogue names."""
    writer = PdfWriter()
    writer.add_blank_page(width=600, height=800)
    made = DecodedStreamObject()
    made.set_data(stream)
    writer.root_object[NameObject(key)] = writer._add_object(made.flate_encode())  # noqa: SLF001  # as above
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _kerned(text: str) -> bytes:
    """What draws a text with a gap after each letter."""
    letters = "".join(f"({letter})-5" for letter in text if letter not in "()\\")
    return f"BT /F1 12 Tf 50 700 Td [{letters}] TJ ET".encode("latin-1", "replace")


def _folder_with(text: str) -> bytes:
    """A zip with a member that is called a folder and holds a text."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a/", text)
    return file.getvalue()


def _rows(text: str) -> str:
    return "".join(f"<tr><th>row</th><td>{cell}</td><td>{at}</td></tr>" for at, cell in enumerate(text.split("; ")))


def _list(text: str) -> list[str]:
    return text.split("; ")


CHANNELS: dict[str, Writer] = {
    "visible text": lambda text: ("a.html", page(f"<p>{text}</p>")),
    "text in pieces": lambda text: ("a.html", page(f"<p>{text[:3]}<b>{text[3:9]}</b><i></i>{text[9:]}</p>")),
    "table column": lambda text: ("a.html", page(f"<table>{_rows(text)}</table>")),
    "hidden element": lambda text: ("a.html", page(f"<div hidden><span>{text}</span></div>")),
    "template": lambda text: ("a.html", page(f"<template><p>{text}</p></template><noscript>x</noscript>")),
    "comment": lambda text: ("a.html", page(f"<p>x</p><!-- {text} -->")),
    "alt": lambda text: ("a.html", page(f'<img alt="{text}">')),
    "aria-label": lambda text: ("a.html", page(f'<b aria-label="{text}">x</b>')),
    "title attribute": lambda text: ("a.html", page(f'<b title="{text}">x</b>')),
    "data attributes": lambda text: ("a.html", page("".join(f'<b data-v="{cell}">x</b>' for cell in _list(text)))),
    "front matter": lambda text: ("a.md", f"---\ntitle: {text}\n---\nx\n".encode()),
    "inline JSON": lambda text: ("a.html", page(f'<script type="application/json">{json.dumps(_list(text))}</script>')),
    "JSON-LD": lambda text: ("a.html", page(f'<script type="application/ld+json">{json.dumps({"n": text})}</script>')),
    "meta": lambda text: ("a.html", page("x", f'<meta name="description" content="{text}">')),
    "Open Graph": lambda text: ("a.html", page("x", f'<meta property="og:title" content="{text}">')),
    "search index": lambda text: ("search_index.json", json.dumps({"docs": [{"text": f"<p>{text}</p>"}]}).encode()),
    "JSON records": lambda text: (
        "a.json",
        json.dumps([{"a": at, "n": c} for at, c in enumerate(_list(text))]).encode(),
    ),
    "sitemap": lambda text: ("sitemap.xml", f"<urlset><url><loc>x</loc><note>{text}</note></url></urlset>".encode()),
    "style": lambda text: ("a.html", page("x", f"<style>p::after {{ content: '{text}' }}</style>")),
    "style sheet": lambda text: ("a.css", f"p::after {{ content: '{text}' }}".encode()),
    "script string": lambda text: ("a.js", f"const x = '{text}';".encode()),
    "template literal": lambda text: ("a.html", page(f"<script>const x = `{text}`;</script>")),
    "source map": lambda text: ("a.js.map", json.dumps({"sourcesContent": [text]}).encode()),
    "SVG text": lambda text: ("a.svg", f'<svg><text><tspan x="1">{text}</tspan></text></svg>'.encode()),
    "SVG desc": lambda text: ("a.svg", f"<svg><desc>{text}</desc></svg>".encode()),
    "SVG metadata": lambda text: ("a.svg", f"<svg><metadata><a b='{text}'/></metadata></svg>".encode()),
    "plain text": lambda text: ("a.txt", text.encode()),
    "file without ending": lambda text: ("notes", text.encode()),
    "UTF-16": lambda text: ("a.txt", text.encode("utf-16")),
    "UTF-32": lambda text: ("a.txt", text.encode("utf-32")),
    "UTF-16 far into a text": lambda text: ("a.txt", b"a word " * 900 + text.encode("utf-16-le")),
    "coloured log": lambda text: ("a.log", f"{text[:3]}\x1b[1m{text[3:9]}\x1b[0m{text[9:]}".encode()),
    "frame in an attribute": lambda text: ("a.html", page(f'<iframe srcdoc="{html.escape(f"<p>{text}</p>")}">')),
    "deep in a page": lambda text: ("a.html", page(f"{'<div>' * 600}<p>{text}</p>")),
    "deep in a page, an element a letter": lambda text: (
        "a.html",
        page(f"{'<div>' * 600}<p>{''.join(f'<b>{letter}</b>' for letter in text)}</p>"),
    ),
    "beside an entity that nothing declares": lambda text: (
        "a.svg",
        f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd"><svg><text>x&nbsp;{text}</text></svg>'.encode(),
    ),
    "base64 in an address": lambda text: (
        "a.html",
        page(f'<a href="https://host/a/path?d={base64.b64encode(text.encode()).decode()}">x</a>'),
    ),
    "hexadecimal digits": lambda text: ("a.js", f'const x = "{text.encode().hex()}";'.encode()),
    "CSV column": lambda text: ("a.csv", table_file([["row", cell, at] for at, cell in enumerate(_list(text))])),
    "CSV row": lambda text: ("a.csv", (";".join(["row", *_list(text)]) + "\n").encode()),
    "data address": lambda text: (
        "a.html",
        page(f'<a href="data:text/plain;base64,{base64.b64encode(text.encode()).decode()}">x</a>'),
    ),
    "data address, escaped": lambda text: (
        "a.css",
        f"p {{ background: url('data:text/plain,{quote(text)}') }}".encode(),
    ),
    "gzip": lambda text: ("a.txt.gz", gzip.compress(text.encode())),
    "bzip2": lambda text: ("a.txt.bz2", bz2.compress(text.encode())),
    "xz": lambda text: ("a.txt.xz", lzma.compress(text.encode())),
    "tar": lambda text: ("a.tar", tarred("a.txt", text.encode())),
    "zip": lambda text: ("a.zip", zipped({"x/a.txt": text})),
    "zip, after its end": lambda text: ("a.zip", zipped({"a.txt": "x"}) + text.encode()),
    "zip, before its files": lambda text: ("a.zip", b"PK\3\4" + text.encode() + b"\0" + zipped({"a.txt": "x"})),
    "zip, a folder with content": lambda text: ("a.zip", _folder_with(text)),
    "bzip2, after its end": lambda text: ("a.txt.bz2", bz2.compress(b"x") + b"\0" + text.encode()),
    "xz, after its end": lambda text: ("a.txt.xz", lzma.compress(b"x") + b"\0" + text.encode()),
    "zip in gzip in zip": lambda text: ("a.zip", zipped({"a.zip.gz": gzip.compress(zipped({"a.txt": text}))})),
    "zip comment": lambda text: ("a.zip", zipped({"a.txt": "x"}, text.encode())),
    "name of a member": lambda text: ("a.zip", zipped({f"{text}.txt": "x"})),
    "zip after a picture": lambda text: ("a.png", png() + zipped({"a.txt": text})),
    "sheet": lambda text: ("a.xlsx", book(text)),
    "hidden sheet": lambda text: ("a.xlsx", book(text, state="hidden")),
    "very hidden sheet": lambda text: ("a.xlsx", book(text, state="veryHidden")),
    "hidden rows": lambda text: ("a.xlsx", book(text, state="rows")),
    "number format": lambda text: (
        "a.xlsx",
        book(more={"xl/styles.xml": f'<s xmlns="{_MAIN}"><numFmt formatCode="{html.escape(text)}"/></s>'}),
    ),
    "comment between rows": lambda text: (
        "a.xlsx",
        book(
            more={
                "xl/worksheets/sheet3.xml": f'<worksheet xmlns="{_MAIN}"><sheetData><!-- {text} --></sheetData>'
                "</worksheet>"
            }
        ),
    ),
    "cell comment": lambda text: (
        "a.xlsx",
        book(more={"xl/comments1.xml": f'<c xmlns="{_MAIN}"><text><t>{html.escape(text)}</t></text></c>'}),
    ),
    "unused shared string": lambda text: (
        "a.xlsx",
        book(more={"xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}"><si><t>{html.escape(text)}</t></si></sst>'}),
    ),
    "pivot cache": lambda text: (
        "a.xlsx",
        book(
            more={
                "xl/pivotCache/pivotCacheRecords1.xml": f'<p xmlns="{_MAIN}">'
                + "".join(f'<r><s v="a"/><n v="{html.escape(cell)}"/></r>' for cell in _list(text))
                + "</p>"
            }
        ),
    ),
    "defined name": lambda text: (
        "a.xlsx",
        book(names=f'<definedNames><definedName name="x">{html.escape(text)}</definedName></definedNames>'),
    ),
    "formula": lambda text: (
        "a.xlsx",
        book(
            more={
                "xl/worksheets/sheet3.xml": f'<worksheet xmlns="{_MAIN}"><sheetData><row><c r="A1">'
                f'<f>"{html.escape(text)}"'
                "</f></c></row></sheetData></worksheet>"
            }
        ),
    ),
    "sheet footer": lambda text: (
        "a.xlsx",
        book(sheet=f"<headerFooter><oddFooter>{html.escape(text)}</oddFooter></headerFooter>"),
    ),
    "document properties": lambda text: (
        "a.xlsx",
        book(more={"docProps/core.xml": f"<c><d>{html.escape(text)}</d></c>"}),
    ),
    "custom XML": lambda text: ("a.xlsx", book(more={"customXml/item1.xml": f"<c><d>{html.escape(text)}</d></c>"})),
    "ODS": lambda text: (
        "a.ods",
        zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": '<o xmlns:t="urn:t"><t:table>'
                + "".join(
                    f"<t:table-row><t:table-cell><t:p>row</t:p></t:table-cell><t:table-cell><t:p>{html.escape(cell)}</t:p>"
                    "</t:table-cell></t:table-row>"
                    for cell in _list(text)
                )
                + "</t:table></o>",
            }
        ),
    ),
    "Word text": lambda text: ("a.docx", word(_runs(text))),
    "Word deletion": lambda text: ("a.docx", word(f"<w:del>{_runs(text, 'w:delText')}</w:del>")),
    "Word hidden text": lambda text: ("a.docx", word(_runs(text, extra="<w:rPr><w:vanish/></w:rPr>"))),
    "Word comment": lambda text: (
        "a.docx",
        word("", {"word/comments.xml": f'<w:comments xmlns:w="{_WORD}">{_runs(text)}</w:comments>'}),
    ),
    "Word header": lambda text: (
        "a.docx",
        word("", {"word/header1.xml": f'<w:hdr xmlns:w="{_WORD}">{_runs(text)}</w:hdr>'}),
    ),
    "PowerPoint notes": lambda text: (
        "a.pptx",
        zipped(
            {
                "ppt/notesSlides/notesSlide1.xml": '<n xmlns:a="urn:a"><a:p><a:r>'
                f"<a:t>{html.escape(text)}</a:t></a:r></a:p></n>"
            }
        ),
    ),
    "PDF text": lambda text: ("a.pdf", pdf(text)),
    "PDF text under a box": lambda text: ("a.pdf", pdf(text, box=True)),
    "PDF metadata": lambda text: ("a.pdf", pdf(title=text)),
    "PDF attachment": lambda text: ("a.pdf", pdf(attachment=text)),
    "PDF annotation": lambda text: ("a.pdf", pdf(note=text)),
    "PDF earlier revision": lambda text: ("a.pdf", revised(text)),
    "PDF script": lambda text: ("a.pdf", scripted(f"f({json.dumps(text)}); return results".encode(), "/JS")),
    "PDF form in XML": lambda text: (
        "a.pdf",
        scripted(f"<d a='\u00e9'><v>{html.escape(text)}</v></d>".encode(), "/XFA"),
    ),
    "PDF letters with gaps": lambda text: ("a.pdf", scripted(_kerned(text), "/Stamp")),
    "PDF hexadecimal string": lambda text: (
        "a.pdf",
        scripted(f"BT /F1 12 Tf <{text.encode('latin-1', 'replace').hex()}> Tj ET".encode(), "/Stamp"),
    ),
    "PNG colour profile": lambda text: ("a.png", png((b"iCCP", b"x\0\0" + zlib.compress(text.encode())))),
    "PNG tEXt": lambda text: ("a.png", png((b"tEXt", b"Comment\0" + text.encode()))),
    "PNG zTXt": lambda text: ("a.png", png((b"zTXt", b"Comment\0\0" + zlib.compress(text.encode())))),
    "PNG iTXt": lambda text: ("a.png", png((b"iTXt", b"Comment\0\1\0en\0x\0" + zlib.compress(text.encode())))),
    "PNG eXIf": lambda text: ("a.png", png((b"eXIf", b"II*\0\x08\0\0\0" + text.encode()))),
    "PNG after its end": lambda text: ("a.png", png(after=text.encode())),
    "JPEG EXIF": lambda text: ("a.jpg", jpeg(0xE1, b"Exif\0\0II*\0\x81\xff" + text.encode("utf-16-le"))),
    "JPEG XMP": lambda text: ("a.jpg", jpeg(0xE1, f"http://ns.adobe.com/xap/1.0/\0<x>{text}</x>".encode())),
    "JPEG comment": lambda text: ("a.jpg", jpeg(0xFE, text.encode())),
    "JPEG, between two pictures": lambda text: ("a.jpg", jpeg(0xFE, b"x", text.encode() + jpeg(0xFE, b"x"))),
    "font": lambda text: ("a.woff2", b"wOF2\0\1\0\0" + text.encode()),
    "old Office file": lambda text: ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + text.encode("utf-16-le")),
    "name of a file, escaped": lambda text: (f"{quote(text)}.txt", b"nothing"),
    "name of a file": lambda text: (f"{text}.txt", b"nothing"),
}
