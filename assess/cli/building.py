"""Building editions as several commands do: what is needed for it, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assess.build.pipeline import build
from assess.build.plan import Plan
from assess.cli.here import project_here
from assess.cli.options import PACK_VARIABLE, opened_pack
from assess.cli.outcome import UsageError
from assess.cli.plans import chosen_editions, plan_of
from assess.load.editions import needs_pack, open_editions, policy_of
from assess.processes.progress import to_terminal


def asked_plan(editions: Sequence[str], restricted: str | None, out: str | None) -> Plan:
    """What a command is asked to build; raises UsageError where a pack is needed and none is named."""
    project = project_here()
    policy = policy_of(project)
    chosen = chosen_editions(policy, editions)
    wanted = needs_pack(policy, chosen)
    pack = opened_pack(restricted)
    if wanted and pack is None:
        raise UsageError(
            f"A restricted pack is needed for: {', '.join(wanted)}. Name its folder with --restricted DIR or "
            f"{PACK_VARIABLE}, or build what needs none with `assess build {' '.join(open_editions(policy))}`"
        )
    place = Path(out).resolve() if out else project.root / "site"
    return plan_of(project, policy, chosen, pack, place)


def build_and_tell(plan: Plan, *, pdf: bool) -> None:
    """Build, and print what came of it."""
    finished = build(replace(plan, pdf=pdf), to_terminal())
    passed = passing(plan)
    for built in finished:
        made = ", with PDFs" if pdf else ""
        print(f"{plan.project.shown(built.place)}  {built.pages} pages{made}, {passed}")
    for remark in dict.fromkeys(each for built in finished for each in built.remarks):
        print(remark)
    for unread in dict.fromkeys(each for built in finished for each in built.unread):
        print(f"Approved, though the audit could not read all of it: {unread}")
    for could in dict.fromkeys(built.could for built in finished if built.could):
        print(
            f"This system cannot confine the renderer, which could {' and '.join(could)}. What it opened was recorded, "
            "and is among the inputs"
        )


def passing(plan: Plan) -> str:
    """What it means that an audit passed."""
    return "audit passed" if plan.pack else "audit passed; no pack was named, so nothing restricted was compared"
