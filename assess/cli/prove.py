"""`assess prove`: show that editions do not depend on what they may not show."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.here import project_here
from assess.cli.options import PACK_VARIABLE, opened_pack, released, restricted
from assess.cli.outcome import DONE, PROBLEMS, UsageError
from assess.cli.plans import chosen_editions
from assess.load.editions import needs_pack, policy_of
from assess.processes.progress import to_terminal
from assess.project.layout import RELEASES, check_places
from assess.prove.proof import Beside
from assess.prove.proof import prove as prove_editions
from assess.prove.report import keep, table
from macros.vocabulary.assurance import WORLDS


@click.command(short_help="Prove what an edition does not depend on.")
@click.argument("editions", nargs=-1, metavar="[EDITION]...")
@restricted
@released
@click.option(
    "--worlds", metavar="N", type=int, default=WORLDS, help=f"How many versions to try, at least (default: {WORLDS})."
)
@click.option("--out", metavar="DIR", help="The folder of the sites that the proof goes beside.")
def prove(editions: tuple[str, ...], restricted: str | None, since: str | None, worlds: int, out: str | None) -> int:
    """Build each edition beside many versions of the data it may not show, and check that no byte differs.

    All editions are proved if no EDITION is named.
    """
    project = project_here()
    policy = policy_of(project)
    if not needs_pack(policy, policy.editions.values()):
        print("Nothing to prove: every edition reads what everybody may see, and nothing else")
        return DONE
    pack = opened_pack(restricted)
    if pack is None:
        raise UsageError(f"A restricted pack is needed. Name its folder with --restricted DIR or {PACK_VARIABLE}")
    check_places(project, policy, pack, project.root / "site")
    chosen = chosen_editions(policy, editions)
    beside = Beside(pack, Path(since).resolve() if since else project.root / RELEASES)
    proof = prove_editions(project, policy, chosen, beside, count=worlds, progress=to_terminal())
    print("\n".join(table(proof)))
    keep(proof, Path(out).resolve() if out else project.root / "site")
    return DONE if proof.holds else PROBLEMS
