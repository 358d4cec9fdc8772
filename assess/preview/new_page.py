"""A new page as the preview's editor makes it: its file, its line in the navigation and its link in its section."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assess.build.plan import Plan
from assess.edit.change import EditRefusedError, digest_of
from assess.edit.listing import with_page_in_contents, with_page_in_navigation
from assess.load.editions import open_editions
from assess.load.sources import Sources
from assess.new.page import free_place, open_datasets, page_of
from assess.new.writer import write_new
from assess.preview.inputs import Input, read_input, write_input
from macros.language.site_map import Section
from macros.pages.page import PageFile, pages_for
from redaction.diagnostics.errors import AssessError


@dataclass(frozen=True)
class Wanted:
    """A page that somebody asks for: the number of its section, its title, what it is about, and a dataset to show."""

    section: str
    title: str
    description: str
    dataset: str = ""


@dataclass(frozen=True)
class NewPage:
    """A page to be written at a place, and what the two files that lead to it shall hold."""

    page: PageFile
    place: Path
    leading: tuple[tuple[Input, bytes], ...]

    @property
    def edited(self) -> Mapping[str, bytes]:
        """What each file would hold, by the name that messages call it."""
        return {self.page.name: self.page.text.encode(), **{each.name: content for each, content in self.leading}}

    def write(self) -> None:
        """Write all of it or nothing; raises AssessError."""
        write_new({self.place: self.page.text})
        done: list[tuple[Input, bytes]] = []
        try:
            for each, content in self.leading:
                write_input(each, digest_of(each.content), content)
                done.append((each, content))
        except BaseException:
            self.place.unlink()
            for each, content in done:
                write_input(each, digest_of(content), each.content)
            raise


def places(plan: Plan) -> Mapping[str, Any]:
    """The sections that a page may be added to, with the number of the next one, and the open datasets."""
    sources = plan.sources()
    sections = [
        {"number": each.number, "title": each.title, "next": _next_number(each, sources.docs.pages)}
        for each in _sections(plan, sources)
    ]
    datasets = [[each.id, each.descriptor.title] for each in sources.open_folder.datasets if each.rows]
    return {"sections": sections, "datasets": datasets}


def new_page(plan: Plan, wanted: Wanted) -> NewPage:
    """The page that somebody asks for, to be checked and written; raises AssessError."""
    title, description = (" ".join(text.split()) for text in (wanted.title, wanted.description))
    if not title or not description:
        raise EditRefusedError("A page needs a title, and a sentence that says what it is about")
    sources, project = plan.sources(), plan.project
    section = next((each for each in _sections(plan, sources) if each.number == wanted.section), None)
    if section is None:
        raise EditRefusedError("There is no such section that everybody may read. Load the preview again")
    numbered = re.match(r"(\d+)\.\d", title)
    if numbered and numbered[1] != section.number:
        raise EditRefusedError(
            f"The title has a number of section {numbered[1]}, and the page would go in section {section.number}. "
            "Choose the other section, or change the number"
        )
    folder = posixpath.dirname(section.page)
    path = free_place(project, f"{folder}/{_file_name(title)}")
    shown = open_datasets(project, plan.policy, [wanted.dataset] if wanted.dataset else [])
    page = page_of(path, title, description, shown)
    settings = read_input(project.root, "", [project.shown(project.config)], "*.yml")
    contents = read_input(project.docs, project.shown(project.docs), [section.page], "**/*.md")
    leading = (
        (contents, with_page_in_contents(contents.content, path, title, description)),
        (settings, with_page_in_navigation(settings.name, settings.content, path)),
    )
    return NewPage(page, project.docs / path, leading)


def _sections(plan: Plan, sources: Sources) -> list[Section]:
    """The sections with a folder of their own whose contents page everybody may read."""
    everybody = plan.policy.editions[open_editions(plan.policy)[0]]
    read = {page.path for page in pages_for(sources.docs.pages, everybody)}
    return [each for each in sources.settings.sections if "/" in each.page and each.page in read]


def _next_number(section: Section, pages: Iterable[PageFile]) -> str:
    """The number that follows the last one of a section's pages, which their titles begin with."""
    folder, numbered = posixpath.dirname(section.page), re.compile(rf"{re.escape(section.number)}\.(\d+)(?![\d.])")
    titles = [
        str(page.front_matter.content.get("title", "")) for page in pages if posixpath.dirname(page.path) == folder
    ]
    numbers = [int(found[1]) for title in titles if (found := numbered.match(title))]
    return f"{section.number}.{max(numbers, default=0) + 1}"


def _file_name(title: str) -> str:
    """A title as the name of a file: small letters without accents, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not re.search(r"[a-z]", name):
        raise AssessError(f'"{title}" is no title for a page: expected some words, which also name its file')
    return f"{name}.md"
