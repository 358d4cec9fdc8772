"""Files that hold files: zip with the Office formats, gzip, bzip2, xz, tar; none unpacked without bounds."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from assess.audit.readers.office import sheets
from assess.audit.readers.source import LARGEST, Source
from assess.audit.text.decoding import as_read, words_in
from assess.audit.text.limits import MEGABYTE, Budget, UnreadableError
from assess.audit.text.passages import Nested, Part, Passage, Unread

_HEAD, _DESCRIPTOR, _END = 30, 24, 22  # bytes: of what stands before a member, at most after it, and last of all
_TEXTS, _SMALL, _FEWEST, _MOST_TOGETHER = ("xml", "xhtml", "html", "txt", "md"), 32_768, 3, 400
_NUMBER, _TAG = re.compile(r"\d+"), re.compile(r"<[^<>]*>")
_DAMAGED = (OSError, EOFError, zlib.error, struct.error, lzma.LZMAError, RuntimeError, NotImplementedError, ValueError)


def gzip_parts(source: Source, budget: Budget) -> Iterator[Part]:
    """What a gzip file holds, and the name and comment in its head."""
    yield Passage("name inside gzip", source.head[10:1024].decode("latin-1"))
    yield from _single(source, budget, "gzip", _gzip)


def bz2_parts(source: Source, budget: Budget) -> Iterator[Part]:
    """What a bzip2 file holds."""
    yield from _single(source, budget, "bzip2", _bz2)


def xz_parts(source: Source, budget: Budget) -> Iterator[Part]:
    """What an xz file holds."""
    yield from _single(source, budget, "xz", _lzma)


def zlib_parts(source: Source, budget: Budget) -> Iterator[Part]:
    """What is packed as RFC 1950 has it, and what follows its end."""
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(source.content, LARGEST)
    except zlib.error:
        raise UnreadableError("a damaged zlib file") from None
    budget.unpack(len(content))
    if unpacker.unconsumed_tail or not unpacker.eof:
        yield Unread("read in part only: it breaks off, or unpacks to more than the scanner holds")
    yield Nested("unpacked", content, "unpacked")
    if unpacker.unused_data:
        yield Nested("after the end", unpacker.unused_data, "after the end")


def _gzip(file: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", gzip.GzipFile(fileobj=file))


def _bz2(file: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", bz2.BZ2File(file))


def _lzma(file: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", lzma.LZMAFile(file))


def _single(source: Source, budget: Budget, kind: str, opened: Callable[[BinaryIO], BinaryIO]) -> Iterator[Part]:
    name = source.name.rpartition("/")[2]
    inner = name.rpartition(".")[0] if name.rpartition(".")[2] in ("gz", "bz2", "xz") else name
    inner = f"{name.removesuffix('.tgz')}.tar" if name.endswith(".tgz") else inner
    try:
        with source.open() as file, opened(file) as unpacked:
            content = _read(unpacked, source.size, budget)
    except UnreadableError:
        raise
    except _DAMAGED:
        raise UnreadableError(f"a damaged {kind} file") from None
    yield Nested(inner, content, "unpacked")


def _read(file: BinaryIO, packed: int, budget: Budget) -> bytes:
    """All that comes out of a packed file; raises UnreadableError where it is too much."""
    parts, total = [], 0
    while part := file.read(MEGABYTE):
        parts.append(part)
        total += len(part)
        budget.unpack(len(part))
        if total > LARGEST:
            raise UnreadableError("read in part only: it unpacks to more than the scanner holds")
        if total > budget.limits.in_one_piece and total > budget.limits.ratio * max(packed, 1):
            raise UnreadableError("read in part only: it unpacks to far more than it holds, as a bomb does")
    return b"".join(parts)


def zip_parts(source: Source, budget: Budget) -> Iterator[Part]:
    """The members of a zip with their names and comments; an Office workbook also cell by cell."""
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            yield from _members(file, source.size, archive, budget)
    except UnreadableError:
        raise
    except (zipfile.BadZipFile, *_DAMAGED):
        raise UnreadableError("a damaged archive") from None


def _members(file: BinaryIO, size: int, archive: zipfile.ZipFile, budget: Budget) -> Iterator[Part]:
    members = [member for member in archive.infolist() if _holds(member)]
    yield Passage("names of members", as_read("\n".join(member.filename for member in archive.infolist())))
    notes = [archive.comment, *(member.comment for member in members)]
    yield Passage("archive comment", as_read(b"\n".join(filter(None, notes)).decode("utf-8", "replace")))
    yield from _extra(members)
    yield from _outside(file, size, archive, budget)
    if len(members) > budget.limits.members:
        yield Unread(f"read in part only: it holds more than {budget.limits.members} files")
    contents: dict[str, bytes] = {}
    office = any(member.filename in ("[Content_Types].xml", "xl/workbook.xml") for member in members)
    for number, member in enumerate(members[: budget.limits.members], 1):
        if member.flag_bits & 1:
            yield Unread("an encrypted file inside an archive", f"member {number}")
            continue
        with archive.open(member) as unpacked:
            content = _read(cast("BinaryIO", unpacked), member.compress_size, budget)
        if office and member.filename.startswith("xl/") and member.filename.endswith((".xml", ".rels")):
            contents[member.filename] = content
        elif member.compress_type == zipfile.ZIP_DEFLATED and (rest := _after_packed(file, member)):
            yield Nested(member.filename, content, f"member {number}")
            yield Nested("after what is packed", rest, f"member {number}")
        else:
            yield Nested(member.filename, content, f"member {number}")
    yield from _together([each for each in members if each.filename not in contents], archive)
    if contents:
        yield from sheets(contents, budget)


def _holds(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a file, or a folder of which the archive says that it has content."""
    return not member.filename.endswith("/") or bool(member.file_size or member.compress_size or member.CRC)


def _together(members: list[zipfile.ZipInfo], archive: zipfile.ZipFile) -> Iterator[Part]:
    """The texts of small members that follow each other, as slides and pages of one row each do.

    Of XML only what is numbered: the parts of a document, its settings beside its text, do not follow each other.
    """
    groups: dict[tuple[str, str], list[zipfile.ZipInfo]] = {}
    for member in members:
        folder, _, name = member.filename.rpartition("/")
        ending = name.rpartition(".")[2].lower()
        if ending in _TEXTS and member.file_size <= _SMALL and not member.flag_bits & 1:
            follows = (folder, _NUMBER.sub("", name) if ending == "xml" else ending)
            groups.setdefault(follows, []).append(member)
    for group in groups.values():
        if _FEWEST <= len(group) <= _MOST_TOGETHER:
            ordered = sorted(group, key=lambda member: [int(part) for part in _NUMBER.findall(member.filename)])
            texts = (archive.read(member).decode("utf-8", "replace") for member in ordered)
            lines = (" ".join(_TAG.sub(" ", text).split()) for text in texts)
            yield Passage("members together", as_read("\n".join(lines)))


def _outside(file: BinaryIO, size: int, archive: zipfile.ZipFile, budget: Budget) -> Iterator[Part]:
    """What stands before, between and after the members of a zip, and whether it is more than their heads."""
    file.seek(max(0, size - _END - len(archive.comment)))
    more, at, heads = file.read(4) != b"PK\x05\x06", 0, []
    for member in sorted(archive.infolist(), key=lambda each: each.header_offset):
        file.seek(member.header_offset)
        begins = member.header_offset + _HEAD + sum(struct.unpack("<HH", file.read(_HEAD)[26:30]))
        more = more or member.header_offset > at + _DESCRIPTOR
        heads.append(_between(file, at, begins, budget))
        at = begins + member.compress_size
    heads.append(_between(file, at, size, budget))
    yield Passage("between members", words_in(b"\0".join(heads)))
    if more or archive.start_dir > at + _DESCRIPTOR:
        yield Unread("an archive with bytes in it that belong to none of its files")


def _after_packed(file: BinaryIO, member: zipfile.ZipInfo) -> bytes:
    """The bytes of a packed member that stand after the end of what is packed: nobody unpacks them."""
    file.seek(member.header_offset + _HEAD - 4)
    file.seek(sum(struct.unpack("<HH", file.read(4))), os.SEEK_CUR)
    unpacker, left = zlib.decompressobj(-zlib.MAX_WBITS), member.compress_size
    while left > 0 and not unpacker.eof and (packed := file.read(min(left, MEGABYTE))):
        left -= len(packed)
        waiting = packed
        while waiting and not unpacker.eof:
            unpacker.decompress(waiting, MEGABYTE)
            waiting = unpacker.unconsumed_tail
    return unpacker.unused_data + file.read(min(left, MEGABYTE))


def _between(file: BinaryIO, start: int, end: int, budget: Budget) -> bytes:
    file.seek(start)
    return file.read(min(max(0, end - start), budget.limits.chunk))


def _extra(members: list[zipfile.ZipInfo]) -> Iterator[Part]:
    extra = b"\n".join(member.extra for member in members if member.extra)
    if extra:
        yield Passage("extra fields", extra.decode("latin-1"), ordered=False)


def tar_parts(source: Source, budget: Budget) -> Iterator[Part]:
    """The members of a tar with their names."""
    try:
        with source.open() as file, tarfile.open(fileobj=file, mode="r:") as archive:
            for number, member in enumerate(archive, 1):
                budget.check()
                yield Passage("names of members", as_read(f"{member.name}\n{member.linkname}\n{member.pax_headers}"))
                if number > budget.limits.members:
                    yield Unread(f"read in part only: it holds more than {budget.limits.members} files")
                    return
                unpacked = archive.extractfile(member) if member.isfile() else None
                if unpacked is not None:
                    yield Nested(
                        member.name, _read(cast("BinaryIO", unpacked), member.size, budget), f"member {number}"
                    )
    except UnreadableError:
        raise
    except (tarfile.TarError, *_DAMAGED):
        raise UnreadableError("a damaged archive") from None
