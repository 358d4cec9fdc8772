"""A rendered edition: its numbers traced, its pages finished for their host, what it holds audited."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from assess.audit import AuditRequest, Finding, Verdict, audit, audit_files, audit_open, pack_faults, verdict
from assess.build.built import Built
from assess.build.earlier_years import tell_changes
from assess.build.embeds import embeds_of, place_embeds
from assess.build.hosting.disk import for_a_disk
from assess.build.hosting.finish import finish
from assess.build.kept_articles import keep_articles
from assess.build.kept_readings import Readings, readings
from assess.build.pdf import copies_of
from assess.build.plan import Plan
from assess.build.promote import announce
from assess.build.since_release import unexplained
from assess.corrections.marked import with_corrections
from assess.lineage.annotations import with_lineage
from assess.lineage.ledger import Origins, as_csv
from assess.lineage.page_reader import read_site
from assess.lineage.recomputation import Recomputation
from assess.load.editions import EditionKnowledge
from assess.pdf.publish import link
from assess.processes.forks import apart
from assess.processes.memory import give_back
from assess.processes.progress import Progress
from assess.render.renderer import Rendered, Renderer
from assess.search.index import write_index
from assess.store import opened
from macros.pages.page import PageFile
from redaction.policy import Edition


@dataclass(frozen=True)
class Examined:
    """What came of an edition: its part for nginx, what keeps it from being promoted, the rest as `Built` has it."""

    edition: str
    hosting: str
    problems: tuple[str, ...]
    could: tuple[str, ...]
    unread: tuple[str, ...]


def not_rendered(answer: Rendered, pages: Iterable[PageFile]) -> str:
    """Why an edition was not rendered; a number that the renderer quotes is told only where a page of it says it."""
    said = "\n".join(text for page in pages for text in (page.name, page.text))
    quoted = re.compile(r"'([^']*\d[^']*)'")
    reasons = [
        "  " + quoted.sub(lambda found: found[0] if found[1] in said else "something that is not shown here", line)
        for line in answer.lines
    ] or ["  It gave no reason"]
    return "\n".join([f"The {answer.stage.name} edition was not rendered:", *reasons])


def examinations(
    plan: Plan, known: Iterable[EditionKnowledge], rendering: Renderer, progress: Progress
) -> Iterator[Callable[[], Examined]]:
    """What is to be done with each edition, as soon as it is rendered."""
    by_name = {each.edition.id: each for each in known}
    for answer in rendering.answers(len(by_name)):
        progress.say(f"{answer.stage.name}: {'rendered' if answer.ended else 'not rendered'}")
        yield partial(_examined, plan, by_name[answer.stage.name], answer)


def _examined(plan: Plan, known: EditionKnowledge, rendered: Rendered) -> Examined:
    """Trace, finish and audit an edition where it was rendered."""
    edition, stage = known.edition, rendered.stage
    if not rendered.ended:
        return Examined(edition.id, "", (not_rendered(rendered, known.pages),), rendered.could, ())
    keep_articles(plan.project, edition.id, stage)
    read = readings(plan.project, edition.id)
    write_index(stage / "site", known.search, read.found)  # of the pages before their lineage, as a preview has them
    place_embeds(stage, embeds_of(known, plan.settings.site))
    traced = _traced(plan, known, stage, read)
    read.keep()
    hosting = finish(stage, address=edition.address, indexed=edition.indexed, forwards=known.forwards)
    if edition.id != edition.rules:
        for_a_disk(stage / "site")
    approved = {attachment.path for attachment in known.attachments}
    give_back()  # what was read of the pages
    (found, faults), _ = apart(partial(_audited, plan, edition, stage))
    unread = [each for each in found if each.verdict is Verdict.REVIEW and each.file in approved]
    problems = (*traced, *faults, *_not_passed(edition, [each for each in found if each not in unread]))
    return Examined(edition.id, hosting, problems, rendered.could, tuple(map(str, unread)))


def _audited(plan: Plan, edition: Edition, stage: Path) -> tuple[list[Finding], list[str]]:
    """The audit of an edition whose bytes are made; this process alone opens what no edition of the build reads.

    With what is found in the site comes what is wrong with the pack, or with the open data beside it. Of a pack with
    nothing wrong and nothing leaked nothing is told, so that a build says the same whatever the pack holds.
    """
    faults = _beside_the_pack(plan, edition)
    return audit(audit_request(plan, edition, stage)), faults


def passes_again(plan: Plan, built: Iterable[Built]) -> bool:
    """Whether editions that stand as a build of the same things left them would pass it again.

    What they are not made from, the pack that they may not know, may be another: so their audits alone ask for it, each
    in a process of its own, as after a build. Where the editions read all of the pack, no audit comes to anything else.
    """
    unread = {each.edition: each.unread for each in built}
    return all(
        apart(partial(_passes_again, plan, edition, unread[edition.id]))[0]
        for edition in plan.editions
        if _unread(plan, edition)
    )


def _passes_again(plan: Plan, edition: Edition, unread: Sequence[str]) -> bool:
    faults = _beside_the_pack(plan, edition)
    found = audit_files(replace(audit_request(plan, edition, plan.out), site=plan.out / edition.id))
    return not faults and sorted(map(str, found)) == sorted(unread)


def _unread(plan: Plan, edition: Edition) -> tuple[Path, ...]:
    """The folders of the pack that an edition may not know, and that no other edition of the build reads."""
    return tuple(folder for folder in plan.withheld(edition) if folder not in plan.restricted())


def _beside_the_pack(plan: Plan, edition: Edition) -> list[str]:
    """What is wrong with the pack, or with the open data beside it, told once: with the first edition of a build."""
    unread = _unread(plan, edition)
    if unread:
        announce(plan.out, edition.id)
    if not plan.pack or edition != plan.editions[0]:
        return []
    restricted = [name for name in plan.policy.audiences if name != plan.policy.open_audience]
    return [*pack_faults(plan.pack, restricted), *open_faults(plan, unread)]


def open_faults(plan: Plan, withheld: tuple[Path, ...]) -> list[str]:
    """What everybody may read although it stands in some folders of the pack."""
    rules, data = plan.editions[0].rules, plan.project.open_data(plan.policy)
    found = audit_open(plan.project.root, rules, data, withheld, opened(plan.project.kept))
    if not found:
        return []
    return ["\n".join(["Public files hold restricted content:", *(f"  {each}" for each in found)])]


def _traced(plan: Plan, known: EditionKnowledge, stage: Path, read: Readings) -> list[str]:
    """Write the ledger of a rendered edition beside its stage, its PDFs, and its lineage where its pages show that.

    What is wrong with its numbers is returned: nothing where each is what its cells give.
    """
    every = dict(read_site(stage / "site", read.page))
    pages = {path: page for path, page in every.items() if page.numbers or page.unread}
    numbers = [number for page in pages.values() for number in page.numbers]
    cited = {number: each.id for number in numbers if (each := known.corrections.of(number))}
    origins = origins_of(plan, known)
    entries, problems = read.trace(pages.values(), origins, cited)
    copies = copies_of(plan, known, stage) if plan.pdf and not problems else None
    if copies:
        entries = [replace(entry, sheet=copies.sheets(entry.page, entry.order)) for entry in entries]
    ledger_beside(stage).write_text(as_csv(entries), "utf-8", newline="")
    tell_changes(known, stage, ledger_beside(stage), plan.settings.year)
    if not problems:
        for path, page in (every if known.corrections.every else {}).items():
            path.write_text(with_corrections(path.read_text("utf-8"), page, known.corrections), "utf-8")
        recomputation = Recomputation(known.view.datasets)
        for path, page in (pages if known.edition.lineage else {}).items():
            path.write_text(with_lineage(path.read_text("utf-8"), page, origins, recomputation), "utf-8")
        if copies:
            link(stage / "site", copies)
        return unexplained(plan, known, ledger_beside(stage))
    first = f"The {known.edition.id} edition shows numbers that its data does not give:"
    return ["\n".join([first, *problems])]


def origins_of(plan: Plan, known: EditionKnowledge) -> Origins:
    """What the numbers of an edition can come from, with the digests of its CSVs as they are now."""
    folders, datasets = plan.folders(), known.view.datasets
    files = {name: folders[dataset.audience] / f"{name}.csv" for name, dataset in datasets.items()}
    return Origins(
        known.edition.id,
        datasets,
        {name: source.name for name, source in known.view.sources.items()},
        {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items() if path.is_file()},
        known.edition.audiences,
    )


def ledger_beside(stage: Path) -> Path:
    """Where the ledger of a staged edition is written."""
    return stage.with_name(f"{stage.name}.ledger.csv")


def _not_passed(edition: Edition, findings: Sequence[Finding]) -> list[str]:
    """What keeps a rendered edition from being promoted: nothing where its audit passes."""
    result = verdict(findings)
    if result is Verdict.PASS:
        return []
    first = f"The {edition.id} edition did not pass its audit ({result.value}):"
    return ["\n".join([first, *(f"  {finding}" for finding in findings)])]


def audit_request(plan: Plan, edition: Edition, stage: Path) -> AuditRequest:
    """What is asked of the audit of an edition."""
    folders = plan.folders()
    return AuditRequest(
        root=plan.project.root,
        edition=edition.id,
        marking=edition.marking,
        stage=stage,
        site=stage / "site",
        open_data=tuple(folders[audience] for audience in edition.audiences),
        withheld=plan.withheld(edition),
        rules=edition.rules,
        kept=opened(plan.project.kept),
    )
