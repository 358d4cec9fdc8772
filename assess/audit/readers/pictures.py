"""Pictures: every text beside the pixels. What they show is not read, and that is said."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import partial

from assess.audit.readers.source import Source
from assess.audit.text.decoding import WIDE, as_read, words_in
from assess.audit.text.limits import MEGABYTE, Budget, UnreadableError
from assess.audit.text.passages import Part, Passage, Unread

_NOT_READ = Unread("a picture, of which only the texts beside it were read")
_LETTERS = re.compile(rb"[\x20-\x7e\xa0-\xff\t\r\n]{4,}")


def png_parts(source: Source, budget: Budget) -> Iterator[Part]:
    """The texts in the chunks of a PNG (W3C), compressed ones too, and whatever follows its end."""
    yield _NOT_READ
    content, at = source.content, 8
    while at + 12 <= len(content):
        budget.check()
        size, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        data = content[at + 8 : at + 8 + size]
        if len(data) < size:
            raise UnreadableError("a damaged picture")
        if kind not in (b"IDAT", b"fdAT", b"PLTE", b"IHDR"):
            yield from _texts(f"chunk {kind.decode('latin-1')}", _inflated(kind, data))
        at += 12 + size
        if kind == b"IEND":
            break
    if at < len(content):
        yield from _texts("after the end", content[at:])


def _inflated(kind: bytes, data: bytes) -> bytes:
    """The data of a chunk, with what it holds compressed unpacked within bounds."""
    key, _, rest = data.partition(b"\0")
    if kind in (b"zTXt", b"iCCP"):
        packed, head = rest[1:], key
    elif kind == b"iTXt" and rest[:1] == b"\1":
        language, _, more = rest[2:].partition(b"\0")
        translated, _, packed = more.partition(b"\0")
        head = key + b"\n" + language + b"\n" + translated
    else:
        return data
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, MEGABYTE)
    except zlib.error:
        raise UnreadableError("a picture with a damaged text") from None
    if unpacker.unconsumed_tail:
        raise UnreadableError("a picture with a text too long to read")
    return head + b"\n" + text


def jpeg_parts(source: Source, budget: Budget) -> Iterator[Part]:
    """The texts in the segments of a JPEG: EXIF, XMP, IPTC and comments, and whatever follows its end."""
    yield _NOT_READ
    content, at = source.content, 2
    while at + 4 <= len(content) and content[at] == 0xFF:  # a marker
        budget.check()
        marker, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker == 0xDA:  # the picture itself begins
            break
        if marker >= 0xE0:  # APP0 to APP15 and COM
            yield from _texts(f"segment {marker:X}", content[at + 4 : at + 2 + size])
        at += 2 + size
    end = content.rfind(b"\xff\xd9")
    if end >= 0 and len(content) > end + 2:
        yield from _texts("after the end", content[end + 2 :])


def letters(source: Source, budget: Budget, *, ordered: bool) -> Iterator[Part]:
    """The texts that stand as they are in a file that is none: also where no reader of its kind would look."""
    limits, kept, begins = budget.limits, b"", 0
    with source.open() as file:
        while content := file.read(limits.chunk):
            budget.check()
            data = kept + content
            text = words_in(data)
            if text:
                yield Passage("bytes", text, partial(_from_byte, begins), ordered=ordered)
            kept = data[-limits.overlap :]
            begins += len(data) - len(kept)


def _from_byte(first: int, _: int) -> str:
    return f"from byte {first} on"


def picture_parts(source: Source, _: Budget) -> Iterator[Part]:
    """The texts that stand as they are in a picture of another kind."""
    yield _NOT_READ
    yield from _texts("picture", source.content)


def _texts(place: str, data: bytes) -> Iterator[Part]:
    """The texts in binary data: UTF-8, one byte a letter, and two."""
    try:
        found = [data.decode("utf-8")]
    except UnicodeDecodeError:
        found = [match.decode("cp1252", "replace") for match in _LETTERS.findall(data)]
    wide = [match.replace(b"\0", b"").decode("ascii") for match in WIDE.findall(data)]
    text = as_read("\n".join([*found, *wide]))
    yield Passage("picture metadata", text, lambda _: place)
