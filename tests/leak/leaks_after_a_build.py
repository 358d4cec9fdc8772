"""Leaks after a build: what lies where it goes, what is changed on its way to a host, what git holds."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cases import Gauntlet, Result
from planting import page
from workshop import traces

from assess.check.pack_comparison import Question as Asked
from assess.check.pack_comparison import answer
from assess.load.editions import policy_of
from assess.verify import Question, verify


def stale(gauntlet: Gauntlet) -> Iterator[Result]:
    """What an earlier build, or somebody, left where the next one goes."""
    at = gauntlet.at
    for fact, leak in gauntlet.one_of_each():
        at.attempt(lambda _: None)
        site = at.project.root / "site"
        (site / "public" / "old.html").write_bytes(page(leak.text))
        refused = bool(verify(Question(site / "public", "public", site / "public.manifest.json")).problems)
        yield Result("after a build", "a file put into the output", leak.source, leak.form, "verify" if refused else "")
        after = at.built(["public"])
        gone = not after.stopped and "public/old.html" not in after.files
        yield Result("after a build", "stale output", leak.source, leak.form, "promote" if gone else after.stopped)
        asked = verify(Question(site / "internal", "public", site / "internal.manifest.json"))
        other = "verify" if any("host is for" in problem for problem in asked.problems) else ""
        yield Result("after a build", "another edition's folder", fact.source, "a site", other)
        shutil.rmtree(site)
        (site / "public").mkdir(parents=True)
        (site / "public" / "notes.html").write_bytes(page(leak.text))
        gate = at.built(["public"]).stopped
        yield Result("after a build", "a folder that no build made", leak.source, leak.form, "promote" if gate else "")


def delivered(gauntlet: Gauntlet) -> Iterator[Result]:
    """What is changed in a folder on its way to a host."""
    at = gauntlet.at
    at.attempt(lambda _: None, ["public"])
    site = at.project.root / "site"
    for _, leak in gauntlet.one_of_each():
        path = site / "public" / "index.html"
        before = path.read_bytes()
        path.write_bytes(before + f"<!-- {leak.text} -->".encode())
        problems = verify(Question(site / "public", "public", site / "public.manifest.json")).problems
        path.write_bytes(before)
        yield Result("after a build", "a page changed afterwards", leak.source, leak.form, "verify" if problems else "")


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
