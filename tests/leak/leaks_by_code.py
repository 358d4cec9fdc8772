"""Leaks by code of the build that is wrong: it computes with the pack, or says what it holds."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

from cases import Gauntlet, Result
from leaks import Fact
from narrowed import narrow
from workshop import Workshop
from wrongs import filled
from wrongs import page as page_of

import assess.build.examine
import assess.build.pipeline
from assess.prove import worlds
from assess.prove.comparison import differences

Raising = tuple[str, str, str, str]
Fault = tuple[ModuleType, str, Callable[..., object]]  # what stands in the place of which name of a module

ROOT = Path(__file__).resolve().parent.parent.parent


def _column(pack: Path, fact: Fact) -> dict[str, int]:
    """The numbers of a column of the pack as they are now, by the label of their row; none where there is no table."""
    path = pack / fact.folder / f"{fact.dataset.id}.csv"
    if not path.exists():
        return {}
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return {row["label"]: int(row[fact.column]) for row in rows if row["id"] != "total"}


COMPUTED: dict[str, Callable[[dict[str, int]], str]] = {
    "a list sorted by a withheld column": lambda cells: ", ".join(
        str(len(each)) for each in sorted(cells, key=cells.get)
    ),
    "a rank that rests on withheld rows": lambda cells: (
        f"Ranked {sorted(cells.values()).index(next(iter(cells.values())))}"
    ),
    "a highest that rests on withheld rows": lambda cells: f"Most: {len(max(cells, key=cells.get))}",
    "a total less its published parts": lambda cells: f"In all {sum(cells.values())}",
    "a share of a withheld total": lambda cells: f"{100 * max(cells.values()) // sum(cells.values())}%",
    "whether it is above the average": lambda cells: str(
        [each * len(cells) > sum(cells.values()) for each in cells.values()]
    ),
    "a last digit": lambda cells: str([each % 10 for each in cells.values()]),
    "a colour by size": lambda cells: "".join(f'<i class="c{each % 7}"></i>' for each in cells.values()),
    "how many rows there are": lambda cells: f"Of {len(cells)}",
    "a mark that something is withheld": lambda cells: "There is more" if cells else "",
}


def computed(gauntlet: Gauntlet) -> Iterator[Result]:
    """Code of the build that computes with the pack while nobody watches what it opens: the bytes tell."""
    for channel, compute in gauntlet.one_in(20, COMPUTED):
        for fact, _ in gauntlet.one_of_each():
            told = differs(gauntlet.at, fact, staging(gauntlet.at, fact, compute), watched=False)
            yield Result("computed", channel, fact.source, "a column", told)
    for fact, _ in gauntlet.one_of_each():
        watched = {
            "a column read while watched": staging(gauntlet.at, fact, COMPUTED["a last digit"]),
            "a column read in a fork of the build": finishing(gauntlet.at, fact),
        }
        for channel, leaky in watched.items():
            yield Result("computed", channel, fact.source, "a column", differs(gauntlet.at, fact, leaky))
        told = differs(gauntlet.at, fact, saying(gauntlet.at, fact), watched=False)
        yield Result("computed", "a log line", fact.source, "a column", told)


def staging(at: Workshop, fact: Fact, compute: Callable[[dict[str, int]], str]) -> Fault:
    """Staging that adds what it computes with a column of the pack to every page."""
    stage = assess.build.pipeline.stage

    def leaking(project: object, known: object, downloads: object, folder: Path) -> None:
        stage(project, known, downloads, folder)
        cells = _column(at.pack, fact)
        for path in (folder / "docs").glob("*.md"):
            path.write_text(f"{path.read_text('utf-8')}\n\n{compute(cells) if cells else ''}\n", "utf-8")

    return assess.build.pipeline, "stage", leaking


def finishing(at: Workshop, fact: Fact) -> Fault:
    """Finishing a site, which a fork does, that writes numbers of the pack into its pages."""
    finish = assess.build.examine.finish

    def leaking(stage: Path, **where: object) -> object:
        for path in (stage / "site").rglob("*.html"):
            path.write_text(f"{path.read_text('utf-8')}<!-- {sum(_column(at.pack, fact).values())} -->", "utf-8")
        return finish(stage, **where)

    return assess.build.examine, "finish", leaking


def saying(at: Workshop, fact: Fact) -> Fault:
    """A build that says a number of the pack as it goes."""
    know = assess.build.pipeline.know

    def leaking(*given: object) -> object:
        print(f"Read {next(iter(_column(at.pack, fact).values()), 0)}", file=sys.stderr)
        return know(*given)

    return assess.build.pipeline, "know", leaking


def differs(at: Workshop, fact: Fact, fault: Fault, *, watched: bool = True) -> str:
    """What tells that a public build is not the same beside other packs, with a fault in the code of the build."""
    at.clean()
    files = {path.relative_to(at.pack).as_posix(): path.read_bytes() for path in at.pack.rglob("*") if path.is_file()}
    dataset = {f"{fact.folder}/{fact.dataset.id}.csv": fact.dataset}
    mint = worlds.Mint("the gauntlet's worlds")
    others = (
        worlds.changed(files, dataset, mint),
        worlds.permuted(files, dataset, mint),
        worlds.absent(files, [fact.folder]),
    )
    module, name, leaking = fault
    unwatched = contextlib.nullcontext() if watched else patch.object(assess.build.pipeline, "_strays", lambda *_: [])
    with unwatched, patch.object(module, name, leaking):
        said: list[str] = []

        def outcome() -> object:
            heard = io.StringIO()
            with contextlib.redirect_stderr(heard):
                made = at.outcome(["public"])
            said.append(heard.getvalue())
            return made

        first = outcome()
        if "not an input of its editions" in first.log:
            return "read"
        if "did not pass its audit" in first.log:
            return "audit"
        assert not first.code, first.log
        for world in others:
            shutil.rmtree(at.pack)
            for name, content in world.files.items():
                (at.pack / name).parent.mkdir(parents=True, exist_ok=True)
                (at.pack / name).write_bytes(content)
            if any(differences(first, outcome())) or said[-1] != said[0]:
                return "proof"
    return ""


def told(gauntlet: Gauntlet) -> Iterator[Result]:
    """Builds that fail over something restricted: what they say must not hold it."""
    for fact, _ in gauntlet.one_of_each():
        yield from told_of(gauntlet.at, fact, gauntlet.one_in(20, RAISING))


def told_of(at: Workshop, fact: Fact, raising: Iterable[tuple[str, Raising]]) -> Iterator[Result]:
    """The same of one fact, with these faults in the code."""
    for channel, spoil in _SPOILT.items():

        def wrong(root: Path, spoil: Callable[[Path, Fact], None] = spoil) -> None:
            spoil(at.pack, fact)
            prose = _prose_of(at.pack, fact).stem
            page_of(root, "shown", f"{{{{ restricted('{fact.source}', prose='{prose}') }}}}")

        attempt = at.attempt(wrong, ["internal"])
        quiet = bool(attempt.stopped) and not _holds(attempt.said, fact)
        yield Result("said", channel, fact.source, "a cell", "messages" if quiet else "")
    for channel, (file, old, new, says) in raising:
        with tempfile.TemporaryDirectory() as code:
            named = new.replace("DATASET", fact.dataset.id).replace("VALUE", str(fact.value))
            ended = with_code(at, Path(code), fact, (file, old, named))
        said = ended.stdout + ended.stderr
        assert "ValueError" in said, f"the fault was not met: {said}"
        placed = any(re.match(says, line) for line in said.splitlines())
        quiet = ended.returncode == 1 and placed and "Traceback" not in said and not _holds(said, fact)
        yield Result("said", channel, fact.source, "a cell", "messages" if quiet else "")


def _holds(said: str, fact: Fact) -> bool:
    plain = re.sub(r"(?<=\d),(?=\d)", "", said)
    return any(str(number) in plain for number in fact.neighbours())


def _spoil_cell(pack: Path, fact: Fact) -> None:
    path = pack / fact.folder / f"{fact.dataset.id}.csv"
    text = path.read_text("utf-8")
    assert f",{fact.value}" in text
    path.write_text(text.replace(f",{fact.value}", f",{fact.value}x", 1), "utf-8")


def _spoil_prose(link: str, pack: Path, fact: Fact) -> None:
    path = _prose_of(pack, fact)
    path.write_text(f"{path.read_text('utf-8')}\n{link.replace('VALUE', str(fact.value))}\n", "utf-8")


def _prose_of(pack: Path, fact: Fact) -> Path:
    prose = sorted((pack / fact.folder / "prose").glob("*.md"))
    return next(path for path in prose if f"source: {fact.source}\n" in path.read_text("utf-8"))


_SPOILT = {
    "a cell that cannot be read": _spoil_cell,
    "a link in restricted prose": partial(_spoil_prose, "[more](VALUE.md)"),
    "a link of restricted prose that the renderer follows": partial(_spoil_prose, "[more][]\n\n[more]: VALUE.md"),
}
_ROWS = "    columns = [column for column in table_columns(dataset) if column.name != LABEL]\n"
_IN_RENDERER = "getattr(__import__('sys').modules['__main__'], 'warm_up', None)"
# By its channel, a fault: its file, what it stands in the place of, and the line that tells of it.
RAISING: dict[str, Raising] = {
    "a traceback while pages are checked": (
        "macros/html/tables.py",
        _ROWS,
        f"{_ROWS}    if dataset.id == 'DATASET':\n        raise ValueError(str(dataset.rows))\n",
        r"This is a fault in the program, not in your files: ValueError in tables\.py, line \d",
    ),
    "a traceback while a page is rendered": (
        "macros/html/tables.py",
        _ROWS,
        f"{_ROWS}    if {_IN_RENDERER} and dataset.id == 'DATASET':\n        raise ValueError(str(dataset.rows))\n",
        r"  docs/\w+\.md: a macro failed \(ValueError\)$",
    ),
    "a traceback while a site is finished": (
        "assess/build/hosting/finish.py",
        '    site, folder = stage / "site", folder_of(address)\n',
        '    site = stage / "site"\n    raise ValueError((site / "shown" / "index.html").read_text())\n',
        r"This is a fault in the program, not in your files: ValueError in finish\.py, line \d",
    ),
    "a traceback while a chart is drawn": (
        "macros/charts/drawing.py",
        "def draw(chart: Chart) -> str:\n",
        "def draw(chart: Chart) -> str:\n    if 'VALUE' in repr(chart):\n        raise ValueError(repr(chart))\n",
        r"A chart could not be drawn \(ValueError\)$",
    ),
}


_SHOWN = "{% call restricted('SOURCE') %}\n{{ figure('DATASET', chart='ranked', of='COLUMN') }}\n{% endcall %}"


def with_code(at: Workshop, code: Path, fact: Fact, fault: tuple[str, str, str]) -> subprocess.CompletedProcess[str]:
    """The command run with a copy of the project's code that has a fault in it, and a page that meets it."""
    file, old, new = fault
    for package in ("redaction", "macros", "assess"):
        shutil.copytree(ROOT / package, code / package)
    text = (code / file).read_text("utf-8")
    assert text.count(old) == 1, (file, old)
    (code / file).write_text(text.replace(old, new), "utf-8")
    at.clean()
    narrow(at.project.root, "A page to build.", ())  # other code makes every chart and page anew
    page_of(at.project.root, "shown", filled(_SHOWN.replace("SOURCE", fact.source), fact, at.pack))
    return subprocess.run(
        [sys.executable, "-m", "assess.cli.main", "build", "internal", "--restricted", str(at.pack)],
        cwd=at.project.root,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(code)},
        capture_output=True,
        text=True,
        check=False,
    )
