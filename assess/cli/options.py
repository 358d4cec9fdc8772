"""The options that several commands share, and what they stand for: a project, its editions, a restricted pack."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from assess.build.plan import Plan
from assess.cli.outcome import UsageError
from assess.load.editions import editions_named
from assess.project.layout import RELEASES, Project, check_places
from assess.project.sealing import is_sealed, unsealed
from assess.project.settings import read_settings
from redaction.diagnostics.errors import AssessError
from redaction.policy import Edition, Policy

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


def chosen_editions(policy: Policy, names: Sequence[str]) -> list[Edition]:
    """The editions of some names, all where none is named; raises UsageError."""
    try:
        return editions_named(policy, names)
    except AssessError as error:
        raise UsageError(str(error)) from None


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


def released_in(plan: Plan, named: str | None) -> Plan:
    """A plan whose editions are compared with the releases in a folder; raises UsageError for one that is not there."""
    folder = Path(named).resolve() if named else plan.project.root / RELEASES
    if named and not folder.is_dir():
        raise UsageError(f"There is no folder {named} of releases")
    return replace(plan, released=folder)


def plan_of(project: Project, policy: Policy, editions: Iterable[Edition], pack: Path | None, out: Path) -> Plan:
    """What to build, once the places of the pack and of the output are seen to be safe; raises AssessError."""
    check_places(project, policy, pack, out)
    settings = read_settings(project)
    return Plan(project, settings, policy, tuple(editions), pack, out, pdf=settings.pdf_with_build)
