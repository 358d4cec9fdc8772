"""`assess correct`: write down what was published and was wrong."""

from __future__ import annotations

import datetime as dt
import sys

import click

from assess.cli.here import project_here
from assess.cli.options import opened_pack, released, restricted
from assess.cli.outcome import DONE, UsageError
from assess.cli.plans import chosen_editions, plan_of, released_in
from assess.cli.values import DAY
from assess.correct import QUESTIONS, Sentence
from assess.correct import correct as write_correction
from assess.corrections.record import Said
from assess.load.editions import policy_of
from assess.new.prompts import Answers
from assess.processes.progress import to_terminal


@click.command(short_help="Write down what was published and was wrong.")
@click.argument("edition", default="public", metavar="[EDITION]")
@restricted
@released
@click.option("--wrong", metavar="TEXT", help=f"{QUESTIONS[0].text}.")
@click.option("--matters", metavar="TEXT", help=f"{QUESTIONS[1].text}")
@click.option("--on", "day", metavar="DAY", type=DAY, help="The day of the correction (default: today).")
@click.option("--page", metavar="PAGE", help="The page of a sentence that was wrong, with --was and --now.")
@click.option("--was", metavar="TEXT", help="What the sentence said.")
@click.option("--now", metavar="TEXT", help="What it says now.")
def correct(edition: str, restricted: str | None, since: str | None, **given: str | dt.date | None) -> int:
    """Write a correction of what is different now from the release of EDITION that went out (default: public).

    Correct the numbers or the sentence first. Numbers are compared with the release; a sentence you give.
    """
    project = project_here()
    policy = policy_of(project)
    texts = {name: str(value) for name, value in given.items() if value and name != "day"}
    of_sentence = [texts.get(name, "") for name in ("page", "was", "now")]
    if any(of_sentence) and not all(of_sentence):
        raise UsageError("A sentence needs --page PAGE, --was TEXT and --now TEXT. Give all three")
    sentence = Sentence(*of_sentence) if all(of_sentence) else None
    pack = opened_pack(restricted)
    plan = plan_of(project, policy, chosen_editions(policy, [edition]), pack, project.root / "site")
    wrong, matters = Answers(texts, input if sys.stdin.isatty() else None).all_of(QUESTIONS)
    day = given["day"] or dt.datetime.now(dt.UTC).date()
    said = Said(str(day), wrong, matters)
    print("\n".join(write_correction(released_in(plan, since), said, to_terminal(), sentence)))
    return DONE
