"""From a save to the new page served: this preview of every edition, beside `mkdocs serve` of the naive peer.

`python -m benchmarks.preview` prints it; `--browser` adds the time to the repainted page in a real browser.
"""

from __future__ import annotations

import argparse
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median

from benchmarks.measuring import Command, run
from benchmarks.workbench import ROOT, Workbench, peer, whole

sys.path.append(str(ROOT / "tests"))
sys.path.append(str(ROOT / "tests" / "site"))

from previewing import Preview, preview

EDITIONS = ("public", "partner", "internal")
PROSE, CELL = 0.3, 0.6  # seconds, at the median
_LOOKED_AT = Path("docs", "5-crime-and-asb", "5-1-crime.md")
_ADDRESS = "5-crime-and-asb/5-1-crime/"
_TABLE = Path("data", "public", "comparator-change.csv")
_CELL = re.compile(r"(?m)^(violence-against-the-person,.*,)([\d.]+)$")
_EVERY = 0.002
_LONGEST = 120.0


@dataclass(frozen=True)
class Save:
    """A save of one file, and what the page then says."""

    file: Path
    text: str
    says: bytes


@dataclass(frozen=True)
class Case:
    """What is saved and where it is waited for: the times of all rounds, in seconds."""

    name: str
    times: tuple[float, ...]
    target: float | None = None


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.preview", description=__doc__)
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="saves of each kind (default: 7)")
    parser.add_argument("--browser", action="store_true", help="measure in a browser too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="assess-bench-") as folder:
        cases = ours(Path(folder), options.runs, browser=options.browser)
        cases += theirs(Path(folder), options.runs)
    report(cases)
    return 0


def ours(folder: Path, rounds: int, *, browser: bool) -> list[Case]:
    """Our preview: every page of three editions."""
    bench = whole(folder / "ours")
    project = bench.command.folder
    with preview(project, "--restricted", "data/sample") as running:
        faults = running.settle()
        if faults:
            raise SystemExit("\n".join(faults))
        for edition in EDITIONS:
            running.page(f"/{edition}/{_ADDRESS}")
        prose = [_followed(running, save, project) for save in _sentences(project, rounds)]
        cells = [_followed(running, save, project) for save in _cells(project, rounds)]
        repainted = _repainted(running, project, rounds) if browser else []
        print(f"{_as_built(running, project)} pages are served as a build makes them, byte for byte.\n")
    return [
        Case("ours, prose: the page looked at", tuple(first for first, _ in prose), PROSE),
        Case("ours, prose: that page in all editions", tuple(last for _, last in prose)),
        Case("ours, a CSV cell: the page looked at", tuple(first for first, _ in cells), CELL),
        Case("ours, a CSV cell: that page in all editions", tuple(last for _, last in cells)),
        *repainted,
    ]


def theirs(folder: Path, rounds: int) -> list[Case]:
    """The naive peer, one edition of the pages that it can show: MkDocs as it comes, and its dirty mode."""
    cases = []
    for name, options in (("mkdocs serve", ()), ("mkdocs serve --dirty", ("--dirty", "--no-strict"))):
        bench = peer(folder / name.replace(" ", ""))
        project = bench.command.folder
        with _mkdocs(bench, options) as port:
            times = [_served(port, save, project) for save in _sentences(project, rounds)]
        cases.append(Case(f"peer, prose: {name}", tuple(times)))
    return cases


def report(cases: Sequence[Case]) -> None:
    """Print the times, and how often ours go into the peer's."""
    print("Seconds from a save to the new page served (least, median, most)")
    for case in cases:
        target = ""
        if case.target is not None:
            target = f"  target {case.target}: {'met' if median(case.times) <= case.target else 'MISSED'}"
        print(f"{case.name:<52}{min(case.times):6.2f} {median(case.times):6.2f} {max(case.times):6.2f}{target}")
    own = median(cases[0].times)
    for case in cases:
        if case.name.startswith("peer"):
            print(f"{case.name.removeprefix('peer, prose: ')} / ours: {median(case.times) / own:.1f}")


def _as_built(running: Preview, project: Path) -> int:
    """How many pages of all editions a build made now has; each must be what the preview serves."""
    build = (str(Path(sys.executable).with_name("assess")), "build", "--restricted", "data/sample")
    run(Command(build, project))
    built = {path.relative_to(project / "site").as_posix(): path for path in (project / "site").rglob("*.html")}
    others = [name for name, path in built.items() if running.page(f"/{name}") != path.read_bytes()]
    if others:
        raise SystemExit("\n".join(["These pages are not served as a build makes them:", *others]))
    return len(built)


def _sentences(project: Path, rounds: int, letter: str = "a") -> Iterator[Save]:
    """Saves of a page, each with a sentence that was never there; with another letter they are others."""
    text = (project / _LOOKED_AT).read_text("utf-8")
    for index in range(rounds):
        sentence = f"Sentence {letter * (index + 1)}x was added to see how long it takes."
        yield Save(_LOOKED_AT, f"{text}\n{sentence}\n", sentence.encode())


def _cells(project: Path, rounds: int) -> Iterator[Save]:
    """Saves of a table, each with another number in one cell, which the page shows in a chart and a table."""
    text = (project / _TABLE).read_text("utf-8")
    found = _CELL.search(text)
    if found is None:
        raise SystemExit(f"{_TABLE} has no such row any more")
    for index in range(rounds):
        number = f"{float(found[2]) + (index + 1) / 10:.1f}"
        yield Save(
            _TABLE, _CELL.sub(rf"\g<1>{number}", text), f'value="{number}" data-cell="comparator-change/'.encode()
        )


def _followed(running: Preview, save: Save, project: Path) -> tuple[float, float]:
    """Seconds until the page is served in the edition looked at last, and until it is in all of them."""
    events = running.events()
    next(events)
    waiting, times = set(EDITIONS), []
    start = time.perf_counter()
    (project / save.file).write_text(save.text, "utf-8")
    for event in events:
        edition = event.get("edition", "")
        if edition in waiting and f"{_ADDRESS}index.html" in event["changed"]:
            if save.says not in running.page(f"/{edition}/{_ADDRESS}"):
                raise SystemExit(f"{edition}: a page was served that does not say what was saved")
            times.append(time.perf_counter() - start)
            waiting.remove(edition)
        if not waiting and event.get("doing") == "":
            break
    if event["faults"]:
        raise SystemExit("\n".join(each["text"] for each in event["faults"]))
    return times[0], times[-1]


def _repainted(running: Preview, project: Path, rounds: int) -> list[Case]:
    """The same to the repainted page in a browser that shows the preview, with no other edition beside it."""
    from browser import chromium  # needed here alone

    def shown(save: Save) -> float:
        start = time.perf_counter()
        (project / save.file).write_text(save.text, "utf-8")
        frame.get_by_text(save.says.decode()).wait_for()
        frame.locator("body").evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        took = time.perf_counter() - start
        running.settle()
        return took

    with chromium() as started:
        page = started.new_page()
        page.goto(f"http://127.0.0.1:{running.port}/#public//{_ADDRESS}")
        frame = page.frame_locator("#page")
        frame.locator("h1").wait_for()
        times = [shown(save) for save in _sentences(project, rounds, "b")]
    return [Case("ours, prose: repainted in a browser", tuple(times))]


def _served(port: int, save: Save, project: Path) -> float:
    """Seconds until a page says what was saved, asked for again and again."""
    start = time.perf_counter()
    (project / save.file).write_text(save.text, "utf-8")
    while time.perf_counter() - start < _LONGEST:
        if save.says in _content(port):
            took = time.perf_counter() - start
            time.sleep(1)  # it may build once more
            return took
        time.sleep(_EVERY)
    raise SystemExit("the peer does not follow the edit")


def _content(port: int) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=_LONGEST)
    try:
        connection.request("GET", f"/{_ADDRESS}")
        return connection.getresponse().read()
    except (OSError, HTTPException):
        return b""
    finally:
        connection.close()


@contextmanager
def _mkdocs(bench: Workbench, options: Sequence[str]) -> Iterator[int]:
    """`mkdocs serve` in the folder of a peer, on a port that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [bench.command.arguments[0], "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}", *options]
    process = subprocess.Popen(  # noqa: S603  # commands of this benchmark
        command, cwd=bench.command.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        start = time.perf_counter()
        while b"<article" not in _content(port):
            if process.poll() is not None or time.perf_counter() - start > _LONGEST:
                raise SystemExit(f"{' '.join(command)} serves nothing")
            time.sleep(0.1)
        time.sleep(1)
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
