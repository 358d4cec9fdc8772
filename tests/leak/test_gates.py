"""Gates that a build has on its way, each met by what only it would catch."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from unittest.mock import ANY

import leaks_by_code
import pytest
from leaks import Fact, leaks_of
from leaks_by_code import COMPUTED
from overriding import overridden
from planting import page, table_file
from workshop import Attempt, Workshop, traces
from wrongs import THEME_TRICKS, WRONGS, edit, filled

from assess.audit import Withheld
from assess.load.attachments import Attachment, attachments_of
from assess.prove import worlds
from assess.prove.comparison import Outcome, differences
from assess.prove.worlds import Mint
from redaction.policy import Edition


@pytest.fixture
def fact(at: Workshop) -> Fact:
    return at.facts["rail-police"]


def _confined() -> bool:
    """Whether this kernel can confine a process, asked in one of its own."""
    import subprocess
    import sys

    code = "from assess.processes.sandbox import confine; import sys; sys.exit(not confine([], []).files)"
    root = Path(__file__).resolve().parent.parent.parent
    return subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


confined = pytest.mark.skipif(not _confined(), reason="this kernel has no Landlock")


def test_a_clean_build_is_stopped_by_no_gate(at: Workshop) -> None:
    attempt = at.attempt(lambda _: None, ["public", "partner", "internal"])
    assert attempt.stopped == ""
    assert {name.partition("/")[0] for name in attempt.files} >= {"public", "partner", "internal"}


def test_what_a_build_reads_astray_stops_it(at: Workshop, fact: Fact) -> None:
    leaky = leaks_by_code.staging(at, fact, COMPUTED["a last digit"])
    assert leaks_by_code.differs(at, fact, leaky) == "read"


def _with_template(at: Workshop, fact: Fact, trick: str) -> Attempt:
    def wrong(root: Path) -> None:
        path = overridden(root, "partials/marking.html")
        path.write_text(path.read_text("utf-8") + filled(trick, fact, at.pack), "utf-8")

    return at.attempt(wrong, ["public"])


@confined
def test_a_template_cannot_read_the_pack_by_a_library_that_no_hook_sees(at: Workshop, fact: Fact) -> None:
    attempt = _with_template(at, fact, THEME_TRICKS["theme override: a library in C"])
    assert "renderer" in attempt.stopped
    assert "audit" not in attempt.stopped


def test_a_template_that_hides_its_failure_to_read_is_seen(at: Workshop, fact: Fact) -> None:
    quiet = "{{ lipsum.__globals__.__builtins__.__import__('linecache').getlines('PACK/DATASET.csv')[:0] }}"
    attempt = _with_template(at, fact, quiet)
    assert "It looked for" in attempt.said


_DRAW = "def draw(chart: Chart) -> str:\n"


def _drawing(at: Workshop, code: Path, fact: Fact, lines: str) -> tuple[int, str]:
    """A build whose drawing does something first: its exit code, and what it said."""
    body = "".join(f"    {line}\n" for line in filled(lines, fact, at.pack).splitlines())
    ended = leaks_by_code.with_code(at, code, fact, ("macros/charts/drawing.py", _DRAW, _DRAW + body))
    return ended.returncode, ended.stdout + ended.stderr


@confined
def test_drawing_cannot_read_the_pack_by_a_library_that_no_hook_sees(at: Workshop, fact: Fact, tmp_path: Path) -> None:
    reads = "import ctypes\nif ctypes.CDLL(None).open(b'PACK/DATASET.csv', 0) >= 0:\n    raise ValueError"
    assert _drawing(at, tmp_path, fact, reads) == (0, ANY)


def test_drawing_that_hides_its_failure_to_read_is_seen(at: Workshop, fact: Fact, tmp_path: Path) -> None:
    code, said = _drawing(at, tmp_path, fact, "try:\n    open('PACK/DATASET.csv').read()\nexcept OSError:\n    pass")
    assert code == 1
    assert "The drawing of charts read" in said


def test_a_drawer_that_died_is_told_in_a_sentence(at: Workshop, fact: Fact, tmp_path: Path) -> None:
    code, said = _drawing(at, tmp_path, fact, "import os\nos._exit(1)")
    assert code == 1
    assert said.strip().endswith("The drawing of charts was stopped before it was done")


@pytest.mark.parametrize(
    "channel", ["public CSV: its first three rows", "public CSV: a restricted number among public rows"]
)
def test_what_stands_in_the_open_data_is_no_excuse_for_itself(at: Workshop, fact: Fact, channel: str) -> None:
    leak = next(leaks_of(fact))
    attempt = at.attempt(lambda root: WRONGS[channel](root, at.pack, fact, leak), ["internal"])
    assert "open data" in attempt.stopped
    assert str(fact.value) not in attempt.said


def test_a_file_that_the_pack_says_was_released_is_no_leak_of_the_open_data(at: Workshop, fact: Fact) -> None:
    def released(root: Path) -> None:
        WRONGS["public CSV: its first three rows"](root, at.pack, fact, next(leaks_of(fact)))
        names = at.pack / "sensitive.yml"
        listed = "released: [data/public/another.csv, data/public/another.yaml]"
        names.write_text(f"{names.read_text('utf-8')}\n{listed}\n", "utf-8")

    assert "Public files hold restricted content" not in at.attempt(released, ["internal"]).said


def test_a_kept_workbook_is_of_what_it_shows_now(at: Workshop) -> None:
    name = "public/downloads/asb-total.xlsx"
    before = at.attempt(lambda _: None, ["public"]).files[name]
    edit(at.project.root / "data" / "public" / "asb-total.yaml", "title: ", "title: New ")
    assert at.built(["public"]).files[name] != before


def test_a_kept_workbook_that_was_changed_is_made_anew(at: Workshop) -> None:
    before = at.attempt(lambda _: None, ["public"]).files
    kept = list((at.project.downloads / "public").glob("*.xlsx"))
    assert kept
    for path in kept:
        path.write_bytes(path.read_bytes()[:-1] + b"!")
    assert at.built(["public"]).files == before


def test_an_attachment_is_for_its_readers_alone_whoever_links_to_it() -> None:
    plan = Attachment("plan.pdf", "The plan", "0" * 64, "partner", "Somebody", dt.date(2023, 5, 18))
    linked = {"public": {"plan.pdf": "index.md"}, "partner": {"plan.pdf": "index.md"}}
    public = Edition("public", "Public edition", "everybody", ("public",), "OFFICIAL")
    partner = Edition("partner", "Partner edition", "partners", ("public", "partner"), "OFFICIAL-SENSITIVE")
    assert attachments_of(public, [plan], linked) == ()
    assert attachments_of(partner, [plan], linked) == (plan,)


EVERYDAY = ["Burglary", "Robbery", "Arson", "Fraud", "Stalking", "Shoplifting", "Vehicle crime"]
COUNTS = [4172, 903, 1518, 2641, 377, 3090, 1984]


@pytest.fixture
def everyday(tmp_path: Path, partnership: Path) -> Workshop:
    """A scanner for a pack whose labels anybody might write."""
    from assess.audit import Scanner

    (tmp_path / "pack" / "partner").mkdir(parents=True)
    rows = [["id", "label", "count"], *([str(at), *row] for at, row in enumerate(zip(EVERYDAY, COUNTS, strict=True)))]
    (tmp_path / "pack" / "partner" / "a-table.csv").write_bytes(table_file(rows))
    root = partnership
    known = Withheld(root, "public", (root / "data" / "public",), (tmp_path / "pack" / "partner",)).fingerprints()
    return Scanner(known)


def _found(scanner: object, rows: list[list[object]]) -> set[str]:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    one, other = (
        set(traces(scanner.findings_in(*file)))
        for file in (("a.csv", table_file(rows)), ("a.html", page(f"<table>{cells}</table>")))
    )
    assert one == other
    return one


def test_the_order_of_a_withheld_column_is_found_and_no_other_order(everyday: object) -> None:
    by_count = [label for _, label in sorted(zip(COUNTS, EVERYDAY, strict=True))]
    assert _found(everyday, [[label] for label in by_count]) == {"order"}
    assert _found(everyday, [[label] for label in reversed(by_count)]) == {"order"}
    for natural in (EVERYDAY, sorted(EVERYDAY), by_count[:5]):
        assert _found(everyday, [[label] for label in natural]) == set()
    noise = random.Random(7)  # noqa: S311  # the same orders each time
    for _ in range(50):
        shuffled = noise.sample(EVERYDAY, len(EVERYDAY))
        assert shuffled in (by_count, by_count[::-1]) or _found(everyday, [[label] for label in shuffled]) == set()


def test_a_total_less_its_published_parts_is_found(everyday: object) -> None:
    parts = dict(zip(EVERYDAY[1:], [412, 233, 518, 147, 660, 325], strict=True))
    published = [["Offence", "Count"], *([label, count] for label, count in parts.items())]
    assert _found(everyday, [*published, ["Total", sum(parts.values()) + COUNTS[0]]]) == {"remainder"}
    assert _found(everyday, [*published, ["Total", sum(parts.values()) + 1]]) == set()
    assert _found(everyday, [*published, ["Total", sum(parts.values())]]) == set()


def test_outcomes_differ_by_code_by_words_and_by_one_byte() -> None:
    one = Outcome(0, "said", {"a": b"xy"})
    assert list(differences(one, Outcome(0, "said", {"a": b"xy"}))) == []
    assert list(differences(one, Outcome(1, "said", {"a": b"xy"})))
    assert list(differences(one, Outcome(0, "Said", {"a": b"xy"})))
    assert list(differences(one, Outcome(0, "said", {"a": b"xz"}))) == ["a: from byte 1"]
    assert list(differences(one, Outcome(0, "said", {})))


def test_worlds_are_other_worlds(at: Workshop, fact: Fact) -> None:
    name = f"{fact.folder}/{fact.dataset.id}.csv"
    files = {name: (at.pristine / "pack" / name).read_bytes()}
    before = files[name].decode().splitlines()
    changed = worlds.changed(files, {name: fact.dataset}, Mint("a")).files[name].decode().splitlines()
    assert all(one != other for one, other in zip(before[1:], changed[1:], strict=True))
    permuted = worlds.permuted(files, {name: fact.dataset}, Mint("a")).files[name].decode().splitlines()
    assert permuted != before
    assert sorted(permuted) == sorted(before)


def test_what_fails_is_told_by_its_place_and_holds_no_value(at: Workshop) -> None:
    told = list(leaks_by_code.told_of(at, at.facts["rail-police"], leaks_by_code.RAISING.items()))
    assert len(told) == 7  # faults and spoilt packs
    assert [each.channel for each in told if not each.stopped] == []
