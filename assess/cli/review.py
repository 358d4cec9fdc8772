"""`assess review`: an edition with its drafts, to be shown to somebody who has nothing installed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from assess.build.pipeline import build
from assess.cli.here import project_here
from assess.cli.options import PACK_VARIABLE, opened_pack, restricted
from assess.cli.outcome import DONE, UsageError
from assess.cli.plans import chosen_editions, plan_of
from assess.load.editions import needs_pack, policy_of
from assess.processes.progress import to_terminal
from redaction.policy import DRAFT, Edition


@click.command(short_help="Make a draft to show, with the pages that are not published yet.")
@click.argument("edition", default="public", metavar="[EDITION]")
@restricted
@click.option("--out", metavar="DIR", help="Where the folder goes (default: site, in the project).")
def review(edition: str, restricted: str | None, out: str | None) -> int:
    """Make a folder with EDITION (default: public) and its drafts, marked DRAFT, that opens by a double click.

    It is audited as the edition is, and no host accepts it.
    """
    project = project_here()
    policy = policy_of(project)
    pack = opened_pack(restricted)
    chosen = chosen_editions(policy, [edition])
    if pack is None and needs_pack(policy, chosen):
        raise UsageError(f"A restricted pack is needed. Name its folder with --restricted DIR or {PACK_VARIABLE}")
    place = Path(out).resolve() if out else project.root / "site"
    drafts = [_draft_of(each) for each in chosen]
    for built in build(plan_of(project, policy, drafts, pack, place), to_terminal()):
        print(f"{project.shown(built.place)}  {built.pages} pages, drafts among them, audit passed")
        print(f"Open {project.shown(built.place)}/index.html with a double click, or send the folder as a zip file")
    return DONE


def _draft_of(edition: Edition) -> Edition:
    """An edition with its drafts, under a name, a marking and a handling that no host and no reader takes for it."""
    handling = " ".join(filter(None, ("Not for publication.", edition.handling)))
    return replace(
        edition,
        id=f"{DRAFT}{edition.id}",
        name=f"Draft of the {edition.name[:1].lower()}{edition.name[1:]}",
        marking=f"DRAFT {edition.marking}",
        handling=handling,
        address="",
        indexed=False,
        drafts=True,
        embeds=False,
    )
