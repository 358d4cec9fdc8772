"""What a text carries encoded: base64, base32, Ascii85, uuencode, codes of letters, data addresses."""

from __future__ import annotations

import base64
import binascii
import math
import quopri
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

LONG = 400  # signs of a run past which it must be known what they hold
_SAMPLE = 64  # signs that are decoded first, to see whether the rest is worth it
_PRINTABLE = 0.9
_FEWEST_NUMBERS, _LARGEST, _LARGEST_SHORT = 5, 10_000_000, 4000
_TYPES = {  # by what NumPy and JavaScript call them: the code of `struct`, and how many bytes each takes
    **dict.fromkeys(("f8", "float64"), ("d", 8)),
    **dict.fromkeys(("f4", "float32"), ("f", 4)),
    **dict.fromkeys(("i8", "int64", "bigint64"), ("q", 8)),
    **dict.fromkeys(("u8", "uint64", "biguint64"), ("Q", 8)),
    **dict.fromkeys(("i4", "int32"), ("i", 4)),
    **dict.fromkeys(("u4", "uint32"), ("I", 4)),
    **dict.fromkeys(("i2", "int16"), ("h", 2)),
    **dict.fromkeys(("u2", "uint16"), ("H", 2)),
    **dict.fromkeys(("i1", "int8"), ("b", 1)),
    **dict.fromkeys(("u1", "uint8", "uint8clamped"), ("B", 1)),
}
_FEWEST_CODES = 12
_BETWEEN_CODES = re.compile(r"[\s,:\\]+x?")
_SHOWN = (9, 10, 13)  # what is no letter and stands in every text

_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])(?=[A-Za-z0-9+/_-]*[A-Z0-9])[A-Za-z0-9+/_-]{20,}={0,2}")
_SHORTEST_RUN = 20
_SIGNS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-")
_OF_WORDS = b"abcdefghijklmnopqrstuvwxyz+/_-"
_TO_SIGNS = bytes(code if code in _SIGNS or code == 10 else 32 for code in range(256))  # the ends of lines stay
_WRAPPED = re.compile(r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{40,}[ \t]*\r?\n[ \t]*)+[A-Za-z0-9+/_-]+={0,2}")
_SPACE = re.compile(r"\s+")
_HEX_MARK = re.compile(r"^0?[xX]")  # of a number in code, or of a value of PostgreSQL
_IN_PIECES = re.compile(r"[\"'`](?<=[A-Za-z0-9+/_-]{16}.)\s*(?:[+.&,\\]\s*)?[\"'`](?=[A-Za-z0-9+/_=-]{4})")
_PIECE, _LINE = 16, 40  # signs that a run has at least of which the patterns before and below tell
_QUOTED85 = re.compile(r"[\"']([!#$%&()*+\-;<=>?@^_`{|}~0-9A-Za-z]{25,})[\"']")
_SIGNS85 = 3  # signs that neither a word nor base64 has
_BASE32 = re.compile(r"(?<![A-Z0-9])[A-Z2-7]{24,}={0,6}(?![A-Za-z0-9])")
_ASCII85 = re.compile(r"<~([!-u\sz]{10,})~>")
_UUENCODED = re.compile(r"^begin(?:-base64)? [0-7]{3,4} [^\r\n]*\r?\n(.*?)^(?:end|====)", re.MULTILINE | re.DOTALL)
_HEX_PAIRS = re.compile(rf"(?:(?<![\w])(?:0x)?[0-9a-fA-F]{{2}}[\s,:]+){{{_FEWEST_CODES},}}(?:0x)?[0-9a-fA-F]{{2}}\b")
_OCTALS = re.compile(rf"(?:(?<!\w)0?[0-3][0-7]{{2}}[\s,]+){{{_FEWEST_CODES},}}0?[0-3][0-7]{{2}}\b")
_CODES = re.compile(rf"(?:(?<![\w.])\d{{1,3}}[\s,]+){{{_FEWEST_CODES},}}\d{{1,3}}(?![\w.])")
_BITS = re.compile(rf"(?:(?<!\w)[01]{{8}}[\s,]+){{{_FEWEST_CODES},}}[01]{{8}}\b")
_INTEL = re.compile(r"(?:^:[0-9A-Fa-f]{6}00[0-9A-Fa-f]{4,}\r?\n){2,}", re.MULTILINE)
_HEX_ESCAPES = re.compile(rf"(?:\\x[0-9a-fA-F]{{2}}){{{_FEWEST_CODES},}}")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2}|[\w ,;:.|-]){0,200}(?:=3\d){2}(?:=[0-9A-F]{2}|=\r?\n|[\w ,;:.|-])*")
_OCTAL_ESCAPES = re.compile(rf"(?:\\[0-3]?[0-7]{{2}}){{{_FEWEST_CODES},}}")
_DATA_HEAD = r"data:([\w.+-]+/[\w.+-]+)?(?:;[\w=.-]+)*?(;base64)?,"
_DATA = re.compile(
    rf"(?<=\"){_DATA_HEAD}([^\"]*)|(?<='){_DATA_HEAD}([^']*)|{_DATA_HEAD}([^\"'\s)]*)",
    re.IGNORECASE,
)
_FILES = (
    *(b"PK\x03\x04", b"\x1f\x8b\x08", b"%PDF-", b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BZh", b"\xfd7zXZ"),
    *(b"II*\0", b"MM\0*", b"\xd0\xcf\x11\xe0", b"SQLite format 3", b"PAR1", b"ARROW1", b"\x28\xb5\x2f\xfd"),
)
_OPAQUE = (b"wOFF", b"wOF2", b"OTTO", b"\0\1\0\0\0", b"\0asm")  # letters and programs: they hold no table
_WIDE = re.compile(rb"(?:[\x09\x0a\x0d\x20-\x7e]\0){6}|(?:\0[\x09\x0a\x0d\x20-\x7e]){6}")


class Carried(NamedTuple):
    """What a text carries at an offset: its name, and its content, None where it cannot be decoded."""

    at: int
    name: str
    content: bytes | None


def data_uris(text: str) -> Iterator[tuple[int, str, bytes | None]]:
    """The files that a text carries as data: addresses: offset, media type, content or None where it is damaged."""
    if "data:" not in text:
        return
    for match in _addresses(text):
        groups = match.groups()
        kind, encoded, content = next(groups[at : at + 3] for at in (0, 3, 6) if groups[at + 2] is not None)
        if not encoded:
            yield match.start(), kind or "text/plain", unquote(content).encode()
        else:
            yield match.start(), kind or "text/plain", of_base64(_SPACE.sub("", unquote(content)))


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """The data: addresses of a text, each asked for only where one may begin, which takes less time."""
    lowered = text.lower()
    if len(lowered) != len(text):  # as that of a capital I with a dot is
        yield from _DATA.finditer(text)
        return
    at = lowered.find("data:")
    while at >= 0:
        match = _DATA.match(text, at)
        if match:
            yield match
        at = lowered.find("data:", match.end() if match else at + 1)


def encoded_texts(text: str) -> Iterator[Carried]:
    """What runs of signs hold where that is text or a known kind of file; a long run that holds neither has None.

    A run that is the end of an address begins after one of its slashes.
    """
    taken: list[tuple[int, int]] = []
    signs = _signs_of(text)
    runs = [run for run in signs.split() if len(run) >= _PIECE]
    longest = max(map(len, runs), default=0)
    if runs and _IN_PIECES.search(text):
        whole = _IN_PIECES.sub("", text)
        held = ((at, _in_base64(run)) for at, run in _runs(_telling(_signs_of(whole).split()), whole))
        yield from (Carried(at, *carried) for at, carried in held if carried and carried[1])
    for match in _WRAPPED.finditer(text) if longest >= _LINE and _is_wrapped(signs) else ():
        content = _known(_SPACE.sub("", match.group()))
        if content:
            taken.append(match.span())
            yield Carried(match.start(), "base64", content)
    runs = _telling(runs)
    for at, run in _runs(runs, text):
        if any(start <= at < end for start, end in taken):
            continue
        carried = _in_base64(run)
        if carried:
            yield Carried(at, *carried)
    asked: dict[str, object] = dict.fromkeys(_OF_CODES, _MANY_CODES.search(text))
    asked["base32"] = _LONG_CAPITALS.search(b" ".join(runs))
    for name, pattern, decode in _OTHERS:
        for match in pattern.finditer(text) if (asked[name] if name in asked else _MARKS[name](text)) else ():
            content = decode(match)
            if content and (is_text(content) or is_file(content) or _is_wide(content)):
                yield Carried(match.start(), name, content)


def _signs_of(text: str) -> bytes:
    """A text with a space for all that is neither a sign of base64 nor the end of a line, letter by letter."""
    return text.encode("ascii", "replace").translate(_TO_SIGNS)


def _telling(runs: Iterable[bytes]) -> list[bytes]:
    """Of runs of signs, those long enough to hold something and that are no words with joints alone."""
    return [run for run in runs if len(run) >= _SHORTEST_RUN and run.translate(None, _OF_WORDS)]


def _runs(runs: Iterable[bytes], text: str) -> Iterator[tuple[int, str]]:
    """Of telling runs of signs in a text those of base64, and where they begin."""
    at = 0
    for run in runs:
        at = text.index(run.decode("ascii"), at)
        match = _BASE64.match(text, at)
        if match:
            yield at, match.group()
        at += len(run)


@lru_cache(maxsize=4096)
def _in_base64(run: str) -> tuple[str, bytes | None] | None:
    """What a run of base64 holds, and what that is called; None inside where it holds data of no known kind."""
    content = _known(run)
    if content:
        return "base64", content
    if packed := inflated(of_base64(run) or b""):
        return "base64", packed
    if numbers := _array(run):
        return "numbers in base64", "\n".join(numbers).encode()
    return ("base64", None) if len(run) >= LONG and _is_noise(run) else None


def _array(run: str) -> list[str]:
    """The numbers of an array that is written as base64, where one type makes every one of them a plain number."""
    return next((found for kind in ("f8", "f4", "i4", "i2") if (found := numbers_of(run, kind, plain=True))), [])


def numbers_of(text: str, kind: str, *, plain: bool = False) -> list[str]:
    """The numbers of a base64 array of a type such as `f8` or `Int32Array`; `plain` asks for small and whole ones."""
    code, size = _TYPES.get(kind.lower().lstrip("<>|=").removesuffix("array"), ("", 0))
    content = of_base64(text) if size else None
    if content is None or len(content) % size or len(content) < _FEWEST_NUMBERS * size:
        return []
    values = struct.unpack(f"{'>' if kind.startswith('>') else '<'}{len(content) // size}{code}", content)
    if any(isinstance(value, float) and not math.isfinite(value) for value in values):
        return []
    if plain and not all(abs(value) < _LARGEST and value == round(value, 2) for value in values):
        return []
    if plain and (len(set(values)) < _FEWEST_NUMBERS - 1 or (code == "h" and max(map(abs, values)) > _LARGEST_SHORT)):
        return []
    return [f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value) for value in values]


def _is_wrapped(signs: bytes) -> bool:
    """Whether a line ends in a run of signs that may go on in the next, told from the signs alone, which is quick."""
    ends = (line.rstrip()[-_LINE:] for line in signs.split(b"\n")[:-1])
    return any(len(end) == _LINE and b" " not in end for end in ends)


def _known(run: str) -> bytes | None:
    """What a run of base64 or hexadecimal digits holds, from whichever of its slashes on, where that can be told."""
    plain = of_hex(_HEX_MARK.sub("", run))
    if plain and (is_text(plain) or is_file(plain) or _is_wide(plain)):
        return plain
    start = 0
    while start >= 0:
        sample = of_base64(run[start : start + _SAMPLE])
        if sample and (_promises(sample) or _is_name_of_tar(sample)):
            content = of_base64(run[start:])
            if content and (is_text(content) or is_file(content) or _is_wide(content) or content.startswith(_OPAQUE)):
                return content
        start = run.find("/", start) + 1 or -1
        if start >= 0 and len(run) - start < _FEWEST_CODES:
            break
    return None


def _promises(sample: bytes) -> bool:
    """Whether the first bytes of something may be those of a text or of a file."""
    whole = sample[: len(sample) - 3] if len(sample) > _SAMPLE // 2 else sample  # a letter may be cut in two
    return is_file(sample) or is_text(whole) or _is_wide(sample) or sample.startswith(_OPAQUE)


def _is_name_of_tar(sample: bytes) -> bool:
    """Whether bytes may be the head of a tar: the name of a file, and nothing behind it as far as a name goes."""
    name = sample.rstrip(b"\0")
    return len(name) < len(sample) and name.isascii() and b"\0" not in name and name[:1].isalnum()


def of_hex(text: str) -> bytes | None:
    """What hexadecimal digits hold."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None


def of_base64(text: str) -> bytes | None:
    """What base64 holds, of either alphabet, whole or cut short (RFC 4648)."""
    text = text.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(text[: len(text) - (len(text) % 4 == 1)] + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def is_text(content: bytes) -> bool:
    """Whether bytes are a text in UTF-8."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return sum(letter.isprintable() or letter in "\t\r\n" for letter in text) >= _PRINTABLE * len(text)


def is_file(content: bytes) -> bool:
    """Whether bytes begin as a file does that holds a text, a table or a picture."""
    known = content.startswith(_FILES) or is_zlib(content) or content[257:262] == b"ustar"
    return known or b"PK\x03\x04" in content[:64]


def is_zlib(content: bytes) -> bool:
    """Whether bytes are packed as RFC 1950 has it: the head tells, and the first of them can be unpacked."""
    if len(content) < 8 or content[0] != 0x78 or int.from_bytes(content[:2]) % 31:  # a check over the head itself
        return False
    try:
        zlib.decompressobj().decompress(content[:256], 64)
    except zlib.error:
        return False
    return True


def inflated(content: bytes) -> bytes | None:
    """What bytes hold that are packed without a head (RFC 1951), where that is a text."""
    unpacker = zlib.decompressobj(-15)
    try:
        text = unpacker.decompress(content, _LARGEST)
    except zlib.error:
        return None
    return text if unpacker.eof and len(text) >= _FEWEST_CODES and is_text(text) else None


def _is_wide(content: bytes) -> bool:
    """Whether bytes are letters of two bytes each."""
    return len(content) >= _FEWEST_CODES and _WIDE.match(content) is not None


def _is_noise(run: str) -> bool:
    """Whether a run of signs is data and not a word, an address or a name: digits, small and capital letters mixed."""
    digits = sum(letter.isdigit() for letter in run)
    if digits > 0.5 * len(run):
        return not run.isdigit() and of_hex(run) is not None
    capitals = sum(letter.isupper() for letter in run)
    small = len(run) - digits - capitals
    mixed = sum(one.isupper() != two.isupper() for one, two in pairwise(run))
    return digits > 0.04 * len(run) and min(capitals, small) > 0.08 * len(run) and mixed > 0.15 * len(run)


def _uuencoded(match: re.Match[str]) -> bytes | None:
    if match.group().startswith("begin-base64"):
        return of_base64(_SPACE.sub("", match[1]))
    try:
        return b"".join(binascii.a2b_uu(line) for line in match[1].splitlines() if line and line != "`")
    except (binascii.Error, ValueError):
        return None


def _base32(match: re.Match[str]) -> bytes | None:
    run = match.group().rstrip("=")
    try:
        return base64.b32decode(run + "=" * (-len(run) % 8))
    except (binascii.Error, ValueError):
        return None


def _ascii85(match: re.Match[str]) -> bytes | None:
    try:
        return base64.a85decode(match[1])
    except ValueError:
        return None


def _intel(match: re.Match[str]) -> bytes | None:
    """The bytes of records in Intel's form: without the count, address and kind before them, and the sum behind."""
    try:
        return b"".join(bytes.fromhex(line[9:-2]) for line in match.group().split())
    except ValueError:
        return None


def _base85(match: re.Match[str]) -> bytes | None:
    if sum(not sign.isalnum() and sign not in "+-_=" for sign in match[1]) < _SIGNS85:
        return None
    for decode in (base64.b85decode, base64.a85decode):
        try:
            content = decode(match[1])
        except ValueError:
            continue
        if is_text(content) or is_file(content):
            return content
    return None


def _by_code(base: int) -> Callable[[re.Match[str]], bytes | None]:
    def decode(match: re.Match[str]) -> bytes | None:
        codes = [int(code, base) for code in _BETWEEN_CODES.split(match.group()) if code]
        if max(codes) > 255:  # no bytes
            return None
        content = bytes(codes)
        shown = all(code in _SHOWN or 31 < code < 127 for code in codes)
        return content if shown or is_file(content) else None

    return decode


def _quoted(match: re.Match[str]) -> bytes | None:
    return quopri.decodestring(match.group().encode("utf-8", "replace"))


_OTHERS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], bytes | None]], ...] = (
    ("uuencode", _UUENCODED, _uuencoded),
    ("base32", _BASE32, _base32),
    ("Ascii85", _ASCII85, _ascii85),
    ("hexadecimal codes", _HEX_PAIRS, _by_code(16)),
    ("octal codes", _OCTALS, _by_code(8)),
    ("codes of letters", _CODES, _by_code(10)),
    ("binary digits", _BITS, _by_code(2)),
    ("hexadecimal escapes", _HEX_ESCAPES, _by_code(16)),
    ("base85", _QUOTED85, _base85),
    ("Intel HEX", _INTEL, _intel),
    ("quoted-printable", _QUOTED, _quoted),
    ("octal escapes", _OCTAL_ESCAPES, _by_code(8)),
)
_TWO_DIGITS = re.compile(r"=3\d=3\d")
_LONG_CAPITALS = re.compile(rb"[A-Z2-7]{24}")
_MANY_CODES = re.compile(r"[\s,:](?<=[0-9a-fA-Fx].)[\s,:]*[0-9a-fA-Fx]{1,4}(?:[\s,:]+[0-9a-fA-Fx]{1,4}){11}", re.DOTALL)
_OF_CODES = frozenset(("hexadecimal codes", "octal codes", "codes of letters"))
_MARKS: dict[str, Callable[[str], object]] = {  # what is looked for first, since nearly no text has it
    "uuencode": lambda text: "begin" in text and _UUENCODED.search(text),
    "Ascii85": lambda text: "<~" in text,
    "quoted-printable": lambda text: "=3" in text and _TWO_DIGITS.search(text) and _QUOTED.search(text),
    "binary digits": lambda text: "0011" in text and _BITS.search(text),
    "hexadecimal escapes": lambda text: "\\x" in text and _HEX_ESCAPES.search(text),
    "base85": _QUOTED85.search,
    "Intel HEX": lambda text: "\n:" in text and _INTEL.search(text),
    "octal escapes": lambda text: "\\0" in text and _OCTAL_ESCAPES.search(text),
}
