"""Everything that is wrong with a project, at once: what a build would refuse, and the house style besides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from assess.corrections.released import lost_addresses, read_released
from assess.lint.house_style.apply import style_faults
from assess.lint.texts import CHECKED
from assess.load.editions import EditionKnowledge, know, needs_pack
from assess.load.small_counts import small_count_faults
from assess.load.sources import Sources
from assess.load.unread_files import unread_faults
from assess.project.layout import Project, check_places
from assess.project.settings import language_in
from macros.pages.validation import written_faults
from redaction.diagnostics.errors import Problem, ProblemsFoundError, causes
from redaction.diagnostics.yaml_document import YamlDocument
from redaction.policy import Policy
from redaction.reader import policy_as_far

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


def check(project: Project, pack: Path | None, released: Path | None = None) -> Checked:
    """Check a project, with a pack or without; a file that cannot be used hides no fault of another.

    `released` is the folder of what went out, whose addresses must still lead somewhere.
    """
    policy, faults = policy_as_far(project.policy)
    problems = [*faults]
    sources = Sources(project, policy or _NO_POLICY, None if faults else pack)  # a faulty policy opens no pack
    if policy is not None:
        check_places(project, policy, pack, project.root / "site")
    settings = _attempt(lambda: sources.settings, problems)
    wording = _attempt(lambda: sources.wording, problems)
    problems += _attempt(lambda: faults_of_style(sources), problems) or []
    if policy is None or settings is None or wording is None:
        problems += [*sources.glossary_faults, *sources.docs.problems]
        problems += [fault for page in sources.docs.pages for fault in written_faults(page)]
        problems += [each for each in sources.open_folder.problems if policy or not each.place.endswith("sources")]
        return Checked(_in_order(problems), policy)
    problems += unread_faults(project, policy)
    editions = [each for each in policy.editions.values() if sources.pack is not None or not needs_pack(policy, [each])]
    checked = tuple(each.id for each in editions)
    known = _attempt(lambda: know(sources, editions), problems)
    if released:
        problems += [problem for each in known or () for problem in _lost(each, released, settings.signed)]
    if known and not problems:
        problems += _attempt(lambda: small_count_faults(sources, known, released), problems) or []
    left = tuple(name for name in policy.editions if name not in checked)
    return Checked(_in_order(problems), policy, checked, left, tuple(known or ()))


def _lost(known: EditionKnowledge, folder: Path, signed: dt.date) -> list[Problem]:
    """Addresses of the release that went out that would lead nowhere."""
    released = read_released(folder, known.edition)
    if released is None:
        return []
    return lost_addresses(released, [page.path for page in known.pages], known.addresses, signed)


def faults_of_style(sources: Sources) -> list[Problem]:
    """What is not of the house style, in the languages that have one."""
    language = language_in(sources.settings_document)
    pages = [page for page in sources.docs.pages if not page.reach.is_draft and (page.language or language) in CHECKED]
    if language not in CHECKED:
        nothing = YamlDocument("", {}, {})
        return style_faults(sources.style, pages, nothing, nothing, ())
    descriptors = sources.open_folder.documents.values()
    return style_faults(sources.style, pages, sources.settings_document, sources.glossary, descriptors)


def _attempt(read: Callable[[], T], problems: list[Problem]) -> T | None:
    """What can be read; where it cannot, nothing, and why is added to the problems."""
    try:
        return read()
    except ProblemsFoundError as error:
        problems += error.problems
        return None


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Each problem once, in the order of files and lines."""
    return causes(problems)
