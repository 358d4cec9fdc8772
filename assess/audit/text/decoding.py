"""Text as its reader sees it: entities, escapes, percent signs, digits of other scripts and hidden letters undone."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote

_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}|[\\%]u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\U([0-9a-fA-F]{8})")
_BLANK_ESCAPED = re.compile(r"\\[nrt](?![a-z])")  # in a string of a program; not in the name of a folder
_CSS_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_SPECIAL = re.compile(r"[&\\%\x1b\u0080-\U0010ffff]")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_TIMES = 3  # that one percent sign may be written as another
_COLOUR = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")  # and what else a terminal takes from a text (ECMA-48)
_RAISED_SIGNS = frozenset("\u00b2\u00b3\u00b9").union(map(chr, range(0x2070, 0x209D)))
_RAISED = re.compile(r"(?<=\d)[\u00b2\u00b3\u00b9\u2070-\u209c]")
_DOTS = "\u00b7\u22c5\u2219\u066b"
_POINT = re.compile(rf"(?<![\d{_DOTS}])(?:\d+[{_DOTS}]\d+|\d{{1,3}}(?:[{_DOTS}]\d{{3}})+)(?![\d{_DOTS}])")
_TO_POINT = str.maketrans(dict.fromkeys(_DOTS, "."))
_GROUPS = "\u066c\u2018\u02bc\u00b4\u2032`"
_GROUP = re.compile(rf"(?<=\d)[{_GROUPS}](?=\d{{3}})")
_MARKS = re.compile(r"[\u0300-\u036f\u20d0-\u20ff]")  # over a digit or a letter, but for those that make another letter
_BLANK = (0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFFA0, 0x34F, *range(0xFE00, 0xFE10))
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010]\s*\n\s*(?=[^\W\d_])")
_ASCII = bytes(range(128))
_FEW = 64  # signs: where there are more, all are changed in one go
_WORDS = re.compile(rb"[\x20-\x7e\t\r\n]{12,}")
WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){4,}|(?:\x00[\x20-\x7e]){4,}")


class _Digits(dict[int, str | None]):
    """For str.translate: each digit of any script as 0 to 9, each space as a space, and nothing that does not show."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        digit = unicodedata.digit(letter, None) if code > 127 else None  # past ASCII
        kind = unicodedata.category(letter) if code > 127 else ""  # as above
        shown = " " if kind == "Zs" else None if kind == "Cf" else letter
        self[code] = str(digit) if digit is not None else shown
        return self[code]


_CHINESE = "\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"  # 0 to 9, a digit each
_DIGITS = _Digits(dict.fromkeys(_BLANK) | {ord(sign): str(digit) for digit, sign in enumerate(_CHINESE)})
_BRAILLE = "\u281a\u2801\u2803\u2809\u2819\u2811\u280b\u281b\u2813\u280a"  # the same, after the sign of a number
_BRAILLE_NUMBER, _OF_BRAILLE = re.compile(f"\u283c([{_BRAILLE}]+)"), str.maketrans(_BRAILLE, "0123456789")
_TURNED = re.compile("\u202e([^\u202a-\u202e\u2066-\u2069\n]*)")  # shown from the right to the left


def as_read(text: str) -> str:
    """A text with everything undone that hides its letters and digits from a search."""
    if _SPECIAL.search(text) is None:
        return text
    if "&" in text:
        text = html.unescape(text)
    if "\\" in text or "%u" in text:
        text = _ESCAPED.sub(_letter, _BLANK_ESCAPED.sub("\n", text))
    if "\x1b" in text:
        text = _COLOUR.sub("", text)
    for _ in range(_TIMES):
        if "%" not in text or not _PERCENT.search(text):
            break
        text = unquote(text, errors="replace")
    return text if text.isascii() else _plain(text)


def css_read(text: str) -> str:
    """The text of a style sheet, its own escapes undone."""
    return as_read(_CSS_ESCAPED.sub(_letter, text)) if "\\" in text else as_read(text)


def joined(text: str) -> str:
    """A text with words joined that a hyphen broke at the end of a line."""
    broken = any(end in text for end in ("-\n", "-\r\n", "- \n", "\u2010\n"))
    return _BROKEN.sub("", text) if broken else text


def strange(text: str) -> frozenset[str]:
    """The signs of a text that are not ASCII, each once."""
    return frozenset(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))


def _plain(text: str) -> str:
    """The same where not all is ASCII: a text has a dash or an apostrophe, and only what it has is searched for."""
    signs = strange(text)
    if "\u202e" in signs:
        text = _TURNED.sub(lambda turned: turned[1][::-1], text)
    if "\u283c" in signs:
        text = _BRAILLE_NUMBER.sub(lambda number: number[1].translate(_OF_BRAILLE), text)
    if signs & _RAISED_SIGNS:
        text = _RAISED.sub(" ", text)
    if len(signs) > _FEW:
        text = text.translate(_DIGITS)
    else:
        for sign in signs:
            shown = _DIGITS[ord(sign)]
            if shown != sign:
                text = text.replace(sign, shown or "")
    if "`" in text or not signs.isdisjoint(_GROUPS):
        text = _GROUP.sub("'", text)
    if not signs.isdisjoint(_DOTS):
        text = _POINT.sub(lambda number: number[0].translate(_TO_POINT), text)
    return _MARKS.sub("", unicodedata.normalize("NFKC", text))


def _letter(match: re.Match[str]) -> str:
    code = int(next(filter(None, match.groups())), 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "  # surrogates


def words_in(data: bytes) -> str:
    """The texts that stand as they are in bytes, one byte a letter or two; not the shortest, which come by chance."""
    found = [*_WORDS.findall(data), *(match.replace(b"\0", b"") for match in WIDE.findall(data))]
    return as_read(b"\n".join(found).decode("ascii"))
