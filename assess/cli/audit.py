"""`assess audit`: look for the content of a restricted pack anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from assess.check.pack_comparison import Question, answer, as_json, lines_of
from assess.cli.options import PACK_VARIABLE, at_most_one, opened_pack, restricted
from assess.cli.outcome import DONE, PROBLEMS, UsageError
from assess.cli.plans import chosen_editions
from assess.load.editions import needs_pack, policy_of
from assess.project.layout import find_project

Kind = Literal["files", "history", "staged"]


@dataclass(frozen=True)
class Asked:
    """Where to look: at files, at all that a repository ever held, or at what is about to be committed."""

    path: str | None
    git: bool
    staged: bool

    @property
    def kind(self) -> Kind:
        """What is looked at."""
        return "history" if self.git else "staged" if self.staged else "files"

    def place(self) -> Path:
        """The path to look at; raises UsageError where none is named, or nothing is there."""
        if self.kind == "files" and not self.path:
            raise UsageError("Name a file or a folder to audit, or --git or --staged for a repository")
        path = Path(self.path or ".").resolve()
        if not path.exists():
            raise UsageError(f"There is nothing at {path} to audit")
        return path


@click.command(short_help="Look for restricted content.")
@click.argument("path", required=False, metavar="[PATH]")
@restricted
@click.option(
    "--target",
    metavar="EDITION",
    help="The edition whose readers it is for: what they may see is not reported (default: everybody).",
)
@click.option("--git", is_flag=True, help="Read every file and message a repository ever held.")
@click.option("--staged", is_flag=True, help="Read what is about to be committed.")
@click.option("--show-values", "values", is_flag=True, help="Print what was found, which is restricted.")
@click.option("--json", "for_programs", is_flag=True, help="Print the report as JSON.")
def audit(restricted: str | None, target: str | None, *, values: bool, for_programs: bool, **asked: object) -> int:
    """Look for the content of a restricted pack in any file, folder, archive or repository.

    PATH is a file or folder, or with --git a repository.
    """
    at_most_one(git=bool(asked["git"]), staged=bool(asked["staged"]))
    project = find_project(Path.cwd())
    policy = policy_of(project)
    pack = opened_pack(restricted)
    if pack is None:
        raise UsageError(
            f"A restricted pack is needed to compare with. Name its folder with --restricted DIR or {PACK_VARIABLE}"
        )
    at = Asked(**asked)  # type: ignore[arg-type]  # click gives each the type of its option
    path = at.place()
    readers = target or next(each.id for each in policy.editions.values() if not needs_pack(policy, [each]))
    report = answer(Question(project, policy, pack, chosen_editions(policy, [readers])[0], path, at.kind))
    for line in [as_json(report, values=values)] if for_programs else lines_of(report, values=values):
        print(line)
    return PROBLEMS if report.findings else DONE
