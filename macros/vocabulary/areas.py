"""Macros about places: the index of areas, and the areas of a geography beside each other."""

from __future__ import annotations

from abc import ABC
from dataclasses import dataclass, replace

from markupsafe import Markup

from macros.charts.spark import bars
from macros.html.data_element import bound
from macros.html.number_format import in_table
from macros.html.templating import html
from macros.language import site_map
from macros.vocabulary import sentences
from macros.vocabulary.figures import figure_id
from macros.vocabulary.site import SiteMacros
from redaction.data.areas import Area, Geography, measured, measured_column
from redaction.data.dataset import Dataset
from redaction.data.periods import length_of
from redaction.diagnostics.suggestions import unknown

SMALL = 50  # below it, a share or a rank can change much by chance


@dataclass(frozen=True)
class AreaMacros(SiteMacros, ABC):
    """The macros that lead to the pages of areas; links stand where those pages are published."""

    def places(self) -> str:
        """Every area that has a page, by geography."""
        return html(
            "places.html",
            self._say,
            geographies=[
                (each.id, each.plural, each.name, [(area.name, self._address(each, area)) for area in each.areas])
                for each in map(self._in_order, self.view.geographies.values())
            ],
        )

    def compare(self, geography: str, area: str = "") -> str:
        """The areas of a geography beside each other, in all that is counted by it; one of them may stand out."""
        of = self._area(geography, area)[0] if area else self._geography(geography)
        return html(
            "compare.html",
            self._say,
            id=f"compare-{geography}",
            caption=self._say("area.all", areas=of.plural),
            name=of.name.capitalize(),
            columns=[(measured(each), each.descriptor.period) for each in of.measures],
            rows=[
                (each.name, self._address(of, each), each.id == area, [self._counted(m, each) for m in of.measures])
                for each in of.areas
            ],
        )

    def measures(self, geography: str, area: str) -> str:
        """What is counted in an area, a card each: the number, its share, its place among the others, what to know."""
        of, own = self._area(geography, area)
        return html(
            "measures.html", self._say, geography=of, measures=[self._measure(own, dataset) for dataset in of.measures]
        )

    def _measure(self, area: Area, dataset: Dataset) -> dict[str, object]:
        column, descriptor, row = measured_column(dataset), dataset.descriptor, dataset.row(area.id)
        cell = (dataset.id, area.id, column.name)
        number = row.cells[column.name].number if row else None
        shown = next((page for page in self._own_pages() if dataset.id in page.figures), None)
        counted = number is not None and column.kind == "count"
        said = {
            "label": measured(dataset),
            "period": descriptor.period,
            "caveat": sentences.in_html(self.view.teller(dataset.id, "caveat"), descriptor.caveat),
            "unit": "" if column.kind == "percent" else column.unit,
            "href": f"{site_map.address(shown.path, self.page().path)}#{figure_id(dataset)}" if shown else "",
            "number": "" if number is None else self.n(*cell),
            "share": self.share(*cell, of=f"*/{column.name}") if counted else "",
            "rank": self.rank(*cell) if counted else "",
            "small": number is not None and counted and number < SMALL,
            "change": "",
            "spark": self._among(dataset, area, column.name) if number is not None else "",
        }
        if number is not None and len(descriptor.periods) > 1:
            change = self.change(dataset.id, area.id, "previous", "latest")
            said["change"] = self._say.html(f"area.on_{length_of(descriptor.periods[-1])}", change=change)
        return said

    def _among(self, dataset: Dataset, area: Area, column: str) -> Markup:
        """All areas as bars, the highest first, one of them picked out."""
        values = {row.id: self.view.quantity(dataset.id, row.id, column).value for row in dataset.top_rows()}
        ordered = sorted((name for name in values if values[name] is not None), key=lambda name: -(values[name] or 0))
        return bars([values[name] for name in ordered], ordered.index(area.id))

    def _area(self, geography: str, area: str) -> tuple[Geography, Area]:
        """An area of a geography; raises LookupFailedError."""
        of = self._geography(geography)
        known = {each.id: each for each in of.areas}
        if area not in known:
            raise unknown("area", area, known, f'of geography "{geography}"')
        return of, known[area]

    def _geography(self, name: str) -> Geography:
        found = self.view.geographies
        if name not in found:
            raise unknown("geography", name, found)
        return self._in_order(found[name])

    def _in_order(self, geography: Geography) -> Geography:
        """A geography with its areas by their names, as the language of this page sorts them."""
        return replace(geography, areas=tuple(sorted(geography.areas, key=lambda area: self._say.in_order(area.name))))

    def _address(self, geography: Geography, area: Area) -> str:
        """The address of the page of an area, where it is published."""
        path = f"areas/{geography.id}/{area.id}.md"
        published = any(page.path == path for page in self.site.pages)
        return site_map.address(path, self.page().path) if published else ""

    def _counted(self, dataset: Dataset, area: Area) -> Markup:
        if dataset.row(area.id) is None:
            return self._say.html("area.no_figure")
        column = measured_column(dataset).name
        quantity = self.view.quantity(dataset.id, area.id, column)
        return bound(quantity, in_table(quantity), f"{dataset.id}/{area.id}/{column}")
