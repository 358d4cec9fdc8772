"""Building editions: know, draw, stage, render, trace, finish, audit, promote."""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assess.audit import SENSITIVE, AuditRequest, Finding, Verdict, audit, audit_open, prepare, verdict
from assess.build.hosting.finish import finish
from assess.build.manifest import Origin, digests, manifest
from assess.build.promote import promote, workplace
from assess.build.stage import stage
from assess.downloads import Downloads, Publication
from assess.lineage.annotations import with_lineage
from assess.lineage.ledger import Origins, as_csv, trace
from assess.lineage.page_reader import read_site
from assess.lineage.recomputation import Recomputation
from assess.load.editions import EditionKnowledge, know
from assess.processes.forks import side_by_side
from assess.processes.opened_files import Recorder, recorder
from assess.processes.progress import Progress
from assess.processes.signals import stop_no_more, undisturbed
from assess.project.git import commit_of
from assess.project.layout import Project
from assess.project.settings import Settings
from assess.render.chart_worker import Drawer, drawer
from assess.render.renderer import Rendered, Renderer, renderer
from assess.verify import Question, verify
from macros.charts.chart_cache import ChartStore
from macros.charts.file_cache import KeptFiles
from redaction.diagnostics.errors import AssessError
from redaction.policy import Edition, Policy

_INPUTS = ("docs", "glossary.yml", "mkdocs.yml", "redaction", "theme", "wording.yml")
_WHOLE = ("glossary.yml", "mkdocs.yml", "redaction/editions.yml", "redaction/sources.yml", "theme", "wording.yml")


@dataclass(frozen=True)
class Plan:
    """What to build, from what, and where to."""

    project: Project
    settings: Settings
    policy: Policy
    editions: tuple[Edition, ...]
    pack: Path | None
    out: Path

    def folders(self) -> dict[str, Path]:
        """The data folder of each audience that these editions read."""
        return {
            audience: self.project.open_data(self.policy)
            if self.pack is None or audience == self.policy.open_audience
            else self.pack / audience
            for edition in self.editions
            for audience in edition.audiences
        }

    def publication(self, edition: Edition) -> Publication:
        """What every download of an edition says of it."""
        signed = self.settings.signed.isoformat()
        return Publication(self.settings.site, signed, edition.id, edition.name, edition.marking, edition.handling)


@dataclass(frozen=True)
class Workers:
    """The processes that draw charts and render pages."""

    rendering: Renderer
    drawing: Drawer


@dataclass(frozen=True)
class _Examined:
    """What came of an edition: its part for nginx, what keeps it from being promoted, the rest as `Built` has it."""

    edition: str
    hosting: str
    problems: tuple[str, ...]
    could: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True)
class Built:
    """An edition that was promoted.

    `could` says what its renderer was not kept from by the system, and `unread` what its audit could not read of
    attachments, which somebody approved.
    """

    edition: str
    place: Path
    pages: int
    could: tuple[str, ...]
    unread: tuple[str, ...]


def build(plan: Plan, progress: Progress) -> list[Built]:
    """Build editions side by side, and promote them together if every one passes.

    Raises AssessError, and leaves what stood in the output as it was.
    """
    try:
        with workplace(plan.out) as work, workers(plan.project, plan.settings) as at_work:
            return build_in(work, at_work, plan, progress)
    except OSError as error:
        raise AssessError(f"The build stopped: {_reason(error)}. Nothing in {plan.out} was changed") from None


@contextlib.contextmanager
def workers(project: Project, settings: Settings) -> Iterator[Workers]:
    """A renderer and a drawer, for one build after another."""
    with renderer(settings.clock) as rendering, drawer(ChartStore(project.charts)) as drawing:
        yield Workers(rendering, drawing)


def build_in(work: Path, at_work: Workers, plan: Plan, progress: Progress) -> list[Built]:
    """The same in a workplace, with workers that run already; raises OSError where a file cannot be used."""
    reads, downloads = recorder(), Downloads(KeptFiles(plan.project.downloads))
    reads.paths.clear()
    progress.say(f"Reading data and pages for {', '.join(edition.id for edition in plan.editions)}")
    begun = digests([*((name, plan.project.root / name) for name in _INPUTS), *_data(plan, plan.folders())])
    known = know(plan.project, plan.settings, plan.policy, plan.editions, plan.pack)
    for each in known:
        missing = at_work.drawing.missing(each.charts)
        progress.say(f"{each.edition.id}: staging {len(each.pages)} pages, drawing {len(missing)} charts")
        with at_work.drawing.drawing(missing):
            files = downloads.of(plan.publication(each.edition), each.view)
        stage(plan.project, each, files, work / each.edition.id)
        at_work.rendering.ask(work / each.edition.id)
    for each in known:  # while the editions are being rendered
        prepare(_request(plan, each.edition, work / each.edition.id))
    problems = _open_faults(plan)
    examined = {each.edition: each for each in side_by_side(_examinations(plan, known, at_work.rendering, progress))}
    problems += [problem for each in examined.values() for problem in each.problems]
    problems += [f"The build read {path}, which is no input of its editions" for path in _strays(plan, reads)]
    if problems:
        raise AssessError("\n".join(sorted(problems)))
    progress.say("Every audit passed")
    finished = {
        name: path
        for each in known
        for name, path in _finished(plan, each, work, examined[each.edition.id].hosting, begun).items()
    }
    with undisturbed():
        promote(plan.out, finished)
        stop_no_more()
    return [_built(plan, each, examined[each.edition.id]) for each in known]


def _built(plan: Plan, known: EditionKnowledge, examined: _Examined) -> Built:
    name = known.edition.id
    return Built(name, plan.out / name, len(known.pages), examined.could, examined.unread)


def _open_faults(plan: Plan) -> list[str]:
    """What everybody may read although it stands in a folder of the pack that these editions read."""
    withheld = tuple(folder for name, folder in plan.folders().items() if name != plan.policy.open_audience)
    found = audit_open(plan.project.root, plan.editions[0].id, plan.project.open_data(plan.policy), withheld)
    if not found:
        return []
    return ["\n".join(["What everybody may read holds restricted content:", *(f"  {each}" for each in found)])]


def _strays(plan: Plan, reads: Recorder) -> list[str]:
    """What this process read although it is neither an input of the editions nor made on the way to them."""
    inputs = [plan.project.root / name for name in _INPUTS]
    caches = [plan.project.charts / audience for edition in plan.editions for audience in edition.audiences]
    caches += [plan.project.downloads / edition.id for edition in plan.editions]
    inputs += [plan.pack / SENSITIVE] if plan.pack else []  # what the audit looks for
    return reads.outside([*inputs, *plan.folders().values(), *caches, plan.out])


def _reason(error: OSError) -> str:
    """Why a file could not be read or written; copying a folder gives a list of reasons, of which the first is told."""
    if isinstance(error, shutil.Error):
        return str(error.args[0][0][2]).partition("] ")[2].partition(":")[0] or "a file could not be copied"
    return error.strerror or "a file could not be written"


def _not_rendered(answer: Rendered, known: EditionKnowledge) -> str:
    """Why an edition was not rendered; a number that the renderer quotes is told only where a page says it."""
    said = "\n".join(text for page in known.pages for text in (page.name, page.text))
    quoted = re.compile(r"'([^']*\d[^']*)'")
    reasons = [
        "  " + quoted.sub(lambda found: found[0] if found[1] in said else "something that is not shown here", line)
        for line in answer.lines
    ] or ["  It gave no reason"]
    return "\n".join([f"The {answer.stage.name} edition was not rendered:", *reasons])


def _examinations(
    plan: Plan, known: Iterable[EditionKnowledge], rendering: Renderer, progress: Progress
) -> Iterator[Callable[[], _Examined]]:
    """What is to be done with each edition, as soon as it is rendered."""
    by_name = {each.edition.id: each for each in known}
    for answer in rendering.answers(len(by_name)):
        progress.say(f"{answer.stage.name}: {'rendered' if answer.ended else 'not rendered'}")
        yield partial(_examined, plan, by_name[answer.stage.name], answer)


def _examined(plan: Plan, known: EditionKnowledge, rendered: Rendered) -> _Examined:
    """Trace, finish and audit an edition where it was rendered."""
    edition, stage = known.edition, rendered.stage
    if not rendered.ended:
        return _Examined(edition.id, "", (_not_rendered(rendered, known),), rendered.could, ())
    traced = _traced(plan, known, stage)
    hosting = finish(stage, address=edition.address, indexed=edition.indexed)
    approved = {attachment.path for attachment in known.attachments}
    found = audit(_request(plan, edition, stage))
    unread = [each for each in found if each.verdict is Verdict.REVIEW and each.file in approved]
    problems = (*traced, *_not_passed(edition, [each for each in found if each not in unread]))
    return _Examined(edition.id, hosting, problems, rendered.could, tuple(map(str, unread)))


def _traced(plan: Plan, known: EditionKnowledge, stage: Path) -> list[str]:
    """Write the ledger of a rendered edition beside its stage, and its lineage on its pages where it shows that.

    What is wrong with its numbers is returned: nothing where each is what its cells give.
    """
    pages = {path: page for path, page in read_site(stage / "site") if page.numbers or page.unread}
    origins = origins_of(plan, known)
    entries, problems = trace(pages.values(), origins)
    _ledger_beside(stage).write_text(as_csv(entries), "utf-8", newline="")
    if known.edition.lineage and not problems:
        recomputation = Recomputation(known.view.datasets)
        for path, page in pages.items():
            path.write_text(with_lineage(path.read_text("utf-8"), page, origins, recomputation), "utf-8")
    if not problems:
        return []
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


def _ledger_beside(stage: Path) -> Path:
    return stage.with_name(f"{stage.name}.ledger.csv")


def _not_passed(edition: Edition, findings: Sequence[Finding]) -> list[str]:
    """What keeps a rendered edition from being promoted: nothing where its audit passes."""
    result = verdict(findings)
    if result is Verdict.PASS:
        return []
    first = f"The {edition.id} edition did not pass its audit ({result.value}):"
    return ["\n".join([first, *(f"  {finding}" for finding in findings)])]


def _request(plan: Plan, edition: Edition, stage: Path) -> AuditRequest:
    """What is asked of the audit of an edition."""
    folders = plan.folders()
    return AuditRequest(
        root=plan.project.root,
        edition=edition.id,
        marking=edition.marking,
        stage=stage,
        site=stage / "site",
        open_data=tuple(folders[audience] for audience in edition.audiences),
        withheld=tuple(folder for audience, folder in folders.items() if not edition.reads(audience)),
    )


def _data(plan: Plan, audiences: Iterable[str]) -> list[tuple[str, Path]]:
    """The data folders of some audiences, by the names they have in a manifest."""
    return [(f"data/{audience}", plan.folders()[audience]) for audience in audiences]


def _finished(
    plan: Plan, known: EditionKnowledge, work: Path, hosting: str, begun: Mapping[str, str]
) -> dict[str, Path]:
    """The finished site of an edition, its manifest and its part for nginx, by name; raises AssessError.

    The manifest names the pages and attachments of the edition, and none that it may not show. `begun` are the digests
    that its inputs had when the build began: what was saved since is not known to be what was built from.
    """
    edition, root = known.edition, plan.project.root
    named = [*_WHOLE, *(page.name for page in known.pages), *(f"docs/{each.path}" for each in known.attachments)]
    inputs = [*((name, root / name) for name in named), *_data(plan, edition.audiences)]
    now = digests(inputs)
    then = {name: digest for name, digest in begun.items() if any(_within(name, each) for each, _ in inputs)}
    changed = sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))
    if changed:
        raise AssessError("\n".join(f"{name} was changed while the build ran. Build again" for name in changed))
    site = work / edition.id / "site"
    path = work / f"{edition.id}.manifest.json"
    ledger = _ledger_beside(work / edition.id)
    commit = commit_of(root, (place for _, place in inputs))
    origin = Origin(now, plan.out, known.attachments, commit)
    server = work / f"{edition.id}.nginx.conf"
    server.write_text(hosting, "utf-8")
    path.write_text(manifest(edition, plan.settings.release, origin, site, ledger=ledger, server=server), "utf-8")
    answer = verify(Question(site, edition.id, path))
    if answer.problems:
        first = f"The {edition.id} edition is not what its manifest says:"
        raise AssessError("\n".join([first, *(f"  {problem}" for problem in answer.problems)]))
    return {edition.id: site, path.name: path, ledger.name: ledger, server.name: server}


def _within(name: str, folder: str) -> bool:
    return name == folder or name.startswith(f"{folder}/")
