"""A page for each area of each geography, and one that compares the areas: written from data in the language of pages.

A generated page is checked, rendered and traced as one that a person wrote.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from macros.language import site_map
from macros.language.site_map import SiteMap
from macros.pages.page import PageFile
from macros.phrasebook.phrases import Phrases, phrases_of
from redaction.data.areas import KIND, PAGE, Area, Geography, rows_about
from redaction.data.dataset import LABEL, Dataset, Row
from redaction.view import View

INDEX = "areas/index.md"
_COMPARE, _REPORT = "compare-with-others", "report-something"
SAME_ON_EVERY_AREA = frozenset({_COMPARE, _REPORT})  # the parts of its page that say nothing of it alone


def area_pages(view: View, site: SiteMap) -> tuple[PageFile, ...]:
    """The pages of all areas that an edition may know; none for a site without a page that lists them."""
    if all(page.path != INDEX for page in site.pages):
        return ()
    geographies = tuple(view.geographies.values())
    say, titles = phrases_of(view.language), {page.path: page.name for page in site.pages}
    compared = [PageFile(comparison_path(each), _comparison(each, say)) for each in geographies]
    areas = [
        PageFile(area_path(geography, area), _page(geographies, geography, area, titles, say))
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


def _comparison(geography: Geography, say: Phrases) -> str:
    every = say("area.every", area=geography.name)
    return _text(
        say("area.all", areas=geography.plural),
        say("area.beside", every=every) if geography.measures else f"{every}.",
        (*geography.measures, *geography.accounts),
        [say("area.follow", every=every), say("area.care"), f"{{{{ compare({geography.id!r}) }}}}"],
    )


def _page(
    geographies: Sequence[Geography], geography: Geography, area: Area, titles: Mapping[str, str], say: Phrases
) -> str:
    here, named = area_path(geography, area), {"name": area.name, "area": geography.name}
    namesakes = [each for each in geographies if each is not geography and any(a.id == area.id for a in each.areas)]
    compare = [
        f"## {say('area.compare', areas=geography.plural)} {{: #{_COMPARE} }}",
        f"{{{{ compare({geography.id!r}, {area.id!r}) }}}}",
    ]
    return _text(
        say("area.title", **named),
        say("area.description", **named),
        (*geography.measures, *geography.accounts),
        [
            say("area.known", **named),
            *(
                [f"## {say('area.numbers')}", f"{{{{ measures({geography.id!r}, {area.id!r}) }}}}"]
                if geography.measures
                else []
            ),
            *_year_before(geography, here, say),
            *[_namesake(each, area, here, say) for each in namesakes],
            *_what_surrounds(geographies, geography, area, here, say),
            *_with_its_name(geographies, geography, area, here, say),
            *[part for dataset in geography.accounts for part in _account(dataset, area, here, titles, say)],
            *(compare if geography.measures else [say("area.nothing_more")]),
            f"## {say('area.report')} {{: #{_REPORT} }}",
            f"[{say('area.where_to_report')}]({site_map.link('help.md', here)})",
        ],
    )


def _namesake(other: Geography, area: Area, here: str, say: Phrases) -> str:
    link = site_map.link(area_path(other, area), here)
    called = say("area.namesake_called", area=other.name, name=area.name)
    return say("area.namesake", link=f"[{called}]({link})")


def _year_before(geography: Geography, here: str, say: Phrases) -> Iterator[str]:
    """Whether things get better or worse, where no measure can tell: a change has two ends."""
    if geography.measures and all(len(each.descriptor.periods) < 2 for each in geography.measures):
        whole = geography.whole
        changed = say("area.changed_in", whole=whole) if whole else say("area.changed")
        link = f"[{changed}]({site_map.link('index.md', here)})"
        yield say("area.no_year_before", area=geography.name, link=link)


def _what_surrounds(
    geographies: Sequence[Geography], own: Geography, area: Area, here: str, say: Phrases
) -> Iterator[str]:
    """Areas that are only told of in words, and whose names this one's name holds: what was done there may matter."""
    for geography in geographies:
        for other in geography.areas if geography is not own and not geography.measures else ():
            if other.id != area.id and _words(other) in _words(area) and not _nearer(geography, other, area):
                link = site_map.link(area_path(geography, other), here)
                kinds = dict.fromkeys(
                    row.cells[KIND].text for dataset in geography.accounts for row in rows_about(dataset, other)
                )
                told = say.listed([f"{each[:1].lower()}{each[1:]}" for each in kinds])
                name = say("area.title", name=other.name, area=geography.name)
                yield say("area.see", link=f"[{name}]({link})", what=told)


def _nearer(geography: Geography, other: Area, area: Area) -> bool:
    """Whether a longer name of the same geography stands between the two: a place called East X is no part of X."""
    return any(
        each.id != other.id and _words(other) in _words(each) and _words(each) in _words(area)
        for each in geography.areas
    )


def _with_its_name(
    geographies: Sequence[Geography], own: Geography, area: Area, here: str, say: Phrases
) -> Iterator[str]:
    """Other areas whose names hold that of this one: they may lie in it, or beside it."""
    found = [
        f"[{other.name}]({site_map.link(area_path(geography, other), here)}) ({geography.name})"
        for geography in geographies
        if geography is not own and geography.measures
        for other in geography.areas
        if _words(area) in _words(other) and other.id != area.id
    ]
    if found:
        yield say("area.with_its_name", name=area.name, areas=", ".join(found))


def _words(area: Area) -> str:
    """The words of its name alone: people write "Newton-le-Moor" and "West Newton/ Quayside" in many ways."""
    return " ".join(["", *re.findall(r"\w+", area.name.casefold()), ""])


def _account(dataset: Dataset, area: Area, here: str, titles: Mapping[str, str], say: Phrases) -> Iterator[str]:
    """What a dataset says of an area in words, by kind."""
    rows = rows_about(dataset, area)
    for kind in dict.fromkeys(row.cells[KIND].text for row in rows):
        yield f"## {kind}"
        yield "\n".join(_told(dataset, row, here, titles, say) for row in rows if row.cells[KIND].text == kind)


def _told(dataset: Dataset, row: Row, here: str, titles: Mapping[str, str], say: Phrases) -> str:
    path = row.cells[PAGE].text
    more = say("area.read_more", page=titles.get(path, path))
    return f"- {{{{ quoted({dataset.id!r}, {row.id!r}, '{LABEL}') }}}} ([{more}]({site_map.link(path, here)}))"


def _text(title: str, description: str, datasets: Sequence[Dataset], parts: Sequence[str]) -> str:
    sources = dict.fromkeys(source for dataset in datasets for source in dataset.descriptor.sources)
    matter = {"title": title, "description": description, "sources": list(sources)}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in matter.items()]
    return "\n".join(["---", *lines, "---", "\n\n".join(parts), ""])
