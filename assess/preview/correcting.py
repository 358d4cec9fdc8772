"""A correction as the preview's editor writes it: of what differs from the release that everybody was given."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, replace

from assess.build.plan import Plan
from assess.correct import NothingDiffersError, Sentence, correct
from assess.corrections.record import Said
from assess.edit.change import EditRefusedError
from assess.load.editions import open_editions
from assess.processes.progress import Progress
from assess.project.layout import RELEASES
from redaction.corrections import FILE


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
    everybody = plan.policy.editions[open_editions(plan.policy)[0]]
    released = plan.project.root / RELEASES
    public = replace(plan, editions=(everybody,), pack=None, released=released, pdf=False)
    sentence = Sentence(page, was, now) if was else None
    today = dt.datetime.now(dt.UTC).date().isoformat()
    try:
        correct(public, Said(today, said, matters), Progress(io.StringIO()), sentence)
    except NothingDiffersError:
        raise EditRefusedError(
            "No number differs from the release that went out. Change it first, or give the sentence that was wrong"
        ) from None
    return plan.project.shown(plan.project.open_data(plan.policy) / FILE)
