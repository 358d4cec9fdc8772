"""The macro vocabulary: everything that a page may call, and nothing else.

Each public method of Vocabulary is a macro. Names are dataset, row and column ids; a computed word chooses
its own direction, so it cannot be wrong. Any of them raises LookupFailedError.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markupsafe import Markup

from macros import numerals, site_map
from macros.bound import bound, bound_name
from macros.chart import chart_of
from macros.figures import Draw, chart_html, figure_html, figure_id
from macros.language import MacroCall, parse_template, render_template
from macros.markup import html
from macros.site_map import PublishedPage, SiteMap
from redaction.arithmetic import Quantity, change, difference, share
from redaction.dataset import Dataset, Row
from redaction.errors import LookupFailedError, UsedFailedError
from redaction.spelling import unknown
from redaction.view import View


@dataclass(frozen=True)
class Vocabulary:
    """The macros over one View."""

    view: View
    draw: Draw
    page: Callable[[], PublishedPage]
    site: SiteMap = field(default_factory=SiteMap)
    downloads: bool = False

    def n(self, dataset: str, row: str, column: str) -> str:
        """The number in a cell: 2,542."""
        quantity = self.view.quantity(dataset, row, column)
        return bound(quantity, numerals.in_table(quantity) if quantity.by else numerals.in_prose(quantity))

    def change(self, dataset: str, row: str, from_: str, to: str) -> str:
        """The percentage change between two columns of a row: down 52.7%."""
        quantity = change(*self._pair(dataset, row, from_, to))
        return bound(quantity, numerals.change_in_words(quantity))

    def difference(self, dataset: str, row: str, from_: str, to: str) -> str:
        """The difference between two columns of a row: 2,836 fewer."""
        quantity = difference(*self._pair(dataset, row, from_, to))
        return bound(quantity, numerals.difference_in_words(quantity))

    def share(self, dataset: str, row: str, column: str, of: str) -> str:
        """A cell in per cent of another: 10.3%."""
        part = self.view.quantity(dataset, row, column)
        quantity = share(part, self.view.resolve(dataset, column, of))
        return bound(quantity, numerals.in_prose(quantity))

    def rank(self, dataset: str, row: str, column: str) -> str:
        """The place of a row among its peers: 4th highest of 14."""
        place, peers = self.view.rank(dataset, row, column)
        own = self.view.quantity(dataset, row, column)
        return bound(place, numerals.rank_in_words(place, peers, own))

    def total(self, dataset: str, column: str, rows: Sequence[str] = ()) -> str:
        """The sum of a column over some rows, or over all that are neither totals nor part of another."""
        quantity = self.view.total(dataset, column, tuple(rows))
        return bound(quantity, numerals.in_prose(quantity))

    def highest(self, dataset: str, column: str, count: int = 1) -> str:
        """The names of the highest rows, ties included: Tilbury, Belhus and Chadwell St Mary."""
        return self._extremes(dataset, column, count, "highest")

    def lowest(self, dataset: str, column: str, count: int = 1) -> str:
        """The names of the lowest rows, ties included."""
        return self._extremes(dataset, column, count, "lowest")

    def period(self, dataset: str) -> str:
        """The period of a dataset."""
        return html("plain.html", text=self.view.dataset(dataset).descriptor.period)

    def figure(self, dataset: str, chart: str = "", of: str | Sequence[str] = ()) -> str:
        """The finding, the chart, the table, the notes and the source of a dataset."""
        columns = [of] if isinstance(of, str) else list(of)
        found = self.view.dataset(dataset)
        if not chart:
            raise LookupFailedError(f"figure('{dataset}') without a chart", "chart='ranked', or table(...) instead")
        if chart == _HEAT:
            return self._figure(found, None, heat=found.supplied)
        if not found.supplied:
            chart_of(self.view, dataset, chart, columns)
            return self._figure(found, None)
        return self._figure(found, chart_html(self.view, found, chart, columns, self.draw))

    def table(self, dataset: str) -> str:
        """A figure without a chart."""
        return self._figure(self.view.dataset(dataset), None)

    def key_findings(self) -> str:
        """The findings in the front matter of the page, as a list."""
        page = self.page()
        if not page.findings:
            raise LookupFailedError("key_findings() on a page without findings", "`findings:` in its front matter")
        return "\n".join(f"- {self.text(finding)}" for finding in page.findings)

    def restricted(self, source: str, prose: str = "", caller: Callable[[], str] | None = None) -> str:
        """What rests on a restricted source, in an edition that may see it; elsewhere the source's notice."""
        if source not in self.view.sources:
            raise unknown("source", source, self.view.sources)
        found = self.view.sources[source]
        if prose:
            self._check_prose(prose, source)
        if source not in self.view.visible:
            return html("notice.html", source=found)
        label = str(html("restricted.html", source=found))
        text = self.text(self.view.prose[prose].text) if prose else ""
        return "\n\n".join(filter(None, (label, text, caller() if caller else "")))

    def withheld(self) -> str:
        """What this edition withholds and why, from the policy."""
        sources = [source for name, source in self.view.sources.items() if name not in self.view.visible]
        return html("withheld.html", sources=sources)

    def source_register(self) -> str:
        """The register of sources, from the policy."""
        return html("sources.html", sources=list(self.view.sources.values()), visible=self.view.visible)

    def contents(self) -> str:
        """The sections of the assessment, in order; those to come without a link."""
        return "\n".join(
            f"{section.number}. [{section.title}]({self._link(section.page)})"
            if section.page
            else f"{section.number}. {section.title} (to be published)"
            for section in self.site.sections
        )

    def summary(self, section: str = "") -> str:
        """The findings of every section, or of one, each under the page that makes it."""
        chosen = [each for each in self.site.sections if each.page and section in ("", each.number)]
        if section and not chosen:
            raise unknown("section", section, [each.number for each in self.site.sections if each.page])
        parts: list[str] = []
        for each in chosen:
            pages = [page for page in self.site.pages_of(each) if page.findings]
            if pages and not section:
                parts.append(f"## {each.number} {each.title}")
            for page in pages:
                findings = "\n".join(f"- {self.text(finding)}" for finding in page.findings)
                parts.append(f"[{page.title}]({self._link(page.path)})\n\n{findings}")
        return "\n\n".join(parts)

    def cards(self, dataset: str) -> str:
        """Headline measures, each a number, its change and a link; a dataset names their cells and pages."""
        return html("cards.html", cards=[self._card(dataset, row) for row in self.view.dataset(dataset).rows])

    def figure_list(self) -> str:
        """Every figure and table of this edition, with a link to where it stands."""
        entries = [
            (
                self.view.datasets[name],
                f"{site_map.address(page.path, self.page().path)}#{figure_id(self.view.datasets[name])}",
            )
            for page in self.site.pages
            for name in page.figures
            if name in self.view.datasets
        ]
        return html("figure_list.html", figures=[(dataset.descriptor, href) for dataset, href in entries])

    def help_now(self, *topics: str) -> str:
        """Where to get help now with some subjects, and a way to leave the site at once."""
        rows = self.view.dataset(_HELP).rows
        known = {topic for row in rows for topic in row.cells["topics"].text.split()}
        for topic in topics:
            if topic not in known:
                raise unknown("topic", topic, known, f'in dataset "{_HELP}"')
        routes = [row for row in rows if set(row.cells["topics"].text.split()) & set(topics)]
        return html("help_now.html", routes=routes, more=site_map.address("help.md", self.page().path))

    def latest(self, dataset: str) -> str:
        """The latest period of a dataset, as its column says it: October 2021 to September 2022."""
        descriptor = self.view.dataset(dataset).descriptor
        if not descriptor.years:
            raise LookupFailedError(
                f'the dataset "{dataset}", which has no years', "columns named after years, such as 2022"
            )
        return html("plain.html", text=descriptor.shown_columns[descriptor.years[-1]])

    # What follows is for this package, not for pages.

    def _figure(self, dataset: Dataset, chart: Markup | None, *, heat: bool = False) -> str:
        download = f"{site_map.to_the_top(self.page().path)}downloads/{dataset.id}.csv" if self.downloads else ""
        headline = self.text(dataset.descriptor.headline)
        return figure_html(self.view, dataset, headline, chart=chart, download=download, heat=heat)

    def text(self, text: str) -> str:
        """A text of our own (a headline, a finding, restricted prose) with its macros filled in."""
        template = parse_template(text, MACROS)
        try:
            for fault in template.faults:
                raise fault.error
            return render_template(template, self.call)
        except LookupFailedError as error:
            raise UsedFailedError(error) from None

    def call(self, macro: MacroCall, caller: Callable[[], str] | None = None) -> str:
        """The result of one call on a page."""
        method = getattr(Vocabulary, macro.name)
        named = {**macro.named, **({"caller": caller} if caller else {})}
        try:
            bound_arguments = signature(macro.name).bind(self, *macro.arguments, **named)
        except TypeError:
            raise LookupFailedError(f"{macro.name}(...) with other arguments", usage(macro.name)) from None
        for name, value in bound_arguments.arguments.items():
            if name != "self" and not _fits(name, value):
                raise LookupFailedError(f"{macro.name}(...) with {name}={value!r}", usage(macro.name))
        return str(method(*bound_arguments.args, **bound_arguments.kwargs))

    def _link(self, page: str) -> str:
        return site_map.link(page, self.page().path)

    def _card(self, dataset: str, row: Row) -> dict[str, str]:
        of, name, earlier, later, page = (self._named(dataset, row, key) for key in _CARD)
        return {
            "label": row.label,
            "number": self.n(of, name, later),
            "change": self.change(of, name, earlier, later),
            "page": site_map.address(page, self.page().path),
        }

    def _named(self, dataset: str, row: Row, column: str) -> str:
        if column not in row.cells:
            raise unknown("column", column, row.cells, f'in dataset "{dataset}"')
        return row.cells[column].text

    def _pair(self, dataset: str, row: str, earlier: str, later: str) -> tuple[Quantity, Quantity]:
        return self.view.quantity(dataset, row, earlier), self.view.quantity(dataset, row, later)

    def _extremes(self, dataset: str, column: str, count: int, by: str) -> str:
        rows = [(row, quantity) for row, quantity in self.view.column(dataset, column) if quantity.value is not None]
        sign = -1 if by == "highest" else 1
        rows.sort(key=lambda pair: sign * (pair[1].value or 0))
        if not rows:
            raise LookupFailedError(f"{by}(...) of a column without numbers", "a column of numbers")
        last = rows[min(count, len(rows)) - 1][1].value
        chosen = [row for row, quantity in rows if sign * (quantity.value or 0) <= sign * (last or 0)]
        cells = [cell for _, quantity in rows for cell in quantity.cells]
        return numerals.listed([self._bound_row(row, cells, by) for row in chosen])

    @staticmethod
    def _bound_row(row: Row, cells: Sequence[str], by: str) -> str:
        return bound_name(row.label, row.id, cells, by)

    def _check_prose(self, prose: str, source: str) -> None:
        found = self.view.sources[source]
        withheld = [name for name, owner in self.view.withheld.items() if owner == source]
        if prose not in (*found.prose, *withheld):
            raise unknown("prose", prose, found.prose or withheld, f'of source "{source}"')
        if source in self.view.visible and prose not in self.view.prose:
            where = f"{found.audience}/prose/{prose}.md in it"
            raise LookupFailedError(f'the prose "{prose}", which the restricted pack does not hold', where)


_HEAT = "heat"
_HELP = "help-routes"
_CARD = ("dataset", "row", "from", "to", "page")
_NOT_MACROS = ("text", "call")
MACROS: tuple[str, ...] = tuple(
    name
    for name, member in vars(Vocabulary).items()
    if inspect.isfunction(member) and not name.startswith("_") and name not in _NOT_MACROS
)


@cache
def signature(macro: str) -> inspect.Signature:
    """The signature of a macro."""
    return inspect.signature(getattr(Vocabulary, macro))


def usage(macro: str) -> str:
    """How a macro is called, for a message: n('DATASET', 'ROW', 'COLUMN')."""
    parameters = list(signature(macro).parameters.values())[1:]
    return f"{macro}({', '.join(_parameter(each) for each in parameters if each.name != 'caller')})"


def _parameter(parameter: inspect.Parameter) -> str:
    if parameter.default is inspect.Parameter.empty and parameter.name != "of":
        return f"'{parameter.name.rstrip('_').upper()}'"
    return f"{parameter.name}=..."


def _fits(name: str, value: Any) -> bool:
    if name == "caller":
        return True
    if name == "count":
        return isinstance(value, int) and value > 0
    if name in ("of", "rows", "topics") and isinstance(value, Iterable) and not isinstance(value, str):
        return all(isinstance(each, str) for each in value)
    return isinstance(value, str)
