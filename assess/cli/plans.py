"""What commands that build are asked for: the editions that are named, and the plan to build them.

Apart from the options, as commands that build nothing are spared these imports.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from assess.build.plan import Plan
from assess.cli.outcome import UsageError
from assess.load.editions import editions_named
from assess.project.layout import RELEASES, Project, check_places
from assess.project.settings import read_settings
from redaction.diagnostics.errors import AssessError
from redaction.policy import Edition, Policy


def chosen_editions(policy: Policy, names: Sequence[str]) -> list[Edition]:
    """The editions of some names, all where none is named; raises UsageError."""
    try:
        return editions_named(policy, names)
    except AssessError as error:
        raise UsageError(str(error)) from None


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
