"""What still says how it was: last year's name, a period that has ended, a section's contents without a new page."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterable, Iterator

from assess.lint.texts import Text
from macros.language.markdown_text import blank, line_at, links_in, readable
from macros.pages.page import PageFile
from redaction.diagnostics.errors import Problem
from redaction.diagnostics.yaml_document import YamlDocument
from redaction.policy import Policy

_PERIOD = re.compile(r"(?P<from>20\d\d)[/–-](?:20)?(?P<to>\d\d)(?!\d)")  # noqa: RUF001  # a dash in a range
_YEAR = re.compile(r"20\d\d")
_LINKED = re.compile(r"^.*\]\(.*$", re.MULTILINE)  # a line that speaks of another page
_FOR_PARTNERS = re.compile(r"\b(?:only|just) (?:our |the )?partners\b|\bpartners (?:only|alone)\b", re.IGNORECASE)


def year_faults(site: str, signed: dt.date, settings: YamlDocument, texts: Iterable[Text]) -> Iterator[Problem]:
    """What does not go with the year in the name of the site: its day of signing, and texts with last year's name."""
    found = _PERIOD.search(site)
    if found is None:
        return
    year = int(found["from"])
    if not may_be_signed(site, signed):
        expected = f"a day of {found[0]} or of the year after it, or a site_name of the year that was signed"
        yield settings.problem("other-year", ("extra", "signed"), f"{signed}, in a site of {found[0]}", expected)
    name = " ".join(site[: found.start()].split()[-2:])
    sign = found[0][4]
    last = rf"{re.escape(name)}\W+{year - 1}[/–-](?:20)?{year % 100:02d}(?!\d)"  # noqa: RUF001  # as above
    for text in texts:
        for each in re.finditer(last, text.text, re.IGNORECASE):
            line = text.line + line_at(text.text, each.start()) - 1
            expected = f'"{name} {year}{sign}{found["to"]}", or words that say it is last year\'s'
            yield Problem("other-year", text.file, line, f'last year\'s name, "{" ".join(each[0].split())}"', expected)


def may_be_signed(text: str, day: dt.date) -> bool:
    """Whether a day lies in the financial year that a text names or in the one after it; so does any where none is."""
    found = _PERIOD.search(text)
    return found is None or dt.date(int(found["from"]), 4, 1) <= day < dt.date(int(found["from"]) + 2, 4, 1)


def period_faults(descriptors: Iterable[YamlDocument]) -> Iterator[Problem]:
    """Datasets whose period ends before the latest year of their columns."""
    for document in descriptors:
        columns, period = document.content.get("columns"), str(document.content.get("period", ""))
        years = [int(name) for name in columns if _YEAR.fullmatch(name)] if isinstance(columns, dict) else []
        named = [int(year) for year in _YEAR.findall(period)]
        named += [int(f"20{each['to']}") for each in _PERIOD.finditer(period)]
        if years and named and max(years) > max(named):
            found = f"a period that ends before the column {max(years)}"
            yield document.problem("other-year", ("period",), found, f"one that names {max(years)}")


def contents_faults(pages: Iterable[PageFile]) -> Iterator[Problem]:
    """Sections whose pages do not lead to one of their own: a new page is named on the contents of its section."""
    written = {page.path: page for page in pages if not page.reach.audience}
    leads = {path: {posixpath.normpath(posixpath.join(posixpath.dirname(path), link.target.partition("#")[0]))
                    for link in links_in(readable(page.body))} for path, page in written.items()}  # fmt: skip
    for path, page in written.items():
        folder = posixpath.dirname(path)
        own = [each for each in written if posixpath.dirname(each) == folder and each != path]
        if not folder or posixpath.basename(path) != "index.md" or not leads[path] & {*own}:
            continue
        for lost in sorted({*own} - set().union(*(leads[each] - {each} for each in (path, *own)))):
            name = posixpath.basename(lost)
            expected = f"a line with a link to it, [{written[lost].front_matter.content.get('title', name)}]({name})"
            yield Problem("contents-page", page.name, 0, f"no link to {name}, a page of this section", expected)


def released_faults(pages: Iterable[PageFile], policy: Policy) -> Iterator[Problem]:
    """Pages whose sources everybody may see, and that still say that they are for partners."""
    for page in pages:
        names = page.front_matter.content.get("sources", [])
        sources = [policy.sources.get(str(name)) for name in names] if isinstance(names, list) else []
        is_open = sources and all(each and each.audience == policy.open_audience for each in sources)
        if not is_open or page.reach.audience or "restricted(" in page.body:
            continue
        for text, line in page.texts:
            for found in _FOR_PARTNERS.finditer(_LINKED.sub(lambda other: blank(other[0]), text)):
                at = line + line_at(text, found.start()) - 1
                expected = "words that are true now: everybody may see the sources of this page"
                yield Problem("released-source", page.name, at, f'"{found[0]}", on a page of open sources', expected)
