"""Files that came to harm: bits that flipped, ends that are missing, pieces that changed places, files inside files.

`make damaged` damages 10,000 files of the channels of the gauntlet and has the audit read each. None may crash it or
take longer than its time. What another reader finds broken must not pass as read.
"""

from __future__ import annotations

import argparse
import bz2
import faulthandler
import gzip
import io
import lzma
import random
import sys
import tarfile
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from channels import KINDS
from planting import CHANNELS
from small_counts import grids, write_open, write_pack

from assess.audit import Scanner, Withheld
from assess.audit.scanner import ASTRAY

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 30.0  # seconds of the processor; one of the largest of these files takes two
_ENDINGS = (
    *("csv", "html", "xml", "svg", "json", "pdf", "png", "jpg", "zip", "xlsx", "ods"),
    *("docx", "gz", "tar", "txt", "eml", "css", "js", "ics", "rtf"),
)
_HANGS = 300  # seconds on the wall, after which what is going on is printed and all ends


@dataclass(frozen=True)
class Damaged:
    """A file that came to harm: the channel it is of, what was done to it, its name and its bytes."""

    channel: str
    harm: str
    name: str
    content: bytes


def damaged_files(count: int, seed: str) -> Iterator[Damaged]:
    """As many damaged files, every channel in turn and every harm by chance; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # the same files each time
    [grid, *_] = grids("damaged files")
    whole = [(channel, *write("143; 97; 268; 214; 83")) for channel, write in CHANNELS.items()]
    whole += [(channel, *made(grid)) for kind in KINDS.values() for channel, made in kind.items()]
    chance.shuffle(whole)
    for at in range(count):
        channel, name, content = whole[at % len(whole)]
        harm = chance.choice([*_HARMS])
        yield Damaged(channel, harm, *_HARMS[harm](name, content, chance))


def _bits(name: str, content: bytes, chance: random.Random) -> tuple[str, bytes]:
    changed = bytearray(content)
    for _ in range(chance.choice([1, 1, 3, 20])):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return name, bytes(changed)


def _cut(name: str, content: bytes, chance: random.Random) -> tuple[str, bytes]:
    return name, content[: chance.randrange(len(content))]


def _head_cut(name: str, content: bytes, chance: random.Random) -> tuple[str, bytes]:
    return name, content[chance.randrange(len(content)) :]


def _hole(name: str, content: bytes, chance: random.Random) -> tuple[str, bytes]:
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return name, content[:start] + content[end:]


def _zeros(name: str, content: bytes, chance: random.Random) -> tuple[str, bytes]:
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return name, content[:start] + bytes(end - start) + content[end:]


def _swapped(name: str, content: bytes, chance: random.Random) -> tuple[str, bytes]:
    first, second, third = sorted(chance.randrange(len(content) + 1) for _ in range(3))
    return name, content[:first] + content[second:third] + content[first:second] + content[third:]


def _twice(name: str, content: bytes, chance: random.Random) -> tuple[str, bytes]:
    at = chance.randrange(len(content) + 1)
    return name, content[:at] + content * chance.choice([1, 2, 5]) + content[at:]


def _noise(name: str, content: bytes, chance: random.Random) -> tuple[str, bytes]:
    at = chance.randrange(len(content) + 1)
    return name, content[:at] + chance.randbytes(chance.choice([1, 16, 400])) + content[at:]


def _nested(name: str, content: bytes, chance: random.Random) -> tuple[str, bytes]:
    """Inside as many other files, one of which may be damaged in turn."""
    for _ in range(chance.randrange(1, 7)):
        name, content = chance.choice([_zipped, _gzipped, _tarred])(name, content)
    return _bits(name, content, chance) if chance.random() < 0.5 else (name, content)


def _renamed(_: str, content: bytes, chance: random.Random) -> tuple[str, bytes]:
    return f"a.{chance.choice(_ENDINGS)}", content


def _zipped(name: str, content: bytes) -> tuple[str, bytes]:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return "a.zip", file.getvalue()


def _gzipped(name: str, content: bytes) -> tuple[str, bytes]:
    return f"{name}.gz", gzip.compress(content)


def _tarred(name: str, content: bytes) -> tuple[str, bytes]:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as packed:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        packed.addfile(member, io.BytesIO(content))
    return "a.tar", file.getvalue()


_Harm = Callable[[str, bytes, random.Random], tuple[str, bytes]]
_HARMS: dict[str, _Harm] = {
    "bits flipped": _bits,
    "its end cut off": _cut,
    "its beginning cut off": _head_cut,
    "a hole in it": _hole,
    "zeros in it": _zeros,
    "pieces swapped": _swapped,
    "inside itself": _twice,
    "noise in it": _noise,
    "inside other files": _nested,
    "another ending": _renamed,
}


def broken(content: bytes) -> str:
    """What readers that share nothing with the audit find broken in a packed file; nothing where they find nothing."""
    try:
        if content.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                return "a member of a zip" if packed.testzip() else ""
        for start, unpack in _PACKED.items():
            if content.startswith(start):
                unpack(content)
    except (
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
    ) as error:
        return type(error).__name__
    return ""


_PACKED: dict[bytes, Callable[[bytes], object]] = {
    b"\x1f\x8b": gzip.decompress,
    b"BZh": bz2.decompress,
    b"\xfd7zXZ\x00": lzma.decompress,
}


def scanner_in(place: Path) -> Scanner:
    """What looks for a pack of small counts in anybody's files."""
    (place / "redaction").mkdir()
    for name in ("sources.yml", "editions.yml"):
        (place / "redaction" / name).write_bytes((ROOT / "redaction" / name).read_bytes())
    write_open(place / "data" / "public")
    write_pack(place / "pack", grids("damaged files"))
    folders = (place / "pack" / "partner", place / "pack" / "internal")
    known = Withheld(place, "public", (place / "data" / "public",), folders).fingerprints()
    return Scanner(known, safe=frozenset())


def wrong(scanner: Scanner, each: Damaged) -> str:
    """What went wrong when the audit read a damaged file; nothing where it ended as it must."""
    start = time.process_time()
    try:
        findings = scanner.findings_in(each.name, each.content)
    except Exception as error:  # noqa: BLE001  # whatever it is, it must not be
        return f"crashed: {error!r}"
    if any(ASTRAY in str(finding) for finding in findings):
        return "a fault of its reader"
    took = time.process_time() - start
    if took > LONGEST:
        return f"took {took:.0f} s"
    return "" if findings else f"passed as read: {broken(each.content)}" if broken(each.content) else ""


def main() -> int:
    """Damage files, and print what went wrong; 1 where anything did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000, help="how many")
    parser.add_argument("--seed", default="damaged", help="another gives other files")
    options = parser.parse_args()
    harms: Counter[str] = Counter()
    faults = 0
    start, longest = time.process_time(), 0.0
    with tempfile.TemporaryDirectory() as place:
        scanner = scanner_in(Path(place))
        for each in damaged_files(options.files, options.seed):
            faulthandler.dump_traceback_later(_HANGS, exit=True)
            before = time.process_time()
            fault = wrong(scanner, each)
            longest = max(longest, time.process_time() - before)
            harms[each.harm] += 1
            if fault:
                faults += 1
                print(f"{each.channel}, {each.harm}, {each.name}: {fault}", flush=True)
    faulthandler.cancel_dump_traceback_later()
    took = time.process_time() - start
    print(", ".join(f"{count} {harm}" for harm, count in harms.most_common()))
    print(f"{options.files} files in {took:.0f} s of processor, the longest {longest:.1f} s; {faults} went wrong")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
