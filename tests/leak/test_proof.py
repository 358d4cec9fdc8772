"""`assess prove`: the same bytes in every world of what an edition may not know, and faults that it must catch."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from building import environment, run, small_project
from narrowed import narrow

from assess.prove import worlds
from assess.prove.proof import Line, Pack, Proof
from assess.prove.report import keep
from macros.vocabulary.assurance import WORLDS

Fault = Callable[[Path], None]
Ended = subprocess.CompletedProcess[str]


PAGE = """
{{ figure('asb-total', chart='ranked', of='count') }}

{% call restricted('infirmary', prose='injuries-commentary') %}
{{ table('injuries-by-age') }}
{% endcall %}

{% call restricted('briefing', prose='briefing-commentary') %}
{{ table('briefing-themes') }}
{% endcall %}
"""
PARTNER = ("injuries-by-age", "injuries-commentary")
INTERNAL = ("briefing-themes", "briefing-commentary")
# A row of what partners may see, and its total: each of its cells is changed in a build of its own.
INJURIES = """id,label,female,male,all,score
18-to-24,18 to 24,303718,894255,1197973,59.116
total,All ages,303718,894255,1197973,59.116
"""


@pytest.fixture(scope="module")
def plain(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one page with its public and partner sites; what its public chart looks like is kept."""
    project = small_project(tmp_path_factory.mktemp("plain") / "project", chart_cache)
    narrow(project, PAGE, ("asb-total", *PARTNER, *INTERNAL))
    (project / "data" / "sample" / "partner" / "injuries-by-age.csv").write_text(INJURIES, "utf-8")
    built = run(project, "build", "public", "partner", "--restricted", "data/sample")
    assert built[0] == 0, built
    return project


@pytest.fixture(scope="module")
def proved(plain: Path, root: Path) -> Ended:
    """`assess prove` of the edition that shows some of the pack and not all, with the project's own code."""
    return _prove(plain, root, "partner")


def _numbers_in(folder: Path) -> int:
    """How many cells of the tables in a folder are numbers."""
    rows = [
        row for path in sorted(folder.glob("*.csv")) for row in csv.DictReader(path.read_text("utf-8").splitlines())
    ]
    return sum(value[:1].isdigit() for row in rows for name, value in row.items() if name not in ("id", "label"))


def _prove(project: Path, code: Path, *editions: str) -> Ended:
    return subprocess.run(
        [sys.executable, "-m", "assess.cli.main", "prove", *editions, "--restricted", "data/sample"],
        cwd=project,
        env=environment({"PYTHONPATH": str(code)}),
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_edition_is_proved_in_eight_worlds_and_follows_its_own_data(proved: Ended, plain: Path) -> None:
    assert proved.returncode == 0, proved.stdout + proved.stderr
    assert "Proved: partner is the same in 8 worlds" in proved.stdout
    for world in ("absent", "canaries", "rows permuted"):
        assert re.search(rf"^partner +{world}", proved.stdout, re.MULTILINE)
    cells = re.findall(r"^(\w+) +each of its (\d+) cells", proved.stdout, re.MULTILINE)
    assert cells == [("partner", str(_numbers_in(plain / "data" / "sample" / "partner")))]


@pytest.mark.whole
def test_an_edition_that_shows_nothing_of_the_pack_is_proved_in_eight_worlds(plain: Path, root: Path) -> None:
    proved = _prove(plain, root, "public")
    assert proved.returncode == 0, proved.stdout + proved.stderr
    assert "Proved: public is the same in 8 worlds" in proved.stdout
    assert _taken_by_verify(plain, "public")


def test_a_proof_is_kept_beside_the_edition_it_is_of_and_verify_takes_it_for_these_files_only(
    proved: Ended, plain: Path
) -> None:
    assert proved.returncode == 0, proved.stdout + proved.stderr
    told = json.loads((plain / "site" / "partner.proof.json").read_text("utf-8"))
    built = json.loads((plain / "site" / "partner.manifest.json").read_text("utf-8"))
    assert told == {"proof": 1, "edition": "partner", "tree": built["tree"], "worlds": WORLDS}
    assert _taken_by_verify(plain, "partner")
    assert not (plain / "site" / "internal.proof.json").exists()


def _taken_by_verify(project: Path, edition: str) -> bool:
    """Whether `assess verify` takes the proof of an edition's files for what it is."""
    asked = ("verify", project / "site" / edition, "--target", edition, "--proved", "--on", "2026-11-22")
    code, out, _ = run(project, *asked)
    return code == 0 and f"Proved: the same files in {WORLDS} worlds" in out


def test_a_proof_that_fails_takes_away_the_one_that_stood_there(tmp_path: Path) -> None:
    holds = Proof((Line("public", "absent", "the same", holds=True),), {"public": "0" * 64}, {"public": 8})
    keep(holds, tmp_path / "site")
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["public.proof.json"]
    keep(replace(holds, lines=(replace(holds.lines[0], holds=False),)), tmp_path / "site")
    assert list((tmp_path / "site").iterdir()) == []


def test_a_proof_names_the_worlds_and_never_what_is_in_them(proved: Ended, plain: Path) -> None:
    for path in (plain / "data" / "sample").rglob("*.csv"):
        for number in re.findall(r"\d{5,}", path.read_text("utf-8")):
            assert number not in proved.stdout + proved.stderr


def _replace(code: Path, file: str, old: str, new: str) -> None:
    text = (code / file).read_text("utf-8")
    assert text.count(old) == 1, (file, old)
    (code / file).write_text(text.replace(old, new), "utf-8")


def nobody_watching(code: Path) -> None:
    """The guards that stop a build from reading elsewhere, taken away: only the bytes can tell now."""
    _replace(code, "assess/processes/opened_files.py", "allowed = [", "return []\n        allowed = [")
    _replace(
        code,
        "assess/processes/sandbox.py",
        "    apart = _network",
        "    return Confinement(False, False)\n    apart = _network",
    )


def few_worlds(code: Path) -> None:
    """As few worlds as a proof can have, for a fault that shows beside the pack itself."""
    _replace(code, "macros/vocabulary/assurance.py", "WORLDS = 8", "WORLDS = 4")


def a_macro_that_reads_the_pack(code: Path) -> None:
    """The number of a cell, and after it the size of a file of the pack in marks that show no number."""
    _replace(
        code,
        "macros/vocabulary/numbers.py",
        '        return bound(quantity, text, f"{dataset}/{row}/{column}")',
        "        from pathlib import Path\n"
        "        sizes = [len(pack.read_text()) for pack in Path.cwd().parent.glob('pack/*/*.csv')]\n"
        '        return bound(quantity, text, f"{dataset}/{row}/{column}") + "!" * (sum(sizes) % 7)',
    )


def a_reader_that_reads_every_folder(code: Path) -> None:
    """Every audience's folder is read, whatever the edition."""
    _replace(
        code,
        "assess/load/sources.py",
        "audiences = dict.fromkeys(audience for edition in editions for audience in edition.audiences)",
        'audiences = dict.fromkeys(name for name in self.policy.audiences if self.pack or name == "public")',
    )


def a_pack_that_is_counted(code: Path) -> None:
    """The site says how many files the pack has: nothing is opened, and still it depends on it."""
    _replace(
        code,
        "assess/build/stage.py",
        '    settings |= {"docs_dir": "docs"',
        "    count = sum(1 for _ in (project.root.parent / 'pack').glob('*/*'))\n"
        "    settings['copyright'] = f'{settings[\"copyright\"]} {count}'\n"
        '    settings |= {"docs_dir": "docs"',
    )


def a_cache_without_the_audience(code: Path) -> None:
    """Charts of every audience kept in one place, under the name of the dataset's figure alone."""
    _replace(
        code,
        "macros/charts/file_cache.py",
        "self.folder / readership / name",
        "self.folder / 'one' / ('chart.svg' if name.endswith('.svg') else name)",
    )


def a_template_that_reads_the_pack(code: Path) -> None:
    """A function of the theme's templates that reads files."""
    _replace(
        code,
        "assess/render/worker.py",
        "    with tempfile.TemporaryDirectory() as folder:",
        "    def reading(theme: Theme) -> Environment:\n"
        "        environment = get_env(theme)\n"
        "        root = Path(*Path.cwd().parts[:-4])\n"
        "        environment.globals['pack'] = [path.read_text() for path in root.glob('pack/*/*.csv')]\n"
        "        return environment\n"
        "    Theme.get_env = reading\n"
        "    with tempfile.TemporaryDirectory() as folder:",
    )


@pytest.mark.parametrize(
    ("faults", "edition", "message"),
    [
        ([a_macro_that_reads_the_pack], "partner", "The build read /pack, which is not an input"),
        pytest.param(
            [a_pack_that_is_counted, nobody_watching, few_worlds],
            "public",
            "public +the pack itself +FAILS: .*html: from byte [0-9]+",
            marks=pytest.mark.whole,
        ),
        pytest.param([a_reader_that_reads_every_folder], "partner", "internal", marks=pytest.mark.whole),
        pytest.param(
            [a_template_that_reads_the_pack],
            "partner",
            "It looked for /pack, outside its staging folder",
            marks=pytest.mark.whole,
        ),
        pytest.param(
            [a_cache_without_the_audience],
            "public",
            "The build read /project/.cache/charts/one",
            marks=pytest.mark.whole,
        ),
    ],
    ids=lambda value: " and ".join(each.__name__ for each in value) if isinstance(value, list) else "",
)
def test_what_makes_a_site_depend_on_the_pack_is_caught(
    plain: Path, root: Path, tmp_path: Path, *, faults: list[Fault], edition: str, message: str
) -> None:
    for package in ("redaction", "macros", "assess"):
        shutil.copytree(root / package, tmp_path / package)
    for fault in faults:
        fault(tmp_path)
    ended = _prove(plain, tmp_path, edition)
    assert ended.returncode == 1, ended.stdout
    assert "Traceback" not in ended.stderr
    assert re.search(message, ended.stdout + ended.stderr), ended.stdout + ended.stderr


def test_an_audience_whose_folder_is_still_empty_has_it_in_every_world_but_those_without_it() -> None:
    pack = Pack({"partner/injuries.csv": b""}, {}, ("partner", "internal"))
    shown = pack.keeping_folders(worlds.itself(pack.files, ()))
    assert shown.folders == ("partner", "internal"), "a build of what shows both asks for both"
    assert pack.keeping_folders(worlds.absent(pack.files, ["internal"]), ["internal"]).folders == ("partner",)
    only = Pack({"internal/themes.csv": b""}, {}, ("partner", "internal"))
    assert only.keeping_folders(worlds.absent(only.files, ["internal"]), ["internal"]).folders == ("partner",)
