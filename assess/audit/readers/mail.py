"""Mail, archived pages and calendars: each part decoded (RFC 2045, 2557, 5545)."""

from __future__ import annotations

import email
import email.errors
import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message

from assess.audit.readers.source import Source
from assess.audit.text.decoding import as_read
from assess.audit.text.limits import Budget
from assess.audit.text.passages import Nested, Part, Passage, Unread

_FOLDED = re.compile(r"\r?\n[ \t]")
_ENDINGS = {"text/html": "html", "text/csv": "csv", "text/calendar": "ics", "image/svg+xml": "svg"}
_BETWEEN = re.compile(rb"(?:^|\n)From [^\n]*\n(?=[A-Z][\w-]*:)")
_HEADED = re.compile(
    rb"\A(?:From [^\n]*\n)?(?:[A-Z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Type|Message-I[Dd]):"
)


def is_mail(head: bytes) -> bool:
    """Whether bytes begin as a mail or an archived page does: with a head of its own."""
    return _HEADED.match(head.replace(b"\r\n", b"\n")) is not None


def mail_parts(source: Source, budget: Budget) -> Iterator[Part]:
    """Every part of every mail in a file, and its heads."""
    content = source.content.replace(b"\r\n", b"\n")
    starts = [match.start() for match in _BETWEEN.finditer(content)] or [0]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(content)], strict=True), 1):
        budget.check()
        yield from _message(re.sub(rb"\A\n?From [^\n]*\n", b"", content[start:end]), f"mail {number}", budget)


def _message(content: bytes, place: str, budget: Budget) -> Iterator[Part]:
    message = email.message_from_bytes(content)
    if message.defects:
        yield Unread("mail that is damaged, of which all was read that could be", place)
    for number, part in enumerate(message.walk(), 1):
        budget.check()
        where = f"{place}, part {number}"
        yield Passage("head of a mail", as_read("\n".join(f"{key}: {_told(value)}" for key, value in part.items())))
        if part.is_multipart():
            for between in (part.preamble, part.epilogue):
                if between and between.strip():
                    yield Nested("between.txt", between.encode("utf-8", "replace"), where)
            continue
        decoded = _decoded(part)
        yield Nested(*decoded, where) if decoded else Unread("a part of a mail that cannot be decoded", where)


def _decoded(part: Message) -> tuple[str, bytes] | None:
    """The name and the content of a part; nothing where its head or its signs are none that there can be."""
    try:
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            return None
        name = part.get_filename() or f"part.{_ENDINGS.get(part.get_content_type(), 'txt')}"
        return name, _in_utf8(payload, part.get_content_charset())
    except (ValueError, LookupError, email.errors.MessageError):
        return None


def _told(value: object) -> str:
    try:
        return str(make_header(decode_header(str(value))))
    except (ValueError, LookupError, email.errors.MessageError):
        return str(value)


def _in_utf8(payload: bytes, charset: str | None) -> bytes:
    if charset in (None, "utf-8", "us-ascii"):
        return payload
    try:
        return payload.decode(charset).encode("utf-8")
    except (LookupError, ValueError):  # a name of an encoding may hold what no name can
        return payload


def unfolded(text: str) -> str:
    """The lines of a calendar or a card as they were before they were folded and escaped."""
    plain = _FOLDED.sub("", text)
    return plain.replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", ";")
