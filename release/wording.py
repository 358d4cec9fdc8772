"""What `wording.yml` declares, held against every text of the project that readers see."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from macros.pages import PageFile, texts_of
from macros.typed import FILE, Known, Reader, Wording, parse_wording
from macros.vocabulary import MACROS
from macros.wording import Found, words_of
from redaction.dataset import Dataset
from redaction.errors import Problem, ProblemsFoundError, at_line
from redaction.reader import read_text
from redaction.view import View
from redaction.yaml_document import Path as KeyPath
from redaction.yaml_document import Value, YamlDocument, parse_yaml
from release.project import Project
from release.settings import Settings

_TITLE = re.compile(r'(?<=\A---\n)title: "?(?P<number>\d+(?:\.\d+)*) ')
_PRIORITY = re.compile(
    r"\[Priority (?P<last>\d)\]\((?P<path>[^)#\s]+\.md)[^)]*\)|(?<=\A---\n)title: .*Priority (?P<title>\d)"
)
_LINK = re.compile(r"\[(?P<number>\d+(?:\.\d+)*)(?: [^\]]*)?\]\((?P<path>[^)#\s]+\.md)[^)]*\)")
_FILE_NUMBER = re.compile(r"(?:^|/)(\d+(?:-\d+)*)-[a-z][^/]*$")
_FIGURES = re.compile(r"\b[Ff]igures? \d+[a-z]?(?:(?:, | and )\d+[a-z]?)*")
_DESCRIPTOR = ("title", "headline", "place", "period", "columns", "derived", "awaiting")
_UNSEEN = frozenset(
    [
        "page",
        "assess",
        "release",
        "signed",
        "edition",
        "kind",
        "unit",
        "decimals",
        "number",
        "by",
        "from",
        "to",
        "of",
        "part",
        "whole",
        "only",
        "order",
    ]
)


def read_wording(project: Project) -> Wording:
    """The wording of a project; raises ProblemsFoundError."""
    if not project.wording.exists():
        expected = "the numbers that a page may type, even if there are none"
        raise ProblemsFoundError([Problem(FILE, 0, "", "no such file", expected)])
    return parse_wording(parse_yaml(FILE, read_text(project.wording, FILE)))


def known_of(wording: Wording, datasets: Iterable[Dataset], pages: Iterable[PageFile], settings: Settings) -> Known:
    """What declared numerals may name: figures and texts of the open data, sections with a page, declared dates."""
    datasets = tuple(datasets)
    sections = {each.number for each in settings.sections}
    for page in pages:
        title = next((text for text, _ in texts_of(page)), "")
        sections |= {found[0] for found in [re.match(r"\d+(?:\.\d+)*", title)] if found}
    cells = {cell.text for each in datasets for row in each.rows for cell in row.cells.values()}
    figures = "\n".join(each.descriptor.figure for each in datasets)
    labels = {f"{each.id}/{row.id}": row.label for each in datasets for row in each.rows}
    periods = [text for each in datasets for text in (each.descriptor.period, *each.descriptor.shown_columns.values())]
    dates = wording.dates | wording.dates_in(periods)
    return Known(figures, frozenset(sections), dates, "\n".join(sorted(cells)), labels)


def page_faults(reader: Reader, page: PageFile, view: View) -> list[Problem]:
    """Everything wrong with the words of a page beside its numbers, as an edition that shows all of it has them."""
    problems = [*_section_faults(page), *_priority_faults(page), *_figure_faults(reader, page, view)]
    for text, line in texts_of(page):
        words = words_of(text, MACROS)
        if words is not None:
            problems += reader.direction_faults(page.name, words, line, view)
            problems += reader.place_faults(page.name, words, line, view)
    return problems


def typed_in_page(reader: Reader, page: PageFile) -> list[Problem]:
    """Every typed number of a page that nothing bears out, and every expectation that its words contradict."""
    read = [(words_of(text, MACROS), line) for text, line in texts_of(page)]
    return [fault for words, line in read if words for fault in reader.typed_faults(page.name, words, line)]


def _section_faults(page: PageFile) -> Iterator[Problem]:
    """The numbers of sections that a title or a link gives, where they are not those of the page's own file name."""
    named = [(found, page.path) for found in _TITLE.finditer(page.text)]
    named += [(found, found["path"]) for found in _LINK.finditer(page.text)]
    for found, path in named:
        number = _FILE_NUMBER.search(path.removesuffix("/index.md"))
        expected = number[1].replace("-", ".") if number else found["number"]
        if found["number"] != expected:
            line = page.text.count("\n", 0, found.start()) + 1
            yield Problem(
                page.name, line, at_line(line), f'the section "{found["number"]}"', f'"{expected}", of {path}'
            )


def _figure_faults(reader: Reader, page: PageFile, view: View) -> Iterator[Problem]:
    """The numbers of figures that a page names although it neither shows them nor takes a number from them."""
    texts = [(words, line) for text, line in texts_of(page) if (words := words_of(text, MACROS))]
    calls = [call for words, _ in texts for call in words.calls if call.arguments]
    datasets = [view.datasets.get(str(call.arguments[0])) for call in calls]
    used = {dataset.descriptor.figure for dataset in datasets if dataset}
    expected = "a figure of this page, or one that it takes a number from"
    for words, first_line in texts:
        for found in _FIGURES.finditer(words.seen):
            for number in re.findall(r"\d+[a-z]?", found[0]):
                named = any(re.fullmatch(rf"{number}[a-z]?", each) for each in used)
                if not named and not reader.exempts(page.name, words, Found(found[0], *found.span())):
                    line = first_line + words.line(found.start()) - 1
                    yield Problem(page.name, line, at_line(line), f'"figure {number}"', expected)


def _priority_faults(page: PageFile) -> Iterator[Problem]:
    """The numbers of priorities that a title or a link gives, where the file of the page ends in another."""
    for found in _PRIORITY.finditer(page.text):
        path = found["path"] or page.path
        number = _FILE_NUMBER.search(path)
        given = found["last"] or found["title"]
        if number and number[1].rpartition("-")[2] != given:
            line = page.text.count("\n", 0, found.start()) + 1
            expected = f'"{number[1].rpartition("-")[2]}", of {path}'
            yield Problem(page.name, line, at_line(line), f'the priority "{given}"', expected)


def headline_faults(reader: Reader, view: View) -> list[Problem]:
    """Every comparing word in the headlines of open data that its numbers do not bear out."""
    problems: list[Problem] = []
    for dataset in view.datasets.values():
        words = words_of(dataset.descriptor.headline, MACROS)
        if words is not None and dataset.audience == view.edition.audiences[0]:
            file = f"data/{dataset.audience}/{dataset.id}.yaml"
            problems += reader.direction_faults(file, words, dataset.descriptor.lines.get("headline", 1), view)
    return problems


def typed_faults(
    reader: Reader,
    project: Project,
    settings: Settings,
    pages: Iterable[PageFile],
    folder: tuple[Path, Iterable[Dataset]],
) -> list[Problem]:
    """Every typed number that nothing bears out, wherever readers see it; `folder` holds the open data."""
    problems: list[Problem] = []
    for file, text, line in _texts(project, settings, pages, folder):
        words = words_of(text, MACROS)
        if words is not None:
            problems += reader.typed_faults(file, words, line)
    return problems


def unused_faults(
    reader: Reader, pages: Iterable[PageFile], shown: Iterable[Iterable[PageFile]], faulty: Container[str]
) -> list[Problem]:
    """Every exemption that no text needs; of a page that no edition at hand shows, or that has faults, none is told."""
    unread = {page.name for page in pages} - {page.name for each in shown for page in each}
    found, expected = "an exemption that nothing needs", "exemptions that a page needs"
    return [
        Problem(FILE, each.line, at_line(each.line), f'{found}, of "{each.text}" on {each.page}', expected, "Delete it")
        for each in reader.unused()
        if each.page not in unread and each.page not in faulty
    ]


def _texts(
    project: Project, settings: Settings, pages: Iterable[PageFile], folder: tuple[Path, Iterable[Dataset]]
) -> Iterator[tuple[str, str, int]]:
    """Every text that readers see and that somebody typed: its file, itself, and its first line."""
    for page in pages:
        yield from ((page.name, text, line) for text, line in texts_of(page))
    yield from texts_in(settings.document, ("site_name", "site_description", "copyright", "nav", "extra"))
    glossary = parse_yaml(project.glossary.name, read_text(project.glossary, project.glossary.name))
    yield from texts_in(glossary, ("markdown_extensions",))
    place, datasets = folder
    for dataset in datasets:
        name = f"{project.shown(place)}/{dataset.id}.yaml"
        document = parse_yaml(name, read_text(place / f"{dataset.id}.yaml", name))
        yield from texts_in(document, _DESCRIPTOR)


def texts_in(document: YamlDocument, keys: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Every text under some keys of a document that readers see: its file, itself, and its first line."""

    def texts(value: Value, path: KeyPath) -> Iterator[tuple[str, str, int]]:
        if isinstance(value, str):
            if not value.endswith(".md"):
                yield document.file, value, document.line(path)
        elif isinstance(value, list):
            for index, each in enumerate(value):
                yield from texts(each, (*path, index))
        else:
            for key, each in value.items():
                if path[:1] in (("nav",), ("markdown_extensions",)):
                    yield document.file, key, document.line((*path, key))
                if key not in _UNSEEN or path[:1] == ("nav",):
                    yield from texts(each, (*path, key))

    for key in keys:
        if key in document.content:
            yield from texts(document.content[key], (key,))
