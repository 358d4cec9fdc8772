"""The text that a file carries, also where it is compressed."""

from __future__ import annotations

import gzip
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

_TEXT = (".html", ".json", ".xml", ".csv", ".css", ".js", ".svg", ".txt", ".map", ".md", ".yml", ".yaml", ".rels")
_TEXT_FILES = ("mimetype", "_headers")
_LARGEST = 64 * 1024 * 1024
_DEPTH = 4
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


class UnreadableError(ValueError):
    """A file whose text could not be got at."""


def texts(name: str, content: bytes, depth: int = _DEPTH) -> Iterator[str]:
    """Every text inside a file, entities resolved; raises UnreadableError where it cannot tell."""
    if depth == 0:
        raise UnreadableError("archives in archives, too deep to read")
    if content.startswith(b"\x1f\x8b"):
        yield from texts(name.removesuffix(".gz"), _unzipped(content), depth - 1)
    elif content.startswith(b"PK\x03\x04"):
        yield from _members(content, depth)
    elif name.endswith(_TEXT) or name in _TEXT_FILES:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            raise UnreadableError("text that is not UTF-8") from None
        yield html.unescape(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))
    else:
        raise UnreadableError("a kind of file the audit does not know")


def _unzipped(content: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as file:
            text = file.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error):
        raise UnreadableError("a damaged gzip file") from None
    if len(text) > _LARGEST:
        raise UnreadableError("a gzip file too large to read")
    return text


def _members(content: bytes, depth: int) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST:
                raise UnreadableError("an archive too large to read")
            for member in archive.infolist():
                yield member.filename
                yield from texts(member.filename, archive.read(member), depth - 1)
    except (zipfile.BadZipFile, RuntimeError, zlib.error):
        raise UnreadableError("a damaged or encrypted archive") from None
