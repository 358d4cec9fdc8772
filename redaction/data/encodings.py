"""The text of a file whose encoding nobody states: UTF-8, UTF-16, or Windows-1252 where every letter makes sense.

A file in another encoding (Mac Roman, cp850), in two at once, or with letters already lost is refused with its place:
read as what it is not, it would publish other letters without a word.
"""

from __future__ import annotations

import re

from redaction.diagnostics.errors import Problem, ProblemsFoundError

SAVE_AS_CSV = 'In Excel, choose "Save as", then "CSV UTF-8 (comma delimited)"'
_OPEN_AND_SAVE = 'Open it in Excel, choose "Save as", then "CSV UTF-8 (comma delimited)"'
MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|meta|head|style)", re.IGNORECASE)
_MARK = "\ufeff"  # some programs write it twice
_NOT_CSV = {
    b"PK\x03\x04": "an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
}
_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_LOST = re.compile("\ufffd")
# Letters that are UTF-8 read as Windows-1252 or Latin-1: a leading byte, then what a following byte became.
_FOLLOWS = "\x80-\xbf" + "".join(sorted(bytes([each]).decode("cp1252", "ignore") for each in range(0x80, 0xA0)))
TWICE = re.compile(f"[\xc2-\xdf][{_FOLLOWS}]|[\xe0-\xef][{_FOLLOWS}]{{2}}|[\x80-\x9f]")
# Letters of English, Welsh and the names of their neighbours. Left out are those that punctuation in Mac Roman comes to
# (a dash, quotation marks), and those that w and y with a circumflex come to in the Welsh encoding ISO 8859-14.
_SMALL = "\xe0-\xef\xf1-\xf4\xf6\xf8-\xfd\xff"
_CAPITAL = "\xc0-\xcf\xd3\xd4\xd6\xd8-\xdd\xdf"
# What text in English or Welsh holds beyond ASCII, each where it can stand, as Windows-1252 has it.
_MAKES_SENSE = re.compile(
    rf"""
      (?<=[A-Za-z\xe0-\xff]) [{_SMALL}] | [\xe0\xe2\xe9\xea\xf4] (?=[a-z\xe0-\xff])  # a small letter in a word
    | (?<![A-Za-z\xc0-\xff]) [{_CAPITAL}] (?=[A-Za-z\xc0-\xff])                      # a capital that begins one
    | (?<=[A-Z\xc0-\xdf]) [{_CAPITAL}] (?![a-z\xe0-\xff])                            # or stands in capitals
    | (?<![A-Za-z]) \xc0 (?=\ [a-z]) | (?<![A-Za-z]) \xd3 (?=\ [A-Z])
    | (?<![A-Za-z]) [\xa3\u20ac] | \xa0 | (?<=[\d\s]) [\xb0\xbd\xbc\xbe] | (?<=\d) \xb0 | (?<=m) [\xb2\xb3]
    | (?<=\s) [\u2013\u2014] (?=\s) | (?<=\d) \u2013 (?=\d) | (?<=[A-Za-z]) \u2013 (?=[A-Z])   # dashes
    | (?<=[A-Za-z\xe0-\xff]) \u2019 (?=(?:s|t|d|m|ll|re|ve)\b) | (?<=[Ss]) \u2019 (?=\s) | (?<=\b[A-Z]) \u2019 (?=[A-Z])
    | (?<=[A-Z]) \u2019 (?=S\b)
    | (?<![A-Za-z0-9]) [\u2018\u201c] (?=[A-Za-z0-9]) | (?<=[A-Za-z0-9.,!?]) [\u2019\u201d] (?![A-Za-z0-9])
    | (?<=[A-Za-z]) \u2026 | (?:^|(?<=[\s,;])) \u2022 (?=\s)
    """,
    re.VERBOSE | re.MULTILINE,
)


def decoded(file: str, content: bytes) -> str:
    """The text of a CSV file; raises ProblemsFoundError with the place of the first letter that is in doubt."""
    for signature, kind in _NOT_CSV.items():
        if content.startswith(signature):
            raise ProblemsFoundError([Problem("csv-unreadable", file, 1, kind, "a CSV file", SAVE_AS_CSV)])
    if MARKUP.match(content):
        found, expected = "a web page that calls itself a CSV", "a CSV file"
        raise ProblemsFoundError([Problem("csv-unreadable", file, 1, found, expected, _OPEN_AND_SAVE)])
    text = _read(content)
    text = text and text.lstrip(_MARK)
    if text is None or "\0" in text:
        found = "bytes that are not text"
        raise ProblemsFoundError([Problem("csv-unreadable", file, 1, found, "a CSV file in UTF-8", SAVE_AS_CSV)])
    if text.isascii():
        return text
    lost = _LOST.search(text)
    if lost:
        if "\ufffd".encode() in content or content.startswith(tuple(_MARKS)):
            found, advice = "a letter that was lost when the file was saved", f"Type the letter again. {SAVE_AS_CSV}"
        else:
            found, advice = "a letter in another encoding, such as Mac Roman or cp850", SAVE_AS_CSV
        raise _refused(file, text, lost.start(), found, advice)
    twice = TWICE.search(text)
    if twice:
        found = "letters that were read in one encoding and saved in another, or a file in two of them"
        raise _refused(file, text, twice.start(), found, SAVE_AS_CSV)
    return text


def _read(content: bytes) -> str | None:
    """The text by its mark, else by what the bytes can be; nothing where they are no text."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return _as(content, encoding)
    head = content[:4096]
    for parity, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(head) > 3 and head[parity::2].count(0) > len(head) // 5:
            return _as(content, encoding)
    text = _as(content, "utf-8")
    return text if text is not None else _windows(content)


def _windows(content: bytes) -> str:
    """Windows-1252, each letter that makes no sense there as one that was lost."""
    text = content.decode("cp1252", "replace")
    if TWICE.search(text):
        return text
    sensible = {place for found in _MAKES_SENSE.finditer(text) for place in range(found.start(), found.end())}
    doubtful = (at for at, letter in enumerate(text) if letter > "\x7f" and at not in sensible)
    at = next(doubtful, None)
    return text if at is None else f"{text[:at]}\ufffd{text[at + 1 :]}"


def _as(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _refused(file: str, text: str, at: int, found: str, advice: str) -> ProblemsFoundError:
    before = re.split(r"\r+\n|\r|\n", text[:at])
    row, line = len(before), before[-1]
    column = max(line.count(each) for each in ",;\t") + 1
    expected = "letters in UTF-8"
    return ProblemsFoundError(
        [Problem("csv-encoding", file, row, found, expected, advice, place=f"row {row}, column {column}")]
    )
