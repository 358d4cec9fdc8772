"""`assess serve`: preview editions, and follow every edit."""

from __future__ import annotations

from dataclasses import replace

import click

from assess.cli.here import project_here
from assess.cli.options import opened_pack, released, restricted
from assess.cli.outcome import DONE, say
from assess.cli.plans import plan_of, released_in
from assess.cli.values import PORT
from assess.load.editions import needs_pack, policy_of


@click.command(short_help="Preview editions, and follow every edit.")
@restricted
@released
@click.option(
    "--port",
    metavar="N",
    type=PORT,
    default=8000,
    help="The port to use, 0 for any free one (default: 8000).",
)
@click.option("--edit", is_flag=True, help="Let whoever has the address that is printed edit pages and open tables.")
def serve(restricted: str | None, since: str | None, port: int, *, edit: bool) -> int:
    """Preview all editions on this computer, and follow every edit.

    Without a restricted pack, those that need none are shown. With --edit, each part of a page can be edited where one
    reads it, by whoever has the address that is printed.
    """
    from assess.preview.session import Options  # a server and a watcher, which no other command needs
    from assess.preview.session import serve as serve_editions

    project = project_here()
    policy = policy_of(project)
    pack = opened_pack(restricted)
    shown = [each for each in policy.editions.values() if pack is not None or not needs_pack(policy, [each])]
    editions = [replace(each, drafts=True) for each in shown]
    plan = released_in(plan_of(project, policy, editions, pack, project.root / "site"), since)
    try:
        serve_editions(plan, Options(port, say, edit))
    except KeyboardInterrupt:
        say("Stopped. The files of the preview were removed.")
    return DONE
