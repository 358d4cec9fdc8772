"""What still says how it was: a day of signing, a period that has ended, a section's contents without a new page."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from macros.language.markdown_text import Link, blank, line_at, links_in, readable
from macros.pages.page import PageFile, text_at
from redaction.data.periods import period_of, year_in
from redaction.diagnostics.errors import Problem
from redaction.diagnostics.yaml_document import Path, YamlDocument
from redaction.policy import Policy

_RANGE = re.compile(r"20\d\d[/–-](?:20)?(?P<to>\d\d)(?!\d)")  # noqa: RUF001  # a dash in a range
_BACKWARDS = re.compile(r"\b20(?P<from>\d\d)/(?P<to>\d\d)\b")
_YEAR = re.compile(r"20\d\d")
_LINKED = re.compile(r"^.*\]\(.*$", re.MULTILINE)  # a line that speaks of another page
_FOR_PARTNERS = re.compile(r"\b(?:only|just) (?:our |the )?partners\b|\bpartners (?:only|alone)\b", re.IGNORECASE)


def signing_faults(year: str, signed: dt.date, settings: YamlDocument) -> Iterator[Problem]:
    """A day of signing that does not go with the year of the assessment."""
    if not may_be_signed(year, signed):
        expected = f"a day of {year} or of the year after it, or the year of what was signed"
        yield settings.problem("other-year", ("extra", "signed"), f"{signed}, in an assessment of {year}", expected)


def may_be_signed(year: str, day: dt.date) -> bool:
    """Whether a day lies in a year, as a person writes it, or in the one after it; so does any where none is named."""
    period = year_in(year)
    month = day.year * 12 + day.month - 1
    return period is None or period.last - period.months < month <= period.last + period.months


def period_faults(descriptors: Iterable[YamlDocument]) -> Iterator[Problem]:
    """Datasets whose period, in words, ends before the latest of the periods that their columns stand for."""
    for document in descriptors:
        yield from _title_faults(document)
        latest, year = _latest_of(document)
        for path, period in _periods_of(document):
            for years in _BACKWARDS.finditer(period):
                if not year_in(years[0]) and int(years["to"]) <= int(years["from"]):
                    expected = "a year and the one after it, such as 2024/25"
                    yield document.problem("other-year", path, f'"{years[0]}", which ends before it begins', expected)
            if _ends_before(period, year):
                found = f"a period that ends before the column {latest}"
                problem = document.problem("other-year", path, found, f"one that names {year}")
                yield replace(problem, rests_on=(document.file.replace(".yaml", ".csv"),))


def _title_faults(document: YamlDocument) -> Iterator[Problem]:
    """Columns whose title is the name of a period that ends in another year than theirs."""
    columns = document.content.get("columns")
    for name in columns if isinstance(columns, dict) else ():
        title = text_at(document, ("columns", name, "title"))
        said, own = year_in(title), period_of(name)
        if said and own and said.last // 12 != own.last // 12:
            found, expected = f'"{title}", over the column {name}', "the period of the column"
            yield document.problem("other-year", ("columns", name, "title"), found, expected)


def source_faults(register: YamlDocument, descriptors: Iterable[YamlDocument]) -> Iterator[Problem]:
    """Sources whose period, in words, ends before the latest of the periods of a dataset that rests on them."""
    later: dict[str, tuple[int, str]] = {}
    for document in descriptors:
        names, year = document.content.get("sources"), _latest_of(document)[1]
        for name in map(str, names if isinstance(names, list) else ()):
            later[name] = max(later.get(name, (0, "")), (year, document.file))
    for name, (year, file) in later.items():
        if _ends_before(text_at(register, (name, "period")), year):
            found = f"a period that ends before the latest column of {posixpath.basename(file)}"
            problem = register.problem("other-year", (name, "period"), found, f"one that names {year}")
            yield replace(problem, rests_on=(file, file.replace(".yaml", ".csv")))


def _latest_of(document: YamlDocument) -> tuple[str, int]:
    """The latest column of a descriptor that stands for a period, and the year it ends in; 0 where there is none."""
    columns = document.content.get("columns")
    names = columns if isinstance(columns, dict) else {}
    ends = {name: each.last // 12 for name in names if (each := period_of(name))}
    latest = max(ends, key=lambda name: ends[name], default="")
    return latest, ends.get(latest, 0)


def _periods_of(document: YamlDocument) -> Iterator[tuple[Path, str]]:
    """The period of a descriptor in each language that it has words in."""
    languages = document.content.get("languages")
    paths: list[Path] = [("period",)]
    paths += [("languages", name, "period") for name in (languages if isinstance(languages, dict) else ())]
    yield from ((path, text_at(document, path)) for path in paths)


def _ends_before(period: str, year: int) -> bool:
    """Whether some words name years, and none as late as this."""
    named = [int(each) for each in _YEAR.findall(period)]
    named += [int(f"20{each['to']}") for each in _RANGE.finditer(period)]
    return bool(named) and max(named) < year


@cache
def _links(body: str) -> tuple[Link, ...]:
    return tuple(links_in(readable(body)))


def contents_faults(pages: Iterable[PageFile]) -> Iterator[Problem]:
    """Sections whose pages do not lead to one of their own: a new page is named on the contents of its section."""
    written = {page.path: page for page in pages if not page.reach.audience}
    leads = {path: {posixpath.normpath(posixpath.join(posixpath.dirname(path), link.target.partition("#")[0]))
                    for link in _links(page.body)} for path, page in written.items()}  # fmt: skip
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
