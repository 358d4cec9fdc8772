"""The process that lays documents out: one fork for each, confined to the folder it was named.

It starts with an empty environment. Each line on standard input is a folder with a document and its pictures. The fork
leaves the PDF there, and what came of it. The document may be the cover of parts that are there too: then the PDF is
the volume. An empty line is answered with another once all forks have ended. Two run at a time, in all the processes
whose folders lie beside each other: each needs much memory.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import os
import sys
import time
from pathlib import Path

from assess.processes.opened_files import installation
from assess.processes.sandbox import confine

DOCUMENT, PICTURES, RESULT, CONTENT = "document.html", "pictures", "laid.json", "laid.pdf"
PARTS, WEB = "parts", "web.txt"
_AT_ONCE = 2
_PAUSE = 0.02  # seconds until asking again
_FONTS = Path(__file__).with_name("templates") / "fonts.conf"


def lay_out(folder: Path) -> None:
    """Lay out the document of a folder, and leave the PDF and its story there."""
    from assess.pdf.binding import bind
    from assess.pdf.layout import laid_out
    from assess.pdf.tagging import finished

    pictures = {path.name: path.read_bytes() for path in (folder / PICTURES).iterdir()}
    content, sheets = laid_out((folder / DOCUMENT).read_text("utf-8"), pictures)
    content = finished(content, sheets.continued)
    if (folder / PARTS).is_dir():
        parts = [path.read_bytes() for path in sorted((folder / PARTS).iterdir())]
        content = bind(content, parts, (folder / WEB).read_text("utf-8"))
    (folder / CONTENT).write_bytes(content)
    (folder / RESULT).write_text(sheets.written(), "utf-8")


def _turn(beside: Path) -> int:
    """Wait for a turn, which is a lock on an open file."""
    while True:
        for number in range(_AT_ONCE):
            turn = os.open(beside / f"turn-{number}", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(turn)
            else:
                return turn
        time.sleep(_PAUSE)


def _fork(folder: Path) -> None:
    if os.fork():
        return
    gc.disable()  # a tenth of the time, to find hardly anything: all goes when the fork ends
    silent = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(silent, standard)
    try:
        os.environ["TMPDIR"] = str(folder)
        confine(installation(), [folder])
        lay_out(folder)
    finally:
        os._exit(0)


def serve() -> None:
    """Answer requests until standard input ends."""
    os.environ["FONTCONFIG_FILE"] = str(_FONTS)  # before the library is opened
    import warnings

    warnings.simplefilter("ignore")  # of there being no fonts: so it should be
    import assess.pdf.binding
    import assess.pdf.layout  # noqa: F401  # imported for the forks, with all that they need

    installation()
    for line in sys.stdin:
        if not line.strip():
            _wait()
            print(flush=True)
            continue
        folder = Path(line.strip())
        turn = _turn(folder.parent)
        _fork(folder)
        os.close(turn)  # the fork holds it until it ends


def _wait() -> None:
    """Wait until every fork has ended."""
    with contextlib.suppress(ChildProcessError):
        while os.wait():
            pass


if __name__ == "__main__":
    serve()
