"""The options that several commands share, and the restricted pack that one of them names."""

from __future__ import annotations

import os
from pathlib import Path

import click

from assess.cli.outcome import UsageError
from assess.project.layout import RELEASES
from assess.project.sealing import is_sealed, unsealed

PACK_VARIABLE = "ASSESS_RESTRICTED"
IDENTITY_VARIABLE = "ASSESS_IDENTITY"

restricted = click.option(
    "--restricted",
    metavar="DIR",
    help="The restricted pack: a folder with one for each audience but the open one, or such a folder sealed "
    f"(or set {PACK_VARIABLE}).",
)


released = click.option(
    "--since",
    metavar="DIR",
    help=f"The manifests and ledgers of what went out (default: {RELEASES}, in the project).",
)


def at_most_one(**given: bool) -> None:
    """Refuse options that exclude one another; raises UsageError."""
    named = [f"--{name}" for name, is_given in given.items() if is_given]
    if len(named) > 1:
        raise click.UsageError(f"{' and '.join(named)} exclude one another. Give one of them.")


def opened_pack(named: str | None) -> Path | None:
    """The folder of the pack that a command is given; one that is sealed is opened until the command ends."""
    named = named or os.environ.get(PACK_VARIABLE)
    if not named:
        return None
    path = Path(named).resolve()
    if path.is_file() and is_sealed(path):
        identity = os.environ.get(IDENTITY_VARIABLE)
        if not identity:
            raise UsageError(f"{named} is sealed. Name the file of the identity that opens it in {IDENTITY_VARIABLE}")
        return click.get_current_context().with_resource(unsealed(path, Path(identity).resolve()))
    if not path.is_dir():
        raise UsageError(f"There is no restricted pack at {path}: it is not a folder")
    return path
