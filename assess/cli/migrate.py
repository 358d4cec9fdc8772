"""`assess migrate`: take a site to the version of the program that is installed."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.outcome import DONE
from assess.migrate.migrate import migrate as migrate_project
from assess.project.layout import find_project


@click.command(short_help="Take a site to this version of the program.")
@click.option("--write", is_flag=True, help="Change the files. Without it, what would change is shown.")
def migrate(*, write: bool) -> int:
    """Show what changes in settings, policy and pages of a site that was made for an older version, and why.

    With --write all of it is changed, or nothing. Comments, order and what nobody knows stay, and Git undoes it.
    """
    print("\n".join(migrate_project(find_project(Path.cwd()), write=write)))
    return DONE
