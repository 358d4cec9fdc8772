"""The pictures of the figures of an edition, as SVG and PNG: composed each time, drawn or found kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assess.downloads.content import Publication
from assess.downloads.figure_picture import FigureWords, composed
from assess.pictures.png import tools
from macros.charts.chart import Chart
from macros.charts.chart_cache import ChartStore
from macros.charts.description import described
from macros.charts.file_cache import KeptFiles
from macros.html.download_links import PNG, SVG
from macros.language.site_map import PublishedPage, SiteMap
from macros.phrasebook.phrases import phrases_of
from macros.vocabulary.figures import credits_of, figure_number, measured
from macros.vocabulary.sentences import in_plain_text
from macros.vocabulary.vocabulary import Vocabulary
from redaction.data.dataset import Dataset
from redaction.view import View

Draw = Callable[[Sequence[str]], list[bytes]]

_DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True)
class Pictures:
    """Where the pictures of all editions are kept, a folder an edition, and the charts that they are made from.

    `draw` makes the PNG of each of some SVGs.
    """

    kept: KeptFiles
    charts: ChartStore
    draw: Draw

    def of(self, publication: Publication, view: View, site: SiteMap) -> dict[str, bytes]:
        """The pictures of an edition by their names; its charts are drawn by now."""
        svgs = dict(self._svgs(publication, view, site))
        drawn = self._drawn(publication.edition, svgs)
        return {
            name: content
            for dataset, svg in svgs.items()
            for name, content in ((f"{dataset}{SVG}", svg.encode()), (f"{dataset}{PNG}", drawn[dataset]))
        }

    def _svgs(self, publication: Publication, view: View, site: SiteMap) -> Iterator[tuple[str, str]]:
        for dataset, charts in charts_by_figure(view, site):
            words = words_of(publication, view, dataset, charts)
            yield dataset.id, composed(words, [self.charts.svg(chart, dataset.audience) for chart in charts])

    def _drawn(self, edition: str, svgs: Mapping[str, str]) -> dict[str, bytes]:
        """The PNG of each, as it is kept or drawn now; what a disk has spoilt is drawn again."""
        found: dict[str, bytes] = {}
        for dataset, svg in svgs.items():
            kept = self.kept.read(edition, _name(svg))
            if kept and hashlib.sha256(kept[_DIGEST:]).digest() == kept[:_DIGEST]:
                found[dataset] = kept[_DIGEST:]
        missing = {dataset: svg for dataset, svg in svgs.items() if dataset not in found}
        drawn = self.draw([*missing.values()]) if missing else []
        for (dataset, svg), content in zip(missing.items(), drawn, strict=True):
            self.kept.keep(edition, _name(svg), hashlib.sha256(content).digest() + content)
            found[dataset] = content
        return found


def charts_by_figure(view: View, site: SiteMap) -> Iterator[tuple[Dataset, list[Chart]]]:
    """Each dataset that a page of an edition shows with a chart, and the charts of the first page that does."""
    vocabulary = _vocabulary(view, site)
    for dataset in view.datasets.values():
        charts = vocabulary.pictured(dataset.id)
        if charts:
            yield dataset, charts


def pictured_on_pages(view: View, site: SiteMap) -> dict[str, Dataset]:
    """The dataset of the first figure of each page that has one in a picture, by the path of the page."""
    pictures = {dataset.id: (dataset, charts) for dataset, charts in charts_by_figure(view, site)}
    vocabulary = _vocabulary(view, site)
    found: dict[str, Dataset] = {}
    for page in site.pages:
        for name, call in page.figures.items():
            dataset, charts = pictures.get(name, (None, []))
            if dataset and page.path not in found and [chart for chart, _ in vocabulary.charts(call)] == charts:
                found[page.path] = dataset
    return found


def _vocabulary(view: View, site: SiteMap) -> Vocabulary:
    return Vocabulary(view, lambda: PublishedPage("index.md", ""), site, draw=lambda *_: "")


def words_of(publication: Publication, view: View, dataset: Dataset, charts: Sequence[Chart]) -> FigureWords:
    """What the picture of a figure says; nothing that its figure or its edition does not say."""
    say = phrases_of(view.language)
    handling = f"{publication.marking}. {publication.handling}".strip()
    return FigureWords(
        headline=in_plain_text(view, dataset.sentences["headline"]),
        title=f"{figure_number(dataset, say)}{measured(dataset, say)}",
        synthetic=say("figure.synthetic") if dataset.descriptor.synthetic else "",
        caveat=in_plain_text(view, dataset.sentences.get("caveat", "")),
        source=say("figure.source", source=credits_of(view, dataset)),
        edition=f"{publication.site}, {publication.edition_name}. {handling}",
        described=" ".join(map(described, charts)),
    )


def _name(svg: str) -> str:
    return f"{hashlib.sha256(tools() + svg.encode()).hexdigest()}{PNG}"
