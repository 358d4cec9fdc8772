"""`assess check`: find every problem in data, policy and pages, all at once."""

from __future__ import annotations

import os
from pathlib import Path

import click

from assess.check.report import Form, report
from assess.check.run import check as check_project
from assess.cli.here import project_here
from assess.cli.options import at_most_one, opened_pack, released, restricted
from assess.cli.outcome import DONE, PROBLEMS, say
from assess.project.layout import RELEASES

GITHUB_VARIABLE = "GITHUB_ACTIONS"


@click.command(short_help="Find every problem.")
@restricted
@released
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON, for programs.")
@click.option(
    "--github",
    "for_github",
    is_flag=True,
    help=f"Print them so that GitHub shows each at its line (the default where {GITHUB_VARIABLE} is true).",
)
def check(restricted: str | None, since: str | None, *, as_json: bool, for_github: bool) -> int:
    """Find every problem in data, policy and pages, all at once."""
    at_most_one(json=as_json, github=for_github)
    project = project_here()
    pack = opened_pack(restricted)
    is_github = for_github or os.environ.get(GITHUB_VARIABLE) == "true"
    form: Form = "json" if as_json else "github" if is_github else "text"
    found = report(
        project,
        pack,
        check_project(project, pack, Path(since).resolve() if since else project.root / RELEASES),
        form,
        os.environ.get("GITHUB_WORKSPACE", ""),
    )
    for line in found.printed:
        print(line)
    if found.messages:
        say("\n".join(found.messages))
    return PROBLEMS if found.is_bad else DONE
