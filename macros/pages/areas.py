"""A page for each area of each geography, and one that compares the areas: written from data in the language of pages.

A generated page is checked, rendered and traced as one that a person wrote.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from macros.language import site_map
from macros.language.site_map import SiteMap
from macros.pages.page import PageFile
from redaction.data.areas import KIND, PAGE, Area, Geography, geographies_of, rows_about
from redaction.data.dataset import LABEL, Dataset, Row
from redaction.view import View

INDEX = "areas/index.md"
_COMPARE, _REPORT = "compare-with-others", "report-something"
SAME_ON_EVERY_AREA = frozenset({_COMPARE, _REPORT})  # the parts of its page that say nothing of it alone
_NOTHING_MORE = (
    "No numbers are published for it. That does not mean that nothing took place there. "
    "The counts are made for areas of other kinds."
)


def area_pages(view: View, site: SiteMap) -> tuple[PageFile, ...]:
    """The pages of all areas that an edition may know; none for a site without a page that lists them."""
    if all(page.path != INDEX for page in site.pages):
        return ()
    geographies = geographies_of(view.datasets.values())
    compared = [PageFile(comparison_path(each), _comparison(each)) for each in geographies]
    areas = [
        PageFile(area_path(geography, area), _page(geographies, geography, area))
        for geography in geographies
        for area in geography.areas
    ]
    return (*compared, *areas)


def area_path(geography: Geography, area: Area) -> str:
    """Where the page of an area lies."""
    return f"areas/{geography.id}/{area.id}.md"


def comparison_path(geography: Geography) -> str:
    """Where the page that compares the areas of a geography lies."""
    return f"areas/{geography.id}/index.md"


def paths_of(geography: Geography) -> list[str]:
    """Where the pages of a geography lie: the one that compares its areas, then theirs."""
    return [comparison_path(geography), *(area_path(geography, area) for area in geography.areas)]


def _comparison(geography: Geography) -> str:
    every = f"Every {geography.name} that the assessment names"
    said = f"{every}. Follow a name to read more about it."
    care = (
        "Numbers of small areas can change by chance from year to year. Areas differ in size, "
        "and in how many people live and work in them, so a higher number need not mean a higher risk. "
        "Where no figure is published, that does not mean that nothing happened there."
    )
    return _text(
        f"All {geography.plural}",
        f"{every}, each beside the others in the numbers that are published." if geography.measures else f"{every}.",
        (*geography.measures, *geography.accounts),
        [said, care, f"{{{{ compare({geography.id!r}) }}}}"],
    )


def _page(geographies: Sequence[Geography], geography: Geography, area: Area) -> str:
    here = area_path(geography, area)
    namesakes = [each for each in geographies if each is not geography and any(a.id == area.id for a in each.areas)]
    compare = [
        f"## Compare with other {geography.plural} {{: #{_COMPARE} }}",
        f"{{{{ compare({geography.id!r}, {area.id!r}) }}}}",
    ]
    return _text(
        f"{area.name} ({geography.name})",
        f"What the assessment says of {area.name}, as a {geography.name}: its numbers, and what was done there.",
        (*geography.measures, *geography.accounts),
        [
            f"What we know of {area.name}, as a {geography.name}.",
            *[_namesake(each, area, here) for each in namesakes],
            *_with_its_name(geographies, geography, area, here),
            *(["## The numbers", f"{{{{ measures({geography.id!r}, {area.id!r}) }}}}"] if geography.measures else []),
            *[part for dataset in geography.accounts for part in _account(dataset, area, here)],
            *(compare if geography.measures else [_NOTHING_MORE]),
            f"## Report something {{: #{_REPORT} }}",
            f"[Where to report a crime or get help]({site_map.link('help.md', here)})",
        ],
    )


def _namesake(other: Geography, area: Area, here: str) -> str:
    link = site_map.link(area_path(other, area), here)
    return (
        f"There is also a [{other.name} called {area.name}]({link}). It may not have the same streets. "
        "So its numbers are kept apart."
    )


def _with_its_name(geographies: Sequence[Geography], own: Geography, area: Area, here: str) -> Iterator[str]:
    """Other areas whose names hold that of this one: they may lie in it, or beside it."""
    found = [
        f"[{other.name}]({site_map.link(area_path(geography, other), here)}) ({geography.name})"
        for geography in geographies
        if geography is not own and geography.measures
        for other in geography.areas
        if f" {area.name} ".casefold() in f" {other.name} ".casefold() and other.id != area.id
    ]
    if found:
        yield f"Areas with {area.name} in their name: {', '.join(found)}."


def _account(dataset: Dataset, area: Area, here: str) -> Iterator[str]:
    """What a dataset says of an area in words, by kind."""
    rows = rows_about(dataset, area)
    for kind in dict.fromkeys(row.cells[KIND].text for row in rows):
        yield f"## {kind}"
        yield "\n".join(_told(dataset, row, here) for row in rows if row.cells[KIND].text == kind)


def _told(dataset: Dataset, row: Row, here: str) -> str:
    link = site_map.link(row.cells[PAGE].text, here)
    return f"- {{{{ quoted({dataset.id!r}, {row.id!r}, '{LABEL}') }}}} ([read more]({link}))"


def _text(title: str, description: str, datasets: Sequence[Dataset], parts: Sequence[str]) -> str:
    sources = dict.fromkeys(source for dataset in datasets for source in dataset.descriptor.sources)
    matter = {"title": title, "description": description, "sources": list(sources)}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in matter.items()]
    return "\n".join(["---", *lines, "---", "\n\n".join(parts), ""])
