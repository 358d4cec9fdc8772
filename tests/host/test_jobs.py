"""The steps of the workflow, carried out on a small project: what changed, the sealed pack, the way to the hosts."""

from __future__ import annotations

import shutil
import stat
import subprocess
from pathlib import Path

import pyrage
import pytest
from building import ASSESS, ROOT, differing, files, small_project
from jobs import Runner

TOKEN, KEY = "a token for the pack", "a key that may deliver"
MADE = f'mkdir -p "$2/.venv/bin" && ln -s "{ASSESS}" "{ASSESS.with_name("python")}" "$2/.venv/bin/"'
# In the place of curl: what it is told on standard input is kept, and a file that lies beside it is what was fetched.
CURL = 'cat > "$TOOLS/curl.in"; echo "$@" > "$TOOLS/curl.asked"; cp "$TOOLS/pack.age" "$(cat "$TOOLS/curl.to")"'
# In the place of ssh: what a host does with a key that may only deliver.
SSH = """
echo "$@" > "$TOOLS/ssh.asked"
for each; do
  case $each in IdentityFile=*) cp "${each#*=}" "$TOOLS/ssh.key" ;; esac
done
"""


@pytest.fixture
def runner(tmp_path: Path, chart_cache: Path) -> Runner:
    """A runner with a checkout of a small project that is set up."""
    checkout = small_project(tmp_path / "checkout" / "project", chart_cache)
    shutil.copytree(ROOT / "deploy", checkout / "deploy")
    (checkout / ".venv" / "bin").mkdir(parents=True)
    for name in ("assess", "python"):
        (checkout / ".venv" / "bin" / name).symlink_to(ASSESS.with_name(name))
    for name in ("temporary", "tools"):
        (tmp_path / name).mkdir()
    return Runner(checkout, tmp_path / "temporary", tmp_path / "tools")


def git(folder: Path, *arguments: str) -> str:
    settings = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *settings, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_pull_request_is_told_which_numbers_it_changes(runner: Runner) -> None:
    runner.tool("make", MADE)
    runner.tool("gh", 'echo "$@" > "$TOOLS/gh.asked"; echo "$GH_TOKEN" > "$TOOLS/gh.token"')
    project = runner.checkout
    git(project, "init", "-q")
    git(project, "add", "--all", ":!.cache", ":!.venv")
    git(project, "commit", "-q", "-m", "Before")
    base = git(project, "rev-parse", "HEAD")
    (project / ".gitignore").write_text(".venv\n.cache\nsite\n", "utf-8")
    table = project / "data" / "public" / "asb-total.csv"
    table.write_text(table.read_text("utf-8").replace(",466\n", ",465\n").replace(",407\n", ",408\n"), "utf-8")
    for name in ("Check", "Build"):
        done = runner.run("public", name)
        assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (project / "site").glob("public.*"))
    told = runner.run("public", "Say what changed", BASE=base)
    assert told.returncode == 0, told.stderr
    changes = (project / "difference.md").read_text("utf-8")
    assert all(number in changes for number in ("466", "465", "407", "408"))
    assert runner.summary.read_text("utf-8") == changes
    said = runner.run("comment", "Comment", GH_TOKEN=TOKEN, NUMBER="7")
    assert said.returncode == 0, said.stderr
    assert (project / "comment.md").read_text("utf-8").strip() == changes.strip()
    asked = (runner.tools / "gh.asked").read_text("utf-8")
    assert asked.startswith("pr comment 7 --repo partnership/assessment --body-file comment.md")


def test_a_pull_request_whose_changes_cannot_be_told_fails(runner: Runner) -> None:
    runner.tool(
        "make", 'mkdir -p "$2/.venv/bin"; printf "#!/bin/sh\\n" > "$2/.venv/bin/assess"; chmod +x "$2/.venv/bin/assess"'
    )
    git(runner.checkout, "init", "-q")
    git(runner.checkout, "commit", "-q", "--allow-empty", "-m", "Before")
    told = runner.run("public", "Say what changed", BASE=git(runner.checkout, "rev-parse", "HEAD"))
    assert told.returncode != 0
    assert not runner.summary.exists()


@pytest.fixture
def officer(runner: Runner) -> pyrage.x25519.Identity:
    """Who may open what the workflow seals; the pack is sealed for the workflow, and lies where it is fetched from."""
    officer, workflow = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    (runner.tools / "identity").write_text(str(workflow), "utf-8")
    (runner.tools / "recipients.txt").write_text(f"{workflow.to_public()} # The workflow\n", "utf-8")
    sealing = [
        ASSESS,
        "seal",
        "data/sample",
        "--to",
        runner.tools / "recipients.txt",
        "--out",
        runner.tools / "pack.age",
    ]
    subprocess.run(sealing, cwd=runner.checkout, check=True, capture_output=True)
    (runner.tools / "curl.to").write_text(str(runner.temporary / "restricted" / "pack.age"), "utf-8")
    runner.tool("curl", CURL)
    return officer


def fetch(runner: Runner, token: str = TOKEN) -> None:
    identity = (runner.tools / "identity").read_text("utf-8")
    done = runner.run(
        "restricted",
        "Fetch the sealed pack",
        PACK_URL="https://files.example/pack.age",
        PACK_TOKEN=token,
        PACK_IDENTITY=identity,
    )
    assert done.returncode == 0, done.stderr
    assert identity not in done.stdout + done.stderr


def test_the_pack_is_fetched_by_https_alone_with_the_token_out_of_sight(
    runner: Runner, officer: pyrage.x25519.Identity
) -> None:
    assert officer
    fetch(runner)
    asked = (runner.tools / "curl.asked").read_text("utf-8")
    assert "--proto =https" in asked
    assert asked.endswith("https://files.example/pack.age\n")
    assert TOKEN not in asked
    assert (runner.tools / "curl.in").read_text("utf-8") == f'header = "Authorization: Bearer {TOKEN}"'
    kept = runner.temporary / "restricted"
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in kept.iterdir()}["identity"] == 0o600
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    shutil.rmtree(kept)
    fetch(runner, token="")
    assert (runner.tools / "curl.in").read_text("utf-8") == ""


def test_restricted_editions_are_built_from_the_sealed_pack_sealed_and_delivered(
    runner: Runner, officer: pyrage.x25519.Identity
) -> None:
    fetch(runner)
    kept = runner.temporary / "restricted"
    built = runner.run(
        "restricted",
        "Check, build, prove and audit",
        leaving_out="assess prove",  # tests/leak/test_proof.py proves a small project
        ASSESS_IDENTITY=kept / "identity",
        ASSESS_RESTRICTED=kept / "pack.age",
    )
    assert built.returncode == 0, built.stderr
    site = runner.checkout / "site"
    sealed = runner.run(
        "restricted", "Seal the sites that not everybody may see", RECIPIENTS=f"{officer.to_public()} # Officer"
    )
    assert sealed.returncode == 0, sealed.stderr
    assert sorted(path.name for path in kept.glob("*.sealed.age")) == ["internal.sealed.age", "partner.sealed.age"]
    (runner.tools / "officer.key").write_text(str(officer), "utf-8")
    opened = runner.tools / "opened"
    opening = [ASSESS, "open", kept / "partner.sealed.age", "--identity", runner.tools / "officer.key", "--out", opened]
    subprocess.run(opening, cwd=runner.checkout, check=True, capture_output=True)
    assert differing(files(opened / "partner"), files(site / "partner")) == []
    assert (opened / "partner.manifest.json").read_bytes() == (site / "partner.manifest.json").read_bytes()

    target = runner.tools / "www" / "partners"
    target.parent.mkdir()
    target.with_name("partners.edition").write_text("partner", "utf-8")
    runner.tool("ssh", f'{SSH}\nASSESS="{ASSESS}" exec "{ROOT}/deploy/receive.sh" partner "{target}" --on 2026-11-22')
    to_host = {"DELIVERY_KEY": KEY, "KNOWN_HOSTS": "partners.example ssh-ed25519 AAAA"}
    sent = runner.run("restricted", "Deliver the partner edition", PARTNER_HOST="deliver@partners.example", **to_host)
    assert sent.returncode == 0, sent.stderr
    assert differing(files(target.resolve()), files(site / "partner")) == []
    asked = (runner.tools / "ssh.asked").read_text("utf-8")
    assert "StrictHostKeyChecking=yes" in asked
    assert asked.endswith("-- deliver@partners.example deliver\n")
    assert KEY not in asked
    assert (runner.tools / "ssh.key").read_text("utf-8") == f"{KEY}\n"

    before = target.resolve()
    wrong = runner.run(
        "restricted", "Deliver the internal edition", INTERNAL_HOST="deliver@partners.example", **to_host
    )
    assert wrong.returncode == 1
    assert "there is no site" in wrong.stderr
    assert target.resolve() == before
    assert runner.run("restricted", "Leave nothing behind").returncode == 0
    assert not any(path.exists() for path in (site, kept, runner.checkout / ".cache"))


def test_the_public_edition_goes_to_its_host_through_the_same_gate(runner: Runner) -> None:
    assert runner.run("public", "Build").returncode == 0
    target = runner.tools / "www" / "assessment"
    target.parent.mkdir()
    target.with_name("assessment.edition").write_text("public", "utf-8")
    runner.tool("ssh", f'{SSH}\nASSESS="{ASSESS}" exec "{ROOT}/deploy/receive.sh" public "{target}" --on 2026-11-22')
    to_host = {
        "DELIVERY_KEY": KEY,
        "KNOWN_HOSTS": "safety.example ssh-ed25519 AAAA",
        "PUBLIC_HOST": "deliver@safety.example",
    }
    sent = runner.run("deliver", "Deliver", **to_host)
    assert sent.returncode == 0, sent.stderr
    assert differing(files(target.resolve()), files(runner.checkout / "site" / "public")) == []
    page = runner.checkout / "site" / "public" / "index.html"
    page.write_text(f"{page.read_text('utf-8')}more", "utf-8")
    before = files(target.resolve())
    refused = runner.run("deliver", "Deliver", **to_host)
    assert refused.returncode == 1
    assert "index.html: is not the file that was built" in refused.stderr
    assert files(target.resolve()) == before


def test_what_is_no_archive_is_not_received(tmp_path: Path) -> None:
    target = tmp_path / "assessment"
    target.with_name("assessment.edition").write_text("public", "utf-8")
    done = subprocess.run(
        [ROOT / "deploy" / "receive.sh", "public", str(target)], input=b"nothing", capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"what was sent is no archive, or was cut off" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["assessment.edition"]
