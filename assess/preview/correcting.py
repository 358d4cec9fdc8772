"""A correction as the preview's editor writes it: of what differs from the release that everybody was given."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assess.build.plan import Plan
from assess.correct import NothingDiffersError, Sentence, correct
from assess.corrections.record import Said
from assess.edit.change import EditRefusedError
from assess.load.editions import open_editions, policy_of
from assess.processes.progress import Progress
from assess.project.layout import RELEASES, Project
from assess.project.settings import read_settings
from redaction.corrections import FILE
from redaction.diagnostics.errors import AssessError


@dataclass(frozen=True)
class Wrong:
    """What somebody says was wrong: in a sentence, how much it matters, and what a sentence of a page said and says."""

    wrong: str
    matters: str
    was: str = ""
    now: str = ""


def may_correct(plan: Plan) -> bool:
    """Whether a release that everybody was given is kept, to be compared with."""
    return (plan.project.root / RELEASES / f"{open_editions(plan.policy)[0]}.manifest.json").is_file()


def write_correction(plan: Plan, wrong: Wrong, page: str) -> str:
    """Write a correction of today into the open folder, and give its file; raises AssessError.

    What is only for some is corrected by `assess correct`: the pack is neither read nor written.
    """
    said, matters, was, now = (" ".join(text.split()) for text in (wrong.wrong, wrong.matters, wrong.was, wrong.now))
    if not said or not matters:
        raise EditRefusedError("A correction says what was wrong and how much it matters, each in a sentence")
    if bool(was) != bool(now):
        raise EditRefusedError("Of a sentence, give both: what it said, and what it says now")
    asked = {"wrong": said, "matters": matters, "page": page, "was": was, "now": now}
    done = subprocess.run(  # noqa: S603  # this very program; a build handles signals, which only the main thread of a process may do
        [sys.executable, "-s", "-P", "-m", "assess.preview.correcting", str(plan.project.root)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    refused = str(json.loads(done.stdout)) if done.returncode == 0 else "The correction could not be worked out"
    if refused:
        raise EditRefusedError(refused)
    return plan.project.shown(plan.project.open_data(plan.policy) / FILE)


def _correct(root: Path, asked: Mapping[str, str]) -> str:
    """Correct what everybody was given; why it is refused, if it is."""
    project = Project(root)
    policy = policy_of(project)
    everybody = policy.editions[open_editions(policy)[0]]
    plan = Plan(project, read_settings(project), policy, (everybody,), None, root / "site", root / RELEASES)
    sentence = Sentence(asked["page"], asked["was"], asked["now"]) if asked["was"] else None
    today = dt.datetime.now(dt.UTC).date().isoformat()
    try:
        correct(plan, Said(today, asked["wrong"], asked["matters"]), Progress(io.StringIO()), sentence)
    except NothingDiffersError:
        return "No number differs from the release that went out. Change it first, or give the sentence that was wrong"
    except AssessError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    print(json.dumps(_correct(Path(sys.argv[1]), json.load(sys.stdin))))
