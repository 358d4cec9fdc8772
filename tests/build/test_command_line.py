"""The command: its exit codes, its help, what it says of wrong usage, and what it prints where."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
from building import ASSESS, Run, append, differing, environment, files, run, run_here

EDITIONS = ("public", "partner", "internal")
BESIDE = (".manifest.json", ".ledger.csv", ".nginx.conf")  # what stands beside a site


def promoted(edition: str) -> set[str]:
    return {edition, *(f"{edition}{kind}" for kind in BESIDE)}


def test_all_editions_are_built_where_none_is_named(sites: Path) -> None:
    names = {path.name for path in sites.iterdir()}
    assert names == {name for edition in EDITIONS for name in promoted(edition)}
    for edition in EDITIONS:
        assert f'<meta name="edition" content="{edition}">' in (sites / edition / "index.html").read_text("utf-8")


def test_the_public_edition_is_built_alone_without_a_pack_and_quietly_in_a_pipe(small: Path) -> None:
    code, out, err = run(small, "build", "public")
    assert (code, err) == (0, "")
    assert re.fullmatch(
        r"site/public  6 pages, audit passed; no pack was named, so nothing restricted was compared\n", out
    )
    assert {path.name for path in (small / "site").iterdir()} == promoted("public")


def test_the_pack_in_the_environment_is_used_and_an_edition_alone_is_the_one_beside_others(
    small: Path, assess_here: Run
) -> None:
    code, _, err = assess_here(small, "build", "partner", changes={"ASSESS_RESTRICTED": "data/sample"})
    assert (code, err) == (0, "")
    assert {path.name for path in (small / "site").iterdir()} == promoted("partner")
    alone = files(small / "site" / "partner")
    assert assess_here(small, "build", "public", "partner", "--restricted", "data/sample")[0] == 0
    assert differing(alone, files(small / "site" / "partner")) == []


def test_the_pack_named_in_the_command_goes_before_the_environment(small: Path) -> None:
    code, out, err = run_here(small, "check", "--restricted", "data/sample", changes={"ASSESS_RESTRICTED": "/nowhere"})
    assert (code, err) == (0, "")
    assert all(edition in out for edition in EDITIONS)


def test_a_terminal_below_the_project_is_told_what_is_happening_and_the_site_is_put_in_the_project(small: Path) -> None:
    code, out, said = _at_a_terminal(small / "data", "build", "public")
    assert (code, out.count("\n")) == (0, 1), said
    for step in ("Reading", "staging", "rendered"):
        assert any(step in line for line in said.splitlines()), said
    assert not (small / "data" / "site").exists()
    assert (small / "site" / "public" / "index.html").is_file()


def _at_a_terminal(place: Path, *arguments: str) -> tuple[int, str, str]:
    """Run the command with standard error at a terminal: its exit code, what it printed, what the terminal showed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [ASSESS, *arguments], cwd=place, env=environment(), stdout=subprocess.PIPE, stderr=theirs, text=True
    ) as process:
        os.close(theirs)
        said = b""
        while part := _read(ours):
            said += part
        out = process.stdout.read() if process.stdout else ""
    os.close(ours)
    return process.returncode, out, said.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how a terminal on Linux says that the other end is closed
        return b""


def test_help_lists_the_commands_and_each_says_how_to_use_it(small: Path) -> None:
    """Here as a user asks for it; the tests of the guides ask every command."""
    code, out, err = run(small, "--help")
    assert (code, err) == (0, "")
    assert {"build", "check", "new"} <= set(re.findall(r"^  (\w+)  +\S", out, re.MULTILINE))
    code, out, err = run_here(small, "check", "--help")
    assert (code, err) == (0, "")
    assert out.startswith("Usage: assess check")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Usage: assess"),
        (("biuld",), r"biuld.*Did you mean 'build'\?"),
        (("check", "--restrcted=x"), r"--restrcted.*Did you mean '--restricted'\?"),
        (("build", "partnr"), 'no edition "partnr".*"partner"'),
        (("build", "--quick"), "--quick"),
        (("build", "public", "--out"), "--out"),
        (("check", "--json", "--github"), "--json and --github exclude one another"),
        (("serve", "--port", "70000"), 'found "70000", expected a number from 0 to 65535'),
        (("verify", "site/public", "--target", "public", "--on", "Monday"), 'found "Monday", expected a day such as'),
        (("verify", "site/public", "--target", "public", "--commit", "3f"), 'found "3f", expected all 40 or 64 digits'),
        (("new", "pag"), "pag.*Did you mean 'page'"),
        (("build", "partner"), "restricted pack.*partner.*--restricted DIR.*ASSESS_RESTRICTED"),
        (("build",), "restricted pack.*partner, internal.*assess build public"),
        (("build", "partner", "--restricted", "nowhere"), "no restricted pack at .*/nowhere"),
        (("build", "partner", "--restricted", "mkdocs.yml"), "mkdocs.yml.*not a folder"),
        (("check", "--restricted", "nowhere"), "no restricted pack at .*/nowhere"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(small: Path, arguments: tuple[str, ...], says: str) -> None:
    code, out, err = run_here(small, *arguments)
    assert (code, out) == (2, "")
    assert re.search(says, err), err
    assert not (small / "site").exists()


def test_a_command_outside_a_project_says_so(tmp_path: Path) -> None:
    code, _, err = run(tmp_path, "check")
    assert code in (1, 2)
    assert re.fullmatch(rf"{tmp_path} is not inside a project: .*mkdocs.yml.*\n", err)


def test_problems_are_told_at_once_and_counted(small: Path) -> None:
    append(small / "docs" / "index.md", "{{ n('asb-by-tipe', 'total', 'saltmere') }} {{ figur('x') }}")
    code, out, err = run_here(small, "build", "public")
    assert (code, out) == (1, "")
    assert re.search(r'docs/index\.md, line \d+: found unknown dataset "asb-by-tipe", expected "asb-by-type"', err)
    assert re.search(r'docs/index\.md, line \d+: .*figur.*"figure"', err)
    assert err.endswith("2 problems found. Nothing was built.\n")


def test_a_result_that_cannot_be_printed_is_no_traceback(small: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:  # every write fails: the disk of a log file is full
        found = subprocess.run(
            [ASSESS, "check"], cwd=small, env=environment(), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert "Traceback" not in found.stderr
    assert found.returncode in (0, 1)
