"""`assess build`: build editions, audit and promote them."""

from __future__ import annotations

import click

from assess.cli.building import asked_plan, build_and_tell
from assess.cli.options import released, restricted
from assess.cli.outcome import DONE
from assess.cli.plans import released_in


@click.command(short_help="Build editions.")
@click.argument("editions", nargs=-1, metavar="[EDITION]...")
@restricted
@released
@click.option("--out", metavar="DIR", help="Where the sites go (default: site, in the project).")
def build(editions: tuple[str, ...], restricted: str | None, since: str | None, out: str | None) -> int:
    """Build editions, audit and promote them.

    EDITION is one of those in redaction/editions.yml; all are built if none is named.
    """
    plan = released_in(asked_plan(editions, restricted, out), since)
    build_and_tell(plan, pdf=plan.pdf)
    return DONE
