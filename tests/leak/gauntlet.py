"""The gauntlet: leaks put into everything that is built or read, and the gate that stopped each: `make leaks`.

A leak is a cell of a restricted source beside the words that say what it is, in a form that people write, or a sentence
of its prose. Each is tried with the project's own gates: what a build refuses before it renders (check), its recorded
reads (read), the confinement of its renderer (shut in), the audit of a finished site (audit), the scanner on any
file (scanner), the proof by differential builds (proof), what a build puts in place (promote), `assess verify`
(verify), and messages that say places and never values (messages). A case that no gate stops is told, and fails.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent.parent
for place in (ROOT, ROOT / "tests" / "leak", ROOT / "tests" / "build"):
    sys.path.append(str(place)) if str(place) not in sys.path else None

from leaks import Fact, Leak, leaks_of, runs_of  # noqa: E402  # after the lines above
from places import PLACES, Tampered  # noqa: E402  # as above
from planting import CHANNELS, page, table_file  # noqa: E402  # as above
from workshop import Workshop, traces, workshop  # noqa: E402  # as above
from wrongs import FRONT, PAGES, THEME_TRICKS, TRICKS, WRONGS, Wrong, filled  # noqa: E402  # as above
from wrongs import page as page_of  # noqa: E402  # as above

import release.build  # noqa: E402  # as above
from release.audit import Memory, audit, theme_digests  # noqa: E402  # as above
from release.auditing import Question as Asked  # noqa: E402  # as above
from release.auditing import answer  # noqa: E402  # as above
from release.knowledge import policy_of  # noqa: E402  # as above
from release.prove import worlds  # noqa: E402  # as above
from release.prove.comparison import differences  # noqa: E402  # as above
from release.verify import Question, verify  # noqa: E402  # as above

T = TypeVar("T")
SEED = 20230518
_BATCH = 40
_NAME = re.compile(r"\bp(\d{3})\b")


@dataclass(frozen=True)
class Result:
    """What became of one leak: the family and the channel it was put into, and what stopped it, if anything did."""

    family: str
    channel: str
    source: str
    form: str
    gate: str

    @property
    def stopped(self) -> bool:
        """Whether a gate stopped it."""
        return bool(self.gate)


@dataclass(frozen=True)
class Gauntlet:
    """A workshop, and how much of each channel is tried: everything, or one leak by chance."""

    at: Workshop
    chance: random.Random | None = None

    def leaks(self, number: int = 0) -> list[tuple[Fact, Leak]]:
        """The leaks for a channel: every form of every source, or one of them."""
        every = [(fact, leak) for fact in self.at.facts.values() for leak in leaks_of(fact)]
        return every if self.chance is None else self.chance.sample(every, number or 1)

    def one_of_each(self) -> list[tuple[Fact, Leak]]:
        """A leak of each source, in another form for each; one alone where a sample is tried."""
        facts = list(self.at.facts.values())
        chosen = []
        for at, fact in enumerate(facts):
            forms = list(leaks_of(fact))
            chosen.append((fact, forms[at % len(forms)]))
        return chosen if self.chance is None else self.chance.sample(chosen, 1)

    def built(self, channels: Mapping[str, T]) -> list[tuple[str, T]]:
        """The channels of a family that need builds of their own; a third of them by chance where a sample is tried."""
        every = list(channels.items())
        return every if self.chance is None else self.chance.sample(every, -(-len(every) // 3))

    def run(self) -> Iterator[Result]:
        """Every case."""
        families = (in_files, in_forms, in_drawings, by_hand, in_the_site, typed, by_tricks, done_wrong)
        for family in (*families, by_theme, computed, stale, delivered, told, committed):
            start = time.monotonic()
            made = list(family(self))
            print(
                f"{family.__name__}: {len(made)} cases in {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True
            )
            yield from made


# Files that anybody may send


def in_files(gauntlet: Gauntlet) -> Iterator[Result]:
    """A file of each kind, as the scanner reads it."""
    scanner = gauntlet.at.scanner()
    for channel, write in CHANNELS.items():
        for _, leak in gauntlet.leaks():
            found = traces(scanner.findings_in(*write(leak.text)))
            yield Result("file", channel, leak.source, leak.form, f"scanner: {found[0]}" if found else "")


def in_forms(gauntlet: Gauntlet) -> Iterator[Result]:
    """Five neighbours of a column without a word beside them, in every written form."""
    scanner = gauntlet.at.scanner()
    for fact in gauntlet.at.facts.values():
        for leak in runs_of(fact):
            found = traces(scanner.findings_in("a.html", page(f"<p>Of these: {leak.text}.</p>")))
            kinds = [kind for kind in found if kind.startswith(("run", "number"))]
            yield Result("form", leak.form, leak.source, leak.form, f"scanner: {kinds[0]}" if kinds else "")


DRAWN: dict[str, Callable[[Sequence[float]], str]] = {
    "bars": lambda sizes: "".join(f'<rect y="{20 * at}" width="{size:.2f}"/>' for at, size in enumerate(sizes)),
    "a path": lambda sizes: f'<path d="{" ".join(f"L{40 * at},{500 - size:.2f}" for at, size in enumerate(sizes))}"/>',
    "points": lambda sizes: "".join(f'<circle cx="{20 * at}" cy="{size:.2f}" r="3"/>' for at, size in enumerate(sizes)),
    "styled elements": lambda sizes: "".join(f'<div style="width: {size / 4:.3f}%"></div>' for size in sizes),
}


def in_drawings(gauntlet: Gauntlet) -> Iterator[Result]:
    """A column as a drawing without a number on it."""
    scanner = gauntlet.at.scanner()
    for what, draw in DRAWN.items():
        for fact, leak in gauntlet.one_of_each():
            largest = max(fact.neighbours())
            drawn = draw([400 * number / largest for number in fact.neighbours()])
            file = ("a.html", page(drawn if "div" in drawn else f"<svg>{drawn}</svg>"))
            found = [kind for kind in traces(scanner.findings_in(*file)) if kind == "drawing"]
            yield Result(
                "drawing", f"geometry: {what}", leak.source, "a column", f"scanner: {found[0]}" if found else ""
            )


def _labels(fact: Fact) -> dict[str, str]:
    return {row.id: row.cells["label"].text for row in fact.dataset.rows if row.id != "total"}


def _in_order(fact: Fact) -> list[list[object]]:
    """The rows of a table in the order of a withheld column, and nothing of the column."""
    labels = _labels(fact)
    sized = sorted(zip(fact.neighbours(), labels.values(), strict=True), reverse=True)
    return [["Area"], *([label] for _, label in sized)]


def _less_one(fact: Fact) -> list[list[object]]:
    """Public numbers of all rows but one, and a total that gives the one away."""
    noise = random.Random(fact.source)  # noqa: S311  # the same numbers each time
    parts = {label: noise.randrange(100, 900) for name, label in _labels(fact).items() if name != fact.row}
    whole = sum(parts.values()) + fact.value
    return [["Area", "Count"], *([label, number] for label, number in parts.items()), ["Total", whole]]


BY_HAND: dict[str, tuple[Callable[[Fact], list[list[object]]], str]] = {
    "a list in the order of a withheld column": (_in_order, "order"),
    "a total less its published parts": (_less_one, "remainder"),
}


def by_hand(gauntlet: Gauntlet) -> Iterator[Result]:
    """What gives a number away without being one: an order, and a total less its parts, typed into a table."""
    scanner = gauntlet.at.scanner()
    for what, (made, kind) in BY_HAND.items():
        for fact in gauntlet.at.facts.values():
            rows = made(fact)
            marked = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
            for form, file in (
                ("a CSV", ("a.csv", table_file(rows))),
                ("a table of a page", ("a.html", page(f"<table>{marked}</table>"))),
            ):
                kinds = traces(scanner.findings_in(*file))
                found = [each for each in kinds if each == kind] or kinds
                yield Result("by hand", what, fact.source, form, f"scanner: {found[0]}" if found else "")


# A site as it was built


def in_the_site(gauntlet: Gauntlet) -> Iterator[Result]:
    """Places of a built public site, as its audit reads it."""
    memory = Memory()
    site = Tampered(gauntlet.at.request())
    assert audit(site.request, memory) == []
    for place, put in PLACES.items():
        for _, leak in gauntlet.leaks():
            put(site, leak.text)
            found = [kind for kind in traces(audit(site.request, memory)) if kind not in ("unstaged", "changed")]
            site.restore()
            yield Result("built site", place, leak.source, leak.form, f"audit: {found[0]}" if found else "")
    assert audit(site.request, memory) == []


# Before a build


def typed(gauntlet: Gauntlet) -> Iterator[Result]:
    """A leak typed into a page, a page each, as many as go into one build."""
    cases: list[tuple[str, Leak]] = []
    for channel in (*PAGES, *FRONT):
        cases += [(channel, leak) for _, leak in gauntlet.leaks()]
    for start in range(0, len(cases), _BATCH):
        chosen = cases[start : start + _BATCH]

        def write(project: Path, at: int, case: tuple[str, Leak]) -> None:
            channel, leak = case
            matter = {FRONT[channel]: leak.text} if channel in FRONT else {}
            page_of(project, f"p{at:03}", PAGES.get(channel, "x").replace("@", leak.text), **matter)

        for (channel, leak), gate in zip(chosen, _each_page(gauntlet.at, chosen, write), strict=True):
            yield Result("typed", channel, leak.source, leak.form, gate)


def by_tricks(gauntlet: Gauntlet) -> Iterator[Result]:
    """What a page may try with macros and Jinja: refused, or it comes to nothing."""
    cases = [(trick, fact) for trick in TRICKS for fact in gauntlet.at.facts.values()]
    if gauntlet.chance:
        cases = [(trick, gauntlet.chance.choice(list(gauntlet.at.facts.values()))) for trick in TRICKS]

    def write(project: Path, at: int, case: tuple[str, Fact]) -> None:
        page_of(project, f"p{at:03}", filled(case[0], case[1], gauntlet.at.pack))

    gates = _each_page(gauntlet.at, cases, write, harmless="nothing to read")
    for (trick, fact), gate in zip(cases, gates, strict=True):
        yield Result("trick of a page", trick, fact.source, "a cell", gate)


def _each_page(
    at: Workshop, cases: Sequence, write: Callable[[Path, int, object], None], harmless: str = ""
) -> list[str]:
    """What stopped the page of each case, in as many builds as it takes: a page that was named is left out of the next.

    What is left in a build that passes is `harmless` if the scanner finds nothing on its page, else nothing stopped it.
    """
    gates = [""] * len(cases)
    left = dict(enumerate(cases))
    scanner = at.scanner()
    while left:

        def wrong(project: Path, left: Mapping[int, object] = left) -> None:
            for number, case in left.items():
                write(project, number, case)

        attempt = at.attempt(wrong)
        if not attempt.stopped:
            for number in left:
                written = attempt.files.get(f"public/p{number:03}/index.html", b"")
                clean = written and not traces(scanner.findings_in("a.html", written))
                gates[number] = harmless if clean else ""
            break
        public = attempt.said.partition("The internal edition")[0] if "audit" in attempt.stopped else attempt.said
        named = {int(number) for number in _NAME.findall(public)} & left.keys()
        if not named:
            break
        for number in named:
            gates[number] = attempt.stopped
            del left[number]
    return gates


def done_wrong(gauntlet: Gauntlet) -> Iterator[Result]:
    """Something wrong with what a build reads: settings, data, theme, attachments, links, caches."""
    for channel, wrong in gauntlet.built(WRONGS):
        for fact, leak in gauntlet.one_of_each():
            attempt = gauntlet.at.attempt(partial(_done, wrong, gauntlet.at.pack, fact, leak))
            gate = attempt.stopped or _came_to_nothing(gauntlet.at, attempt.files)
            yield Result("before a build", channel, leak.source, leak.form, gate)


def _done(wrong: Wrong, pack: Path, fact: Fact, leak: Leak, root: Path) -> None:
    wrong(root, pack, fact, leak)


def by_theme(gauntlet: Gauntlet) -> Iterator[Result]:
    """What a template of the theme may try in order to read the pack."""
    for channel, trick in gauntlet.built(THEME_TRICKS):
        for fact, _ in gauntlet.one_of_each():

            def wrong(root: Path, fact: Fact = fact, trick: str = trick) -> None:
                path = root / "theme" / "partials" / "marking.html"
                path.write_text(path.read_text("utf-8") + filled(trick, fact, gauntlet.at.pack), "utf-8")

            attempt = gauntlet.at.attempt(wrong)
            gate = attempt.stopped or _came_to_nothing(gauntlet.at, attempt.files)
            yield Result("before a build", channel, fact.source, "a table", gate)


def _came_to_nothing(at: Workshop, files: Mapping[str, bytes]) -> str:
    """What a build that passed is said to be: nothing of the pack where no file of the public site has a trace."""
    scanner = at.scanner(closed=True)
    public = {name: content for name, content in files.items() if name.startswith("public/")}
    own = {name: content for name, content in public.items() if sha256(content).digest() not in theme_digests()}
    found = [name for name, content in own.items() if traces(scanner.findings_in(name, content))]
    return "" if found or not own else "nothing to read"


# Computed by code that is wrong


def _column(pack: Path, fact: Fact) -> dict[str, int]:
    """The numbers of a column of the pack as they are now, by the label of their row; none where there is no table."""
    import csv

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
    for channel, compute in gauntlet.built(COMPUTED):
        for fact, _ in gauntlet.one_of_each():
            told = differs(gauntlet.at, fact, staging(gauntlet.at, fact, compute), watched=False)
            yield Result("computed", channel, fact.source, "a column", told)
    for fact, _ in gauntlet.one_of_each():
        leaky = staging(gauntlet.at, fact, COMPUTED["a last digit"])
        yield Result(
            "computed", "a column read while watched", fact.source, "a column", differs(gauntlet.at, fact, leaky)
        )
        told = differs(gauntlet.at, fact, saying(gauntlet.at, fact), watched=False)
        yield Result("computed", "a log line", fact.source, "a column", told)


def staging(at: Workshop, fact: Fact, compute: Callable[[dict[str, int]], str]) -> tuple[str, object]:
    """Staging that adds what it computes with a column of the pack to every page."""
    stage = release.build.stage

    def leaking(project: object, known: object, downloads: object, folder: Path) -> None:
        stage(project, known, downloads, folder)
        cells = _column(at.pack, fact)
        for path in (folder / "docs").glob("*.md"):
            path.write_text(f"{path.read_text('utf-8')}\n\n{compute(cells) if cells else ''}\n", "utf-8")

    return "stage", leaking


def saying(at: Workshop, fact: Fact) -> tuple[str, object]:
    """A build that says a number of the pack as it goes."""
    know = release.build.know

    def leaking(*given: object) -> object:
        print(f"Read {next(iter(_column(at.pack, fact).values()), 0)}", file=sys.stderr)
        return know(*given)

    return "know", leaking


def differs(at: Workshop, fact: Fact, fault: tuple[str, object], *, watched: bool = True) -> str:
    """What tells that a public build is not the same beside other packs, with a fault in the code of the build."""
    import contextlib
    import io

    at.clean()
    files = {path.relative_to(at.pack).as_posix(): path.read_bytes() for path in at.pack.rglob("*") if path.is_file()}
    dataset = {f"{fact.folder}/{fact.dataset.id}.csv": fact.dataset}
    mint = worlds.Mint("the gauntlet's worlds")
    others = (
        worlds.changed(files, dataset, mint),
        worlds.permuted(files, dataset, mint),
        worlds.absent(files, [fact.folder]),
    )
    strays = {} if watched else {"_strays": lambda *_: []}
    with patch.multiple(release.build, **{fault[0]: fault[1], **strays}):
        said: list[str] = []

        def outcome() -> object:
            heard = io.StringIO()
            with contextlib.redirect_stderr(heard):
                made = at.outcome(["public"])
            said.append(heard.getvalue())
            return made

        first = outcome()
        if "no input of its editions" in first.log:
            return "read"
        assert not first.code, first.log
        for world in others:
            shutil.rmtree(at.pack)
            for name, content in world.files.items():
                (at.pack / name).parent.mkdir(parents=True, exist_ok=True)
                (at.pack / name).write_bytes(content)
            if any(differences(first, outcome())) or said[-1] != said[0]:
                return "proof"
    return ""


# After a build


def stale(gauntlet: Gauntlet) -> Iterator[Result]:
    """What an earlier build, or somebody, left where the next one goes."""
    at = gauntlet.at
    for fact, leak in gauntlet.one_of_each():
        at.attempt(lambda _: None)
        site = at.project.root / "site"
        (site / "public" / "old.html").write_bytes(page(leak.text))
        refused = bool(verify(Question(site / "public", "public", site / "public.manifest.json")).problems)
        yield Result("after a build", "a file put into the output", leak.source, leak.form, "verify" if refused else "")
        after = at.built()
        gone = not after.stopped and "public/old.html" not in after.files
        yield Result("after a build", "stale output", leak.source, leak.form, "promote" if gone else after.stopped)
        asked = verify(Question(site / "internal", "public", site / "internal.manifest.json"))
        other = "verify" if any("host is for" in problem for problem in asked.problems) else ""
        yield Result("after a build", "another edition's folder", fact.source, "a site", other)
        shutil.rmtree(site)
        (site / "public").mkdir(parents=True)
        (site / "public" / "notes.html").write_bytes(page(leak.text))
        gate = at.built().stopped
        yield Result("after a build", "a folder that no build made", leak.source, leak.form, "promote" if gate else "")


def delivered(gauntlet: Gauntlet) -> Iterator[Result]:
    """What is changed in a folder on its way to a host."""
    at = gauntlet.at
    at.attempt(lambda _: None)
    site = at.project.root / "site"
    for _, leak in gauntlet.one_of_each():
        path = site / "public" / "index.html"
        before = path.read_bytes()
        path.write_bytes(before + f"<!-- {leak.text} -->".encode())
        problems = verify(Question(site / "public", "public", site / "public.manifest.json")).problems
        path.write_bytes(before)
        yield Result("after a build", "a page changed afterwards", leak.source, leak.form, "verify" if problems else "")


# What is said


def told(gauntlet: Gauntlet) -> Iterator[Result]:
    """Builds that fail over something restricted: what they say must not hold it."""
    at = gauntlet.at
    for fact, leak in gauntlet.one_of_each():
        for channel, spoil in _SPOILT.items():

            def wrong(root: Path, fact: Fact = fact, spoil: Callable[[Path, Fact], None] = spoil) -> None:
                spoil(at.pack, fact)
                prose = _prose_of(at.pack, fact).stem
                page_of(root, "shown", f"{{{{ restricted('{fact.source}', prose='{prose}') }}}}")

            attempt = at.attempt(wrong, ["internal"])
            quiet = bool(attempt.stopped) and not _holds(attempt.said, fact)
            yield Result("said", channel, leak.source, "a cell", "messages" if quiet else "")
        for channel, file, old, new in RAISING:
            with tempfile.TemporaryDirectory() as code:
                named = new.replace("DATASET", fact.dataset.id).replace("VALUE", str(fact.value))
                ended = with_code(at, Path(code), fact, (file, old, named))
            said = ended.stdout + ended.stderr
            assert "ValueError" in said, f"the fault was not met: {said}"
            quiet = ended.returncode == 1 and "Traceback" not in said and not _holds(said, fact)
            yield Result("said", channel, leak.source, "a cell", "messages" if quiet else "")


def _holds(said: str, fact: Fact) -> bool:
    plain = re.sub(r"(?<=\d),(?=\d)", "", said)
    return any(str(number) in plain for number in fact.neighbours())


def _spoil_cell(pack: Path, fact: Fact) -> None:
    path = pack / fact.folder / f"{fact.dataset.id}.csv"
    text = path.read_text("utf-8")
    assert f",{fact.value}" in text
    path.write_text(text.replace(f",{fact.value}", f",{fact.value}x", 1), "utf-8")


def _spoil_prose(pack: Path, fact: Fact) -> None:
    path = _prose_of(pack, fact)
    path.write_text(f"{path.read_text('utf-8')}\n[more]({fact.value}.md)\n", "utf-8")


def _prose_of(pack: Path, fact: Fact) -> Path:
    prose = sorted((pack / fact.folder / "prose").glob("*.md"))
    return next(path for path in prose if f"source: {fact.source}\n" in path.read_text("utf-8"))


_SPOILT = {"a cell that cannot be read": _spoil_cell, "a link in restricted prose": _spoil_prose}
_ROWS = "    columns = [column for column in table_columns(dataset) if column.name != LABEL]\n"
_IN_RENDERER = "getattr(__import__('sys').modules['__main__'], 'serve', None)"
RAISING = [
    (
        "a traceback while pages are checked",
        "macros/tables.py",
        _ROWS,
        f"{_ROWS}    if dataset.id == 'DATASET':\n        raise ValueError(str(dataset.rows))\n",
    ),
    (
        "a traceback while a page is rendered",
        "macros/tables.py",
        _ROWS,
        f"{_ROWS}    if {_IN_RENDERER} and dataset.id == 'DATASET':\n        raise ValueError(str(dataset.rows))\n",
    ),
    (
        "a traceback while a chart is drawn",
        "macros/drawing.py",
        "def draw(chart: Chart) -> str:\n",
        "def draw(chart: Chart) -> str:\n    if 'VALUE' in repr(chart):\n        raise ValueError(repr(chart))\n",
    ),
]


_SHOWN = "{% call restricted('SOURCE') %}\n{{ figure('DATASET', chart='ranked', of='COLUMN') }}\n{% endcall %}"


def with_code(at: Workshop, code: Path, fact: Fact, fault: tuple[str, str, str]) -> subprocess.CompletedProcess[str]:
    """The command run with a copy of the project's code that has a fault in it, and a page that meets it."""
    file, old, new = fault
    for package in ("redaction", "macros", "release"):
        shutil.copytree(ROOT / package, code / package, ignore=shutil.ignore_patterns("__pycache__"))
    text = (code / file).read_text("utf-8")
    assert text.count(old) == 1, (file, old)
    (code / file).write_text(text.replace(old, new), "utf-8")
    at.clean()
    page_of(at.project.root, "shown", filled(_SHOWN.replace("SOURCE", fact.source), fact, at.pack))
    return subprocess.run(
        [sys.executable, "-m", "release.command_line", "build", "internal", "--restricted", str(at.pack)],
        cwd=at.project.root,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(code), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


# What is committed


def committed(gauntlet: Gauntlet) -> Iterator[Result]:
    """What git holds: files that are tracked, were, or are about to be; and messages."""
    at = gauntlet.at
    at.clean()
    policy = policy_of(at.project)

    def stopped(repository: Path, of: str) -> str:
        found = traces(answer(Asked(at.project, policy, at.pack, policy.editions["public"], repository, of)).findings)
        return f"scanner: {found[0]}" if found else ""

    for fact, leak in gauntlet.one_of_each():
        with tempfile.TemporaryDirectory() as folder:
            repository = Path(folder)
            git(repository, "init", "-q")
            (repository / "notes.txt").write_text(leak.text, "utf-8")
            git(repository, "add", ".")
            yield Result("in git", "what is staged", fact.source, leak.form, stopped(repository, "staged"))
            git(repository, "commit", "-qm", "one")
            (repository / "notes.txt").write_text("nothing", "utf-8")
            git(repository, "commit", "-qam", "two")
            yield Result("in git", "an earlier version", fact.source, leak.form, stopped(repository, "history"))
        with tempfile.TemporaryDirectory() as folder:
            repository = Path(folder)
            git(repository, "init", "-q")
            git(repository, "commit", "-q", "--allow-empty", "-m", leak.text)
            yield Result("in git", "a message", fact.source, leak.form, stopped(repository, "history"))


def git(repository: Path, *arguments: str) -> None:
    """Run git, with no hooks and nobody's name."""
    identity = ("-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "core.hooksPath=/dev/null")
    subprocess.run(["git", *identity, *arguments], cwd=repository, check=True, capture_output=True)


# The table


def table(results: Sequence[Result]) -> list[str]:
    """The channels with the gates that stopped what was put into them, and the total."""
    channels: dict[tuple[str, str], Counter[str]] = {}
    for each in results:
        channels.setdefault((each.family, each.channel), Counter())[each.gate or "NOT STOPPED"] += 1
    width = max(len(channel) for _, channel in channels)
    lines = [f"{'family':15}  {'channel':{width}}  {'cases':>5}  stopped by"]
    for (family, channel), gates in channels.items():
        told = ", ".join(f"{gate} {count}" for gate, count in gates.most_common())
        lines.append(f"{family:15}  {channel:{width}}  {gates.total():5}  {told}")
    gates = Counter((each.gate or "NOT STOPPED").partition(":")[0] for each in results)
    stopped = sum(each.stopped for each in results)
    lines += ["", "By gate: " + ", ".join(f"{gate} {count}" for gate, count in gates.most_common())]
    lines += [f"NOT STOPPED: {each.channel}: {each.source}, {each.form}" for each in results if not each.stopped]
    lines.append(f"{stopped} of {len(results)} leaks stopped, in {len(channels)} channels")
    return lines


def run(place: Path, chance: random.Random | None = None) -> list[Result]:
    """Run the gauntlet in a folder of its own."""
    cache = place / "cache"
    for name in ("charts", "downloads"):
        (cache / name).mkdir(parents=True)
    with workshop(place, cache / "charts") as made:
        return list(Gauntlet(made, chance).run())


def main(arguments: Iterable[str] | None = None) -> int:
    """Run it, print the table; 1 where something was not stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sample", action="store_true", help="each channel once, of those with builds of their own a third"
    )
    options = parser.parse_args(None if arguments is None else list(arguments))
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="assess-leaks-") as folder:
        results = run(Path(folder), random.Random(SEED) if options.sample else None)  # noqa: S311  # the same each time
    print("\n".join(table(results)))
    print(f"in {time.monotonic() - start:.0f} s")
    return int(not results or not all(each.stopped for each in results))


if __name__ == "__main__":
    sys.exit(main())
