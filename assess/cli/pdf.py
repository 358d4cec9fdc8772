"""`assess pdf`: editions with the PDFs of the whole and of each section, or a paper of some pages."""

from __future__ import annotations

import click

from assess.build.paper import Paper, paper
from assess.cli.building import asked_plan, build_and_tell, passing
from assess.cli.options import released, restricted
from assess.cli.outcome import DONE, UsageError
from assess.cli.plans import released_in


@click.command(short_help="Make editions as PDF.")
@click.argument("editions", nargs=-1, metavar="[EDITION]...")
@restricted
@released
@click.option("--out", metavar="DIR", help="Where the sites go (default: site, in the project).")
@click.option(
    "--pages",
    metavar="PAGE",
    multiple=True,
    help="Make a paper of this page of docs/ of one edition that is built; give it again for each further page.",
)
@click.option("--title", metavar="TEXT", default="Board paper", help="The title of the paper (default: Board paper).")
def pdf(  # noqa: PLR0917  # click gives each option by its name
    editions: tuple[str, ...],
    restricted: str | None,
    since: str | None,
    out: str | None,
    pages: tuple[str, ...],
    title: str,
) -> int:
    """Build editions with tagged PDFs of the whole and of each section, audit and promote them.

    EDITION is one of those in redaction/editions.yml; all are built if none is named. With --pages, make a PDF of
    chosen pages of the one that is named, which has to be built. Nothing else is built then.
    """
    plan = released_in(asked_plan(editions, restricted, out), since)
    if not pages:
        build_and_tell(plan, pdf=True)
        return DONE
    if len(plan.editions) != 1:
        raise UsageError("Name the one edition that the paper is made of, such as `assess pdf public --pages PAGE`")
    made = paper(plan, Paper(title, pages))
    print(f"{plan.project.shown(made.place)}  {made.sheets} pages, {passing(plan)}")
    return DONE
