"""Macros about places: the index of areas, and the areas of a geography beside each other."""

from __future__ import annotations

from abc import ABC
from dataclasses import dataclass

from markupsafe import Markup

from macros.html.data_element import bound
from macros.html.number_format import in_table
from macros.html.templating import html
from macros.language import site_map
from macros.vocabulary.site import SiteMacros
from redaction.data.areas import Area, Geography, geographies_of, measured, measured_column
from redaction.data.dataset import Dataset
from redaction.diagnostics.suggestions import unknown


@dataclass(frozen=True)
class AreaMacros(SiteMacros, ABC):
    """The macros that lead to the pages of areas; links stand where those pages are published."""

    def places(self) -> str:
        """Every area that has a page, by geography."""
        return html(
            "places.html",
            geographies=[
                (each.id, each.plural, [(area.name, self._address(each, area)) for area in each.areas])
                for each in self._geographies()
            ],
        )

    def compare(self, geography: str, area: str = "") -> str:
        """The areas of a geography beside each other, in all that is counted by it; one of them may stand out."""
        found = {each.id: each for each in self._geographies()}
        if geography not in found:
            raise unknown("geography", geography, found)
        of = found[geography]
        known = {each.id: each for each in of.areas}
        if area and area not in known:
            raise unknown("area", area, known, f'of geography "{geography}"')
        return html(
            "compare.html",
            id=f"compare-{geography}",
            caption=f"All {of.plural}",
            name=of.name.capitalize(),
            columns=[(measured(each), each.descriptor.period) for each in of.measures],
            rows=[
                (each.name, self._address(of, each), each.id == area, [self._counted(m, each) for m in of.measures])
                for each in of.areas
            ],
        )

    def _geographies(self) -> tuple[Geography, ...]:
        return geographies_of(self.view.datasets.values())

    def _address(self, geography: Geography, area: Area) -> str:
        """The address of the page of an area, where it is published."""
        path = f"areas/{geography.id}/{area.id}.md"
        published = any(page.path == path for page in self.site.pages)
        return site_map.address(path, self.page().path) if published else ""

    def _counted(self, dataset: Dataset, area: Area) -> Markup:
        if dataset.row(area.id) is None:
            return Markup("No figure")
        column = measured_column(dataset).name
        quantity = self.view.quantity(dataset.id, area.id, column)
        return bound(quantity, in_table(quantity), f"{dataset.id}/{area.id}/{column}")
