"""The process that lays volumes out: one fork for each, two at a time, confined to the folder it was named.

It starts with an empty environment. Each line on standard input is a folder with a document and its pictures; each line
on standard output says that one is done. The fork leaves the PDF there, and what came of it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from assess.processes.opened_files import installation
from assess.processes.sandbox import confine

DOCUMENT, PICTURES, RESULT, CONTENT = "document.html", "pictures", "laid.json", "laid.pdf"
_AT_ONCE = 2
_FONTS = Path(__file__).with_name("templates") / "fonts.conf"


def lay_out(folder: Path) -> None:
    """Lay out the document of a folder, and leave the PDF and its story there."""
    from assess.pdf.layout import laid_out
    from assess.pdf.tagging import finished

    pictures = {path.name: path.read_bytes() for path in (folder / PICTURES).iterdir()}
    laid = laid_out((folder / DOCUMENT).read_text("utf-8"), pictures)
    (folder / CONTENT).write_bytes(finished(laid.content, laid.continued))
    told = {"sheets": laid.sheets, "numbers": laid.numbers, "beyond": laid.beyond}
    (folder / RESULT).write_text(json.dumps(told), "utf-8")


def _fork(folder: Path) -> int:
    pid = os.fork()
    if pid:
        return pid
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
    import assess.pdf.layout
    import assess.pdf.tagging  # noqa: F401  # imported for the forks

    installation()
    running: dict[int, str] = {}

    def report() -> None:
        pid, _ = os.wait()
        print(running.pop(pid), flush=True)

    for line in sys.stdin:
        while len(running) >= _AT_ONCE:
            report()
        running[_fork(Path(line.strip()))] = line.strip()
    while running:
        report()


if __name__ == "__main__":
    serve()
