"""`assess protect`: small counts withheld or rounded, with witnesses."""

from __future__ import annotations

import click

from assess.cli.here import project_here
from assess.cli.options import PACK_VARIABLE, opened_pack, restricted
from assess.cli.outcome import DONE, UsageError
from assess.load.editions import policy_of
from assess.project.layout import check_places
from redaction.diagnostics.errors import ProblemsFoundError


@click.command(short_help="Withhold or round small counts.")
@click.argument("measures", nargs=-1, metavar="[MEASURE]...")
@restricted
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing: say whether each table is what the policy gives."
)
@click.option("--thorough", is_flag=True, help="Search longer, for fewer cells to withhold.")
@click.option("--bounds", is_flag=True, help="Find the exact range of each withheld cell, for the witnesses.")
def protect(
    measures: tuple[str, ...], restricted: str | None, *, only_check: bool, thorough: bool, bounds: bool
) -> int:
    """Withhold, round or merge the small counts of each MEASURE of redaction/protection.yml (default: all).

    The counts lie in the restricted pack; the tables are written where the policy says. What is written to data/public
    is published once it is committed: look at it first.
    """
    from assess.protection import Wanted, differences, protect_measures, summary, write  # HiGHS takes long to load

    project = project_here()
    policy = policy_of(project)
    pack = opened_pack(restricted)
    if pack is None:
        raise UsageError(f"A restricted pack is needed. Name its folder with --restricted DIR or {PACK_VARIABLE}")
    check_places(project, policy, pack, project.root / "site")
    found = protect_measures(project, policy, pack, measures, Wanted(thorough=thorough, exact=bounds))
    if only_check:
        problems = differences(project, found)
        if problems:
            raise ProblemsFoundError(problems)
    else:
        write(found)
    for each in found:
        print(summary(each))
        for path in () if only_check else each.files:
            print(f"  {project.shown(path)}")
        for name, lines in each.missing.items():
            print(f"Write {name}, with a title, a headline, a place, a period, its sources and:\n{lines}")
    return DONE
