"""Following every edit: what changed is read, checked and rendered, and reported."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

from assess import theme
from assess.build.plan import Plan
from assess.downloads import Downloads, Pictures
from assess.load.editions import EditionKnowledge, know, policy_of, view_of
from assess.preview.editing import Editing
from assess.preview.edition import PreviewedEdition
from assess.preview.invalidation import with_edits
from assess.preview.server import served
from assess.preview.state import Fault, Shown, faults_of
from assess.preview.watcher import Watched, watching
from assess.processes.signals import undisturbed
from assess.project.sealing import private_folder
from assess.project.settings import read_settings
from assess.render.chart_worker import drawer
from assess.render.warm_renderer import warm_renderer
from macros.charts.chart_cache import ChartStore
from macros.charts.file_cache import KeptFiles
from macros.pages.verdicts import Verdicts
from redaction.diagnostics.errors import AssessError

Say = Callable[[str], None]
_AGAIN = "Stop the preview and start it again: the editions or the day of signing have changed since it started"
_PAUSE = 0.3  # seconds without a save, before the checks begin that no page waits for
_WORKING, _THE_REST = "Working", "Shown. Checking the rest"
_EDITABLE = "Whoever has this address can change pages and open tables of this project: keep it to yourself"
_NOT_AUDITED = "Nothing here is audited: `assess build` makes what may be published"


@dataclass(frozen=True)
class Options:
    """How a preview is served: the port, any free one for 0, where it says what it does, and whether it edits files."""

    port: int
    say: Say
    edits: bool = False


def serve(plan: Plan, options: Options) -> None:
    """Preview the editions of a plan until it is interrupted; everything it made is gone then. Raises AssessError."""
    shown = Shown({edition.id: {} for edition in plan.editions}, doing=_WORKING)
    with ExitStack() as stack:
        changes = stack.enter_context(watching(watched(plan)))
        folder = stack.enter_context(private_folder("assess-preview-"))
        following = stack.enter_context(_following(plan, folder, shown, options.say))
        editing = Editing(lambda: following.plan) if options.edits else None
        address = stack.enter_context(served(shown, plan.editions, options.port, editing))
        names = ", ".join(edition.id for edition in plan.editions)
        editable = f"\n{_EDITABLE}" if editing else ""
        options.say(f"Preview of {names}: {address}{editable}\n{_NOT_AUDITED}. Ctrl-C ends it")
        following.follow(frozenset())
        following.make_ready_to_draw()
        while True:
            paths = changes.next(_PAUSE if following.behind else None)
            if paths:
                following.follow(paths)
            else:
                following.catch_up()


def watched(plan: Plan) -> Watched:
    """What a preview rests on: the project's own files, and the folders of data that its editions read."""
    inputs = plan.project.inputs().values()
    folders = [*(path for path in inputs if path.is_dir()), theme.FOLDER, *plan.folders().values()]
    return Watched(tuple(dict.fromkeys(folders)), tuple(path for path in inputs if not path.is_dir()))


@contextmanager
def _following(plan: Plan, folder: Path, shown: Shown, say: Say) -> Iterator[Following]:
    """What follows edits, with a warm renderer for each edition."""
    with ExitStack() as stack:
        # entered first and so ended last: a thread's work ends with its renderer
        threads = stack.enter_context(ThreadPoolExecutor(os.cpu_count() or 1))
        drawing = stack.enter_context(drawer(ChartStore(plan.project.charts)))
        downloads = Downloads(KeptFiles(plan.project.downloads))
        pictures = Pictures(downloads.kept, drawing.store, drawing.pictures)
        editions = []
        for edition in plan.editions:
            own = folder / edition.id
            own.mkdir(mode=0o700)
            rendering = stack.enter_context(warm_renderer(own, plan.settings.clock))
            editions.append(PreviewedEdition(edition, own, rendering, drawing, downloads, pictures, shown))
        yield Following(plan, tuple(editions), shown, threads, say)


@dataclass
class Following:
    """The editions of a preview, brought to what their files say after every edit."""

    plan: Plan
    editions: tuple[PreviewedEdition, ...]
    shown: Shown
    threads: ThreadPoolExecutor
    say: Say
    verdicts: Verdicts = field(default_factory=Verdicts)
    _unchecked: bool = False

    def follow(self, paths: frozenset[Path]) -> None:
        """Show what some edits came to: at once where that is safe before all checks, else after them."""
        self.shown.say(_WORKING)
        with self._faults_told():
            unchecked = self._unchecked_knowledge(paths)
            self._unchecked = unchecked is not None
            self._bring(unchecked or self._know(), checked=unchecked is None)

    def make_ready_to_draw(self) -> None:
        """Start what draws charts, so that the first number that is edited does not wait for it."""
        for each in self.editions[:1]:
            if each.known is not None and each.known.charts:
                each.drawer.warm_up(each.known.charts[0][0])

    @property
    def behind(self) -> bool:
        """Whether something is left to do that no page waited for."""
        return self._unchecked or any(each.downloads_wait for each in self.editions)

    def catch_up(self) -> None:
        """Do a part of what is left: the checks of everything, and what readers take away."""
        with self._faults_told():
            if self._unchecked:
                self._unchecked = False
                self._bring(self._know(), checked=True)
            else:
                next(each for each in self.editions if each.downloads_wait).make_downloads(self.plan)
                self._tell(self.shown.faults)

    @contextmanager
    def _faults_told(self) -> Iterator[None]:
        try:
            yield
        except AssessError as error:
            self._tell(faults_of(error))
        except OSError as error:
            self._tell([Fault("", 0, f"A file could not be read or written: {error.strerror}")])

    def _know(self) -> list[EditionKnowledge]:
        """What each edition may know now; raises AssessError with every problem at once."""
        policy, settings = policy_of(self.plan.project), read_settings(self.plan.project)
        named = (policy.editions[each.id] for each in self.plan.editions if each.id in policy.editions)
        editions = tuple(replace(each, drafts=True) for each in named)
        now = replace(self.plan, policy=policy, settings=settings, editions=editions)
        if _fixed(now) != _fixed(self.plan):
            raise AssessError(_AGAIN)
        known = know(now.sources(), editions, self.verdicts)
        self.plan = now
        return known

    def _unchecked_knowledge(self, paths: Iterable[Path]) -> list[EditionKnowledge] | None:
        """The same before all checks, where nothing changed but the bodies of pages and the content of datasets."""
        plan = self.plan
        if not all(map(self._may_come_first, paths)) or any(each.known is None for each in self.editions):
            return None
        sources = plan.sources()
        problems = [*sources.docs.problems]
        views = {each.edition.id: each.known.view for each in self.editions if each.known is not None}
        if any(path.suffix != ".md" for path in paths):
            folders = sources.folders(plan.editions)
            problems += [problem for folder in folders.values() for problem in folder.problems]
            views = {
                each.id: view_of(folders, plan.policy, each, plan.settings.year, plan.settings.language)
                for each in plan.editions
            }
        if problems:
            return None
        texts = {page.path: page.text for page in sources.docs.pages}
        found = [
            with_edits(each.known, plan.settings, texts, views[each.edition.id])
            for each in self.editions
            if each.known is not None
        ]
        known = [each for each in found if each is not None]
        return known if len(known) == len(self.editions) else None

    def _may_come_first(self, path: Path) -> bool:
        """Whether a file is a page, or half of a dataset."""
        if path.is_relative_to(self.plan.project.docs):
            return path.suffix == ".md"
        return path.suffix in (".csv", ".yaml") and path.parent in self.plan.folders().values()

    def _bring(self, known: Iterable[EditionKnowledge], *, checked: bool) -> None:
        """Bring every edition to what is known of it, those that somebody looks at first."""
        start = perf_counter()
        looked_at = self.shown.looked_at()
        order = list(
            dict.fromkeys([*(edition for edition, _ in looked_at), *(each.edition.id for each in self.editions)])
        )
        by_edition = {each.edition.id: each for each in known}
        shared = _shared(self.plan)
        asked = sorted(self.editions, key=lambda each: order.index(each.edition.id))
        with undisturbed():  # signals are for the main thread, which may hold them back
            done = [
                self.threads.submit(
                    each.follow,
                    self.plan,
                    by_edition[each.edition.id],
                    shared,
                    [file for edition, file in looked_at if edition == each.edition.id],
                )
                for each in asked
            ]
        wait(done)
        followed = [each.result() for each in done]
        faults = [fault for each in followed for fault in each.faults]
        self._tell(faults if checked else self.shown.faults)  # the checks say better what is wrong
        rendered = ", ".join(
            f"{each.edition.id} {'all' if one.whole else one.pages}"
            for each, one in zip(asked, followed, strict=True)
            if one.pages
        )
        if rendered:
            self.say(f"Pages updated: {rendered}, in {perf_counter() - start:.2f} s")

    def _tell(self, faults: Iterable[Fault]) -> None:
        """Tell what is wrong, in every window and, where it is not what was wrong before, in the terminal."""
        before = self.shown.faults
        self.shown.say(_THE_REST if self.behind else "", faults)
        now = self.shown.faults
        if now and now != before:
            count = (
                f"{len(now)} problem{'s' if len(now) > 1 else ''} found. Pages that cannot be updated stay as they were"
            )
            self.say("\n".join([*(each.text for each in now), "", count]))
        elif before and not now:
            self.say("No problems left")


def _fixed(plan: Plan) -> tuple[object, ...]:
    """What a preview cannot follow: who reads which folder, and the clock of its renderers."""
    return plan.settings.clock, [(each.id, each.audiences) for each in plan.editions], plan.policy.open_audience


def _shared(plan: Plan) -> dict[str, bytes]:
    """The files that all pages share, by name."""
    project = plan.project
    words = [project.search] if project.search.exists() else []
    frame = [path for place in (theme.FOLDER, project.theme) for path in sorted(place.rglob("*")) if path.is_file()]
    return {project.shown(path): path.read_bytes() for path in (project.config, project.glossary, *words, *frame)}
