"""What a build may not leave unsaid of the release that went out: numbers that changed, and addresses that are gone."""

from __future__ import annotations

from pathlib import Path

from assess.build.plan import Plan
from assess.corrections.released import changed_since, lost_addresses, read_released, uncorrected
from assess.load.editions import EditionKnowledge


def unexplained(plan: Plan, known: EditionKnowledge, ledger: Path) -> list[str]:
    """Every reason why an edition may not follow the release that went out, given its new ledger; none for no release.

    The assessment of another year, which is signed on another day, corrects no number of this one.
    """
    released = read_released(plan.released, known.edition) if plan.released else None
    if released is None:
        return []
    pages = [page.path for page in known.pages]
    lost = lost_addresses(released, pages, known.addresses, plan.settings.signed)
    problems = [each.line_of_report for each in lost]
    if released.signed != plan.settings.signed.isoformat():
        return problems
    is_open = set(known.edition.audiences) == {plan.policy.open_audience}
    told = [
        f"  {each.places[0].page} {each.places[0].where}: "
        + (f"was {each.was}, now {each.now}" if is_open else "it is another number now")
        for each in uncorrected(changed_since(released, ledger), known.corrections)
    ]
    if told:
        name = known.edition.id
        first = (
            f"The {name} edition has numbers that release {released.number} had otherwise, and no correction says so:"
        )
        problems.append("\n".join([first, *told, f"  Tell readers: `assess correct {name}` writes the correction"]))
    return problems
