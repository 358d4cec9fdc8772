"""A new page: its front matter and its figures, and the line that puts it in the navigation."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assess.new.descriptor_text import figure_of
from assess.new.prompts import Answers, Question
from assess.new.writer import write_new
from assess.project.layout import Project
from assess.project.settings import Settings
from macros.pages.page import PageFile
from macros.pages.validation import written_faults
from macros.phrasebook.phrases import LANGUAGES
from redaction.data.dataset import Dataset
from redaction.diagnostics.errors import AssessError, ProblemsFoundError
from redaction.diagnostics.suggestions import expected_one_of
from redaction.policy import Policy
from redaction.reader import read_folder

_PATH = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*(?P<number>\d+(?:-\d+)*-)?(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)\.md")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .,()'/-]*")
QUESTIONS = (
    Question("title", "The title, with the number of the section where it has one, such as 5.6 Burglary"),
    Question("description", "What the page is about, in one sentence"),
)


@dataclass(frozen=True)
class Asked:
    """What the command was given: the path under docs/, and the datasets to show."""

    path: str
    figures: Sequence[str] = ()


def make_page(project: Project, policy: Policy, settings: Settings, asked: Asked, answers: Answers) -> list[str]:
    """Write a new page and say what was made; raises AssessError, and then wrote nothing."""
    path = free_place(project, asked.path)
    shown = open_datasets(project, policy, asked.figures)
    title, description = answers.all_of(QUESTIONS)
    page = page_of(path, title, description, shown)
    write_new({project.docs / path: page.text})
    return [page.name, "", *_next(settings, path, title)]


def free_place(project: Project, asked: str) -> str:
    """The path under docs/ of a page that is not there yet; raises AssessError."""
    path = asked.removeprefix("docs/")
    if not _PATH.fullmatch(path):
        expected = "a path under docs/ of small letters, digits and hyphens, such as 5-crime-and-asb/5-6-burglary.md"
        raise AssessError(f'"{asked}" is no place for a page: expected {expected}')
    if (project.docs / path).exists():
        raise AssessError(f"docs/{path} is there already, and stays")
    return path


def page_of(path: str, title: str, description: str, shown: Iterable[Dataset]) -> PageFile:
    """A page with a title that shows some datasets; raises ProblemsFoundError."""
    language = path.partition("/")[0]  # a page that lies in the folder of one is in it
    page = PageFile(path, _text(title, description, shown, language if language in LANGUAGES else ""))
    problems = written_faults(page)
    if problems:
        raise ProblemsFoundError(problems)
    return page


def open_datasets(project: Project, policy: Policy, names: Iterable[str]) -> list[Dataset]:
    """The open datasets with some names; raises AssessError for one that there is not."""
    wanted = list(names)
    if not wanted:
        return []
    folder = project.open_data(policy)
    known = {
        each.id: each for each in read_folder(folder, project.shown(folder), policy.open_audience, policy).datasets
    }
    for name in wanted:
        if name not in known:
            expected = expected_one_of(name, "dataset", known)
            raise AssessError(f'There is no dataset "{name}" in {project.shown(folder)}; expected {expected}')
    return [known[name] for name in wanted]


def _text(title: str, description: str, shown: Iterable[Dataset], language: str) -> str:
    datasets = list(shown)
    sources = list(dict.fromkeys(source for each in datasets for source in each.descriptor.sources))
    lines = ["---", f"title: {_scalar(title)}", f"description: {_scalar(description)}"]
    lines += [f"lang: {language}"] if language else []
    lines += [f"sources: [{', '.join(sources)}]"] if sources else []
    return "\n".join([*lines, "---", *(f"{figure_of(each)}\n" for each in datasets)]).rstrip("\n") + "\n"


def _next(settings: Settings, path: str, title: str) -> Iterable[str]:
    """The lines of the navigation and of the section's contents, and where they go: below pages of the same folder."""
    folder = posixpath.dirname(path)
    section = next((each for each in settings.sections if folder and posixpath.dirname(each.page) == folder), None)
    where = f", below {section.number} {section.title}" if section else ""
    yield f"Give it a line under `nav:` in mkdocs.yml{where}:"
    yield ""
    yield f"{' ' * (6 if section else 2)}- {path}"
    yield ""
    bare = next((each for each in settings.sections if not each.page and _is_of(title, each.number)), None)
    if bare:
        yield f"Section {bare.number} {bare.title} has no page yet. Name its first under `sections:` in mkdocs.yml:"
        yield ""
        yield f"      page: {path}"
        yield ""
    if section and section.page.endswith("/index.md"):
        yield f"Give it a line on the contents page of its section, docs/{section.page}:"
        yield ""
        yield f"- [{title}]({posixpath.basename(path)})"
        yield ""
    yield "Then write its words, and run `assess check`."


def _is_of(title: str, number: str) -> bool:
    """Whether the number that a title begins with is that of a section, or of a part of it."""
    return title.split(" ", maxsplit=1)[0].split(".", maxsplit=1)[0] == number


def _scalar(text: str) -> str:
    """A text as YAML, in quotation marks where it needs them."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
