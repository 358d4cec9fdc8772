"""`assess build`: build editions, audit and promote them."""

from __future__ import annotations

from pathlib import Path

import click

from assess.build.pipeline import build as build_editions
from assess.cli.options import PACK_VARIABLE, chosen_editions, opened_pack, plan_of, released, released_in, restricted
from assess.cli.outcome import DONE, UsageError
from assess.load.editions import needs_pack, open_editions, policy_of
from assess.processes.progress import to_terminal
from assess.project.layout import find_project


@click.command(short_help="Build editions.")
@click.argument("editions", nargs=-1, metavar="[EDITION]...")
@restricted
@released
@click.option("--out", metavar="DIR", help="Where the sites go (default: site, in the project).")
def build(editions: tuple[str, ...], restricted: str | None, since: str | None, out: str | None) -> int:
    """Build editions, audit and promote them.

    EDITION is one of those in redaction/editions.yml; all are built if none is named.
    """
    project = find_project(Path.cwd())
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
    finished = build_editions(released_in(plan_of(project, policy, chosen, pack, place), since), to_terminal())
    passed = "audit passed" if pack else "audit passed; no pack was named, so nothing restricted was compared"
    for built in finished:
        print(f"{project.shown(built.place)}  {built.pages} pages, {passed}")
    for remark in dict.fromkeys(each for built in finished for each in built.remarks):
        print(remark)
    for unread in dict.fromkeys(each for built in finished for each in built.unread):
        print(f"Approved, though the audit could not read all of it: {unread}")
    for could in dict.fromkeys(built.could for built in finished if built.could):
        print(
            f"This system cannot confine the renderer, which could {' and '.join(could)}. What it opened was recorded, "
            "and is among the inputs"
        )
    return DONE
