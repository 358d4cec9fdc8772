"""Random worlds: whatever pages ask and whatever a pack holds, an edition is the same beside any other pack.

`make prove` tries 500 pairs, an ordinary test run fewer. A failure shrinks to the page, the change and the byte.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import pytest
from building import ROOT, files, signals_put_back, small_project
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from narrowed import narrow, write_index

from assess.build.pipeline import Workers, build_in, workers
from assess.build.plan import Plan
from assess.build.promote import workplace
from assess.load.editions import policy_of
from assess.processes.progress import Progress
from assess.project.layout import Project
from assess.project.settings import read_settings
from assess.prove.comparison import Outcome, differences
from redaction.diagnostics.errors import AssessError

PAIRS = int(os.environ.get("ASSESS_PAIRS", "5"))
UNREAD = {"public": ("partner", "internal"), "partner": ("internal",), "internal": ()}
SAID = (
    "Police recorded {{ n('asb-by-type', 'total', 'saltmere') }} incidents.",
    "{{ table('asb-by-type') }}",
    "{{ highest('asb-total', 'count', 2) }} had the most, {{ rank('asb-total', 'saltmere', 'count') }} here.",
    "{{ share('asb-by-type', 'nuisance', 'saltmere', of='total') }} were nuisance.",
    "{{ withheld() }}",
    "{{ source_register() }}",
    (
        "{% call restricted('rail-police', prose='rail-commentary') %}\n"
        "{{ table('rail-offences-by-type') }}\n{% endcall %}"
    ),
    "{% call restricted('infirmary') %}\n{{ n('injuries-by-age', 'total', 'all') }} came.\n{% endcall %}",
    "{% call restricted('infirmary') %}\n{{ rank('injuries-by-age', '18-to-24', 'all') }}\n{% endcall %}",
    "{% call restricted('briefing') %}\n{{ table('briefing-themes') }}\n{% endcall %}",
    "{{ restricted('infirmary', prose='injuries-commentary') }}",
    "{{ table('offences-by-kind') }}",
    "Of {{ n('offences-by-kind', 'total', 'all') }} most were {{ highest('offences-by-kind', 'theft') }}.",
)
# What a pack holds that no edition reads, not even one that reads its folders: records, counts and witnesses.
RECORDS = ("records", "lookups", "intake", "protect")
KEPT = (
    *("asb-by-type", "asb-total", "asb-environment", "asb-nuisance", "injuries-by-age", "injuries-commentary"),
    *("rail-offences-by-type", "rail-commentary", "briefing-themes", "briefing-commentary"),
)
Change = tuple[str, int, int, str]


@dataclass(frozen=True)
class Room:
    """A project to build over and over, with workers that run already; `pack` lies beside it."""

    project: Project
    pack: Path
    sample: Path
    at_work: Workers

    def built(self, edition: str, page: str, changes: list[Change]) -> Outcome:
        """What comes of an edition with a page of this text, beside the sample pack with some cells changed."""
        write_index(self.project.root, page)
        out = self.project.root / "site"
        for before in (self.pack, out):
            shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(self.sample, self.pack)
        for change in changes:
            _change(self.pack, *change)
        policy = policy_of(self.project)
        plan = Plan(self.project, read_settings(self.project), policy, (policy.editions[edition],), self.pack, out)
        try:
            with signals_put_back(), workplace(out) as work:
                build_in(work, self.at_work, plan, Progress(io.StringIO()))
        except AssessError as error:
            return Outcome(1, str(error), {})
        return Outcome(0, "", files(out))


def _change(pack: Path, name: str, row: int, column: int, value: str) -> None:
    """Write a value in a cell of a table, wherever its row and column lie; or a text that is no table at all."""
    path = pack / name
    if not value.isdigit() or not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(value, "utf-8")
        return
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
    if rows and rows[row % len(rows)]:
        rows[row % len(rows)][column % len(rows[row % len(rows)])] = value
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    path.write_text(buffer.getvalue(), "utf-8")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, chart_cache: Path) -> Iterator[Room]:
    place = tmp_path_factory.mktemp("random")
    project = Project(small_project(place / "project", chart_cache))
    narrow(project.root, "", KEPT)
    shutil.move(project.root / "data" / "sample", place / "sample")
    _add_records(project.root, place / "sample")
    with workers(project, read_settings(project)) as at_work:
        yield Room(project, place / "pack", place / "sample", at_work)


def _add_records(project: Path, sample: Path) -> None:
    """Add the made-up records of the worked example to a pack, and what was made public of them to its project."""
    example = ROOT / "worked-example"
    for name in ("records", "lookups"):
        shutil.copytree(example / "data/sample" / name, sample / name)
    shutil.copyfile(example / "data/sample/intake.yml", sample / "intake.yml")
    for file, text in {
        "intake/counts/offences-counted.csv": "ward,offence,month,offences\nbrackwater,theft,2025-01,10\n",
        "protect/offences.witnesses.json": '{"width": 4, "withheld": {}}\n',
    }.items():
        (sample / file).parent.mkdir(parents=True)
        (sample / file).write_text(text, "utf-8")
    for ending in ("csv", "yaml"):
        text = (example / f"data/public/offences-by-kind.{ending}").read_text("utf-8")
        public = project / f"data/public/offences-by-kind.{ending}"
        public.write_text(text.replace("protected-counts", "county-crimes"), "utf-8")
    policy = (example / "redaction/protection.yml").read_text("utf-8").partition("\ncalls:")[0]
    tables = [line for line in policy.splitlines() if "audience:" not in line]
    (project / "redaction/protection.yml").write_text("\n".join([*tables, ""]), "utf-8")


def _worlds(sample: Path, edition: str) -> st.SearchStrategy[list[Change]]:
    names = [
        path.relative_to(sample).as_posix()
        for folder in (*UNREAD[edition], *RECORDS)
        for path in sorted((sample / folder).rglob("*"))
        if path.is_file()
    ]
    others = [f"{folder}/{name}" for folder in UNREAD[edition] for name in ("another.csv", "prose/another.md")]
    others += ["intake.yml", "records/offences-2025-04.csv", "intake/counts/another.csv"]
    values = st.integers(0, 10**7).map(str) | st.text(max_size=40)
    cell = st.tuples(st.sampled_from([*names, *others]), st.integers(0, 30), st.integers(0, 8), values)
    return st.lists(cell, min_size=1, max_size=12)


Editions = st.sampled_from(sorted(UNREAD))
Pages = st.lists(st.sampled_from(SAID), min_size=1, max_size=6, unique=True).map("\n\n".join)


def _try_pairs(room: Room, pairs: int) -> None:
    built: dict[tuple[str, str], Outcome] = {}

    @settings(
        max_examples=pairs,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        phases=(Phase.generate,),  # narrowed below: to shrink by building is slow, and a cell alone says more
    )
    @given(edition=Editions, page=Pages, data=st.data())
    def same_beside_any_pack(edition: str, page: str, data: st.DataObject) -> None:
        changes = data.draw(_worlds(room.sample, edition))
        if (edition, page) not in built:
            built[edition, page] = room.built(edition, page, [])
        one, other = built[edition, page], room.built(edition, page, changes)
        assert not one.code, one.log  # two builds that fail would be the same too
        found = list(differences(one, other))
        if found:
            alone = ((change, list(differences(one, room.built(edition, page, [change])))) for change in changes)
            culprits = next((([change], moved) for change, moved in alone if moved), (changes, found))
            cells = [f"row {row}, column {column} of {name}" for name, row, column, _ in culprits[0]]
            pytest.fail(f"the {edition} edition depends on {', '.join(cells)}: {culprits[1][0]}")

    same_beside_any_pack()


def test_an_edition_is_the_same_beside_any_pack_whatever_its_pages_ask(room: Room) -> None:
    _try_pairs(room, PAIRS)


def _leaky(stage: Callable[..., None], pack: Path) -> Callable[..., None]:
    """Staging that adds, to every page, a digest of a table of the internal folder."""

    def leaking(project: Project, known: object, downloads: object, folder: Path) -> None:
        stage(project, known, downloads, folder)
        table = pack / "internal" / "briefing-themes.csv"
        for page in (folder / "docs").glob("*.md"):
            page.write_text(f"{page.read_text('utf-8')}\n\nNumber {crc32(table.read_bytes())}.\n", "utf-8")

    return leaking


def test_a_leak_shrinks_to_one_cell_of_one_table_and_the_byte_it_moves(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    import assess.build.pipeline

    monkeypatch.setattr(assess.build.pipeline, "stage", _leaky(assess.build.pipeline.stage, room.pack))
    monkeypatch.setattr(assess.build.pipeline, "_strays", lambda *_: [])
    with pytest.raises(pytest.fail.Exception) as caught:
        _try_pairs(room, 60)
    said = str(caught.value).splitlines()[0]
    assert "depends on row " in said
    assert said.count("row ") == 1
    assert "internal/briefing-themes.csv: " in said
    assert "from byte" in said
