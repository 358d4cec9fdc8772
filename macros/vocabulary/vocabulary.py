"""The macro vocabulary: everything that a page may call, and nothing else.

Each public method of Vocabulary, its own or inherited, is a macro. Names are dataset, row and column ids. Any
macro raises LookupFailedError.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass, replace

from markupsafe import Markup

from macros.charts import thumbnails
from macros.charts.chart import HEAT, Chart, charts_of, check_kind
from macros.html.citation import Publication, citation_html
from macros.html.download_links import downloads_html
from macros.html.embedding import embedding_html
from macros.html.templating import html
from macros.language import site_map
from macros.language.calls import bind
from macros.language.template import MacroCall, parse_template, render_template
from macros.vocabulary.figures import Draw, charts_html, figure_html, figure_id, figure_number, subtitle
from macros.vocabulary.reconciliation import ReconciliationMacros
from macros.vocabulary.sentences import in_html, in_plain_text
from redaction.data.dataset import Dataset
from redaction.diagnostics.errors import LookupFailedError, UsedFailedError
from redaction.diagnostics.suggestions import unknown


@dataclass(frozen=True)
class Vocabulary(ReconciliationMacros):
    """The macros over one View, drawing charts with `draw`.

    Where there are downloads, figures link to them, and `archive` is the name of the one that holds all data. Figures
    say how to cite them where it is known what they are published in.
    """

    _: KW_ONLY
    draw: Draw
    archive: str = ""
    publication: Publication | None = None

    def figure(
        self, dataset: str, chart: str | Sequence[str] = "", of: str | Sequence[str] = (), grid: str = ""
    ) -> str:
        """The finding, the charts, the table, the notes and the source of a dataset; a map has a grid of tiles."""
        charts = self._charts(dataset, chart, of, grid)
        found = self.view.dataset(dataset)
        drawn = charts_html(found, charts, self.draw) if charts else None
        heat = HEAT in check_kind(dataset, chart) and found.supplied
        return self._figure(found, drawn, heat=heat, pictured=bool(charts) and charts == self.pictured(dataset))

    def table(self, dataset: str) -> str:
        """A figure without a chart."""
        return self._figure(self.view.dataset(dataset), None)

    def all_data(self) -> str:
        """A link to all data of this edition in one file, where there are downloads."""
        return html("all_data.html", self._say, href=f"{self._downloads()}{self.archive}") if self.archive else ""

    def restricted(self, source: str, prose: str = "", caller: Callable[[], str] | None = None) -> str:
        """What rests on a restricted source, in an edition that may see it; elsewhere the source's notice."""
        if source not in self.view.sources:
            raise unknown("source", source, self.view.sources)
        found = self.view.sources[source]
        if prose:
            self._check_prose(prose, source)
        if source not in self.view.visible:
            return html("notice.html", self._say, source=found)
        label = str(html("restricted.html", self._say, source=found))
        text = self.text(self.view.prose[prose].text) if prose else ""
        return "\n\n".join(filter(None, (label, text, caller() if caller else "")))

    # What follows is for this package, not for pages.

    def text(self, text: str) -> str:
        """A Markdown text of our own (a finding, restricted prose) with its macros filled in."""
        template = parse_template(text, MACROS)
        try:
            for fault in template.faults:
                raise fault.error
            return render_template(template, self.call)
        except UsedFailedError:
            raise
        except LookupFailedError as error:
            raise UsedFailedError(error) from None

    def call(self, macro: MacroCall, caller: Callable[[], str] | None = None) -> str:
        """The result of one call on a page."""
        function = getattr(Vocabulary, macro.name)
        bind(function, macro)
        named = {**macro.named, **({"caller": caller} if caller else {})}
        return str(function(self, *macro.arguments, **named))

    def charts(self, macro: MacroCall) -> list[tuple[Chart, str]]:
        """The charts that the call of a figure shows, each with the audience of its data; a table shows none."""
        arguments = bind(getattr(Vocabulary, macro.name), macro)
        charts = self._charts(**arguments) if macro.name == "figure" else []
        return [(chart, self.view.dataset(arguments["dataset"]).audience) for chart in charts]

    def pictured(self, dataset: str) -> list[Chart]:
        """The charts in the picture of a figure that readers take away: those of the first page that shows some."""
        call = self.site.first_call("figure", dataset)
        if call is None:
            return []
        try:
            return [chart for chart, _ in self.charts(call)]
        except LookupFailedError as error:
            raise UsedFailedError(error) from None  # it is told of its own page

    def _charts(
        self, dataset: str, chart: str | Sequence[str] = "", of: str | Sequence[str] = (), grid: str = ""
    ) -> list[Chart]:
        """The charts of a figure; none where its data was not supplied."""
        self.view.dataset(dataset)  # a name that does not exist is told before the chart that it lacks
        kinds = check_kind(dataset, chart)
        columns = [of] if isinstance(of, str) else list(of)
        for column in columns if HEAT in kinds else ():
            self.view.column(dataset, column)
        asked = [kind for kind in kinds if kind != HEAT]
        charts = [each for kind in asked for each in charts_of(self.view, dataset, kind, columns, grid)]
        return charts if self.view.dataset(dataset).supplied else []

    def _thumbnail(self, call: MacroCall) -> Markup:
        """A small picture of the figure that a call shows; a fault in the call is its own page's."""
        try:
            arguments = dict(bind(getattr(Vocabulary, call.name), call))
            dataset = self.view.dataset(arguments["dataset"])
            charts = self._charts(**arguments) if call.name == "figure" else []
        except LookupFailedError as error:
            raise UsedFailedError(error) from None
        if not dataset.supplied:
            return Markup("")
        return thumbnails.of_chart(self.draw(charts[0], dataset.audience)) if charts else thumbnails.of_table()

    def _figure(self, dataset: Dataset, chart: Markup | None, *, heat: bool = False, pictured: bool = False) -> str:
        said = {place: in_html(self.view.teller(dataset.id, place), text) for place, text in dataset.sentences.items()}
        foot = self._foot(dataset, chart if pictured else None)
        return figure_html(self.view, dataset, said, chart=chart, foot=foot, heat=heat)

    def _foot(self, dataset: Dataset, chart: Markup | None) -> Markup:
        """What readers take away of a figure, where there are downloads, and how to cite it, where that is known.

        `chart` is that of the figure's picture, none where it shows another or none.
        """
        foot: list[Markup] = []
        if self.archive and dataset.supplied:
            remarks = {place: text for place, text in dataset.notes.items() if not place.startswith("sums")}
            notes = tuple(in_plain_text(self.view.teller(dataset.id, place), text) for place, text in remarks.items())
            folder = self._downloads()
            title, pictured = subtitle(dataset), chart is not None
            foot.append(downloads_html(self.view, dataset, title, notes, folder, pictured=pictured))
            if chart is not None and self.view.edition.embeds:
                top = site_map.to_the_top(self.page().path)
                name = f"{figure_number(dataset, self._say)}{title}"
                address = self.view.edition.address
                foot.append(embedding_html(self._say, dataset.id, name, chart, top=top, address=address))
        if self.publication is not None:
            what = f"{figure_number(dataset, self._say)}{subtitle(dataset)}"
            page = site_map.address(self.page().path, "index.md")
            foot.append(citation_html(self.publication, self._say, what, page, figure_id(dataset)))
        return Markup("\n").join(foot)

    def _downloads(self) -> str:
        """Where the downloads are, as seen from the page."""
        return f"{site_map.to_the_top(self.page().path)}downloads/"

    def _check_prose(self, prose: str, source: str) -> None:
        found = self.view.sources[source]
        known = found.prose or [name for name, owner in self.view.withheld_prose.items() if owner == source]
        if prose not in known:
            raise unknown("prose", prose, known, f'of source "{source}"')
        if source in self.view.visible and prose not in self.view.prose:
            where = f"{found.audience}/prose/{prose}.md in it"
            raise LookupFailedError(
                "missing-from-pack", f'the prose "{prose}", which the restricted pack does not hold', where
            )


def in_language(vocabulary: Vocabulary, language: str) -> Vocabulary:
    """The same macros, told in a language."""
    own = vocabulary.view.language == language
    return vocabulary if own else replace(vocabulary, view=replace(vocabulary.view, language=language))


_NOT_MACROS = ("text", "call", "charts", "pictured")
MACROS: tuple[str, ...] = tuple(
    sorted(
        name
        for name, member in inspect.getmembers(Vocabulary, inspect.isfunction)
        if not name.startswith("_") and name not in _NOT_MACROS
    )
)
