"""What `assess check` says: in words for people, as JSON for programs, and as lines that GitHub shows at a change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assess.check.listing import counted, listed
from assess.check.run import Checked
from assess.lint.wording.small_bases import SMALL, small_in_tables
from assess.load.remarks import remarks_on
from assess.project.layout import Project
from redaction.diagnostics.errors import Problem

Form = Literal["text", "json", "github"]
_ESCAPED = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_ESCAPED_IN_PROPERTIES = _ESCAPED | {":": "%3A", ",": "%2C"}
_SHOWN = 20
_TAKE_OUT = (
    "Take it out of these files, and out of the history where it was committed. If the pack began as a copy of the "
    "sample, delete the copies. If everybody may read a file, list it under `released:` in the pack's sensitive.yml"
)


@dataclass(frozen=True)
class Report:
    """What is printed, what is said on standard error, and whether anything is wrong."""

    printed: tuple[str, ...]
    messages: tuple[str, ...] = ()
    is_bad: bool = False


def report(project: Project, pack: Path | None, checked: Checked, form: Form, workspace: str = "") -> Report:
    """The report of a check; tracked files are compared with the pack where nothing else is wrong.

    `workspace` is the folder from which GitHub names files.
    """
    if checked.problems and form == "text":
        return Report((), (listed(checked.problems), "", counted(checked.problems)), is_bad=True)
    if checked.problems and form == "github":
        place = place_in(workspace, project.root)
        lines = (as_workflow_command(problem, place) for problem in checked.problems)
        return Report((*lines,), (counted(checked.problems),), is_bad=True)
    checkout = Report(()) if checked.problems else _checkout(project, pack, checked)
    is_bad = bool(checked.problems) or checkout.is_bad
    if form == "json":
        return Report((as_json(checked, (*checkout.printed, *checkout.messages)),), is_bad=is_bad)
    summary = () if is_bad else _summary(checked)  # "No problems found" is not for a checkout that holds some
    return Report((*summary, *checkout.printed), checkout.messages, is_bad)


def as_json(checked: Checked, checkout: Sequence[str] = ()) -> str:
    """A report for programs."""
    content = {
        "problems": [as_record(problem) for problem in checked.problems],
        "checked": checked.editions,
        "not_checked": checked.left,
        "checkout": checkout,
    }
    return json.dumps(content, indent=1, ensure_ascii=False)


def as_record(problem: Problem) -> dict[str, str | int]:
    """A problem for programs, with the sentence that people read."""
    return {
        "rule": problem.rule,
        "severity": problem.severity,
        "file": problem.file,
        "line": problem.line,
        "place": problem.where,
        "found": problem.found,
        "expected": problem.expected,
        "advice": problem.advice,
        "message": problem.line_of_report,
    }


def as_workflow_command(problem: Problem, folder: str = "") -> str:
    """A problem as a workflow command of GitHub; `folder` is the project's place in its repository."""
    file = f"{folder}/{problem.file}" if folder else problem.file
    line = f",line={problem.line}" if problem.line else ""
    title = _escaped(f"{problem.where or problem.file} [{problem.rule}]", _ESCAPED_IN_PROPERTIES)
    message = _escaped(problem.sentence, _ESCAPED)
    return f"::{problem.severity} file={_escaped(file, _ESCAPED_IN_PROPERTIES)}{line},title={title}::{message}"


def place_in(workspace: str, root: Path) -> str:
    """The project's folder as a workspace names it; nothing where it is the workspace itself or lies elsewhere."""
    top = Path(workspace).resolve() if workspace else root
    return root.relative_to(top).as_posix() if top in root.parents else ""


def _summary(checked: Checked) -> list[str]:
    lines = [f"No problems found in: {', '.join(checked.editions)}"]
    if checked.left:
        lines.append(f"Not checked, because no restricted pack was given (--restricted DIR): {', '.join(checked.left)}")
    few = {name: count for each in checked.known for name, count in small_in_tables(each.view).items()}
    if few:
        listed = ", ".join(f"{name} ({count})" for name, count in sorted(few.items()))
        lines.append(f"Percentages of fewer than {SMALL}, in tables that also show the counts: {listed}")
    threshold = checked.policy.small_counts_below if checked.policy else 0
    return [*lines, *dict.fromkeys(line for each in checked.known for line in remarks_on(each, threshold))]


def _checkout(project: Project, pack: Path | None, checked: Checked) -> Report:
    """What git tracks, and its history, compared with the pack; where that cannot be done, it is said."""
    if not (project.root / ".git").exists():
        return Report(())
    if pack is None or checked.policy is None:
        return Report(("Tracked files and their history were not compared with a restricted pack: none was given",))
    if project.root in pack.parents:
        place = project.shown(pack)
        return Report(
            (f"Tracked files and their history were not compared with {place}: it is in the same repository",)
        )
    from assess.check.pack_comparison import compare_checkout  # the scanner, without a pack not needed

    compared = compare_checkout(project, checked.policy, pack)
    if compared.findings:
        more = len(compared.findings) - _SHOWN
        rest = [f"  and {more} more, which `assess audit . --git` lists"] if more > 0 else []
        shown = [f"  {each}" for each in compared.findings[:_SHOWN]]
        return Report((), ("What git tracks holds restricted content:", *shown, *rest, "", _TAKE_OUT), is_bad=True)
    read = f"{compared.files} tracked files, {compared.objects} objects of their history that are new"
    lines = [f"Nothing of the pack found in {read}"]
    if compared.unread:
        lines.append(f"Not fully read: {compared.unread} of them. `assess audit . --git` lists them")
    return Report((*lines,))


def _escaped(text: str, escaped: dict[str, str]) -> str:
    return "".join(escaped.get(sign, sign) for sign in text)
