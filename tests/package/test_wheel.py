"""The wheel, installed by itself in an empty environment: a site elsewhere checks, builds, previews and verifies."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest
from building import ROOT, copy_project, environment, files
from installed import PACKAGES, run
from smallest_site import write_site

import assess as program
from assess.load.editions import policy_of
from assess.project.layout import Project

sys.path.append(str(Path(__file__).parents[1] / "leak"))

from leaks import everyday_pack, leaks_of
from planting import CHANNELS


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("elsewhere") / "northtown")


def test_every_file_of_the_program_is_in_the_wheel_and_nothing_of_a_site(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    ours = {
        path.relative_to(ROOT).as_posix() for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file()
    }
    ours = {name for name in ours if "__pycache__" not in name}
    of_the_site = {"redaction/editions.yml", "redaction/sources.yml"}
    assert {name for name in names if ".dist-info/" not in name} == ours - of_the_site
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_what_runs_is_the_wheel(programs: Path, site: Path) -> None:
    said = run(
        programs, site, "python", "-c", "import assess, macros, redaction; print(assess.__file__, macros.__file__)"
    )
    assert said.stdout.count(str(programs.parent)) == 2, said
    assert run(programs, site, "assess", "--version").stdout == f"assess {program.__version__}\n"


def test_a_site_elsewhere_is_checked_built_and_verified(programs: Path, site: Path) -> None:
    checked = run(programs, site, "assess", "check")
    assert (checked.returncode, checked.stderr) == (0, "")
    built = run(programs, site, "assess", "build")
    assert (built.returncode, built.stderr) == (0, ""), built.stderr
    page = (site / "site" / "public" / "index.html").read_text("utf-8")
    assert re.search(r'<data value="200"[^>]*>200</data>', page)
    assert "<svg" in page
    assert {"fires.csv", "fires.xlsx", "fires.ods"} <= {
        path.name for path in (site / "site/public/downloads").iterdir()
    }
    told = json.loads((site / "site" / "public.manifest.json").read_text("utf-8"))
    assert told["tools"]["assess"] == program.__version__
    assert "assess/theme/main.html" in told["program"]
    verified = run(programs, site, "assess", "verify", "site/public", "--target", "public", "--source", ".")
    assert (verified.returncode, verified.stderr) == (0, "")


def test_plain_mkdocs_shows_the_same_page_without_its_downloads(programs: Path, site: Path) -> None:
    built = run(programs, site, "python", "-m", "mkdocs", "build")
    assert built.returncode == 0, built.stderr
    page = (site / "site" / "preview" / "index.html").read_text("utf-8")
    assert 'class="marking"' in page
    assert re.search(r'<data value="200"[^>]*>200</data>', page)


def test_a_site_elsewhere_is_previewed(programs: Path, site: Path) -> None:
    with subprocess.Popen(
        [programs / "assess", "serve", "--port", "0"], cwd=site, env=environment(), stderr=subprocess.PIPE, text=True
    ) as serving:
        assert serving.stderr
        address = re.search(r"http://\S+", next(line for line in serving.stderr if "http://" in line))
        assert address
        next(line for line in serving.stderr if "Pages updated" in line)
        with urllib.request.urlopen(f"{address[0]}public/") as answer:  # noqa: S310  # our own server
            assert "200</data>" in answer.read().decode()
        serving.send_signal(signal.SIGINT)
        serving.stderr.read()
    assert serving.returncode == 0


def test_what_building_the_wheel_leaves_behind_disturbs_no_build(checkout: Path, site: Path) -> None:
    left = checkout / "assess.egg-info"
    assert left.is_dir()
    left.rename(checkout / "another_name.egg-info")
    command = [sys.executable, "-m", "assess.cli.main", "build", "--out", "again"]
    built = subprocess.run(
        command, cwd=site, env=environment({"PYTHONPATH": str(checkout)}), capture_output=True, text=True, check=False
    )
    assert (built.returncode, built.stderr) == (0, "")
    assert files(site / "again" / "public")


# Prints what the audit of a site finds in a folder, with what it takes for known.
_AUDITED = """
import sys
from pathlib import Path
from assess.audit import Scanner, Withheld

root, pack, folder = map(Path, sys.argv[1:])
withheld = tuple(pack / name for name in ("partner", "internal"))
known = Withheld(root, "public", (root / "data" / "public",), withheld).fingerprints()
print(sorted(known.open.words), len(known.open.numbers))
print(*Scanner(known, closed=True).scan(folder).findings, sep="\\n")
"""


def test_the_audit_says_the_same_from_the_wheel_and_from_a_checkout(programs: Path, tmp_path: Path) -> None:
    project, pack, folder = copy_project(tmp_path / "project"), tmp_path / "pack", tmp_path / "sent"
    folder.mkdir()
    facts = everyday_pack(project / "data" / "sample", pack, policy_of(Project(project)))
    leaks = [leak for fact in facts.values() for leak in leaks_of(fact)]
    for at, (channel, write) in enumerate(CHANNELS.items()):
        if "name of a file" not in channel:
            name, content = write(leaks[at % len(leaks)].text)
            (folder / f"{at}-{name}").write_bytes(content)
    said = [
        subprocess.run(
            [python, "-c", _AUDITED, project, pack, folder],
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        for python in (sys.executable, programs / "python")
    ]
    assert said[0].stdout == said[1].stdout
    stopped = {line.partition("-")[0] for line in said[0].stdout.splitlines()[1:] if "may not show" in line}
    assert len(stopped) == len(list(folder.iterdir()))


def test_a_site_overrides_the_theme_file_by_file(programs: Path, tmp_path: Path) -> None:
    own = write_site(tmp_path / "own")
    (own / "theme" / "partials").mkdir(parents=True)
    (own / "theme" / "partials" / "footer.html").write_text("<footer>The foot of Northtown</footer>", "utf-8")
    settings = own / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("{name: assess,", "{name: assess, custom_dir: theme,"), "utf-8"
    )
    for command, place in ((("assess", "build"), "site/public"), (("python", "-m", "mkdocs", "build"), "site/preview")):
        assert run(programs, own, *command).returncode == 0
        page = (own / place / "index.html").read_text("utf-8")
        assert "The foot of Northtown" in page
        assert 'class="marking"' in page, "the rest is the program's"


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("macros/__init__.py", "macros"),
        ("macros.py", "macros.py"),
        ("redaction/more.py", "redaction"),
        ("assess/x.py", "assess"),
    ],
)
def test_python_of_a_site_under_a_name_of_the_program_is_told(
    programs: Path, tmp_path: Path, place: str, told: str
) -> None:
    own = write_site(tmp_path / "own")
    (own / place).parent.mkdir(exist_ok=True)
    (own / place).write_text("", "utf-8")
    checked = run(programs, own, "assess", "check")
    assert checked.returncode == 1
    assert checked.stderr.startswith(f"{told}: found Python under a name of the program, expected")
