"""Macros about the site as a whole: findings, contents, figures, sources, and where to get help."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from macros.charts.spark import bars
from macros.html import number_format
from macros.html.data_element import bound, formula
from macros.html.templating import html
from macros.language import site_map
from macros.language.site_map import PublishedPage, Section, SiteMap
from macros.language.template import MacroCall
from macros.vocabulary.assurance import CHECKS
from macros.vocabulary.figures import figure_id
from macros.vocabulary.numbers import NumberMacros
from macros.vocabulary.sentences import in_html
from redaction.data.dataset import Descriptor, Row
from redaction.data.periods import period_of
from redaction.diagnostics.errors import LookupFailedError
from redaction.diagnostics.suggestions import unknown

_HELP = "help-routes"
_REPORTS = "report-routes"
_ISSUE = ("where", "criterion", "why", "plan")
NONE = "none"
_SAID = ("why", "result", "now")  # of a priority
_BESIDE, _CAVEAT = "beside", "caveat"  # what a card may have besides
_REFERENCES = {2: "DATASET/ROW", 3: "DATASET/ROW/COLUMN"}  # what a card may be compared with, by the names in it
_MOST_PICTURED = 400  # figures of one list
_CARD = ("dataset", "row", "from", "to", "page")


@dataclass(frozen=True)
class SiteMacros(NumberMacros, ABC):
    """The macros that list or repeat what other pages and the policy say."""

    page: Callable[[], PublishedPage]
    site: SiteMap = field(default_factory=SiteMap)

    @abstractmethod
    def text(self, text: str) -> str:
        """A text of our own with its macros filled in."""

    def key_findings(self) -> str:
        """The findings in the front matter of the page, as a list."""
        page = self.page()
        if not page.findings:
            raise LookupFailedError(
                "no-findings", "key_findings() on a page without findings", "`findings:` in its front matter"
            )
        return "\n".join(f"- {self.text(finding)}" for finding in page.findings)

    def withheld(self) -> str:
        """What this edition withholds and why, from the policy."""
        sources = [source for name, source in self.view.sources.items() if name not in self.view.visible]
        return html("withheld.html", self._say, sources=sources)

    def added(self) -> str:
        """What this edition shows that not everybody may see, by page, under a heading of its own; else nothing.

        A source that is not for everybody is known by its notice, which each of them has and no other.
        """
        shown = [self.view.sources[name] for name in self.view.visible]
        restricted = {source.id: source.name for source in shown if source.notice}
        pages: list[tuple[str, str, str, list[str]]] = []
        for page in self._own_pages():
            figures = [self.view.dataset(name) for name in page.figures if name in self.view.datasets]
            own = [each for each in figures if restricted.keys() & set(each.descriptor.sources)]
            if own:
                rests_on = [name for each in own for name in each.descriptor.sources if name in restricted]
                names = list(dict.fromkeys(restricted[name] for name in rests_on))
                href = f"{site_map.address(page.path, self.page().path)}#{figure_id(own[0])}"
                pages.append((page.name, href, self._say.listed(names), [each.descriptor.title for each in own]))
        if not pages:
            return ""
        cards = html("added.html", self._say, pages=pages)
        return f"## {self._say('added.title')}\n\n{self._say('added.lead')}\n\n{cards}"

    def source_register(self) -> str:
        """The register of sources, from the policy."""
        return html("sources.html", self._say, sources=list(self.view.sources.values()), visible=self.view.visible)

    def contents(self) -> str:
        """The sections of the assessment, in order; those to come without a link."""
        return "\n".join(
            f"{section.number}. [{section.title}]({self._link(section.page)})"
            if section.page
            else self._say("contents.to_come", section=f"{section.number}. {section.title}")
            for section in self._sections()
        )

    def summary(self, section: str = "") -> str:
        """The findings of every section, or of one, each under the page that makes it."""
        chosen = [each for each in self._sections() if each.page and section in ("", each.number)]
        if section and not chosen:
            raise unknown("section", section, [each.number for each in self._sections() if each.page])
        parts: list[str] = []
        for each in chosen:
            pages = [page for page in self._pages_of(each) if page.findings]
            if pages and not section:
                parts.append(f"## {each.number} {each.title}")
            for page in pages:
                findings = "\n".join(f"- {self.text(finding)}" for finding in page.findings)
                parts.append(f"[{page.title}]({self._link(page.path)})\n\n{findings}")
        return "\n\n".join(parts)

    def priorities(self, said: str = "") -> str:
        """The priorities in brief, a card each that leads to its page: why, a result and what is done, or one."""
        if said not in ("", *_SAID):
            raise unknown("part", said, _SAID)
        chosen = {name: self._say(f"priority.{name}") for name in _SAID if said in ("", name)}
        return html(
            "priorities.html",
            self._say,
            priorities=[
                (
                    each,
                    site_map.address(path, self.page().path),
                    [(words, in_html(self.view, getattr(each, name))) for name, words in chosen.items()],
                )
                for each, path in self.site.priorities
                if path in {page.path for page in self._own_pages()}
            ],
            brief=bool(said),
        )

    def cards(self, dataset: str) -> str:
        """Headline measures, each a number, its change and a link; a dataset names their cells and pages."""
        found = self.view.dataset(dataset)
        beside = found.column(_BESIDE)
        return html(
            "cards.html",
            self._say,
            cards=[self._card(dataset, row) for row in found.rows],
            beside=beside and beside.title,
        )

    def figure_list(self) -> str:
        """Every figure and table of this edition by its section, with a link to where it stands.

        Each has a small picture, as long as there are not so many that a page of them is slow to load.
        """
        here, pages = self.page().path, self._own_pages()
        pictured = sum(name in self.view.datasets for page in pages for name in page.figures) <= _MOST_PICTURED
        topics: dict[str, list[tuple[Descriptor, str, Markup | None]]] = {each.name: [] for each in self._sections()}
        for page in pages:
            section = self.site.section_of(page.path)
            section = section and self.site.told_in(section, self.view.language)
            for name, call in page.figures.items():
                if name in self.view.datasets:
                    dataset = self.view.dataset(name)
                    href = f"{site_map.address(page.path, here)}#{figure_id(dataset)}"
                    listed = topics.setdefault(section.name if section else self._say("contents.other_pages"), [])
                    listed.append((dataset.descriptor, href, self._thumbnail(call) if pictured else None))
        found = [(topic, figures) for topic, figures in topics.items() if figures]
        if len(found) == 1:
            found = [("", found[0][1])]  # there is nothing to tell it from
        return html("figure_list.html", self._say, topics=found)

    def awaited(self) -> str:
        """The figures whose data was not supplied, by who could supply it, with the columns that each needs."""
        owners: dict[str, list[tuple[Descriptor, str]]] = {}
        for page in self._own_pages():
            for name in page.figures:
                dataset = self.view.dataset(name) if name in self.view.datasets else None
                if dataset and not dataset.supplied and dataset.descriptor.awaiting:
                    href = f"{site_map.address(page.path, self.page().path)}#{figure_id(dataset)}"
                    owners.setdefault(dataset.descriptor.awaiting, []).append((dataset.descriptor, href))
        return html("awaited.html", self._say, owners=owners)

    def last_corrected(self) -> str:
        """When a number was last corrected: never, until a build with corrections writes the day in its place."""
        return html("last_corrected.html", self._say)

    def help_now(self, *topics: str) -> str:
        """Where to get help now with some subjects, and a way to leave the site at once."""
        rows = self.view.dataset(_HELP).rows
        known = {topic for row in rows for topic in row.cells["topics"].text.split()}
        for topic in topics:
            if topic not in known:
                raise unknown("topic", topic, known, dataset=_HELP)
        routes = [row for row in rows if set(row.cells["topics"].text.split()) & set(topics)]
        return html(
            "help_now.html", self._say, routes=routes, more=site_map.address(self._twin("help.md"), self.page().path)
        )

    def report_to(self, topics: str | Sequence[str] = ()) -> str:
        """Where to report something, by topic: some, or all of them, each with the routes that one file gives it."""
        rows = self.view.dataset(_REPORTS).rows
        known = [row.id for row in rows]
        chosen = [topics] if isinstance(topics, str) else list(topics)
        for topic in chosen:
            if topic not in known:
                raise unknown("topic", topic, known, dataset=_REPORTS)
        asked = [row for row in rows if row.id in (chosen or known)]
        found = [(row.label, [self._route(name) for name in row.cells["routes"].text.split()]) for row in asked]
        return html("report_to.html", self._say, topics=found, some=bool(chosen))

    def known_issues(self, dataset: str) -> str:
        """What is not accessible, where, why, and what is planned: the heart of an accessibility statement."""
        rows = self.view.dataset(dataset).rows
        for row in rows:
            for column in _ISSUE:
                self._named(dataset, row, column)
        return html("known_issues.html", self._say, issues=rows)

    def checked(self, what: str) -> str:
        """How many worlds of restricted data, or how many kinds of tampering, the checks of this project try."""
        if what not in CHECKS:
            raise unknown("check", what, CHECKS)
        return str(CHECKS[what])

    @abstractmethod
    def _thumbnail(self, call: MacroCall) -> Markup:
        """A small picture of the figure that a call shows; empty where its data was not supplied."""

    def _route(self, name: str) -> tuple[str, str, str, str]:
        """A route to help or to report: who, their address on the web, how to reach them otherwise, and what for."""
        helping = self.view.dataset(_HELP)
        row = helping.row(name)
        if row is None:
            raise unknown("row", name, [each.id for each in helping.rows], dataset=_HELP)
        label, link, contact, what = (
            row.cells[column].text if column in row.cells else NONE for column in ("label", "link", "contact", "what")
        )
        link, contact, what = ("" if each == NONE else each for each in (link, contact, what))
        at_the_link = bool(link) and contact.strip("/") in link
        return label, link, "" if at_the_link else contact, what

    def _own_pages(self) -> list[PublishedPage]:
        """The pages in the language of this one."""
        own, written = self.view.language, self.view.written
        return [page for page in self.site.pages if (page.language or written) == own]

    def _sections(self) -> list[Section]:
        """The sections in the language of this page, as far as they are told in it."""
        return [self.site.told_in(each, self.view.language) for each in self.site.sections]

    def _pages_of(self, section: Section) -> list[PublishedPage]:
        """The pages of a section in the language of this one."""
        found = [(page, self.site.section_of(page.path)) for page in self._own_pages()]
        return [page for page, own in found if own and own.number == section.number]

    def _twin(self, page: str) -> str:
        """The page that says the same as another in the language of this one, or else that other itself."""
        return self.site.twins.get(page, {}).get(self.view.language, page)

    def _link(self, page: str) -> str:
        return site_map.link(page, self.page().path)

    def _spark(self, dataset: str, row: str, shown: str) -> Markup:
        """The periods of a row as bars, the one that is shown among them."""
        descriptor = self.view.dataset(dataset).descriptor
        counted = [self.view.quantity(dataset, row, period).value for period in descriptor.periods]
        chosen = descriptor.column_named(shown)
        return bars(counted, descriptor.periods.index(chosen)) if chosen in descriptor.periods[1:] else Markup("")

    def _card(self, dataset: str, row: Row) -> dict[str, str]:
        of, name, earlier, later, page = (self._named(dataset, row, key) for key in _CARD)
        beside = row.cells[_BESIDE].text if _BESIDE in row.cells else NONE
        caveat = row.cells[_CAVEAT].text if _CAVEAT in row.cells else NONE
        return {
            "label": row.label,
            "number": self.n(of, name, later),
            "change": self.change(of, name, earlier, later),
            "period": self.view.dataset(of).descriptor.period,
            "beside": "" if beside == NONE else self._beside(of, beside, earlier, later),
            "caveat": "" if caveat == NONE else caveat,
            "spark": self._spark(of, name, later),
            "page": f"{site_map.address(self._twin(page), self.page().path)}#{figure_id(self.view.dataset(of))}",
        }

    def _beside(self, of: str, reference: str, earlier: str, later: str) -> str:
        """The change that a card is compared with: of a row, or stored in a cell."""
        parts = reference.split("/")
        if len(parts) not in _REFERENCES:
            found = f'the reference "{reference}" in the column "{_BESIDE}"'
            raise LookupFailedError("expression", found, " or ".join(_REFERENCES.values()))
        dataset, row, *column = parts
        named = [self.view.dataset(each).descriptor.column_named(later) for each in (of, dataset)]
        if not column and period_of(named[0]) != period_of(named[1]):
            raise LookupFailedError(
                "mixed-periods", f'a change of "{of}" beside one of "{dataset}", of another period', "one period"
            )
        return self._stored_change(dataset, row, column[0]) if column else self.change(dataset, row, earlier, later)

    def _stored_change(self, dataset: str, row: str, column: str) -> str:
        """A change that a cell holds, in the words of one that is worked out: up 5.7%."""
        quantity = self.view.quantity(dataset, row, column)
        if quantity.value is not None and not (quantity.signed and quantity.unit == "%"):
            raise LookupFailedError(
                "column-kind", f'the column "{column}" of "{dataset}"', "a signed column of percentages"
            )
        return bound(
            quantity,
            number_format.change_in_words(quantity, self._say),
            formula("change", f"{dataset}/{row}/{column}"),
        )

    def _named(self, dataset: str, row: Row, column: str) -> str:
        if column not in row.cells:
            raise unknown("column", column, row.cells, dataset=dataset)
        return row.cells[column].text
