"""Building editions: know, draw, stage, render, trace, finish, audit, promote."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assess.audit import SENSITIVE, prepare
from assess.build.built import Built
from assess.build.earlier_years import serve_earlier, with_earlier
from assess.build.examine import Examined, audit_request, examinations, open_faults, passes_again
from assess.build.kept_articles import bring_articles
from assess.build.kept_checks import kept_checks
from assess.build.manifest import digests
from assess.build.outputs import outputs
from assess.build.plan import Plan
from assess.build.promote import promote, workplace
from assess.build.stage import stage
from assess.build.standing import standing
from assess.downloads import Downloads, Pictures
from assess.earlier.kept import inputs_of, kept_years
from assess.load.editions import EditionKnowledge, know
from assess.load.remarks import remarks_on
from assess.load.small_counts import small_count_faults
from assess.pdf.libraries import lacking
from assess.processes.forks import side_by_side
from assess.processes.memory import give_back
from assess.processes.opened_files import Recorder, recorder
from assess.processes.progress import Progress
from assess.processes.signals import stop_no_more, undisturbed
from assess.project.layout import Project
from assess.project.settings import Settings
from assess.render.chart_worker import Drawer, drawer
from assess.render.renderer import Renderer, renderer
from assess.store import key_file
from macros.charts.chart_cache import ChartStore
from macros.charts.file_cache import KeptFiles
from redaction.diagnostics.errors import AssessError, ProblemsFoundError


@dataclass(frozen=True)
class Workers:
    """The processes that draw charts and render pages."""

    rendering: Renderer
    drawing: Drawer


def build(plan: Plan, progress: Progress) -> list[Built]:
    """Build editions side by side, and promote them together if every one passes; what stands already is left.

    Raises AssessError, and leaves what stood in the output as it was.
    """
    missing = lacking() if plan.pdf else ""
    if missing:
        raise AssessError(missing)
    try:
        with workplace(plan.out) as work:
            before = standing(plan)
            if before and (built := before.built()) and passes_again(plan, built):
                progress.say("Nothing that these editions are made from has changed, and they stand as they were left")
                return built
            with workers(plan.project, plan.settings) as at_work:
                built = build_in(work, at_work, plan, progress)
            if before:
                before.keep(built)
            return built
    except OSError as error:
        raise AssessError(f"The build stopped: {_reason(error)}. Nothing in {plan.out} was changed") from None


@contextlib.contextmanager
def workers(project: Project, settings: Settings) -> Iterator[Workers]:
    """A renderer and a drawer, for one build after another; what they keep is for its owner alone."""
    project.charts.parent.mkdir(parents=True, exist_ok=True)
    project.charts.parent.chmod(0o700)
    with renderer(settings.clock) as rendering, drawer(ChartStore(project.charts)) as drawing:
        yield Workers(rendering, drawing)


def build_in(work: Path, at_work: Workers, plan: Plan, progress: Progress) -> list[Built]:
    """The same in a workplace, with workers that run already; raises OSError where a file cannot be used."""
    reads = recorder()
    reads.paths.clear()
    progress.say(f"Reading data and pages for {', '.join(edition.id for edition in plan.editions)}")
    years = {each: plan.years_of(each) for each in plan.editions}
    earlier = {each.id: kept_years(folder, each) if folder else () for each, folder in years.items()}
    kept = inputs_of(plan.project.root, (each for every in earlier.values() for each in every))
    begun = digests(plan.project.inputs() | kept | plan.data(plan.folders()))
    sources = plan.sources()
    checks = kept_checks(plan.project, plan.editions)
    known = [with_earlier(each, earlier[each.edition.id]) for each in know(sources, plan.editions, checks)]
    checks.seal()
    if given_away := small_count_faults(sources, known, plan.released):
        raise ProblemsFoundError(given_away)
    _stage_and_ask(work, at_work, plan, known, progress)
    give_back()  # the downloads of all editions, which are in their stages now
    for each in known:  # while the editions are being rendered
        if set(plan.withheld(each.edition)) <= set(plan.folders().values()):
            prepare(audit_request(plan, each.edition, work / each.edition.id))
    problems = open_faults(plan, plan.restricted())
    examined = {each.edition: each for each in side_by_side(examinations(plan, known, at_work.rendering, progress))}
    problems += [problem for each in examined.values() for problem in each.problems]
    problems += [f"The build read {path}, which is not an input of its editions" for path in _strays(plan, reads)]
    if problems:
        raise AssessError("\n".join(sorted(problems)))
    progress.say("Every audit passed")
    finished: dict[str, Path] = {}
    for each in known:
        finished |= outputs(plan, each, work, examined[each.edition.id].hosting, begun)
    with undisturbed():
        promote(plan.out, finished)
        stop_no_more()
    return [_built(plan, each, examined[each.edition.id]) for each in known]


def _stage_and_ask(work: Path, at_work: Workers, plan: Plan, known: list[EditionKnowledge], progress: Progress) -> None:
    """Stage each edition with its charts and downloads, and ask for it to be rendered while the next is staged."""
    kept = KeptFiles(plan.project.downloads)
    downloads = Downloads(kept)
    pictures = Pictures(kept, ChartStore(plan.project.charts), at_work.drawing.pictures)
    for each in known:
        missing = at_work.drawing.missing(each.charts)
        progress.say(f"{each.edition.id}: staging {len(each.pages)} pages, drawing {len(missing)} charts")
        with at_work.drawing.drawing(missing):
            files = downloads.of(plan.publication(each.edition), each.view)
        files |= pictures.of(plan.publication(each.edition), each.view, each.site)
        stage(plan.project, each, files, work / each.edition.id)
        serve_earlier(each, work / each.edition.id, plan.settings.site, plan.settings.year)
        bring_articles(plan.project, each.edition.id, work / each.edition.id)
        at_work.rendering.ask(work / each.edition.id)


def _built(plan: Plan, known: EditionKnowledge, examined: Examined) -> Built:
    name = known.edition.id
    remarks = tuple(remarks_on(known, plan.policy.small_counts_below))
    return Built(name, plan.out / name, len(known.pages), examined.could, examined.unread, remarks)


def _strays(plan: Plan, reads: Recorder) -> list[str]:
    """What this process read although it is neither an input of the editions nor made on the way to them."""
    inputs = [*plan.project.inputs().values(), plan.project.policy]  # the audit lists the folder of the policy
    caches = [plan.project.charts / audience for edition in plan.editions for audience in edition.audiences]
    kept = (plan.project.downloads, plan.project.pdfs)
    caches += [folder / edition.id for edition in plan.editions for folder in kept]
    caches += [plan.project.kept, *filter(None, [key_file()])]
    inputs += plan.releases()
    inputs += [plan.pack / SENSITIVE] if plan.pack and plan.restricted() else []  # what the audit looks for
    return reads.outside([*inputs, *plan.folders().values(), *caches, plan.out])


def _reason(error: OSError) -> str:
    """Why a file could not be read or written; copying a folder gives a list of reasons, of which the first is told."""
    if isinstance(error, shutil.Error):
        return str(error.args[0][0][2]).partition("] ")[2].partition(":")[0] or "a file could not be copied"
    return error.strerror or "a file could not be written"
