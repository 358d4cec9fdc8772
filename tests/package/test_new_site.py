"""From the wheel and an empty folder: a site with editions of other names is started, built, proved and delivered."""

from __future__ import annotations

import re
import resource
import shlex
import subprocess
from pathlib import Path

import pytest
from building import THIS_PLACE, environment
from installed import run
from understood import understood

EDITIONS = ("residents", "health-partners", "safety-team")
ANSWERS = """\
name: Northmoor Community Safety Partnership
place: Northmoor
year: 2025/26
signed: 2026-05-18
contact: community.safety@northmoor.example
areas: {kind: ward, names: [Aldergate, Beck Side, Castle Hill, Kirk Over, "St John's", Zone 5]}
audiences: {everyone: Everybody, health: Members of the health partnership, team: The community safety team}
editions:
  residents: {audiences: [everyone], address: "https://safety.northmoor.example/"}
  health-partners: {audiences: [everyone, health]}
  safety-team: {audiences: [everyone, health, team], lineage: true}
"""
FIVE_MINUTES = 300  # seconds
OTHERS = re.compile(f"{THIS_PLACE.pattern}|saltmere", re.IGNORECASE)


@pytest.fixture(scope="module")
def site(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The new site, with the environment of the wheel in the place of the one that it would set up."""
    folder = tmp_path_factory.mktemp("another")
    (folder / "answers.yml").write_text(ANSWERS, "utf-8")
    started = run(programs, folder, "assess", "init", "northmoor", "--answers", "answers.yml")
    assert (started.returncode, started.stderr) == (0, "")
    (folder / "northmoor" / ".venv").symlink_to(programs.parent)
    (programs.parent / "ready").touch()
    return folder / "northmoor"


def make(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *arguments], cwd=site, env=environment(), capture_output=True, text=True, check=False
    )


def test_it_is_made_with_the_wheel_that_it_pins(site: Path, wheel: Path) -> None:
    pinned = (site / "requirements.txt").read_text("utf-8").splitlines()[1:]
    assert pinned[0] == f"./wheels/{wheel.name}"
    assert (site / "wheels" / wheel.name).read_bytes() == wheel.read_bytes()
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.]+", each) for each in pinned[1:])
    assert {"mkdocs", "altair", "lxml", "jinja2"} <= {each.partition("=")[0] for each in pinned[1:]}


def test_make_site_checks_and_builds_every_edition(programs: Path, site: Path) -> None:
    made = make(site, "site")
    assert made.returncode == 0, made.stderr
    assert f"No problems found in: {', '.join(EDITIONS)}" in made.stdout
    for edition in EDITIONS:
        page = (site / "site" / edition / "index.html").read_text("utf-8")
        assert f'content="{edition}"' in page
        assert "for 2025/26." in page
    verified = run(programs, site, "assess", "verify", "site/residents", "--target", "residents", "--source", ".")
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "Aldergate" in (site / "site" / "residents" / "areas" / "ward" / "aldergate" / "index.html").read_text(
        "utf-8"
    )
    built = [path for path in (site / "site").rglob("*") if path.suffix in (".html", ".json", ".csv", ".txt", ".xml")]
    assert built
    assert [path.name for path in built if OTHERS.search(path.read_text("utf-8"))] == []


@pytest.mark.whole
def test_an_edition_is_proved(programs: Path, site: Path) -> None:
    proved = run(programs, site, "assess", "prove", "residents", "--restricted", "data/sample")
    assert proved.returncode == 0, proved.stderr
    assert proved.stdout.endswith("Proved: residents is the same in 8 worlds\n")


@pytest.mark.whole
def test_make_test_passes_in_less_than_five_minutes_of_machine_time(site: Path) -> None:
    git = ("git", "-c", "user.name=Northmoor", "-c", "user.email=safety@northmoor.example")
    for command in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "The site as it began")):
        subprocess.run([*git, *command], cwd=site, check=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    made = make(site, "test")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert made.returncode == 0, made.stderr
    assert "Proved: the same files in 8 worlds" in made.stdout
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < FIVE_MINUTES


def test_make_test_is_two_commands_of_make_and_calls_that_are_understood(site: Path) -> None:
    planned = make(site, "--dry-run", "test").stdout
    calls = [shlex.split(call) for call in re.findall(r"^\.venv/bin/assess (.*)$", planned, re.MULTILINE)]
    assert [call[0] for call in calls] == ["check", "build", "prove", "audit", *["verify"] * len(EDITIONS)]
    assert [understood(call) for call in calls] == [f"assess {call[0]}" for call in calls]


def test_nothing_of_another_partnership_is_in_it(site: Path) -> None:
    texts = {
        path: path.read_text("utf-8")
        for path in site.rglob("*")
        if path.is_file()
        and path.suffix != ".whl"
        and not {"site", ".venv", ".cache"} & set(path.relative_to(site).parts)
    }
    assert len(texts) > 40
    assert [path.name for path, text in texts.items() if OTHERS.search(text)] == []


def test_its_generator_writes_the_pack_again(programs: Path, site: Path) -> None:
    pack = site / "data" / "sample"
    before = {path: path.read_bytes() for path in pack.rglob("*") if path.is_file()}
    assert run(programs, site, "python", "data/sample/generate.py").returncode == 0
    assert {path: path.read_bytes() for path in pack.rglob("*") if path.is_file()} == before
