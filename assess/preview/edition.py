"""One edition of a preview: staged, rendered by a warm renderer, and finished page by page as a build finishes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from assess.build.earlier_years import serve_earlier
from assess.build.embeds import Embeds, embeds_of
from assess.build.examine import origins_of
from assess.build.hosting.csp import check_scripts, scripts_of, with_policy
from assess.build.hosting.finish import EARLIER, OF_THE_THEME_ALONE, prune
from assess.build.hosting.headers import folder_of
from assess.build.plan import Plan
from assess.build.stage import DOWNLOADS, REDIRECTS, stage, stage_again
from assess.corrections.marked import Corrections, with_corrections
from assess.downloads import Downloads, Pictures
from assess.earlier.kept import kept_years
from assess.lineage.annotations import with_lineage
from assess.lineage.ledger import Origins
from assess.lineage.page_reader import Page, address_of, read_page
from assess.lineage.recomputation import Recomputation
from assess.load.editions import EditionKnowledge
from assess.preview.invalidation import Around, around, reach
from assess.preview.state import Fault, Shown
from assess.render.chart_worker import Drawer
from assess.render.warm_renderer import Ended, WarmRenderer
from assess.render.warm_renderer import Page as RenderedPage
from assess.search.index import INDEX, index
from assess.search.words import SearchWords
from redaction.diagnostics.errors import AssessError
from redaction.policy import Edition


@dataclass
class PreviewedEdition:
    """An edition as it is previewed, in a folder that its renderer is confined to."""

    edition: Edition
    folder: Path
    renderer: WarmRenderer
    drawer: Drawer
    downloads: Downloads
    pictures: Pictures
    shown: Shown
    known: EditionKnowledge | None = None
    downloads_wait: bool = False
    _around: Around | None = None
    _words: SearchWords = field(default_factory=SearchWords)
    _stages: int = 0
    _finishing: Finishing = field(default_factory=lambda: Finishing(None, frozenset()))
    _written: dict[str, str] = field(default_factory=dict)
    _of_years: tuple[Fault, ...] = ()

    def follow(
        self, plan: Plan, known: EditionKnowledge, shared: Mapping[str, bytes], first: Iterable[str]
    ) -> Followed:
        """Bring the edition to what is known of it now, the pages in the files `first` before others."""
        stands, before, self._words = around(known, shared), self.known, known.search
        self.known = None  # where this stops half way, all is made anew next time
        if before is None or stands != self._around:
            followed = self._whole(plan, known)
        else:
            followed = self._again(plan, before, known, first)
        self.known, self._around = (known if followed.well else None), stands
        return followed

    def make_downloads(self, plan: Plan) -> None:
        """Make what readers take away, which no page shows the inside of; raises AssessError."""
        self.downloads_wait = False
        if self.known is not None:
            said = plan.publication(self.known.edition)
            made = self.downloads.of(said, self.known.view)
            made |= self.pictures.of(said, self.known.view, self.known.site)
            self.shown.put(self.edition.id, {f"{DOWNLOADS}/{name}": content for name, content in made.items()})

    def _whole(self, plan: Plan, known: EditionKnowledge) -> Followed:
        """Stage and render everything from its beginning, as a build does; what was shown stays until it is done."""
        self.shown.say(f"Making all pages of the {self.edition.id} edition again")
        with self.drawer.drawing(self.drawer.missing(known.charts)):
            files = self.downloads.of(plan.publication(known.edition), known.view)
        files |= self.pictures.of(plan.publication(known.edition), known.view, known.site)
        shutil.rmtree(self._stage, ignore_errors=True)
        self._stages += 1
        stage(plan.project, known, files, self._stage)
        ended = next(each for each in self.renderer.whole(self._stage) if isinstance(each, Ended))
        if ended.well:
            prune(self._site, self._stage / "theme", embeds=self.edition.embeds)
            found = {path.relative_to(self._site).as_posix(): path for path in self._site.rglob("*") if path.is_file()}
            self._written = {name: path.read_bytes().decode() for name, path in found.items() if _is_page(name)}
            for name in (f"{old}index.html" for old, _ in known.forwards):
                self._written[name] = (self._stage / REDIRECTS / name).read_text("utf-8")
            trusted = scripts_of(self._written[OF_THE_THEME_ALONE], folder_of(known.edition.address))
            self._finishing = _finishing_of(plan, known, trusted)
            others = {name: path.read_bytes() for name, path in found.items() if not _is_page(name)}
            others[INDEX] = index(self._written, known.search)
            earlier = self._earlier_years(plan, known)
            self.shown.replace(self.edition.id, others | earlier | self._finishing.pages(self._written))
        return self._followed(ended, len(ended.files), whole=True)

    def _earlier_years(self, plan: Plan, known: EditionKnowledge) -> dict[str, bytes]:
        """What is kept of earlier years, as a build serves it; what is not as it went out is told, and not shown."""
        self._of_years = ()
        try:
            folder = plan.years_of(self.edition)
            kept = kept_years(folder, self.edition) if folder else ()
            serve_earlier(replace(known, earlier=kept), self._stage, plan.settings.site, plan.settings.year)
        except AssessError as error:
            self._of_years = (Fault("", 0, str(error)),)
            return {}
        earlier = self._stage / EARLIER
        return {
            path.relative_to(earlier).as_posix(): path.read_bytes() for path in earlier.rglob("*") if path.is_file()
        }

    def _again(self, plan: Plan, before: EditionKnowledge, known: EditionKnowledge, first: Iterable[str]) -> Followed:
        """Render what comes out otherwise, and finish it and whatever else shows where the data came from."""
        reached = reach(before, known)
        with self.drawer.drawing(self.drawer.missing(set(known.charts) - set(before.charts))):
            old = self._finishing
            self._finishing = _finishing_of(plan, known, old.trusted)
        stage_again(plan.project, before, known, self._stage)
        looked_at = [name for name in _paths(first) if name in {page.path for page in known.pages}]
        asked = [*reached.pages, *(looked_at if reached.everywhere else ())]
        rendered = list(self._rendered_again(asked, everywhere=reached.everywhere))
        ended = next(each for each in rendered if isinstance(each, Ended))
        if old != self._finishing:
            self.shown.put(self.edition.id, self._finishing.pages(self._as_data_are(ended)))
        changed = known.view != before.view or known.site != before.site or known.charts != before.charts
        self.downloads_wait = self.downloads_wait or changed
        return self._followed(ended, len(rendered) - 1, whole=False)

    def _rendered_again(self, asked: list[str], *, everywhere: bool) -> Iterator[RenderedPage | Ended]:
        """Have pages rendered, and show each as soon as it is finished; last comes how it ended."""
        for each in self.renderer.again(asked, everywhere=everywhere):
            if isinstance(each, RenderedPage):
                self._written[each.file] = (self._site / each.file).read_bytes().decode()
                self.shown.put(self.edition.id, self._finishing.pages({each.file: self._written[each.file]}))
            else:
                self.shown.put(self.edition.id, {INDEX: index(self._written, self._words)})
            yield each

    def _followed(self, ended: Ended, pages: int, *, whole: bool) -> Followed:
        faults = [Fault("", 0, line) for line in (*ended.lines, *ended.warnings.get("", ()))]
        faults += [Fault(f"docs/{name}", 0, line) for name, lines in ended.warnings.items() if name for line in lines]
        return Followed(ended.well, pages, whole, (*faults, *self._of_years))

    def _as_data_are(self, ended: Ended) -> dict[str, str]:
        """The pages but those that were warned of: they stay as they were, and may have cells that are gone."""
        warned = {ended.files.get(name) for name in ended.warnings}
        return {name: html for name, html in self._written.items() if name not in warned}

    @property
    def _stage(self) -> Path:
        return self.folder / str(self._stages)

    @property
    def _site(self) -> Path:
        return self._stage / "site"


@dataclass(frozen=True)
class Followed:
    """What came of following a change: whether it went well, how many pages were rendered, and what is wrong."""

    well: bool
    pages: int
    whole: bool
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Finishing:
    """What a rendered page still gets before it is served: its lineage where its edition shows that, and its policy.

    It is not served where it has a script that is none of those of the theme, which are trusted.
    """

    lineage: Origins | None
    trusted: frozenset[str]
    corrections: Corrections = field(default_factory=Corrections)
    folder: str = "/"
    embeds: Embeds | None = None

    def pages(self, written: Mapping[str, str]) -> dict[str, bytes]:
        """Some pages as a build publishes them, by file, with those of their charts alone; raises AssessError."""
        for name, html in written.items():
            check_scripts(name, html, self.trusted, self.folder)
        alone = {
            name: html
            for file, page in written.items()
            for name, html in (self.embeds.cut_out_of(file, page) if self.embeds else ())
        }
        corrected = {name: self._corrected(name, html) for name, html in {**written, **alone}.items()}
        return {name: with_policy(name, html).encode() for name, html in self._with_lineage(corrected)}

    def _corrected(self, name: str, html: str) -> str:
        return with_corrections(html, _read(name, html), self.corrections) if self.corrections.every else html

    def _with_lineage(self, written: Mapping[str, str]) -> Iterable[tuple[str, str]]:
        if self.lineage is None:
            return written.items()
        recomputation = Recomputation(self.lineage.datasets)
        read = {name: _read(name, html) for name, html in written.items()}
        return [(name, with_lineage(written[name], read[name], self.lineage, recomputation)) for name in written]


@lru_cache(maxsize=256)
def _read(name: str, html: str) -> Page:
    """A page with its numbers, which takes longer than to add their lineage."""
    return read_page(address_of(Path(name)), html)


def _finishing_of(plan: Plan, known: EditionKnowledge, trusted: frozenset[str]) -> Finishing:
    lineage = origins_of(plan, known) if known.edition.lineage else None
    embeds = embeds_of(known, plan.settings.site)
    return Finishing(lineage, trusted, known.corrections, folder_of(known.edition.address), embeds)


def _is_page(name: str) -> bool:
    return name.endswith(".html")


def _paths(files: Iterable[str]) -> list[str]:
    """The pages under docs/ that have some files in the site."""
    names = [name.removesuffix("index.html") for name in files]
    return [path for name in names for path in (f"{name}index.md", f"{name.rstrip('/')}.md")]
