"""PDF: the text of every page also under boxes, all strings and streams, attachments, and earlier revisions."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from assess.audit.readers.drawings import Sizes
from assess.audit.readers.isolated import apart
from assess.audit.readers.paths import MOST, has_forms, outlines
from assess.audit.readers.pdf_paths import path_data
from assess.audit.readers.pictures import letters
from assess.audit.readers.plain import STRANGE, laid_out
from assess.audit.readers.source import Source, of_bytes
from assess.audit.text.decoding import as_read
from assess.audit.text.limits import MEGABYTE, Budget
from assess.audit.text.passages import Nested, Part, Passage, Unread

_END = re.compile(rb"%%EOF[\r\n]*")
_COMMENT = re.compile(rb"^[ \t]*%(?!PDF-|%EOF)([^\r\n]*)", re.MULTILINE)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_LEGIBLE = re.compile(rb"[\t\n\r -~]{5,}")  # a block that was stored, not packed; packed bytes hold few such by chance
_BEGINS = re.compile(rb"\b\d{1,7} 0 obj\b")
_HELD = re.compile(rb"/Type\s*/ObjStm\b[^>]{0,400}?/N (\d{1,6})\b")
_NUMBERED = re.compile(rb"\b(\d{1,7}) 0( obj| R)\b")
_LENGTH = re.compile(rb"(/Length )(\d{1,9})([^>]{0,400}(?:<<[^>]{0,400}>>[^>]{0,400})?>>\s*stream\r?\n)")
_START = re.compile(rb"startxref\s+(\d{1,10})")
_DIGITS = 10
_UNPACKED = 64 * MEGABYTE
_REVISIONS = 8
_SECONDS_A_MEGABYTE = 60.0
_MEGABYTES = 4.0  # as many as the whole of an assessment may have; no file earns more time
_OBJECTS = 50_000
_DEPTH = 12
_DRAWS = re.compile(rb"(?<=[\d.\s]) ?re\b\s|[)>\]]\s*T[jJ]\b")
_STRIDES = tuple(range(1, 13))
_OUTLINES, _FORMS = 12, 2  # curves of a stream, and forms of them, from which on they may be letters
_CURVES = re.compile(r"(?:[-+]?[\d.]+\s+){4,6}[cvy]\s")
_ARRAY = re.compile(rb"\[((?:\((?:\\.|[^\\()])*\)|[^\[\]()])*)\]\s*TJ")  # letters and the gaps between them
_HEX = re.compile(rb"<([0-9A-Fa-f\s]+)>(?=[^\[\]]*T[jJ])")
_CODED = re.compile(r"/(?:[A-Za-z]{0,4}\d+|[A-Za-z]{1,2}[0-9A-Fa-f]{2,4}|g\w{1,4})")  # a name that says no letter
_PLAIN = ("/Identity-H", "/Identity-V")
_TWO_BYTES = 4  # hexadecimal digits
_ODD = 20  # one sign in so many that no text has, and the letters were not known
_OCTAL = re.compile(r"\\([0-7]{3})")
_STRINGS = re.compile(rb"\(((?:\\.|[^\\()])*)\)")


def legible(content: bytes) -> bytes:
    """The bytes of a PDF without what its streams pack, which is read unpacked, and without numbers of the format.

    A stream that is no shorter than what it holds, or in which a part of that stands as it is, is left.
    """

    def unpacked(found: re.Match[bytes]) -> bytes:
        reading = zlib.decompressobj()
        try:
            held = reading.decompress(found[1], _UNPACKED)
        except zlib.error:
            return found[0]
        packed = reading.eof and len(held) > len(found[1])
        if not packed or any(run in held for run in _LEGIBLE.findall(found[1])):
            return found[0]
        return b"stream\n" + reading.unused_data + b"endstream"

    count = len(_BEGINS.findall(content)) + sum(int(each) for each in _HELD.findall(content))
    return _without_format(_STREAM.sub(unpacked, _without_places(content)), count)


def _without_places(content: bytes) -> bytes:
    """The same without the lengths of streams and the place of the table where they are true: else they might tell."""

    def length(found: re.Match[bytes]) -> bytes:
        ends = content[found.end() + int(found[2]) :][:12].lstrip(b"\r\n")
        return found[1] + found[3] if ends.startswith(b"endstream") else found[0]

    def place(found: re.Match[bytes]) -> bytes:
        there = content[int(found[1]) :][:20]
        return b"startxref" if there.startswith(b"xref") or _BEGINS.match(there) else found[0]

    return _START.sub(place, _LENGTH.sub(length, content))


def _without_format(content: bytes, count: int) -> bytes:
    """The same without numbers of objects, where they begin or are referred to: none above the count says anything.

    Objects are numbered from one, so that a file of so many can hardly choose; a higher number could be a statement.
    """

    def number(found: re.Match[bytes]) -> bytes:
        return found[2] if int(found[1]) <= count + 1 else found[0]

    return _NUMBERED.sub(number, content)


def _held_objects(stream: bytes, first: int, count: int) -> bytes:
    """What a stream of objects holds, without the table before them where that is their numbers and places alone."""
    pairs = stream[:first].split()
    numbers, places = pairs[::2], pairs[1::2]
    if len(pairs) != 2 * count or not all(each.isdigit() and len(each) < _DIGITS for each in pairs):
        return stream
    in_turn = all(int(after) == int(before) + 1 for before, after in pairwise(numbers))
    rising = all(int(before) < int(after) for before, after in pairwise(places))
    return stream[first:] if in_turn and rising and int(places[-1]) < len(stream) - first else stream


def pdf_parts(source: Source, budget: Budget) -> Iterator[Part]:
    """Everything in a PDF, read in a process of its own, since a hostile one can take for ever."""
    content = source.content
    # a page takes a fifth of a second, and has 10 kB
    budget.deadline += _SECONDS_A_MEGABYTE * min(len(content) / MEGABYTE, _MEGABYTES)
    yield from apart(lambda: _read(content, budget), budget, "a PDF")


def _read(content: bytes, budget: Budget) -> Iterator[Part]:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    ends = [match.end() for match in _END.finditer(content)]
    if not ends or b"startxref" not in content[max(0, ends[-1] - 1024) : ends[-1]]:
        yield Unread("a PDF that breaks off")
    elif content[ends[-1] :].strip(b"\0 \r\n\t"):
        yield Passage("after the end", as_read(content[ends[-1] :].decode("latin-1")))
    comments = _COMMENT.findall(_STREAM.sub(b"\n", content))
    yield Passage("comments of a PDF", as_read(b"\n".join(comments).decode("latin-1")))
    earlier = ends[:-1]
    if b"/Linearized" in content[:2048]:
        earlier = earlier[1:]
    if len(earlier) > _REVISIONS:
        yield Unread(f"a PDF with more than {_REVISIONS} earlier revisions")
    yield from _revision(content, "", budget)
    for number, end in enumerate(earlier[-_REVISIONS:], 1):
        yield from _revision(content[:end], f"revision {number}, ", budget)


def _revision(content: bytes, where: str, budget: Budget) -> Iterator[Part]:
    import pypdf  # takes a tenth of a second, and few folders hold a PDF

    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            yield Unread("an encrypted PDF")
            return
        yield from _numberings(reader, where)
        pages = len(reader.pages)
        for number in range(min(pages, budget.limits.pages)):
            text = as_read(reader.pages[number].extract_text())
            if _ODD * len(STRANGE.findall(text)) > len(text):
                yield Unread("a PDF with a font whose letters are not known", f"{where}page {number + 1}")
            yield Passage("page", text, partial(_constant, f"{where}page {number + 1}"), strides=_STRIDES)
            yield from laid_out(text)
        if pages > budget.limits.pages:
            yield Unread(f"a PDF of more than {budget.limits.pages} pages, read in part only")
        yield from _objects(reader, where, budget)
    except Exception as error:  # noqa: BLE001  # whatever a damaged file makes a parser raise
        yield Unread(f"a PDF that cannot be read to its end ({type(error).__name__})")


def _numberings(reader: Any, where: str) -> Iterator[Part]:
    """Read fonts that number letters by a table of their own (ISO 32000-1, 9.7.5) as those that number them plainly.

    What a number says is told by ToUnicode either way; only how long it is must be known.
    """
    import pypdf

    for number in _numbers(reader)[:_OBJECTS]:
        found = _object(reader, number)
        if not isinstance(found, dict) or found.get("/Subtype") != "/Type0":
            continue
        encoding: Any = found.get("/Encoding")
        given: Any = encoding.get_object() if hasattr(encoding, "get_object") else encoding
        if hasattr(given, "get_data") and _lengths(given.get_data()) == {_TWO_BYTES}:
            found[pypdf.generic.NameObject("/Encoding")] = pypdf.generic.NameObject("/Identity-H")
        elif given not in _PLAIN:
            yield Unread("a PDF with a font whose letters are not known", f"{where}object {number}")


def _lengths(table: bytes) -> set[int]:
    """How many digits the numbers of letters have in a table of them; none where another table is used."""
    if b"usecmap" in table:
        return set()
    ranges = re.findall(rb"begincodespacerange(.*?)endcodespacerange", table, re.DOTALL)
    return {len(each) for given in ranges for each in re.findall(rb"<\s*([0-9A-Fa-f]+)\s*>", given)}


def _numbers(reader: Any) -> list[int]:
    """The numbers of all objects, also of those that no page names."""
    return sorted({number for table in reader.xref.values() for number in table} | set(reader.xref_objStm))


def _object(reader: Any, number: int) -> Any:
    """An object, or none where it cannot be read, which is told where its strings are read."""
    try:
        return reader.get_object(number)
    except Exception:  # noqa: BLE001  # whatever a damaged file makes a parser raise
        return None


def _constant(place: str, _: int) -> str:
    return place


def _objects(reader: Any, where: str, budget: Budget) -> Iterator[Part]:
    """The strings of every object, also of those that no page names, and the contents of streams."""
    numbers = _numbers(reader)
    if len(numbers) > _OBJECTS:
        yield Unread(f"a PDF of more than {_OBJECTS} objects, read in part only")
    pictures = False
    for number in numbers[:_OBJECTS]:
        place = f"{where}object {number}"
        try:
            found = reader.get_object(number)
            strings = list(_strings(found, _DEPTH))
            stream = found.get_data() if hasattr(found, "get_data") else None
        except Exception as error:  # noqa: BLE001  # as above
            yield Unread(f"a PDF with an object that cannot be read ({type(error).__name__})", place)
            continue
        if _has_no_letters(found):
            yield Unread("a PDF with a font whose letters are not known", place)
        if strings:
            yield Passage("PDF object", as_read("\n".join(strings)), partial(_constant, place))
        if stream is None:
            continue
        if found.get("/Type") == "/ObjStm":  # objects as they stand in a file, and whatever stands between them
            held = _held_objects(stream, int(found.get("/First", 0)), int(found.get("/N", 0)))
            yield from letters(of_bytes(place, _without_format(held, len(numbers))), budget, ordered=False)
            continue
        kind = f"{found.get('/Type', '')}{found.get('/Subtype', '')}"
        if "/Image" in kind:
            pictures = True
        elif "/EmbeddedFile" in kind or "/Metadata" in kind:
            yield Nested("attachment" if "/EmbeddedFile" in kind else "metadata.xml", stream, place)
        elif not any(key in found for key in ("/Length1", "/Length2", "/Length3")) and "FontFile" not in kind:
            yield from _drawn(stream, place)
    if pictures:
        yield Unread("a PDF with pictures, which were not read")


def _has_no_letters(found: Any) -> bool:
    """Whether an object is a font whose letters are numbers of its own, without a table that tells them."""
    if not isinstance(found, dict) or found.get("/Type") != "/Font" or "/ToUnicode" in found:
        return False
    encoding: Any = found.get("/Encoding")
    given: Any = encoding.get_object() if hasattr(encoding, "get_object") else encoding
    differences = given.get("/Differences", ()) if isinstance(given, dict) else ()
    named = [str(name) for name in differences if str(name).startswith("/")]
    unheard_of = sum(_CODED.fullmatch(name) is not None for name in named)
    return found.get("/Subtype") in ("/Type0", "/Type3") or 2 * unheard_of > len(named) > 0


def _strings(value: Any, depth: int) -> Iterator[str]:
    """The strings inside an object that it holds itself; what it refers to is an object of its own."""
    if depth == 0:
        return
    if isinstance(value, dict):
        for each in list(dict.values(value)):
            yield from _strings(each, depth - 1)
    elif isinstance(value, list):
        for each in list.__iter__(value):
            yield from _strings(each, depth - 1)
    elif isinstance(value, str) and not value.startswith("/"):
        yield value
    elif isinstance(value, bytes):
        yield value.decode("latin-1")
    elif isinstance(value, (int, float)):
        yield str(value)


def _is_text(stream: bytes) -> bool:
    try:
        return STRANGE.search(stream.decode("utf-8")) is None
    except UnicodeDecodeError:
        return False


def _as_string(match: re.Match[bytes]) -> bytes:
    """A string of hexadecimal digits as one in brackets, where it is text."""
    digits = b"".join(match[1].split()).decode("ascii")
    text = bytes.fromhex(digits + "0" * (len(digits) % 2))
    return b"(%s)" % text if text.isascii() and not set(text) & set(b"()\\") else match[0]


def _shapes(stream: str, place: str) -> Iterator[Part]:
    """The sizes that a stream draws; many curves may be letters."""
    sizes = Sizes()
    sizes.operators(stream)
    for data in path_data(stream):
        sizes.shape("path", [("d", data)], "", "path")
    yield from sizes.given()
    if len(_CURVES.findall(stream)) >= _OUTLINES and _may_spell(stream):
        yield Unread("a PDF with outlines, in which letters may be drawn", place)


def _may_spell(stream: str) -> bool:
    """Whether what a stream bends may be letters: in a row, or of several forms wherever it stands; dots are of one.

    So may be what lies behind the beginning of a long path, which alone is followed.
    """
    paths, sizes = [*path_data(stream)], Sizes()
    if any(len(data.split()) > MOST for data in paths):
        return True
    sizes.pieces = [piece for data in paths for piece in outlines(data)]
    return sizes.may_spell() or has_forms((piece for piece in sizes.pieces if piece.bends), _FORMS)


def _drawn(stream: bytes, place: str) -> Iterator[Part]:
    """The texts that a stream draws, or the stream itself where it is text."""
    stream = _HEX.sub(_as_string, stream)
    apart = b" ".join(_STRINGS.findall(_ARRAY.sub(b"", stream)))
    together = b"\n".join(b"".join(_STRINGS.findall(array)) for array in _ARRAY.findall(stream))
    texts = _OCTAL.sub(lambda match: chr(int(match[1], 8) % 256), b"\n".join((apart, together)).decode("latin-1"))
    yield Passage("PDF stream", as_read(texts), partial(_constant, place), bool(texts.strip()), _STRIDES)
    yield from _shapes(stream.decode("latin-1"), place)
    if not _DRAWS.search(stream) and _is_text(stream):
        yield Nested("stream", stream, place)
