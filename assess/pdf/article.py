"""The article of a built page, as it is bound into a volume: what only a screen needs is left out, all else is open."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from assess.pdf.maps_beside import beside_each_other, width_beside
from assess.pdf.names_beside import with_names_beside
from assess.pdf.volume import FURTHER, Leaf, Volume
from assess.pdf.wide_tables import fitted
from assess.pictures.one_width import is_spark, on_paper, words_about
from macros.phrasebook.phrases import ENGLISH, phrases_of

# What a reader of paper cannot use: ways about the site, downloads, scripts, and what the internal pages say of each
# number. The site's stylesheet leaves most of it out of what a browser prints, too.
OF_A_SCREEN = (
    *("headerlink", "on-this-page", "lineage", "leave", "to-top", "figure__cite", "of-what"),
    *("figure__downloads", "figure__pictures", "figure__embed"),
    *("citation", "pdf-copy", "thumbnail", "figure-list__picture"),
)
NUMBER = "data-at"  # beside each bound number: the key of its page, and its place there

_LANGUAGE = re.compile(r'<html lang="(\w+)')
_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ATTRIBUTES = frozenset(("id", "class", "href", "scope", "colspan", "rowspan", "start", "src", "alt", "lang", NUMBER))
_NO_FILE = re.compile(r"[^\w.-]")
_EXTERNAL = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


@dataclass(frozen=True)
class Bound:
    """An article ready to be laid out, its headings with their levels and ids, and the pictures that it shows."""

    content: str
    headings: tuple[tuple[int, str, str], ...]
    pictures: Mapping[str, bytes]
    addresses: tuple[str, ...]


@dataclass
class _Binding:
    """An article while it is bound: where it is in its volume, and what was found in it."""

    volume: frozenset[str]
    part: frozenset[str]
    leaf: Leaf
    key: str
    web: str
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)


def article_of(page: str) -> str:
    """The article of a built page; empty where it has none."""
    found = _ARTICLE.search(page)
    return found[0] if found else ""


def language_of(page: str) -> str:
    """The language of a built page."""
    found = _LANGUAGE.search(page)
    return found[1] if found else ENGLISH


def key_of(address: str) -> str:
    """What the ids of a page begin with in a volume."""
    return address.rstrip("/")


def bound(volume: Volume, beside: Sequence[Leaf], leaf: Leaf, web: str, language: str) -> Bound:
    """An article for its part of a volume that has a language; `web` is the edition's address, empty where it has none.

    It is the same in every volume that it is bound in, except for what leads to pages that some of them lack.
    """
    bound_in, together = (frozenset(each.address for each in leaves) for leaves in (volume.leaves, beside))
    binding = _Binding(bound_in, together, leaf, key_of(leaf.address), web)
    article = html.fragment_fromstring(leaf.article)
    if leaf.language != language:
        article.set("lang", leaf.language)
    _number(article, binding)
    _without_screen(article)
    _without_dead_ends(article, binding)
    _draw(article, binding)
    _open_notes(article)
    for part in article.iter(etree.Element):
        _link(part, binding)
        if part.get("id"):
            part.set("id", f"{binding.key}:{part.get('id')}")
    _head(article, binding)
    for part in article.iter(etree.Element):
        for name in set(part.attrib) - _ATTRIBUTES:
            del part.attrib[name]
    for table in list(article.iter("table")):
        fitted(table)
    article.set("id", binding.key)
    content = etree.tostring(article, encoding="unicode", method="html", with_tail=False)
    return Bound(content, tuple(binding.headings), binding.pictures, tuple(binding.addresses))


def _number(article: etree._Element, binding: _Binding) -> None:
    """Give each bound number the place that it has in the ledger, where what is not read has none."""
    place = 0
    for part in article.iter("data"):
        if not any(_looks(each) & {"headerlink", "lineage"} for each in (part, *part.iterancestors())):
            place += 1
            part.set(NUMBER, f"{binding.key} {place}")


def _looks(part: etree._Element) -> set[str]:
    return set((part.get("class") or "").split())


def _is_of_a_screen(part: etree._Element) -> bool:
    return bool(_looks(part) & {*OF_A_SCREEN}) or (part.tag != "svg" and part.get("aria-hidden") == "true")


def _without_screen(article: etree._Element) -> None:
    for part in [*article.iter("script"), *(each for each in article.iter("*") if _is_of_a_screen(each))]:
        if part.getparent() is not None:
            part.drop_tree()
    for part in list(article.iter("a", "abbr")):  # what an abbreviation stands for shows beneath a pointer alone
        if part.tag == "abbr" or "bound" in _looks(part):
            part.drop_tag()


def _without_dead_ends(article: etree._Element, binding: _Binding) -> None:
    """Leave out what only leads to the list of differences where that is neither in the volume nor on the web."""
    if binding.web:
        return
    for link in [
        part
        for part in article.iter("a")
        if "differs" in _looks(part) and _address(part.get("href"), binding) not in binding.volume
    ]:
        around: Any = link.getparent()
        alone = around.tag == "p" and around.text_content().strip() == link.text_content().strip()
        (around if alone else link).drop_tree()


def _draw(article: etree._Element, binding: _Binding) -> None:
    """Put a picture in the place of each chart."""
    charts = defaultdict(list)
    for chart in article.xpath(".//svg[not(ancestor::svg)]"):
        charts[chart.getparent()].append(chart)
    for around, drawn in charts.items():
        names = {chart: with_names_beside(chart) for chart in drawn}
        beside = beside_each_other(drawn, names)
        if len(around) > 1:
            around.set("class", f"{around.get('class', '')} {'beside' if beside else 'several'}")
        for chart in drawn:
            _put_picture(chart, names[chart], width_beside(chart) if beside else None, binding)


def _put_picture(chart: etree._Element, names: float, wide: float | None, binding: _Binding) -> None:
    """Put a picture in the place of a chart whose names take so much of its width."""
    name = f"{_NO_FILE.sub('-', binding.key)}-chart-{len(binding.pictures) + 1}.svg"
    binding.pictures[name] = on_paper(chart, names, wide)
    said = "" if is_spark(chart) else words_about(chart) or phrases_of(binding.leaf.language)("paper.chart")
    picture = html.Element("img", src=f"chart:{name}", alt=said)
    picture.set("class", "spark" if is_spark(chart) else f"chart {chart.get('class', '')}")
    picture.tail = chart.tail
    around: Any = chart.getparent()
    around.replace(chart, picture)


def _open_notes(article: etree._Element) -> None:
    """What opens on a screen lies open, its summary a line above it."""
    for part in list(article.iter("details")):
        part.tag = "div"
        if "figure__table" in _looks(part):
            part[0].drop_tree()
    for part in list(article.iter("summary")):
        part.tag = "p"
        part.set("class", "summary")


def _link(part: etree._Element, binding: _Binding) -> None:
    """Lead a link to its place in the volume, or else to the web; what leads nowhere on paper is its words alone."""
    to = part.get("href")
    if to is None:
        return
    leads = _target(to, binding)
    if leads:
        part.set("href", leads)
        if leads.startswith(FURTHER) and not binding.web:
            part.set("class", f"{part.get('class') or ''} further".strip())
    else:
        del part.attrib["href"]
        part.tag = "span"
    said = "".join(part.itertext())
    if leads.startswith("http") and leads != said and not (binding.web and leads.startswith(binding.web)):
        binding.addresses.append(leads)  # a number to call, or an address, that stands there is not listed again


def _target(to: str, binding: _Binding) -> str:
    if _EXTERNAL.match(to):
        return to
    path, _, place = to.partition("#")
    address = _address(to, binding)
    if not path or path.endswith("/"):
        return f"{'#' if address in binding.part else FURTHER}{key_of(address)}{f':{place}' if place else ''}"
    return f"{binding.web}{address.rstrip('/')}{f'#{place}' if place else ''}" if binding.web else ""


def _address(to: str, binding: _Binding) -> str:
    """The address in the site that a link of an article leads to, with a slash at its end."""
    path = to.partition("#")[0]
    return f"{posixpath.normpath(posixpath.join(binding.leaf.address, path))}/" if path else binding.leaf.address


def _head(article: etree._Element, binding: _Binding) -> None:
    """Give each heading its level in the volume, with the number of the page before its title.

    None is more than a level below the heading before it: the title of a figure stands right under the page's where
    the page has no other headings.
    """
    number = next((part for part in article.iter("p") if "document-number" in _looks(part)), None)
    title = next(article.iter("h1"), None)
    if number is not None and title is not None:
        said = " ".join("".join(number.itertext()).split())
        title.text = f"{said.removeprefix('Section ')} {title.text or ''}"
        number.drop_tree()
    before = binding.leaf.level
    for place, part in enumerate(list(article.iter(*_HEADINGS)), 1):
        before = level = min(6, int(part.tag[1]) + binding.leaf.level - 1, before + 1)
        part.tag = f"h{level}"
        if title is not None and part is title:
            part.set("id", f"{binding.key}:title")
        elif not part.get("id"):
            part.set("id", f"{binding.key}:heading-{place}")
        words = " ".join("".join(part.itertext()).split())
        binding.headings.append((level, part.get("id"), words))
