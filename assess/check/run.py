"""Everything that is wrong with a project, at once: what a build would refuse, and the house style besides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from assess.lint.house_style.load import read_style, style_faults
from assess.lint.wording.apply import read_wording
from assess.load.editions import EditionKnowledge, know, needs_pack, read_pages
from assess.project.layout import Project, check_places
from assess.project.settings import read_settings
from macros.pages.validation import written_faults
from redaction.diagnostics.errors import Problem, ProblemsFoundError, causes
from redaction.policy import Policy
from redaction.reader import policy_as_far, read_folder

T = TypeVar("T")
_NO_POLICY = Policy({}, "public", {}, {})  # where there is none, the open folder has the name that it has by custom


@dataclass(frozen=True)
class Checked:
    """What a check found: problems, the editions that were checked, and those that were not, for want of a pack.

    Where there are no problems, `known` holds what each edition may know.
    """

    problems: tuple[Problem, ...]
    policy: Policy | None = None
    editions: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    known: tuple[EditionKnowledge, ...] = ()


def check(project: Project, pack: Path | None) -> Checked:
    """Check a project, with a pack or without; a file that cannot be used hides no fault of another."""
    policy, faults = policy_as_far(project.policy)
    problems = [*faults]
    settings = _attempt(lambda: read_settings(project), problems)
    wording = _attempt(lambda: read_wording(project), problems)
    style = _attempt(lambda: read_style(project), problems)
    pages, _, _ = read_pages(project)
    if policy is not None:
        check_places(project, policy, pack, project.root / "site")
    if style is not None:
        problems += style_faults(style, project, pages, project.open_data(policy or _NO_POLICY))
    if policy is None or settings is None or wording is None:
        problems += [fault for page in pages for fault in written_faults(page)]
        problems += _open_faults(project, policy)
        return Checked(_in_order(problems), policy)
    pack = None if faults else pack  # a policy that is at fault opens no restricted folder
    editions = [each for each in policy.editions.values() if pack is not None or not needs_pack(policy, [each])]
    checked = tuple(each.id for each in editions)
    known = _attempt(lambda: know(project, settings, policy, editions, pack), problems)
    left = tuple(name for name in policy.editions if name not in checked)
    return Checked(_in_order(problems), policy, checked, left, tuple(known or ()))


def _attempt(read: Callable[[], T], problems: list[Problem]) -> T | None:
    """What can be read; where it cannot, nothing, and why is added to the problems."""
    try:
        return read()
    except ProblemsFoundError as error:
        problems += error.problems
        return None


def _open_faults(project: Project, policy: Policy | None) -> list[Problem]:
    """What is wrong with the open data, where nothing more can be checked; its sources are asked of a policy alone."""
    folder = project.open_data(policy or _NO_POLICY)
    found = read_folder(folder, project.shown(folder), folder.name, policy or _NO_POLICY).problems
    return [each for each in found if policy or each.place != "sources"]


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Each problem once, in the order of files and lines."""
    return causes(problems)
